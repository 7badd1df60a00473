//! Umbrella incidents, people at risk, and tickets of one event in several places.

use crate::stage::commands::*;
use crate::stage::people::{hana, of, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, Correction, OpenTicket};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::text::Sealed;
use kentongan_rules::view::StormPage;

fn start(name: &str) -> Command<Sealed> {
    Command::StartStorm { name: name.to_owned() }
}
fn going_on() -> Stage {
    given([said(start("Angin kencang"), siti(), "14:00")])
}
fn open_in(storm: Option<u32>, at_risk: bool) -> Command<Sealed> {
    Command::OpenTicket(OpenTicket { storm, at_risk, ..opening(FIRE, at("14:05")) })
}
fn correct(seen: u32, correction: Correction<Sealed>) -> Command<Sealed> {
    Command::Correct { ticket: TICKET, seen, correction }
}

#[test]
fn a_storm_is_named_goes_on_once_and_is_ended_by_hand() {
    let stage = given([])
        .when(start("  Angin kencang "), siti(), at("14:00"))
        .then([Event::StormStarted { storm: 1, name: "Angin kencang".to_owned() }]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Desk(2));
    let storm = stage.setup.storm().unwrap();
    assert_eq!((storm.no, storm.by.as_str(), storm.since, storm.until), (1, "Siti", at("14:00"), None));
    stage.clone().when(start("Lagi"), rudi(), at("14:01")).refused(Refusal::AlreadyExists);
    let stage = stage
        .when(Command::EndStorm { storm: 1 }, rudi(), at("18:00"))
        .then([Event::StormEnded { storm: 1 }]);
    assert!(stage.setup.storm().is_none());
    assert_eq!(stage.setup.storms[0].until, Some(at("18:00")));
    stage.clone().when(Command::EndStorm { storm: 1 }, rudi(), at("18:01")).refused(Refusal::NothingChanged);
    let next = stage.when(start("Banjir"), siti(), at("19:00")).happens(&["storm_started"]);
    assert_eq!(next.setup.storm().unwrap().no, 2);
}

#[test]
fn a_storm_needs_a_name_and_somebody_who_takes_calls() {
    let missing = Refusal::Missing { what: "name".to_owned() };
    given([]).when(start(" "), siti(), at("14:00")).refused(missing);
    let long = Refusal::TooLong { what: "name".to_owned(), longest: 60 };
    given([]).when(start(&"a".repeat(61)), siti(), at("14:00")).refused(long);
    let unknown = Refusal::Malformed { what: "storm".to_owned() };
    given([]).when(Command::EndStorm { storm: 1 }, siti(), at("14:00")).refused(unknown);
    for role in [Role::Liaison, Role::Auditor, Role::Administrator, Role::Wall, Role::Desk, Role::Clock] {
        given([]).when(start("Angin"), of(role), at("14:00")).refused(Refusal::NotAllowed);
        going_on().when(Command::EndStorm { storm: 1 }, of(role), at("14:00")).refused(Refusal::NotAllowed);
    }
}

#[test]
fn a_ticket_belongs_to_a_storm_that_the_room_has_had() {
    let stage = going_on().when(open_in(Some(1), true), siti(), at("14:05")).happens(&["called", "opened"]);
    assert_eq!((stage.ticket().storm, stage.ticket().at_risk), (Some(1), true));
    let unknown = Refusal::Malformed { what: "storm".to_owned() };
    going_on().when(open_in(Some(2), false), siti(), at("14:05")).refused(unknown.clone());
    stage.clone().when(correct(1, Correction::Storm(Some(7))), siti(), at("14:06")).refused(unknown);
    let stage = stage
        .when(correct(1, Correction::Storm(None)), siti(), at("14:06"))
        .happens(&["corrected"])
        .when(correct(2, Correction::AtRisk(false)), siti(), at("14:07"))
        .happens(&["corrected"]);
    assert_eq!((stage.ticket().storm, stage.ticket().at_risk, stage.ticket().version), (None, false, 3));
    stage.when(correct(3, Correction::AtRisk(false)), siti(), at("14:08")).refused(Refusal::NothingChanged);
    // One that was being typed while it ended still belongs to it.
    let ended = going_on().and([said(Command::EndStorm { storm: 1 }, hana(), "14:04")]);
    assert_eq!(
        ended
            .when(open_in(Some(1), false), siti(), at("14:05"))
            .happens(&["called", "opened"])
            .ticket()
            .storm,
        Some(1)
    );
}

