//! What comes in at the HTTP door from something that is not our page.

use crate::desk::desk;
use kentongan_room::http;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

fn door() -> SocketAddr {
    static DOOR: OnceLock<SocketAddr> = OnceLock::new();
    *DOOR.get_or_init(|| {
        let desk = desk();
        desk.runtime.block_on(async {
            let listener = http::listen(0).await.unwrap();
            let address = listener.local_addr().unwrap();
            // Ends with the test program.
            tokio::spawn(http::serve(desk.room.clone(), listener, None, std::future::pending()));
            address
        })
    })
}

/// The whole answer to these bytes.
fn answer(bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, door().port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    // A door that has refused may close before it has heard everything.
    let _ = stream.write_all(bytes);
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

fn post(verb: &str, body: &[u8]) -> String {
    let head = format!(
        "POST /api/{verb} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        door(),
        body.len()
    );
    answer(&[head.as_bytes(), body].concat())
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

fn assert_up() {
    let said = post("query", br#"{"ask":"session"}"#);
    assert!(status(&said) == 200 && said.contains("\"founded\":true"), "{said}");
}

#[test]
fn what_is_no_command_is_malformed_and_the_room_stays_up() {
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 10] = [
        b"",
        b"{",
        b"null",
        b"\xff\xfe\x00",
        br#"{"do":"quit"}"#,
        br#"{"id":"x","do":"claim","ticket":"x"}"#,
        br#"{"id":"019ab5f0-0000-7000-8000-000000000001","do":"claim"}"#,
        br#"{"ask":"find","text":{"a":1}}"#,
        br#"{"ask":"find","text":"a","before":1e999}"#,
        deep.as_bytes(),
    ];
    for body in bodies {
        for verb in ["execute", "query", "sign_in", "recover", "keep_draft", "training"] {
            let said = post(verb, body);
            assert!(
                (400..500).contains(&status(&said)),
                "{verb} {:?}: {said}",
                String::from_utf8_lossy(body)
            );
            assert!(said.contains("\"problem\":"), "{verb}: {said}");
        }
    }
    assert_up();
}

#[test]
fn a_body_without_end_is_not_taken_in() {
    let said = post("execute", &vec![b' '; 5 << 20]);
    assert!(said.is_empty() || status(&said) == 413 || status(&said) == 400, "{said}");
    assert_up();
}

#[test]
fn what_is_no_http_is_let_go() {
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01"[..],
        b"GET\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /api/execute HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ] {
        let said = answer(bytes);
        assert!(said.is_empty() || status(&said) / 100 == 4, "{said}");
    }
    assert_up();
}

#[test]
fn a_number_that_is_none_is_not_a_place_in_the_journal() {
    for after in ["", "-1", "x", "1e9", "99999999999999999999"] {
        let host = door();
        let said = answer(
            format!("GET /api/changes?after={after} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        );
        assert!([200, 400, 401].contains(&status(&said)), "{after:?}: {said}");
    }
    assert_up();
}
