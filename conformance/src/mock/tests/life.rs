//! What is created, replaced, changed and deleted is seen by later requests.

use super::*;
use serde_json::json;

const SESSIONS: &str = "/api/v1/ChatSession";

fn stateful(faults: &[&str]) -> Mock {
    let faults = faults
        .iter()
        .map(|name| Injected::parse(name).expect("there is one"));
    mock(Options {
        stateful: true,
        faults: faults.collect(),
        ..Options::default()
    })
}

/// Creates a session and gives its address.
fn create(mock: &Mock) -> String {
    let post =
        asked("POST", SESSIONS).json(&json!({"CustomerName": "Ada", "TopicId": 2, "Rating": 4}));
    let (status, made) = ask(mock, &post);
    assert_eq!(status, 200, "{made}");
    format!("{SESSIONS}/{}", made["ChatSessionId"])
}

fn read(mock: &Mock, address: &str) -> Value {
    let (status, value) = ask(mock, &asked("GET", address));
    assert_eq!(status, 200, "{value}");
    value
}

fn put(mock: &Mock, address: &str) -> Value {
    let body = json!({"CustomerName": "Bo", "CustomerAlias": "b"});
    ask(mock, &asked("PUT", address).json(&body)).1
}

fn patch(mock: &Mock, address: &str, media_type: &str, patch: &Value) -> (u16, Value) {
    ask(
        mock,
        &asked("PATCH", address).bytes(media_type, patch.to_string()),
    )
}

#[test]
fn an_object_lives_from_create_to_delete() {
    let mock = stateful(&[]);
    let one = create(&mock);
    let two = create(&mock);
    assert_ne!(one, two);
    let value = read(&mock, &one);
    assert_eq!(
        (&value["CustomerName"], &value["TopicId"]),
        (&json!("Ada"), &json!(2))
    );

    let (_, list) = ask(&mock, &asked("GET", SESSIONS));
    let rows = list["value"].as_array().expect("there are rows").clone();
    let id = &value["ChatSessionId"];
    assert_eq!(rows.len(), 4, "two that the page shows, two that were made");
    let row = rows
        .iter()
        .find(|row| row["chatSessionId"] == *id)
        .expect("it is listed");
    assert_eq!(row["customerName"], json!("Ada"));

    let agent = format!("/api/v1/Agents/Chat/GetChatSessionEntity?chatSessionEntityId={id}");
    assert_eq!(
        ask(&mock, &asked("POST", &agent)).1["CustomerName"],
        json!("Ada")
    );

    let replaced = put(&mock, &one);
    assert_eq!(
        (&replaced["CustomerName"], &replaced["Rating"]),
        (&json!("Bo"), &json!(0))
    );
    assert_eq!(put(&mock, &one), replaced, "once more gives the same");
    assert_eq!(read(&mock, &one), replaced);

    let (status, _) = patch(
        &mock,
        &one,
        "application/json-patch+json",
        &json!([{"op": "replace", "path": "/rating", "value": 5}]),
    );
    assert_eq!(status, 200);
    let (status, _) = patch(
        &mock,
        &one,
        "application/merge-patch+json",
        &json!({"TopicId": 9}),
    );
    assert_eq!(status, 200);
    let mut expected = replaced;
    expected["Rating"] = json!(5);
    expected["TopicId"] = json!(9);
    assert_eq!(read(&mock, &one), expected);
    let test = json!([{"op": "test", "path": "/Rating", "value": 1}]);
    assert_eq!(
        patch(&mock, &one, "application/json-patch+json", &test).0,
        409
    );
    let wrong = json!({"Rating": "many"});
    assert_eq!(
        patch(&mock, &one, "application/merge-patch+json", &wrong).0,
        422
    );
    assert_eq!(
        read(&mock, &one),
        expected,
        "what is refused changes nothing"
    );

    assert_eq!(mock.reply(&asked("DELETE", &one)).0.status, 204);
    for (method, target) in [
        ("GET", one.clone()),
        ("DELETE", one.clone()),
        ("GET", format!("{one}/Messages")),
        ("POST", agent),
    ] {
        assert_eq!(
            mock.reply(&asked(method, &target)).0.status,
            404,
            "{method} {target}"
        );
    }
    assert_eq!(read(&mock, &two)["CustomerName"], json!("Ada"));
    mock.forget();
    assert_eq!(
        mock.reply(&asked("GET", &one)).0.status,
        200,
        "it is the documented one again"
    );
}

#[test]
fn what_is_made_for_an_object_is_listed_there_and_nowhere_else() {
    let mock = stateful(&[]);
    let (one, two) = (create(&mock), create(&mock));
    let count = |of: &str| {
        let (_, list) = ask(&mock, &asked("GET", &format!("{of}/Messages")));
        list.as_array().expect("it is a list").len()
    };
    let before = count(&one);
    let operation = CHAT.operation("v1ChatSessionEntity_AddChatMessage");
    let body = Values::new(&CHAT.api, 1)
        .request_body(operation)
        .expect("it has one")
        .0;
    let (status, made) = ask(
        &mock,
        &asked("POST", &format!("{one}/Messages")).json(&body),
    );
    assert_eq!(status, 200, "{made}");
    assert_eq!((count(&one), count(&two)), (before + 1, before));
}

#[test]
fn each_promise_about_what_is_kept_can_be_broken() {
    let forgets = stateful(&["create-forgotten"]);
    assert_eq!(
        forgets.reply(&asked("GET", &create(&forgets))).0.status,
        404
    );

    let merges = stateful(&["put-merges"]);
    assert_eq!(put(&merges, &create(&merges))["Rating"], json!(4));

    let counts = stateful(&["put-counts"]);
    let address = create(&counts);
    assert_ne!(put(&counts, &address), put(&counts, &address));

    let ignores = stateful(&["patch-ignored"]);
    let address = create(&ignores);
    patch(
        &ignores,
        &address,
        "application/merge-patch+json",
        &json!({"Rating": 5}),
    );
    assert_eq!(read(&ignores, &address)["Rating"], json!(4));

    let more = stateful(&["patch-changes-more"]);
    let address = create(&more);
    let before = read(&more, &address);
    patch(
        &more,
        &address,
        "application/merge-patch+json",
        &json!({"Rating": 5}),
    );
    let after = read(&more, &address);
    let names = before.as_object().expect("it is an object").keys();
    let changed: Vec<&String> = names.filter(|name| before[*name] != after[*name]).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");

    let keeps = stateful(&["delete-ignored"]);
    let address = create(&keeps);
    assert_eq!(keeps.reply(&asked("DELETE", &address)).0.status, 204);
    assert_eq!(keeps.reply(&asked("GET", &address)).0.status, 200);
}
