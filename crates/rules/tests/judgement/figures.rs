//! The report: what is counted where, and that nothing is counted twice or not at all.

use crate::laws::{histories, play, seeds};
use crate::stage::commands::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Shift;
use kentongan_rules::call::{CallOutcome, NoCase};
use kentongan_rules::clock::{Clock, ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{
    Age, AlarmEnd, Bucket, CallEnd, Cell, ColumnKind, Counting, Cover, Day, Figure, Period, Report,
    ReportAsk, ReportPage, SETTLED, Sent, Stage as Step, Table, Word, tables,
};
use kentongan_rules::setup::Language;
use kentongan_rules::ticket::{CloseOutcome, Ticket, TicketKind};
use kentongan_rules::time::{At, Span};
use proptest::prelude::*;

fn day() -> Period {
    Period { from: at("00:00"), to: at("+1 00:00"), as_of: at("+1 12:00") }
}

/// Everything up to the instant, and nothing later.
fn then(stage: &Stage, as_of: At) -> Stage {
    let mut then = Stage::default();
    for written in stage.journal.iter().filter(|written| written.meta.recorded_at <= as_of) {
        then.fold(written);
        then.journal.push(written.clone());
    }
    then
}

fn told<'s>(counting: &mut Counting<'_>, stage: &'s Stage, tickets: impl Iterator<Item = &'s Ticket>) {
    for call in stage.calls.values() {
        let end = if call.undone { CallEnd::TakenBack } else { CallEnd::Ended(call.outcome) };
        counting.call(call.called_at, end);
    }
    for written in &stage.journal {
        match written.event {
            Event::OfferedRecorded { day, shift, offered, abandoned } => {
                counting.offered(day, shift, offered, abandoned);
            }
            Event::Confirmed { by_caller, .. } => counting.confirmed(written.meta.at, by_caller),
            _ => {}
        }
    }
    tickets.for_each(|ticket| counting.ticket(ticket));
}

pub fn report(stage: &Stage, period: Period) -> Report {
    let stage = then(stage, period.as_of);
    let mut counting = Counting::new(period, &stage.setup);
    told(&mut counting, &stage, stage.tickets.values());
    counting.report()
}

pub fn table(report: &Report, id: Figure) -> Table {
    tables(report, Language::Id).into_iter().find(|table| table.id == id).unwrap()
}

/// The cell of a column in the row that begins so.
fn cell(table: &Table, first: &str, column: &str) -> Cell {
    let column = table.columns.iter().position(|it| it.key == format!("report.column_{column}")).unwrap();
    let is_first = |row: &&Vec<Cell>| match &row[0] {
        Cell::Text(name) | Cell::Key(name) => name == first,
        _ => false,
    };
    table.rows.iter().find(is_first).unwrap_or_else(|| panic!("{first}: {table:?}"))[column].clone()
}

/// A fire that is over: sent at once, there after so many minutes, the caller told, closed.
fn fire(there: &str) -> Stage {
    given([
        said(open(FIRE, "14:00"), siti(), "14:00:20"),
        said(assign(1, [lead("DAMKAR"), support("POLRESTA")]), siti(), "14:00:40"),
        said(acknowledge(1, 1), siti(), "14:01"),
        said(arrive(1, 2), siti(), there),
        said(finish(1, 3), siti(), "15:00"),
        said(finish(2, 1), siti(), "15:00"),
        said(confirm(1), siti(), "15:01"),
        said(answer(crate::stage::commands::told()), siti(), "15:02"),
    ])
}

