//! What a joined desk's tickets are called, on its own disk and as its room tells it.

use crate::ground::{FIRE, Ground, MORNING, operator};
use kentongan_rules::id::{CommandId, TicketId, TicketNumber};
use kentongan_rules::time::Seq;
use kentongan_store::{DeskStore, OpenOptions, Standing, Store, Verdict};
use std::path::Path;
use uuid::Uuid;

fn opened(path: &Path) -> DeskStore {
    DeskStore::open(path, &OpenOptions::default()).unwrap()
}

fn id(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

fn number(count: u32) -> TicketNumber {
    TicketNumber::new("SDA", (2026, 11, 23), 2, count)
}

fn count(desk: &mut DeskStore) -> u32 {
    desk.counted(MORNING, 420, 0).unwrap()
}

/// Of one command: where it stands, and what its ticket is called.
fn stands(desk: &mut DeskStore, n: u128) -> (Standing, Option<TicketNumber>) {
    let posted = desk.find(id(n)).unwrap().unwrap();
    (posted.standing, posted.number)
}

#[test]
fn whatever_names_a_ticket_counts_it_once_and_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let mut desk = opened(&path);
    for n in 1..=4 {
        desk.write(id(n), MORNING, b"sealed").unwrap();
    }
    // The reply, its news, and the reply of the same once more.
    desk.done(id(1), Some(&number(1)), MORNING).unwrap();
    desk.number(&[(Some(id(1)), number(1))]).unwrap();
    desk.done(id(1), Some(&number(1)), MORNING).unwrap();
    assert_eq!((stands(&mut desk, 1), count(&mut desk)), ((Standing::Done, Some(number(1))), 1));
    // News whose reply is lost: counted, and not done with.
    desk.number(&[(Some(id(2)), number(2))]).unwrap();
    assert_eq!((stands(&mut desk, 2), count(&mut desk)), ((Standing::Written, Some(number(2))), 2));
    // Held under a number of this desk, which stays whatever the room says.
    desk.hold(id(3), Some(&number(3)), "ab12").unwrap();
    desk.number(&[(Some(id(3)), number(5))]).unwrap();
    assert_eq!((stands(&mut desk, 3), count(&mut desk)), ((Standing::Held, Some(number(3))), 5));
    // An older one, of which this desk knows nothing, and another day's.
    desk.number(&[(None, number(4))]).unwrap();
    desk.number(&[(None, TicketNumber::new("SDA", (2026, 11, 22), 2, 40))]).unwrap();
    assert_eq!(count(&mut desk), 5);
    // What opens no ticket counts none.
    desk.done(id(4), None, MORNING).unwrap();
    drop(desk);
    let mut desk = opened(&path);
    assert_eq!((stands(&mut desk, 4), count(&mut desk)), ((Standing::Done, None), 5));
}

#[test]
fn a_number_is_given_again_only_if_nobody_has_it_and_it_was_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = opened(&folder.path().join("desk.db"));
    for n in 1..=3 {
        desk.write(id(n), MORNING, b"sealed").unwrap();
    }
    desk.hold(id(1), Some(&number(1)), "ab12").unwrap();
    desk.undo(id(1), Some(&number(1)), "why", MORNING).unwrap();
    assert_eq!((stands(&mut desk, 1), count(&mut desk)), ((Standing::Aside, None), 0));
    // The room calls it so.
    desk.hold(id(2), Some(&number(1)), "ab12").unwrap();
    desk.undo(id(2), None, "why", MORNING).unwrap();
    assert_eq!((stands(&mut desk, 2), count(&mut desk)), ((Standing::Aside, Some(number(1))), 1));
    // The room has counted on meanwhile.
    desk.hold(id(3), Some(&number(2)), "ab12").unwrap();
    desk.counted(MORNING, 420, 3).unwrap();
    desk.undo(id(3), Some(&number(2)), "why", MORNING).unwrap();
    assert_eq!(count(&mut desk), 3);
}

#[test]
fn a_receipt_says_what_the_ticket_is_called_and_says_it_again() {
    let mut ground = Ground::new();
    let (_, opening) = ground.opening("KBR-BGN", &FIRE);
    let job = ground.job(operator(2), opening);
    let said = ground.store.act(&[job.clone(), job]).unwrap();
    let Verdict::Receipt(receipt) = &said[0] else { panic!("{said:?}") };
    assert_eq!(receipt.number, Some(number(1)));
    assert_eq!(said[0], said[1]);
}

#[test]
fn a_desk_is_told_its_newest_numbers_however_many_others_there_are() {
    let mut ground = Ground::new();
    let open = |ground: &mut Ground, desk: u128| -> TicketId {
        let (ticket, opening) = ground.opening("KBR-BGN", &FIRE);
        ground.ok(operator(desk), opening);
        ticket
    };
    let own: Vec<_> = (1..=203).map(|count| (open(&mut ground, 2), number(count))).collect();
    for _ in 0..210 {
        open(&mut ground, 1);
    }
    let last = (open(&mut ground, 2), number(204));
    let told = ground.reader.numbering(2, ground.now, Some(Seq(0))).unwrap();
    assert_eq!(told.count, 204);
    let newest: Vec<_> = std::iter::once(last).chain(own.into_iter().rev()).take(200).collect();
    assert_eq!(told.named, newest);
    // Only of after what it has heard; a desk that has heard nothing waits for none.
    let heard = ground.reader.head().unwrap().seq;
    for nothing in [Some(heard), None] {
        assert_eq!(ground.reader.numbering(2, ground.now, nothing).unwrap().named, []);
    }
}
