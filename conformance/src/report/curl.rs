//! A command that makes a request again.

use crate::exchange::Request;
use std::fmt::Write;

/// The request as a line for a shell of POSIX. Values that are secret are `***`.
pub(super) fn curl(request: &Request) -> String {
    let mut line = "curl".to_owned();
    if request.method != "GET" || request.body.is_some() {
        let _ = write!(line, " -X {}", request.method);
    }
    let _ = write!(line, " {}", quoted(&request.url));
    for field in &request.headers {
        if field.name.eq_ignore_ascii_case("accept-encoding") {
            // curl asks for what it can undo.
            line.push_str(" --compressed");
            continue;
        }
        let header = format!("{}: {}", field.name, field.shown());
        let _ = write!(line, " -H {}", quoted(&header));
    }
    if let Some(body) = &request.body {
        let text = String::from_utf8_lossy(body);
        let _ = write!(line, " --data-raw {}", quoted(&text));
    }
    line
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Header;

    #[test]
    fn a_request_can_be_made_again_and_shows_no_secret() {
        let request = Request {
            method: "POST".to_owned(),
            url: "http://x/a?b='c'".to_owned(),
            headers: vec![
                Header::new("Accept", "application/json"),
                Header::new("Authorization", "Bearer hush"),
            ],
            body: Some("{\"a\": 1}".into()),
        };
        assert_eq!(
            curl(&request),
            r#"curl -X POST 'http://x/a?b='\''c'\''' -H 'Accept: application/json' -H 'Authorization: ***' --data-raw '{"a": 1}'"#
        );
    }
}