#[test]
fn fifteen_minutes_to_a_fire_are_met_to_the_last_millisecond() {
    for (there, bucket) in [("14:15", Bucket::Met), ("14:15:01", Bucket::Late)] {
        let report = report(&fire(there), day());
        assert_eq!((report.fire.buckets.of(bucket), report.fire.buckets.total()), (1, 1), "{there}");
        assert_eq!(report.fire.took.percentile(50), Some((at(there) - at("14:00")).0));
    }
    // Nobody is there: it is missed as soon as the time is up, and not before.
    let waits = given([said(open(FIRE, "14:00"), siti(), "14:00:20")]);
    for (as_of, bucket) in [("14:15", Bucket::Pending), ("14:15:01", Bucket::Overdue)] {
        let report = report(&waits, Period { as_of: at(as_of), ..day() });
        assert_eq!(report.fire.buckets.of(bucket), 1, "{as_of}");
    }
    // No fire after all: nothing was promised.
    let none = waits.and([said(close_because(1, CloseOutcome::Cancelled), hana(), "14:30")]);
    assert_eq!(report(&none, day()).fire.buckets.of(Bucket::Cancelled), 1);
}

#[test]
fn an_answer_is_counted_on_the_day_on_which_it_was_due() {
    let stage = fire("14:10");
    assert_eq!(report(&stage, day()).answer.len(), 0, "due tomorrow");
    let tomorrow = Period { from: at("+1 00:00"), to: at("+2 00:00"), as_of: at("+2 00:00") };
    let report = report(&stage, tomorrow);
    assert_eq!(report.answer[&FIRE.into()].of(Bucket::Met), 1);
    assert_eq!(report.funnel.total(), 0, "the call was today");
}

#[test]
fn what_is_open_and_overdue_is_missed_and_a_promise_is_apart() {
    let tomorrow = Period { from: at("+1 00:00"), to: at("+2 00:00"), as_of: at("+1 14:00") };
    let open = given([said(open(NOISE, "14:00"), siti(), "14:01")]);
    let of = |stage: &Stage, as_of: &str| {
        report(stage, Period { as_of: at(as_of), ..tomorrow }).answer[&NOISE.into()].clone()
    };
    assert_eq!(of(&open, "+1 14:00").of(Bucket::Pending), 1, "at the instant itself there is still time");
    assert_eq!(of(&open, "+1 14:00:01").of(Bucket::Overdue), 1);
    let late = open.clone().and([said(answer(crate::stage::commands::told()), siti(), "+1 15:00")]);
    assert_eq!(of(&late, "+1 14:30").of(Bucket::Overdue), 1, "as it was known then");
    assert_eq!(of(&late, "+1 16:00").of(Bucket::Late), 1);
    let promised = open.and([said(answer(interim(at("+1 20:00"))), siti(), "15:00")]);
    let tally = of(&promised, "+1 16:00");
    assert_eq!((tally.of(Bucket::Interim), tally.of(Bucket::Pending), tally.total()), (1, 1, 2));
}

#[test]
fn law_37_cancelled_as_a_prank_after_it_was_due_is_in_the_report() {
    let stage = given([said(open(NOISE, "08:00"), siti(), "08:01")]);
    let cancelled =
        |when: &str| stage.clone().and([said(close_because(1, CloseOutcome::Cancelled), hana(), when)]);
    let on = |when: &str, days: i64| {
        let from = at("00:00") + Span::hours(24 * days);
        let period = Period { from, to: from + Span::hours(24), as_of: at("+3 00:00") };
        report(&cancelled(when), period)
    };
    assert!(on("09:00", 0).cancelled_late.is_empty(), "in time");
    let late = on("+1 09:00", 1);
    assert_eq!(late.cancelled_late[&NOISE.into()], 1);
    assert_eq!(late.answer[&NOISE.into()].of(Bucket::Cancelled), 1, "and in its bucket all the same");
}

