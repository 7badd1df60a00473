//! Cells as the room writes them: a dot in a time in Indonesian, a colon in a duration.

use chrono::{DateTime, NaiveDateTime};
use kentongan_rules::paper::Imprint;
use kentongan_rules::report::{Cell, Day};
use kentongan_rules::setup::Language;
use kentongan_rules::time::At;

/// As it stands on paper, whole in one cell.
pub(crate) fn on_paper(cell: &Cell, imprint: &Imprint) -> String {
    match cell {
        Cell::Text(text) | Cell::Key(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Share { part, of } => match percent(*part, *of, imprint.language) {
            Some(percent) => format!("{part}/{of} ({percent}%)"),
            None => format!("{part}/{of}"),
        },
        Cell::Duration(milliseconds) => duration(*milliseconds),
        Cell::Instant(at) => instant(*at, imprint),
        Cell::Day(Day { year, month, day }) => format!("{day:02}/{month:02}/{year:04}"),
        Cell::Empty => String::new(),
    }
}

/// `27/11/2026 14.05`.
fn instant(at: At, imprint: &Imprint) -> String {
    let time = if imprint.language == Language::Id { "%d/%m/%Y %H.%M" } else { "%d/%m/%Y %H:%M" };
    wall(at, imprint).map_or_else(String::new, |wall| wall.format(time).to_string())
}

/// The instant by the room's wall; `None` of one that no calendar has.
pub(crate) fn wall(at: At, imprint: &Imprint) -> Option<NaiveDateTime> {
    DateTime::from_timestamp_millis(imprint.wall(at)).map(|wall| wall.naive_utc())
}

/// With one decimal; `None` of nothing.
pub(crate) fn percent(part: u32, of: u32, language: Language) -> Option<String> {
    let tenths = (u64::from(part) * 2_000 + u64::from(of)).checked_div(u64::from(of) * 2)?;
    let mark = if language == Language::Id { ',' } else { '.' };
    Some(format!("{}{mark}{}", tenths / 10, tenths % 10))
}

/// `h:mm:ss`, which a sheet reads as a duration too.
pub(crate) fn duration(milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { "-" } else { "" };
    let seconds = milliseconds.unsigned_abs() / 1_000;
    format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_the_nearest_tenth_and_nothing_is_no_share() {
        let said =
            [(1, 3), (2, 3), (1, 2000), (0, 7), (7, 7), (0, 0)].map(|(p, o)| percent(p, o, Language::Id));
        let want = ["33,3", "66,7", "0,1", "0,0", "100,0"].map(|s| Some(s.to_owned()));
        assert_eq!(said[..5], want);
        assert_eq!(said[5], None);
    }

    #[test]
    fn a_duration_keeps_its_hours() {
        assert_eq!(duration(272_999), "0:04:32");
        assert_eq!(duration(360_000_000), "100:00:00");
        assert_eq!(duration(-61_000), "-0:01:01");
    }
}