#[test]
fn a_storm_counts_who_is_not_seen_to() {
    let count = |stage: &Stage| {
        let mut page = StormPage::of(stage.setup.storms[0].clone());
        stage.tickets.values().for_each(|ticket| page.add(ticket));
        (page.all.tickets, page.all.unsent, page.all.sent, page.all.done, page.all.at_risk, page.kinds.len())
    };
    let stage = going_on().and([said(open_in(Some(1), true), siti(), "14:05")]);
    assert_eq!(count(&stage), (1, 1, 0, 0, 1, 1));
    let stage = stage.and([said(open_other(FIRE, "14:06"), siti(), "14:06")]);
    assert_eq!(count(&stage).0, 1, "the other is part of no storm");
    let sent = stage.clone().and([said(assign(1, [lead("DAMKAR")]), siti(), "14:07")]);
    assert_eq!(count(&sent), (1, 0, 1, 0, 1, 1));
    let closed = stage.and([said(
        close_because(1, kentongan_rules::ticket::CloseOutcome::Cancelled),
        siti(),
        "14:08",
    )]);
    assert_eq!(count(&closed), (1, 0, 0, 1, 0, 1));
}

#[test]
fn related_tickets_know_of_each_other_and_no_clock_changes() {
    let two = given([
        said(open_other(FIRE, "14:00"), siti(), "14:00:20"),
        said(open(FIRE, "14:05"), siti(), "14:05:20"),
    ]);
    let relate = Command::Relate { ticket: TICKET, to: OTHER };
    let (number, others) = (two.ticket().number.clone(), two.tickets[&OTHER].number.clone());
    let stage = two
        .clone()
        .when(relate.clone(), rudi(), at("14:06"))
        .then([Event::Related { to: OTHER, number: others }, Event::Related { to: TICKET, number }]);
    assert_eq!(
        (&stage.ticket().related[..], &stage.tickets[&OTHER].related[..]),
        (&[OTHER][..], &[TICKET][..])
    );
    assert_eq!(stage.ticket().clocks, two.ticket().clocks);
    assert_eq!(
        (stage.ticket().version, stage.tickets[&OTHER].version),
        (1, 1),
        "nobody's command becomes stale"
    );
    stage.clone().when(relate.clone(), rudi(), at("14:07")).refused(Refusal::NothingChanged);
    let back = Command::Unrelate { ticket: OTHER, to: TICKET };
    let apart = stage.when(back.clone(), rudi(), at("14:07")).happens(&["unrelated", "unrelated"]);
    assert!(apart.ticket().related.is_empty() && apart.tickets[&OTHER].related.is_empty());
    apart.when(back, rudi(), at("14:08")).refused(Refusal::NothingChanged);
    let itself = Command::Relate { ticket: TICKET, to: TICKET };
    two.clone().when(itself, rudi(), at("14:06")).refused(Refusal::CannotAttach);
    let attached = two.and([said(attach(1), siti(), "14:05:40")]);
    attached.when(relate, rudi(), at("14:06")).refused(Refusal::CannotAttach);
    let alone = given([said(open(FIRE, "14:05"), siti(), "14:05:20")]);
    alone
        .when(Command::Relate { ticket: TICKET, to: OTHER }, rudi(), at("14:06"))
        .refused(Refusal::UnknownTicket);
}
