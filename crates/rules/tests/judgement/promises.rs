//! What the regent promised, and what no bookkeeping may do to it.

use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::clock::{Clock, ClockKind, ClockOutcome, Level};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::Agency;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::{Span, day_start};

fn complaint() -> Stage {
    given([said(open(NOISE, "08:00"), siti(), "08:07")])
}
fn answers(stage: &Stage) -> Vec<&Clock> {
    stage.ticket().clocks.iter().filter(|c| c.kind == ClockKind::Answer).collect()
}

#[test]
fn law_17_closed_and_reopened_n_times_leaves_n_results_and_one_more_armed() {
    let mut stage = complaint();
    let mut results = Vec::new();
    for n in 0..4_i64 {
        let now = at("09:00") + Span::hours(n);
        // Told in time, not at all, in time …
        if n % 2 == 0 {
            stage.perform(&answer(told()), &siti(), now).unwrap();
        }
        let seen = stage.ticket().version;
        stage
            .perform(&close_because(seen, CloseOutcome::Withdrawn), &siti(), now + Span::minutes(1))
            .unwrap();
        results.push(answers(&stage).last().unwrap().outcome);
        let finished: Vec<Clock> = answers(&stage).into_iter().cloned().collect();
        stage.perform(&reopen(seen + 1), &siti(), now + Span::minutes(2)).unwrap();
        let after: Vec<Clock> = answers(&stage).into_iter().cloned().collect();
        assert_eq!(after.len(), n as usize + 2);
        assert_eq!(after[..finished.len()], finished, "what was decided stays decided");
        assert_eq!(after.iter().filter(|c| c.is_running()).count(), 1);
        assert_eq!(stage.ticket().cycle, n as u16 + 2);
    }
    use ClockOutcome::{Cancelled, Met};
    assert_eq!(results, [Met, Cancelled, Met, Cancelled].map(Some));
}

