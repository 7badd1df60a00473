//! What a row becomes by itself, as far as it can be told without its room: the levels that wait fire at their instants.

use super::line::{About, Line, LineKind};
use super::row::{ClockRow, TicketRow};
use crate::actor::Role;
use crate::clock::{Due, Level};
use crate::id::ClockNo;
use crate::time::At;

impl TicketRow {
    /// The row as it will be at `now`, and a line for each level that fires after `told` and no later than `now`.
    pub fn foreseen(&self, told: At, now: At) -> (TicketRow, Vec<Line>) {
        let mut row = self.clone();
        let mut fired: Vec<(ClockNo, Due)> = Vec::new();
        for clock in &mut row.clocks {
            while let Some(due) = clock.waiting.first().copied().filter(|due| due.at <= now) {
                clock.waiting.remove(0);
                fire(clock, due);
                fired.push((clock.no, due));
            }
        }
        fired.retain(|(_, due)| due.at > told);
        fired.sort_by_key(|(_, due)| due.at);
        let lines = fired.into_iter().filter_map(|(no, due)| self.fired_line(no, due)).collect();
        (row, lines)
    }

    /// The next instant after `told` at which a level fires.
    pub fn next_due(&self, told: At) -> Option<At> {
        self.clocks.iter().flat_map(|clock| &clock.waiting).map(|due| due.at).filter(|at| *at > told).min()
    }

    /// The row once `by` has acknowledged the alarm of that clock; `None` where it asks for nobody.
    pub fn acknowledged(&self, no: ClockNo, by: &str, at: At) -> Option<TicketRow> {
        let (mut row, _) = self.foreseen(at, at);
        let clock = row.clocks.iter_mut().find(|clock| clock.no == no && clock.asks)?;
        clock.asks = false;
        clock.acknowledged_by = Some(by.to_owned());
        clock.acknowledged_at = Some(at);
        Some(row)
    }

    fn fired_line(&self, no: ClockNo, due: Due) -> Option<Line> {
        let clock = self.clocks.iter().find(|clock| clock.no == no)?;
        let sent = self.assignments.iter().find(|one| Some(one.no) == clock.assignment);
        Some(Line {
            seq: self.changed,
            ticket: self.id,
            kind: LineKind::Fired,
            at: due.at,
            recorded_at: due.at,
            role: Role::Clock,
            by: String::new(),
            desk: 0,
            shift: None,
            about: Some(About::Clock {
                clock: no,
                clock_kind: clock.kind,
                agency: sent.map(|one| one.agency.clone()),
                level: Some(due.level),
                due_at: due.at,
                late_ms: crate::time::Span(0),
            }),
            text: None,
            photos: Vec::new(),
            erased: false,
        })
    }
}

fn fire(clock: &mut ClockRow, due: Due) {
    clock.level = clock.level.max(Some(due.level));
    clock.fired_at = Some(due.at);
    if due.level.demands_acknowledgement() {
        clock.asks = true;
        clock.acknowledged_by = None;
        clock.acknowledged_at = None;
    }
    if due.level == Level::Late {
        clock.breached_at = clock.breached_at.or(Some(due.at));
    }
}
