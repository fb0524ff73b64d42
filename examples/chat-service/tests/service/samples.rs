//! Every documented operation, with the keys and bodies that its page shows, through the generated
//! client: what comes back fits the generated types, and is what was asked for.

use crate::service::Service;
use chat_sdk::JsonPatch;
use chat_sdk::types::{
    AcceptChatSessionTransferRequest, AddChatMessageRequest, ChatMessage, ChatSessionEntity,
    GetChatMessagesRequest, TransferChatSessionRequest,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

const SESSIONS: &str = include_str!("../../../chat-sdk/samples/chat_session.tsv");
const AGENT: &str = include_str!("../../../chat-sdk/samples/chat_agent.tsv");

/// The body of the sample request of a page, which goes before that of its answer.
fn sent<T: DeserializeOwned>(samples: &str, page: &str) -> T {
    let mut lines = samples.lines().filter_map(|line| line.split_once('\t'));
    let found = lines.find(|(place, _)| place.contains(&format!("/{page}.")));
    let (place, json) = found.expect(page);
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{place}: {error}"))
}

fn number(body: &Value, name: &str) -> Option<i32> {
    body[name]
        .as_i64()
        .and_then(|number| number.try_into().ok())
}

#[tokio::test]
async fn sessions() {
    let service = Service::start().await;
    let client = service.client("helpdesk");
    let chats = client.chat_session();

    let list = chats.get_all().send().await.unwrap();
    let ids: Vec<_> = list
        .value
        .unwrap()
        .iter()
        .map(|row| row.chat_session_id)
        .collect();
    assert_eq!(ids, [Some(4187), Some(4192), Some(4203), Some(4216)]);
    let own = chats.chat_sessions_for_user().send().await.unwrap();
    assert_eq!(own.len(), 4);
    let default = chats.default().send().await.unwrap();
    assert_eq!(
        (default.chat_session_id, default.topic_id),
        (Some(0), Some(3))
    );
    let one = chats.get(4192).send().await.unwrap();
    assert_eq!(one.customer_name.as_deref(), Some("Mateo Ruiz"));

    let body: ChatSessionEntity = sent(SESSIONS, "v1ChatSessionEntity_PostChatSessionEntity");
    let created = chats.post(&body).send().await.unwrap();
    assert_eq!(created.customer_alias, body.customer_alias);
    let id = created.chat_session_id.unwrap();
    assert!(id > 4216, "{id}");
    let links = created.links.unwrap();
    assert_eq!(
        links["Self"],
        format!("{}/api/v1/ChatSession/{id}", service.url)
    );

    let body: ChatSessionEntity = sent(SESSIONS, "v1ChatSessionEntity_PutChatSessionEntity");
    let replaced = chats.put(id, &body).send().await.unwrap();
    assert_eq!(replaced.chat_session_id, Some(id));
    assert_eq!(replaced.first_message, body.first_message);
    let key = |user: Option<chat_sdk::types::Associate>| user.unwrap().associate_id;
    assert_eq!(key(replaced.user), key(body.user));

    // The agent whom the page tests for is the one whom the chat was offered to.
    let change: Value = sent(SESSIONS, "v1ChatSessionEntity_PatchChatSessionEntity");
    let change = JsonPatch::new()
        .test("/TransferTo", change[0]["value"].clone())
        .replace("/Person", change[1]["value"].clone());
    let changed = chats
        .patch(4203, &change)
        .send()
        .await
        .unwrap()
        .done()
        .unwrap();
    assert_eq!(changed.person.unwrap().person_id, Some(2102));

    let said = chats.get_chat_messages(4187).send().await.unwrap();
    assert_eq!(said.len(), 3);
    let later = chats
        .get_chat_messages(4187)
        .after(90212)
        .send()
        .await
        .unwrap();
    assert_eq!(later.len(), 1);
    let body: ChatMessage = sent(SESSIONS, "v1ChatSessionEntity_AddChatMessage");
    let added = chats.add_chat_message(4192, &body).send().await.unwrap();
    assert_eq!(added.message, body.message);

    let offered = chats.transfer(4192, "anders.holm").send().await.unwrap();
    assert_eq!(key(offered.transfer_to), Some(17));
    let accepting = service.client("jonas.maier");
    let accepted = accepting.chat_session().accept_transfer(4203);
    assert_eq!(key(accepted.send().await.unwrap().user), Some(31));
    let rejecting = service.client("anders.holm");
    let rejected = rejecting.chat_session().reject_chat_session_transfer(4192);
    assert_eq!(rejected.send().await.unwrap().transfer_to, None);
    let picked = chats.pick_up(4216).send().await.unwrap();
    assert_eq!(key(picked.user), Some(40));

    chats.delete(id).send().await.unwrap();
    assert_eq!(
        chats
            .get(id)
            .send()
            .await
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        404
    );
}

#[tokio::test]
async fn sessions_by_their_agent() {
    let service = Service::start().await;
    let client = service.client("helpdesk");
    let agent = client.chat_agent();
    let shown: Value = sent(AGENT, "v1ChatAgent_AcceptChatSessionTransfer");
    let mut body = AcceptChatSessionTransferRequest::default();
    body.chat_session_id = number(&shown, "ChatSessionId");
    let accepted = agent
        .accept_chat_session_transfer(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(accepted.chat_session_id, body.chat_session_id);
    let shown: Value = sent(AGENT, "v1ChatAgent_AddChatMessage");
    let mut body = AddChatMessageRequest::default();
    body.chat_session_id = number(&shown, "ChatSessionId");
    body.message = serde_json::from_value(shown["Message"].clone()).unwrap();
    let added = agent.add_chat_message(&body).send().await.unwrap();
    assert_eq!(added.message, body.message.unwrap().message);
    assert_eq!(
        agent.chat_sessions_for_user().send().await.unwrap().len(),
        4
    );
    let default = agent
        .create_default_chat_session_entity()
        .send()
        .await
        .unwrap();
    assert_eq!(default.status.as_deref(), Some("PreChatForm"));
    let shown: Value = sent(AGENT, "v1ChatAgent_GetChatMessages");
    let mut body = GetChatMessagesRequest::default();
    body.chat_session_id = number(&shown, "ChatSessionId");
    body.after = number(&shown, "After");
    let said = agent.get_chat_messages(&body).send().await.unwrap();
    assert_eq!(said.len(), 2);
    let one = agent.get_chat_session_entity(4187).send().await.unwrap();
    assert_eq!(one.chat_session_id, Some(4187));
    let topic = agent.get_chat_topic_entity(3).send().await.unwrap();
    assert_eq!(topic.chat_topic_id, Some(3));
    let shown: Value = sent(AGENT, "v1ChatAgent_TransferChatSession");
    let mut body = TransferChatSessionRequest::default();
    body.chat_session_id = number(&shown, "ChatSessionId");
    body.to_associate = shown["ToAssociate"].as_str().map(str::to_owned);
    let offered = agent.transfer_chat_session(&body).send().await.unwrap();
    assert_eq!(offered.chat_session_id, body.chat_session_id);
    agent.delete_chat_session_entity(4187).send().await.unwrap();
    assert!(agent.get_chat_session_entity(4187).send().await.is_err());
}

#[tokio::test]
async fn topics() {
    let service = Service::start().await;
    let client = service.client("helpdesk");
    let topics = client.chat_topic();
    let own = topics.chat_topics_for_user().send().await.unwrap();
    let ids: Vec<_> = own.iter().map(|one| one.chat_topic_id).collect();
    assert_eq!(ids, [Some(3), Some(5)]);
    assert!(topics.is_within_opening_hours(5).send().await.unwrap());
    let created = topics
        .create_chat_session_for_topic(5)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (created.topic_id, created.status.as_deref()),
        (Some(5), Some("InQueue"))
    );
    assert_eq!(topics.get(3).send().await.unwrap().chat_topic_id, Some(3));
}

#[tokio::test]
async fn what_chats_are_about() {
    let service = Service::start().await;
    let client = service.client("guest");
    let contact = client.contact().simple(927).send().await.unwrap();
    assert_eq!(contact.contact_id, Some(927));
    let contact = client
        .contact_agent()
        .get_contact(913)
        .send()
        .await
        .unwrap();
    assert_eq!(contact.contact_id, Some(913));
    let person = client.person().simple(2071).send().await.unwrap();
    assert_eq!(person.person_id, Some(2071));
    let person = client.person_agent().get_person(2102).send().await.unwrap();
    assert_eq!(person.person_id, Some(2102));
    let project = client.project().simple(205).send().await.unwrap();
    assert_eq!(project.project_id, Some(205));
    let sale = client.sale().simple(7318).send().await.unwrap();
    assert_eq!(sale.sale_id, Some(7318));
    let sale = client.sale_agent().get_sale(7301).send().await.unwrap();
    assert_eq!(sale.sale_id, Some(7301));
    let ticket = client.ticket().simple(15834).send().await.unwrap();
    assert_eq!(ticket.ticket_id, Some(15834));
    let associate = client
        .associate_agent()
        .get_associate(14)
        .send()
        .await
        .unwrap();
    assert_eq!(associate.associate_id, Some(14));
    let missing = client.ticket().simple(1).send().await.unwrap_err();
    assert_eq!(missing.status().unwrap().as_u16(), 404);
}
