use super::*;
use bindery_model::resolved::{Property, Schema};
use bindery_model::{EvidenceKind, FileId, Scalar, SchemaId, Span};
use proptest::prelude::*;

fn evidence() -> Evidence {
    Evidence::new(EvidenceKind::TableCell, Span::file_start(FileId(0)))
}

fn property(name: &str, value_type: Type) -> Property {
    Property {
        name: name.to_owned(),
        value_type,
        evidence: vec![evidence()],
        nullable: None,
        required: None,
        description: None,
    }
}

/// One schema that holds every kind of type, and itself.
fn api() -> ResolvedApi {
    let scalar = Type::Scalar;
    let this = || Type::Schema(SchemaId(0));
    let schema = Schema {
        name: "Loaf".to_owned(),
        name_evidence: evidence(),
        description: None,
        properties: vec![
            property("Id", scalar(Scalar::Int32)),
            property("Name", scalar(Scalar::String)),
            property("Baked", scalar(Scalar::DateTime)),
            property(
                "Crust",
                Type::Enum(vec!["Soft".to_owned(), "Hard".to_owned()]),
            ),
            property("Tags", Type::Array(Box::new(scalar(Scalar::String)))),
            property("Weights", Type::Map(Box::new(scalar(Scalar::Double)))),
            property("Slices", Type::Array(Box::new(this()))),
            property("Heel", this()),
            property("Notes", Type::Object),
            property("Extra", Type::Any),
            property("Photo", scalar(Scalar::Byte)),
            property("a/b~c", scalar(Scalar::Boolean)),
        ],
        recursive: true,
        evidence: vec![evidence()],
    };
    ResolvedApi {
        schemas: vec![schema],
        ..ResolvedApi::default()
    }
}

fn of(value_type: &Type, text: &str, options: Options) -> Vec<Departure> {
    let (value, _) = Json::read(text).expect("it is JSON");
    compare(value_type, &value, options)
}

fn compare(value_type: &Type, value: &Json, options: Options) -> Vec<Departure> {
    let api = api();
    let root = Root {
        value_type,
        evidence: evidence(),
        subject: "body",
    };
    let comparison = super::compare(&api, &Names::new(&api), root, value, options);
    assert!(
        comparison
            .departures
            .iter()
            .all(|one| comparison.tested.has(one.kind))
    );
    comparison.departures
}

const LOAF: Type = Type::Schema(SchemaId(0));
const PARTIAL: Options = Options { partial: true };

fn told(text: &str) -> Vec<(Kind, String, String, usize)> {
    let departures = of(&LOAF, text, PARTIAL);
    let told = departures.into_iter();
    told.map(|one| (one.kind, one.pointer, one.subject, one.times))
        .collect()
}

