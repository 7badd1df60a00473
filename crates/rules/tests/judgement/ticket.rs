use crate::stage::commands::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::call::CallOutcome;
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, Correction, OpenTicket};
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{DistrictCode, Severity, VillageCode};
use kentongan_rules::ticket::{
    AssignmentState, CloseOutcome, Place, Point, Reporter, TicketKind, TicketState,
};
use kentongan_rules::time::Span;

fn opened(category: &str) -> Stage {
    given([said(open(category, "14:05"), siti(), "14:05:40")])
}

#[test]
fn a_fire_is_opened_with_its_number_and_both_clocks_from_the_call() {
    let open = opening(FIRE, at("14:05"));
    let number = kentongan_rules::id::TicketNumber("SDA-261126-2-01".to_owned());
    let stage = given([]).when(Command::OpenTicket(open.clone()), siti(), at("14:05:40")).then([
        Event::Called {
            call: CALL,
            called_at: at("14:05"),
            outcome: CallOutcome::Ticket,
            ticket: Some(TICKET),
            number: open.reporter.number.clone(),
            name: open.reporter.name.clone(),
            note: None,
            call_back: false,
        },
        Event::Opened {
            ticket: TICKET,
            number,
            call: CALL,
            called_at: at("14:05"),
            ticket_kind: TicketKind::Emergency,
            category: FIRE.into(),
            severity: Severity::Critical,
            restricted: false,
            place: open.place.clone(),
            reporter: open.reporter.clone(),
            narrative: open.narrative.clone(),
            asked: Vec::new(),
            arms: vec![
                arm(ClockKind::Dispatch, None, "14:05", Span::seconds(60)),
                arm(ClockKind::Answer, None, "14:05", Span::hours(24)),
            ],
            storm: None,
            at_risk: false,
            paper: None,
        },
    ]);
    let ticket = stage.ticket();
    assert_eq!((ticket.version, ticket.state(), ticket.cycle), (1, TicketState::Open, 1));
    assert_eq!(ticket.owner, Some(siti()));
    assert_eq!(stage.clock(ClockKind::Dispatch).due_at, at("14:06"));
    assert_eq!(stage.clock(ClockKind::Answer).due_at, at("+1 14:05"));
}

#[test]
fn a_complaint_owes_an_answer_and_no_dispatch() {
    let stage = opened(NOISE);
    let kinds: Vec<ClockKind> = stage.ticket().clocks.iter().map(|c| c.kind).collect();
    assert_eq!((stage.ticket().kind, kinds), (TicketKind::Complaint, vec![ClockKind::Answer]));
}

#[test]
fn the_kind_may_be_another_than_the_category_says() {
    let open = OpenTicket { kind: Some(TicketKind::Complaint), ..opening(FIRE, at("14:05")) };
    let stage = given([]).when(Command::OpenTicket(open), siti(), at("14:05")).happens(&["called", "opened"]);
    assert_eq!((stage.ticket().kind, stage.ticket().clocks.len()), (TicketKind::Complaint, 1));
}

#[test]
fn a_restricted_category_makes_a_restricted_ticket() {
    assert!(opened(VIOLENCE).ticket().restricted);
    assert!(!opened(FIRE).ticket().restricted);
}

#[test]
fn each_desk_counts_its_own_tickets_of_the_day() {
    let stage = opened(FIRE).and([said(open_other(FIRE, "14:07"), siti(), "14:08")]);
    assert_eq!(stage.tickets[&OTHER].number.0, "SDA-261126-2-02");
    let at_another_desk = opened(FIRE).and([said(open_other(FIRE, "14:07"), rudi(), "14:08")]);
    assert_eq!(at_another_desk.tickets[&OTHER].number.0, "SDA-261126-3-01");
    let next_day = opened(FIRE).and([said(open_other(FIRE, "23:59"), siti(), "+1 00:00")]);
    assert_eq!(next_day.tickets[&OTHER].number.0, "SDA-261127-2-01");
}

