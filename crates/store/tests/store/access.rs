//! The record of who opened restricted cases, and what is open to whom while it lasts.

use crate::ground::{FIRE, Ground, auditor, operator, supervisor, tag};
use kentongan_rules::access::{AccessReason, Unmask};
use kentongan_rules::command::Command;
use kentongan_rules::id::TicketId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::search::Search;
use kentongan_rules::time::{Seq, Span};
use kentongan_store::{FaultCode, OpenOptions, Reader, Sqlite, Verdict};

const WHY: &str = "ibunya menelepon lagi";
const HALF_AN_HOUR: Span = Span::minutes(30);

fn unmask(ticket: TicketId) -> Command<String> {
    Command::Unmask(Unmask { ticket, reason: AccessReason::CallerAgain, note: WHY.to_owned() })
}

/// A restricted case of operator 1's, which operator 2 has opened.
fn opened() -> (Ground, TicketId) {
    let mut ground = Ground::new();
    let ticket = ground.open("KAM-KDR", &FIRE);
    ground.ok(operator(2), unmask(ticket));
    (ground, ticket)
}

/// Does operator `no` read the case, in every way there is to it?
fn reads(ground: &mut Ground, ticket: TicketId, no: u128) -> bool {
    let (who, now) = (operator(no), ground.now);
    let reader = &mut ground.reader;
    let row = reader.ticket(ticket, &who, now).unwrap().unwrap().ticket;
    let reads = !row.masked;
    assert_eq!(row.narrative.is_some(), reads);
    let board = reader.board(&who, now).unwrap().tickets;
    assert_eq!(board.iter().find(|row| row.id == ticket), Some(&row));
    assert_eq!(reader.changes(Seq(0), &who, now).unwrap().rows[0], row);
    let found = reader.find(&Search::of("gudang"), None, &who, now).unwrap().hits;
    assert_eq!(found.len(), usize::from(reads));
    let caller = reader.caller(&tag(FIRE.number), &who, now).unwrap();
    assert_eq!((caller.hits.len(), caller.calls.len()), (usize::from(reads), usize::from(reads)));
    reads
}

#[test]
fn what_was_opened_is_read_by_who_asked_until_its_time_is_up() {
    let (mut ground, ticket) = opened();
    let until = ground.now + HALF_AN_HOUR;
    assert!(reads(&mut ground, ticket, 2) && !reads(&mut ground, ticket, 3));
    let open_until = |ground: &mut Ground, no| {
        ground.reader.ticket(ticket, &operator(no), ground.now).unwrap().unwrap().ticket.open_until
    };
    assert_eq!((open_until(&mut ground, 2), open_until(&mut ground, 1)), (Some(until), None));
    ground.pass(Span(HALF_AN_HOUR.0 - 1_000));
    assert!(reads(&mut ground, ticket, 2));
    ground.pass(Span::seconds(1));
    assert!(!reads(&mut ground, ticket, 2));
    // Asked again, it is open again, and recorded again.
    ground.ok(operator(2), unmask(ticket));
    assert!(reads(&mut ground, ticket, 2));
    assert_eq!(ground.reader.access(None).unwrap().rows.len(), 2);
}

#[test]
fn another_case_stays_masked() {
    let (mut ground, _) = opened();
    let other = ground.open("KAM-KDR", &crate::ground::Said { number: "0812-0000-0444", ..FIRE });
    let row = ground.reader.ticket(other, &operator(2), ground.now).unwrap().unwrap().ticket;
    assert!(row.masked);
}

