//! From what happened to a report: one thing after the other, in any order.

use super::bucket::{
    Age, AlarmEnd, Bucket, CallEnd, Cover, FIRE_TARGET, Handed, Load, Sent, Word, fire, first_lead, is_fire,
    spent,
};
use super::day::{day_of, start_of};
use super::{Counted, Day, Group, Names, Offered, Period, Report, Stage};
use crate::actor::Shift;
use crate::call::CallOutcome;
use crate::clock::{ClockKind, Firing};
use crate::plan::{agencies, occasion};
use crate::region::AgencyCode;
use crate::region::AgencyKind;
use crate::setup::Setup;
use crate::ticket::{AnswerKind, AnswerResult, AssignmentRole, CloseOutcome, Ticket};
use crate::time::{At, Span, minute_of_day};
use std::collections::BTreeMap;

const TEN_MINUTES: i64 = 600_000;

/// A report in the making. What it is told must be as of [`Period::as_of`].
pub struct Counting<'s> {
    setup: &'s Setup,
    report: Report,
    /// Alarms that somebody was told of, by ten minutes.
    load: BTreeMap<i64, u32>,
    /// Calls of each shift.
    taken: BTreeMap<(Day, Shift), u32>,
}

impl<'s> Counting<'s> {
    /// With the names, plans and policy of `setup`.
    pub fn new(period: Period, setup: &'s Setup) -> Counting<'s> {
        let report =
            Report::empty(period, setup.policy.version, Names::of(&setup.region), setup.ministry_sheet());
        let report = Report { ministry_proposed: setup.settings.ministry.is_none(), ..report };
        Counting { setup, report, load: BTreeMap::new(), taken: BTreeMap::new() }
    }

    fn zone(&self) -> i32 {
        self.setup.region.utc_offset_minutes
    }

    pub fn call(&mut self, called_at: At, end: CallEnd) {
        if !self.report.period.has(called_at) {
            return;
        }
        self.report.funnel.add(end);
        let hour = minute_of_day(called_at, self.zone()) / 60;
        self.report.hours.entry(hour).or_default().add(end);
        // One that opened a ticket is counted by it.
        if end != CallEnd::Ended(CallOutcome::Ticket) {
            self.counted(called_at, Counted::of(end));
        }
        *self.taken.entry(shift_of(called_at, self.zone())).or_default() += 1;
    }

    fn counted(&mut self, called_at: At, counted: Option<Counted>) {
        let day = day_of(called_at, self.zone());
        self.report.counted.entry(day).or_default().add(counted);
    }

    /// In the order in which they were typed in: a later one corrects an earlier one.
    pub fn offered(&mut self, day: Day, shift: Shift, offered: u32, abandoned: u32) {
        let starts = shift_start(day, shift, self.zone());
        if starts.is_some_and(|at| self.report.period.has(at)) {
            self.report.offered.insert((day, shift), Offered { offered, abandoned, taken: 0 });
        }
    }

    pub fn confirmed(&mut self, at: At, by_caller: bool) {
        if self.report.period.has(at) {
            self.report.confirmed.add(if by_caller { Word::Caller } else { Word::Room });
        }
    }

    pub fn ticket(&mut self, ticket: &Ticket) {
        let period = self.report.period;
        self.clocks(ticket);
        self.alarms(ticket);
        self.assignments(ticket);
        if is_fire(ticket, &self.setup.region) && period.has(ticket.called_at + FIRE_TARGET) {
            let took = first_lead(ticket).map(|there| there - ticket.called_at);
            self.report.fire.add(fire(ticket, period.as_of), took);
        }
        if ticket.closed.is_none() {
            let age = Age::of(period.as_of - ticket.called_at);
            self.report.backlog.entry(age).or_default().add(ticket.kind);
        }
        let again = reopenings(ticket).filter(|at| period.has(*at)).count();
        if again > 0 {
            let count = self.report.reopened.entry(ticket.category.clone()).or_default();
            *count += u32::try_from(again).unwrap_or(u32::MAX);
        }
        if is_cancelled_late(ticket, period) {
            *self.report.cancelled_late.entry(ticket.category.clone()).or_default() += 1;
        }
        if period.has(ticket.called_at) {
            let cover = self.cover(ticket);
            self.report.coverage.entry(ticket.category.clone()).or_default().add(cover);
            self.counted(ticket.called_at, Some(Counted::Category(ticket.category.clone())));
        }
    }

    fn clocks(&mut self, ticket: &Ticket) {
        let Period { as_of, .. } = self.report.period;
        for clock in ticket.clocks.iter().filter(|clock| self.report.period.has(clock.due_at)) {
            let bucket = Bucket::of(clock, as_of);
            self.report.clocks.entry(clock.kind).or_default().add(bucket);
            if clock.kind == ClockKind::Answer {
                self.report.answer.entry(ticket.category.clone()).or_default().add(bucket);
            }
            let agency = clock.assignment.and_then(|no| ticket.assignment(no)).map(|one| &one.agency);
            let (Some(stage), Some(agency)) = (Stage::of(clock.kind), agency) else { continue };
            let took = spent(clock);
            let of_agency = self.report.by_agency.entry((stage, agency.clone())).or_default();
            of_agency.add(bucket, took);
            if !self.is_outside(agency) {
                let key = (stage, ticket.category.clone());
                self.report.by_category.entry(key).or_default().add(bucket, took);
            }
        }
    }

    fn is_outside(&self, agency: &AgencyCode) -> bool {
        self.setup.region.agency(agency).is_some_and(|known| known.kind == AgencyKind::Outside)
    }

    fn alarms(&mut self, ticket: &Ticket) {
        let fired = ticket.clocks.iter().flat_map(|clock| &clock.fired);
        // Of a call that was written down afterwards nothing could fire before it was.
        let late = |firing: &Firing| (firing.fired_at - firing.due_at.max(ticket.opened_at)).0.max(0);
        for firing in fired.filter(|firing| self.report.period.has(firing.fired_at)) {
            let (counts, spread) = self.report.alarms.entry(firing.level).or_default();
            counts.add(AlarmEnd::of(firing));
            spread.add(late(firing));
            if !firing.deliveries.is_empty() {
                let since = firing.fired_at - self.report.period.from;
                *self.load.entry(since.0 / TEN_MINUTES).or_default() += 1;
            }
        }
    }

    fn assignments(&mut self, ticket: &Ticket) {
        let owed = ticket.assignments.iter().filter(|one| one.role != AssignmentRole::Copy);
        for one in owed.filter(|one| self.report.period.has(one.sent_at)) {
            self.report.sent.entry(one.agency.clone()).or_default().add(Sent::of(one));
            let agency = self.setup.region.agency(&one.agency);
            if agency.is_some_and(|agency| agency.takes_over().is_some()) {
                self.report.handed.entry(one.agency.clone()).or_default().add(Handed::of(one));
            }
        }
    }

    /// By the plan that fits it, and by who was on duty as the call came in.
    fn cover(&self, ticket: &Ticket) -> Cover {
        let (region, at) = (&self.setup.region, ticket.called_at);
        let district = ticket.place.district.as_ref();
        let occasion = occasion(self.setup, &ticket.category, ticket.severity, district, at);
        match region.plan_for(&occasion) {
            Some(row) => Cover::of(&agencies(region, row, district, at)),
            None => Cover::NoPlan,
        }
    }

    pub fn report(mut self) -> Report {
        for (key, offered) in &mut self.report.offered {
            offered.taken = self.taken.get(key).copied().unwrap_or(0);
        }
        let Period { from, to, as_of } = self.report.period;
        let spans = |at: i64| (at.max(from.0) - from.0 + TEN_MINUTES - 1) / TEN_MINUTES;
        let all = u32::try_from(spans(to.min(as_of).0)).unwrap_or(u32::MAX);
        let mut busy = 0;
        for count in self.load.values() {
            self.report.load.add(Load::of(*count));
            self.report.most_alarms = self.report.most_alarms.max(*count);
            busy += 1;
        }
        self.report.load.add_many(Load::None, all.saturating_sub(busy));
        self.report.days = days(self.report.period, self.zone());
        self.report
    }
}

impl Group {
    fn add(&mut self, bucket: Bucket, took: Option<Span>) {
        self.buckets.add(bucket);
        if let Some(took) = took {
            self.took.add(took.0);
        }
    }
}

/// When it was opened again: each time starts an answer of its own, and so does an interim answer.
fn reopenings(ticket: &Ticket) -> impl Iterator<Item = At> + '_ {
    let interim = move |cycle: u16, at: At| {
        ticket.answers.iter().any(|answered| {
            let reached = answered.given.result == AnswerResult::Reached;
            reached
                && answered.given.kind == AnswerKind::Interim
                && answered.cycle + 1 == cycle
                && answered.at == at
        })
    };
    let owed = ticket.clocks.iter().filter(|clock| clock.kind == ClockKind::Answer && clock.cycle > 1);
    owed.filter(move |clock| !interim(clock.cycle, clock.started_at)).map(|clock| clock.started_at)
}