#[test]
fn law_18_only_what_reached_the_caller_stops_the_answer() {
    let heard_nothing = complaint().and([
        said(note("petugas sudah ditelepon"), siti(), "08:10"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:12"),
        said(acknowledge(1, 1), siti(), "08:15"),
        said(finish(1, 2), siti(), "09:00"),
        said(answer(tried()), siti(), "09:05"),
        said(confirm(1), siti(), "09:06"),
    ]);
    assert!(heard_nothing.clock(ClockKind::Answer).is_running());
    // "Help is on its way": the next one is owed at once, for when it was promised.
    let interim = heard_nothing.and([said(answer(interim(at("15:00"))), siti(), "09:10")]);
    let owed = answers(&interim);
    assert_eq!((owed[0].outcome, owed[0].stopped_at), (Some(ClockOutcome::Interim), Some(at("09:10"))));
    assert_eq!((owed[1].started_at, owed[1].due_at, owed[1].cycle), (at("09:10"), at("15:00"), 2));
    assert!(owed[1].is_running());
    let told = interim.and([said(answer(told()), siti(), "14:59")]);
    assert_eq!(answers(&told)[1].outcome, Some(ClockOutcome::Met));
}

#[test]
fn law_19_the_start_is_the_call_not_the_form() {
    for kind in [FIRE, NOISE] {
        let stage = given([said(open(kind, "08:00"), siti(), "08:07")]);
        for clock in &stage.ticket().clocks {
            assert_eq!(clock.started_at, at("08:00"), "{:?}", clock.kind);
        }
        assert_eq!(stage.ticket().opened_at, at("08:07"));
    }
    // A dispatch that was late before the form was saved is late, and said to be.
    let late = given([said(open(FIRE, "08:00"), siti(), "08:07")]).sweep(at("08:07"));
    assert_eq!(late.clock(ClockKind::Dispatch).level(), Some(Level::Supervisor));
}

#[test]
fn law_32_crossing_midnight_with_an_open_breach_adds_no_alarm() {
    let stage = given([said(open(FIRE, "23:50"), siti(), "23:50:10")]).sweep(at("23:59:59"));
    let fired = stage.fired().len();
    assert!(stage.clock(ClockKind::Dispatch).asks());
    let midnight = day_start(at("+1 00:00"), 420);
    assert_eq!(midnight, at("+1 00:00"));
    for now in [midnight - Span(1), midnight, midnight + Span(1), midnight + Span::hours(6)] {
        stage.clone().when(sweep(), Actor::clock(), now).refused(Refusal::NothingChanged);
    }
    assert_eq!(stage.fired().len(), fired);
    assert!(stage.clock(ClockKind::Dispatch).asks(), "and none is forgotten");
}

#[test]
fn law_33_what_passed_while_nobody_swept_is_all_recorded_in_order_with_its_lateness() {
    let stage = complaint().sweep(at("+1 09:30"));
    let answer = stage.clock(ClockKind::Answer);
    let late: Vec<_> = answer.fired.iter().map(|f| (f.level, f.late_ms.0 / 60_000)).collect();
    let hours = 60;
    assert_eq!(
        late,
        [
            (Level::Half, 13 * hours + 30),
            (Level::Soon, 5 * hours + 30),
            (Level::Urgent, 2 * hours + 30),
            (Level::Late, hours + 30),
            (Level::Supervisor, 30)
        ]
    );
    // The screen shows one of them.
    assert_eq!(answer.level(), Some(Level::Supervisor));
}

#[test]
fn law_34_a_closed_agencys_clocks_run_on_until_somebody_decides() {
    let stage = complaint().and([said(assign(1, [lead("SATPOLPP")]), siti(), "08:12")]);
    let before: Agency = stage.setup.region.agency(&"SATPOLPP".into()).unwrap().clone();
    let after = Agency { active: false, ..before.clone() };
    let change = Command::ChangeAgency(Change { before: Some(before), after });
    let running = |stage: &Stage| stage.ticket().running().map(|(no, _)| no).collect::<Vec<_>>();
    let owed = running(&stage);
    let stage = stage.and([said(change, hana(), "08:20")]);
    assert_eq!(running(&stage), owed);
    let late = stage.sweep(at("10:30"));
    assert!(late.clock(ClockKind::Acknowledge).asks(), "its silence is still heard");
    // Nobody is sent to it anew, and whoever was sent is released or replaced by a person.
    let again = late.clone().and([said(release(1, 1), siti(), "10:31")]);
    let unknown = Refusal::UnknownAgency { agency: "SATPOLPP".to_owned() };
    again.clone().when(assign(1, [lead("SATPOLPP")]), siti(), at("10:32")).refused(unknown);
    again.when(assign(1, [lead("BPBD")]), siti(), at("10:32")).happens(&["assigned"]);
}

/// Editing the calendar or the policy is about what is to come.
#[test]
fn law_16_no_edit_touches_a_finished_clock() {
    let stage = complaint().and([
        said(assign(1, [lead("SATPOLPP")]), siti(), "08:12"),
        said(acknowledge(1, 1), siti(), "08:15"),
        said(answer(told()), siti(), "08:30"),
        said(finish(1, 2), siti(), "09:00"),
    ]);
    let finished: Vec<Clock> = stage.ticket().clocks.iter().filter(|c| !c.is_running()).cloned().collect();
    assert_eq!(finished.len(), 3);
    let before = stage.setup.policy.clone();
    let mut after = before.clone();
    after.calendar.week = Default::default();
    after.calendar.week[2] = vec![kentongan_rules::calendar::Segment { from: 540, to: 600 }];
    (after.answer, after.acknowledge) = (Span::hours(1), Span::minutes(1));
    let stage = stage.and([said(change_policy(&before, after), hana(), "09:10")]).sweep(at("09:11"));
    assert_eq!(stage.setup.policy.calendar.version, before.calendar.version + 1);
    let still: Vec<Clock> = stage.ticket().clocks.iter().filter(|c| !c.is_running()).cloned().collect();
    assert_eq!(still, finished);
}
