//! From the queue to one agent, to another, and to the end.

use crate::service::Service;
use chat_sdk::types::Associate;

fn key(user: Option<Associate>) -> Option<i32> {
    user.and_then(|one| one.associate_id)
}

const NEVER: &str = "0001-01-01T00:00:00.0000000+00:00";

#[tokio::test]
async fn a_chat_goes_its_way() {
    let service = Service::start().await;
    let manager = service.client("helpdesk");
    let chats = manager.chat_session();
    let created = manager
        .chat_topic()
        .create_chat_session_for_topic(3)
        .send()
        .await
        .unwrap();
    let id = created.chat_session_id.unwrap();
    assert_eq!(created.when_started.unwrap().as_str(), NEVER);
    assert_eq!(created.initial_queue_pos, Some(1));
    assert!(created.chatbot_is_active.unwrap());

    let picked = chats.pick_up(id).send().await.unwrap();
    assert_eq!(
        (key(picked.user), picked.status.as_deref()),
        (Some(40), Some("UserLast"))
    );
    assert_ne!(picked.when_started.unwrap().as_str(), NEVER);
    assert!(!picked.chatbot_is_active.unwrap());
    let greeting = chats.get_chat_messages(id).send().await.unwrap();
    let topic = manager.chat_topic().get(3).send().await.unwrap();
    assert_eq!(greeting[0].message, topic.welcome_message);
    assert_eq!(topic.last_accept, picked.when_idle);
    // It waits no more.
    let again = service.request("POST", &format!("ChatSession/{id}/Pickup"));
    let again = again.basic_auth("helpdesk", Some(crate::service::PASSWORD));
    let again = crate::service::GotFrom::got(again).await;
    assert_eq!((again.status, &*again.text), (200, "null"));

    // To someone who cannot respond there, and to oneself, nothing is offered.
    for to in ["anders.holm", "helpdesk", "guest"] {
        let offered = chats.transfer(id, to).send().await.unwrap();
        assert_eq!(offered.transfer_to, None, "{to}");
    }
    let nobody = chats.transfer(id, "nobody").send().await.unwrap_err();
    assert_eq!(nobody.status().unwrap().as_u16(), 404);
    let offered = chats.transfer(id, "14").send().await.unwrap();
    assert_eq!(key(offered.transfer_to), Some(14));

    // Only whom it was offered to takes it over or turns it down.
    let other = service.client("jonas.maier");
    let other = other.chat_session();
    let not_his = other.accept_transfer(id).send().await.unwrap();
    assert_eq!(
        (key(not_his.user), key(not_his.transfer_to)),
        (Some(40), Some(14))
    );
    let not_his = other.reject_chat_session_transfer(id).send().await.unwrap();
    assert_eq!(key(not_his.transfer_to), Some(14));
    let agent = service.client("tove.berg");
    let agent = agent.chat_session();
    let rejected = agent.reject_chat_session_transfer(id).send().await.unwrap();
    assert_eq!((key(rejected.user), rejected.transfer_to), (Some(40), None));
    chats.transfer(id, "tove.berg").send().await.unwrap();
    let accepted = agent.accept_transfer(id).send().await.unwrap();
    assert_eq!((key(accepted.user), accepted.transfer_to), (Some(14), None));
    // It is not the first agent's any more.
    let offered = chats.transfer(id, "jonas.maier").send().await.unwrap();
    assert_eq!(offered.transfer_to, None);

    let customer = serde_json::json!({"Type": "ToUser", "Message": "Thanks", "Author": "C"});
    let customer = serde_json::from_value(customer).unwrap();
    agent.add_chat_message(id, &customer).send().await.unwrap();
    let open = agent.get(id).send().await.unwrap();
    assert_eq!(open.status.as_deref(), Some("CustomerLast"));
    assert_eq!(open.first_message.as_deref(), Some("Thanks"));
    assert_eq!(open.when_ended.unwrap().as_str(), NEVER);
    let close = chat_sdk::JsonPatch::new().replace("Status", "Closed");
    let closed = agent
        .patch(id, &close)
        .send()
        .await
        .unwrap()
        .done()
        .unwrap();
    assert_ne!(closed.when_ended.unwrap().as_str(), NEVER);
}
