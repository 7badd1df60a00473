use crate::id::TicketId;
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
pub fn sample(mut tickets: Vec<TicketId>, day: At, most: u16) -> Vec<TicketId> {
    tickets.sort_unstable_by_key(|id| (drawn(*id, day), *id));
    tickets.dedup();
    tickets.truncate(usize::from(most.min(MOST_ASKED)));
    tickets
}

/// Another number for each ticket and day, without a pattern (the finaliser of SplitMix64).
fn drawn(id: TicketId, day: At) -> u64 {
    let (high, low) = id.0.as_u64_pair();
    let mut z = high ^ low.rotate_left(32) ^ day.0.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ids(count: u128) -> Vec<TicketId> {
        (0..count).map(|n| TicketId(Uuid::from_u128(n))).collect()
    }

    #[test]
    fn a_days_sample_is_the_same_in_any_order_and_another_on_another_day() {
        let day = At(1_795_626_000_000);
        let found = sample(ids(200), day, 5);
        assert_eq!(found.len(), 5);
        assert_eq!(sample(ids(200).into_iter().rev().collect(), day, 5), found);
        assert_ne!(sample(ids(200), At(day.0 + 86_400_000), 5), found);
        // Who comes later may take a place, and takes no other along.
        let more = sample(ids(201), day, 5);
        assert!(more.iter().filter(|id| found.contains(id)).count() >= 4);
        assert_eq!(sample(ids(3), day, 5).len(), 3);
        assert!(sample(ids(200), day, 0).is_empty());
        assert_eq!(sample(ids(200), day, u16::MAX).len(), usize::from(MOST_ASKED));
    }

    #[test]
    fn everybody_has_the_same_chance() {
        let mut drawn = [0_u32; 20];
        for day in 0..4_000_i64 {
            for id in sample(ids(20), At(day * 86_400_000), 2) {
                drawn[id.0.as_u128() as usize] += 1;
            }
        }
        // 400 each; beyond six deviations it is no chance.
        assert!(drawn.iter().all(|count| (286..=514).contains(count)), "{drawn:?}");
    }
}
