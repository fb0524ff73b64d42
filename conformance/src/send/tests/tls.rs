//! Servers with certificates of an authority that nobody else knows.

use super::*;
use bytes::Bytes;
use http_body_util::Full;
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::convert::Infallible;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// Tells certificates that it made itself.
struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
struct Certified {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("there is chance");
        Authority(CertifiedIssuer::self_signed(params, key).expect("it can be signed"))
    }

    /// For a host, or for a client of this name.
    fn certify(&self, name: &str) -> Certified {
        let params = CertificateParams::new(vec![name.to_owned()]).expect("it is a name");
        let key = KeyPair::generate().expect("there is chance");
        let certificate = params.signed_by(&key, &self.0).expect("it can be signed");
        Certified { certificate, key }
    }

    fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }
}

impl Certified {
    fn pem(&self) -> Vec<u8> {
        (self.certificate.pem() + &self.key.serialize_pem()).into_bytes()
    }

    fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.der().clone()]
    }

    fn private(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.serialize_der().into())
    }
}

/// A server of 127.0.0.1 with a certificate of this authority; where `asks`, clients need one, too.
/// It speaks the first of `protocols` that a client speaks (RFC 7301), and answers 200.
async fn server(authority: &Authority, asks: bool, protocols: &[&str]) -> String {
    let certified = authority.certify("127.0.0.1");
    let mut roots = RootCertStore::empty();
    roots.add(authority.0.der().clone()).expect("it is one");
    let builder = ServerConfig::builder();
    let builder = match asks {
        true => builder.with_client_cert_verifier(
            WebPkiClientVerifier::builder(Arc::new(roots))
                .build()
                .expect("there is an authority"),
        ),
        false => builder.with_no_client_auth(),
    };
    let mut config = builder
        .with_single_cert(certified.chain(), certified.private())
        .expect("they belong together");
    config.alpn_protocols = protocols
        .iter()
        .map(|one| one.as_bytes().to_vec())
        .collect();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let stream = match acceptor.accept(stream).into_fallible().await {
                    Ok(stream) => stream,
                    // What a client still says is read, so that it hears why it is refused.
                    Err((_, mut stream)) => {
                        let _ = stream.read_to_end(&mut Vec::new()).await;
                        return;
                    }
                };
                let is_second = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                let io = TokioIo::new(stream);
                let service = hyper::service::service_fn(|_| async {
                    Ok::<_, Infallible>(hyper::Response::new(Full::new(Bytes::from("done"))))
                });
                let _ = match is_second {
                    true => {
                        let server = http2::Builder::new(TokioExecutor::new());
                        server.serve_connection(io, service).await
                    }
                    false => http1::Builder::new().serve_connection(io, service).await,
                };
            });
        }
    });
    format!("https://{address}/")
}

/// Waits long enough for a handshake on a busy machine.
fn knowing(authority: &Authority) -> Options {
    Options {
        connect_timeout: Duration::from_secs(20),
        wait_timeout: Duration::from_secs(20),
        body_timeout: Duration::from_secs(20),
        authorities: vec![authority.pem()],
        ..options()
    }
}

#[tokio::test]
async fn an_authority_is_trusted_once_it_is_named() {
    let authority = Authority::new();
    let url = server(&authority, false, &["http/1.1"]).await;
    let answer = answer(get_with(knowing(&authority), &url).await.outcome);
    assert_eq!((answer.status, &*answer.body), (200, &b"done"[..]));

    let other = knowing(&Authority::new());
    let strange = lost(get_with(other, &url).await.outcome);
    assert_eq!(strange.phase, Phase::Tls, "{}", strange.message);
    let none = Options {
        authorities: Vec::new(),
        ..knowing(&authority)
    };
    let unknown = lost(get_with(none, &url).await.outcome);
    assert_eq!(unknown.phase, Phase::Tls, "{}", unknown.message);
    assert!(unknown.message.contains("`--ca`"), "{}", unknown.message);
}

#[tokio::test]
async fn a_certificate_of_another_host_is_refused() {
    let authority = Authority::new();
    let url = server(&authority, false, &["http/1.1"]).await;
    let url = url.replace("127.0.0.1", "localhost");
    let lost = lost(get_with(knowing(&authority), &url).await.outcome);
    assert_eq!(lost.phase, Phase::Tls, "{}", lost.message);
    assert!(lost.message.contains("localhost"), "{}", lost.message);
}

#[tokio::test]
async fn a_client_shows_its_certificate() {
    let authority = Authority::new();
    let url = server(&authority, true, &["http/1.1"]).await;
    let with = |client: &Certified| Options {
        certificate: Some(client.pem()),
        ..knowing(&authority)
    };
    let known = authority.certify("pens");
    let answer = answer(get_with(with(&known), &url).await.outcome);
    assert_eq!(answer.status, 200);

    let without = lost(get_with(knowing(&authority), &url).await.outcome);
    assert_eq!(without.phase, Phase::Tls, "{}", without.message);
    let help = "`--client-cert`";
    assert!(without.message.contains(help), "{}", without.message);
    let stranger = Authority::new().certify("pens");
    let stranger = lost(get_with(with(&stranger), &url).await.outcome);
    assert_eq!(stranger.phase, Phase::Tls, "{}", stranger.message);
}

#[tokio::test]
async fn the_newest_protocol_that_both_speak_is_spoken() {
    let authority = Authority::new();
    for (protocols, spoken) in [
        (&["h2", "http/1.1"][..], "HTTP/2"),
        (&["http/1.1"], "HTTP/1.1"),
        (&[], "HTTP/1.1"),
    ] {
        let url = server(&authority, false, protocols).await;
        let exchange = get_with(knowing(&authority), &url).await;
        assert_eq!(exchange.wire.map(|wire| wire.version), Some(spoken));
        assert_eq!(answer(exchange.outcome).status, 200);
    }
}

#[test]
fn what_is_no_pem_is_told_without_it() {
    let authority = Options {
        authorities: vec![b"-----BEGIN CERTIFICATE-----\nhush\n-----END".to_vec()],
        ..options()
    };
    let certificate = Options {
        certificate: Some(Authority::new().pem()),
        ..options()
    };
    for (options, words) in [
        (authority, "the authority's certificate is no PEM"),
        (
            certificate,
            "the client's certificate with its key is no PEM",
        ),
    ] {
        let wrong = Sender::new(options)
            .map(drop)
            .expect_err("it cannot be read");
        assert!(wrong.0.starts_with(words), "{wrong}");
        assert!(!wrong.0.contains("hush"), "{wrong}");
    }
}
