//! Whatever is read from outside, letter by letter: it is understood, or it is refused, and nothing else. Each parser
//! gets text of no kind at all, and good text with letters changed. The long form gives each ten minutes.

use crate::full;
use kentongan_room::http::Delivered;
use kentongan_room::wire::identity::Identity;
use kentongan_room::wire::pairing::{Join, JoinBrowser, Joined, Known, key_of};
use kentongan_room::wire::pin::{Pin, host_and_port};
use kentongan_room::wire::shown;
use kentongan_room::{Token, evaluate, replay, verify};
use kentongan_rules::command::Execute;
use kentongan_rules::desk::DeskKind;
use kentongan_rules::region::{Region, RegionFiles, parse};
use kentongan_rules::view::{Draft, Query, Recover, SignIn};
use kentongan_tests::script::shift;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use rcgen::{CertificateParams, KeyPair};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Of a parser that takes microseconds; of slower ones a part.
const CASES: u32 = 4_000;
const LONG: Duration = Duration::from_secs(600);

/// One of `good` with some letters changed, taken out or put in; or noise.
fn text(good: Vec<String>) -> impl Strategy<Value = String> {
    let change = (any::<Index>(), any::<char>(), 0..3_u8);
    let changed = (select(good), prop::collection::vec(change, 0..8)).prop_map(|(text, changes)| {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, letter, how) in changes {
            let at = at.index(letters.len() + 1);
            match how {
                0 if at < letters.len() => letters[at] = letter,
                1 if at < letters.len() => drop(letters.remove(at)),
                _ => letters.insert(at, letter),
            }
        }
        letters.into_iter().collect()
    });
    prop_oneof![4 => changed, 1 => any::<String>(), 1 => "[\\[\\]{}\",:0-9a-z\\-\n]{0,200}"]
}

/// Short: so many cases. Long: for ten minutes, other ones each time.
fn fuzz<S: Strategy>(what: &str, cases: u32, strategy: &S, holds: impl Fn(S::Value)) {
    let (began, mut done) = (Instant::now(), 0_u64);
    loop {
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let run = TestRunner::new(config).run(strategy, |value| {
            holds(value);
            Ok(())
        });
        run.unwrap_or_else(|why| panic!("{what}: {why}"));
        done += u64::from(cases);
        if !full() || began.elapsed() > LONG {
            break;
        }
    }
    println!("{what}: {done} texts in {:?}", began.elapsed());
}

/// What is understood, said again, is understood as the same.
fn reads<T: Serialize + DeserializeOwned>(body: &str) {
    if let Ok(read) = serde_json::from_str::<T>(body) {
        let said = serde_json::to_string(&read).unwrap();
        let again = serde_json::to_string(&serde_json::from_str::<T>(&said).unwrap()).unwrap();
        assert_eq!(said, again);
    }
}

fn owned<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn bodies() {
    let mut good: Vec<String> =
        shift(1, 1).iter().map(|line| serde_json::to_string(&line.execute).unwrap()).collect();
    for body in &good {
        assert!(serde_json::from_str::<Execute<String>>(body).is_ok(), "{body}");
    }
    good.extend(owned([
        r#"{"ask":"find","text":"api","before":null}"#,
        r#"{"account":"siti","secret":"rahasia-112","shift":null}"#,
        r#"{"recovery":"AB12-CD34","account":"hana","secret":"rahasia-112"}"#,
        r#"{"call":"019ab5f0-0000-7000-8000-000000000003","form":"{}","kept_at":1795395600000}"#,
        r#"{"ticket":"019ab5f0-0000-7000-8000-000000000003","clock":1,"outlet":"sound","worked":true}"#,
    ]));
    fuzz("bodies", CASES, &text(good), |body| {
        reads::<Execute<String>>(&body);
        reads::<Query>(&body);
        reads::<SignIn>(&body);
        reads::<Recover>(&body);
        reads::<Draft>(&body);
        reads::<Delivered>(&body);
    });
}

/// A room's key, and a desk's request for a certificate.
fn request() -> (Identity, String) {
    let identity = Identity::of(&Identity::make("Ruang Uji").unwrap()).unwrap();
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    (identity, request.pem().unwrap())
}

