//! Text that was written as UTF-8 and read as something else.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{part, texts};

/// What dashes, quotes and accented letters become when their bytes are read as Windows-1252.
const SIGNS: &[&str] = &[
    "â€", "Ã¤", "Ã¶", "Ã¼", "Ã¥", "Ã¸", "Ã¦", "Ã©", "Ã¨", "ÃŸ", "Â ", "Â»", "Â«",
];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        if text.text.is_ascii() {
            continue;
        }
        let found = SIGNS
            .iter()
            .filter_map(|sign| Some((text.text.find(sign)?, sign.len())));
        if let Some((at, length)) = found.min() {
            sink.tell(
                part(text, at..at + length),
                "these letters come from reading UTF-8 as something else",
            )
            .help("save the text as UTF-8 once more from its source, and correct what is broken");
        }
    }
}