#[test]
fn a_ticket_and_its_call_are_opened_once() {
    opened(FIRE).when(open(FIRE, "14:05"), siti(), at("14:06")).refused(Refusal::AlreadyExists);
    let same_call = Command::OpenTicket(OpenTicket { ticket: OTHER, ..opening(FIRE, at("14:05")) });
    opened(FIRE).when(same_call, siti(), at("14:06")).refused(Refusal::AlreadyExists);
    let same_ticket = Command::OpenTicket(OpenTicket { call: OTHER_CALL, ..opening(FIRE, at("14:05")) });
    opened(FIRE).when(same_ticket, siti(), at("14:06")).refused(Refusal::AlreadyExists);
}

#[test]
fn an_unknown_or_retired_category_is_refused() {
    let unknown = |category: &str| Refusal::UnknownCategory { category: category.to_owned() };
    given([]).when(open("XX-YYY", "14:05"), siti(), at("14:05")).refused(unknown("XX-YYY"));
    let mut retired = given([]);
    retired
        .known()
        .region
        .categories
        .iter_mut()
        .filter(|c| c.code == FIRE.into())
        .for_each(|c| c.active = false);
    retired.when(open(FIRE, "14:05"), siti(), at("14:05")).refused(unknown(FIRE));
}

#[test]
fn the_ring_of_a_ticket_lies_in_the_past_and_not_too_far() {
    for wrong in [at("14:05") + Span(5_001), at("02:04")] {
        let open = Command::OpenTicket(opening(FIRE, wrong));
        given([]).when(open, siti(), at("14:05")).refused(Refusal::WrongTime);
    }
    let ahead = Command::OpenTicket(opening(FIRE, at("14:05:04")));
    let stage = given([]).when(ahead, siti(), at("14:05")).happens(&["called", "opened"]);
    assert_eq!(stage.ticket().called_at, at("14:05"));
}

/// The district that follows, or the refusal.
type Expected = Result<Option<&'static str>, Refusal>;

/// Places as they may be said, and what is refused.
fn places() -> Vec<(Place<kentongan_rules::text::Sealed>, Expected)> {
    let nowhere = Place { district: None, village: None, words: None, landmark: None, point: None };
    let village = |code: &str| Some(VillageCode::from(code));
    let district = |code: &str| Some(DistrictCode::from(code));
    let point = |lat, lon| Some(Point { lat, lon });
    vec![
        (nowhere.clone(), Err(Refusal::Missing { what: "place".to_owned() })),
        (Place { words: Some(text("pasar")), ..nowhere.clone() }, Ok(None)),
        (Place { landmark: Some(text("masjid")), ..nowhere.clone() }, Ok(None)),
        (Place { point: point(-7.44, 112.71), ..nowhere.clone() }, Ok(None)),
        (
            Place { point: point(-91.0, 112.71), ..nowhere.clone() },
            Err(Refusal::Malformed { what: "point".to_owned() }),
        ),
        (
            Place { point: point(f64::NAN, 112.71), ..nowhere.clone() },
            Err(Refusal::Malformed { what: "point".to_owned() }),
        ),
        (Place { district: district(WARU), ..nowhere.clone() }, Ok(Some(WARU))),
        (
            Place { district: district("99.99.99"), ..nowhere.clone() },
            Err(Refusal::UnknownDistrict { district: "99.99.99".to_owned() }),
        ),
        // A village brings its district.
        (Place { village: village("35.15.01.2001"), ..nowhere.clone() }, Ok(Some("35.15.01"))),
        (
            Place { village: village("35.15.01.9999"), ..nowhere.clone() },
            Err(Refusal::UnknownVillage { village: "35.15.01.9999".to_owned() }),
        ),
        (
            Place { village: village("35.15.01.2001"), district: district(WARU), ..nowhere },
            Err(Refusal::UnknownDistrict { district: WARU.to_owned() }),
        ),
    ]
}

#[test]
fn a_place_holds_together_when_opened_and_when_corrected() {
    for (place, expected) in places() {
        let open = Command::OpenTicket(OpenTicket { place: place.clone(), ..opening(FIRE, at("14:05")) });
        let first = given([]).when(open, siti(), at("14:05"));
        let corrected = opened(FIRE).when(correct(1, Correction::Place(place.clone())), siti(), at("14:06"));
        match expected {
            Err(refusal) => {
                first.refused(refusal.clone());
                corrected.refused(refusal);
            }
            Ok(district) => {
                let district = district.map(DistrictCode::from);
                assert_eq!(first.happens(&["called", "opened"]).ticket().place.district, district);
                let stage = corrected.happens(&["corrected"]);
                assert_eq!(stage.ticket().place, Place { district, ..place });
            }
        }
    }
}

