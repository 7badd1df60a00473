//! Work that stands still: for a reason, until a stated time, and never to anybody's advantage.

use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::calendar::Target;
use kentongan_rules::clock::{Clock, ClockKind, ClockOutcome, Level, PauseReason};
use kentongan_rules::command::{Command, Correction, Progress};
use kentongan_rules::event::Event;
use kentongan_rules::policy::{Policy, TargetException};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::{At, Span};

/// Thursday 26 November 2026, 10:00: noise, whose work is allowed `hours` of office time (07:30 to 16:00, Friday to
/// 14:30).
fn sent_within(hours: i64) -> Stage {
    let exception = TargetException {
        clock: ClockKind::Work,
        category: Some(NOISE.into()),
        severity: None,
        target: Some(Target::Elapsed(Span::hours(hours))),
    };
    let policy = given([]).setup.policy.clone();
    let after = Policy { exceptions: vec![exception], ..policy.clone() };
    given([
        said(change_policy(&policy, after), hana(), "07:00"),
        said(open(NOISE, "09:55"), siti(), "09:56"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "10:00"),
        said(acknowledge(1, 1), siti(), "10:01"),
    ])
}
fn work(stage: &Stage) -> &Clock {
    stage.clock(ClockKind::Work)
}
/// A step of the first agency that occurred at another time than it was entered.
fn dated(seen: u32, clock: &str) -> Progress {
    Progress { at: Some(at(clock)), ..step(1, seen) }
}

#[test]
fn work_is_counted_in_office_hours() {
    assert_eq!(work(&sent_within(4)).due_at, at("14:00"));
    assert_eq!(work(&sent_within(7)).due_at, at("+1 08:30"), "six hours on Thursday, one on Friday");
    // Friday has seven; the weekend none.
    assert_eq!(work(&sent_within(14)).due_at, at("+4 08:30"));
}

#[test]
fn work_warns_when_so_much_of_its_office_hours_is_left() {
    // Seven hours: a quarter of them is left at 15:15 on Thursday, a tenth at 07:48 on Friday.
    let levels: Vec<_> = work(&sent_within(7)).levels.iter().take(3).map(|due| (due.level, due.at)).collect();
    let soon = (Level::Soon, at("15:15"));
    assert_eq!(levels, [soon, (Level::Urgent, at("+1 07:48")), (Level::Late, at("+1 08:30"))]);
}

#[test]
fn a_pause_keeps_what_was_left() {
    let stage = sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "11:00")]);
    assert_eq!(work(&stage).paused.map(|p| (p.since, p.resume_at)), Some((at("11:00"), at("15:00"))));
    assert_eq!(stage.ticket().assignment(1).unwrap().version, 3);
    let resumed = stage.and([said(resume(1, 3), siti(), "12:00")]);
    assert_eq!(work(&resumed).due_at, at("15:00"));
    assert_eq!((work(&resumed).aim, work(&resumed).pauses.len()), (2, 1));
}

#[test]
fn a_pause_ends_by_itself_whoever_notices_and_whenever() {
    let paused = || sent_within(4).and([said(pause(1, 2, "12:00"), siti(), "11:00")]);
    assert_eq!(paused().ticket().next_due().unwrap(), at("12:00"));
    let swept = paused().when(sweep(), Actor::clock(), at("12:00")).happens(&["resumed"]);
    let noticed_late = paused().and([said(finish(1, 3), siti(), "14:59")]);
    let resumed = noticed_late.journal.iter().find(|w| matches!(w.event, Event::Resumed { .. })).unwrap();
    assert_eq!((resumed.meta.at, resumed.meta.recorded_at), (at("12:00"), at("14:59")));
    for stage in [&swept, &noticed_late] {
        assert_eq!(work(stage).due_at, at("15:00"));
        assert!(work(stage).paused.is_none());
    }
    assert_eq!(work(&noticed_late).outcome, Some(ClockOutcome::Met));
    // Time itself changes nobody's version.
    assert_eq!(swept.ticket().assignment(1).unwrap().version, 3);
}

#[test]
fn law_11_a_pause_entirely_off_hours_leaves_due_unchanged() {
    let stage = sent_within(8).and([said(pause(1, 2, "+1 07:00"), siti(), "17:00")]);
    let due = work(&sent_within(8)).due_at;
    let resumed = stage.and([said(resume(1, 3), siti(), "+1 06:00")]);
    assert_eq!(work(&resumed).due_at, due);
    assert_eq!(work(&resumed).aim, 1, "nothing moved: no level arms again");
}

