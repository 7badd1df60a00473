use super::ReviewReason;
use crate::clock::{Clock, ClockKind};
use crate::id::{PersonId, TicketId};
use crate::lot::{Lot, draw};
use crate::region::Region;
use crate::report::bucket::{Bucket, fire, is_fire};
use crate::ticket::{AnswerResult, AssignmentState, CloseOutcome, Ticket};
use crate::time::{At, Span};
use std::collections::BTreeMap;

/// Of one person's tickets of a day, so many at most by lot: of nobody more than of anybody else.
pub const DRAWN_EACH: usize = 2;
/// And so many where something was not as it should be.
pub const AIMED_EACH: usize = 2;
/// For so many days what is proposed waits for a review; then it lapses.
pub const PROPOSED_DAYS: i64 = 7;
/// How long before a ticket's call another of its number speaks of the same.
pub const TURNED_AWAY_FOR: Span = Span::hours(24);

/// A ticket that was closed on a day: whose call it was, and what was not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    pub ticket: TicketId,
    /// `None`: a desk where nobody was signed in.
    pub by: Option<PersonId>,
    pub faults: Vec<ReviewReason>,
}

impl Finished {
    pub fn of(ticket: &Ticket, region: &Region, turned_away: bool) -> Finished {
        Finished {
            ticket: ticket.id,
            by: ticket.opened_by.person,
            faults: faults(ticket, region, turned_away),
        }
    }
}

/// What was not as it should be with a closed ticket. `turned_away`: its number was, shortly before.
pub fn faults(ticket: &Ticket, region: &Region, turned_away: bool) -> Vec<ReviewReason> {
    let late = |clock: &Clock| clock.kind == ClockKind::Answer && clock.breached_at.is_some();
    let burnt = |at: At| is_fire(ticket, region) && fire(ticket, at) == Bucket::Late;
    let faults = [
        (ReviewReason::AnswerMissed, ticket.clocks.iter().any(late)),
        (ReviewReason::FireMissed, ticket.closed.as_ref().is_some_and(|closed| burnt(closed.at))),
        (ReviewReason::Reopened, ticket.cycle > 1),
        (ReviewReason::Returned, ticket.assignments.iter().any(|one| one.state == AssignmentState::Returned)),
        (ReviewReason::TurnedAway, turned_away),
        (ReviewReason::NotReached, is_unreached(ticket)),
    ];
    faults.into_iter().filter(|(_, is_so)| *is_so).map(|(reason, _)| reason).collect()
}

/// Dealt with, and its caller, who could be called, heard nothing of it.
fn is_unreached(ticket: &Ticket) -> bool {
    let dealt_with = |outcome| matches!(outcome, CloseOutcome::Handled | CloseOutcome::HandedOver);
    ticket.closed.as_ref().is_some_and(|closed| dealt_with(closed.outcome))
        && ticket.reporter.call_back
        && ticket.reporter.number.is_some()
        && !ticket.answers.iter().any(|answer| answer.given.result == AnswerResult::Reached)
}

/// What is proposed of all that was closed on `day`: the same for everybody who asks, and of each person's tickets as
/// many as of any other's.
pub fn proposed(day: At, finished: &[Finished]) -> BTreeMap<TicketId, Vec<ReviewReason>> {
    let mut everybody: BTreeMap<Option<PersonId>, Vec<&Finished>> = BTreeMap::new();
    for one in finished {
        everybody.entry(one.by).or_default().push(one);
    }
    let mut found = BTreeMap::new();
    for own in everybody.into_values() {
        let all = own.iter().map(|one| one.ticket).collect();
        let drawn = draw(all, day, Lot::Review, DRAWN_EACH);
        let faulty = own.iter().filter(|one| !one.faults.is_empty() && !drawn.contains(&one.ticket));
        let aimed = draw(faulty.map(|one| one.ticket).collect(), day, Lot::Review, AIMED_EACH);
        for one in own {
            let by_lot = drawn.contains(&one.ticket).then_some(ReviewReason::Drawn);
            if by_lot.is_some() || aimed.contains(&one.ticket) {
                found.insert(one.ticket, by_lot.into_iter().chain(one.faults.iter().copied()).collect());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const DAY: At = At(1_795_626_000_000);

    fn finished(n: u128, by: u128, faults: &[ReviewReason]) -> Finished {
        let by = Some(PersonId(Uuid::from_u128(by)));
        Finished { ticket: TicketId(Uuid::from_u128(n)), by, faults: faults.to_vec() }
    }

    #[test]
    fn of_everybody_as_many_are_proposed_however_much_they_did_and_however_it_went() {
        let mut all: Vec<Finished> = (0..50).map(|n| finished(n, 1, &[])).collect();
        all.extend((50..90).map(|n| finished(n, 2, &[ReviewReason::Returned])));
        all.extend((90..92).map(|n| finished(n, 3, &[ReviewReason::Returned])));
        let found = proposed(DAY, &all);
        let of = |by: u128, drawn: bool| {
            let is_theirs = |one: &&Finished| one.by == Some(PersonId(Uuid::from_u128(by)));
            let reasons = all.iter().filter(is_theirs).filter_map(|one| found.get(&one.ticket));
            reasons.filter(|reasons| reasons.contains(&ReviewReason::Drawn) == drawn).count()
        };
        assert_eq!((of(1, true), of(1, false)), (DRAWN_EACH, 0));
        assert_eq!((of(2, true), of(2, false)), (DRAWN_EACH, AIMED_EACH));
        assert_eq!((of(3, true), of(3, false)), (2, 0));
        all.reverse();
        assert_eq!(proposed(DAY, &all), found);
        assert_ne!(proposed(DAY + Span::hours(24), &all), found);
    }

    #[test]
    fn what_is_drawn_says_what_was_wrong_with_it_too() {
        let found = proposed(DAY, &[finished(1, 1, &[ReviewReason::Reopened])]);
        let reasons = found.into_values().next().unwrap();
        assert_eq!(reasons, [ReviewReason::Drawn, ReviewReason::Reopened]);
    }
}
