//! Each fault can be seen in some answer, has a name of its own, and changes nothing that is none of its.

use super::*;
use crate::exchange::Header;
use crate::mock::tests::{asked, good, mock};
use crate::mock::{Asked, Injected, Mock, Options};
use crate::testing::CHAT;
use std::collections::BTreeSet;

#[test]
fn there_are_many_faults_and_each_has_its_own_name() {
    let ids: BTreeSet<&str> = ALL.iter().map(|fault| fault.id).collect();
    assert_eq!(ids.len(), ALL.len());
    assert!(ALL.len() >= 40, "{}", ALL.len());
    let is_kebab = |id: &str| {
        id.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    for fault in ALL.iter() {
        assert!(is_kebab(fault.id) && is_kebab(fault.check), "{}", fault.id);
    }
    assert!(
        Injected::parse("no-such")
            .is_err_and(|error| error.contains("there is no fault `no-such`"))
    );
    assert!(
        Injected::parse("property-gone").is_err_and(|error| error.contains("property-dropped"))
    );
}

/// Requests of many kinds: the documented ones, those with options of the query, and bad ones.
fn probes() -> Vec<Asked> {
    let mut probes: Vec<Asked> = CHAT.api.operations.iter().map(good).collect();
    let list = |query: &str| asked("GET", &format!("/api/v1/ChatSession?{query}"));
    for query in [
        "$top=1",
        "$skip=1",
        "$orderby=chatSessionId desc",
        "$select=customerName",
        "$filter=chatSessionId eq 0",
        "$mode=x",
        "$top=x",
    ] {
        probes.push(list(query));
    }
    probes.push(list("").with("accept", "text/xml"));
    probes.push(list("").with("accept", "image/png"));
    probes.push(list("").without("authorization"));
    probes.push(list("").with("authorization", "Basic bm86b25l"));
    probes.push(asked("BREW", "/api/v1/ChatSession"));
    probes.push(asked("GET", "/nothing"));
    probes.push(asked("POST", "/api/v1/Agents/Contact/GetContact"));
    for (media_type, body) in [
        ("image/png", "x"),
        ("application/json", "{"),
        ("application/json", "{\"TopicId\":\"x\"}"),
    ] {
        probes.push(asked("POST", "/api/v1/ChatSession").bytes(media_type, body));
    }
    probes
}

fn server(faults: Vec<Injected>) -> Mock {
    let credentials = vec![Header::new("authorization", crate::mock::tests::BASIC)];
    mock(Options {
        faults,
        credentials,
        ..Options::default()
    })
}

/// Faults of which `specs/pages` has nothing that they could break.
const NOTHING_TO_BREAK: &[&str] = &["bytes-malformed", "enum-unknown", "header-missing"];

#[test]
fn each_fault_is_seen_in_some_answer() {
    let probes = probes();
    let whole = server(Vec::new());
    let expected: Vec<_> = probes.iter().map(|probe| whole.reply(probe).0).collect();
    for fault in ALL.iter().filter(|fault| !fault.needs_state) {
        let broken = server(vec![Injected {
            fault,
            operation: None,
        }]);
        let differs =
            |(probe, expected): (&Asked, &crate::mock::Reply)| broken.reply(probe).0 != *expected;
        let seen = probes
            .iter()
            .zip(&expected)
            .filter(|one| differs(*one))
            .count();
        let is_possible = !NOTHING_TO_BREAK.contains(&fault.id);
        assert_eq!(
            seen > 0,
            is_possible,
            "{} is seen in {seen} answers",
            fault.id
        );
    }
}

#[test]
fn each_fault_names_a_check_that_there_is() {
    for fault in ALL.iter() {
        let mut all = crate::checks::ALL.iter();
        assert!(
            all.any(|check| check.id == fault.check),
            "{}: {}",
            fault.id,
            fault.check
        );
    }
}
