//! A command that makes a request again.

use super::bodies::Bodies;
use crate::exchange::Request;
use std::fmt::Write;

/// The request as a line for a shell of POSIX. Values that are secret are `***`; a long body is a file,
/// if there is a folder for them.
pub(super) fn curl(request: &Request, bodies: Option<&Bodies>) -> String {
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
    if let Some((path, _)) = bodies.and_then(|bodies| bodies.path(request)) {
        let _ = write!(line, " --data-binary {}", quoted(&format!("@{path}")));
    } else if let Some(body) = &request.body {
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
            curl(&request, None),
            r#"curl -X POST 'http://x/a?b='\''c'\''' -H 'Accept: application/json' -H 'Authorization: ***' --data-raw '{"a": 1}'"#
        );
    }

    #[test]
    fn a_long_body_is_a_file() {
        let mut request = Request {
            method: "POST".to_owned(),
            url: "http://x/a".to_owned(),
            headers: vec![Header::new(
                "Content-Type",
                "application/json; charset=utf-8",
            )],
            body: Some(vec![b' '; 1001].into()),
        };
        let bodies = Bodies::new("it's/bodies".to_owned());
        let line = curl(&request, Some(&bodies));
        let (_, file) = line.split_once(" --data-binary ").expect("it names a file");
        assert!(file.starts_with(r"'@it'\''s/bodies/"), "{file}");
        assert!(file.ends_with(".json'"), "{file}");
        // What is no text cannot stand in a command.
        request.body = Some(vec![0xFF].into());
        assert!(curl(&request, Some(&bodies)).contains("--data-binary"));
        request.body = Some("{}".into());
        assert!(curl(&request, Some(&bodies)).ends_with("--data-raw '{}'"));
    }
}