#[test]
fn a_room_that_is_not_founded_takes_nothing() {
    Stage::default().when(open(FIRE, "14:05"), siti(), at("14:05")).refused(Refusal::NotFounded);
    Stage::default().when(note("a"), siti(), at("14:05")).refused(Refusal::NotFounded);
}

#[test]
fn a_signed_out_desk_opens_an_emergency_that_waits_for_somebody() {
    let stage =
        given([]).when(open(FIRE, "14:05"), Actor::desk(4), at("14:05")).happens(&["called", "opened"]);
    assert_eq!(stage.ticket().owner, None);
    assert_eq!(stage.ticket().number.0, "SDA-261126-4-01");
    let stage = stage.when(claim(), siti(), at("14:20")).then([Event::Claimed]);
    assert_eq!(stage.ticket().owner, Some(siti()));
    given([]).when(open(NOISE, "14:05"), Actor::desk(4), at("14:05")).refused(Refusal::NotAllowed);
}

#[test]
fn claiming_takes_over_an_open_ticket_of_somebody_else() {
    opened(FIRE).when(claim(), siti(), at("14:07")).refused(Refusal::NothingChanged);
    let taken = opened(FIRE).when(claim(), rudi(), at("14:07")).happens(&["claimed"]);
    assert_eq!(taken.ticket().owner, Some(rudi()));
    given([]).when(claim(), siti(), at("14:07")).refused(Refusal::UnknownTicket);
    let closed = opened(FIRE).and([said(close_because(1, CloseOutcome::Withdrawn), siti(), "14:07")]);
    closed.when(claim(), rudi(), at("14:08")).refused(Refusal::Closed);
}

#[test]
fn a_note_changes_no_version_and_stops_no_clock() {
    let before = opened(FIRE);
    let clocks = before.ticket().clocks.clone();
    let stage = before
        .when(note("pelapor menunggu di gapura"), rudi(), at("14:07"))
        .then([Event::Noted { text: text("pelapor menunggu di gapura"), internal: true }]);
    assert_eq!((stage.ticket().version, &stage.ticket().clocks), (1, &clocks));
    given([]).when(note("a"), siti(), at("14:07")).refused(Refusal::UnknownTicket);
}

#[test]
fn one_field_is_set_right_and_the_old_value_stays_in_the_event() {
    let reporter = || Reporter { number: None, name: Some(text("Bu Wati")), call_back: false };
    let old = opening(FIRE, at("14:05"));
    for (from, to) in [
        (Correction::Category(FIRE.into()), Correction::Category(VIOLENCE.into())),
        (Correction::Severity(Severity::Critical), Correction::Severity(Severity::Low)),
        (Correction::AtRisk(false), Correction::AtRisk(true)),
        (Correction::Place(old.place), Correction::Place(somewhere())),
        (Correction::Reporter(old.reporter), Correction::Reporter(reporter())),
        (Correction::Narrative(text("dapur terbakar")), Correction::Narrative(text("gudang terbakar"))),
    ] {
        let restricted = to == Correction::Category(VIOLENCE.into());
        let stage = opened(FIRE).when(correct(1, to.clone()), rudi(), at("14:06")).then([Event::Corrected {
            from,
            to: to.clone(),
            restricted,
            arms: Vec::new(),
        }]);
        let ticket = stage.ticket();
        assert_eq!((ticket.version, ticket.restricted), (2, restricted));
        match to {
            Correction::Category(category) => assert_eq!(ticket.category, category),
            Correction::Severity(severity) => assert_eq!(ticket.severity, severity),
            Correction::Kind(kind) => assert_eq!(ticket.kind, kind),
            Correction::AtRisk(at_risk) => assert_eq!(ticket.at_risk, at_risk),
            Correction::Storm(storm) => assert_eq!(ticket.storm, storm),
            Correction::Place(place) => assert_eq!(ticket.place, place),
            Correction::Reporter(reporter) => assert_eq!(ticket.reporter, reporter),
            Correction::Narrative(words) => assert_eq!(ticket.narrative, Some(words)),
        }
    }
}

