//! Methods that are written by hand beside those that answer with samples. This file is not generated.

use chat_sdk::{Client, ErrorKind};
use chat_server_stub::chat_topic::{ChatTopic, GetAnswer, GetParameters};
use chat_server_stub::types::ChatTopicEntityWithLinks;
use chat_server_stub::{Credentials, Problem, Request, Settings, router};
use std::sync::Arc;

struct Topics;

impl ChatTopic for Topics {
    async fn get(&self, request: Request<GetParameters>) -> Result<GetAnswer, Problem> {
        let Some(Credentials::Basic(user, _)) = request.credentials else {
            return Err(Problem::new(axum::http::StatusCode::FORBIDDEN, "who are you?"));
        };
        if request.parameters.id != 5 {
            return Ok(GetAnswer::NotFound);
        }
        let mut topic = ChatTopicEntityWithLinks::default();
        topic.name = Some(user);
        Ok(GetAnswer::Ok(topic))
    }
}

async fn serve() -> String {
    let routes = chat_server_stub::chat_topic::routes(&Arc::new(Topics));
    let app = router([routes], Settings::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it listens"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

#[tokio::test]
async fn a_method_of_ones_own_answers() {
    let url = serve().await;
    let client = Client::builder().base_url(&url).basic_auth("Tove", "x").build();
    let client = client.expect("it can be built");
    let topic = client.chat_topic().get(5).send().await.expect("it is there");
    assert_eq!(topic.name.as_deref(), Some("Tove"));
    let missing = client.chat_topic().get(6).send().await.expect_err("it is not there");
    assert_eq!(missing.status().map(|one| one.as_u16()), Some(404));
    // What nobody wrote answers with the sample.
    let open = client.chat_topic().is_within_opening_hours(5).send().await;
    assert!(open.is_ok());
    let stranger = Client::builder().base_url(&url).bearer_auth("t").build();
    let stranger = stranger.expect("it can be built");
    let refused = stranger.chat_topic().get(5).send().await.expect_err("it is refused");
    assert!(matches!(refused.kind(), ErrorKind::Status(status) if status.as_u16() == 403));
    assert!(refused.body().is_some_and(|body| body.starts_with(b"{\"type\":\"about:blank\"")));
}
