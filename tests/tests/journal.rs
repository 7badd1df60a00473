//! Event JSON is for ever: every shape ever written must be read, mean the same, and lose nothing.
//!
//! `tests/journal/KIND.json` holds real rows of a journal, one file for each kind of event. Together they are one
//! whole journal. A new shape adds rows to a file or a file; what is there stays as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may panic

use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::call::Call;
use kentongan_rules::clock::ClockOutcome;
use kentongan_rules::event::{Event, Meta, Stream};
use kentongan_rules::fold;
use kentongan_rules::id::{CallId, TicketId};
use kentongan_rules::photo::PhotoId;
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::{AssignmentState, Ticket, TicketState};
use kentongan_rules::time::{At, Seq};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    seq: Seq,
    stream: String,
    at: At,
    recorded_at: At,
    actor: Actor,
    data: Value,
}

/// Every row, in the order of the journal, with the name of its file.
fn rows() -> Vec<(String, Row)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("journal");
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let found: Vec<Row> = serde_json::from_str(&text).unwrap_or_else(|why| panic!("{kind}: {why}"));
        assert!(!found.is_empty(), "{kind} holds no row");
        rows.extend(found.into_iter().map(|row| (kind.clone(), row)));
    }
    rows.sort_by_key(|(_, row)| row.seq);
    rows
}

fn event(kind: &str, row: &Row) -> Event {
    serde_json::from_value(row.data.clone()).unwrap_or_else(|why| panic!("{kind}, seq {}: {why}", row.seq.0))
}

/// The kinds that this version knows, as it names them itself when it meets one that it does not know.
fn known_kinds() -> BTreeSet<String> {
    let why = serde_json::from_str::<Event>(r#"{"kind":"?"}"#).unwrap_err().to_string();
    let (_, listed) = why.split_once("expected one of ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_event_has_a_file_and_every_file_a_kind() {
    let files: BTreeSet<String> = rows().into_iter().map(|(kind, _)| kind).collect();
    let known = known_kinds();
    assert!(known.len() >= 40, "the list of kinds was not found: {known:?}");
    assert_eq!(files, known);
}

#[test]
fn every_row_is_read_as_its_kind_and_loses_nothing() {
    for (kind, row) in rows() {
        let event = event(&kind, &row);
        assert_eq!(event.kind(), kind);
        let written = serde_json::to_value(&event).unwrap();
        // A field that came later is added where it was absent; nothing that was there is changed or dropped.
        assert_eq!(lost(&row.data, &written), None, "{kind}, seq {}", row.seq.0);
        assert_eq!(serde_json::from_value::<Event>(written).unwrap(), event);
    }
}

/// The first value of `old` that `new` does not have.
fn lost<'v>(old: &'v Value, new: &Value) -> Option<&'v Value> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.iter().find_map(|(key, value)| lost(value, new.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            old.iter().zip(new).find_map(|(old, new)| lost(old, new))
        }
        (old, new) => (old != new).then_some(old),
    }
}

