//! Shifts that were handed over: what was signed is what stood in that commit, and the past is folded from the journal.

use crate::ground::{FIRE, Ground, operator, supervisor};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::erasure::{Erasable, Erasing};
use kentongan_rules::handover::{HandoverNote, Item, ItemKey, RoomFault, SignHandover};
use kentongan_rules::id::{HandoverId, TicketId};
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::Span;
use kentongan_rules::view::{HandoverRow, ItemRow};
use kentongan_store::{Job, Stage, Store, Verdict};

fn key(ticket: TicketId) -> ItemKey {
    ItemKey(format!("ticket/{ticket}"))
}

fn sign(id: HandoverId, notes: &[(&ItemKey, &str)], over: Option<HandoverId>) -> Command<String> {
    let notes =
        notes.iter().map(|(item, text)| HandoverNote { item: (*item).clone(), text: (*text).to_owned() });
    let note = Some("Zeptul titip kunci".to_owned());
    Command::SignHandover(SignHandover { handover: id, notes: notes.collect(), note, over })
}

fn new_id(ground: &mut Ground) -> HandoverId {
    HandoverId(ground.mint())
}

fn last(ground: &mut Ground, viewer: &Actor) -> HandoverRow {
    ground.reader.handover(&[], viewer, ground.now).unwrap().last.unwrap()
}

fn find<'r>(row: &'r HandoverRow, key: &ItemKey) -> &'r ItemRow {
    row.items.iter().find(|item| item.key == *key).unwrap()
}

