//! Sent otherwise than the plan proposes.

use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::departure::{Departure, WhyAdded, WhyLeftOut};
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{PlanHours, PlanRow, Severity};
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::Sending;

/// R-03: Damkar leads, BPBD and the police support; PSC 119 and PLN have a condition.
fn fire() -> Stage {
    given([said(open(FIRE, "14:05"), siti(), "14:05:30")])
}
fn planned() -> Vec<Sending> {
    vec![lead("DAMKAR"), support("BPBD"), support("POLRESTA")]
}
fn by_plan(to: Vec<Sending>, departures: Option<Vec<Departure<Sealed>>>) -> Command<Sealed> {
    Command::Assign { ticket: TICKET, seen: 1, plan: "R-03".to_owned(), to, departures, at: None }
}
fn left_out(agency: &str, why: WhyLeftOut<Sealed>) -> Departure<Sealed> {
    Departure::LeftOut { agency: agency.into(), why }
}
fn added(agency: &str, why: WhyAdded<Sealed>) -> Departure<Sealed> {
    Departure::Added { agency: agency.into(), why }
}
fn undecided(agency: &str) -> Departure<Sealed> {
    Departure::Undecided { agency: agency.into() }
}
fn tried(to: Vec<Sending>, departures: Vec<Departure<Sealed>>) -> crate::stage::Judged {
    fire().when(by_plan(to, Some(departures)), siti(), at("14:06"))
}
fn unexplained(agency: &str) -> Refusal {
    Refusal::DepartureUnexplained { agency: agency.into() }
}
/// What was recorded of departures, in its order.
fn departed(stage: &Stage) -> Vec<Departure<Sealed>> {
    let of = |event: &Event| match event {
        Event::Departed { plan, plan_version, departure } => {
            assert_eq!((plan.as_str(), *plan_version), ("R-03", 1));
            Some(departure.clone())
        }
        _ => None,
    };
    stage.journal.iter().filter_map(|w| of(&w.event)).collect()
}

#[test]
fn as_the_plan_has_it_there_is_nothing_to_say() {
    let stage = tried(planned(), vec![]).happens(&["assigned"; 3]);
    assert!(departed(&stage).is_empty());
}

#[test]
fn an_agency_of_the_plan_is_left_out_with_a_reason() {
    let to = || vec![lead("DAMKAR"), support("BPBD")];
    tried(to(), vec![]).refused(unexplained("POLRESTA"));
    // A reason for another, or of the other kind, is none.
    tried(to(), vec![left_out("PLN", WhyLeftOut::NotNeeded)]).refused(unexplained("POLRESTA"));
    tried(to(), vec![added("POLRESTA", WhyAdded::Nearer)]).refused(unexplained("POLRESTA"));
    let why = || left_out("POLRESTA", WhyLeftOut::AlreadyThere);
    let stage = tried(to(), vec![why()]).happens(&["assigned", "assigned", "departed"]);
    assert_eq!(departed(&stage), [why()]);
    assert_eq!(stage.ticket().left_out, ["POLRESTA".into()]);
    assert_eq!(stage.ticket().version, 1);
    assert_eq!(stage.replayed(), stage);
}

#[test]
fn an_agency_beside_the_plan_or_on_its_condition_is_added_with_a_reason() {
    for agency in ["PSC119", "KODIM0816"] {
        let to = || planned().into_iter().chain([support(agency)]).collect::<Vec<_>>();
        tried(to(), vec![]).refused(unexplained(agency));
        tried(to(), vec![left_out(agency, WhyLeftOut::AlreadyThere)]).refused(unexplained(agency));
        let why = || added(agency, WhyAdded::Other { words: text("korban sesak") });
        assert_eq!(departed(&tried(to(), vec![why(), why()]).happens(&ASSIGNED_FOUR)), [why()]);
    }
}
const ASSIGNED_FOUR: [&str; 5] = ["assigned", "assigned", "assigned", "assigned", "departed"];

#[test]
fn what_departs_from_nothing_is_not_recorded() {
    let said = vec![
        left_out("DAMKAR", WhyLeftOut::Unreachable),
        left_out("PLN", WhyLeftOut::NotNeeded),
        added("BPBD", WhyAdded::Nearer),
        added("KODIM0816", WhyAdded::Needed),
    ];
    assert!(departed(&tried(planned(), said).happens(&["assigned"; 3])).is_empty());
}

