//! Who speaks drop by drop is let go after their time, at either door; who speaks in time is answered.

use crate::serving::{Door, Stream, Way};
use kentongan_room::wire::pin::Pin;
use kentongan_room::wire::serve::{self, Patience};
use kentongan_room::{Room, RoomOptions, TimeSource, http};
use kentongan_rules::time::Seq;
use kentongan_tests::joined;
use kentongan_tests::script::MORNING;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PATIENCE: Patience = Patience { head: Duration::from_secs(1), body: Duration::from_secs(2) };
/// Between two drops: no single wait is long.
const DROP: Duration = Duration::from_millis(100);
/// Drops enough for longer than all patience, on a busy machine too.
const MOST_DROPS: usize = 150;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

struct Ground {
    plain: Way,
    tls: Way,
    _folder: TempDir,
}

impl Ground {
    async fn open() -> Ground {
        let folder = tempfile::tempdir().unwrap();
        let pin = joined::found(folder.path()).await.unwrap();
        let options = RoomOptions {
            data: folder.path().to_owned(),
            desk: 1,
            time: TimeSource::hand(MORNING),
            version: "0.0.0".to_owned(),
        };
        let room = Room::open(options).await.unwrap();
        let mut ways = Vec::new();
        for door in [Door::Plain, Door::Tls] {
            let listener = serve::listen(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
            let address = listener.local_addr().unwrap();
            let identity = if door == Door::Tls { Some(room.identity().await.unwrap()) } else { None };
            let router = http::router(room.clone(), None);
            // Ends with the test.
            tokio::spawn(serve::serve(listener, identity, router, PATIENCE, std::future::pending::<()>()));
            ways.push(Way { door, address, pin: Pin { address: address.to_string(), ..pin.clone() } });
        }
        let [plain, tls] = ways.try_into().ok().unwrap();
        Ground { plain, tls, _folder: folder }
    }
}

/// Says `first` at once and the rest drop by drop, until let go. How long that took, and what was answered.
async fn drips(mut stream: Box<dyn Stream>, first: Vec<u8>, rest: Vec<u8>) -> (Duration, String) {
    let (began, mut said) = (Instant::now(), Vec::new());
    stream.write_all(&first).await.unwrap();
    stream.flush().await.unwrap();
    let mut drops = rest.iter();
    for _ in 0..MOST_DROPS {
        if let Some(drop) = drops.next() {
            // The end is heard below.
            let _ = stream.write_all(&[*drop]).await;
            let _ = stream.flush().await;
        }
        let mut heard = [0; 1_024];
        match tokio::time::timeout(DROP, stream.read(&mut heard)).await {
            Ok(Ok(0) | Err(_)) => return (began.elapsed(), String::from_utf8_lossy(&said).into_owned()),
            Ok(Ok(length)) => said.extend(&heard[..length]),
            Err(_) => {}
        }
    }
    panic!("never let go: {first:?}");
}

fn head(way: &Way, length: usize) -> String {
    format!("POST /api/query HTTP/1.1\r\nHost: {}\r\nContent-Length: {length}\r\n\r\n", way.host())
}

/// After its time, and not before it.
fn is_let_go(took: Duration, patience: Duration, what: &str) {
    assert!(took > patience - DROP, "{what}: after {took:?}, too early");
    assert!(took < patience * 5 / 2 + Duration::from_secs(2), "{what}: after {took:?}, too late");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_drips_is_not_waited_for() {
    let ground = Ground::open().await;
    let mut all = Vec::new();
    for way in [&ground.plain, &ground.tls] {
        let whole = head(way, 0).repeat(10).into_bytes();
        for (what, first, rest) in [("silence", 0, 0), ("a letter", 1, 60), ("half a head", 40, 60)] {
            let stream = way.connected(b"http/1.1").await.unwrap();
            let dripping = drips(stream, whole[..first].to_vec(), whole[first..first + rest].to_vec());
            all.push((format!("{what} at {:?}", way.door), tokio::spawn(dripping)));
        }
    }
    // HTTP/2: nothing at all, a preface that drips, and one after which nobody asks.
    for (what, first, rest) in
        [("silence", 0, 0), ("a dripping preface", 2, PREFACE.len()), ("no question", PREFACE.len(), 0)]
    {
        let stream = ground.tls.connected(b"h2").await.unwrap();
        let rest = PREFACE[first..rest.max(first)].to_vec();
        all.push((format!("{what} in HTTP/2"), tokio::spawn(drips(stream, PREFACE[..first].to_vec(), rest))));
    }
    let raw: Box<dyn Stream> = Box::new(TcpStream::connect(ground.tls.address).await.unwrap());
    let dripping = drips(raw, vec![22, 3, 1, 2, 0, 1], vec![0; 100]);
    all.push(("a dripping handshake".to_owned(), tokio::spawn(dripping)));
    for (what, dripping) in all {
        is_let_go(dripping.await.unwrap().0, PATIENCE.head, &what);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_drips_is_not_waited_for() {
    let ground = Ground::open().await;
    let body = br#"{"ask":"session"}"#;
    for way in [&ground.plain, &ground.tls] {
        let stream = way.connected(b"http/1.1").await.unwrap();
        let (took, said) = drips(stream, head(way, 1_000).into_bytes(), vec![b' '; 900]).await;
        is_let_go(took, PATIENCE.body, &format!("a body at {:?}", way.door));
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
        // Slowly, yet in time.
        let stream = way.connected(b"http/1.1").await.unwrap();
        let (first, rest) = body.split_at(body.len() - 5);
        let first = [head(way, body.len()).as_bytes(), first].concat();
        let (_, said) = drips(stream, first, rest.to_vec()).await;
        assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_news_is_not_let_go() {
    let ground = Ground::open().await;
    let (plain, tls, began) = (ground.plain.client(), ground.tls.client(), Instant::now());
    // Nothing happens, so it is answered when the poll ends by itself, long after a head's or a body's time.
    let news = Seq(1_000_000);
    let (plain, tls) = tokio::join!(plain.changes(news), tls.changes(news));
    assert!(plain.is_ok() && tls.is_ok(), "{plain:?}, {tls:?}");
    assert!(began.elapsed() > PATIENCE.body * 2, "{:?}", began.elapsed());
}