#[test]
fn what_is_lost_is_seen() {
    let value = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    let old = value(r#"{"a":1,"b":[{"c":2}]}"#);
    assert_eq!(lost(&old, &value(r#"{"a":1,"b":[{"c":2,"later":3}],"later":4}"#)), None);
    for changed in
        [r#"{"a":1,"b":[{"c":3}]}"#, r#"{"b":[{"c":2}]}"#, r#"{"a":1,"b":[]}"#, r#"{"a":1,"b":null}"#]
    {
        assert!(lost(&old, &value(changed)).is_some(), "{changed}");
    }
}

#[test]
fn the_rows_are_one_journal_and_fold_to_what_they_meant() {
    let rows = rows();
    let seqs: Vec<i64> = rows.iter().map(|(_, row)| row.seq.0).collect();
    assert_eq!(seqs, (1..=rows.len() as i64).collect::<Vec<_>>());
    let mut setup = Setup::default();
    let mut calls: BTreeMap<CallId, Option<Call>> = BTreeMap::new();
    let mut tickets: BTreeMap<TicketId, Option<Ticket>> = BTreeMap::new();
    let mut lengths: BTreeMap<String, u32> = BTreeMap::new();
    for (kind, row) in &rows {
        let event = event(kind, row);
        let stream = Stream::parse(&row.stream).unwrap();
        assert_eq!(stream.name(), row.stream);
        *lengths.entry(row.stream.clone()).or_default() += 1;
        let meta = Meta { seq: row.seq, at: row.at, recorded_at: row.recorded_at, actor: row.actor.clone() };
        match &stream {
            Stream::Call(id) => fold::call(calls.entry(*id).or_default(), &event, &meta),
            Stream::Ticket(id) | Stream::Clock(id) => {
                fold::ticket(tickets.entry(*id).or_default(), &stream, &event, &meta);
            }
            _ => fold::setup(&mut setup, &stream, &event, &meta),
        }
    }
    let tickets: BTreeMap<String, Ticket> =
        tickets.into_values().flatten().map(|t| (t.number.0.clone(), t)).collect();
    for ticket in tickets.values() {
        assert_eq!(ticket.length, lengths[&format!("ticket/{}", ticket.id)]);
        assert_eq!(ticket.clock_length, lengths.get(&format!("clock/{}", ticket.id)).map_or(0, |n| *n));
    }
    for call in calls.into_values().flatten() {
        assert_eq!(call.version, lengths[&format!("call/{}", call.id)]);
    }
    for (stream, length) in &setup.lengths {
        assert_eq!(lengths[stream], *length);
    }
    let outcomes = |number: &str| -> Vec<Option<ClockOutcome>> {
        tickets[number].clocks.iter().map(|clock| clock.outcome).collect()
    };
    use ClockOutcome::{Attempted, Cancelled, Interim, Met, Missed};
    let fire = &tickets["SDA-261126-2-01"];
    assert_eq!((fire.version, fire.state(), fire.cycle), (10, TicketState::Closed, 2));
    let states: Vec<AssignmentState> = fire.assignments.iter().map(|a| a.state).collect();
    use AssignmentState::{Done, NotNeeded, Returned};
    assert_eq!(states, [Done, Returned, NotNeeded, Done]);
    assert_eq!(
        outcomes("SDA-261126-2-01"),
        [Missed, Met, Met, Met, Cancelled, Cancelled, Cancelled, Cancelled, Cancelled].map(Some)
    );
    let noise = &tickets["SDA-261126-4-01"];
    assert_eq!((noise.version, noise.state(), noise.answers.len()), (3, TicketState::Open, 4));
    assert_eq!(
        outcomes("SDA-261126-4-01"),
        [
            Some(Cancelled),
            Some(Interim),
            Some(Missed),
            Some(Cancelled),
            Some(Cancelled),
            None,
            Some(Attempted)
        ]
    );
    // A lamp: work that stood still, and alarms that were taken back.
    assert_eq!(outcomes("SDA-261126-2-02"), [None, Some(Missed), Some(Met), Some(Met)]);
    let lamp = &tickets["SDA-261126-2-02"];
    assert_eq!((lamp.state(), lamp.clocks[2].pauses.len()), (TicketState::Done, 1));
    assert!(lamp.clocks[0].fired.iter().all(|f| f.suspect && f.withdrawn_at.is_some()));
    assert_eq!(lamp.clocks[0].fired.iter().flat_map(|f| &f.deliveries).filter(|d| d.to.is_some()).count(), 1);
    assert_eq!((setup.policy.version, setup.people.len(), setup.region.prefix.as_str()), (2, 3, "SDA"));
    // Made an operator and a liaison again: it is told by whom, and rights are counted from the last.
    assert_eq!(setup.people[2].agency, Some("DAMKAR".into()));
    assert_eq!(setup.people[2].name, "Bayu Aji");
    let [first, last] = &setup.person_changes[..] else { panic!("two changes") };
    assert_eq!(
        (first.before.name.as_str(), first.by.as_str(), first.after.role),
        ("Bayu", "Hana", Role::Operator)
    );
    assert_eq!(setup.rights_since(last.person), last.seq);
    assert!(setup.last_backup.as_ref().is_some_and(|backup| backup.failed.is_some()));
    // Plans that were changed count it, and what was left out of one is known.
    assert_eq!(setup.plan_version("R-03"), 4);
    assert_eq!(lamp.left_out, ["BPBD".into(), "POLRESTA".into()]);
    // What a caller answered, and what is asked since: of one category alone.
    let tree = &tickets["SDA-261126-2-03"];
    assert_eq!(tree.asked.iter().filter_map(|one| one.answer.as_deref()).collect::<Vec<_>>(), ["Ya"]);
    assert!(fire.asked.is_empty());
    let [trimming] = &setup.region.questions[..] else { panic!("one category") };
    assert_eq!((trimming.category.as_str(), trimming.questions.len()), ("INF-PHN", 2));
    // A setting that came later was on until it was switched off.
    assert!(!setup.settings.sound);
    assert_eq!(setup.settings.unmask_minutes, 45);
    assert_eq!(setup.settings.lock_minutes, 30);
    assert!(lamp.answers[0].given.although.is_some());
    // Done, and shown by two photos.
    assert_eq!(lamp.assignments[1].photos, [PhotoId([1; 32]), PhotoId([0xa5; 32])]);
    // A word learnt, a lesson turned down; what was switched off is as the list has it again.
    let own: Vec<&str> = setup.region.cue_changes.iter().map(|change| change.cue.phrase.as_str()).collect();
    assert_eq!(own, ["grobyak", "kepyur"]);
    // Text that went by schedule, and how it went at a place that was not plugged in.
    assert!(fire.is_erased() && fire.narrative.is_none() && fire.reporter.number.is_none());
    assert!(setup.numbers.is_empty());
    assert_eq!(setup.erasures.iter().map(|run| run.count.texts).collect::<Vec<_>>(), [5]);
    assert!(setup.backups["/media/stik"].good.is_none() && setup.backups[""].good.is_some());
    assert!(setup.backup_asked.is_some() && setup.erasing_since.is_some());
    // Who is on duty: what was taken back is nobody's, and what was told of the next shift stays as it was told.
    let [night] = &setup.roster[..] else { panic!("one shift") };
    assert_eq!((night.day.to_string().as_str(), night.people.len()), ("2026-11-27", 2));
    let told = setup.handover.as_ref().and_then(|last| last.next.as_ref()).unwrap();
    assert_eq!(told.iter().map(|one| one.gone).collect::<Vec<_>>(), [false, true]);
    let lapor = setup.region.agency(&"LAPOR".into()).unwrap();
    assert!(lapor.contact.hours.is_some() && lapor.on_call.len() == 2);
    // Put back once; what a desk had seen beyond is known, and somebody took note of it.
    let [loss] = &setup.losses[..] else { panic!("one loss") };
    assert!(loss.restored && loss.noted.is_some() && loss.seen(1, "261127") == 4);
    assert_eq!(loss.desks.iter().map(|saw| (saw.desk, saw.told_again)).collect::<Vec<_>>(), [(2, 6)]);
}
