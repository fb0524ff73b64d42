//! Each documented way to prove who calls.

use crate::service::{GotFrom, PASSWORD, Service};
use reqwest::RequestBuilder;

#[tokio::test]
async fn each_scheme_lets_in_whom_it_should() {
    let service = Service::start().await;
    let ask = |with: &dyn Fn(RequestBuilder) -> RequestBuilder| {
        with(service.request("GET", "ChatTopic/5")).got()
    };
    let authorization =
        |value: &'static str| move |one: RequestBuilder| one.header("authorization", value);
    let cookie = |cookie: &'static str, xsrf: &'static str| {
        move |one: RequestBuilder| one.header("cookie", cookie).header("x-xsrf-token", xsrf)
    };
    let session = "theme=dark; session=demo-session-helpdesk";
    let basic = |one: RequestBuilder| one.basic_auth("HelpDesk", Some(PASSWORD));
    assert_eq!(ask(&basic).await.status, 200);
    assert_eq!(
        ask(&authorization("Bearer demo-bearer-helpdesk"))
            .await
            .status,
        200
    );
    assert_eq!(
        ask(&authorization("SoTicket demo-ticket-helpdesk"))
            .await
            .status,
        200
    );
    assert_eq!(
        ask(&cookie(session, "demo-xsrf-helpdesk")).await.status,
        200
    );

    // A token is that of its scheme alone, and a cookie wants the value that goes with it.
    for wrong in [
        "Bearer demo-ticket-helpdesk",
        "SoTicket demo-bearer-helpdesk",
        "Bearer x",
    ] {
        assert_eq!(ask(&authorization(wrong)).await.status, 401, "{wrong}");
    }
    assert_eq!(
        ask(&authorization("Bearer demo-session-helpdesk"))
            .await
            .status,
        401
    );
    assert_eq!(ask(&cookie(session, "demo-xsrf-guest")).await.status, 401);
    assert_eq!(
        ask(&cookie("session=demo-session-guest", "demo-xsrf-helpdesk"))
            .await
            .status,
        401
    );
    let lone = |one: RequestBuilder| one.header("cookie", session);
    assert_eq!(ask(&lone).await.status, 401);
    let lone = |one: RequestBuilder| one.header("x-xsrf-token", "demo-xsrf-helpdesk");
    assert_eq!(ask(&lone).await.status, 401);
    let wrong = |one: RequestBuilder| one.basic_auth("helpdesk", Some("Only-a-sample"));
    let refused = ask(&wrong).await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").starts_with("Basic "));
    assert!(!refused.text.contains("ample"), "{}", refused.text);
    // Once more, when the right password has been seen: what is remembered opens to it alone.
    assert_eq!(ask(&basic).await.status, 200);
    assert_eq!(ask(&wrong).await.status, 401);
    let nobody = |one: RequestBuilder| one.basic_auth("nobody", Some(PASSWORD));
    assert_eq!(ask(&nobody).await.status, 401);
    let long = "x".repeat(5000);
    let long = move |one: RequestBuilder| one.basic_auth("helpdesk", Some(long.clone()));
    assert_eq!(ask(&long).await.status, 401);
    // The token of a partner application is taken and changes nothing.
    let app = |one: RequestBuilder| basic(one).header("so-apptoken", "partner");
    assert_eq!(ask(&app).await.status, 200);
}
