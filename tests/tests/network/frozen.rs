//! Screens that ask for everything and never read an answer.

use crate::full;
use crate::ground::{Ground, VERSION};
use kentongan_room::TimeSource;
use kentongan_room::client::Client;
use kentongan_room::wire::NAME;
use kentongan_room::wire::pin::Pin;
use kentongan_rules::time::Span;
use kentongan_rules::view::Query;
use kentongan_store::{OpenOptions, Sqlite, Store, Verdict};
use kentongan_tests::script::complained;
use rustls::pki_types::ServerName;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const FROZEN: usize = 5;
/// Tickets on the board that they ask for: far more than any buffer between.
const TICKETS: u32 = 250;
/// What all of them may cost the room, in KiB: over HTTP/2 each has 32 answers waiting.
const MEMORY: u64 = 96 << 10;
const PROMPT: Duration = Duration::from_millis(100);
/// While the room answers all that they had asked at once.
const BURST: Duration = Duration::from_secs(5);

/// So many complaints, on which nothing is due for hours.
fn write_down(folder: &Path) {
    let now = TimeSource::Wall.now();
    let mut store = Sqlite::open(&folder.join("room.db"), &OpenOptions::default()).unwrap();
    let jobs: Vec<_> =
        (0..TICKETS).map(|no| complained(no + 1, now - Span::seconds(1)).job().unwrap()).collect();
    let verdicts = store.act(&jobs).unwrap();
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Receipt(_))));
}

/// The same question so often that nothing more can be sent, over HTTP/1.1.
fn first(host: &str) -> Vec<u8> {
    let body = serde_json::to_string(&Query::Board).unwrap();
    let asks = format!(
        "POST /api/query HTTP/1.1\r\nHost: {host}\r\nX-Seat: wall\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    asks.repeat(20_000).into_bytes()
}

/// As many questions at once as the door takes over HTTP/2, and some more.
fn second(host: &str) -> Vec<u8> {
    let mut head = vec![0x82, 0x87];
    let mut named = |name: &[u8], value: &str| {
        head.extend(name);
        head.push(value.len() as u8);
        head.extend(value.as_bytes());
    };
    // Of the static table: `:authority` and `:path`; then one of our own.
    named(&[0x01], host);
    named(&[0x04], "/api/changes?after=0");
    named(b"\x00\x06x-seat", "wall");
    let mut said = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00".to_vec();
    for stream in (1u32..200).step_by(2) {
        said.extend([0, 0, head.len() as u8, 0x01, 0x05]);
        said.extend(stream.to_be_bytes());
        said.extend(&head);
    }
    said
}

/// Asks for everything as the wall does; holds the connection, and never reads.
async fn freezes(pin: &Pin, protocol: &[u8]) -> TlsStream<TcpStream> {
    let mut tls = pin.tls().unwrap();
    tls.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(&pin.address).await.unwrap();
    let name = ServerName::try_from(NAME).unwrap();
    let mut stream = TlsConnector::from(Arc::new(tls)).connect(name, stream).await.unwrap();
    let host = format!("{NAME}:{}", pin.address.rsplit(':').next().unwrap());
    let asks = if protocol == b"h2" { second(&host) } else { first(&host) };
    // As far as it goes.
    let _ = tokio::time::timeout(Duration::from_secs(2), stream.write_all(&asks)).await;
    stream
}

/// Asks again and again, and how long each answer took, in order of length.
fn asks(pin: Pin, span: Duration) -> JoinHandle<Vec<Duration>> {
    tokio::spawn(async move {
        let (client, began) = (Client::joined(&pin, VERSION).unwrap(), Instant::now());
        let mut took = Vec::new();
        while began.elapsed() < span {
            let asked = Instant::now();
            client.query(&Query::Session).await.expect("a desk was not served");
            took.push(asked.elapsed());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        took
    })
}

async fn p99(ground: &Ground, span: Duration) -> Duration {
    let asking: Vec<_> = (0..4).map(|no| asks(ground.pin(FROZEN + no), span)).collect();
    let mut took = Vec::new();
    for one in asking {
        took.extend(one.await.unwrap());
    }
    took.sort_unstable();
    took[took.len() * 99 / 100]
}

/// Until the room has answered what it was asked, as far as anybody reads it.
async fn is_quiet(ground: &Ground) {
    let (client, began) = (Client::joined(&ground.pin(FROZEN), VERSION).unwrap().as_wall(), Instant::now());
    loop {
        let asked = Instant::now();
        client.query(&Query::Session).await.unwrap();
        if asked.elapsed() < PROMPT / 4 || began.elapsed() > BURST * 2 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_reads_costs_little_and_keeps_nobody_waiting() {
    let span = Duration::from_secs(if full() { 60 } else { 2 });
    let ground = Ground::new().await;
    write_down(ground.folder.path());
    let room = ground.serve().await;
    // What one answer costs is not what five frozen ones do.
    Client::joined(&ground.pin(0), VERSION).unwrap().as_wall().query(&Query::Board).await.unwrap();
    let quiet = p99(&ground, span.min(Duration::from_secs(2))).await;
    let before = room.most_memory();
    let freezing: Vec<_> = (0..FROZEN)
        .map(|no| {
            let pin = ground.pin(no);
            let protocol: &[u8] = if no % 2 == 0 { b"h2" } else { b"http/1.1" };
            tokio::spawn(async move { freezes(&pin, protocol).await })
        })
        .collect();
    let burst = p99(&ground, Duration::from_secs(2)).await;
    let mut frozen = Vec::new();
    for one in freezing {
        frozen.push(one.await.unwrap());
    }
    is_quiet(&ground).await;
    let beside = p99(&ground, span).await;
    let after = room.most_memory();
    println!(
        "{FROZEN} frozen readers of {TICKETS} tickets for {span:?}: others p99 {quiet:?} before, {burst:?} while they ask, \
         {beside:?} while they are frozen; {} MiB at most, {} before",
        after / 1024,
        before / 1024
    );
    assert!(burst <= BURST, "{burst:?}");
    assert!(after <= before + MEMORY, "{after} KiB after {before}");
    // A machine that is busy with something else is no fault of theirs; the long form has it for itself.
    let prompt = if full() { PROMPT.max(quiet * 3) } else { PROMPT * 30 };
    assert!(beside <= prompt, "{beside:?}, {quiet:?} before");
    drop(frozen);
    room.kill();
}