#[test]
fn to_open_a_case_moves_nothing_in_the_journal() {
    let mut ground = Ground::new();
    let ticket = ground.open("KAM-KDR", &FIRE);
    let head = ground.reader.head().unwrap();
    assert_eq!(ground.ok(operator(2), unmask(ticket)), head.seq);
    ground.ok(supervisor(), Command::LookAtAccess { to: 1 });
    assert_eq!(ground.reader.head().unwrap(), head);
    let tail = ground.reader.changes(head.seq, &supervisor(), ground.now).unwrap();
    assert!(tail.rows.is_empty() && tail.lines.is_empty() && !tail.setup);
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn the_record_says_who_why_and_until_when_and_is_new_until_looked_at() {
    let (mut ground, ticket) = opened();
    let page = ground.reader.access(None).unwrap();
    let row = &page.rows[0];
    assert_eq!((row.by.as_str(), row.desk, row.ticket, row.no), ("Operator 2", 2, ticket, 1));
    assert_eq!((row.at, row.until), (ground.now, ground.now + HALF_AN_HOUR));
    assert_eq!((row.reason, row.note.as_deref()), (AccessReason::CallerAgain, Some(WHY)));
    assert!(row.unseen && page.unseen == 1 && !page.more);
    ground.ok(operator(3), unmask(ticket));
    // Looked at up to the first; the mark of a row that is not there yet counts for nothing.
    ground.ok(supervisor(), Command::LookAtAccess { to: 1 });
    let page = ground.reader.access(None).unwrap();
    assert_eq!(page.rows.iter().map(|row| row.unseen).collect::<Vec<_>>(), [true, false]);
    ground.ok(supervisor(), Command::LookAtAccess { to: 4_000_000 });
    assert_eq!(ground.reader.access(None).unwrap().unseen, 0);
    ground.ok(operator(2), unmask(ticket));
    assert_eq!(ground.reader.access(None).unwrap().unseen, 1);
    let older = ground.reader.access(Some(2)).unwrap().rows;
    assert_eq!(older.iter().map(|row| row.no).collect::<Vec<_>>(), [1]);
}

#[test]
fn on_the_case_it_is_told_to_who_handles_it_and_ones_own_to_oneself() {
    let (mut ground, ticket) = opened();
    ground.ok(operator(3), unmask(ticket));
    for (who, told) in [
        (operator(1), 2),
        (supervisor(), 2),
        (auditor(), 2),
        (operator(2), 1),
        (operator(3), 1),
        (operator(4), 0),
    ] {
        let page = ground.reader.ticket(ticket, &who, ground.now).unwrap().unwrap();
        assert_eq!(page.opened.len(), told, "{}", who.name);
    }
}

#[test]
fn who_reads_it_anyway_has_nothing_to_ask() {
    let mut ground = Ground::new();
    let (secret, fire) = (ground.open("KAM-KDR", &FIRE), ground.open("KBR-BGN", &FIRE));
    for (who, ticket) in [(operator(1), secret), (supervisor(), secret), (operator(2), fire)] {
        assert_eq!(ground.act(who, unmask(ticket)), Verdict::Refused(Refusal::NothingChanged));
    }
    let who = auditor();
    assert_eq!(ground.act(who, unmask(secret)), Verdict::Refused(Refusal::NotAllowed));
    assert!(ground.reader.access(None).unwrap().rows.is_empty());
}

#[test]
fn the_record_takes_nothing_but_the_next_row() {
    let (mut ground, ticket) = opened();
    ground.ok(operator(2), unmask(ticket));
    let raw = ground.raw();
    for sql in [
        "UPDATE access SET until = until + 1 WHERE no = 1",
        "DELETE FROM access WHERE no = 2",
        "INSERT OR REPLACE INTO access SELECT 1, at, actor, person, x'01', kind, ticket, until, data, hash FROM access WHERE no = 1",
        "INSERT INTO access SELECT 9, at, actor, person, x'02', kind, ticket, until, data, hash FROM access WHERE no = 1",
    ] {
        assert!(raw.execute(sql, []).unwrap_err().to_string().contains("append_only"), "{sql}");
    }
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn every_changed_column_of_the_record_is_a_fault_and_a_room_does_not_open_on_it() {
    for set in [
        "at = at + 1",
        "actor = replace(actor, 'Operator 2', 'Operator 3')",
        "person = x'00112233445566778899aabbccddeeff'",
        "command = x'00112233445566778899aabbccddeeff'",
        "kind = 'looked'",
        "ticket = NULL",
        "until = until + 60000",
        "data = replace(data, 'caller_again', 'agency_asks')",
        "hash = zeroblob(32)",
    ] {
        let (mut ground, _) = opened();
        damage(&ground, &format!("UPDATE access SET {set} WHERE no = 1"));
        assert_eq!(codes(&mut ground), [FaultCode::Access], "{set}");
        assert!(Sqlite::open(&ground.path(), &OpenOptions::default()).is_err(), "{set}");
    }
    let (mut ground, ticket) = opened();
    ground.ok(operator(2), unmask(ticket));
    damage(&ground, "DELETE FROM access WHERE no = 1");
    assert_eq!(codes(&mut ground), [FaultCode::Access]);
    let (mut ground, _) = opened();
    damage(&ground, &format!("UPDATE sealed SET text = 'lain' WHERE text = '{WHY}'"));
    assert_eq!(codes(&mut ground), [FaultCode::TextChanged]);
    damage(&ground, "DELETE FROM sealed WHERE text = 'lain'");
    assert_eq!(codes(&mut ground), [FaultCode::TextAbsent]);
}

fn damage(ground: &Ground, sql: &str) {
    let guards = "DROP TRIGGER IF EXISTS access_update; DROP TRIGGER IF EXISTS access_delete;";
    ground.raw().execute_batch(&format!("{guards} {sql};")).unwrap();
}

fn codes(ground: &mut Ground) -> Vec<FaultCode> {
    ground.verify().faults.into_iter().map(|fault| fault.code).collect()
}

#[test]
fn a_copy_keeps_the_record() {
    let (mut ground, _) = opened();
    let page = ground.reader.access(None).unwrap();
    let path = ground.folder.path().join("copy.db");
    ground.reader.copy_to(&path).unwrap();
    let mut copy = Reader::open(&path, &OpenOptions::default()).unwrap();
    assert_eq!(copy.access(None).unwrap(), page);
    assert_eq!(copy.verify(None).unwrap().faults, []);
}

/// A room of the first version: its file has no record of access.
#[test]
fn a_room_of_the_first_version_is_brought_up_to_date_and_reads_the_same() {
    let mut ground = Ground::new();
    let ticket = ground.open("KAM-KDR", &FIRE);
    let raw = ground.raw();
    raw.execute_batch(
        "DROP INDEX ticket_to_erase; DROP INDEX call_to_erase; DROP INDEX sealed_ticket;
         DROP INDEX journal_reviewed; DROP INDEX ticket_reach; DROP INDEX ticket_changed; DROP INDEX journal_reported;
         ALTER TABLE ticket DROP COLUMN reach;
         ALTER TABLE ticket DROP COLUMN erased; ALTER TABLE call DROP COLUMN erased;
         DROP TABLE access; DROP TABLE photo; DROP TABLE session; DROP TABLE facet; DROP TABLE facet_agency;
         PRAGMA user_version = 1;",
    )
    .unwrap();
    let first = rusqlite::Connection::open_in_memory().unwrap();
    first.execute_batch(include_str!("../../migrations/0001_first.sql")).unwrap();
    assert_eq!(schema(&raw), schema(&first));

    // Read before it is brought up to date, as `verify` and a restore do.
    let look = |reader: &mut Reader, now| {
        let who = operator(2);
        (reader.board(&who, now).unwrap(), reader.setup().unwrap(), reader.head().unwrap())
    };
    let mut reader = Reader::open(&ground.path(), &OpenOptions::default()).unwrap();
    assert_eq!(reader.verify(None).unwrap().faults, []);
    let before = look(&mut reader, ground.now);
    let copy = ground.folder.path().join("old.db");
    reader.copy_to(&copy).unwrap();

    ground.store = Sqlite::open(&ground.path(), &OpenOptions::default()).unwrap();
    ground.reader = ground.store.reader().unwrap();
    assert_eq!(look(&mut ground.reader, ground.now), before);
    assert_eq!(ground.verify().faults, []);
    ground.ok(operator(2), unmask(ticket));
    assert!(reads(&mut ground, ticket, 2));
}

fn schema(connection: &rusqlite::Connection) -> Vec<String> {
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
