//! PATCH: both kinds, conditions, and what must not change.

use crate::service::{GotFrom, PASSWORD, Service};
use serde_json::{Value, json};

const JSON_PATCH: &str = "application/json-patch+json";
const MERGE_PATCH: &str = "application/merge-patch+json";
const PATH: &str = "ChatSession/4203";

async fn patch(service: &Service, media_type: &str, patch: Value) -> (u16, Value) {
    let got = service
        .send("PATCH", PATH, media_type, &patch.to_string())
        .await;
    (got.status, got.json())
}

#[tokio::test]
async fn json_patches_change_what_they_name() {
    let service = Service::start().await;
    let before = service.get(PATH).await.json();
    let change = json!([
        {"op": "test", "path": "status", "value": "UserLast"},
        {"op": "replace", "path": "/customername", "value": "B"},
        {"op": "add", "path": "Rating", "value": 4},
        {"op": "remove", "path": "/CustomerEmail"},
        {"op": "replace", "path": "/Contact", "value": {"ContactId": 927, "Name": "ignored"}},
        {"op": "replace", "path": "/TransferTo/AssociateId", "value": 31},
    ]);
    let (status, after) = patch(&service, JSON_PATCH, change).await;
    assert_eq!(status, 200, "{after}");
    let mut expected = before;
    expected["CustomerName"] = "B".into();
    expected["Rating"] = 4.into();
    expected["CustomerEmail"] = Value::Null;
    for name in ["Contact", "TransferTo"] {
        expected[name] = after[name].clone();
    }
    assert_eq!(after, expected);
    assert_eq!(after["Contact"]["Name"], "Ruiz Cycles");
    assert_eq!(after["TransferTo"]["AssociateId"], 31);
    assert_eq!(service.get(PATH).await.json(), after);
}

#[tokio::test]
async fn a_patch_that_fails_changes_nothing() {
    let service = Service::start().await;
    let before = service.get(PATH).await.json();
    let name = json!({"op": "replace", "path": "/CustomerName", "value": "B"});
    for (expected, last) in [
        (409, json!({"op": "test", "path": "/Rating", "value": 3})),
        (
            409,
            json!({"op": "test", "path": "/TransferTo", "value": {"AssociateId": 14}}),
        ),
        (
            400,
            json!({"op": "move", "from": "/Rating", "path": "/Rank"}),
        ),
        (
            400,
            json!({"op": "copy", "from": "/Rating", "path": "/Rank"}),
        ),
        (
            400,
            json!({"op": "replace", "path": "/Nothing/At/All", "value": 1}),
        ),
        (
            422,
            json!({"op": "replace", "path": "/Rating", "value": "five"}),
        ),
        (
            422,
            json!({"op": "replace", "path": "/WhenIdle", "value": "soon"}),
        ),
        (
            422,
            json!({"op": "replace", "path": "/Sale", "value": {"SaleId": 1}}),
        ),
        (
            422,
            json!({"op": "replace", "path": "/CustomerName", "value": "x".repeat(256)}),
        ),
        (
            404,
            json!({"op": "replace", "path": "/TopicId", "value": 99}),
        ),
    ] {
        let (status, told) = patch(&service, JSON_PATCH, json!([name, last])).await;
        assert_eq!(status, expected, "{last} {told}");
        assert_eq!(service.get(PATH).await.json(), before, "{last}");
    }
}

#[tokio::test]
async fn merge_patches_replace_and_clear() {
    let service = Service::start().await;
    let change = json!({"CustomerName": "B", "TransferTo": null, "User": {"AssociateId": 31}});
    let (status, after) = patch(&service, MERGE_PATCH, change).await;
    assert_eq!(status, 200, "{after}");
    assert_eq!(
        (&after["CustomerName"], &after["TransferTo"]),
        (&json!("B"), &Value::Null)
    );
    assert_eq!(after["User"]["UserName"], "jonas.maier");
    assert_eq!(after["CustomerAlias"], "aisha");
}

#[tokio::test]
async fn what_was_changed_since_is_left_alone() {
    let service = Service::start().await;
    let since = service.get(PATH).await.header("last-modified").to_owned();
    let change = async |since: &str| {
        let request = service
            .request("PATCH", PATH)
            .basic_auth("helpdesk", Some(PASSWORD));
        let request = request.header("content-type", MERGE_PATCH);
        request
            .header("if-unmodified-since", since)
            .body("{\"Rating\": 1}")
            .got()
            .await
            .status
    };
    assert_eq!(change("Tue, 05 Mar 2024 09:12:44 GMT").await, 412);
    assert_eq!(service.get(PATH).await.json()["Rating"], 0);
    assert_eq!(change(&since).await, 200);
    assert_eq!(service.get(PATH).await.json()["Rating"], 1);
}

#[tokio::test]
async fn a_put_or_delete_of_what_was_changed_since_is_refused() {
    let service = Service::start().await;
    let before = service.get(PATH).await;
    let since = before.header("last-modified").to_owned();
    assert_eq!(before.header("cache-control"), "private, no-cache");
    let send = async |method: &str, since: &str| {
        let request = service
            .request(method, PATH)
            .basic_auth("helpdesk", Some(PASSWORD))
            .header("if-unmodified-since", since);
        let request = match method {
            "PUT" => request
                .header("content-type", "application/json")
                .body(before.text.clone()),
            _ => request,
        };
        request.got().await.status
    };
    for method in ["PUT", "DELETE"] {
        for old in [
            "Tue, 05 Mar 2024 09:12:44 GMT",
            "Tuesday, 05-Mar-24 09:12:44 GMT",
        ] {
            assert_eq!(send(method, old).await, 412, "{method} {old}");
        }
    }
    assert_eq!(service.get(PATH).await.json(), before.json());
    assert_eq!(send("PUT", &since).await, 200);
    let since = service.get(PATH).await.header("last-modified").to_owned();
    assert!((200..300).contains(&send("DELETE", &since).await));
}

#[tokio::test]
async fn a_patch_of_what_cannot_be_changed_is_refused() {
    let service = Service::start().await;
    let before = service.get(PATH).await.json();
    for name in ["Nonsense", "tableRight", "ChatSessionId"] {
        let merge = json!({ name: 1, "Rating": 3 });
        let add = json!([{"op": "add", "path": name, "value": 1}]);
        for (kind, change) in [(MERGE_PATCH, merge), (JSON_PATCH, add)] {
            let (status, told) = patch(&service, kind, change).await;
            assert_eq!(status, 400, "{name} {told}");
        }
    }
    for (status, change) in [
        (422, json!({"Status": "Gone"})),
        (422, json!({"User": {"AssociateId": 17}})),
    ] {
        let (got, told) = patch(&service, MERGE_PATCH, change).await;
        assert_eq!(got, status, "{told}");
    }
    assert_eq!(service.get(PATH).await.json(), before);
}

#[tokio::test]
async fn a_chat_that_is_opened_again_has_not_ended() {
    let service = Service::start().await;
    let (_, closed) = patch(&service, MERGE_PATCH, json!({"Status": "Closed"})).await;
    assert!(!closed["WhenEnded"].as_str().unwrap().starts_with("0001"));
    let (_, open) = patch(&service, MERGE_PATCH, json!({"Status": "UserLast"})).await;
    assert!(open["WhenEnded"].as_str().unwrap().starts_with("0001"));
}
