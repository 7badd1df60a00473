//! What is not spoken at the door: older TLS, none at all, and for other sites' pages.

use crate::ground::{Caller, Ground, believing};
use kentongan_room::http;
use kentongan_room::wire::NAME;
use rustls::ClientConnection;
use rustls::pki_types::ServerName;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// All that is answered to these bytes, or what of it comes within a record.
async fn answer(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut heard = vec![0; 16_384];
    // Who is let go may hear of it as a reset.
    let length = stream.read(&mut heard).await.unwrap_or(0);
    heard.truncate(length);
    heard
}

/// The first bytes of our own desk.
fn greeting() -> Vec<u8> {
    let name = ServerName::try_from(NAME).unwrap();
    let mut desk = ClientConnection::new(Arc::new(believing()), name).unwrap();
    let mut bytes = Vec::new();
    desk.write_tls(&mut bytes).unwrap();
    bytes
}

/// The same, offering that version alone.
fn offering(version: [u8; 2]) -> Vec<u8> {
    let (mut bytes, offered) = (greeting(), [0x00, 0x2b, 0x00, 0x03, 0x02, 0x03, 0x04]);
    let at = bytes.windows(offered.len()).position(|window| window == offered).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&version);
    bytes
}

const HANDSHAKE: u8 = 22;
const ALERT: u8 = 21;

#[tokio::test]
async fn older_tls_is_not_spoken() {
    let ground = Ground::open().await;
    let heard = answer(ground.address, &offering([3, 4])).await;
    assert_eq!(heard.first(), Some(&HANDSHAKE), "TLS 1.3 is: {heard:?}");
    for version in [[3, 3], [3, 2], [3, 1], [3, 0]] {
        let heard = answer(ground.address, &offering(version)).await;
        assert_eq!(heard.first(), Some(&ALERT), "{version:?}: {heard:?}");
    }
}

#[tokio::test]
async fn nothing_is_said_without_tls() {
    let ground = Ground::open().await;
    let bytes = format!("GET /api/hello HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", ground.address);
    let heard = answer(ground.address, bytes.as_bytes()).await;
    assert!(heard.is_empty() || heard[0] == ALERT, "{}", String::from_utf8_lossy(&heard));
    // The same words at the door that is open to this PC alone.
    let listener = http::listen(0).await.unwrap();
    let plain = listener.local_addr().unwrap();
    tokio::spawn(http::serve(ground.room.clone(), listener, None, std::future::pending()));
    let bytes = format!("GET /api/hello HTTP/1.1\r\nHost: {plain}\r\nConnection: close\r\n\r\n");
    assert!(answer(plain, bytes.as_bytes()).await.starts_with(b"HTTP/1.1 200 OK"));
    let heard = answer(plain, &greeting()).await;
    assert!(!heard.starts_with(&[HANDSHAKE]), "and there no TLS is spoken");
}

#[tokio::test]
async fn another_sites_page_and_another_name_get_nothing() {
    let ground = Ground::open().await;
    for (protocol, version) in
        [(&b"h2"[..], reqwest::Version::HTTP_2), (b"http/1.1", reqwest::Version::HTTP_11)]
    {
        let mut tls = ground.pin.tls().unwrap();
        // The name is looked at by the room alone.
        tls.dangerous().set_certificate_verifier(Arc::new(crate::ground::Believes));
        tls.alpn_protocols = vec![protocol.to_vec()];
        let caller = Caller::over(tls, ground.address);
        let (ours, port) = (format!("https://{NAME}:{0}", ground.address.port()), ground.address.port());
        let cases = [
            (NAME, None, 200),
            (NAME, Some(ours.clone()), 200),
            ("evil.example", None, 403),
            ("evil.example", Some(ours), 403),
            (NAME, Some("https://evil.example".to_owned()), 403),
            (NAME, Some(format!("http://{NAME}:{port}")), 403),
            (NAME, Some("null".to_owned()), 403),
        ];
        for (host, origin, status) in cases {
            for (method, verb, body) in [("GET", "hello", ""), ("POST", "query", r#"{"ask":"session"}"#)] {
                let asked = caller.asks_host(method, host, verb).body(body);
                let asked = origin.iter().fold(asked, |asked, origin| asked.header("origin", origin));
                let response = asked.send().await.unwrap();
                let told = format!("{host}, {origin:?}, {verb} over {version:?}");
                assert_eq!((response.status().as_u16(), response.version()), (status, version), "{told}");
                assert!(status == 200 || response.bytes().await.unwrap().is_empty(), "{told}");
            }
        }
    }
}