/// Closed in the period as no case at all, though an answer had been missed.
fn is_cancelled_late(ticket: &Ticket, period: Period) -> bool {
    let closed = ticket.closed.as_ref();
    let cancelled = closed.is_some_and(|it| it.outcome == CloseOutcome::Cancelled && period.has(it.at));
    let missed = |clock: &crate::clock::Clock| {
        clock.kind == ClockKind::Answer
            && (clock.breached_at.is_some() || Bucket::of(clock, period.as_of) == Bucket::Late)
    };
    cancelled && ticket.clocks.iter().any(missed)
}

/// The days that had begun of a period that is more than a day and lies in one month; of any other none.
fn days(Period { from, to, as_of }: Period, zone: i32) -> Vec<Day> {
    let (first, last) = (day_of(from, zone), day_of(to - Span(1), zone));
    if first == last || (first.year, first.month) != (last.year, last.month) {
        return Vec::new();
    }
    let known = last.min(day_of(as_of, zone));
    let begun = (first.day..=last.day).map(|day| Day { day, ..first });
    begun.filter(|day| *day <= known).collect()
}

/// The shift of an instant, and the day on which it began.
fn shift_of(at: At, zone: i32) -> (Day, Shift) {
    let shift = Shift::at(at, zone);
    let began = if shift == Shift::Night { at - Span::hours(6) } else { at };
    (day_of(began, zone), shift)
}

/// When a shift of a day begins; `None` of a day that no calendar has.
pub fn shift_start(day: Day, shift: Shift, zone: i32) -> Option<At> {
    let hour = match shift {
        Shift::Morning => 6,
        Shift::Afternoon => 14,
        Shift::Night => 22,
    };
    start_of(day, zone).map(|start| start + Span::hours(hour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_belongs_to_the_day_on_which_it_began() {
        let midnight = At(1_795_626_000_000);
        let (thursday, wednesday) = (day_of(midnight, 420), day_of(midnight - Span(1), 420));
        for (hour, day, shift) in [
            (-2, wednesday, Shift::Night),
            (5, wednesday, Shift::Night),
            (6, thursday, Shift::Morning),
            (14, thursday, Shift::Afternoon),
            (22, thursday, Shift::Night),
        ] {
            let at = midnight + Span::hours(hour);
            assert_eq!(shift_of(at, 420), (day, shift), "{hour}");
            assert!(
                shift_start(day, shift, 420).is_some_and(|start| start <= at && at < start + Span::hours(8))
            );
        }
    }
}
