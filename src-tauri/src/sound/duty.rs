//! What an agency hears at its own desktop, as a value: what was sent to it and nobody has acknowledged. The page of a
//! browser has the same rules in `ui/src/screens/liaison/hearing.ts`.

use super::rhythm::Rhythm;
use kentongan_rules::id::{AssignmentNo, TicketId};
use kentongan_rules::region::AgencyCode;
use kentongan_rules::ticket::{AssignmentRole, AssignmentState, TicketKind};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Changes, TicketRow};
use std::collections::{HashMap, HashSet, VecDeque};

/// Between two soundings of what is not acknowledged.
const AGAIN: Span = Span::seconds(30);
/// How long one press of F9 silences.
const MUTED: Span = Span::minutes(2);
/// No more than `MOST` sounds in a minute, so far apart that each is heard by itself.
const MINUTE: Span = Span::minutes(1);
const MOST: usize = 3;
const APART: Span = Span::seconds(10);

/// An assignment that waits to be acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Waiting {
    emergency: bool,
    due_at: Option<At>,
}

#[derive(Debug)]
pub struct Duties {
    agency: AgencyCode,
    waiting: HashMap<(TicketId, AssignmentNo), Waiting>,
    /// Those that have been heard at least once.
    heard: HashSet<(TicketId, AssignmentNo)>,
    muted_until: Option<At>,
    played: VecDeque<At>,
}

/// What of a ticket waits for this agency to acknowledge it.
pub fn waiting_of<'r>(row: &'r TicketRow, agency: &'r AgencyCode) -> impl Iterator<Item = AssignmentNo> + 'r {
    let own = row.assignments.iter().filter(move |one| one.agency == *agency && row.closed.is_none());
    own.filter(|one| one.role != AssignmentRole::Copy && one.state == AssignmentState::Sent).map(|one| one.no)
}

impl Duties {
    pub fn of(agency: AgencyCode) -> Duties {
        Duties {
            agency,
            waiting: HashMap::new(),
            heard: HashSet::new(),
            muted_until: None,
            played: VecDeque::new(),
        }
    }

    /// Takes a row as it now is. True where something that waited does so no more: what is played for it may end.
    pub fn row(&mut self, row: &TicketRow) -> bool {
        let now: HashMap<_, _> = waiting_of(row, &self.agency)
            .map(|no| {
                let clock = row.clocks.iter().find(|one| one.assignment == Some(no) && one.outcome.is_none());
                let emergency = row.kind == TicketKind::Emergency;
                ((row.id, no), Waiting { emergency, due_at: clock.map(|one| one.due_at) })
            })
            .collect();
        let before = self.waiting.len();
        self.waiting.retain(|(ticket, no), _| *ticket != row.id || now.contains_key(&(row.id, *no)));
        let settled = self.waiting.len() < before;
        self.waiting.extend(now);
        self.heard.retain(|key| self.waiting.contains_key(key));
        settled
    }

    /// Takes all that is open; what is not among it waits no more.
    pub fn board(&mut self, rows: &[TicketRow]) {
        self.waiting.clear();
        for row in rows {
            self.row(row);
        }
        self.heard.retain(|key| self.waiting.contains_key(key));
    }

    /// Takes what happened. True as for [`Duties::row`].
    pub fn changes(&mut self, changes: &Changes) -> bool {
        let mut settled = false;
        for row in &changes.rows {
            settled |= self.row(row);
        }
        let before = self.waiting.len();
        self.waiting.retain(|(ticket, _), _| !changes.gone.contains(ticket));
        settled || self.waiting.len() < before
    }

    pub fn mute(&mut self, now: At) {
        self.muted_until = Some(now + MUTED);
    }

    /// Whether something may be heard without anything new happening.
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What is to be played now, if anything; it then counts as played.
    pub fn play(&mut self, now: At) -> Option<Rhythm> {
        // A clock set back must hold nothing up.
        self.played.retain(|at| *at <= now && now - *at < MINUTE);
        self.muted_until = self.muted_until.map(|until| until.min(now + MUTED)).filter(|until| now < *until);
        let rested = self.played.back().is_none_or(|last| now - *last >= APART);
        if self.muted_until.is_some() || !rested || self.played.len() >= MOST {
            return None;
        }
        let is_late = |one: &Waiting| one.due_at.is_some_and(|due| due < now);
        let new = self.waiting.keys().any(|key| !self.heard.contains(key));
        let again = self.played.back().is_none_or(|last| now - *last >= AGAIN)
            && self.waiting.values().any(|one| one.emergency || is_late(one));
        if !new && !again {
            return None;
        }
        self.played.push_back(now);
        self.heard.extend(self.waiting.keys().copied());
        Some(if self.waiting.values().any(is_late) { Rhythm::Late } else { Rhythm::Urgent })
    }
}

