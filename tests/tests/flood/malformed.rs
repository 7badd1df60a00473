//! Requests that are none.

use crate::full;
use crate::serving::{Beside, Door, Serving, Way, status};
use kentongan_tests::chance::Chance;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Who sends at once.
const SENDERS: u64 = 16;
/// Beside a flood on two busy cores a desk is still answered in this time.
const PATIENCE: Duration = Duration::from_secs(3);
/// What a flood may cost, in MiB.
const MEMORY: u64 = 192;

const VERBS: [&str; 9] =
    ["execute", "query", "sign_in", "recover", "keep_draft", "training", "pair", "pair_browser", "let_in"];

const BODIES: [&str; 6] = [
    r#"{"id":"019ab5f0-0000-7000-8000-000000000001","do":"note","ticket":"019ab5f0-0000-7000-8000-000000000002","text":"api","internal":true}"#,
    r#"{"ask":"find","text":"api","before":null}"#,
    r#"{"account":"siti","secret":"rahasia-112","shift":null}"#,
    r#"{"call":"019ab5f0-0000-7000-8000-000000000003","form":"{}","kept_at":1795395600000}"#,
    r#"{"name":"Meja 3","request":"-----BEGIN CERTIFICATE REQUEST-----","proof":"00"}"#,
    r#"{"name":"Meja 3","kind":"browser","words":"abang air anak asap awan ayam"}"#,
];

const WRONG_VALUES: [&str; 8] = ["null", "[]", "{}", "-1", "1e999", "\"\\u0000\"", "true", "\"\\ud800\""];

