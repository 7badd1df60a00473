//! Photos beside the words of done: few, each once, kept by the room, and gone with the words.

use crate::stage::commands::*;
use crate::stage::people::{hana, liaison, of, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::Command;
use kentongan_rules::erasure::Erasable;
use kentongan_rules::event::Event;
use kentongan_rules::photo::PhotoId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Seq;
use kentongan_rules::view::line::line;
use kentongan_rules::view::row::ticket_row;
use kentongan_rules::view::{Viewer, shows};

const FIRST: PhotoId = PhotoId([1; 32]);
const SECOND: PhotoId = PhotoId([2; 32]);

fn sent() -> Stage {
    given([
        said(open(FIRE, "14:00"), siti(), "14:01"),
        said(assign(1, [lead("DAMKAR"), support("PSC119")]), siti(), "14:02"),
    ])
}

#[test]
fn what_was_shown_stands_beside_the_words() {
    let stage =
        sent().when(finish_with(1, 1, &[2, 1]), liaison("DAMKAR"), at("14:30")).then([Event::Finished {
            assignment: 1,
            by: "Bowo".to_owned(),
            evidence: Some(text("api padam")),
            photos: vec![SECOND, FIRST],
            arms: Vec::new(),
        }]);
    assert_eq!(stage.ticket().assignment(1).unwrap().photos, [SECOND, FIRST]);
    assert_eq!(stage.replayed().ticket(), stage.ticket());
}

#[test]
fn a_photo_never_stands_for_the_words() {
    let Command::Finish { step, photos, .. } = finish_with(1, 1, &[1]) else { panic!() };
    let wordless = Command::Finish { step, evidence: None, photos };
    sent().when(wordless, siti(), at("14:30")).refused(Refusal::Missing { what: "evidence".to_owned() });
}

#[test]
fn three_at_most_each_once_and_only_what_the_room_keeps() {
    let judged = |photos: &[u8]| sent().judge(&finish_with(1, 1, photos), &siti(), at("14:30"));
    assert!(judged(&[1, 2, 3]).is_ok());
    assert_eq!(judged(&[1, 2, 3, 4]), Err(Refusal::TooMany { what: "photos".to_owned(), most: 3 }));
    assert_eq!(judged(&[1, 2, 1]), Err(Refusal::Malformed { what: "photos".to_owned() }));
    assert_eq!(judged(&[1, 9]), Err(Refusal::UnknownPhoto));
}

#[test]
fn an_older_event_and_an_older_command_have_none() {
    let event = r#"{"kind":"finished","assignment":1,"by":"Bowo"}"#;
    let read: Event = serde_json::from_str(event).unwrap();
    assert!(matches!(&read, Event::Finished { photos, .. } if photos.is_empty()));
    assert_eq!(serde_json::to_string(&read).unwrap(), event);
    let written = serde_json::to_string(&finish(1, 1)).unwrap();
    assert!(!written.contains("photos"));
    assert_eq!(serde_json::from_str::<Command<_>>(&written).unwrap(), finish(1, 1));
}

/// What a viewer is shown of the row, and of the line of done.
fn shown(stage: &Stage, viewer: &Actor) -> (usize, usize) {
    let viewer = &Viewer::from(viewer);
    let unseal = |_| Some("api padam".to_owned());
    let row = ticket_row(stage.ticket(), Seq(9), viewer, &unseal);
    let done = stage.journal.iter().find(|w| w.event.kind() == "finished").unwrap();
    let reads = viewer.reads(stage.ticket());
    let line = line(&done.stream, &done.event, &done.meta, stage.ticket(), reads, &unseal).unwrap();
    (row.assignments[0].photos.len(), line.photos.len())
}

#[test]
fn they_are_seen_by_who_reads_the_words_and_by_nobody_once_erased() {
    let stage = sent().and([said(finish_with(1, 1, &[1, 2]), siti(), "14:30")]);
    for role in [Role::Operator, Role::Supervisor] {
        assert_eq!(shown(&stage, &of(role)), (2, 2), "{role:?}");
    }
    assert_eq!(shown(&stage, &liaison("PSC119")), (2, 2));
    for role in [Role::Auditor, Role::Administrator, Role::Wall, Role::Desk] {
        assert_eq!(shown(&stage, &of(role)), (0, 0), "{role:?}");
    }
    assert_eq!(shown(&stage, &liaison("PLN")), (0, 0));
    let mask = ticket_row(stage.ticket(), Seq(9), &Viewer::from(&siti()), &|_| None).mask();
    assert!(mask.assignments[0].photos.is_empty());

    let erase = Command::Erase { what: Erasable::Ticket { ticket: TICKET }, texts: Vec::new(), again: true };
    let erased = stage.and([said(erase, Actor::clock(), "15:00")]);
    assert!(erased.ticket().assignment(1).unwrap().photos.is_empty());
    assert_eq!(shown(&erased, &hana()), (0, 0));
}

#[test]
fn who_may_show_what_was_done() {
    let stage = sent();
    for role in [Role::Operator, Role::Supervisor] {
        assert!(shows(&of(role), stage.ticket()), "{role:?}");
    }
    for role in [Role::Auditor, Role::Administrator, Role::Wall, Role::Desk, Role::Clock] {
        assert!(!shows(&of(role), stage.ticket()), "{role:?}");
    }
    assert!(shows(&liaison("DAMKAR"), stage.ticket()) && !shows(&liaison("PLN"), stage.ticket()));
    let done = stage.and([said(finish(1, 1), liaison("DAMKAR"), "14:30")]);
    assert!(!shows(&liaison("DAMKAR"), done.ticket()), "it has ended");
    assert!(shows(&liaison("PSC119"), done.ticket()));
}
