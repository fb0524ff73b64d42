//! What serde_json says of a text, without showing any of it.

/// The message without the value that was met, which may be a secret and of any length.
pub(crate) fn without_value(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let Some((met, expected)) = told.rsplit_once(", expected ") else {
        return told;
    };
    let met = met.split(['"', '`']).next().unwrap_or("").trim_end();
    format!("{met}, expected {expected}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_value_is_told_and_not_the_value() {
        let error =
            serde_json::from_str::<i32>("\"sesame, expected\"").expect_err("it is no number");
        let told = without_value(&error);
        assert!(
            told.starts_with("invalid type: string, expected i32"),
            "{told}"
        );
        let error = serde_json::from_str::<i32>("[").expect_err("it is no JSON");
        assert!(!without_value(&error).is_empty());
    }
}