#[test]
fn law_12_many_pauses_in_one_minute_of_a_millisecond_and_twice() {
    let mut stage = sent_within(4);
    let base = at("11:00");
    for (seen, n) in (2..).zip(0..30) {
        let from = base + Span(n * 100);
        let command = Command::Pause {
            step: step(1, seen),
            reason: PauseReason::NeedsCaller,
            note: None,
            resume_at: from + Span(1),
        };
        stage.perform(&command, &siti(), from).unwrap();
        assert_eq!(
            stage.judge(&pause(1, seen + 1, "20:00"), &siti(), from),
            Err(Refusal::NothingChanged),
            "twice"
        );
    }
    let stage = stage.sweep(base + Span(3_000));
    assert_eq!(work(&stage).pauses.len(), 30);
    assert_eq!(work(&stage).due_at, at("14:00") + Span(30));
}

#[test]
fn law_13_done_while_paused_is_resumed_and_done_at_the_same_instant() {
    let paused = || sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "11:00")]);
    let done = paused().when(finish(1, 3), siti(), at("13:00")).happens(&["resumed", "finished"]);
    let both = paused().and([said(resume(1, 3), siti(), "13:00"), said(finish(1, 4), siti(), "13:00")]);
    assert_eq!(work(&done), work(&both));
    assert_eq!(work(&done).outcome, Some(ClockOutcome::Met));
    assert_eq!(work(&done).stopped_at, Some(at("13:00")));
    let entered_later =
        Command::Finish { step: dated(3, "13:00"), evidence: Some(text("selesai")), photos: Vec::new() };
    let entered = paused().when(entered_later, hana(), at("14:00")).happens(&["resumed", "finished"]);
    assert_eq!(work(&entered), work(&both));
}

#[test]
fn law_14_a_pause_after_a_breach_keeps_the_breach_and_resumes_while_the_room_was_down() {
    let stage = sent_within(4).and([said(pause(1, 2, "15:30"), siti(), "15:00")]);
    assert_eq!(work(&stage).breached_at, Some(at("14:00")));
    // Nobody was there at 15:30; the room is started the next day.
    let later = stage.sweep(at("+1 09:00"));
    let resumed = later.journal.iter().find(|w| matches!(w.event, Event::Resumed { .. })).unwrap();
    assert_eq!(resumed.meta.at, at("15:30"));
    assert_eq!(work(&later).breached_at, Some(at("14:00")));
    let done = later.and([said(finish(1, 3), siti(), "+1 09:05")]);
    assert_eq!(work(&done).outcome, Some(ClockOutcome::Missed));
}

#[test]
fn law_15_a_new_policy_keeps_what_was_paused_and_arms_its_levels_again() {
    let stage = sent_within(4)
        .and([said(pause(1, 2, "15:00"), siti(), "11:00"), said(resume(1, 3), siti(), "13:00")]);
    assert_eq!(work(&stage).due_at, at("16:00"));
    let before = stage.setup.policy.clone();
    let mut after = before.clone();
    after.exceptions[0].target = Some(Target::Elapsed(Span::hours(5)));
    let stage = stage.and([said(change_policy(&before, after), hana(), "13:30")]).sweep(at("13:31"));
    assert_eq!(work(&stage).due_at, at("+1 08:30"), "two paused hours stay paused");
    assert_eq!(work(&stage).aim, 3);
    assert!(work(&stage).waiting().count() > 3);
    // A shorter one leaves a moment to act.
    let before = stage.setup.policy.clone();
    let mut after = before.clone();
    after.exceptions[0].target = Some(Target::Elapsed(Span::minutes(30)));
    let stage = stage.and([said(change_policy(&before, after), hana(), "14:00")]).sweep(at("14:00:01"));
    assert_eq!(work(&stage).due_at, at("14:01:01"));
    assert_eq!(work(&stage).breached_at, None);
}

#[test]
fn what_is_paused_takes_a_new_policy_when_it_goes_on() {
    let stage = sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "11:00")]);
    let before = stage.setup.policy.clone();
    let mut after = before.clone();
    after.exceptions[0].target = Some(Target::Elapsed(Span::hours(2)));
    let stage = stage.and([said(change_policy(&before, after), hana(), "11:30")]);
    stage.clone().when(sweep(), Actor::clock(), at("11:31")).happens(&["reaimed"]);
    let stage = stage.and([said(resume(1, 3), siti(), "12:00")]);
    assert_eq!(work(&stage).due_at, at("13:00"));
    assert_eq!(work(&stage).policy, stage.setup.policy.version);
}

#[test]
fn only_work_pauses_and_not_without_a_time_to_come() {
    let now = at("11:00");
    let stage = sent_within(4);
    for until in ["11:00", "10:59", "+120 00:00"] {
        stage.clone().when(pause(1, 2, until), siti(), now).refused(Refusal::WrongTime);
    }
    stage.clone().when(pause(1, 9, "15:00"), siti(), now).refused(Refusal::Stale { now: 2 });
    stage.clone().when(resume(1, 2), siti(), now).refused(Refusal::NothingChanged);
    // An emergency's minutes promise that somebody is there.
    let fire = given([
        said(open(FIRE, "09:55"), siti(), "09:56"),
        said(assign(1, [lead("DAMKAR")]), siti(), "10:00"),
    ]);
    fire.clone().when(pause(1, 1, "15:00"), siti(), now).refused(Refusal::NotPausable);
    fire.when(resume(1, 1), siti(), now).refused(Refusal::NotPausable);
}

