//! What must hold whatever the pages are.

mod apis;
mod lost;
mod outline;
mod pages;
mod promises;
mod soup;

use apis::{api, map};
use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::page::{Block, markdown};
use bindery_generator::read_reference;
use bindery_model::{FileId, SourceMap};
use lost::{lost, lost_rows};
use outline::outline;
use pages::{page, select};
use promises::keeps_its_promises;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use soup::soup;
use std::sync::LazyLock;

static DIALECTS: LazyLock<Vec<Dialect>> =
    LazyLock::new(|| builtin().expect("the compiled-in dialects load"));

/// `PROPTEST_CASES` asks for another number than is fit for every day.
fn cases(count: u32) -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("proptest-regressions/properties.txt");
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = count;
    }
    config.failure_persistence = Some(Box::new(kept));
    config
}

fn source(text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("page.md", text);
    sources
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_text_is_read_and_its_places_are_inside_it(text in soup()) {
        let sources = source(&text);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn any_text_is_read_by_any_dialect(text in soup(), at in any::<prop::sample::Index>()) {
        let dialect = at.get(&DIALECTS);
        let sources = source(&text);
        let reference = read_reference(&sources, Choice::Given(dialect));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn any_index_and_table_of_contents_is_read(text in soup(), name in select(&["index.md", "toc.yml"])) {
        let mut sources = SourceMap::new();
        sources.add(name, text);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        prop_assert!(reference.pages[0].links.is_some());
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn the_blocks_of_any_text_stand_in_their_order(text in soup()) {
        let page = markdown::read(FileId(0), &text);
        let mut behind = 0;
        for block in &page.blocks {
            let range = block.span().range();
            prop_assert!(behind <= range.start && range.start <= range.end, "{block:?}");
            behind = range.end;
        }
        prop_assert!(behind <= text.len());
    }

    #[test]
    fn the_cells_of_a_row_and_what_stands_between_them_are_the_row(text in soup()) {
        let page = markdown::read(FileId(0), &text);
        let tables = page.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        for row in tables.flat_map(|table| table.rows.iter().chain([&table.header])) {
            let range = row.span.range();
            let (mut at, mut gaps) = (range.start, Vec::new());
            for cell in &row.cells {
                gaps.push(text[at..cell.range().start].trim());
                at = cell.range().end;
            }
            gaps.push(text[at..range.end].trim());
            let (first, last) = (gaps.remove(0), gaps.pop().unwrap_or(""));
            prop_assert!(matches!(first, "" | "|"), "{first:?} opens {row:?}");
            prop_assert!(matches!(last, "" | "|"), "{last:?} closes {row:?}");
            prop_assert!(gaps.iter().all(|gap| *gap == "|"), "{gaps:?} in {row:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn every_row_heading_and_fence_is_used_or_told(text in page()) {
        prop_assert_eq!(lost(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn every_row_that_is_used_is_a_fact_or_told(text in page()) {
        prop_assert_eq!(lost_rows(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn reading_twice_gives_the_same(text in page()) {
        let sources = source(&text);
        let read = || read_reference(&sources, Choice::Auto(&DIALECTS));
        prop_assert_eq!(outline(&sources, &read()), outline(&sources, &read()));
    }

    #[test]
    fn a_resolved_model_keeps_its_promises(files in api()) {
        let sources = map(&files);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn the_order_of_the_files_does_not_matter((files, shuffled) in api().prop_flat_map(|files| {
        (Just(files.clone()), Just(files).prop_shuffle())
    })) {
        let (one, other) = (map(&files), map(&shuffled));
        let of = |sources: &SourceMap| outline(sources, &read_reference(sources, Choice::Auto(&DIALECTS)));
        prop_assert_eq!(of(&one), of(&other));
    }
}
