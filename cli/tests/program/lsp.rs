//! `bindery lsp`, by a client that speaks the protocol.

use crate::support::{Project, page};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any answer takes: a server that hangs fails its test.
const PATIENCE: Duration = Duration::from_secs(60);

struct Client<'p> {
    project: &'p Project,
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next: i64,
    /// What the server last said of each page.
    shown: BTreeMap<String, Vec<Value>>,
}

impl<'p> Client<'p> {
    fn start(project: &'p Project) -> Self {
        let mut command = project.command(&["lsp"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut server = command.spawn().expect("the server can be started");
        let mut output = BufReader::new(server.stdout.take().expect("it has an output"));
        let (send, receive) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        let input = server.stdin.take();
        Client {
            project,
            server,
            input,
            output: receive,
            next: 0,
            shown: BTreeMap::new(),
        }
    }

    /// A client that has done with the greeting.
    fn ready(project: &'p Project) -> Self {
        let mut client = Client::start(project);
        let root = client.uri("");
        let answer = client.ask("initialize", json!({"rootUri": root, "capabilities": {}}));
        assert_eq!(
            answer["result"]["capabilities"]["positionEncoding"],
            "utf-16"
        );
        client.tell("initialized", json!({}));
        client
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}", self.project.at(path).display())
    }

    fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        // A server that has ended hears nothing, which the test finds out by its exit.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.hear(|message| message["id"] == id)
    }

    /// The next message of a kind; what is shown by others is kept.
    fn hear(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self
                .output
                .recv_timeout(PATIENCE)
                .expect("the server answers");
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                let uri = params["uri"]
                    .as_str()
                    .expect("it has an address")
                    .to_owned();
                let found = params["diagnostics"]
                    .as_array()
                    .expect("it has a list")
                    .clone();
                self.shown.insert(uri, found);
            }
            if is_it(&message) {
                return message;
            }
        }
    }

    /// The codes of what is shown on a page, once the server has caught up.
    fn codes(&mut self, path: &str) -> Vec<String> {
        // Whatever is asked for waits for the check.
        self.ask("textDocument/hover", json!({"textDocument": {"uri": self.uri(path)}, "position": {"line": 0, "character": 0}}));
        let found = self.shown.get(&self.uri(path)).cloned().unwrap_or_default();
        found
            .iter()
            .map(|one| one["code"].as_str().expect("a code").to_owned())
            .collect()
    }

    fn place(&self, path: &str, needle: &str) -> Value {
        let text = self.project.read(path);
        let at = text.find(needle).expect("it is on the page");
        let line = text[..at].matches('\n').count();
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let character = text[start..at].encode_utf16().count();
        json!({"line": line, "character": character})
    }

    fn at(&self, path: &str, needle: &str) -> Value {
        json!({"textDocument": {"uri": self.uri(path)}, "position": self.place(path, needle)})
    }

    fn exit_code(mut self) -> i32 {
        self.input = None;
        self.server
            .wait()
            .expect("it ends")
            .code()
            .expect("it ends by itself")
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(value) => length = value.parse().expect("a number"),
            None if line.trim_end().is_empty() => break,
            None => unreachable!("a header line {line:?}"),
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).expect("the message is whole");
    Some(serde_json::from_slice(&body).expect("it is JSON"))
}

fn bad(name: &str) -> String {
    page(name).replace("What it is called", "😀 The &amp;apos;title&amp;apos;")
}

fn project() -> Project {
    let project = Project::new();
    project.write("bindery.yaml", "pages: [pages]\n");
    project.write("pages/Pen.md", bad("Pen"));
    let ink = page("Ink").replace(
        "| Tags | array | Words |",
        "| Owner | Pen | See [the pen](Pen.md#x). |",
    );
    let ink = ink.replace("\"Tags\": [\"a\", \"b\"],", "\"Owner\": null,");
    project.write("pages/Ink.md", ink);
    project
}

