//! How finished work is looked at: of what is proposed, once, and never by whoever did it.

use crate::stage::commands::*;
use crate::stage::people::{hana, of, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::event::{Event, Meta, Stream};
use kentongan_rules::id::SealedId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::review::{ReviewReason, faults};
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::Seq;
use kentongan_rules::view::line::{About, line};
use kentongan_rules::view::{LineKind, Viewer};

/// A fire that nobody was at in time, closed by Siti, who had spoken with its caller.
fn closed() -> Stage {
    given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("DAMKAR")]), siti(), "14:06"),
        said(finish(1, 1), siti(), "14:40"),
        said(answer(told()), siti(), "14:45"),
        said(close(1, CloseOutcome::Handled), siti(), "14:50"),
    ])
}

fn reviewed() -> Stage {
    closed().and([said(review(2), hana(), "+1 09:00")])
}

#[test]
fn a_supervisor_says_once_how_it_went() {
    assert_eq!(closed().ticket().version, 2);
    let stage = closed().when(review(2), hana(), at("+1 09:00")).then([Event::Reviewed {
        reasons: vec![ReviewReason::Drawn, ReviewReason::FireMissed],
        marks: WELL,
        note: Some(text("patokan jelas")),
    }]);
    assert_eq!(stage.ticket().reviewed, Some(at("+1 09:00")));
    assert_eq!(stage.ticket().version, 2, "whoever has it open is not stale");
    assert_eq!(stage.replayed().tickets, stage.tickets);
    stage.when(review(2), hana(), at("+1 09:01")).refused(Refusal::NothingChanged);
}

#[test]
fn only_what_is_proposed_is_reviewed() {
    // Not on its own day, and not for ever.
    closed().when(review(2), hana(), at("23:59")).refused(Refusal::NotProposed);
    closed().when(review(2), hana(), at("+7 23:59")).happens(&["reviewed"]);
    closed().when(review(2), hana(), at("+8 00:00")).refused(Refusal::NotProposed);
    closed().when(review(1), hana(), at("+1 09:00")).refused(Refusal::Stale { now: 2 });
    given([said(open(FIRE, "14:05"), siti(), "14:05:30")])
        .when(review(1), hana(), at("+1 09:00"))
        .refused(Refusal::NotClosed);
    closed().when(review(2), siti(), at("+1 09:00")).refused(Refusal::NotAllowed);
}

#[test]
fn nobody_reviews_their_own_work() {
    let as_supervisor = |actor: Actor| Actor { role: Role::Supervisor, ..actor };
    let own = |stage: Stage, by: Actor| {
        stage.when(review(2), as_supervisor(by), at("+1 09:00")).refused(Refusal::OwnWork)
    };
    // Who took the call, who spoke with the caller, and who closed it.
    own(closed(), siti());
    let shared = || {
        given([
            said(open(NOISE, "08:00"), rudi(), "08:01"),
            said(assign(1, [lead("SATPOLPP")]), rudi(), "08:02"),
            said(finish(1, 1), rudi(), "09:00"),
            said(answer(told()), siti(), "09:05"),
            said(close(1, CloseOutcome::Handled), hana(), "09:06"),
        ])
    };
    own(shared(), rudi());
    own(shared(), siti());
    own(shared(), hana());
}

#[test]
fn what_is_opened_again_is_reviewed_again_once_it_is_closed() {
    let again = reviewed().and([said(reopen(2), siti(), "+1 10:00")]);
    assert_eq!(again.ticket().reviewed, None);
    let again = again.when(review(3), hana(), at("+1 11:00")).refused(Refusal::NotClosed);
    let again = again.and([
        said(answer(told()), siti(), "+1 11:05"),
        said(close(3, CloseOutcome::Handled), siti(), "+1 11:10"),
    ]);
    let reopened = again.proposed(at("+2 09:00")).remove(&TICKET).unwrap();
    assert_eq!(reopened, [ReviewReason::Drawn, ReviewReason::FireMissed, ReviewReason::Reopened]);
    again.when(review(4), hana(), at("+2 09:00")).happens(&["reviewed"]);
}

#[test]
fn each_reason_is_a_fact() {
    let of = |stage: &Stage, turned_away| faults(stage.ticket(), &stage.setup.region, turned_away);
    let well = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:02"),
        said(finish(1, 1), siti(), "09:00"),
        said(answer(told()), siti(), "09:05"),
        said(close(1, CloseOutcome::Handled), siti(), "09:06"),
    ]);
    assert_eq!(of(&well, false), []);
    assert_eq!(of(&well, true), [ReviewReason::TurnedAway]);
    let returned = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:02"),
        said(give_back(1, 1), siti(), "08:20"),
        said(close_because(1, CloseOutcome::Withdrawn), siti(), "09:06"),
    ]);
    assert_eq!(of(&returned, false), [ReviewReason::Returned]);
    // Answered a day late.
    let late = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:02"),
        said(finish(1, 1), siti(), "09:00"),
        said(answer(told()), siti(), "+1 09:00"),
        said(close(1, CloseOutcome::Handled), siti(), "+1 09:06"),
    ]);
    assert_eq!(of(&late, false), [ReviewReason::AnswerMissed]);
    // Tried in three hours, and reached in none.
    let unreached = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:02"),
        said(finish(1, 1), siti(), "09:00"),
        said(answer(tried()), siti(), "10:00"),
        said(answer(tried()), siti(), "12:00"),
        said(answer(tried()), siti(), "14:00"),
        said(close(1, CloseOutcome::Handled), siti(), "14:06"),
    ]);
    assert_eq!(of(&unreached, false), [ReviewReason::NotReached]);
}

#[test]
fn it_is_told_to_whose_it_is_and_to_who_oversees_and_to_nobody_else() {
    let stage = reviewed();
    let written = stage.journal.last().unwrap();
    let hears = |actor: Actor| Viewer::from(&actor).hears(stage.ticket(), &written.event);
    assert!(hears(siti()) && hears(hana()) && hears(of(Role::Auditor)));
    assert!(!hears(rudi()) && !hears(of(Role::Liaison)) && !hears(of(Role::Desk)) && !hears(of(Role::Wall)));
    for (role, alike) in [(Role::Supervisor, true), (Role::Auditor, true), (Role::Operator, false)] {
        assert_eq!(Viewer::from(&of(role)).hears_by_role(&written.event), alike, "{role:?}");
    }
    let meta = Meta { seq: Seq(9), ..written.meta.clone() };
    let told = |reads: bool| {
        let words = |_: SealedId| Some("patokan jelas".to_owned());
        line(&Stream::Ticket(TICKET), &written.event, &meta, stage.ticket(), reads, &words).unwrap()
    };
    let reasons = vec![ReviewReason::Drawn, ReviewReason::FireMissed];
    let about = Some(About::Review { reasons, marks: WELL });
    let (full, masked) = (told(true), told(false));
    assert_eq!(
        (full.kind, &full.about, full.text.as_deref()),
        (LineKind::Reviewed, &about, Some("patokan jelas"))
    );
    assert_eq!((&masked.about, masked.text), (&about, None), "what is marked names nobody");
}
