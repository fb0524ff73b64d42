//! What header fields and `$select` make of an answer.

use crate::service::{Got, GotFrom, PASSWORD, Service};
use serde_json::Value;

async fn get(service: &Service, path: &str, headers: &[(&str, &str)]) -> Got {
    let mut request = service
        .request("GET", path)
        .basic_auth("helpdesk", Some(PASSWORD));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.got().await
}

#[tokio::test]
async fn date_times_move_to_the_zone() {
    let service = Service::start().await;
    let path = "ChatSession/4203";
    let requested = |got: &Got| got.json()["WhenRequested"].as_str().unwrap().to_owned();
    let utc = get(&service, path, &[]).await;
    assert_eq!(requested(&utc), "2024-03-12T11:50:33.0070000+00:00");
    let oslo = get(&service, path, &[("so-timezone", "Europe/Oslo")]).await;
    assert_eq!(requested(&oslo), "2024-03-12T12:50:33.0070000+01:00");
    assert_eq!(
        oslo.json()["WhenEnded"],
        "0001-01-01T00:00:00.0000000+00:00"
    );
    let list = "ChatSession?$select=whenRequested&$filter=chatSessionId eq 4203";
    let list = get(&service, list, &[("so-timezone", "Asia/Kolkata")])
        .await
        .json();
    assert_eq!(
        list["value"][0]["whenRequested"],
        "2024-03-12T17:20:33.0070000+05:30"
    );
    // What it refers to moves as well.
    let sale = get(&service, "Sale/7301/Simple", &[("so-timezone", "UTC")])
        .await
        .json();
    assert_eq!(sale["SaleDate"], "2024-04-11T22:00:00.0000000+00:00");
    let unknown = get(&service, path, &[("so-timezone", "Mars/Base")]).await;
    assert_eq!(unknown.status, 400);
    assert_eq!(unknown.json()["parameter"], "so-timezone");
}

#[tokio::test]
async fn texts_come_in_the_language() {
    let service = Service::start().await;
    let category = async |headers: &[(&str, &str)]| {
        let got = get(&service, "Contact/913/Simple", headers).await;
        let text = got.json()["CategoryName"].as_str().unwrap().to_owned();
        (text, got.header("content-language").to_owned())
    };
    let shown = |text: &str, language: &str| (text.to_owned(), language.to_owned());
    assert_eq!(category(&[]).await, shown("Gold customer", "en"));
    let german = [("accept-language", "fr, de;q=0.9, en;q=0.8")];
    assert_eq!(category(&german).await, shown("Goldkunde", "de"));
    let norwegian = [("accept-language", "de"), ("so-language", "nb")];
    assert_eq!(category(&norwegian).await, shown("Gullkunde", "nb"));
    assert_eq!(
        category(&[("so-language", "\"';--")]).await.0,
        "Gold customer"
    );

    let list = "ChatSession?$mode=Full&$select=whenIdle&$filter=chatSessionId eq 4203";
    let culture = [("so-language", "en"), ("so-culture", "en-US")];
    let row = get(&service, list, &culture).await.json()["value"][0].clone();
    assert_eq!(row["whenIdle:DisplayText"], "03/12/2024 12:02 PM");
}

#[tokio::test]
async fn json_and_xml_have_the_same_fields() {
    let service = Service::start().await;
    let json = get(&service, "ChatSession/4203", &[]).await.json();
    let xml = get(
        &service,
        "ChatSession/4203",
        &[("accept", "application/xml")],
    )
    .await;
    assert!(xml.header("content-type").starts_with("application/xml"));
    for name in json.as_object().unwrap().keys() {
        let open = [
            format!("<{name}>"),
            format!("<{name} "),
            format!("<{name}/>"),
        ];
        assert!(open.iter().any(|open| xml.text.contains(open)), "{name}");
    }
    assert!(
        xml.text.contains("<CustomerName>Aisha Khan</CustomerName>"),
        "{}",
        xml.text
    );
    let chosen = get(
        &service,
        "ChatSession?$format=xml&$top=1",
        &[("accept", "text/json")],
    )
    .await;
    assert!(chosen.header("content-type").starts_with("application/xml"));
    let refused = get(&service, "ChatSession/4203", &[("accept", "image/png")]).await;
    assert_eq!(refused.status, 406);

    let body = "<ChatSessionEntity><TopicId>3</TopicId><CustomerName>A &amp; B</CustomerName>\
                <CustomerConsented>true</CustomerConsented><Person xmlns:i=\"x\" i:nil=\"true\"/>\
                <User><AssociateId>14</AssociateId></User></ChatSessionEntity>";
    let created = service
        .send("POST", "ChatSession", "application/xml", body)
        .await;
    assert_eq!(created.status, 200, "{}", created.text);
    let created = created.json();
    assert_eq!(created["CustomerName"], "A & B");
    assert_eq!(created["CustomerConsented"], true);
    assert_eq!(created["User"]["FullName"], "Tove Berg");
}

#[tokio::test]
async fn select_nulls_the_others() {
    let service = Service::start().await;
    let path = "ChatSession/4203?$select=customername,User/fullname,TRANSFERTO";
    let chat = get(&service, path, &[]).await.json();
    let set: Vec<&str> = chat
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(set, ["User", "CustomerName", "TransferTo"]);
    assert_eq!(chat["User"]["FullName"], "Tove Berg");
    assert_eq!(chat["User"]["AssociateId"], Value::Null);
    assert_eq!(chat["TransferTo"]["AssociateId"], 31);
}
