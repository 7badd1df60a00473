use crate::id::TicketId;
use crate::lot::{Lot, draw};
use crate::ticket::{CloseOutcome, Ticket};
use crate::time::At;

/// Most callers of a day's closed tickets who are asked whether it is settled.
pub const MOST_ASKED: u16 = 20;

/// May its caller be asked afterwards? Of those handled, whoever may be called back, and never about a restricted case.
pub fn may_be_asked(ticket: &Ticket, outcome: CloseOutcome) -> bool {
    matches!(outcome, CloseOutcome::Handled | CloseOutcome::HandedOver)
        && !ticket.restricted
        && ticket.reporter.call_back
        && ticket.reporter.number.is_some()
}

/// The day's sample, whatever became of its tickets since: by chance, and the same for everybody who asks.
pub fn sample(tickets: Vec<TicketId>, day: At, most: u16) -> Vec<TicketId> {
    draw(tickets, day, Lot::Asking, usize::from(most.min(MOST_ASKED)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn as_many_are_asked_as_the_room_says_and_never_more_than_can_be() {
        let ids = || (0..200).map(|n| TicketId(Uuid::from_u128(n))).collect::<Vec<_>>();
        let day = At(1_795_626_000_000);
        assert_eq!(sample(ids(), day, 5).len(), 5);
        assert!(sample(ids(), day, 0).is_empty());
        assert_eq!(sample(ids(), day, u16::MAX).len(), usize::from(MOST_ASKED));
    }
}
