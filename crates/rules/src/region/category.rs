//! A category: what a ticket is about, how bad it is taken to be, and how fast it must move.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::code::CategoryCode;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Category {
    pub code: CategoryCode,
    pub name_id: String,
    pub name_en: String,
    /// At most [`super::CATEGORY_WALL_NAME`] characters.
    pub wall_name: String,
    /// First part of the code, e.g. `KBR`.
    pub group: String,
    pub emergency: bool,
    pub severity_default: Severity,
    pub channel: Channel112,
    /// The narrative may be read only by those who handle the ticket.
    pub restricted: bool,
    /// About violence or threats at home: a silent call from such a number is not just ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub violent: bool,
    /// Minutes within which the lead acknowledges.
    pub ack_minutes: Option<u32>,
    /// Minutes within which the lead is on the scene.
    pub onscene_minutes: Option<u32>,
    /// Working days within which a complaint is done.
    pub work_days: Option<u32>,
    /// Further words people search by, separated by spaces.
    pub keywords: String,
    pub active: bool,
}

/// Where the room takes a ticket of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel112 {
    /// Handled by 112 itself.
    Own,
    /// Joined with the medical line, 119.
    Ambulance,
    /// Handed over to SP4N-LAPOR!.
    Lapor,
}

/// From least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// Reads the Indonesian or the English word, in any case; `None` for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "rendah" | "low" => Some(Self::Low),
            "sedang" | "medium" => Some(Self::Medium),
            "tinggi" | "high" => Some(Self::High),
            "kritis" | "critical" => Some(Self::Critical),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_ordered_and_read_in_both_languages() {
        assert!(Severity::Low < Severity::Medium && Severity::High < Severity::Critical);
        assert_eq!(Severity::from_word(" Kritis "), Some(Severity::Critical));
        assert_eq!(Severity::from_word("medium"), Some(Severity::Medium));
        assert_eq!(Severity::from_word("tidak-ada"), None);
    }
}
