//! Pages that are made of pieces, and damaged.

use proptest::prelude::*;

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Heading(u8, String),
    Table(String, Vec<String>),
    Fence(String, String, bool),
    Prose(String),
}

impl Piece {
    /// `@` stands for a marker of which no two are alike.
    fn write(&self, text: &mut String, mut marker: impl FnMut() -> String) {
        let mut marked = |template: &str| {
            let mut parts = template.split('@');
            let first = parts.next().unwrap_or("").to_owned();
            parts.fold(first, |text, part| text + &marker() + part)
        };
        let piece = match self {
            Piece::Heading(level, words) => {
                format!("{} {}\n\n", "#".repeat(usize::from(*level)), marked(words))
            }
            Piece::Table(header, rows) => {
                let bars = header.matches('|').count() - 1;
                let rows: String = rows.iter().map(|row| marked(row)).collect();
                format!("{header}\n|{}\n{rows}\n", "---|".repeat(bars))
            }
            Piece::Fence(info, content, closed) => {
                let end = if *closed { "```\n\n" } else { "\n" };
                format!("```{info}\n{}{end}", marked(content))
            }
            Piece::Prose(words) => marked(words) + "\n\n",
        };
        text.push_str(&piece);
    }
}

pub(crate) fn select(all: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(all).prop_map(str::to_owned)
}

pub(crate) fn piece() -> impl Strategy<Value = Piece> {
    const HEADINGS: &[&str] = &[
        "@",
        "Query String Parameters",
        "Request Headers",
        "Request Body: entity",
        "Request Body: request Thing",
        "Response:",
        "Response:array",
        "Response: object",
        "Response body: Thing",
        "Sample request",
        "Sample Response",
        "Filter Operators: @ ##",
        "response body @",
    ];
    const HEADERS: &[&str] = &[
        "| Path Part | Type | Description |",
        "| Parameter Name | Type | Description |",
        "| Parameter Name | Description |",
        "| Response | Description |",
        "| Property Name | Type | Description |",
        "| Property Name | Type | Type | More |",
        "| Unknown | Type |",
        "| Name |",
    ];
    const ROWS: &[&str] = &[
        "| @ | int32 | words |\n",
        "| @ | string |\n",
        "| @ |\n",
        "| @ | Thing | a | b | c |\n",
        "| | int32 | @ |\n",
        "| @ | Enum: A, B | over\nlines @ |\n",
        "| @ | array | no end\n",
        "|\n",
        "| @ | string | a \\| b |\n",
        "@ | int32 | no bar |\n",
        "| 200 | @ |\n",
        "| 200 | @ |\n",
        "| 999 | @ |\n",
    ];
    const INFOS: &[&str] = &["http", "http!", "http_", "js", "", "yaml x"];
    const CONTENTS: &[&str] = &[
        "GET /api/v1/@\n",
        "GET /api/v1/A?@=1\nGET /api/v1/A?b=@\n",
        "POST /api/v1/@\nAccept: a/b\n\n{\"@\": 1}\n",
        "HTTP/1.1 200 OK\n\n{\"@\": [{\"@\": null}]}\n",
        "HTTP/1.1 200 OK\n\n{\"@\": 1,}\n",
        "",
        "@\n",
        "## @\n",
        "| @ | b |\n|---|---|\n",
        "HTTP/1.1 200000 OK\n\n{\"@\": 1}\n",
    ];
    const PROSE: &[&str] = &[
        "Words @.",
        "* one @\n* two @",
        "> said @",
        "    code @",
        "<para>@</para>",
        "@\nmore @\n\nlast @",
        "@\n===",
        "***",
        "[@](@)",
        "<!-- @\n-->",
    ];
    let rows = prop::collection::vec(select(ROWS), 0..5);
    prop_oneof![
        4 => (1..=4_u8, select(HEADINGS)).prop_map(|(level, words)| Piece::Heading(level, words)),
        4 => (select(HEADERS), rows).prop_map(|(header, rows)| Piece::Table(header, rows)),
        3 => (select(INFOS), select(CONTENTS), prop::bool::weighted(0.85)).prop_map(|(a, b, c)| Piece::Fence(a, b, c)),
        2 => select(PROSE).prop_map(Piece::Prose),
    ]
}

#[derive(Clone, Debug)]
pub(crate) enum Damage {
    None,
    DropLine(prop::sample::Index),
    Truncate(prop::sample::Index),
    CarriageReturns,
    ByteOrderMark,
}

pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        3 => Just(Damage::None),
        3 => any::<prop::sample::Index>().prop_map(Damage::DropLine),
        1 => any::<prop::sample::Index>().prop_map(Damage::Truncate),
        1 => Just(Damage::CarriageReturns),
        1 => Just(Damage::ByteOrderMark),
    ]
}

pub(crate) fn damaged(text: String, damage: &Damage) -> String {
    match damage {
        Damage::None => text,
        Damage::DropLine(at) => {
            let dropped = at.index(text.lines().count().max(1));
            let lines = text.split_inclusive('\n').enumerate();
            lines
                .filter(|(n, _)| *n != dropped)
                .map(|(_, line)| line)
                .collect()
        }
        Damage::Truncate(at) => {
            let end = text.floor_char_boundary(at.index(text.len() + 1));
            text[..end].to_owned()
        }
        Damage::CarriageReturns => text.replace('\n', "\r\n"),
        Damage::ByteOrderMark => format!("\u{feff}{text}"),
    }
}

/// A page of the 2023 layout that goes on with pieces in any order.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(piece(), 0..12);
    (pieces, prop::collection::vec(damage(), 0..3)).prop_map(|(pieces, damages)| {
        let mut text = "---\ntitle: A\nuid: v1A_B\n---\n\n# A\n\n```http\nGET /api/v1/A/{id}\n```\n\nDoes it.\n\n".to_owned();
        let mut count = 0;
        for piece in pieces {
            piece.write(&mut text, || {
                count += 1;
                format!("mark{count}x")
            });
        }
        damages.iter().fold(text, damaged)
    })
}
