//! A sample request whose path is not that of the endpoint with its parts filled in.

use super::{filled, request_lines};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let Some(endpoint) = operation.raw.endpoint else {
            continue;
        };
        let documented = endpoint.path.text.split('?').next().unwrap_or("");
        for line in request_lines(operation) {
            let path = line.target.split('?').next().unwrap_or("");
            if filled(path, documented) {
                continue;
            }
            let span = line.part(0..path.len());
            let told = sink
                .tell(
                    span,
                    "the path of this sample is not the path of the endpoint",
                )
                .help(format!("write `{documented}` with its parts filled in"))
                .related(endpoint.path.span, "the endpoint");
            // What stands in the path of the sample in place of a part cannot be told.
            if let Some(mended) = mended(path, documented) {
                told.fix(span, mended);
            }
        }
    }
}

/// The documented path with the values that the sample has for its parts, where both have as many.
fn mended(sample: &str, documented: &str) -> Option<String> {
    if !documented.contains('{') {
        return sample.starts_with('/').then(|| documented.to_owned());
    }
    let (sample, documented): (Vec<_>, Vec<_>) =
        (sample.split('/').collect(), documented.split('/').collect());
    let fits = sample.len() == documented.len() && sample.first() == Some(&"");
    let part = |(sample, documented): (&&str, &&str)| {
        if documented.contains('{') {
            (*sample).to_owned()
        } else {
            (*documented).to_owned()
        }
    };
    fits.then(|| {
        sample
            .iter()
            .zip(&documented)
            .map(part)
            .collect::<Vec<_>>()
            .join("/")
    })
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn values_of_parts_stay() {
        assert_eq!(
            mended("/pen/7/ink", "/pens/{id}/ink").as_deref(),
            Some("/pens/7/ink")
        );
        assert_eq!(mended("/pen", "/pens").as_deref(), Some("/pens"));
        assert_eq!(mended("/pen/7", "/pens/{id}/ink"), None);
        assert_eq!(mended("https://example.com/a", "/pens/{id}"), None);
    }
}
