//! Requests of every kind, sent as bytes over a socket to a server of a few operations.

use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use bindery_support::server::{
    Answer, Body, BodyIn, BodyOut, Credentials, IntoAnswer, Kind, Operation, Parameter,
    PatchDocument, Problem, Request, RoutesOf, Scheme, Settings, router,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const VALUES: &str = "application/json, text/json, application/xml, text/xml";
const SECURITY: &[Scheme] = &[
    Scheme::Basic,
    Scheme::Bearer,
    Scheme::Authorization("Ticket"),
    Scheme::Header("X-Key"),
];

const STATUSES: &[(u16, &str)] = &[(200, "OK"), (404, "There is no such pen.")];
const PEN: BodyOut = BodyOut::Value(VALUES, "Pen");

static GET: Operation = Operation {
    id: "GET",
    method: Method::GET,
    path: "/pens/{id}",
    page: "pens.md",
    line: 3,
    security: SECURITY,
    parameters: &[
        Parameter::path("id", Kind::Int32, 11),
        Parameter::query("$select", Kind::Text, 12),
    ],
    takes: BodyIn::Nothing,
    gives: PEN,
    statuses: STATUSES,
};
static FIND: Operation = Operation {
    id: "FIND",
    method: Method::GET,
    path: "/pens",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[
        Parameter::query("ink", Kind::Word(&["Blue", "Black"]), 21).required(),
        Parameter::query("since", Kind::DateTime, 22),
        Parameter::query("size", Kind::List(&Kind::Int32), 23),
        Parameter::header("X-Shop", Kind::Int64, 24),
    ],
    takes: BodyIn::Nothing,
    gives: PEN,
    statuses: STATUSES,
};
static PUT: Operation = Operation {
    id: "PUT",
    method: Method::PUT,
    path: "/pens/{id}",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[Parameter::path("id", Kind::Int32, 31)],
    takes: BodyIn::Json("application/json, application/xml", 33),
    gives: PEN,
    statuses: STATUSES,
};
static PATCH: Operation = Operation {
    id: "PATCH",
    method: Method::PATCH,
    path: "/pens/{id}",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[Parameter::path("id", Kind::Int32, 41)],
    takes: BodyIn::Json("application/json-patch+json", 43),
    gives: BodyOut::Nothing,
    statuses: &[(204, "Changed.")],
};
static NAMED: Operation = Operation {
    id: "NAMED",
    method: Method::GET,
    path: "/pens/{name}",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[Parameter::path("name", Kind::Text, 51)],
    takes: BodyIn::Nothing,
    gives: PEN,
    statuses: STATUSES,
};
static LATEST: Operation = Operation {
    id: "LATEST",
    method: Method::GET,
    path: "/pens/latest",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[],
    takes: BodyIn::Nothing,
    gives: PEN,
    statuses: STATUSES,
};
static IMAGE: Operation = Operation {
    id: "IMAGE",
    method: Method::POST,
    path: "/image",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[],
    takes: BodyIn::Bytes("image/png, multipart/form-data", 61),
    gives: BodyOut::Bytes("image/png"),
    statuses: STATUSES,
};
static SLOW: Operation = Operation {
    id: "SLOW",
    method: Method::GET,
    path: "/slow",
    page: "pens.md",
    line: 3,
    security: &[],
    parameters: &[],
    takes: BodyIn::Nothing,
    gives: PEN,
    statuses: STATUSES,
};

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Pen {
    id: i32,
    ink: Option<String>,
    sizes: Vec<i32>,
}

#[derive(Deserialize)]
struct Id {
    id: i32,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

#[derive(Deserialize)]
struct Find {
    ink: String,
    size: Option<Vec<i32>>,
    #[serde(rename = "X-Shop")]
    shop: Option<i64>,
}

enum GetAnswer {
    Ok(Pen),
    NotFound,
}

impl IntoAnswer for GetAnswer {
    fn into_answer(self) -> Result<Answer, Problem> {
        match self {
            GetAnswer::Ok(pen) => Answer::value(200, &pen),
            GetAnswer::NotFound => Answer::empty(404),
        }
    }
}

struct Shop;

impl Shop {
    async fn get(&self, request: Request<Id>) -> Result<GetAnswer, Problem> {
        assert!(request.credentials.is_some());
        let id = request.parameters.id;
        let ink = request.credentials.map(|one| match one {
            Credentials::Basic(user, _) => user,
            other => format!("{other:?}"),
        });
        let sizes = vec![1, 2];
        let pen = Pen { id, ink, sizes };
        Ok(if id == 404 {
            GetAnswer::NotFound
        } else {
            GetAnswer::Ok(pen)
        })
    }

    async fn find(&self, request: Request<Find>) -> Result<Vec<Pen>, Problem> {
        let ink = Some(request.parameters.ink);
        let sizes = request.parameters.size.unwrap_or_default();
        let id = request
            .parameters
            .shop
            .and_then(|shop| shop.try_into().ok())
            .unwrap_or(0);
        Ok(vec![Pen { id, ink, sizes }])
    }

    async fn put(&self, request: Request<Id, Pen>) -> Result<Pen, Problem> {
        let id = request.parameters.id;
        Ok(Pen { id, ..request.body })
    }

    async fn patch(&self, request: Request<Id, PatchDocument>) -> Result<(), Problem> {
        match request.body {
            PatchDocument::Json(_) => Ok(()),
            PatchDocument::Merge(_) => Err(Problem::new(StatusCode::CONFLICT, "no merging")),
        }
    }

    async fn slow(&self, _: Request) -> Result<Pen, Problem> {
        std::future::pending().await
    }
}

async fn serve(settings: Settings) -> std::net::SocketAddr {
    let routes = RoutesOf::new(&Arc::new(Shop))
        .on(&NAMED, |_, request: Request<Name>| async move {
            let ink = Some(request.parameters.name);
            Ok(Pen {
                ink,
                ..Pen::default()
            })
        })
        .on(&GET, |shop, request| async move { shop.get(request).await })
        .on(
            &FIND,
            |shop, request| async move { shop.find(request).await },
        )
        .on(&PUT, |shop, request| async move { shop.put(request).await })
        .on(
            &PATCH,
            |shop, request| async move { shop.patch(request).await },
        )
        .on(&LATEST, |_, _: Request| async move {
            let teapot = (StatusCode::IM_A_TEAPOT, "short and stout").into_response();
            Err::<Pen, _>(Problem::from(teapot))
        })
        .on(&IMAGE, |_, request: Request<(), Body>| async move {
            Ok(request.body)
        })
        .on(
            &SLOW,
            |shop, request| async move { shop.slow(request).await },
        )
        .routes();
    let app = router([routes], settings);
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

struct Got {
    status: u16,
    head: String,
    body: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

/// Sends a head, with `\n` for the ends of lines, and a body.
async fn send_to(address: std::net::SocketAddr, head: &str, body: &[u8]) -> Got {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let head = format!("{head}\nHost: localhost\nConnection: close\n\n").replace('\n', "\r\n");
    // A server that refuses early may close before everything was written.
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Got {
        status: status.unwrap_or(0),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

async fn send(head: &str, body: &str) -> Got {
    send_to(serve(Settings::default()).await, head, body.as_bytes()).await
}

/// Sends a body with what says how it is to be read.
async fn send_body(line: &str, content_type: &str, body: &str) -> Got {
    let length = body.len();
    let head = format!("{line} HTTP/1.1\nContent-Type: {content_type}\nContent-Length: {length}");
    send(&head, body).await
}

/// What is wrong with a request: status, what offends, and where that is documented.
async fn problem(head: &str) -> (u16, String, String) {
    told(&send(head, "").await)
}

fn told(got: &Got) -> (u16, String, String) {
    assert!(
        got.head.contains("content-type: application/problem+json"),
        "{}",
        got.head
    );
    let json = got.json();
    assert_eq!(json["status"], got.status);
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    let what = text("parameter")
        .or_else(|| text("pointer"))
        .unwrap_or_default();
    (got.status, what, text("documented").unwrap_or_default())
}

fn expected(status: u16, what: &str, documented: &str) -> (u16, String, String) {
    (status, what.to_owned(), documented.to_owned())
}

const BASIC: &str = "Authorization: Basic dTpw";

#[tokio::test]
async fn what_is_documented_is_answered() {
    let got = send(&format!("GET /pens/7 HTTP/1.1\n{BASIC}"), "").await;
    assert_eq!(got.status, 200);
    assert!(
        got.head
            .contains("content-type: application/json; charset=utf-8"),
        "{}",
        got.head
    );
    assert_eq!(got.json(), json!({"id": 7, "ink": "u", "sizes": [1, 2]}));

    let got = send(
        "GET /pens?ink=blue&size=1&size=2,3&since=2024-05-01 HTTP/1.1\nX-Shop: 9",
        "",
    )
    .await;
    assert_eq!(
        got.json(),
        json!([{"id": 9, "ink": "blue", "sizes": [1, 2, 3]}])
    );

    let got = send_body(
        "PUT /pens/5",
        "Application/JSON; charset=utf-8",
        r#"{"ink": "red"}"#,
    )
    .await;
    assert_eq!(got.json(), json!({"id": 5, "ink": "red", "sizes": []}));

    let patch = r#"[{"op": "remove", "path": "/ink"}]"#;
    let got = send_body("PATCH /pens/5", "application/json-patch+json", patch).await;
    assert_eq!((got.status, &*got.body), (204, ""));
    let got = send_body("PATCH /pens/5", "application/json-patch+json", "{}").await;
    assert_eq!(told(&got), expected(409, "", ""));

    let got = send_body("POST /image", "multipart/form-data; boundary=x", "\u{0}--x").await;
    assert_eq!((got.status, &*got.body), (200, "\u{0}--x"));
    assert!(
        got.head
            .contains("content-type: multipart/form-data; boundary=x"),
        "{}",
        got.head
    );
}

#[tokio::test]
async fn paths_that_look_alike_are_told_apart() {
    let named = send("GET /pens/fountain HTTP/1.1", "").await;
    assert_eq!(named.json()["ink"], "fountain");
    let number = send(&format!("GET /pens/12 HTTP/1.1\n{BASIC}"), "").await;
    assert_eq!(number.json()["id"], 12);
    // A fixed path goes before one with a parameter, and answers that were made by hand are sent.
    let latest = send("GET /pens/latest HTTP/1.1", "").await;
    assert_eq!((latest.status, &*latest.body), (418, "short and stout"));
    let head = send("HEAD /pens/fountain HTTP/1.1", "").await;
    assert_eq!((head.status, &*head.body), (200, ""));
}

#[tokio::test]
async fn credentials_must_be_there() {
    let got = send("GET /pens/7 HTTP/1.1", "").await;
    assert_eq!(told(&got), expected(401, "", "pens.md:3"));
    for challenge in [
        "basic realm=\"api\"",
        "bearer realm",
        "ticket realm",
        "apikey realm",
    ] {
        assert!(
            got.head.contains(&format!("www-authenticate: {challenge}")),
            "{}",
            got.head
        );
    }
    for bad in [
        "Basic",
        "Basic ",
        "Basic ***",
        "Basic dQ==",
        "Digest x",
        "Bearer",
        "Basic 7XX6",
    ] {
        let got = send(&format!("GET /pens/7 HTTP/1.1\nAuthorization: {bad}"), "").await;
        assert_eq!(got.status, 401, "{bad}");
    }
    for good in [
        "Authorization: bearer t",
        "Authorization: TICKET t",
        "X-Key: k",
    ] {
        let got = send(&format!("GET /pens/7 HTTP/1.1\n{good}"), "").await;
        assert_eq!(got.status, 200, "{good}");
        assert!(
            !got.body.contains("\"t\"") && !got.body.contains("\"k\""),
            "{}",
            got.body
        );
    }
    let twice = problem(&format!("GET /pens/7 HTTP/1.1\n{BASIC}\n{BASIC}")).await;
    assert_eq!(twice, expected(400, "authorization", "pens.md:3"));
}

#[tokio::test]
async fn a_documented_status_without_a_body_is_explained() {
    let got = send(&format!("GET /pens/404 HTTP/1.1\n{BASIC}"), "").await;
    assert_eq!(told(&got), expected(404, "", "pens.md:3"));
    assert_eq!(got.json()["detail"], "There is no such pen.");
}

#[tokio::test]
async fn paths_and_methods_that_are_not_documented_are_refused() {
    for path in [
        "/",
        "/pen",
        "/pens/7/ink",
        "//pens",
        "/pens//",
        "/PENS?ink=Blue",
    ] {
        assert_eq!(
            problem(&format!("GET {path} HTTP/1.1")).await.0,
            404,
            "{path}"
        );
    }
    let got = send("DELETE /pens/7 HTTP/1.1", "").await;
    assert_eq!(told(&got).0, 405);
    assert!(
        got.head.contains("allow: get, head, patch, put"),
        "{}",
        got.head
    );
    let broken = problem("GET /pens/%zz HTTP/1.1").await;
    assert_eq!(broken, expected(400, "", ""));
    assert_eq!(problem("GET /pens/%ff HTTP/1.1").await.0, 400);
}

#[tokio::test]
async fn the_wanted_media_type_is_answered_in() {
    let get = |accept: &str| format!("GET /pens/7?$select=INK HTTP/1.1\n{BASIC}\nAccept: {accept}");
    let xml = send(&get("application/json;q=0.5, text/xml"), "").await;
    assert!(
        xml.head.contains("content-type: text/xml; charset=utf-8"),
        "{}",
        xml.head
    );
    let expected_xml = "<id xsi:nil=\"true\"/><ink>u</ink><sizes xsi:nil=\"true\"/></Pen>";
    assert!(xml.body.ends_with(expected_xml), "{}", xml.body);
    let json = send(&get("application/*"), "").await;
    assert_eq!(json.json(), json!({"id": null, "ink": "u", "sizes": null}));
    let wrong = send(&get("image/png"), "").await;
    assert_eq!(told(&wrong), expected(406, "accept", "pens.md:3"));
    let nothing = send(&get("application/json;q=0"), "").await;
    assert_eq!(nothing.status, 406);
    let two = format!("{}\nAccept: text/xml;q=0.9", get("text/json;q=0.1"));
    assert!(send(&two, "").await.body.starts_with("<?xml"));
}

#[tokio::test]
async fn parameters_must_be_what_is_documented() {
    let cases = [
        ("/pens", "ink", 21),
        ("/pens?ink=", "ink", 21),
        ("/pens?ink=Red", "ink", 21),
        ("/pens?ink=Blue&ink=Black", "ink", 21),
        ("/pens?ink=Blue&since=soon", "since", 22),
        ("/pens?ink=Blue&size=1,x", "size", 23),
        ("/pens?ink=Blue&size=99999999999", "size", 23),
    ];
    for (path, what, line) in cases {
        let place = format!("pens.md:{line}");
        let got = problem(&format!("GET {path} HTTP/1.1")).await;
        assert_eq!(got, expected(400, what, &place), "{path}");
    }
    let header = problem("GET /pens?ink=Blue HTTP/1.1\nX-Shop: here").await;
    assert_eq!(header, expected(400, "X-Shop", "pens.md:24"));
    let broken = problem("GET /pens?ink=%f HTTP/1.1").await;
    assert_eq!(broken, expected(400, "ink", "pens.md:3"));
    let path = send_body("PUT /pens/x", "application/json", "{}").await;
    assert_eq!(told(&path), expected(400, "id", "pens.md:31"));
    let large = send_body("PUT /pens/2147483648", "application/json", "{}").await;
    assert_eq!(told(&large), expected(400, "id", "pens.md:31"));
}

#[tokio::test]
async fn bodies_must_be_what_is_documented() {
    let put = |body: &'static str| send_body("PUT /pens/5", "application/json", body);
    assert_eq!(told(&put("").await), expected(400, "", "pens.md:33"));
    assert_eq!(told(&put("{\"sizes\": [1,").await).0, 400);
    assert_eq!(told(&put("{} {}").await).0, 400);
    let shape = put("{\"sizes\": [1, \"two\"]}").await;
    assert_eq!(told(&shape), expected(422, "/sizes/1", "pens.md:33"));
    assert_eq!(told(&put("[{}]").await).0, 422);
    assert_eq!(told(&put("7").await), expected(422, "", "pens.md:33"));
    let deep = send_body("PUT /pens/5", "application/json", &"[".repeat(100_000)).await;
    assert!(matches!(deep.status, 400 | 422), "{}", deep.status);
    // What no page knows is passed over, however deep it is.
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let unknown = format!("{{\"x\": {deep}}}");
    let got = send_body("PUT /pens/5", "application/json", &unknown).await;
    assert_eq!(got.json()["id"], 5);
    let known = format!("{{\"sizes\": {deep}}}");
    let got = send_body("PUT /pens/5", "application/json", &known).await;
    assert_eq!(told(&got), expected(422, "/sizes/0", "pens.md:33"));
    let not_text = send_to(
        serve(Settings::default()).await,
        "PUT /pens/5 HTTP/1.1\nContent-Type: application/json\nContent-Length: 12",
        b"{\"ink\": \"\xff\"}",
    );
    assert_eq!(told(&not_text.await).0, 400);

    let json = send_body("PUT /pens/5", "application/json", "{\"ink\": \"u\"}").await;
    let xml = send_body("PUT /pens/5", "application/xml", "<Pen><ink>u</ink></Pen>").await;
    assert_eq!((xml.status, &xml.body), (200, &json.body));
    let bomb = "<!DOCTYPE a [<!ENTITY x \"y\">]><Pen><ink>&x;</ink></Pen>";
    let bomb = send_body("PUT /pens/5", "application/xml", bomb).await;
    assert_eq!(told(&bomb), expected(400, "", "pens.md:33"));

    for other in [
        "text/xml",
        "text/plain",
        "application/json2",
        "",
        "json",
        ";",
    ] {
        let got = send_body("PUT /pens/5", other, "{}").await;
        assert_eq!(
            told(&got),
            expected(415, "content-type", "pens.md:33"),
            "{other}"
        );
        assert!(
            got.head
                .contains("\naccept: application/json, application/xml\r"),
            "{}",
            got.head
        );
    }
    let none = send("PUT /pens/5 HTTP/1.1\nContent-Length: 2", "{}").await;
    assert_eq!(told(&none).0, 415);
    let json = "PUT /pens/5 HTTP/1.1\nContent-Length: 2\nContent-Type: application/json";
    let twice = send(&format!("{json}\nContent-Type: application/json"), "{}").await;
    assert_eq!(told(&twice).0, 400);
    let coded = send(&format!("{json}\nContent-Encoding: gzip"), "{}").await;
    assert_eq!(told(&coded).0, 415);
}

#[tokio::test]
async fn limits_hold() {
    let mut settings = Settings::default();
    settings.max_body = 10;
    settings.max_headers = 200;
    settings.max_uri = 50;
    settings.read_timeout = Duration::from_millis(50);
    settings.answer_timeout = Duration::from_millis(50);
    let address = serve(settings).await;
    let put = "PUT /pens/5 HTTP/1.1\nContent-Type: application/json";
    let long = send_to(
        address,
        &format!("{put}\nContent-Length: 99999999999"),
        b"{}",
    )
    .await;
    assert_eq!(told(&long), expected(413, "", "pens.md:33"));
    let chunks = b"b\r\n{\"ink\": \"x\"\r\n1\r\n}\r\n0\r\n\r\n";
    let chunked = send_to(
        address,
        &format!("{put}\nTransfer-Encoding: chunked"),
        chunks,
    )
    .await;
    assert_eq!(told(&chunked), expected(413, "", "pens.md:33"));
    let late = send_to(address, &format!("{put}\nContent-Length: 9"), b"{").await;
    assert_eq!(told(&late).0, 408);
    let uri = send_to(
        address,
        &format!("GET /pens?ink={} HTTP/1.1", "x".repeat(50)),
        b"",
    )
    .await;
    assert_eq!(told(&uri).0, 414);
    let head = format!("GET /pens HTTP/1.1\nX-Long: {}", "x".repeat(200));
    assert_eq!(told(&send_to(address, &head, b"").await).0, 431);
    let slow = send_to(address, "GET /slow HTTP/1.1", b"").await;
    assert_eq!(told(&slow).0, 503);
}

#[tokio::test]
async fn what_is_no_request_does_no_harm() {
    let address = serve(Settings::default()).await;
    for head in [
        "",
        "\u{0}",
        "GET",
        "GET /pens",
        "GET /pens HTTP/9.9",
        "GET /pens HTTP/1.1\nA b: c",
        "ü / HTTP/1.1",
    ] {
        send_to(address, head, b"\xff\xfe").await;
    }
    let odd = "GET /pens?ink=Blue&&=&;%20 HTTP/1.1\nX-Odd: \u{80}";
    assert_eq!(send_to(address, odd, b"").await.status, 200);
    let accept = "GET /pens?ink=Blue HTTP/1.1\nAccept: \u{e9}";
    assert_eq!(
        told(&send_to(address, accept, b"").await),
        expected(400, "accept", "pens.md:3")
    );
}