#[test]
fn every_item_is_looked_at_and_told_once() {
    assert_eq!(
        told(r#"{"Tags":["a",1,"b",2,3]}"#),
        [(
            Kind::ItemType,
            "/Tags/1".to_owned(),
            "Loaf/Tags[]".to_owned(),
            3
        )]
    );
    assert_eq!(
        told(r#"{"Slices":[{"Id":1},{"Id":"x"},{"Heel":{"Id":"y"}}]}"#),
        [(
            Kind::Type,
            "/Slices/1/Id".to_owned(),
            "Loaf/Id".to_owned(),
            2
        )]
    );
}

#[test]
fn names_are_told_with_their_pointer() {
    assert_eq!(
        told(r#"{"a/b~c":1,"NAME":"x","Name":"y","new":1,"new":2,"Id":1,"Id":2}"#),
        [
            (
                Kind::Type,
                "/a~1b~0c".to_owned(),
                "Loaf/a/b~c".to_owned(),
                1
            ),
            (
                Kind::OtherCase,
                "/NAME".to_owned(),
                "Loaf/Name".to_owned(),
                1
            ),
            (
                Kind::Repeated,
                "/Name".to_owned(),
                "Loaf/Name".to_owned(),
                1
            ),
            (
                Kind::Undocumented,
                "/new".to_owned(),
                "Loaf/new".to_owned(),
                1
            ),
            (Kind::Repeated, "/new".to_owned(), "body{}".to_owned(), 1),
            (Kind::Repeated, "/Id".to_owned(), "Loaf/Id".to_owned(), 1),
        ]
    );
}

#[test]
fn what_is_missing_is_told_unless_parts_were_asked_for() {
    let missing = of(&LOAF, r#"{"Id":1,"name":"x"}"#, Options::default());
    let missing: Vec<_> = missing
        .iter()
        .filter(|one| one.kind == Kind::Missing)
        .collect();
    assert_eq!(missing.len(), 10);
    assert_eq!(missing[0].pointer, "/Baked");
    assert_eq!(of(&LOAF, r#"{"Id":1}"#, PARTIAL), []);
}

#[test]
fn null_is_told_where_a_type_has_none() {
    let text = r#"{"Id":null,"Name":null,"Heel":null,"Tags":[null],"Crust":null}"#;
    let found = of(&LOAF, text, Options::default());
    let nulls = found.into_iter().filter(|one| one.kind != Kind::Missing);
    let nulls: Vec<_> = nulls.map(|one| (one.kind, one.pointer)).collect();
    assert_eq!(
        nulls,
        [
            (Kind::Null, "/Id".to_owned()),
            (Kind::PerhapsNull, "/Tags/0".to_owned()),
            (Kind::Null, "/Crust".to_owned()),
        ]
    );
    assert_eq!(
        of(&LOAF, "null", Options::default())[0].kind,
        Kind::PerhapsNull
    );
}

#[test]
fn a_body_of_another_kind_is_told_at_its_root() {
    for (value_type, text) in [
        (LOAF, "[]"),
        (Type::Array(Box::new(LOAF)), "{}"),
        (Type::Scalar(Scalar::Int32), "\"1\""),
        (Type::Object, "1"),
    ] {
        let found = of(&value_type, text, Options::default());
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].kind, &*found[0].pointer), (Kind::BodyKind, ""));
    }
    assert_eq!(
        of(&Type::Array(Box::new(LOAF)), "[]", Options::default()),
        []
    );
}

#[test]
fn a_body_of_a_million_wrong_things_gives_a_short_list() {
    let items = "{},".repeat(300_000) + "1";
    let found = told(&format!("{{\"Tags\":[{items}]}}"));
    assert_eq!((found.len(), found[0].3), (1, 300_001));
    let members: Vec<String> = (0..100_000).map(|at| format!("\"x{at}\":0")).collect();
    let found = told(&format!("{{{}}}", members.join(",")));
    assert_eq!(found.len(), MOST);
}

fn any_json() -> impl Strategy<Value = Json> {
    let name = prop_oneof![
        "Id|Name|Baked|Crust|Tags|Weights|Slices|Heel|Notes|Photo|tags",
        ".{0,6}"
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|n| Json::Number(n.into())),
        any::<u64>().prop_map(|n| Json::Number(n.into())),
        ".{0,8}".prop_map(Json::String),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        let members = prop::collection::vec((name.clone(), inner.clone()), 0..8);
        prop_oneof![
            prop::collection::vec(inner, 0..8).prop_map(Json::Array),
            members.prop_map(Json::Object),
        ]
    })
}

fn any_type() -> impl Strategy<Value = Type> {
    let leaf = prop_oneof![
        Just(Type::Any),
        Just(Type::Object),
        Just(LOAF),
        prop::sample::select(vec![
            Scalar::Int32,
            Scalar::Int64,
            Scalar::Double,
            Scalar::Boolean,
            Scalar::String,
            Scalar::DateTime,
            Scalar::Date,
            Scalar::Byte,
            Scalar::Binary,
        ])
        .prop_map(Type::Scalar),
        prop::collection::vec("[A-Z][a-z]{1,3}", 1..4).prop_map(Type::Enum),
    ];
    leaf.prop_recursive(3, 8, 1, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Type::Array(Box::new(one))),
            inner.prop_map(|one| Type::Map(Box::new(one))),
        ]
    })
}

/// A value of a type; `depth` bounds how often a schema holds itself.
fn value_of(api: &ResolvedApi, value_type: &Type, depth: usize) -> Json {
    let text = |text: &str| Json::String(text.to_owned());
    match value_type {
        Type::Any => Json::Null,
        Type::Scalar(scalar) => match scalar {
            Scalar::Int32 | Scalar::Int64 | Scalar::Double => Json::Number(7.into()),
            Scalar::Boolean => Json::Bool(true),
            Scalar::String | Scalar::Binary => text("x"),
            Scalar::DateTime => text("2024-03-07T16:20:55Z"),
            Scalar::Date => text("2024-03-07"),
            Scalar::Byte => text("QUJD"),
        },
        Type::Enum(members) => text(&members[0]),
        Type::Array(_) if depth == 0 => Json::Array(Vec::new()),
        Type::Array(items) => Json::Array(vec![value_of(api, items, depth); 2]),
        Type::Map(_) if depth == 0 => Json::Object(Vec::new()),
        Type::Map(values) => Json::Object(vec![("k".to_owned(), value_of(api, values, depth))]),
        Type::Object => Json::Object(Vec::new()),
        Type::Schema(_) if depth == 0 => Json::Null,
        Type::Schema(id) => {
            let properties = api.schema(*id).properties.iter();
            let member =
                |one: &Property| (one.name.clone(), value_of(api, &one.value_type, depth - 1));
            Json::Object(properties.map(member).collect())
        }
    }
}

proptest! {
    #[test]
    fn any_value_against_any_type_ends(value in any_json(), value_type in any_type()) {
        let departures = compare(&value_type, &value, Options::default());
        // Of two members of one name a pointer leads to the last.
        let is_clear = departures.iter().all(|one| one.kind != Kind::Repeated);
        for departure in departures {
            let is_there = !matches!(departure.kind, Kind::Missing | Kind::PerhapsMissing);
            if is_clear && is_there {
                prop_assert!(value.at(&departure.pointer).is_some(), "{departure:?}");
            }
            prop_assert!(departure.times > 0);
        }
    }

    #[test]
    fn a_value_of_a_type_departs_from_it_nowhere(value_type in any_type()) {
        let api = api();
        let value = value_of(&api, &value_type, 4);
        prop_assert_eq!(compare(&value_type, &value, Options::default()), []);
    }
}
