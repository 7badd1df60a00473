//! A shift is handed over item by item, whatever happens in between.

use crate::stage::{Door, TestRoom, at, on_every_carrier, pressed, say};
use kentongan_rules::actor::Shift;
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::export::Export;
use kentongan_rules::handover::{HandoverNote, Item, ItemKey, SignHandover};
use kentongan_rules::id::HandoverId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::{HandoverPage, HandoverRow, Query, Reply, Since};
use uuid::Uuid;

on_every_carrier!(a_shift_is_handed_over_read_and_accepted);

const HANDOVER: HandoverId = HandoverId(Uuid::from_u128(0x5E12));
const NEXT: HandoverId = HandoverId(Uuid::from_u128(0x5E13));

fn key(n: u128) -> ItemKey {
    ItemKey(format!("ticket/{}", say::ticket(n)))
}
fn read(item: ItemKey) -> Command<String> {
    Command::ReadHandover { handover: HANDOVER, item, remark: None }
}
async fn page(door: &Door) -> HandoverPage {
    match door.query(Query::Handover).await.unwrap() {
        Reply::Handover(page) => *page,
        other => panic!("{other:?}"),
    }
}
async fn last(door: &Door) -> HandoverRow {
    page(door).await.last.unwrap()
}

async fn a_shift_is_handed_over_read_and_accepted(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    siti.says(say::open(3, say::FIRE, "14:00")).await;
    let silent = say::no_case(4, NoCase::Silent, "14:00");
    let Command::EndCall(silent) = silent else { panic!() };
    siti.says(Command::EndCall(EndCall { call_back: true, ..silent })).await;
    room.now("21:50");
    let now = page(&siti).await;
    assert_eq!(
        (now.turn.from, now.turn.to, now.turn.change_at),
        (Shift::Afternoon, Shift::Night, at("22:00"))
    );
    assert_eq!((now.counts.calls, now.counts.tickets, now.counts.late), (4, 3, 3));
    assert!(matches!(now.items[3].item, Item::CallBack { silent: 1, .. }));
    assert!(now.items[3].telephone.is_some(), "it is there to be called");

    let notes = vec![
        HandoverNote { item: key(1), text: "Damkar minta kabar tiap jam".to_owned() },
        HandoverNote { item: key(2), text: "tetangganya saksi".to_owned() },
    ];
    let note = Some("Listrik padam 15.12".to_owned());
    let sign = pressed(Command::SignHandover(SignHandover { handover: HANDOVER, notes, note, over: None }));
    let receipt = siti.execute(&sign).await.unwrap();
    // A reply that was lost: the same key press signs nothing twice, though time went on.
    room.now("21:52");
    assert_eq!(siti.execute(&sign).await.unwrap(), receipt);
    let signed = last(&siti).await;
    assert_eq!((signed.unread, signed.signed_at, signed.head.hash.len()), (4, at("21:50"), 64));
    assert_eq!(signed.head.seq.0 + 1, receipt.seq.0, "the head right before it");

    let rudi = room.signed_in("rudi").await;
    let another = SignHandover { handover: NEXT, notes: Vec::new(), note: None, over: None };
    let open = Refusal::HandoverOpen { by: last(&rudi).await.by };
    rudi.is_refused(Command::SignHandover(another), open).await;
    // Of a case that is not theirs they are told that there is one, and nothing that was said of it.
    let seen = last(&rudi).await;
    let of = |row: &HandoverRow, n| row.items.iter().find(|item| item.key == key(n)).unwrap().clone();
    assert_eq!((of(&seen, 2).masked, of(&seen, 2).note, of(&seen, 2).place), (true, None, None));
    assert_eq!(of(&seen, 1).note.as_deref(), Some("Damkar minta kabar tiap jam"));
    assert_eq!(
        (of(&seen, 1).since, seen.notes.as_slice()),
        (None, ["Listrik padam 15.12".to_owned()].as_slice())
    );
    assert_eq!(rudi.setup().await.handover.unwrap().unread, 4);

    rudi.says(read(key(1))).await;
    siti.says(say::close_because(3, 1, CloseOutcome::Cancelled)).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    rudi.is_refused(
        Command::AcceptHandover { handover: HANDOVER, alone: false },
        Refusal::Unread { items: 3 },
    )
    .await;
    drop((siti, rudi));
    let room = room.restart("21:58").await;
    let (siti, rudi) = (room.signed_in("siti").await, room.signed_in("rudi").await);
    let seen = last(&rudi).await;
    assert_eq!(seen.unread, 3, "what is half done is half done after a restart");
    assert_eq!(of(&seen, 3).since, Some(Since::Settled));
    assert!(matches!(of(&seen, 1).since, Some(Since::Changed { .. })), "{:?}", of(&seen, 1));
    siti.says(say::open(5, say::FIRE, "21:57")).await;
    assert_eq!(last(&rudi).await.added.len(), 1);
    for item in [key(2), key(3)] {
        rudi.says(read(item)).await;
    }
    let call_back = seen.items[3].key.clone();
    let remark = Some("sudah dicoba?".to_owned());
    rudi.says(Command::ReadHandover { handover: HANDOVER, item: call_back, remark }).await;
    rudi.says(Command::AcceptHandover { handover: HANDOVER, alone: false }).await;
    let done = last(&siti).await;
    assert_eq!(done.items[3].remarks[0].text.as_deref(), Some("sudah dicoba?"));
    assert!(done.accepted.is_some_and(|accepted| !accepted.alone && accepted.at == at("21:58")));
    // The tickets are whose the shift is; what came after the signing is not among them.
    let owner = |row: kentongan_rules::view::TicketRow| row.owner;
    let rudis = owner(rudi.ticket(say::ticket(1)).await);
    assert_eq!(owner(rudi.ticket(say::ticket(2)).await), rudis);
    assert_ne!(owner(rudi.ticket(say::ticket(5)).await), rudis);
    assert!(!rudi.ticket(say::ticket(2)).await.masked, "it is theirs to handle");

    let hana = room.signed_in("hana").await;
    assert_eq!(rudi.query(Query::Handovers { before: None }).await, Err(Problem::NotAllowed));
    let Reply::Handovers { rows, more } = hana.query(Query::Handovers { before: None }).await.unwrap() else {
        panic!()
    };
    assert_eq!((rows.len(), more, rows[0].id, rows[0].no), (1, false, HANDOVER, 1));
    let paper = hana.takes_out(Export::Handover { handover: HANDOVER }).await.unwrap();
    assert_eq!(paper.name, "kentongan-serah-terima-20261126-2150.pdf");
    assert!(paper.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(hana.takes_out(Export::Handover { handover: NEXT }).await.err(), Some(Problem::Unknown));
    drop((siti, rudi, hana));
    room.end().await;
}
