//! Words that are nearly others.

/// The word of `known` that `word` was likely meant to be: other than it, but for case and a slip
/// or two of the pen.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = |word: &str| word.to_lowercase().chars().collect::<Vec<_>>();
    let word = lower(word);
    let near = known.into_iter().filter_map(|one| {
        let distance = distance(&word, &lower(one))?;
        Some((distance, one))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, one)| one)
}

/// The number of slips between two words, where it is small for their length: letters that are
/// missing, surplus or wrong, and neighbours that are swapped.
fn distance(a: &[char], b: &[char]) -> Option<usize> {
    let allowed = match a.len().min(b.len()) {
        0..=2 => return None,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    };
    if a.len().abs_diff(b.len()) > allowed || a.len().max(b.len()) > 200 {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for (i, x) in a.iter().enumerate() {
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = last[j] + usize::from(x != y);
            row[j + 1] = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|distance| *distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_told_from_other_words() {
        let known = ["string", "Property Name", "Request Headers", "int32", "Id"];
        assert_eq!(nearest("strnig", known), Some("string"));
        assert_eq!(nearest("Proprety name", known), Some("Property Name"));
        assert_eq!(nearest("Reqest Header", known), Some("Request Headers"));
        assert_eq!(nearest("int64", known), Some("int32"));
        assert_eq!(nearest("double", known), None);
        assert_eq!(nearest("Ids", known), None);
    }
}