#[cfg(test)]
mod tests {
    use super::super::overdue::tests::row as any_row;
    use super::*;
    use serde_json::json;

    fn at(seconds: i64) -> At {
        At(0) + Span::seconds(seconds)
    }

    /// Sent to DAMKAR at 0 and due to be acknowledged after 300 seconds.
    fn row(n: u128, kind: TicketKind, state: AssignmentState) -> TicketRow {
        let due = at(300).0;
        let mut row = any_row(json!({ "kind": "acknowledge", "assignment": 1, "due_at": due }), false);
        row.id = TicketId(uuid::Uuid::from_u128(n));
        row.kind = kind;
        row.assignments = serde_json::from_value(json!([{
            "no": 1, "version": 1, "agency": "DAMKAR", "role": "lead", "state": "sent", "channel": "screen",
            "recipient": "Bayu", "sent_at": 0,
        }]))
        .unwrap();
        row.assignments[0].state = state;
        row
    }

    fn heard(duties: &mut Duties, seconds: std::ops::Range<i64>) -> Vec<(i64, Rhythm)> {
        seconds.filter_map(|second| duties.play(at(second)).map(|rhythm| (second, rhythm))).collect()
    }

    fn damkar() -> Duties {
        Duties::of("DAMKAR".into())
    }

    #[test]
    fn an_emergency_is_heard_every_half_minute_until_somebody_acknowledges_it() {
        let mut duties = damkar();
        assert!(!duties.row(&row(1, TicketKind::Emergency, AssignmentState::Sent)) && duties.waits());
        let times: Vec<i64> = heard(&mut duties, 0..100).iter().map(|(second, _)| *second).collect();
        assert_eq!(times, [0, 30, 60, 90]);
        // Late, it sounds as everything late does.
        assert_eq!(heard(&mut duties, 301..302), [(301, Rhythm::Late)]);
        assert!(duties.row(&row(1, TicketKind::Emergency, AssignmentState::Acknowledged)));
        assert!(!duties.waits() && heard(&mut duties, 302..900).is_empty());
    }

    #[test]
    fn a_complaint_is_heard_once_and_again_when_it_is_late() {
        let mut duties = damkar();
        duties.row(&row(1, TicketKind::Complaint, AssignmentState::Sent));
        assert_eq!(heard(&mut duties, 0..300), [(0, Rhythm::Urgent)]);
        let late = heard(&mut duties, 300..340);
        assert_eq!(late, [(301, Rhythm::Late), (331, Rhythm::Late)]);
    }

    #[test]
    fn what_is_new_is_heard_before_its_turn_and_never_more_than_three_times_a_minute() {
        let mut duties = damkar();
        for n in 0..10 {
            duties.row(&row(n, TicketKind::Emergency, AssignmentState::Sent));
            duties.play(at(i64::try_from(n).unwrap() * 5));
        }
        assert_eq!(duties.played.len(), 3);
        let all = duties.played.iter().zip(duties.played.iter().skip(1));
        assert!(all.clone().all(|(one, next)| *next - *one >= APART), "{:?}", duties.played);
    }

    #[test]
    fn another_agencys_a_copy_and_what_is_closed_are_not_heard() {
        let mut other = row(1, TicketKind::Emergency, AssignmentState::Sent);
        other.assignments[0].agency = "PSC119".into();
        let mut copy = row(2, TicketKind::Emergency, AssignmentState::Sent);
        copy.assignments[0].role = AssignmentRole::Copy;
        let mut closed = any_row(json!({}), true);
        closed.assignments = row(3, TicketKind::Emergency, AssignmentState::Sent).assignments;
        let mut duties = damkar();
        duties.board(&[other, copy, closed]);
        assert!(!duties.waits() && duties.play(at(0)).is_none());
    }

    #[test]
    fn muted_it_is_silent_for_two_minutes_and_heard_again_afterwards() {
        let mut duties = damkar();
        duties.row(&row(1, TicketKind::Emergency, AssignmentState::Sent));
        duties.mute(at(0));
        assert_eq!(heard(&mut duties, 0..125).first().map(|one| one.0), Some(120));
    }
}
