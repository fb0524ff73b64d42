use super::*;
use bindery_generator::dialect::{Choice, load};
use bindery_generator::read_reference;
use bindery_model::SourceMap;

fn api() -> ResolvedApi {
    let dialect = include_str!("../../../generator/tests/dialects/crumb.yaml");
    let dialect = load("crumb.yaml", dialect).expect("the dialect is right");
    let mut sources = SourceMap::new();
    let mut text = String::new();
    for endpoint in [
        "GET /loaves/{id}",
        "GET /loaves/default",
        "GET /loaves/{id}/slices",
        "GET /loaves({id})",
        "GET /loaves/{id}.{format}",
        "POST /loaves",
        "GET /{anything}",
    ] {
        text += &format!("## {endpoint}\n\n### Statuses\n\n| Status |\n|---|\n| 200 |\n\n");
    }
    sources.add("loaves.md", text);
    read_reference(&sources, Choice::Given(&dialect)).api
}

fn found(method: &str, path: &str) -> String {
    let api = api();
    let Some(found) = Routes::new(&api).find(method, path) else {
        return "nothing".to_owned();
    };
    let values: Vec<String> = found
        .values
        .iter()
        .map(|(n, v)| format!(" {n}={v}"))
        .collect();
    let base = if found.base.is_empty() {
        String::new()
    } else {
        format!(" behind {}", found.base)
    };
    format!(
        "{}{}{base}",
        api.operations[found.operation].path.value,
        values.concat()
    )
}

#[test]
fn the_most_specific_path_wins() {
    for (path, expected) in [
        ("/loaves/7", "/loaves/{id} id=7"),
        ("/loaves/a%20b%2Fc", "/loaves/{id} id=a b/c"),
        ("/loaves/default", "/loaves/default"),
        ("/Loaves/Default", "/loaves/default"),
        ("/loaves/7/slices/", "/loaves/{id}/slices id=7"),
        ("/loaves(7)", "/loaves({id}) id=7"),
        ("/loaves/7.json", "/loaves/{id}.{format} id=7 format=json"),
        (
            "/tenant/api/loaves/7",
            "/loaves/{id} id=7 behind /tenant/api",
        ),
        ("/rolls", "/{anything} anything=rolls"),
        ("/rolls/7", "nothing"),
        ("", "nothing"),
    ] {
        assert_eq!(found("GET", path), expected, "{path}");
    }
    assert_eq!(found("post", "/loaves"), "/loaves");
    assert_eq!(found("DELETE", "/loaves/7"), "nothing");
}

#[test]
fn entries_become_exchanges_or_are_told() {
    let har = r#"{"log": {"version": "1.2", "entries": [
        {"request": {"method": "GET", "url": "https://h/loaves/7?x=1#y", "headers": [
            {"name": ":path", "value": "/loaves/7"}, {"name": "Authorization", "value": "Basic c2VjcmV0"},
            {"name": "Accept", "value": "text/xml;q=0.5, application/json"}]},
         "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "application/json"}],
            "content": {"size": 2, "text": "e30=", "encoding": "base64"}},
         "time": 900, "timings": {"dns": 500, "send": 1, "wait": 20, "receive": 4, "ssl": -1}},
        {"request": {"method": "POST", "url": "https://h/loaves", "postData": {"mimeType": "text/plain", "text": "x"}},
         "response": {"status": 0, "_error": "net::ERR_CONNECTION_RESET"}},
        {"request": {"method": "GET", "url": "https://h/loaves/8"},
         "response": {"status": 200, "content": {"size": 5000}}, "time": 1e400},
        {"request": {"method": "GET", "url": "https://h/rolls/7?ticket=secret"}, "response": {"status": 200}},
        {"request": 5}
    ]}}"#;
    let har = har.replace("1e400", "-4");
    let api = api();
    let archive = read(&har, &api).expect("it is an archive");
    let (case, exchange) = &archive.recorded[0];
    assert!(case.id.ends_with("/recorded:0"), "{}", case.id);
    assert_eq!(case.accept, ["text/xml", "application/json"]);
    assert_eq!(case.credentials, Credentials::Given);
    let id = Given {
        parameter: Target::Parameter(0),
        value: Source::Known(Value::String("7".to_owned())),
    };
    assert_eq!(case.parameters, [id]);
    assert_eq!(exchange.request.headers.len(), 2);
    let answer = exchange.answer().expect("it has one");
    assert_eq!(&*answer.body, b"{}");
    assert_eq!(answer.elapsed, Duration::from_millis(25));
    let (case, exchange) = &archive.recorded[1];
    assert!(matches!(&case.body, Some(body) if body.content == Content::Bytes(b"x".to_vec())));
    assert!(matches!(&exchange.outcome, Outcome::Lost(lost) if lost.message.contains("RESET")));
    let answer = archive.recorded[2].1.answer().expect("it has one");
    assert_eq!(answer.cut, Some(Cut::NotRecorded));
    assert_eq!(archive.left_out.len(), 2);
    assert_eq!(archive.left_out[0].what, "GET https://h/rolls/7");
    assert!(archive.left_out[1].because.starts_with("it is broken"));
}

#[test]
fn what_is_no_archive_is_an_error() {
    let api = api();
    for text in [
        "",
        "[]",
        "{\"log\":{}}",
        "{\"log\":{\"entries\":{}}}",
        "<har/>",
    ] {
        assert!(read(text, &api).is_err(), "{text}");
    }
    let deep = "{\"log\":{\"entries\":[".to_owned() + &"[".repeat(100_000);
    assert!(read(&deep, &api).is_err());
}