#[test]
fn findings_are_shown_and_follow_what_is_typed() {
    let project = project();
    let mut client = Client::ready(&project);
    assert_eq!(client.codes("pages/Pen.md"), ["BND101", "BND101"]);
    assert_eq!(client.codes("pages/Ink.md"), [""; 0]);
    let found = client.shown[&client.uri("pages/Pen.md")][0].clone();
    assert_eq!(
        found["range"]["start"],
        client.place("pages/Pen.md", "&amp;")
    );
    assert!(
        found["message"]
            .as_str()
            .is_some_and(|told| told.contains("\nhelp: write"))
    );
    // The buffer goes before the disk, and back when it is closed.
    let uri = client.uri("pages/Pen.md");
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": bad("Pen")});
    client.tell("textDocument/didOpen", json!({"textDocument": document}));
    for _ in 0..2 {
        let start = client.place("pages/Pen.md", "&amp;apos;title");
        let end = json!({"line": start["line"], "character": start["character"].as_u64().expect("a number") + 4});
        let edits = json!([{"range": {"start": start, "end": end}, "text": ""}]);
        let version = json!({"uri": uri, "version": 2});
        client.tell(
            "textDocument/didChange",
            json!({"textDocument": version, "contentChanges": edits}),
        );
    }
    assert_eq!(
        client.codes("pages/Pen.md"),
        ["BND101"],
        "one is mended, the other is not"
    );
    let whole = json!([{"text": page("Pen")}]);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 3}, "contentChanges": whole}),
    );
    assert_eq!(client.codes("pages/Pen.md"), [""; 0]);
    assert_eq!(
        project.read("pages/Pen.md"),
        bad("Pen"),
        "nothing is written"
    );
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri}}),
    );
    assert_eq!(client.codes("pages/Pen.md"), ["BND101", "BND101"]);
    // A page that was never saved is a page all the same.
    let uri = client
        .uri("pages/Nib \u{e9}.md")
        .replace(' ', "%20")
        .replace('\u{e9}', "%C3%A9");
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": bad("Nib")});
    client.tell("textDocument/didOpen", json!({"textDocument": document}));
    client.codes("pages/Pen.md");
    assert_eq!(client.shown[&uri].len(), 2);
}

