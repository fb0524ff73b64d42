//! A small model with something of everything, and the pieces that it is made of.

use bindery_model::resolved::*;
use bindery_model::{
    Evidence, EvidenceKind, FileId, JsonNode, Location, Method, ResolvedApi, Sample, SampleBody,
    SampleLine, Scalar, SchemaId, SourceMap, Span, Stated, Type,
};

/// A file of lines with one letter each.
pub(in super::super) fn sources() -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("pages/all.md", "x\n".repeat(100));
    sources
}

pub(in super::super) fn line(number: usize) -> Span {
    Span::new(FileId(0), number * 2 - 2..number * 2 - 1)
}

fn at(number: usize) -> Evidence {
    Evidence::new(EvidenceKind::TableCell, line(number))
}

fn stated(text: &str, number: usize) -> Stated<String> {
    Stated::new(text.to_owned(), EvidenceKind::TableCell, line(number))
}

/// JSON, with members of one name as often as they stand there.
pub(in super::super) fn node(json: &str) -> JsonNode {
    let mut found = Vec::new();
    let span = Span::new(FileId(0), 0..json.len());
    let sample = crate::assemble::read_sample(json, span, &mut found);
    let body = sample.body.as_ref();
    body.and_then(SampleBody::json).expect("it is JSON").clone()
}

fn sample(status: Option<u16>, json: &str, number: usize) -> Sample {
    let status_line = |code| SampleLine::Status {
        code,
        reason: "OK".to_owned(),
        span: line(number),
    };
    Sample {
        span: line(number),
        start_line: status.map_or(SampleLine::Absent, status_line),
        headers: Vec::new(),
        body: Some(SampleBody::Json(node(json))),
    }
}