#[test]
fn given_back_is_a_misroute_and_no_breach_and_outside_agencies_are_apart() {
    let report = report(&fire("14:10"), day());
    let acknowledged = |agency: &str| report.by_agency[&(Step::Acknowledge, agency.into())].buckets.total();
    assert_eq!((acknowledged("DAMKAR"), acknowledged("POLRESTA")), (1, 1));
    // The police are nobody's in the regency: they are in no category's figures.
    let of_fire = &report.by_category[&(Step::Acknowledge, FIRE.into())];
    assert_eq!(of_fire.buckets.total(), 1);
    let outside = table(&report, Figure::AcknowledgeOutside);
    assert_eq!(outside.rows.len(), 1);

    let back = given([
        said(open(FIRE, "14:00"), siti(), "14:00:20"),
        said(assign(1, [lead("DAMKAR")]), siti(), "14:00:40"),
        said(give_back(1, 1), siti(), "14:20"),
        said(assign(1, [lead("BPBD")]), siti(), "14:21"),
    ]);
    let report = crate::figures::report(&back, day());
    assert_eq!(report.sent[&"DAMKAR".into()].of(Sent::Returned), 1);
    assert_eq!(report.sent[&"BPBD".into()].of(Sent::Out), 1);
    let damkar = &report.by_agency[&(Step::Arrive, "DAMKAR".into())].buckets;
    assert_eq!((damkar.of(Bucket::Cancelled), damkar.total()), (1, 1));
}

#[test]
fn opened_again_is_counted_and_a_promise_is_not_taken_for_it() {
    let stage = given([
        said(open(NOISE, "08:00"), siti(), "08:01"),
        said(answer(interim(at("20:00"))), siti(), "08:10"),
        said(answer(crate::stage::commands::told()), siti(), "08:20"),
        said(close_because(1, CloseOutcome::Withdrawn), siti(), "08:30"),
    ]);
    assert!(report(&stage, day()).reopened.is_empty());
    let again = stage.and([said(reopen(2), siti(), "09:00")]);
    let report = report(&again, day());
    assert_eq!(report.reopened[&NOISE.into()], 1);
    assert_eq!(report.backlog[&Age::ThreeDays].of(TicketKind::Complaint), 1);
}

#[test]
fn calls_are_counted_whole_and_what_was_taken_back_is_seen() {
    let stage = given([
        said(end_call(NoCase::Prank, at("09:00")), siti(), "09:00:10"),
        said(undo_call(), siti(), "09:00:20"),
        said(open_other(FIRE, "09:30"), rudi(), "09:30:10"),
    ]);
    let known = |as_of: &str| report(&stage, Period { as_of: at(as_of), ..day() }).funnel;
    assert_eq!(known("09:00:15").of(CallEnd::Ended(CallOutcome::Prank)), 1);
    let all = known("10:00");
    assert_eq!(
        (all.of(CallEnd::TakenBack), all.of(CallEnd::Ended(CallOutcome::Ticket)), all.total()),
        (1, 1, 2)
    );
}

#[test]
fn offered_calls_are_typed_in_and_corrected() {
    let day_of = Day { year: 2026, month: 11, day: 26 };
    let typed = |offered, abandoned| Command::RecordOffered {
        day: day_of,
        shift: Shift::Morning,
        offered,
        abandoned,
    };
    let stage = given([
        said(end_call(NoCase::Prank, at("09:00")), siti(), "09:00:10"),
        said(typed(90, 40), siti(), "14:02"),
        said(typed(90, 4), hana(), "14:10"),
    ]);
    let offered =
        |as_of: &str| report(&stage, Period { as_of: at(as_of), ..day() }).offered[&(day_of, Shift::Morning)];
    assert_eq!((offered("14:05").abandoned, offered("15:00").abandoned), (40, 4));
    assert_eq!((offered("15:00").offered, offered("15:00").taken), (90, 1));
    let rows = table(&report(&stage, day()), Figure::Offered).rows;
    assert_eq!(rows[0].last(), Some(&Cell::Key("report.typed_in".to_owned())));
}

#[test]
fn what_cannot_be_so_is_not_typed_in() {
    let judge = |command: Command<_>| given([]).when(command, siti(), at("13:00")).outcome.unwrap_err();
    let typed = |day, shift, offered, abandoned| Command::RecordOffered {
        day: Day { year: 2026, month: 11, day },
        shift,
        offered,
        abandoned,
    };
    let malformed = |what: &str| Refusal::Malformed { what: what.to_owned() };
    assert_eq!(judge(typed(26, Shift::Morning, 4, 5)), malformed("abandoned"));
    assert_eq!(judge(typed(26, Shift::Morning, 100_001, 0)), malformed("offered"));
    assert_eq!(judge(typed(31, Shift::Morning, 4, 0)), malformed("day"));
    assert_eq!(judge(typed(26, Shift::Afternoon, 4, 0)), Refusal::WrongTime, "it has not begun");
}

