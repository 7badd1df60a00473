//! What of the journal's firings becomes a notification.

use kentongan_rules::clock::{ClockKind, Level};
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::region::AgencyCode;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Line, LineKind, TicketRow};

#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub seq: Seq,
    pub ticket: TicketId,
    pub clock: ClockNo,
    pub kind: ClockKind,
    pub level: Level,
    pub agency: Option<AgencyCode>,
    /// When the level was due.
    pub due_at: At,
    /// It was tried, and nobody took it.
    pub refused: bool,
}

impl Alarm {
    /// Whether it still stands: the clock runs at this level of its present aim, or its breach awaits a person.
    pub fn stands(&self, row: &TicketRow) -> bool {
        let Some(clock) = row.clocks.iter().find(|clock| clock.no == self.clock) else { return false };
        if self.level.demands_acknowledgement() {
            return clock.asks;
        }
        clock.outcome.is_none() && clock.level.is_some_and(|level| level >= self.level)
    }
}

/// Whether a level is told at all: all from "urgent" on, and "soon" for the answer, whose hours leave time to act.
fn is_told(kind: ClockKind, level: Level) -> bool {
    level >= Level::Urgent || level == Level::Orphan || (level == Level::Soon && kind == ClockKind::Answer)
}

/// The alarms among what happened, in the order of firing.
pub fn fired(lines: &[Line]) -> Vec<Alarm> {
    lines
        .iter()
        .filter(|line| line.kind == LineKind::Fired)
        .filter_map(|line| match &line.about {
            Some(About::Clock { clock, clock_kind, agency, level: Some(level), due_at, .. })
                if is_told(*clock_kind, *level) =>
            {
                Some(Alarm {
                    seq: line.seq,
                    ticket: line.ticket,
                    clock: *clock,
                    kind: *clock_kind,
                    level: *level,
                    agency: agency.clone(),
                    due_at: *due_at,
                    refused: false,
                })
            }
            _ => None,
        })
        .collect()
}

/// The tickets that were sent to this agency, in that order.
pub fn sent_to(own: &AgencyCode, lines: &[Line]) -> Vec<TicketId> {
    let sent = lines.iter().filter(|line| line.kind == LineKind::Assigned);
    let to_own =
        |line: &&Line| matches!(&line.about, Some(About::Assignment { agency, .. }) if agency == own);
    sent.filter(to_own).map(|line| line.ticket).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use kentongan_rules::actor::Role;
    use kentongan_rules::time::Span;

    pub fn line(seq: i64, ticket: u128, clock_kind: ClockKind, level: Level) -> Line {
        Line {
            seq: Seq(seq),
            ticket: TicketId(uuid::Uuid::from_u128(ticket)),
            kind: LineKind::Fired,
            at: At(seq * 1_000),
            recorded_at: At(seq * 1_000),
            role: Role::Clock,
            by: String::new(),
            desk: 0,
            shift: None,
            about: Some(About::Clock {
                clock: 1,
                clock_kind,
                agency: None,
                level: Some(level),
                due_at: At(seq * 1_000),
                late_ms: Span(0),
            }),
            text: None,
            photos: Vec::new(),
            erased: false,
        }
    }

    #[test]
    fn an_agency_is_told_of_what_was_sent_to_it_alone() {
        let sent = |seq, ticket, agency: &str| Line {
            kind: LineKind::Assigned,
            about: Some(About::Assignment {
                assignment: 1,
                agency: agency.into(),
                role: kentongan_rules::ticket::AssignmentRole::Lead,
                channel: kentongan_rules::ticket::Channel::Screen,
                person: "Bayu".to_owned(),
                proposed: None,
                reference: None,
                plan: None,
                plan_version: None,
            }),
            ..line(seq, ticket, ClockKind::Dispatch, Level::Late)
        };
        let lines = [sent(1, 1, "DAMKAR"), sent(2, 2, "PSC119"), line(3, 1, ClockKind::Arrive, Level::Late)];
        let tickets: Vec<u128> =
            sent_to(&"DAMKAR".into(), &lines).into_iter().map(|ticket| ticket.0.as_u128()).collect();
        assert_eq!(tickets, [1]);
    }

    #[test]
    fn urgent_and_above_are_told_and_soon_only_for_the_answer() {
        let lines = [
            line(1, 1, ClockKind::Arrive, Level::Soon),
            line(2, 1, ClockKind::Arrive, Level::Urgent),
            line(3, 2, ClockKind::Answer, Level::Half),
            line(4, 2, ClockKind::Answer, Level::Soon),
            Line { kind: LineKind::AlarmAcknowledged, ..line(5, 2, ClockKind::Answer, Level::Late) },
        ];
        let told: Vec<_> = fired(&lines).into_iter().map(|alarm| (alarm.seq.0, alarm.level)).collect();
        assert_eq!(told, [(2, Level::Urgent), (4, Level::Soon)]);
    }
}