#[test]
fn what_is_undecided_keeps_nobody_from_being_sent_and_is_decided_later() {
    let first = || tried(vec![lead("DAMKAR")], vec![undecided("BPBD"), undecided("POLRESTA")]);
    let stage = first().happens(&["assigned"]);
    assert!(departed(&stage).is_empty() && stage.ticket().left_out.is_empty());
    // Nobody else is told: only that one is left out; the other is still undecided.
    let later =
        || by_plan(vec![], Some(vec![left_out("BPBD", WhyLeftOut::NotNeeded), undecided("POLRESTA")]));
    let stage = stage.when(later(), siti(), at("14:07")).happens(&["departed"]);
    // Said once, it is not recorded again, nor asked for.
    let missing = Refusal::Missing { what: "agency".to_owned() };
    let stage = stage.when(later(), siti(), at("14:08")).refused(missing.clone());
    let rest = by_plan(vec![support("POLRESTA")], Some(vec![]));
    let stage = stage.when(rest, siti(), at("14:08")).happens(&["assigned"]);
    let nothing = by_plan(vec![], Some(vec![]));
    let stage = stage.when(nothing, siti(), at("14:09")).refused(missing);
    assert_eq!(departed(&stage), [left_out("BPBD", WhyLeftOut::NotNeeded)]);
}

#[test]
fn an_agency_that_is_switched_off_need_not_be_explained() {
    let mut stage = fire();
    let police = |a: &&mut kentongan_rules::region::Agency| a.code == "POLRESTA".into();
    stage.known().region.agencies.iter_mut().filter(police).for_each(|a| a.active = false);
    let to = vec![lead("DAMKAR"), support("BPBD")];
    stage.when(by_plan(to, Some(vec![])), siti(), at("14:06")).happens(&["assigned", "assigned"]);
}

#[test]
fn whoever_claims_no_plan_or_comes_from_an_older_page_is_not_asked() {
    let to = || vec![lead("DAMKAR"), support("KODIM0816")];
    let old = r#"{"id":"018f0000-0000-7000-8000-000000000001","do":"assign","ticket":"00000000-0000-0000-0000-0000000071c7","seen":1,"plan":"R-03","to":[]}"#;
    let old: kentongan_rules::command::Execute<String> = serde_json::from_str(old).unwrap();
    assert!(matches!(old.command, Command::Assign { departures: None, .. }));
    fire().when(by_plan(to(), None), siti(), at("14:06")).happens(&["assigned", "assigned"]);
    let by_hand = Command::Assign {
        ticket: TICKET,
        seen: 1,
        plan: String::new(),
        to: to(),
        departures: Some(vec![]),
        at: None,
    };
    let stage = fire().when(by_hand, siti(), at("14:06")).happens(&["assigned", "assigned"]);
    let version = |event: &Event| match event {
        Event::Assigned { plan_version, .. } => Some(*plan_version),
        _ => None,
    };
    let versions: Vec<_> = stage.journal.iter().filter_map(|w| version(&w.event)).collect();
    assert_eq!(versions, [None, None]);
}

#[test]
fn another_severity_asks_afresh() {
    let to = vec![lead("DAMKAR"), support("BPBD")];
    let left = vec![left_out("POLRESTA", WhyLeftOut::NotNeeded)];
    let stage = tried(to, left).happens(&["assigned", "assigned", "departed"]);
    let graver = correct(1, Correction::Severity(Severity::Low));
    let stage = stage.and([said(graver, siti(), "14:10")]);
    assert!(stage.ticket().left_out.is_empty());
    let to = vec![support("PSC119")];
    let said = Some(vec![added("PSC119", WhyAdded::Needed)]);
    let again =
        Command::Assign { ticket: TICKET, seen: 2, plan: "R-03".to_owned(), to, departures: said, at: None };
    stage.when(again, siti(), at("14:11")).refused(unexplained("POLRESTA"));
}

/// Called in at 15.59, sent at 16.01: a signed-out desk sends by the plan of the call's own time.
#[test]
fn an_unwatched_desk_sends_by_the_plan_of_the_calls_own_time() {
    let plain = fire().setup.region.plans.iter().find(|p| p.id == "R-03").unwrap().clone();
    let day = PlanRow { id: "R-90".to_owned(), hours: PlanHours::Working, lead: "KODIM0816".into(), ..plain };
    let entered = Command::ChangePlan(kentongan_rules::command::Change { before: None, after: day });
    let opened = |clock: &str| {
        let desk = Actor::desk(1);
        given([said(entered.clone(), hana(), "08:00"), said(open(FIRE, clock), desk, "16:00:30")])
    };
    let send = |stage: Stage| stage.when(assign(1, [lead("KODIM0816")]), Actor::desk(1), at("16:01"));
    send(opened("15:59")).happens(&["assigned"]);
    send(opened("16:00")).refused(Refusal::NotAllowed);
}
