//! What hearing needs to know of a ticket: whose it is, what of it is late, and since when nothing has been done.

use kentongan_rules::clock::Level;
use kentongan_rules::id::ClockNo;
use kentongan_rules::region::Severity;
use kentongan_rules::time::At;
use kentongan_rules::view::{LineKind, TicketRow};

/// A ticket with at least one breached clock that is still somebody's to handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The name of whoever owns it; absent: nobody does.
    pub owner: Option<String>,
    pub critical: bool,
    /// The last step of an agency or answer to the caller.
    pub moved_at: At,
    pub breaches: Vec<Breach>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    pub clock: ClockNo,
    pub level: Level,
    /// When the room noticed it.
    pub fired_at: At,
    /// When a named person acknowledged it; absent: nobody has.
    pub acknowledged_at: Option<At>,
}

/// What of a row is late; `None` where nothing is.
pub fn overdue(row: &TicketRow) -> Option<Overdue> {
    if row.closed.is_some() {
        return None;
    }
    let breaches: Vec<Breach> = row
        .clocks
        .iter()
        .filter_map(|clock| {
            // Acknowledged, it matters for as long as the clock runs.
            let acknowledged_at = match (clock.asks, clock.acknowledged_at, clock.outcome) {
                (true, ..) => None,
                // After a new aim it is late no more, whatever it was before.
                (false, Some(at), None) if clock.level.is_some_and(Level::demands_acknowledgement) => {
                    Some(at)
                }
                _ => return None,
            };
            Some(Breach {
                clock: clock.no,
                level: clock.level.unwrap_or(Level::Late),
                fired_at: clock.fired_at.unwrap_or(clock.due_at),
                acknowledged_at,
            })
        })
        .collect();
    if breaches.is_empty() {
        return None;
    }
    let steps = row.assignments.iter().flat_map(|one| {
        [Some(one.sent_at), one.acknowledged_at, one.en_route_at, one.on_scene_at, one.ended_at]
    });
    let moved_at = steps.flatten().chain(row.answers.iter().map(|answer| answer.at)).max();
    Some(Overdue {
        owner: row.owner.clone(),
        critical: row.severity == Severity::Critical,
        moved_at: moved_at.unwrap_or(row.opened_at),
        breaches,
    })
}

/// Whether a line of the timeline says that somebody did something for the caller. A clock's own lines do not, nor does
/// a caller who calls again.
pub fn is_progress(kind: LineKind) -> bool {
    use LineKind as Kind;
    matches!(
        kind,
        Kind::Claimed
            | Kind::Assigned
            | Kind::Acknowledged
            | Kind::WentEnRoute
            | Kind::Arrived
            | Kind::Finished
            | Kind::Returned
            | Kind::Released
            | Kind::Noted
            | Kind::Answered
            | Kind::Attached
            | Kind::Closed
    )
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Rina's critical ticket 1 with one clock, number 3, as `clock` says.
    pub fn row(clock: Value, closed: bool) -> TicketRow {
        let mut clocks = json!({
            "no": 3, "kind": "arrive", "cycle": 1, "started_at": 0, "allowed": { "elapsed": 60_000 },
            "target": 60_000, "due_at": 60_000, "waiting": [], "asks": false, "suspect": false, "tasks": [],
        });
        for (key, value) in clock.as_object().unwrap() {
            clocks[key] = value.clone();
        }
        let mut row = json!({
            "id": uuid::Uuid::from_u128(1), "number": "SDA-261123-1-01", "version": 1, "changed": 1,
            "state": "open", "kind": "emergency", "category": "LKA-LLN", "severity": "critical",
            "restricted": false, "masked": true, "called_at": 0, "opened_at": 5_000, "opened_by": "Rina",
            "desk": 1, "owner": "Rina", "call_back": true, "reporters": 1, "follow_ups": 0, "cycle": 1,
            "assignments": [], "clocks": [clocks], "answers": [], "children": [],
        });
        if closed {
            row["closed"] = json!({ "at": 70_000, "outcome": "handled", "by": "Rina" });
        }
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn a_clock_that_asks_is_unacknowledged_whatever_was_acknowledged_before() {
        let asks =
            json!({ "asks": true, "level": "supervisor", "fired_at": 90_000, "acknowledged_at": 65_000 });
        let found = overdue(&row(asks, false)).unwrap();
        assert_eq!(found.owner.as_deref(), Some("Rina"));
        assert!(found.critical);
        assert_eq!(found.moved_at, At(5_000));
        let breach =
            Breach { clock: 3, level: Level::Supervisor, fired_at: At(90_000), acknowledged_at: None };
        assert_eq!(found.breaches, [breach]);
    }

    #[test]
    fn an_acknowledged_clock_matters_while_it_runs_and_late() {
        let taken =
            json!({ "level": "late", "fired_at": 60_100, "breached_at": 60_000, "acknowledged_at": 65_000 });
        let found = overdue(&row(taken.clone(), false)).unwrap();
        assert_eq!(found.breaches[0].acknowledged_at, Some(At(65_000)));
        let mut stopped = taken;
        stopped["outcome"] = json!("missed");
        assert_eq!(overdue(&row(stopped, false)), None);
        let aimed_anew = json!({ "level": "urgent", "breached_at": 60_000, "acknowledged_at": 65_000 });
        assert_eq!(overdue(&row(aimed_anew, false)), None);
        assert_eq!(overdue(&row(json!({ "level": "late", "fired_at": 40_000 }), false)), None);
    }

    #[test]
    fn an_agencys_last_step_or_the_last_answer_is_progress() {
        let asks = json!({ "asks": true, "level": "late", "fired_at": 60_100 });
        let mut moved = row(asks, false);
        let mut assignment = json!({
            "no": 0, "version": 1, "agency": "PSC119", "role": "lead", "state": "sent", "channel": "telephone",
            "recipient": "jaga", "sent_at": 6_000,
        });
        for (step, at) in [
            ("sent_at", 6_000),
            ("acknowledged_at", 7_000),
            ("en_route_at", 8_000),
            ("on_scene_at", 9_000),
            ("ended_at", 10_000),
        ] {
            assignment[step] = json!(at);
            moved.assignments = vec![serde_json::from_value(assignment.clone()).unwrap()];
            assert_eq!(overdue(&moved).unwrap().moved_at, At(at), "{step}");
        }
        let answer = json!({
            "at": 11_000, "by": "Rina", "cycle": 1, "kind": "interim", "channel": "telephone", "result": "reached",
        });
        moved.answers = vec![serde_json::from_value(answer).unwrap()];
        assert_eq!(overdue(&moved).unwrap().moved_at, At(11_000));
    }

    #[test]
    fn a_note_is_progress_and_a_clocks_own_line_or_another_call_is_not() {
        for kind in [LineKind::Noted, LineKind::Answered, LineKind::Acknowledged, LineKind::Assigned] {
            assert!(is_progress(kind), "{kind:?}");
        }
        for kind in [LineKind::Fired, LineKind::AlarmAcknowledged, LineKind::Reaimed, LineKind::FollowedUp] {
            assert!(!is_progress(kind), "{kind:?}");
        }
    }

    #[test]
    fn a_closed_ticket_is_not_heard() {
        assert!(overdue(&row(json!({ "asks": true, "level": "late" }), false)).is_some());
        assert_eq!(overdue(&row(json!({ "asks": true, "level": "late" }), true)), None);
    }
}
