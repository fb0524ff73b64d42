//! Callers see and change what is theirs.

use crate::service::{GotFrom, PASSWORD, Service};

#[tokio::test]
async fn sessions_of_other_topics_are_not_there() {
    let service = Service::start().await;
    // Priya Nair gets notifications of topic 5, Tove Berg responds on topic 3, Otto Ude is nowhere.
    for (user, seen) in [
        ("helpdesk", vec![4187, 4192, 4203, 4216]),
        ("tove.berg", vec![4187, 4203]),
        ("guest", vec![4187, 4203]),
        ("priya.nair", vec![4192, 4216]),
        ("otto.ude", vec![]),
    ] {
        let list = service.get_as(user, "ChatSession").await.json();
        let ids: Vec<_> = list["value"].as_array().unwrap().iter().collect();
        let ids: Vec<_> = ids
            .iter()
            .map(|row| row["PrimaryKey"].as_i64().unwrap())
            .collect();
        assert_eq!(ids, seen, "{user}");
        let own = service
            .get_as(user, "ChatSession/ForCurrentUser")
            .await
            .json();
        assert_eq!(own.as_array().unwrap().len(), seen.len(), "{user}");
        for id in [4187, 4192] {
            let expected = if seen.contains(&id) { 200 } else { 404 };
            for path in ["", "/Messages"] {
                let got = service
                    .get_as(user, &format!("ChatSession/{id}{path}"))
                    .await;
                assert_eq!(got.status, expected, "{user} {id}{path}");
            }
        }
    }
    let topics = service
        .get_as("tove.berg", "ChatTopic/ForCurrentUser")
        .await
        .json();
    assert_eq!(topics.as_array().unwrap().len(), 1);
    assert_eq!(service.get_as("tove.berg", "ChatTopic/5").await.status, 404);
    // What filters say does not open anything either.
    let all = service
        .get_as(
            "otto.ude",
            "ChatSession?$filter=topicId eq 3 or topicId ne 3",
        )
        .await;
    assert_eq!(all.json()["value"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn roles_and_memberships_decide_what_may_be_changed() {
    let service = Service::start().await;
    let status = async |user: &str, method: &str, path: &str, body: &str| {
        let request = service
            .request(method, path)
            .basic_auth(user, Some(PASSWORD));
        let request = request.header("content-type", "application/json");
        request.body(body.to_owned()).got().await.status
    };
    let on = |topic: i32| format!("{{\"TopicId\": {topic}, \"CustomerName\": \"C\"}}");
    // A reader changes nothing.
    assert_eq!(status("guest", "POST", "ChatSession", &on(3)).await, 403);
    assert_eq!(
        status("guest", "PUT", "ChatSession/4203", &on(3)).await,
        403
    );
    assert_eq!(status("guest", "DELETE", "ChatSession/4203", "").await, 403);
    assert_eq!(
        status("guest", "POST", "ChatSession/4203/Pickup", "").await,
        403
    );
    // Who only gets notifications sees and does not change.
    assert_eq!(
        status("priya.nair", "PUT", "ChatSession/4192", &on(5)).await,
        403
    );
    // Who responds on one topic does so there, and does not move chats to another.
    assert_eq!(
        status("tove.berg", "POST", "ChatSession", &on(3)).await,
        200
    );
    assert_eq!(
        status("tove.berg", "POST", "ChatSession", &on(5)).await,
        404
    );
    assert_eq!(
        status("tove.berg", "PUT", "ChatSession/4203", &on(5)).await,
        404
    );
    assert_eq!(
        status("tove.berg", "PUT", "ChatSession/4192", &on(5)).await,
        404
    );
    // Removing is for managers.
    assert_eq!(
        status("tove.berg", "DELETE", "ChatSession/4203", "").await,
        403
    );
    assert_eq!(
        status("helpdesk", "DELETE", "ChatSession/4203", "").await,
        204
    );
}

#[tokio::test]
async fn rights_are_those_of_the_role() {
    let service = Service::start().await;
    for (user, mask) in [
        ("helpdesk", "FULL"),
        ("tove.berg", "Update"),
        ("guest", "Select"),
    ] {
        let chat = service.get_as(user, "ChatSession/4203").await.json();
        assert_eq!(chat["TableRight"]["Mask"], mask, "{user}");
        let key = &chat["FieldProperties"]["ChatSessionId"];
        assert_eq!(key["FieldRight"]["Mask"], "Read");
    }
    // Readers do not see the secret of the customer's browser.
    let chat = service.get_as("guest", "ChatSession/4203").await.json();
    assert_eq!(chat["SessionKey"], serde_json::Value::Null);
    assert_eq!(
        chat["FieldProperties"]["SessionKey"]["FieldRight"]["Mask"],
        "None"
    );
}