#[test]
fn a_pause_lasts_ninety_days_at_most() {
    let until = |end| sent_within(4).when(pause(1, 2, end), siti(), at("11:00"));
    until("+90 11:00").happens(&["paused"]);
    until("+90 11:00:01").refused(Refusal::WrongTime);
}

#[test]
fn pauses_entered_afterwards_follow_one_another() {
    let paused_from = |stage: &Stage, seen, from| {
        let (reason, note) = (PauseReason::Weather, None);
        let command = Command::Pause { step: dated(seen, from), reason, note, resume_at: at("15:00") };
        stage.judge(&command, &hana(), at("12:30")).map(|_| ())
    };
    let paused = sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "11:00")]);
    let resumed = |from| paused.judge(&Command::Resume(dated(3, from)), &hana(), at("12:00")).map(|_| ());
    assert_eq!(resumed("10:59"), Err(Refusal::WrongTime), "it had not begun");
    assert_eq!(resumed("11:00"), Ok(()));
    let once = paused.clone().and([said(resume(1, 3), siti(), "12:00")]);
    assert_eq!(paused_from(&once, 4, "11:30"), Err(Refusal::WrongTime), "it was paused then");
    assert_eq!(paused_from(&once, 4, "12:00"), Ok(()));
    assert_eq!(paused_from(&once, 4, "12:10"), Ok(()));
}

#[test]
fn a_category_corrected_in_a_pause_takes_hold_when_work_goes_on() {
    let road = |stage: Stage, clock| {
        let road = Correction::Category("INF-JLN".into());
        stage.and([said(correct(1, road), siti(), clock)])
    };
    let paused = || sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "11:00")]);
    let resumed = road(paused(), "11:30").and([said(resume(1, 3), siti(), "12:00")]);
    let unpaused = road(sent_within(4), "11:30");
    assert_eq!(work(&resumed).allowed, Target::WorkingDays(5));
    assert_eq!(work(&resumed).due_at, work(&unpaused).due_at);
    // What is shorter than the time already taken leaves a moment to act, and nothing else does.
    let before = paused().setup.policy.clone();
    let mut after = before.clone();
    after.exceptions[0].target = Some(Target::Elapsed(Span::minutes(30)));
    let resumed = paused()
        .and([said(change_policy(&before, after), hana(), "11:30"), said(resume(1, 3), siti(), "12:00")]);
    assert_eq!(work(&resumed).due_at, at("12:01"));
    let nearly = sent_within(4).and([said(pause(1, 2, "15:00"), siti(), "13:59:30")]);
    assert_eq!(work(&nearly.sweep(at("15:00"))).due_at, at("15:00:30"));
}

#[test]
fn a_return_and_a_close_end_a_paused_clock_without_a_breach() {
    let paused = || sent_within(4).and([said(pause(1, 2, "+3 10:00"), siti(), "11:00")]);
    let returned = paused().and([said(give_back(1, 3), siti(), "17:00")]);
    assert_eq!((work(&returned).outcome, work(&returned).breached_at), (Some(ClockOutcome::Cancelled), None));
    assert!(work(&returned).paused.is_none());
}

#[test]
fn a_corrected_category_aims_open_work_anew_from_the_same_start() {
    let stage = sent_within(4).sweep(at("10:30"));
    let lamp =
        Command::Correct { ticket: TICKET, seen: 1, correction: Correction::Category("INF-PJU".into()) };
    let stage = stage.when(lamp, siti(), at("11:00")).happens(&["corrected", "reaimed"]);
    let days = stage.setup.region.category(&"INF-PJU".into()).unwrap().work_days.unwrap();
    assert_eq!(work(&stage).allowed, Target::WorkingDays(days as u16));
    assert_eq!(work(&stage).started_at, at("10:00"));
    let due: At = work(&stage).due_at;
    assert!(due > at("+1 00:00"));
    assert!(stage.clock(ClockKind::Acknowledge).outcome.is_some());
}

#[test]
fn a_correction_of_something_else_does_not_put_off_work_that_is_late() {
    let late = sent_within(4).sweep(at("15:30"));
    let due = work(&late).due_at;
    assert_eq!(due, at("14:00"));
    let place = Command::Correct { ticket: TICKET, seen: 1, correction: Correction::Narrative(text("lagi")) };
    let corrected = late.when(place, siti(), at("15:31")).happens(&["corrected"]);
    assert_eq!((work(&corrected).due_at, work(&corrected).aim), (due, 1));
}