#[test]
fn a_correction_must_have_seen_the_present_version_and_change_something() {
    let low = || correct(1, Correction::Severity(Severity::Low));
    let corrected = opened(FIRE).and([said(low(), siti(), "14:06")]);
    corrected.when(low(), rudi(), at("14:06:01")).refused(Refusal::Stale { now: 2 });
    let same = correct(1, Correction::Severity(Severity::Critical));
    opened(FIRE).when(same, siti(), at("14:06")).refused(Refusal::NothingChanged);
    given([]).when(low(), siti(), at("14:06")).refused(Refusal::UnknownTicket);
    let unknown = correct(1, Correction::Category("XX-YYY".into()));
    let refusal = Refusal::UnknownCategory { category: "XX-YYY".to_owned() };
    opened(FIRE).when(unknown, siti(), at("14:06")).refused(refusal);
    let closed = opened(FIRE).and([said(close_because(1, CloseOutcome::Withdrawn), siti(), "14:07")]);
    let late = correct(2, Correction::Severity(Severity::Low));
    closed.when(late, hana(), at("14:08")).refused(Refusal::Closed);
}

#[test]
fn a_complaint_that_turns_out_an_emergency_must_be_sent_from_then_on() {
    let stage = opened(NOISE).when(be(1, TicketKind::Emergency), siti(), at("14:20")).happens(&["corrected"]);
    let dispatch = stage.clock(ClockKind::Dispatch);
    assert_eq!((dispatch.started_at, dispatch.due_at), (at("14:20"), at("14:21")));
    // Where somebody was told already, nothing is owed.
    let sent = opened(NOISE).and([said(assign(1, [lead("SATPOLPP")]), siti(), "14:10")]);
    let stage = sent.when(be(1, TicketKind::Emergency), siti(), at("14:20")).happens(&["corrected"]);
    assert!(!stage.ticket().clocks.iter().any(|c| c.kind == ClockKind::Dispatch));
}

#[test]
fn an_emergency_that_turns_out_a_complaint_owes_no_dispatch_and_never_two() {
    let complaint = opened(FIRE).and([said(be(1, TicketKind::Complaint), siti(), "14:05:50")]);
    assert_eq!(complaint.clock(ClockKind::Dispatch).outcome, Some(ClockOutcome::Cancelled));
    let back = complaint.and([said(be(2, TicketKind::Emergency), siti(), "14:05:55")]);
    let running = back.ticket().running().filter(|(_, c)| c.kind == ClockKind::Dispatch).count();
    assert_eq!(running, 1);
}

#[test]
fn a_ticket_is_done_when_every_required_agency_has_ended_and_one_did_it() {
    let sent = opened(FIRE).and([said(
        assign(1, [lead("DAMKAR"), support("PSC119"), copy("POLRESTA")]),
        siti(),
        "14:06",
    )]);
    assert_eq!(sent.ticket().state(), TicketState::Open);
    let lead_done = sent.and([said(finish(1, 1), siti(), "14:50")]);
    assert_eq!(lead_done.ticket().state(), TicketState::Open);
    let all_ended = lead_done.and([said(release(2, 1), siti(), "14:51")]);
    assert_eq!(all_ended.ticket().state(), TicketState::Done);
    assert_eq!(all_ended.ticket().assignment(3).unwrap().state, AssignmentState::Sent);
    let nobody_did = opened(FIRE)
        .and([said(assign(1, [lead("DAMKAR")]), siti(), "14:06"), said(release(1, 1), siti(), "14:07")]);
    assert_eq!(nobody_did.ticket().state(), TicketState::Open);
}

#[test]
fn what_was_recorded_last_is_when_the_ticket_changed() {
    let sent = opened(FIRE).and([said(assign(1, [lead("DAMKAR")]), siti(), "14:06")]);
    let noted = sent.and([said(note("a"), siti(), "14:30")]);
    let back_dated =
        Command::Acknowledge(kentongan_rules::command::Progress { at: Some(at("14:07")), ..step(1, 1) });
    let stage = noted.and([said(back_dated, hana(), "14:31")]);
    assert_eq!(stage.ticket().assignment(1).unwrap().acknowledged_at, Some(at("14:07")));
    assert_eq!(stage.ticket().changed_at, at("14:31"));
}
