//! An agency: who can be sent, how to reach it, and when it is on duty.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::code::AgencyCode;
use super::on_call::{Hours, OnCall};

const MINUTES_PER_DAY: i64 = 1_440;
const MS_PER_MINUTE: i64 = 60_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agency {
    pub code: AgencyCode,
    pub name: String,
    pub short_name: String,
    /// At most [`super::AGENCY_WALL_NAME`] characters.
    pub wall_name: String,
    pub kind: AgencyKind,
    /// What it is sent for, in the region's own words.
    pub handles: String,
    pub contact: Contact,
    pub duty: Duty,
    pub active: bool,
    /// What it is given, and gives, when a case becomes its own. Absent: as every agency outside is, or it takes over
    /// nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub body: Option<Body>,
    /// Who heads it, for letters. Absent: by the name of the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub head: Option<Head>,
    /// Who else is called for it, each in their own hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<OnCall>>", optional)]
    pub on_call: Vec<OnCall>,
}

/// A body that takes cases over from the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Body {
    /// It may have the caller's name and number.
    #[serde(default)]
    pub caller: bool,
    /// It gives every case an id of its own, and without one it has received nothing.
    #[serde(default)]
    pub tracking: bool,
}

/// Who holds an office; a seed names the office and nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Head {
    pub title: String,
    #[serde(default)]
    pub name: String,
}

impl Agency {
    /// How it takes over what is handed to it; `None` of an agency that works for the room.
    #[must_use]
    pub fn takes_over(&self) -> Option<Body> {
        self.body.or((self.kind == AgencyKind::Outside).then(Body::default))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// An agency of the regency itself, districts included.
    Regency,
    /// A unit inside a regency agency, e.g. the fire brigade inside BPBD.
    Unit,
    /// Anyone else: police, army, PLN, another region's 112.
    Outside,
}

/// How to reach an agency. Empty means none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contact {
    pub telephone: String,
    pub radio: String,
    pub whatsapp: String,
    /// When it is to be called so; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hours: Option<Hours>,
}

impl Contact {
    /// True when there is no way to reach the agency.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.telephone.is_empty() && self.radio.is_empty() && self.whatsapp.is_empty()
    }
}

/// When an agency answers, in the region's own zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Duty {
    Always,
    /// The same hours on each of `days`; hours that end at or before their start run past midnight.
    Weekly {
        /// 1 is Monday, 7 is Sunday: the day on which the hours start.
        days: Vec<u8>,
        /// Minutes after local midnight, included.
        from_minute: u16,
        /// Minutes after local midnight, excluded.
        to_minute: u16,
    },
    #[default]
    Unknown,
}

impl Duty {
    /// Whether the agency is on duty at `at_ms_utc` (milliseconds UTC) in a zone `utc_offset_minutes` east of UTC;
    /// `None` when its hours are not known.
    #[must_use]
    pub fn on(&self, at_ms_utc: i64, utc_offset_minutes: i32) -> Option<bool> {
        match self {
            Self::Always => Some(true),
            Self::Unknown => None,
            Self::Weekly { days, from_minute, to_minute } => {
                Some(weekly(days, *from_minute, *to_minute, at_ms_utc, utc_offset_minutes))
            }
        }
    }
}

/// Whether `at_ms_utc` (milliseconds UTC) lies in `[from, to)` of one of `days`, in minutes after local midnight; past
/// it where the end is not later than the start.
pub(super) fn weekly(days: &[u8], from: u16, to: u16, at_ms_utc: i64, utc_offset_minutes: i32) -> bool {
    let local = at_ms_utc.div_euclid(MS_PER_MINUTE) + i64::from(utc_offset_minutes);
    let minute = local.rem_euclid(MINUTES_PER_DAY);
    let day = local.div_euclid(MINUTES_PER_DAY);
    let (from, to) = (i64::from(from), i64::from(to));
    let starts_on = |day: i64| days.iter().any(|named| i64::from(*named) == weekday(day));
    if from < to {
        starts_on(day) && (from..to).contains(&minute)
    } else {
        (starts_on(day) && minute >= from) || (starts_on(day - 1) && minute < to)
    }
}

/// 1 is Monday; day 0 (1 January 1970) was a Thursday.
fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIB: i32 = 420;
    /// 2026-11-23 was a Monday: its midnight in WIB, in milliseconds UTC.
    const MONDAY: i64 = 1_795_366_800_000;

    fn at(day: i64, hour: i64, minute: i64) -> i64 {
        MONDAY + ((day * 24 + hour) * 60 + minute) * MS_PER_MINUTE
    }

    #[test]
    fn office_hours_hold_on_their_days_only() {
        let duty = Duty::Weekly { days: vec![1, 2, 3, 4, 5], from_minute: 450, to_minute: 960 };
        assert_eq!(duty.on(at(0, 7, 29), WIB), Some(false));
        assert_eq!(duty.on(at(0, 7, 30), WIB), Some(true));
        assert_eq!(duty.on(at(4, 15, 59), WIB), Some(true));
        assert_eq!(duty.on(at(4, 16, 0), WIB), Some(false));
        assert_eq!(duty.on(at(5, 9, 0), WIB), Some(false), "Saturday");
        assert_eq!(duty.on(at(-1, 9, 0), WIB), Some(false), "Sunday");
    }

    #[test]
    fn night_hours_run_past_midnight() {
        let duty = Duty::Weekly { days: vec![5], from_minute: 22 * 60, to_minute: 6 * 60 };
        assert_eq!(duty.on(at(4, 23, 0), WIB), Some(true), "Friday night");
        assert_eq!(duty.on(at(5, 5, 59), WIB), Some(true), "still Friday's duty");
        assert_eq!(duty.on(at(5, 6, 0), WIB), Some(false));
        assert_eq!(duty.on(at(4, 3, 0), WIB), Some(false), "Thursday has no night duty");
    }

    #[test]
    fn equal_hours_are_a_whole_day_and_unknown_is_no_answer() {
        let duty = Duty::Weekly { days: vec![1], from_minute: 480, to_minute: 480 };
        assert_eq!(duty.on(at(0, 7, 59), WIB), Some(false));
        assert_eq!(duty.on(at(0, 8, 0), WIB), Some(true));
        assert_eq!(duty.on(at(1, 7, 59), WIB), Some(true));
        assert_eq!(Duty::Always.on(0, WIB), Some(true));
        assert_eq!(Duty::Unknown.on(0, WIB), None);
    }

    #[test]
    fn duty_on_the_wire_is_tagged() {
        let text = serde_json::to_string(&Duty::Always).unwrap();
        assert_eq!(text, r#"{"kind":"always"}"#);
    }
}
