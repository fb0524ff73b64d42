//! The service broken on purpose.

use crate::service::Service;
use chat_service::Fault;

#[tokio::test]
async fn a_fault_breaks_one_promise() {
    let service = Service::with(Some(Fault::MissingProperty)).await;
    let chat = service.get("ChatSession/4203").await.json();
    assert_eq!(chat.get("CustomerName"), None);
    assert_eq!(chat["CustomerAlias"], "aisha");
    let service = Service::with(Some(Fault::LostWrite)).await;
    let body = "{\"TopicId\": 3, \"CustomerName\": \"B\"}";
    let put = service
        .send("PUT", "ChatSession/4203", "application/json", body)
        .await;
    assert_eq!(
        (put.status, &put.json()["CustomerName"]),
        (200, &"Aisha Khan".into())
    );
}
