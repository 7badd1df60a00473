//! What is drawn by lot: the same for everybody who asks, and nobody's choice.

use crate::id::TicketId;
use crate::time::At;

/// For what is drawn. One lot says nothing about another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lot {
    /// Whose callers are asked whether it is settled.
    Asking,
    /// What is reviewed.
    Review,
}

/// At most `most` of a day's tickets, in the order in which they were drawn.
pub(crate) fn draw(mut tickets: Vec<TicketId>, day: At, lot: Lot, most: usize) -> Vec<TicketId> {
    tickets.sort_unstable_by_key(|id| (drawn(*id, day, lot), *id));
    tickets.dedup();
    tickets.truncate(most);
    tickets
}

/// Another number for each ticket, day and lot, without a pattern (the finaliser of SplitMix64).
fn drawn(id: TicketId, day: At, lot: Lot) -> u64 {
    let (high, low) = id.0.as_u64_pair();
    let mut z = high ^ low.rotate_left(32) ^ day.0.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = z.wrapping_add((lot as u64).wrapping_mul(0xD1B5_4A32_D192_ED03));
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
    fn a_lot_is_the_same_in_any_order_and_another_on_another_day_or_for_another_end() {
        let day = At(1_795_626_000_000);
        let found = draw(ids(200), day, Lot::Asking, 5);
        assert_eq!(found.len(), 5);
        assert_eq!(draw(ids(200).into_iter().rev().collect(), day, Lot::Asking, 5), found);
        assert_ne!(draw(ids(200), At(day.0 + 86_400_000), Lot::Asking, 5), found);
        assert_ne!(draw(ids(200), day, Lot::Review, 5), found);
        // Who comes later may take a place, and takes no other along.
        let more = draw(ids(201), day, Lot::Asking, 5);
        assert!(more.iter().filter(|id| found.contains(id)).count() >= 4);
        assert_eq!(draw(ids(3), day, Lot::Asking, 5).len(), 3);
    }

    #[test]
    fn everybody_has_the_same_chance() {
        for lot in [Lot::Asking, Lot::Review] {
            let mut times = [0_u32; 20];
            for day in 0..4_000_i64 {
                for id in draw(ids(20), At(day * 86_400_000), lot, 2) {
                    times[id.0.as_u128() as usize] += 1;
                }
            }
            // 400 each; beyond six deviations it is no chance.
            assert!(times.iter().all(|count| (286..=514).contains(count)), "{lot:?}: {times:?}");
        }
    }
}
