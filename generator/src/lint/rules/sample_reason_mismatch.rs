//! A status line of a sample with the reason phrase of another status.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::{SampleLine, Span};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        for sample in &operation.stated.sample_responses {
            let SampleLine::Status { code, reason, span } = &sample.start_line else {
                continue;
            };
            // Any words may stand there (RFC 9112 section 4); only those of another status mislead.
            let same = |phrase: &str| phrase.eq_ignore_ascii_case(reason);
            let own = PHRASES.iter().find(|(known, _)| known == code);
            let other = PHRASES.iter().find(|(_, phrase)| same(phrase));
            let Some((other, _)) = other.filter(|(other, _)| other != code) else {
                continue;
            };
            let start = span.range().end - reason.len();
            let place = Span::new(span.file, start..span.range().end);
            let told = sink.tell(
                place,
                format!("`{reason}` is what status {other} says, and this is {code}"),
            );
            match own {
                Some((_, phrase)) => told
                    .help(format!(
                        "write `{code} {phrase}`, or `{other} {reason}` if that is meant"
                    ))
                    .fix(place, *phrase),
                None => told.help("correct the one that is wrong"),
            };
        }
    }
}

/// Statuses and their phrases: RFC 9110 section 15 and the IANA registry of HTTP status codes.
const PHRASES: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (511, "Network Authentication Required"),
];
