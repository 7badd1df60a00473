//! Identities. Minted by whoever presses the key (UUIDv7), never here.

use crate::time::{At, local_day};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids!(
    /// One key press; the same id is the same command for ever.
    CommandId,
    CallId,
    TicketId,
    PersonId,
    HandoverId,
    /// A search that somebody keeps.
    SearchId,
    /// A row of personal text, kept outside the journal so that it can be erased.
    SealedId,
);

/// The number people say: prefix, local day, desk and the desk's count that day, `SDA-261123-2-17`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct TicketNumber(pub String);

impl TicketNumber {
    pub fn new(prefix: &str, day: (i32, u32, u32), desk: u16, count: u32) -> TicketNumber {
        let (year, month, date) = day;
        TicketNumber(format!("{prefix}-{:02}{month:02}{date:02}-{desk}-{count:02}", year.rem_euclid(100)))
    }

    /// Day, desk and count, `("261123", 2, 17)`.
    pub fn parts(&self) -> Option<(&str, u16, u32)> {
        let mut parts = self.0.rsplit('-');
        let count = parts.next()?.parse().ok()?;
        let desk = parts.next()?.parse().ok()?;
        Some((parts.next()?, desk, count))
    }
}

/// The number of a blank form of the paper kit, the night's day and its place in the kit: `261128-K03`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct PaperNo(pub String);

impl PaperNo {
    pub fn new(day: (i32, u32, u32), no: u8) -> PaperNo {
        let (year, month, date) = day;
        PaperNo(format!("{:02}{month:02}{date:02}-K{no:02}", year.rem_euclid(100)))
    }

    pub fn is_sound(&self) -> bool {
        let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|c| c.is_ascii_digit());
        self.0.split_once("-K").is_some_and(|(day, no)| digits(day, 6) && digits(no, 2))
    }
}

/// The local day of `at` as it stands in numbers, `261123`.
pub fn day_of_number(at: At, utc_offset_minutes: i32) -> String {
    let (year, month, date) = local_day(at, utc_offset_minutes);
    format!("{:02}{month:02}{date:02}", year.rem_euclid(100))
}

/// Which assignment of its ticket, counted from 1 in the order of sending.
pub type AssignmentNo = u16;
/// Which clock of its ticket, counted from 0 in the order of arming.
pub type ClockNo = u16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_its_day_its_desk_and_its_count() {
        let parts = |number: &str| {
            let number = TicketNumber(number.to_owned());
            number.parts().map(|(day, desk, count)| (day.to_owned(), desk, count))
        };
        assert_eq!(parts("SDA-261123-2-17"), Some(("261123".to_owned(), 2, 17)));
        assert_eq!(parts("SDA-261123-12-1017"), Some(("261123".to_owned(), 12, 1017)));
        assert_eq!((parts("17"), parts("a-b-c")), (None, None));
        let made = TicketNumber::new("SDA", (2026, 11, 23), 2, 7);
        assert_eq!(made.parts(), Some(("261123", 2, 7)));
    }
}