fn media_types(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

pub(in super::super) fn response(status: u16, body: Option<Type>) -> Response {
    Response {
        status: Stated::new(status, EvidenceKind::TableCell, line(20)),
        description: Some(stated("Told.", 20)),
        body: body.map(|value_type| ResponseBody {
            media_types: media_types(&["text/json", "application/json", "text/xml"]),
            value_type,
            type_evidence: at(21),
        }),
    }
}

fn parameter(name: &str, location: Location, value_type: Type, example: &str) -> Parameter {
    Parameter {
        name: stated(name, 10),
        location,
        value_type,
        type_evidence: at(10),
        required: (location == Location::Path).then(|| at(10)),
        default: None,
        description: Some(stated("What it *means*.", 10)),
        example: Some(stated(example, 11)),
    }
}

fn operation(method: Method, path: &str, id: &str, number: usize) -> Operation {
    Operation {
        file: FileId(0),
        span: line(number),
        dialect: "a dialect".to_owned(),
        id: stated(id, number),
        title: Some(stated("A title", number)),
        method: Stated::new(method, EvidenceKind::Endpoint, line(number)),
        path: stated(path, number),
        resource: "contact".to_owned(),
        summary: None,
        description: None,
        parameters: Vec::new(),
        headers: vec![1],
        security: vec![0, 2],
        request: None,
        responses: vec![response(200, Some(Type::Schema(SchemaId(0))))],
        response_time: None,
        sample_requests: Vec::new(),
        sample_responses: Vec::new(),
    }
}

fn property(name: &str, value_type: Type, number: usize) -> Property {
    Property {
        name: name.to_owned(),
        value_type,
        evidence: vec![at(number)],
        nullable: None,
        required: None,
        description: None,
    }
}

fn schema(name: &str, properties: Vec<Property>, number: usize) -> Schema {
    Schema {
        name: name.to_owned(),
        name_evidence: at(number),
        description: None,
        properties,
        recursive: false,
        evidence: vec![at(number)],
    }
}

fn schemas() -> Vec<Schema> {
    let person = Type::Schema(SchemaId(1));
    let nullable = |mut property: Property| {
        property.nullable = Some(at(50));
        property
    };
    let mut id = property("Id", Type::Scalar(Scalar::Int32), 31);
    id.required = Some(at(31));
    let mut owner = property("Person", person.clone(), 32);
    owner.description = Some(stated("Who owns it.\n\n- Or not.", 32));
    let words = ["A", "a"].map(str::to_owned).to_vec();
    let contact = vec![
        id,
        nullable(owner),
        property("Boss", person.clone(), 33),
        property(
            "Links",
            Type::Map(Box::new(Type::Scalar(Scalar::String))),
            34,
        ),
        property("_Links", Type::Map(Box::new(person.clone())), 35),
        nullable(property(
            "Kind",
            Type::Enum(["b", "c"].map(str::to_owned).to_vec()),
            36,
        )),
        property("Letter", Type::Enum(words), 37),
        nullable(property("When", Type::Scalar(Scalar::DateTime), 38)),
        property("Picture", Type::Scalar(Scalar::Byte), 39),
        nullable(property("Extra", Type::Any, 40)),
        nullable(property("People", Type::Array(Box::new(person)), 41)),
        property("Free", Type::Object, 42),
    ];
    let mut contact = schema("Contact", contact, 30);
    contact.description = Some(stated("A contact.", 30));
    let name = property("Name", Type::Scalar(Scalar::String), 61);
    vec![contact, schema("Demo.Person", vec![name], 60)]
}

fn operations() -> Vec<Operation> {
    let mut list = operation(Method::Get, "/contact", "listContacts", 1);
    list.summary = Some(stated("Lists all.", 2));
    list.parameters = vec![
        parameter("$top", Location::Query, Type::Scalar(Scalar::Int32), "5"),
        parameter("top", Location::Query, Type::Scalar(Scalar::Int32), "x"),
    ];
    list.responses = vec![
        response(200, Some(Type::Array(Box::new(Type::Schema(SchemaId(0)))))),
        response(204, None),
    ];
    list.sample_responses = vec![
        sample(
            None,
            r#"[{"Id": 1, "Person": {"Name": "x"}, "_Links": {}}, {"Id": 2}]"#,
            70,
        ),
        sample(Some(200), r#"[{"Id": "wrong"}]"#, 71),
        sample(Some(204), "[]", 72),
    ];
    list.response_time = Some(Stated::new(250, EvidenceKind::Prose, line(3)));

    let mut create = operation(Method::Post, "/contact", "createContact", 4);
    create.description = Some(stated("Creates one.\n\nAt once.", 5));
    create.request = Some(RequestBody {
        name: None,
        description: Some(stated("What to create.", 6)),
        media_types: media_types(&["text/json", "application/json"]),
        value_type: Type::Schema(SchemaId(0)),
        type_evidence: at(6),
    });
    create.sample_requests = vec![
        sample(None, r#"{"Id": 1.0}"#, 73),
        sample(None, r#"{"Id": 7}"#, 74),
    ];
    create.responses = Vec::new();
    create.security = Vec::new();

    let mut by_id = operation(Method::Get, "/contact/{id}", "getContact", 7);
    by_id.parameters = vec![
        parameter("Id", Location::Path, Type::Scalar(Scalar::Int64), "7"),
        parameter("id", Location::Query, Type::Scalar(Scalar::Boolean), "true"),
        parameter("other", Location::Path, Type::Any, "7"),
    ];
    let mut by_name = operation(Method::Get, "/contact/{name}", "getContactByName", 8);
    by_name.responses = vec![response(200, Some(Type::Scalar(Scalar::Binary)))];
    vec![list, create, by_id, by_name]
}

pub(in super::super) fn api() -> ResolvedApi {
    let header = |name: &str, number| Header {
        name: stated(name, number),
        description: Some(stated("Told.", number)),
        required: None,
    };
    let scheme = |name: &str, kind, number| SecurityScheme {
        name: name.to_owned(),
        kind,
        description: None,
        evidence: at(number),
    };
    let ticket = SecurityKind::ApiKey {
        header: "X-Ticket".to_owned(),
    };
    ResolvedApi {
        operations: operations(),
        schemas: schemas(),
        headers: vec![header("Accept", 80), header("X-Language", 81)],
        security: vec![
            scheme("Basic", SecurityKind::Basic, 90),
            scheme("Bearer", SecurityKind::Bearer, 91),
            scheme("Ticket", ticket, 92),
        ],
    }
}
