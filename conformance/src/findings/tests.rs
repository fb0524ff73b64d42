use super::*;
use crate::case::{CaseKind, Credentials};
use crate::exchange::{Lost, Outcome, Phase, Request};
use bindery_model::{FileId, Span};
use jiff::civil::date;

fn case(operation: usize, id: &str) -> Arc<Case> {
    Arc::new(Case {
        id: id.to_owned(),
        operation,
        kind: CaseKind::Recorded,
        parameters: Vec::new(),
        body: None,
        accept: Vec::new(),
        credentials: Credentials::Absent,
        method: None,
        path: None,
    })
}

fn exchange() -> Arc<Exchange> {
    let request = Request {
        method: "GET".to_owned(),
        url: "http://localhost/".to_owned(),
        headers: Vec::new(),
        body: None,
    };
    let message = "reset".to_owned();
    let phase = Phase::Wait;
    let outcome = Outcome::Lost(Lost { phase, message });
    Arc::new(Exchange {
        request,
        outcome,
        wire: None,
    })
}

fn verdict(check: &'static str, ruling: Ruling, cause: &str, wrong: Option<Party>) -> Verdict {
    let likelier = wrong.map(|wrong| Likelier {
        wrong,
        because: format!("{wrong:?}"),
    });
    let place = Span::file_start(FileId(0));
    Verdict::new(check, ruling, "", place)
        .cause(cause)
        .likelier(likelier)
}

fn gather(order: &[usize]) -> Vec<Finding> {
    let exchange = exchange();
    let of = |ruling, wrong| verdict("wrong-type", ruling, "Loaf/Tags[]", wrong);
    let all = [
        (case(3, "c"), vec![of(Ruling::Warning, Some(Party::Page))]),
        (case(1, "a"), vec![of(Ruling::Warning, Some(Party::Page))]),
        (
            case(2, "b"),
            vec![
                of(Ruling::Failed, Some(Party::Server)),
                verdict("top-ignored", Ruling::Passed, "x", None),
            ],
        ),
        (
            case(1, "d"),
            vec![
                of(Ruling::Warning, None),
                verdict("top-ignored", Ruling::Failed, "$top", None),
            ],
        ),
        (
            case(4, "e"),
            vec![verdict("no-answer", Ruling::Warning, "", None)],
        ),
    ];
    let mut gatherer = Gatherer::default();
    for at in order {
        gatherer.add(&all[*at].0, &exchange, &all[*at].1);
    }
    gatherer.finish()
}

#[test]
fn one_cause_is_one_finding_in_whatever_order_it_shows() {
    let findings = gather(&[0, 1, 2, 3, 4]);
    let told: Vec<_> = findings
        .iter()
        .map(|f| (f.id.as_str(), f.ruling, f.operations.len(), f.times))
        .collect();
    assert_eq!(
        told,
        [
            ("wrong-type:Loaf/Tags.item", Ruling::Failed, 3, 4),
            ("top-ignored:top", Ruling::Failed, 1, 1),
            ("no-answer", Ruling::Warning, 1, 1),
        ]
    );
    let kept: Vec<_> = findings[0]
        .occurrences
        .iter()
        .map(|one| one.case.id.as_str())
        .collect();
    assert_eq!(kept, ["b", "a", "c"]);
    let likelier = findings[0].likelier.as_ref().map(|one| one.wrong);
    assert_eq!(likelier, Some(Party::Server), "the failure says so");
    for order in [[4, 3, 2, 1, 0], [2, 4, 0, 3, 1]] {
        assert_eq!(format!("{:?}", gather(&order)), format!("{findings:?}"));
    }
}

#[test]
fn a_baseline_keeps_back_what_is_known_and_no_more() {
    let text = "# a comment\n\n\
        wrong-type:Loaf/Tags.item\t3\t2026-12-31\tticket 12\n\
        top-ignored:top\t2\t-\tnever mind\n\
        skip-ignored:skip\t1\t-\tgone\n\
        filter-ignored:filter\t1\t-\tnot looked for\n";
    let baseline = Baseline::read(text).expect("it is right");
    let apply = |findings, today| {
        let applied = baseline.apply(findings, today, |id| id != "filter-ignored:filter");
        let ids = |all: &[Entry]| {
            all.iter()
                .map(|one| one.finding.clone())
                .collect::<Vec<_>>()
        };
        let told: Vec<_> = applied.told.iter().map(|one| one.id.clone()).collect();
        (
            told,
            applied.known.len(),
            ids(&applied.expired),
            ids(&applied.outgrown),
            ids(&applied.unused),
        )
    };
    let own = |text: &str| vec![text.to_owned()];
    let all = || gather(&[0, 1, 2, 3, 4]);
    assert_eq!(
        apply(all(), date(2026, 12, 31)),
        (
            own("no-answer"),
            2,
            vec![],
            vec![],
            own("skip-ignored:skip")
        )
    );
    let (told, known, expired, ..) = apply(all(), date(2027, 1, 1));
    assert_eq!(
        (told.len(), known, expired),
        (2, 1, own("wrong-type:Loaf/Tags.item"))
    );
    let mut grown = all();
    grown[0].operations.insert(99);
    let (told, _, _, outgrown, _) = apply(grown, date(2026, 1, 1));
    assert_eq!(
        (told.len(), outgrown),
        (2, own("wrong-type:Loaf/Tags.item"))
    );
}

