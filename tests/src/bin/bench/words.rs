//! P5: what is typed into the search of a large room, beside the same question to a plain full-text table.

use crate::large::Large;
use crate::{busy, middle, ms};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::search::{Filter, Search};
use kentongan_rules::ticket::TicketState;
use kentongan_rules::time::At;
use kentongan_store::{LONGEST_PAGE, OpenOptions, Reader};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

/// Each question is asked so often; its own middle counts.
const ASKED: usize = 5;

const WORDS: [&str; 24] = [
    "pohon",
    "banjir",
    "rumah",
    "tabrakan",
    "ular",
    "asap",
    "listrik",
    "motor",
    "truk",
    "ambulans",
    "pingsan",
    "maling",
    "tawon",
    "sungai",
    "jalan",
    "krian",
    "waru",
    "candi",
    "gas",
    "kabel",
    "anak",
    "ibu",
    "kebakaran",
    "999123",
];
const TWO: [&str; 16] = [
    "pohon tumbang",
    "rumah terbakar",
    "banjir masuk",
    "motor truk",
    "ular rumah",
    "kabel putus",
    "asap tebal",
    "lampu mati",
    "orang pingsan",
    "jalan rusak",
    "sungai meluap",
    "anak hilang",
    "tabrakan motor",
    "gas bocor",
    "sarang tawon",
    "bu krian",
];
/// Typed to their end, letter by letter from the second on.
const TYPED: [&str; 8] =
    ["kebakaran", "tumbang", "banjir", "tabrakan", "sidoarjo", "gedangan", "pingsan", "listrik"];

pub async fn words(folder: &Path, tickets: i64) {
    let large = Large::of(&folder.join("searched"), tickets).await;
    let prefixes: Vec<String> =
        TYPED.iter().flat_map(|word| (2..=word.len()).map(|letters| word[..letters].to_owned())).collect();
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let (mut all_ours, mut all_raw) = (Vec::new(), Vec::new());
    for (name, questions) in [("word", owned(&WORDS)), ("two words", owned(&TWO)), ("as typed", prefixes)] {
        let (mut ours, mut raw) = ask(&large, &questions);
        all_ours.extend(&ours);
        all_raw.extend(&raw);
        tell(name, tickets, &mut ours, &mut raw, "");
    }
    tell("all", tickets, &mut all_ours, &mut all_raw, " (goal 1.5)");
    filtered(&large, tickets);
}

fn tell(name: &str, tickets: i64, ours: &mut [Duration], raw: &mut [Duration], goal: &str) {
    println!(
        "P5 {name} of {tickets}: p50 {:.2} ms, raw {:.2}; p95 {:.2} ms, raw {:.2}, ratio {:.2}{goal}{}",
        ms(middle(ours)),
        ms(middle(raw)),
        ms(p95(ours)),
        ms(p95(raw)),
        p95(ours).as_secs_f64() / p95(raw).as_secs_f64(),
        busy()
    );
}

fn p95(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[(times.len() * 95 / 100).min(times.len() - 1)]
}

/// Ours and the floor in turns, so that both find the same machine.
fn ask(large: &Large, questions: &[String]) -> (Vec<Duration>, Vec<Duration>) {
    let mut reader = Reader::open(&large.database, &OpenOptions::default()).unwrap();
    let plain = Connection::open(&large.plain).unwrap();
    let viewer = Actor { role: Role::Supervisor, ..Actor::desk(1) };
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for question in questions {
        let (mut own, mut floor) = (Vec::new(), Vec::new());
        for _ in 0..ASKED {
            let began = Instant::now();
            let found = reader.find(&Search::of(question), None, &viewer, At(0)).unwrap();
            own.push(began.elapsed());
            let began = Instant::now();
            let rows = raw(&plain, question);
            floor.push(began.elapsed());
            assert_eq!(
                found.hits.len(),
                rows.min(LONGEST_PAGE),
                "void: {question:?} found other than the floor"
            );
        }
        ours.push(middle(&mut own));
        floors.push(middle(&mut floor));
    }
    (ours, floors)
}

fn raw(plain: &Connection, question: &str) -> usize {
    let quoted: Vec<String> = question.split_whitespace().map(|word| format!("\"{word}\"*")).collect();
    let sql = "SELECT rowid, text FROM plain WHERE plain MATCH ?1 ORDER BY rowid DESC LIMIT 21";
    let mut statement = plain.prepare_cached(sql).unwrap();
    let rows = statement.query_map([quoted.join(" ")], |row| row.get::<_, String>(1)).unwrap();
    rows.map(Result::unwrap).count()
}

/// With a filter there is no floor to hold it against: how long a person waits.
fn filtered(large: &Large, tickets: i64) {
    let mut reader = Reader::open(&large.database, &OpenOptions::default()).unwrap();
    let setup = reader.setup().unwrap();
    let village = &setup.region.villages[40];
    let viewer = Actor { role: Role::Supervisor, ..Actor::desk(1) };
    let none = Filter::default;
    let open = Filter { state: Some(TicketState::Open), ..none() };
    let place = Filter { village: Some(village.code.clone()), ..none() };
    let rare = Filter { severity: Some(kentongan_rules::region::Severity::Low), late: true, ..none() };
    for (name, text, filter) in [
        ("open, word", "pohon", open.clone()),
        ("open, rare word", "999123", open),
        ("place", "", place.clone()),
        ("place, word", "rumah", place),
        ("what nothing has", "", rare.clone()),
        ("what nothing has, word", "rumah", rare),
    ] {
        let search = Search { filter, ..Search::of(text) };
        let mut times: Vec<Duration> = (0..ASKED)
            .map(|_| {
                let began = Instant::now();
                reader.find(&search, None, &viewer, At(0)).unwrap();
                began.elapsed()
            })
            .collect();
        println!("P5 filtered of {tickets}, {name}: {:.2} ms", ms(middle(&mut times)));
    }
}