#[test]
fn too_few_are_not_compared() {
    let report = report(&fire("14:10"), day());
    let agencies = table(&report, Figure::AcknowledgeAgency);
    let few = Cell::Key("report.too_few".to_owned());
    let first = match &agencies.rows[0][0] {
        Cell::Text(name) => name.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(cell(&agencies, &first, "met_share"), few);
    assert_eq!(cell(&agencies, &first, "p90"), few);
    assert_eq!(cell(&agencies, &first, "due"), Cell::Count(1), "how few is said");
}

#[test]
fn whoever_nobody_could_be_sent_to_is_seen() {
    let stage = fire("14:10");
    let cover = report(&stage, day()).coverage[&FIRE.into()].clone();
    assert_eq!(cover.total(), 1);
    // The lists of the seed name no telephone: nobody of them can be reached.
    let reachable = stage.setup.region.agencies.iter().any(|agency| !agency.contact.is_empty());
    assert_eq!(cover.of(Cover::NoContact), u32::from(!reachable));
}

#[test]
fn alarms_are_counted_by_how_far_they_came() {
    let stage = given([said(open(FIRE, "14:00"), siti(), "14:00:01")]).sweep(at("14:01:00"));
    let waiting = report(&stage, day());
    let late = |report: &Report| report.alarms[&kentongan_rules::clock::Level::Late].0.clone();
    assert_eq!(late(&waiting).of(AlarmEnd::Waiting), 1);
    let seen = report(&stage.and([said(acknowledge_alarm(0), siti(), "14:02")]), day());
    assert_eq!(late(&seen).of(AlarmEnd::Acknowledged), 1);
    assert_eq!(seen.load.total(), 144, "every ten minutes of the day");
}

#[test]
fn the_callers_word_and_the_rooms_are_apart() {
    let report = report(&fire("14:10"), day());
    assert_eq!(report.confirmed.of(Word::Caller) + report.confirmed.of(Word::Room), 1);
}

#[test]
fn a_period_has_an_end_and_what_is_being_written_is_not_in_it() {
    let ask = |from, to| ReportAsk { from, to, as_of: None, language: None };
    let now = at("12:00");
    let period = ask(at("00:00"), at("+1 00:00")).period(now).unwrap();
    assert_eq!(period.as_of, now - SETTLED);
    assert_eq!(ask(now, now).period(now), None);
    assert_eq!(ask(now, now - Span(1)).period(now), None);
    assert_eq!(ask(now - Span::hours(24 * 367), now).period(now), None);
    assert_eq!(ask(At(i64::MIN), At(i64::MAX)).period(now), None);
}

/// Every column of counts is the sum of its rows, and every row is as long as its table is wide.
fn adds_up(table: &Table) {
    let wide = table.columns.len();
    assert!(table.rows.iter().all(|row| row.len() == wide), "{:?}", table.id);
    let Some(total) = &table.total else { return };
    assert_eq!(total.len(), wide, "{:?}", table.id);
    let count = |cell: &Cell| if let Cell::Count(n) = cell { *n } else { 0 };
    for (at, column) in table.columns.iter().enumerate().filter(|(_, it)| it.kind == ColumnKind::Count) {
        let sum: u32 = table.rows.iter().map(|row| count(&row[at])).sum();
        assert_eq!(sum, count(&total[at]), "{:?} {}", table.id, column.key);
    }
}

fn is_missed(clock: &Clock, as_of: At) -> bool {
    match clock.outcome {
        Some(ClockOutcome::Missed) => true,
        None => clock.breached_at.is_some() || clock.paused.is_none() && as_of > clock.due_at,
        Some(_) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Each call and each clock of a period is in exactly one bucket, whatever happened and whenever it is looked at.
    #[test]
    fn law_38_every_reports_buckets_add_up_to_its_total(
        seeds in seeds(60),
        from in -6i64..30,
        hours in 1i64..72,
        known in 0i64..96,
    ) {
        let stage = play(&seeds, |_, _| {});
        let from = at("14:00") + Span::hours(from);
        let period = Period { from, to: from + Span::hours(hours), as_of: at("14:00") + Span::hours(known) };
        let made = report(&stage, period);
        let stage = then(&stage, period.as_of);
        let tickets: Vec<&Ticket> = stage.tickets.values().collect();
        let clocks: Vec<&Clock> = tickets.iter().flat_map(|t| &t.clocks).filter(|c| period.has(c.due_at)).collect();
        let of = |kind: ClockKind| clocks.iter().filter(|c| c.kind == kind).count() as u32;

        let calls = stage.calls.values().filter(|call| period.has(call.called_at)).count();
        prop_assert_eq!(made.funnel.total() as usize, calls);
        let handed_in = table(&made, Figure::Ministry).total.unwrap();
        prop_assert_eq!(&handed_in[1], &Cell::Count(made.funnel.total()));
        prop_assert_eq!(made.hours.values().map(|tally| tally.total()).sum::<u32>() as usize, calls);
        prop_assert_eq!(made.clocks.values().map(|tally| tally.total()).sum::<u32>() as usize, clocks.len());
        prop_assert_eq!(made.answer.values().map(|tally| tally.total()).sum::<u32>(), of(ClockKind::Answer));
        let missed = clocks.iter().filter(|clock| is_missed(clock, period.as_of)).count() as u32;
        let counted: u32 = made.clocks.values().map(|t| t.of(Bucket::Late) + t.of(Bucket::Overdue)).sum();
        prop_assert_eq!(counted, missed);
        for (step, kind) in [(Step::Acknowledge, ClockKind::Acknowledge), (Step::Arrive, ClockKind::Arrive), (Step::Work, ClockKind::Work)] {
            let groups = made.by_agency.iter().filter(|((of, _), _)| *of == step);
            prop_assert_eq!(groups.map(|(_, group)| group.buckets.total()).sum::<u32>(), of(kind));
            let own = made.by_category.iter().filter(|((of, _), _)| *of == step);
            prop_assert!(own.map(|(_, group)| group.buckets.total()).sum::<u32>() <= of(kind));
        }
        let open = tickets.iter().filter(|t| t.closed.is_none()).count() as u32;
        prop_assert_eq!(made.backlog.values().map(|tally| tally.total()).sum::<u32>(), open);
        let reopened = stage.journal.iter().filter(|w| matches!(w.event, Event::Reopened { .. }) && period.has(w.meta.at)).count();
        prop_assert_eq!(made.reopened.values().sum::<u32>() as usize, reopened);
        let fired = tickets.iter().flat_map(|t| &t.clocks).flat_map(|c| &c.fired).filter(|f| period.has(f.fired_at)).count();
        prop_assert_eq!(made.alarms.values().map(|(tally, _)| tally.total()).sum::<u32>() as usize, fired);
        tables(&made, Language::Id).iter().for_each(adds_up);

        // Told in another order, and once more, it is the same to the byte.
        let mut backwards = Counting::new(period, &stage.setup);
        told(&mut backwards, &stage, stage.tickets.values().rev());
        let bytes = |report: &Report| serde_json::to_string(&ReportPage::of(report, Language::En)).unwrap();
        prop_assert_eq!(bytes(&made), bytes(&backwards.report()));
    }
}

#[test]
fn a_report_of_nothing_is_empty_and_whole() {
    let report = report(&given([]), day());
    for table in tables(&report, Language::Id) {
        adds_up(&table);
        let nothing = |cell: &Cell| !matches!(cell, Cell::Share { .. } | Cell::Duration(_));
        assert!(table.id == Figure::AlarmLoad || table.rows.iter().flatten().all(nothing), "{:?}", table.id);
    }
}
