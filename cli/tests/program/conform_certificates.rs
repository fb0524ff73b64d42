//! `bindery conform` and a server that only those with a certificate may ask.

use crate::support::Project;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("there is chance");
    CertifiedIssuer::self_signed(params, key).expect("it can be signed")
}

/// A certificate for a host or a client, with its key.
fn certified(authority: &Authority, name: &str) -> (rcgen::Certificate, KeyPair) {
    let params = CertificateParams::new(vec![name.to_owned()]).expect("it is a name");
    let key = KeyPair::generate().expect("there is chance");
    let certificate = params.signed_by(&key, authority).expect("it can be signed");
    (certificate, key)
}

/// The address of a server that answers all whom the authority knows. It ends with the tests.
fn server(authority: &Authority) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).expect("it is one");
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build();
    let (certificate, key) = certified(authority, "127.0.0.1");
    let config = ServerConfig::builder()
        .with_client_cert_verifier(verifier.expect("there is an authority"))
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        );
    let config = Arc::new(config.expect("they belong together"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let config = Arc::clone(&config);
            std::thread::spawn(move || answer(stream, config));
        }
    });
    format!("https://{address}")
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>) {
    let Ok(connection) = ServerConnection::new(config) else {
        return;
    };
    let mut stream = StreamOwned::new(connection, stream);
    let mut head = [0; 8192];
    if stream.read(&mut head).is_ok() {
        let gone = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let _ = stream.write_all(gone);
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
    // What a client still says is read, so that it hears why it is refused.
    let _ = std::io::copy(&mut stream.sock, &mut std::io::sink());
}

#[test]
fn the_authority_and_the_certificate_that_are_named_are_used() {
    let project = Project::with_pages(&["Pen"]);
    let known = authority();
    let (certificate, key) = certified(&known, "pens");
    project.write("ca.pem", known.pem());
    project.write("client.pem", certificate.pem() + &key.serialize_pem());
    let url = server(&known);
    let args = ["conform", "pages", "--url", &url, "--auth", "basic:u:p"];
    let run = |more: &[&str]| project.run(&[&args[..], more].concat());
    run(&[]).expect(3, &["UnknownIssuer; `--ca` names more authorities"]);
    let ca = ["--ca", "ca.pem"];
    run(&ca).expect(3, &["CertificateRequired; `--client-cert` gives one"]);
    let both = run(&[&ca[..], &["--client-cert", "client.pem"]].concat());
    // It is asked, and what it says is judged.
    both.expect(1, &["got      status 410"]);
}
