//! A model as text, to compare two readings.

use bindery_generator::Reference;
use bindery_model::{Evidence, SourceMap, Span, Stated};

/// All of a model as text. Places are told by path and line, so that the order of files is no part.
pub(crate) fn outline(sources: &SourceMap, reference: &Reference) -> String {
    use std::fmt::Write as _;
    let api = &reference.api;
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("it is memory");
    let place = |span: Span| sources.place(span);
    let words = |stated: &Option<Stated<String>>| {
        stated
            .as_ref()
            .map(|s| format!("{:?} at {}", s.value, place(s.span())))
    };
    for o in &api.operations {
        let names = |all: Vec<&str>| all.join(", ");
        line(format!(
            "{} {} {} at {}",
            o.id.value,
            o.method.value,
            o.path.value,
            place(o.span)
        ));
        line(format!(
            "  {} {:?} {:?} {:?}",
            o.resource,
            words(&o.title),
            words(&o.summary),
            words(&o.description)
        ));
        for p in &o.parameters {
            let required = p.required.map(|e| place(e.span));
            line(format!(
                "  {:?} {} {:?} {required:?} {:?}",
                p.location,
                p.name.value,
                p.value_type,
                words(&p.example)
            ));
        }
        line(format!(
            "  headers {}",
            names(
                o.headers
                    .iter()
                    .map(|at| api.headers[*at].name.value.as_str())
                    .collect()
            )
        ));
        line(format!(
            "  security {}",
            names(
                o.security
                    .iter()
                    .map(|at| api.security[*at].name.as_str())
                    .collect()
            )
        ));
        if let Some(r) = &o.request {
            line(format!(
                "  takes {:?} {:?} {}",
                r.media_types,
                r.value_type,
                place(r.type_evidence.span)
            ));
        }
        for r in &o.responses {
            let body = r
                .body
                .as_ref()
                .map(|b| (&b.media_types, &b.value_type, place(b.type_evidence.span)));
            line(format!(
                "  {} {:?} {body:?}",
                r.status.value,
                words(&r.description)
            ));
        }
    }
    for s in &api.schemas {
        let evidence: Vec<_> = s.evidence.iter().map(|e| (e.kind, place(e.span))).collect();
        line(format!(
            "{} {} {} {:?} {evidence:?}",
            s.name,
            s.recursive,
            place(s.name_evidence.span),
            words(&s.description)
        ));
        for p in &s.properties {
            let of = |e: &Evidence| (e.kind, place(e.span));
            let evidence: Vec<_> = p.evidence.iter().map(of).collect();
            let (nullable, required) = (p.nullable.as_ref().map(of), p.required.as_ref().map(of));
            line(format!(
                "  {} {:?} {evidence:?} {nullable:?} {required:?} {:?}",
                p.name,
                p.value_type,
                words(&p.description)
            ));
        }
    }
    let mut told: Vec<_> = reference
        .all_diagnostics()
        .map(|d| {
            format!(
                "! {} {} {:?} {}",
                d.code,
                place(d.span),
                d.related.iter().map(|r| place(r.span)).collect::<Vec<_>>(),
                d.message
            )
        })
        .collect();
    told.sort_unstable();
    told.into_iter().for_each(&mut line);
    out
}
