//! Photos beside a ticket: taken in, named, looked at, and gone with it to the last byte.

use crate::ground::{FIRE, Ground, auditor, operator, supervisor};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Execute, Progress};
use kentongan_rules::erasure::Erasable;
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{AssignmentRole, Channel, Sending};
use kentongan_rules::time::Span;
use kentongan_store::{
    FaultCode, Job, MOST_WAITING, OpenOptions, PHOTO_WAITS, PhotoTaken, Sqlite, Store, Told, Verdict,
    photo_id,
};
use uuid::Uuid;

/// As long as a photo, and unlike any other.
fn picture(no: u8) -> Vec<u8> {
    format!("Qvorzal{no} ").repeat(9_000).into_bytes()
}

fn fire(ground: &mut Ground) -> TicketId {
    let ticket = ground.open("KBR-BGN", &FIRE);
    let sending = Sending {
        agency: "DAMKAR".into(),
        role: AssignmentRole::Lead,
        channel: Channel::Radio,
        recipient: "Bowo".to_owned(),
    };
    let assign = Command::Assign {
        ticket,
        seen: 1,
        plan: String::new(),
        to: vec![sending],
        departures: None,
        at: None,
    };
    ground.ok(operator(1), assign);
    ticket
}

fn finish(ticket: TicketId, photos: Vec<PhotoId>) -> Command<String> {
    let step = Progress { ticket, assignment: 1, seen: 1, by: "Bowo".to_owned(), at: None };
    Command::Finish { step, evidence: Some("padam".to_owned()), photos }
}

fn give(ground: &mut Ground, ticket: TicketId, no: u8, by: &Actor) -> PhotoTaken {
    ground.store.take_photo(ticket, &picture(no), by, ground.now).unwrap()
}

fn given(ground: &mut Ground, ticket: TicketId, no: u8) -> PhotoId {
    match give(ground, ticket, no, &operator(1)) {
        PhotoTaken::Kept(id) => id,
        other => panic!("{other:?}"),
    }
}

fn look(ground: &mut Ground, ticket: TicketId, photo: PhotoId, by: &Actor) -> Option<Vec<u8>> {
    let id = CommandId(ground.mint());
    ground.store.look_at_photo(PhotoOf { ticket, photo }, by, ground.now, id).unwrap()
}

/// Fires of one photo each.
fn shown(ground: &mut Ground) -> (TicketId, PhotoId) {
    let ticket = fire(ground);
    let photo = given(ground, ticket, 1);
    ground.ok(operator(1), finish(ticket, vec![photo]));
    (ticket, photo)
}

fn lies_about(ground: &Ground, no: u8) -> bool {
    let word = format!("Qvorzal{no} ").into_bytes();
    std::fs::read_dir(ground.folder.path()).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        String::from_utf8_lossy(&bytes).contains(std::str::from_utf8(&word).unwrap())
    })
}

