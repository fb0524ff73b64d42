//! Nasty names.

use super::reserved::{KEYWORDS, TYPES};
use super::rust::member_names;
use super::scope::Scope;
use super::words::{Case, words};
use std::collections::HashSet;

fn types(wires: &[&str]) -> Vec<String> {
    Scope::new(Case::Pascal, "type", TYPES).claim_all(wires)
}

fn fields(wires: &[&str]) -> Vec<String> {
    Scope::new(Case::Snake, "field", &[]).claim_all(wires)
}

#[test]
fn names_are_split_once() {
    let cases = [
        ("HTTPServer2Go", "http server2 go"),
        ("_Links", "links"),
        ("odata.nextLink", "odata next link"),
        ("$orderBy", "order by"),
        ("ERPSyncX", "erp sync x"),
        ("Søknad-é", "søknad é"),
        ("e\u{301}tage", "etage"),
        ("😀", ""),
        ("", ""),
        ("don't", "dont"),
    ];
    for (name, expected) in cases {
        assert_eq!(words(name).join(" "), expected, "{name}");
    }
}

#[test]
fn types_may_be_called_like_the_prelude() {
    let wires = [
        "Result", "Option", "Self", "Vec", "Some", "string", "Result2", "result",
    ];
    let names = types(&wires);
    let expected = [
        "Result3", "Option2", "Self2", "Vec2", "Some2", "String2", "Result2", "Result4",
    ];
    assert_eq!(names, expected);
}

#[test]
fn fields_may_be_keywords_and_alike() {
    assert_eq!(fields(&["type", "gen", "self"]), ["type_", "gen_", "self_"]);
    assert_eq!(fields(&["_Links", "Links"]), ["links_2", "links"]);
    assert_eq!(fields(&["Links", "_Links"]), ["links", "links_2"]);
    assert_eq!(fields(&["ID", "Id", "id"]), ["id", "id_2", "id_3"]);
    assert_eq!(
        fields(&["type", "Type", "type_"]),
        ["type_2", "type_", "type_3"]
    );
    assert_eq!(
        fields(&["😀", "", "2fa", "123"]),
        ["field_2", "field", "field_2fa", "field_123"]
    );
}

#[test]
fn members_may_be_anything() {
    let wires = ["Unknown", "unknown", "", "1Hour", "a-b", "a_b", "Other"];
    let (members, other) = member_names(&wires);
    assert_eq!(
        members,
        [
            "Unknown",
            "Unknown2",
            "Value",
            "Value1Hour",
            "AB",
            "AB2",
            "Other"
        ]
    );
    assert_eq!(other, "Unlisted");
    let (_, other) = member_names(&["Slim"]);
    assert_eq!(other, "Unknown");
    let (_, other) = member_names(&["unknown", "UNLISTED", "un-recognized"]);
    assert_eq!(other, "Unlisted2");
}

#[test]
fn a_name_of_any_length_is_short_and_distinct() {
    let long = "Very".repeat(75);
    let longer = format!("{long}Long");
    let names = types(&[&long, &longer, &"x".repeat(300)]);
    assert!(
        names.iter().all(|name| name.chars().count() <= 66),
        "{names:?}"
    );
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), 3);
}

#[test]
fn every_name_is_an_identifier_whatever_the_order() {
    let mut wires = vec![
        "", "😀", "a b", "A_B", "aB", "1", "١", "²", "ß", "ẞ", "İ", "i", "r#type",
    ];
    wires.extend(KEYWORDS);
    wires.extend(TYPES);
    let forward = fields(&wires);
    let reversed: Vec<&str> = wires.iter().rev().copied().collect();
    let mut backward = fields(&reversed);
    backward.reverse();
    assert_eq!(forward, backward);
    for names in [forward, types(&wires)] {
        let distinct: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), wires.len());
        for name in &names {
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
        }
    }
}