#[test]
fn what_is_silent_shows_itself_without_being_asked() {
    let project = project();
    let mut client = Client::ready(&project);
    let message = client.hear(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"]["uri"], client.uri("pages/Pen.md"));
    project.write("pages/Pen.md", page("Pen"));
    let changes = json!({"changes": [{"uri": client.uri("pages/Pen.md"), "type": 2}]});
    client.tell("workspace/didChangeWatchedFiles", changes);
    let message = client.hear(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"]["diagnostics"], json!([]));
    project.write("pages/Pen.md", bad("Pen"));
    project.write(
        "bindery.yaml",
        "pages: [pages]\ncheck: {severity: {text: error}}\n",
    );
    let changes = json!({"changes": [{"uri": client.uri("bindery.yaml"), "type": 2}]});
    client.tell("workspace/didChangeWatchedFiles", changes);
    client.codes("pages/Pen.md");
    assert_eq!(client.shown[&client.uri("pages/Pen.md")][0]["severity"], 1);
}

#[test]
fn fixes_are_offered() {
    let project = project();
    let mut client = Client::ready(&project);
    let (uri, start) = (
        client.uri("pages/Pen.md"),
        client.place("pages/Pen.md", "&amp;"),
    );
    let params = |only: Value| json!({"textDocument": {"uri": uri}, "range": {"start": start, "end": start}, "context": {"diagnostics": [], "only": only}});
    let answer = client.ask("textDocument/codeAction", params(json!(["quickfix"])));
    let actions = answer["result"].as_array().expect("a list");
    assert_eq!(actions.len(), 1, "{actions:?}");
    let edits = &actions[0]["edit"]["changes"][&uri];
    assert_eq!(edits[0]["newText"], "&");
    assert_eq!(edits[0]["range"]["start"], start);
    let answer = client.ask("textDocument/codeAction", params(json!(["source.fixAll"])));
    assert_eq!(
        answer["result"][0]["edit"]["changes"][&uri]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let answer = client.ask("textDocument/codeAction", params(json!(["refactor"])));
    assert_eq!(answer["result"], json!([]));
}

#[test]
fn words_are_looked_up_across_pages() {
    let project = project();
    let mut client = Client::ready(&project);
    let text = |answer: &Value| {
        answer["result"]["contents"]["value"]
            .as_str()
            .unwrap_or("")
            .to_owned()
    };
    let place = client.at("pages/Ink.md", "Pen | See");
    let told = text(&client.ask("textDocument/hover", place.clone()));
    assert!(
        told.starts_with("**Pen**") && told.contains("| PenId | `int32` |"),
        "{told}"
    );
    let answer = client.ask("textDocument/definition", place);
    assert_eq!(answer["result"]["uri"], client.uri("pages/Pen.md"));
    assert_eq!(
        answer["result"]["range"]["start"],
        client.place("pages/Pen.md", "Pen\n\n| Property Name")
    );
    let link = client.at("pages/Ink.md", "the pen]");
    let answer = client.ask("textDocument/definition", link);
    assert_eq!(answer["result"]["uri"], client.uri("pages/Pen.md"));
    let told = text(&client.ask(
        "textDocument/hover",
        client.at("pages/Pen.md", "Opened | date-time"),
    ));
    assert!(told.starts_with("**Pen.Opened**: `date-time`"), "{told}");
    let told = text(&client.ask(
        "textDocument/hover",
        client.at("pages/Pen.md", "id | int32"),
    ));
    assert!(told.starts_with("**id**: `int32`, in path"), "{told}");
    let told = text(&client.ask(
        "textDocument/hover",
        client.at("pages/Pen.md", "/api/v1/Pen/{id}"),
    ));
    assert!(
        told.starts_with("**GET /api/v1/Pen/{id}**") && told.contains("| 200 | `Pen` |"),
        "{told}"
    );
    let nothing = client.ask("textDocument/hover", client.at("pages/Pen.md", "Reads one"));
    assert_eq!(nothing["result"], Value::Null);
    let elsewhere =
        json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 9, "character": 9}});
    assert_eq!(
        client.ask("textDocument/hover", elsewhere)["result"],
        Value::Null
    );
}

#[test]
fn it_starts_and_ends_as_the_protocol_says() {
    let project = project();
    let mut client = Client::start(&project);
    assert_eq!(
        client.ask("textDocument/hover", json!({}))["error"]["code"],
        -32002
    );
    let root = client.uri("");
    client.ask("initialize", json!({"rootUri": root, "capabilities": {}}));
    assert_eq!(
        client.ask("initialize", json!({"capabilities": {}}))["error"]["code"],
        -32600
    );
    assert_eq!(client.ask("no/such", json!({}))["error"]["code"], -32601);
    assert_eq!(
        client.ask("textDocument/hover", json!({"x": 1}))["error"]["code"],
        -32602
    );
    assert_eq!(client.ask("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(
        client.ask("textDocument/hover", json!({}))["error"]["code"],
        -32600
    );
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
    let mut client = Client::ready(&project);
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    assert_eq!(Client::ready(&project).exit_code(), 1, "the input ends");
}

#[test]
fn what_was_cancelled_is_not_worked_on() {
    let project = project();
    let mut client = Client::ready(&project);
    let place = client.at("pages/Ink.md", "Pen | See");
    let frame = |message: Value| {
        let text = message.to_string();
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    };
    // The first keeps the server busy; the others wait, and arrive with their cancellation.
    let mut all = String::new();
    for id in 100..120 {
        all += &frame(
            json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": place}),
        );
    }
    all += &frame(json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 119}}));
    client.raw(all.as_bytes());
    // Each is answered once, and the cancelled one either way, as it may have been done already.
    let mut answered: Vec<i64> = Vec::new();
    while answered.len() < 20 {
        let answer = client.hear(|message| message["id"].is_i64());
        let is_cancelled = answer["error"]["code"] == -32800;
        assert!(answer["id"] == 119 || !is_cancelled, "{answer}");
        answered.push(answer["id"].as_i64().expect("a number"));
    }
    assert_eq!(answered, (100..120).collect::<Vec<i64>>());
}

