//! Wrong sign-ins, per account at a desk and per desk: who guesses waits, and nobody at another desk does.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Wrong sign-ins of an account at one desk before the next has to wait; of a whole desk; and the longest wait.
const FREE_TRIES: u32 = 5;
const FREE_TRIES_OF_DESK: u32 = 20;
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After so long without a wrong one they are forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(1_800);
/// A guesser of names cannot fill the memory.
const MOST_KEPT: usize = 1_000;

#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<Of, Wrong>>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Of {
    Account(String, u16),
    Desk(u16),
}

#[derive(Clone, Copy, Debug)]
struct Wrong {
    times: u32,
    last: Instant,
}

impl Of {
    fn both(account: &str, desk: u16) -> [Of; 2] {
        [Of::Account(account.trim().to_lowercase(), desk), Of::Desk(desk)]
    }
    fn free(&self) -> u32 {
        match self {
            Of::Account(..) => FREE_TRIES,
            Of::Desk(_) => FREE_TRIES_OF_DESK,
        }
    }
    /// What is left to wait.
    fn wait(&self, wrong: Wrong, now: Instant) -> Duration {
        let Some(over) = wrong.times.checked_sub(self.free()) else { return Duration::ZERO };
        let wait = Duration::from_secs(10 << over.min(5)).min(LONGEST_WAIT);
        wait.saturating_sub(now.saturating_duration_since(wrong.last))
    }
}

impl Tries {
    /// A try begins, and counts as wrong until [`Tries::was_right`]: a thousand at once are not heard either.
    ///
    /// # Errors
    /// The seconds until the next is heard.
    pub fn begin(&self, account: &str, desk: u16, now: Instant) -> Result<(), u32> {
        let Ok(mut wrong) = self.0.lock() else { return Ok(()) };
        wrong.retain(|_, one| now.saturating_duration_since(one.last) < FORGOTTEN_AFTER);
        let tried = Of::both(account, desk);
        let waits = tried.iter().filter_map(|of| wrong.get(of).map(|one| of.wait(*one, now)));
        let left = waits.max().unwrap_or_default();
        if !left.is_zero() {
            return Err(u32::try_from(left.as_secs()).unwrap_or(0) + 1);
        }
        if wrong.len() >= MOST_KEPT
            && let Some(oldest) = wrong.iter().min_by_key(|(_, one)| one.last).map(|(of, _)| of.clone())
        {
            wrong.remove(&oldest);
        }
        for of in tried {
            let times = wrong.get(&of).map_or(0, |one| one.times);
            wrong.insert(of, Wrong { times: times.saturating_add(1), last: now });
        }
        Ok(())
    }

    /// The try was right: the account is forgiven, and the desk this one.
    pub fn was_right(&self, account: &str, desk: u16) {
        let Ok(mut wrong) = self.0.lock() else { return };
        let [account, desk] = Of::both(account, desk);
        wrong.remove(&account);
        if let Some(of_desk) = wrong.get_mut(&desk) {
            of_desk.times = of_desk.times.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_the_account_waits_and_no_other_does() {
        let (tries, now) = (Tries::default(), Instant::now());
        for _ in 0..5 {
            assert_eq!(tries.begin("Rina ", 2, now), Ok(()));
        }
        assert_eq!(tries.begin("rina", 2, now), Err(11));
        assert_eq!(tries.begin("sari", 2, now), Ok(()));
        assert_eq!(tries.begin("rina", 2, now + Duration::from_secs(11)), Ok(()));
        tries.was_right("rina", 2);
        assert_eq!(tries.begin("rina", 2, now), Ok(()));
    }

    #[test]
    fn a_thousand_wrong_ones_at_one_desk_keep_nobody_from_another() {
        let (tries, now) = (Tries::default(), Instant::now());
        let heard = (0..1_000).filter(|n| tries.begin(&format!("guess{n}"), 2, now).is_ok()).count();
        assert_eq!(heard, 20);
        assert!((0..1_000).all(|_| tries.begin("rina", 2, now).is_err()));
        assert_eq!(tries.begin("rina", 3, now), Ok(()));
    }

    #[test]
    fn who_types_well_leaves_a_desk_as_it_was() {
        let (tries, now) = (Tries::default(), Instant::now());
        for _ in 0..100 {
            assert_eq!(tries.begin("rina", 2, now), Ok(()));
            tries.was_right("rina", 2);
        }
        for n in 0..20 {
            assert_eq!(tries.begin(&format!("guess{n}"), 2, now), Ok(()));
        }
        assert!(tries.begin("sari", 2, now).is_err());
        assert_eq!(tries.begin("sari", 2, now + FORGOTTEN_AFTER), Ok(()));
    }
}