#[test]
fn it_is_named_by_its_bytes_and_only_where_it_was_given() {
    let mut ground = Ground::new();
    let (here, elsewhere) = (fire(&mut ground), fire(&mut ground));
    let photo = given(&mut ground, here, 1);
    assert_eq!((photo, given(&mut ground, here, 1)), (photo_id(&picture(1)), photo));
    let other = ground.act(operator(1), finish(elsewhere, vec![photo]));
    assert_eq!(other, Verdict::Refused(Refusal::UnknownPhoto));
    ground.ok(operator(1), finish(here, vec![photo]));
    assert_eq!(ground.row(here).assignments[0].photos, [photo]);
    let journal: String =
        ground.raw().query_row("SELECT group_concat(data) FROM journal", [], |row| row.get(0)).unwrap();
    assert!(journal.contains(&photo.to_string()) && !journal.contains("Qvorzal"));
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn what_nobody_named_is_no_photo_yet_and_goes_after_a_day() {
    let mut ground = Ground::new();
    let ticket = fire(&mut ground);
    let photo = given(&mut ground, ticket, 7);
    assert_eq!(look(&mut ground, ticket, photo, &supervisor()), None);
    assert_eq!(ground.verify().faults, []);
    ground.pass(PHOTO_WAITS);
    let gone = |ground: &mut Ground| ground.store.let_photos_go(ground.now - PHOTO_WAITS).unwrap();
    assert_eq!((gone(&mut ground), lies_about(&ground, 7)), (0, true));
    ground.pass(Span::minutes(1));
    assert_eq!(gone(&mut ground), 1);
    assert!(ground.store.empty_log().unwrap());
    assert!(!lies_about(&ground, 7));
    let late = ground.act(operator(1), finish(ticket, vec![photo]));
    assert_eq!(late, Verdict::Refused(Refusal::UnknownPhoto));
    let again = given(&mut ground, ticket, 7);
    ground.ok(operator(1), finish(ticket, vec![again]));
    ground.pass(Span::hours(1_000));
    assert_eq!(gone(&mut ground), 0);
}

#[test]
fn one_person_does_not_fill_the_disk() {
    let mut ground = Ground::new();
    let ticket = fire(&mut ground);
    for no in 0..MOST_WAITING as u8 {
        given(&mut ground, ticket, no);
    }
    assert_eq!(give(&mut ground, ticket, 99, &operator(1)), PhotoTaken::TooManyWait);
    assert!(matches!(give(&mut ground, ticket, 99, &operator(2)), PhotoTaken::Kept(_)));
    assert!(matches!(give(&mut ground, ticket, 3, &operator(1)), PhotoTaken::Kept(_)), "it is there");
}

#[test]
fn who_may_give_and_who_may_look() {
    let mut ground = Ground::new();
    let (ticket, photo) = shown(&mut ground);
    let open = fire(&mut ground);
    let of = |role, agency: Option<&str>| Actor { role, agency: agency.map(Into::into), ..operator(4) };
    let liaison = |agency| of(Role::Liaison, Some(agency));
    assert!(matches!(give(&mut ground, open, 2, &liaison("DAMKAR")), PhotoTaken::Kept(_)));
    for nobody in [liaison("PLN"), auditor(), of(Role::Administrator, None), Actor::desk(1), Actor::wall()] {
        assert_eq!(give(&mut ground, open, 2, &nobody), PhotoTaken::NoTicket, "{nobody:?}");
        assert_eq!(look(&mut ground, ticket, photo, &nobody), None, "{nobody:?}");
    }
    assert_eq!(give(&mut ground, TicketId(Uuid::nil()), 2, &operator(1)), PhotoTaken::NoTicket);
    for reader in [operator(5), supervisor(), liaison("DAMKAR")] {
        assert_eq!(look(&mut ground, ticket, photo, &reader), Some(picture(1)), "{reader:?}");
    }
}

#[test]
fn a_look_is_written_down_once_in_a_while() {
    let mut ground = Ground::new();
    let (ticket, photo) = shown(&mut ground);
    let looks = |ground: &mut Ground, by: &Actor| {
        let page = ground.reader.ticket(ticket, by, ground.now).unwrap().unwrap();
        page.looked.into_iter().map(|look| (look.by, look.at)).collect::<Vec<_>>()
    };
    let head = ground.reader.head().unwrap();
    for minutes in [0, 10, 19, 2] {
        ground.pass(Span::minutes(minutes));
        look(&mut ground, ticket, photo, &operator(2)).unwrap();
    }
    look(&mut ground, ticket, photo, &supervisor()).unwrap();
    let by = |looks: Vec<(String, _)>| looks.into_iter().map(|(by, _)| by).collect::<Vec<_>>();
    assert_eq!(by(looks(&mut ground, &supervisor())), ["Pengawas", "Operator 2", "Operator 2"]);
    assert_eq!(looks(&mut ground, &auditor()).len(), 3);
    // Reading moves nothing, and is no opening of a restricted case.
    assert_eq!(ground.reader.head().unwrap(), head);
    assert!(ground.reader.access(None).unwrap().rows.is_empty());
    assert_eq!(ground.verify().faults, []);
    ground
        .raw()
        .execute_batch("DROP TRIGGER access_update; UPDATE access SET at = at - 1 WHERE no = 1")
        .unwrap();
    assert!(ground.verify().faults.iter().any(|fault| fault.code == FaultCode::Access));
}

#[test]
fn erased_with_its_ticket_and_no_byte_is_left() {
    let mut ground = Ground::new();
    let (ticket, photo) = shown(&mut ground);
    let other = fire(&mut ground);
    let stays = given(&mut ground, other, 5);
    ground.ok(operator(1), finish(other, vec![stays]));
    given(&mut ground, ticket, 2);
    assert!(lies_about(&ground, 1) && lies_about(&ground, 2), "the control");
    let copy = ground.folder.path().parent().unwrap().join(format!("{}.db", Uuid::now_v7()));
    ground.reader.copy_to(&copy).unwrap();

    ground.pass(Span::hours(1));
    let (erased_at, what) = (ground.now, Erasable::Ticket { ticket });
    ground.ok(Actor::clock(), Command::Erase { what, texts: Vec::new(), again: true });
    assert!(ground.store.empty_log().unwrap());
    assert!(!lies_about(&ground, 1) && !lies_about(&ground, 2) && lies_about(&ground, 5));
    assert_eq!(look(&mut ground, ticket, photo, &supervisor()), None);
    assert_eq!(ground.reader.returned(what, &[], erased_at).unwrap(), None);
    let faults = ground.verify().faults;
    assert!(faults.iter().all(|fault| fault.code == FaultCode::TextAbsent), "{faults:?}");

    // A backup from before has it, and the list says that it must go.
    let restored = Sqlite::open(&copy, &OpenOptions::default()).unwrap();
    let mut reader = restored.reader().unwrap();
    assert_eq!(reader.verify(None).unwrap().faults, []);
    assert!(reader.returned(what, &[], erased_at).unwrap().is_some());
    drop((reader, restored));
    std::fs::remove_file(copy).unwrap();
}

#[test]
fn verify_sees_what_was_done_to_a_photo() {
    for (sql, code) in [
        ("UPDATE photo SET bytes = CAST(bytes || x'00' AS BLOB)", FaultCode::PhotoChanged),
        ("DELETE FROM photo", FaultCode::PhotoAbsent),
        ("UPDATE photo SET ticket = zeroblob(16)", FaultCode::PhotoReturned),
    ] {
        let mut ground = Ground::new();
        shown(&mut ground);
        assert_eq!(ground.verify().faults, []);
        ground.raw().execute_batch(sql).unwrap();
        let faults = ground.verify().faults;
        assert!(faults.iter().any(|fault| fault.code == code), "{sql}: {faults:?}");
    }
}

#[test]
fn words_told_again_to_a_restored_room_are_taken_without_the_photo_it_lost() {
    let mut ground = Ground::new();
    let ticket = fire(&mut ground);
    let lost = photo_id(&picture(8));
    let told = Some(Told { at: ground.now, number: None });
    let job = ground.job(operator(1), finish(ticket, vec![lost]));
    let Job { command: Execute { command, .. }, .. } = &job;
    assert_eq!(command.photos(), [lost]);
    let verdict = ground.store.act(&[Job { told, ..job }]).unwrap().remove(0);
    assert!(matches!(verdict, Verdict::Receipt(_)), "{verdict:?}");
    let row = ground.row(ticket);
    assert_eq!((row.assignments[0].ending.as_deref(), row.assignments[0].photos.len()), (Some("padam"), 0));
}
