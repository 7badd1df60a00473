//! What is erased by schedule, and what never.

use crate::stage::commands::*;
use crate::stage::people::{hana, of, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::erasure::{Erasable, Erasing};
use kentongan_rules::id::SealedId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::{BackupPlace, Settings};
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::Span;
use uuid::Uuid;

const LATER: Span = Span::hours(32 * 24);

fn change(stage: &Stage, after: Settings) -> Command<Sealed> {
    Command::ChangeSettings(Change { before: Some(stage.setup.settings.clone()), after })
}

fn rule(tickets: u16) -> Settings {
    let erasing = Erasing { tickets, restricted: None, calls: 1, access: 1 };
    Settings { erasing: Some(erasing), ..given([]).setup.settings.clone() }
}

fn erase(again: bool) -> Command<Sealed> {
    let texts = vec![SealedId(Uuid::from_u128(1))];
    Command::Erase { what: Erasable::Ticket { ticket: TICKET }, texts, again }
}

/// A fire that was closed at 14:10, in a room that erases after a month.
fn closed() -> Stage {
    let stage = given([said(open(FIRE, "14:05"), siti(), "14:06")]);
    let on = change(&stage, rule(1));
    stage.and([said(on, hana(), "14:07"), said(close_because(1, CloseOutcome::Cancelled), hana(), "14:10")])
}

#[test]
fn a_closed_ticket_loses_its_text_when_its_time_is_up_and_once() {
    let stage = closed();
    let young = stage.judge(&erase(false), &Actor::clock(), at("14:11"));
    assert_eq!(young, Err(Refusal::NothingChanged));
    let stage = stage.when(erase(false), Actor::clock(), at("14:10") + LATER).happens(&["erased"]);
    let ticket = stage.ticket();
    assert!(ticket.is_erased() && ticket.narrative.is_none() && ticket.reporter.number.is_none());
    let Command::Erase { what, .. } = erase(false) else { panic!() };
    let again = Command::Erase { what, texts: Vec::new(), again: false };
    stage.when(again, Actor::clock(), at("14:10") + LATER).refused(Refusal::NothingChanged);
}

#[test]
fn an_open_ticket_is_never_erased_but_where_it_was_before_the_room_was_restored() {
    let stage = closed();
    let reopened = stage.and([said(reopen(2), hana(), "14:20")]);
    let judged = |again| reopened.judge(&erase(again), &Actor::clock(), at("14:10") + LATER);
    assert_eq!(judged(false), Err(Refusal::NothingChanged));
    assert!(judged(true).is_ok());
    let off = given([
        said(open(FIRE, "14:05"), siti(), "14:06"),
        said(close_because(1, CloseOutcome::Cancelled), hana(), "14:10"),
    ]);
    let judged = off.judge(&erase(false), &Actor::clock(), at("14:10") + LATER);
    assert_eq!(judged, Err(Refusal::NothingChanged), "the room does not erase");
}

#[test]
fn only_a_supervisor_says_when_and_within_bounds() {
    let stage = given([]);
    let administrator = of(Role::Administrator);
    let judged = stage.judge(&change(&stage, rule(24)), &administrator, at("14:05"));
    assert_eq!(judged, Err(Refusal::NotAllowed));
    let wrong = Refusal::Malformed { what: "erasing".to_owned() };
    for months in [0, 241] {
        assert_eq!(stage.judge(&change(&stage, rule(months)), &hana(), at("14:05")), Err(wrong.clone()));
    }
    let on = change(&stage, rule(24));
    let stage = stage.when(on, hana(), at("14:05")).happens(&["settings_changed"]);
    assert_eq!(stage.setup.erasing_since, Some(at("14:05")));
    // What else an administrator sets is still theirs to set.
    let bigger = change(&stage, Settings { wall_inches: 65, ..stage.setup.settings.clone() });
    let stage = stage.when(bigger, administrator, at("14:06")).happens(&["settings_changed"]);
    assert_eq!(stage.setup.erasing_since, Some(at("14:05")));
}

#[test]
fn a_place_for_backups_has_a_folder_of_its_own() {
    let stage = given([]);
    let place = |folder: &str| BackupPlace { folder: folder.to_owned(), on: true };
    let with = |places: Vec<BackupPlace>| {
        let after = Settings { backup_places: places, ..stage.setup.settings.clone() };
        stage.judge(&change(&stage, after), &hana(), at("14:05"))
    };
    assert!(with(vec![place("/media/stik"), place("D:\\cadangan")]).is_ok());
    assert_eq!(with(vec![place("/media/stik"), place(" /media/stik ")]), Err(Refusal::SameName));
    assert!(matches!(with(vec![place("  ")]), Err(Refusal::Missing { .. })));
    let many = (0..9).map(|no| place(&format!("/media/{no}"))).collect();
    assert!(matches!(with(many), Err(Refusal::TooMany { .. })));
}
