//! Alarms between their firing and their hand-over. What fired is told from here; no page has a part in it, seen or hidden.

use super::alarm::Alarm;
use super::flood::{Flood, Now};
use kentongan_rules::time::At;

/// Alarms that nobody has taken yet, in the order of firing.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Vec<Alarm>,
    flood: Flood,
}

impl Queue {
    /// Adds what has fired. Of several levels of one clock the highest is told, once.
    pub fn join(&mut self, fired: Vec<Alarm>) {
        for alarm in fired {
            let same = |other: &Alarm| (other.ticket, other.clock) == (alarm.ticket, alarm.clock);
            if self.waiting.iter().any(|other| same(other) && other.level > alarm.level) {
                continue;
            }
            self.waiting.retain(|other| !same(other));
            self.waiting.push(alarm);
        }
    }

    /// What is to be handed over now that somebody takes it: all, or as much as the flood lets through. It waits no more.
    pub fn next(&mut self, now: At) -> (Now, Vec<Alarm>) {
        if self.waiting.is_empty() {
            return (Now::Wait, Vec::new());
        }
        let plan = self.flood.plan(self.waiting.len(), now);
        (plan, self.waiting.drain(..plan.count()).collect())
    }

    /// Nobody takes them, and they wait on. Gives those of which that has not been said before.
    pub fn refused(&mut self) -> Vec<Alarm> {
        let first = |alarm: &mut Alarm| (!std::mem::replace(&mut alarm.refused, true)).then(|| alarm.clone());
        self.waiting.iter_mut().filter_map(first).collect()
    }

    pub fn first(&self) -> Option<&Alarm> {
        self.waiting.first()
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub fn any(&self, is: impl Fn(&Alarm) -> bool) -> bool {
        self.waiting.iter().any(is)
    }

    pub fn retain(&mut self, stays: impl Fn(&Alarm) -> bool) {
        self.waiting.retain(stays);
    }

    pub fn clear(&mut self) {
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::alarm::fired;
    use super::super::alarm::tests::line;
    use super::*;
    use kentongan_rules::clock::{ClockKind, Level};
    use kentongan_rules::time::Span;

    fn told(alarms: &[Alarm]) -> Vec<(i64, Level)> {
        alarms.iter().map(|alarm| (alarm.seq.0, alarm.level)).collect()
    }

    #[test]
    fn of_several_levels_of_one_clock_the_highest_is_told_once() {
        let mut queue = Queue::default();
        queue.join(fired(&[line(1, 1, ClockKind::Arrive, Level::Urgent)]));
        queue.join(fired(&[
            line(2, 2, ClockKind::Arrive, Level::Urgent),
            line(3, 1, ClockKind::Arrive, Level::Supervisor),
            line(4, 1, ClockKind::Arrive, Level::Late),
        ]));
        assert_eq!(told(&queue.next(At(5_000)).1), [(2, Level::Urgent), (3, Level::Supervisor)]);
        assert!(queue.is_empty());
    }

    #[test]
    fn law_29_for_half_an_hour_what_fires_is_told_at_once_from_the_journals_lines_alone() {
        let mut queue = Queue::default();
        let levels = [Level::Urgent, Level::Late, Level::Supervisor];
        for (at, level) in (1_i64..=30).step_by(10).zip(levels) {
            let now = At(0) + Span::minutes(at);
            queue.join(fired(&[line(at, 1, ClockKind::Arrive, level)]));
            let (plan, alarms) = queue.next(now);
            assert_eq!((plan, told(&alarms)), (Now::Each(1), vec![(at, level)]));
            assert_eq!(queue.next(now + Span::seconds(1)), (Now::Wait, Vec::new()));
        }
    }

    #[test]
    fn law_30_what_nobody_takes_waits_is_said_to_be_refused_once_and_goes_out_later() {
        let mut queue = Queue::default();
        queue.join(fired(&[line(1, 1, ClockKind::Arrive, Level::Urgent)]));
        assert_eq!(told(&queue.refused()), [(1, Level::Urgent)]);
        queue.join(fired(&[line(2, 2, ClockKind::Answer, Level::Soon)]));
        // Each once, however often it is tried.
        assert_eq!(told(&queue.refused()), [(2, Level::Soon)]);
        assert_eq!(queue.refused(), []);
        assert_eq!(queue.first().map(|alarm| alarm.seq.0), Some(1));
        let (plan, alarms) = queue.next(At(600_000));
        assert_eq!((plan, told(&alarms)), (Now::Each(2), vec![(1, Level::Urgent), (2, Level::Soon)]));
        assert!(queue.is_empty());
    }

    #[test]
    fn law_30_a_new_level_of_what_was_refused_is_refused_anew() {
        let mut queue = Queue::default();
        queue.join(fired(&[line(1, 1, ClockKind::Arrive, Level::Urgent)]));
        queue.refused();
        queue.join(fired(&[line(2, 1, ClockKind::Arrive, Level::Late)]));
        assert_eq!(told(&queue.refused()), [(2, Level::Late)]);
        assert!(queue.any(|alarm| alarm.level == Level::Late));
    }
}
