//! Little, nothing, and other encodings.

use super::support::{Page, read, read_all};

#[test]
fn no_files_are_an_empty_model() {
    let read = read_all([]);
    assert!(read.reference.api.operations.is_empty());
    assert!(read.reference.api.schemas.is_empty());
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn a_file_without_anything_is_told() {
    for text in [
        "",
        "\u{feff}",
        "\n\n\n",
        " \t\r\n",
        "\0",
        "---",
        "---\n---\n",
    ] {
        assert_eq!(read(text).found(), ["no-dialect page.md:1:1"], "{text:?}");
    }
}

#[test]
fn carriage_returns_and_a_byte_order_mark_change_no_fact() {
    let page = Page::new("A").body(
        "Thing",
        "| Id | int32 | The key |\n| Näme | string | ünï |\n",
    );
    let plain = page.clone().sample("{\"Id\": 1, \"Näme\": null}").text();
    let outline = |text: &str| {
        let read = read(text);
        let thing = read.schema("Thing");
        let of = |p: &bindery_model::resolved::Property| {
            let words = p.description.as_ref().map(|d| d.value.clone());
            format!(
                "{} {:?} {words:?} {}",
                p.name,
                p.value_type,
                p.nullable.is_some()
            )
        };
        let properties: Vec<_> = thing.properties.iter().map(of).collect();
        (properties, read.found())
    };
    let expected = outline(&plain);
    assert_eq!(expected.1, [""; 0]);
    assert_eq!(outline(&plain.replace('\n', "\r\n")), expected);
    assert_eq!(outline(&format!("\u{feff}{plain}")), expected);
}

#[test]
fn bytes_of_another_encoding_are_characters_like_others() {
    let page = Page::new("A").body("Thing", "| N\u{fffd}me | string | \u{fffd}\u{fffd} |\n");
    let read = page.read();
    assert_eq!(read.schema("Thing").properties[0].name, "N\u{fffd}me");
    // UTF-16 read as if it were UTF-8 has a zero behind every letter.
    let utf16: Vec<u8> = page
        .text()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = self::read(&String::from_utf8_lossy(&utf16));
    assert_eq!(read.found(), ["no-dialect page.md:1:1"]);
}