fn post(way: &Way, verb: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /api/{verb} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        way.host(),
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn noise(chance: &mut Chance, most: u64) -> Vec<u8> {
    (0..chance.below(most)).map(|_| chance.draw() as u8).collect()
}

/// The body with one of its values of another type.
fn other_type(chance: &mut Chance, body: &str) -> String {
    let colons: Vec<usize> = body.match_indices(':').map(|(at, _)| at).collect();
    let at = colons[chance.below(colons.len() as u64) as usize] + 1;
    let rest = &body[at..];
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    let wrong = WRONG_VALUES[chance.below(WRONG_VALUES.len() as u64) as usize];
    format!("{}{wrong}{}", &body[..at], &rest[end..])
}

/// One request that is none, or that is a stranger one than any of our pages sends.
fn malformed(chance: &mut Chance, way: &Way) -> Vec<u8> {
    let verb = VERBS[chance.below(VERBS.len() as u64) as usize];
    let body = BODIES[chance.below(BODIES.len() as u64) as usize];
    let host = way.host();
    match chance.below(9) {
        0 => noise(chance, 2_000),
        1 => {
            let mut whole = post(way, verb, body.as_bytes());
            whole.truncate(chance.below(whole.len() as u64) as usize);
            whole
        }
        2 => {
            let mut bytes = body.as_bytes().to_vec();
            let at = chance.below(bytes.len() as u64) as usize;
            bytes[at] = chance.draw() as u8;
            post(way, verb, &bytes)
        }
        3 => post(way, verb, other_type(chance, body).as_bytes()),
        4 => {
            let depth = 1 << chance.below(17);
            let (open, shut) = if chance.percent(50) { ("[", "]") } else { (r#"{"do":"#, "}") };
            post(way, verb, format!("{}1{}", open.repeat(depth), shut.repeat(depth)).as_bytes())
        }
        5 => {
            let (lines, long) = (chance.below(200), chance.below(20_000) as usize);
            let headers: String = (0..lines).map(|n| format!("X-{n}: {n}\r\n")).collect();
            let long = "a".repeat(long);
            format!("GET /api/hello HTTP/1.1\r\nHost: {host}\r\n{headers}Cookie: kentongan={long}\r\n\r\n")
                .into_bytes()
        }
        6 => {
            let length = ["-1", "99999999999999999999", "5, 6", "abc", ""][chance.below(5) as usize];
            format!("POST /api/{verb} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{body}")
                .into_bytes()
        }
        7 => {
            let mut chunks = noise(chance, 200);
            chunks.splice(0..0, format!("{:x}\r\n", chance.draw() >> chance.below(64)).into_bytes());
            let head =
                format!("POST /api/{verb} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n");
            [head.as_bytes(), &chunks].concat()
        }
        _ => {
            let path = String::from_utf8_lossy(&noise(chance, 80)).replace(['\r', '\n', ' '], "%");
            let after = format!(
                "GET /api/changes?after={path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            );
            after.into_bytes()
        }
    }
}

async fn flood(door: Door, requests: u64) {
    let serving = Serving::start(door).await;
    serving.way.client().query(&kentongan_rules::view::Query::Session).await.unwrap();
    let (before, began, beside) = (serving.most_memory(), Instant::now(), Beside::start(&serving.way));
    let left = Arc::new(AtomicU64::new(requests));
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let (way, left) = (serving.way.clone(), left.clone());
            tokio::spawn(async move {
                let (mut chance, mut told) = (Chance::of(112 + sender), BTreeMap::<u16, u64>::new());
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    let bytes = malformed(&mut chance, &way);
                    let said = way.answer(&bytes).await;
                    let status = status(&said);
                    let sent = || String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
                    assert!(status < 500, "{said} to {}", sent());
                    *told.entry(status).or_default() += 1;
                }
                told
            })
        })
        .collect();
    let mut told = BTreeMap::<u16, u64>::new();
    for sender in senders {
        for (status, times) in sender.await.unwrap() {
            *told.entry(status).or_default() += times;
        }
    }
    let (took, memory) = (began.elapsed(), serving.most_memory());
    let p99 = beside.p99(&format!("{door:?}, {requests} malformed")).await;
    println!("{door:?}: answers {told:?} in {took:?}; memory {before} MiB, then {memory} MiB at most");
    assert_eq!(told.values().sum::<u64>(), requests);
    assert!(told.contains_key(&400) && told.contains_key(&200), "nothing was understood: {told:?}");
    assert!(p99 < PATIENCE, "{p99:?}");
    assert!(memory <= before + MEMORY, "{memory} MiB after {before}");
    serving.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_malformed_requests_breaks_nothing_on_this_pc() {
    flood(Door::Plain, if full() { 10_000 } else { 2_000 }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_malformed_requests_breaks_nothing_over_tls() {
    flood(Door::Tls, if full() { 10_000 } else { 1_000 }).await;
}

/// Sends up to 100 MB of body after this head; what was taken of it, and what was answered.
async fn pours(way: &Way, head: String) -> (usize, String) {
    const MEGABYTE: usize = 1 << 20;
    let mut stream = way.connected(b"http/1.1").await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let piece = [format!("{MEGABYTE:x}\r\n").into_bytes(), vec![b' '; MEGABYTE], b"\r\n".to_vec()].concat();
    let mut taken = 0;
    while taken < 100 {
        // A door that no longer reads is as good as one that says no.
        match tokio::time::timeout(Duration::from_secs(5), stream.write_all(&piece)).await {
            Ok(Ok(())) => taken += 1,
            _ => break,
        }
    }
    let mut said = vec![0; 4_096];
    let heard = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut said)).await;
    said.truncate(heard.map_or(0, |heard| heard.unwrap_or(0)));
    (taken, String::from_utf8_lossy(&said).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_megabytes_are_not_taken_in() {
    for door in [Door::Plain, Door::Tls] {
        let serving = Serving::start(door).await;
        let way = &serving.way;
        way.client().query(&kentongan_rules::view::Query::Session).await.unwrap();
        let (before, beside) = (serving.most_memory(), Beside::start(way));
        for length in ["Content-Length: 104857600", "Transfer-Encoding: chunked"] {
            for verb in ["execute", "pair"] {
                let head = format!("POST /api/{verb} HTTP/1.1\r\nHost: {}\r\n{length}\r\n\r\n", way.host());
                let (taken, said) = pours(way, head).await;
                println!("{door:?} {verb} {length}: {taken} MB taken, {:?}", said.lines().next());
                assert!(taken < 50, "it took {taken} MB");
                assert!(said.is_empty() || status(&said) == 413, "{said}");
            }
        }
        let p99 = beside.p99("beside 100 MB").await;
        let memory = serving.most_memory();
        println!("memory {before} MiB, then {memory} MiB at most");
        assert!(p99 < PATIENCE && memory <= before + 64, "{p99:?}, {memory} MiB after {before}");
        serving.end().await;
    }
}