#[test]
fn what_is_said_to_join() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let known = runtime.block_on(Known::of("abang air anak asap awan ayam", "f1")).unwrap();
    let (identity, request) = request();
    let certificate = identity.vouch(&request, 2).unwrap();
    let join = known.join("Meja 2", request);
    let joined = known.joined(&join, 2, "Ruang Uji", certificate.clone());
    assert!(known.is_join(&join) && known.is_joined(&join, &joined));
    let pin = Pin {
        address: "127.0.0.1:8113".to_owned(),
        room: "Ruang Uji".to_owned(),
        desk: 2,
        name: "Meja 2".to_owned(),
        certificate: identity.certificate().to_owned(),
        own_certificate: certificate,
        own_key: KeyPair::generate().unwrap().serialize_pem(),
    };
    let (name, words) = ("Peramban".to_owned(), "abang air".to_owned());
    let browser = JoinBrowser { name, kind: DeskKind::Browser, words };
    let good = vec![
        serde_json::to_string(&join).unwrap(),
        serde_json::to_string(&joined).unwrap(),
        serde_json::to_string(&browser).unwrap(),
        serde_json::to_string(&pin).unwrap(),
    ];
    fuzz("what is said to join", CASES / 4, &text(good), |body| {
        reads::<JoinBrowser>(&body);
        if let Ok(read) = serde_json::from_str::<Join>(&body) {
            let same = (&read.name, &read.request) == (&join.name, &join.request);
            assert!(same || !known.is_join(&read), "a proof of something else: {body}");
        }
        if let Ok(read) = serde_json::from_str::<Joined>(&body) {
            let (said, meant) = ((&read.room, &read.certificate), (&joined.room, &joined.certificate));
            let same = read.desk == joined.desk && said == meant;
            assert!(same || !known.is_joined(&join, &read), "a proof of something else: {body}");
        }
        if let Ok(read) = serde_json::from_str::<Pin>(&body) {
            // TLS by what was kept is made, or refused.
            let _ = read.tls();
        }
    });
}

#[test]
fn certificate_requests() {
    let (identity, request) = request();
    let certificate = identity.vouch(&request, 2).unwrap();
    fuzz("certificate requests", CASES / 8, &text(vec![request, certificate]), |pem| {
        if let Ok(vouched) = identity.vouch(&pem, 2) {
            key_of(&vouched).unwrap();
        }
        if let Ok(key) = key_of(&pem) {
            assert_eq!(key.len(), 64);
        }
    });
}

fn first(lines: usize, text: &str) -> String {
    text.lines().take(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn shifts_and_narratives() {
    let region = Region::sidoarjo().unwrap();
    let calls = first(6, include_str!("../../shift/calls.csv"));
    assert!(replay::read(&calls, &region).is_ok_and(|rows| rows.len() == 5), "the good text is not");
    fuzz("shifts", CASES / 4, &text(vec![calls]), |text| {
        if let Err(refused) = replay::read(&text, &region) {
            assert!(!refused.is_empty());
        }
    });
    let narratives = first(6, include_str!("../../narratives/tuning.csv"));
    let streams = first(6, include_str!("../../narratives/streams.csv"));
    fuzz("narratives", CASES / 4, &text(vec![narratives, streams]), |text| {
        if let Err(refused) = evaluate::read(&text) {
            assert!(!refused.is_empty());
        }
    });
}

fn of_a_region(files: &mut RegionFiles) -> [&mut String; 7] {
    [
        &mut files.agencies,
        &mut files.categories,
        &mut files.districts,
        &mut files.villages,
        &mut files.plans,
        &mut files.cues,
        &mut files.questions,
    ]
}

#[test]
fn a_regions_files() {
    let mut seed = RegionFiles::sidoarjo();
    let good = of_a_region(&mut seed).map(|text| first(8, text)).to_vec();
    // Each in the place of each: a file is easily taken for another.
    fuzz("a region's files", CASES / 200, &(text(good), 0..7_usize), |(text, which)| {
        let mut files = seed.clone();
        *of_a_region(&mut files)[which] = text;
        if let Err(refused) = parse(&files) {
            assert!(!refused.is_empty());
        }
    });
}

#[test]
fn addresses() {
    let good = owned(["192.168.1.5", "https://ruang-112:8113/", "[fe80::1]:8113", " 10.0.0.7:9000 "]);
    fuzz("addresses", CASES, &text(good), |typed| {
        let (host, _) = host_and_port(&typed);
        assert!(host.len() <= typed.len());
    });
    fuzz("addresses as they are shown", CASES, &any::<(IpAddr, u16)>(), |(ip, port)| {
        assert_eq!(host_and_port(&shown(ip, port)), (ip.to_string(), port));
    });
}

#[test]
fn tokens_and_heads() {
    let token = "0123456789abcdef".repeat(4);
    let head = format!("12:{token}");
    fuzz("tokens and heads", CASES, &text(vec![token, head]), |typed| {
        let is_token = typed.len() == 64 && typed.chars().all(|c| c.is_ascii_hexdigit());
        assert_eq!(Token::parse(&typed).is_some(), is_token, "{typed:?}");
        if let Some(read) = verify::parse_head(&typed) {
            let said = format!("{}:{}", read.seq.0, read.hash);
            assert_eq!(verify::parse_head(&said), Some(read), "{typed:?}");
        }
    });
}
