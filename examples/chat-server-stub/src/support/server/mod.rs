//! What routes, checks and answers, for every operation of a server.

mod accept;
mod answer;
mod credentials;
mod element;
mod form_body;
mod json_pointer;
mod operation;
mod parameters;
mod patch_document;
mod path;
mod problem;
mod reply_headers;
mod request;
mod router;
mod routes;
mod sample;
mod select;
mod settings;
mod xml;
mod xml_body;

pub use answer::{Answer, Body, IntoAnswer, Reply};
pub use credentials::{Credentials, Scheme};
pub use operation::{BodyIn, BodyOut, Kind, Operation, Parameter};
pub use patch_document::{PatchDocument, PatchOperation};
pub use problem::Problem;
pub use reply_headers::ReplyHeaders;
pub use request::{FromBody, Request};
pub use router::router;
pub use routes::{Routes, RoutesOf};
pub use settings::Settings;
