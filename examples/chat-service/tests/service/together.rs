//! Several callers at once.

use crate::service::Service;
use chat_sdk::ErrorKind;
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_callers_do_not_get_in_each_others_way() {
    let service = Service::start().await;
    let work = |user: &'static str, topic: i32| {
        let client = service.client(user);
        tokio::spawn(async move {
            let mut ids = Vec::new();
            for at in 0..25 {
                let body =
                    serde_json::json!({"TopicId": topic, "CustomerName": format!("{user} {at}")});
                let body = serde_json::from_value(body).unwrap();
                let created = client.chat_session().post(&body).send().await.unwrap();
                let id = created.chat_session_id.unwrap();
                let read = client.chat_session().get(id).send().await.unwrap();
                assert_eq!(read.customer_name, body.customer_name);
                ids.push(id);
            }
            ids
        })
    };
    let (one, other) = (work("tove.berg", 3), work("anders.holm", 5));
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    let all: BTreeSet<i32> = one.iter().chain(&other).copied().collect();
    assert_eq!(all.len(), 50);
    // What the other has made is not there for the one.
    let client = service.client("tove.berg");
    for id in other {
        assert!(client.chat_session().get(id).send().await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_two_gets_a_chat_that_waits() {
    let service = Service::start().await;
    let manager = service.client("helpdesk");
    for _ in 0..10 {
        let created = manager
            .chat_topic()
            .create_chat_session_for_topic(3)
            .send()
            .await
            .unwrap();
        let id = created.chat_session_id.unwrap();
        let take = |user: &'static str| {
            let client = service.client(user);
            tokio::spawn(async move { client.chat_session().pick_up(id).send().await })
        };
        let (one, other) = (take("tove.berg"), take("jonas.maier"));
        let got = [one.await.unwrap(), other.await.unwrap()];
        let takers = got
            .iter()
            .flatten()
            .filter(|one| one.chat_session_id.is_some());
        assert_eq!(takers.count(), 1, "{got:?}");
        // The other gets null, which the table of the page does not tell of.
        let mut others = got.iter().filter_map(|one| one.as_ref().err());
        assert!(others.all(|one| matches!(one.kind(), ErrorKind::Body { .. })));
    }
}
