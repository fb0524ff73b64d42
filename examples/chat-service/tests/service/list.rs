//! The list of sessions: columns, conditions, order and pages.

use crate::service::{GotFrom, PASSWORD, Service};
use serde_json::{Value, json};

async fn rows(service: &Service, query: &[(&str, &str)]) -> Value {
    let request = service.request("GET", "ChatSession").query(query);
    let got = request.basic_auth("helpdesk", Some(PASSWORD)).got().await;
    assert_eq!(got.status, 200, "{}", got.text);
    got.json()
}

async fn ids(service: &Service, filter: &str) -> Vec<i64> {
    let list = rows(service, &[("$filter", filter)]).await;
    let list = list["value"].as_array().unwrap().clone();
    list.iter()
        .map(|row| row["PrimaryKey"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn filters_decide() {
    let service = Service::start().await;
    for (filter, expected) in [
        ("status eq 'Closed'", vec![4187]),
        ("STATUS ne 'Closed'", vec![4192, 4203, 4216]),
        ("chatSessionId gt 4192", vec![4203, 4216]),
        (
            "chatSessionId ge 4192 and chatSessionId le 4203",
            vec![4192, 4203],
        ),
        (
            "chatSessionId lt 4192 or chatSessionId eq 4216",
            vec![4187, 4216],
        ),
        ("startswith(customerName, 'In')", vec![4187]),
        ("contains(customerName, 'uiz')", vec![4192, 4216]),
        ("whenRequested ge 2024-03-12T00:00:00Z", vec![4203, 4216]),
        ("customerConsented eq false", vec![4192]),
        ("user/fullName eq 'Tove Berg'", vec![4187, 4203]),
        ("ticket/ticketId eq null and topicId eq 5", vec![4216]),
    ] {
        let found = ids(&service, filter).await;
        assert_eq!(found, expected, "{filter}");
    }
}

#[tokio::test]
async fn columns_order_and_pages_are_as_asked() {
    let service = Service::start().await;
    let list = rows(
        &service,
        &[("$select", "Status, user/associateId"), ("$top", "1")],
    )
    .await;
    let expected = json!({"PrimaryKey": 4187, "EntityName": "chat", "status": "Closed", "user/associateId": 14});
    assert_eq!(list["value"][0], expected);
    let safe = [
        ("$select", "user/associateId"),
        ("$top", "1"),
        ("$jsonSafe", "true"),
    ];
    let safe = rows(&service, &safe).await;
    assert_eq!(safe["value"][0]["user_associateId"], 14);

    // Page by page, by the links.
    let first = [
        ("$orderBy", "whenRequested desc"),
        ("$top", "3"),
        ("$filter", "rank ge 1 and contains(customerName, 'i')"),
    ];
    let mut page = rows(&service, &first).await;
    let mut seen = Vec::new();
    loop {
        let list = page["value"].as_array().unwrap();
        seen.extend(list.iter().map(|row| row["PrimaryKey"].as_i64().unwrap()));
        let Some(next) = page["odata.nextLink"].as_str() else {
            break;
        };
        let (_, path) = next.split_once("/api/v1/").unwrap();
        page = service.get(path).await.json();
    }
    assert_eq!(seen, [4216, 4203, 4192, 4187]);
    let none = rows(&service, &[("$top", "0")]).await;
    assert_eq!(none["value"], json!([]));
    let past = rows(&service, &[("$skip", "2147483647")]).await;
    assert_eq!(past["value"], json!([]));
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let service = Service::start().await;
    for (name, text) in [
        ("$filter", "status eq"),
        ("$filter", "secret eq 'x'"),
        ("$filter", "chatSessionId eq 'x'"),
        ("$orderBy", "status sideways"),
        ("$orderBy", "password"),
        ("$select", "password"),
        ("$top", "-1"),
        ("$skip", "-1"),
        ("$top", "many"),
        ("$mode", "Huge"),
    ] {
        let request = service.request("GET", "ChatSession").query(&[(name, text)]);
        let got = request.basic_auth("helpdesk", Some(PASSWORD)).got().await;
        assert_eq!(
            (got.status, &got.json()["parameter"]),
            (400, &json!(name)),
            "{text}"
        );
    }
}