#[test]
fn a_baseline_that_is_written_knows_what_it_was_written_from() {
    let findings = gather(&[0, 1, 2, 3, 4]);
    let known = Baseline::read("no-answer\t1\t2030-01-01\told\n").expect("it is right");
    let text = known.write(&findings, "as found\ton the\nfirst day", None, |_| true);
    assert!(text.contains("no-answer\t1\t2030-01-01\told\n"), "{text}");
    assert!(
        text.contains("top-ignored:top\t1\t-\tas found on the first day\n"),
        "{text}"
    );
    let again = Baseline::read(&text).expect("we wrote it");
    let applied = again.apply(findings, date(2026, 1, 1), |_| true);
    assert_eq!(
        (
            applied.told.len(),
            applied.known.len(),
            applied.unused.len()
        ),
        (0, 3, 0)
    );
}

#[test]
fn a_part_of_a_run_keeps_the_entries_of_what_it_did_not_ask() {
    let entries = "no-answer\t7\t2030-01-01\told\n\
        skip-ignored:skip\t1\t2031-01-01\tnot asked\n\
        filter-ignored:filter\t1\t-\tgone\n";
    let known = Baseline::read(entries).expect("it is right");
    let findings = gather(&[0, 1, 2, 3, 4]);
    let text = known.write(&findings, "new", None, |id| id.starts_with("filter"));
    assert!(
        text.contains("skip-ignored:skip\t1\t2031-01-01\tnot asked\n"),
        "{text}"
    );
    assert!(text.contains("no-answer\t7\t2030-01-01\told\n"), "{text}");
    assert!(!text.contains("filter-ignored"), "{text}");
}

#[test]
fn broken_lines_are_told_with_their_number() {
    for (text, expected) in [
        ("a b c d", "line 1: expected id, number of operations"),
        ("#\nx\t1\t-\t ", "line 2: `x` has no reason"),
        ("x\tmany\t-\tr", "line 1: `many` is no number"),
        ("x\t1\t31.1.2027\tr", "line 1: `31.1.2027` is no day"),
        (
            "x\t1\t-\tr\nx\t2\t-\ts",
            "line 2: `x` stands on line 1, too",
        ),
    ] {
        let error = Baseline::read(text).expect_err("it is wrong").to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn of_many_findings_the_first_are_told_and_the_rest_is_one() {
    let exchange = exchange();
    let all: Vec<_> = (0..TOLD_APART + 300)
        .map(|at| {
            let (ruling, wrong) = match at % 7 {
                0 => (Ruling::Failed, Party::Server),
                _ => (Ruling::Warning, Party::Page),
            };
            let one = verdict("wrong-type", ruling, &format!("Loaf/{at:04}"), Some(wrong));
            let case = case(at % 90, &format!("c{at:04}"));
            (case, [one, verdict("no-answer", Ruling::Warning, "", None)])
        })
        .collect();
    let gather = |order: &mut dyn Iterator<Item = usize>| {
        let mut gatherer = Gatherer::default();
        for at in order {
            let (case, verdicts) = &all[at];
            gatherer.add(case, &exchange, verdicts);
            gatherer.add(case, &exchange, &verdicts[..1]);
        }
        gatherer.finish()
    };
    let forwards = gather(&mut (0..all.len()));
    assert_eq!(forwards.len(), TOLD_APART + 2);
    let rest = forwards.iter().find(|one| one.id == "wrong-type:and-more");
    let rest = rest.expect("the rest is told");
    assert_eq!(
        (rest.times, rest.operations.len(), rest.ruling),
        (600, 90, Ruling::Failed)
    );
    assert_eq!(rest.occurrences.len(), KEPT);
    let verdict = &rest.occurrences[0].verdict;
    assert!(
        verdict.requirement.starts_with("300 findings that are"),
        "{verdict:?}"
    );
    assert_eq!(id(verdict), rest.id);
    let wrong = rest.likelier.as_ref().map(|one| one.wrong);
    assert_eq!(wrong, Some(Party::Server));
    let last = all.len() - 1;
    let backwards = gather(&mut (0..all.len()).map(|at| last - at));
    let mixed = gather(&mut (0..all.len()).map(|at| at * 7 % all.len()));
    for other in [backwards, mixed] {
        assert_eq!(format!("{other:?}"), format!("{forwards:?}"));
    }
}