#[test]
fn what_the_same_commit_has_done_before_is_handed_over_and_what_it_closed_is_not() {
    let mut ground = Ground::new();
    let (old, before) = (ground.open("KBR-BGN", &FIRE), ground.reader.head().unwrap());
    let reason = Some("salah sambung".to_owned());
    let close = Command::Close { ticket: old, seen: 1, outcome: CloseOutcome::Cancelled, reason };
    let (new, opening) = ground.opening("KBR-BGN", &FIRE);
    let id = new_id(&mut ground);
    let jobs = [
        ground.job(supervisor(), close),
        ground.job(operator(1), opening),
        Job { faults: vec![RoomFault::Notifier], ..ground.job(operator(1), sign(id, &[], None)) },
    ];
    let said = ground.store.act(&jobs).unwrap();
    assert!(said.iter().all(|verdict| matches!(verdict, Verdict::Receipt(_))), "{said:?}");
    let row = last(&mut ground, &supervisor());
    let keys: Vec<ItemKey> = row.items.iter().map(|item| item.key.clone()).collect();
    assert_eq!(keys, [key(new), ItemKey("fault/notifier".to_owned())]);
    // Mended since; the head is the one right before it, though that was not on the disk yet.
    assert!(row.items[1].since.is_some());
    let head = ground.reader.head().unwrap();
    assert_eq!((row.head.seq.0, row.head.seq > before.seq), (head.seq.0 - 1, true));
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn the_past_is_told_from_the_journal_whoever_looks_and_a_restricted_note_is_not_everybodys() {
    let mut ground = Ground::new();
    let ticket = ground.open("KAM-KDR", &FIRE);
    let (first, second) = (new_id(&mut ground), new_id(&mut ground));
    ground.ok(operator(1), sign(first, &[(&key(ticket), "saksi Zeptul")], None));
    let read = |handover, item: &ItemKey| Command::ReadHandover {
        handover,
        item: item.clone(),
        remark: Some("kapan Qwistan?".to_owned()),
    };
    ground.ok(operator(2), read(first, &key(ticket)));
    ground.ok(operator(2), sign(second, &[], Some(first)));
    ground.ok(operator(1), read(second, &key(ticket)));
    ground.pass(Span::minutes(1));
    ground.ok(operator(1), Command::AcceptHandover { handover: second, alone: false });

    let (rows, more) = ground.reader.handovers(None, &supervisor(), ground.now).unwrap();
    let told: Vec<_> =
        rows.iter().map(|row| (row.id, row.no, row.replaced, row.accepted.is_some())).collect();
    assert_eq!(told, [(second, 3, false, true), (first, 1, true, false)]);
    assert!(!more);
    let (older, _) = ground.reader.handovers(Some(3), &supervisor(), ground.now).unwrap();
    assert_eq!(older, rows[1..]);
    assert_eq!(find(&rows[1], &key(ticket)).note.as_deref(), Some("saksi Zeptul"));
    assert_eq!(rows[1].notes, ["Zeptul titip kunci"]);
    // Nobody who does not handle it reads what was said of it; that it is there, everybody.
    let other = ground.reader.signed_handover(first, &operator(3), ground.now).unwrap().unwrap();
    let item = find(&other, &key(ticket));
    assert_eq!((item.masked, &item.note, &item.remarks[0].text, &item.place), (true, &None, &None, &None));
    // Whoever accepted it has it.
    let owner = ground.row(ticket).owner;
    assert_eq!(owner.as_deref(), Some("Operator 1"));
    assert_eq!(last(&mut ground, &supervisor()), rows[0]);
    assert_eq!(ground.reader.signed_handover(HandoverId(ticket.0), &supervisor(), ground.now).unwrap(), None);
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn a_number_to_call_back_is_whole_and_a_blocked_one_is_known_by_its_end() {
    let mut ground = Ground::new();
    // In the half of the morning in which it is the one that ends next.
    ground.pass(Span::hours(3));
    ground.ok(supervisor(), Command::BlockNumber { number: "0812-0000-0900".to_owned() });
    let Command::EndCall(silent) = ground.prank().1 else { panic!() };
    let silent = kentongan_rules::command::EndCall {
        outcome: kentongan_rules::call::NoCase::Silent,
        call_back: true,
        ..silent
    };
    ground.ok(operator(1), Command::EndCall(silent));
    let page = ground.reader.handover(&[], &operator(1), ground.now).unwrap();
    let told: Vec<_> = page.items.iter().map(|item| item.telephone.clone().unwrap()).collect();
    assert_eq!(told, ["0812-0000-0666", "…0900"]);
    assert!(matches!(page.items[0].item, Item::CallBack { silent: 1, .. }));
    assert_eq!((page.counts.calls, page.counts.tickets), (1, 0));
}

#[test]
fn what_was_written_goes_by_the_schedule_and_the_chain_still_holds() {
    let mut ground = Ground::new();
    let rule = Erasing { tickets: 12, restricted: Some(3), calls: 2, access: 6 };
    let before = ground.reader.setup().unwrap().settings.clone();
    let after = Settings { erasing: Some(rule.clone()), ..before.clone() };
    ground.ok(supervisor(), Command::ChangeSettings(Change { before: Some(before), after }));
    let id = new_id(&mut ground);
    ground.ok(operator(1), sign(id, &[(&ItemKey("ticket/gone".to_owned()), "tanya Vrolkem")], None));
    let texts = |ground: &mut Ground| {
        let found = ground.reader.overdue(&rule, ground.now, Stage::Rest).unwrap().found;
        found.into_iter().find(|(what, _)| *what == Erasable::Handovers).map(|(_, texts)| texts)
    };
    ground.pass(Span::hours(58 * 24));
    assert_eq!(texts(&mut ground), None);
    ground.pass(Span::hours(5 * 24));
    let old = texts(&mut ground).unwrap();
    assert_eq!(old.len(), 2);
    ground.ok(Actor::clock(), Command::Erase { what: Erasable::Handovers, texts: old, again: false });
    assert_eq!(texts(&mut ground), None);
    assert!(last(&mut ground, &supervisor()).notes.is_empty());
    assert_eq!(
        ground.reader.erased_since(kentongan_rules::time::Seq(0)).unwrap().gone[0].what,
        Erasable::Handovers
    );
    assert_eq!(ground.verify().faults, []);
}