/// So many pages that a check takes longer than two messages are apart.
fn large_project() -> Project {
    let project = project();
    for n in 0..1500 {
        let name = format!("Pen{n}");
        project.write(&format!("pages/{name}.md"), page(&name));
    }
    project
}

fn edited(client: &Client<'_>, version: i32, text: &str) -> Value {
    json!({
        "textDocument": {"uri": client.uri("pages/Pen.md"), "version": version},
        "contentChanges": [{"text": text}],
    })
}

#[test]
fn a_check_gives_way_to_an_edit() {
    let project = large_project();
    let mut client = Client::ready(&project);
    let good = page("Pen");
    let uri = client.uri("pages/Pen.md");
    client.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": good}}),
    );
    client.codes("pages/Pen.md");
    let with = |words: &str| good.replace("What it is called", words);
    let first = edited(&client, 2, &with("Outdated &amp;apos;"));
    client.tell("textDocument/didChange", first);
    // Time for the check to begin, which takes longer than that.
    std::thread::sleep(Duration::from_millis(250));
    let second = edited(&client, 3, &with("TODO this"));
    client.tell("textDocument/didChange", second);
    let told = client.hear(|message| message["params"]["uri"] == *uri);
    let told = told["params"]["diagnostics"].to_string();
    assert!(told.contains("BND105"), "{told}");
    assert!(!told.contains("BND101"), "{told}");
}

#[test]
fn a_request_that_is_cancelled_while_it_is_worked_on_is_given_up() {
    let project = large_project();
    let mut client = Client::ready(&project);
    let place = client.at("pages/Ink.md", "Pen | See");
    let hover = |id: i32| json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": place});
    client.send(&hover(500));
    std::thread::sleep(Duration::from_millis(50));
    client.tell("$/cancelRequest", json!({"id": 500}));
    let answer = client.hear(|message| message["id"] == 500);
    assert_eq!(answer["error"]["code"], -32800, "{answer}");
    // What others ask is answered still.
    client.send(&hover(501));
    let answer = client.hear(|message| message["id"] == 501);
    assert!(answer["result"]["contents"].is_object(), "{answer}");
}

#[test]
fn hostile_messages_do_no_harm() {
    let project = project();
    let mut client = Client::ready(&project);
    client.raw(b"Content-Length: 1\r\n\r\n{");
    assert_eq!(
        client.hear(|message| message["id"].is_null())["error"]["code"],
        -32700
    );
    let uri = client.uri("pages/Pen.md");
    let far = json!({"line": u32::MAX, "character": u32::MAX});
    let edits = json!([{"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": "x"}]);
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 1}, "contentChanges": edits}),
    );
    client.tell("textDocument/didOpen", json!({"textDocument": 7}));
    client.tell("textDocument/didOpen", json!({"textDocument": {"uri": uri, "languageId": "", "version": 1, "text": "\u{0}\r\r\n😀"}}));
    client.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": edits}),
    );
    let at = |line: u32| json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": 1}});
    for line in [0, 1, 2, 3, u32::MAX] {
        assert!(
            client
                .ask("textDocument/hover", at(line))
                .get("error")
                .is_none()
        );
        assert!(
            client
                .ask("textDocument/definition", at(line))
                .get("error")
                .is_none()
        );
    }
    client.raw(b"Content-Length: 99999999999999\r\n\r\n");
    assert_eq!(
        client.exit_code(),
        3,
        "what follows cannot be found any more"
    );
}
