//! Who at an agency is called when: the office by day, an officer on call by night.

use super::agency::{Agency, weekly};
use crate::ticket::Channel;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most people on call that an agency has beside its own numbers.
pub const MOST_ON_CALL: usize = 12;

const DAY: u16 = 1_440;

/// The same hours on each of `days`, in the region's own zone; hours that end at or before their start run past
/// midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hours {
    /// 1 is Monday, 7 is Sunday: the day on which the hours start.
    pub days: Vec<u8>,
    /// Minutes after local midnight, included.
    pub from_minute: u16,
    /// Minutes after local midnight, excluded.
    pub to_minute: u16,
}

impl Hours {
    /// Whether they can ever be met, and are written as hours are.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.days.is_empty()
            && self.days.iter().all(|day| (1..=7).contains(day))
            && self.from_minute < DAY
            && self.to_minute <= DAY
    }

    #[must_use]
    pub fn hold(&self, at: At, utc_offset_minutes: i32) -> bool {
        weekly(&self.days, self.from_minute, self.to_minute, at.0, utc_offset_minutes)
    }
}

/// Somebody of an agency with a number of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OnCall {
    /// An office or a name.
    pub who: String,
    pub telephone: String,
    /// When they are to be called; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hours: Option<Hours>,
}

/// Whose turn it is to be called, the first before the others: hours that were stated say more than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    Now,
    Always,
    Off,
}

impl Turn {
    #[must_use]
    pub fn of(hours: Option<&Hours>, at: At, utc_offset_minutes: i32) -> Turn {
        match hours {
            None => Turn::Always,
            Some(hours) if hours.hold(at, utc_offset_minutes) => Turn::Now,
            Some(_) => Turn::Off,
        }
    }
}

/// A number or a radio channel, whose it is and when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach<'a> {
    pub channel: Channel,
    pub address: &'a str,
    /// `None`: the agency's own.
    pub who: Option<&'a str>,
    pub hours: Option<&'a Hours>,
}

impl Agency {
    /// Every way to reach it, whoever is on call at `at` first; equals stand as they are on record.
    #[must_use]
    pub fn reaches(&self, at: At, utc_offset_minutes: i32) -> Vec<Reach<'_>> {
        let contact = &self.contact;
        let own = [
            (Channel::Radio, &contact.radio),
            (Channel::Telephone, &contact.telephone),
            (Channel::Whatsapp, &contact.whatsapp),
        ];
        let own = own
            .into_iter()
            .filter(|(_, address)| !address.is_empty())
            .map(|(channel, address)| Reach { channel, address, who: None, hours: contact.hours.as_ref() });
        let others = self.on_call.iter().map(|one| Reach {
            channel: Channel::Telephone,
            address: &one.telephone,
            who: Some(&one.who),
            hours: one.hours.as_ref(),
        });
        let mut all: Vec<_> = own.chain(others).collect();
        all.sort_by_key(|one| Turn::of(one.hours, at, utc_offset_minutes));
        all
    }

    /// True when there is no way to reach it at any hour.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        self.contact.is_empty() && self.on_call.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Region;

    const WIB: i32 = 420;
    /// 2026-11-23 was a Monday: its midnight in WIB, in milliseconds UTC.
    const MONDAY: i64 = 1_795_366_800_000;

    fn at(day: i64, hour: i64) -> At {
        At(MONDAY + (day * 24 + hour) * 3_600_000)
    }

    fn hours(days: &[u8], from: u16, to: u16) -> Hours {
        Hours { days: days.to_vec(), from_minute: from * 60, to_minute: to * 60 }
    }

    /// An office by day on working days, an officer at night, and somebody who is always there.
    fn bpbd() -> Agency {
        let mut agency = Region::sidoarjo().unwrap().agency(&"BPBD".into()).unwrap().clone();
        agency.contact.telephone = "0812-0000-0101".to_owned();
        agency.contact.hours = Some(hours(&[1, 2, 3, 4, 5], 7, 16));
        let one = |who: &str, telephone: &str, hours| OnCall {
            who: who.to_owned(),
            telephone: telephone.to_owned(),
            hours,
        };
        agency.on_call = vec![
            one("Sekretaris", "0812-0000-0103", None),
            one("Petugas malam", "0812-0000-0102", Some(hours(&[1, 2, 3, 4, 5, 6, 7], 16, 7))),
        ];
        agency
    }

    fn who_at(agency: &Agency, at: At) -> Vec<&str> {
        agency.reaches(at, WIB).iter().map(|one| one.who.unwrap_or("kantor")).collect()
    }

    #[test]
    fn whoever_is_on_call_comes_first_and_the_others_after_it() {
        let agency = bpbd();
        assert_eq!(who_at(&agency, at(0, 9)), ["kantor", "Sekretaris", "Petugas malam"]);
        assert_eq!(who_at(&agency, at(0, 16)), ["Petugas malam", "Sekretaris", "kantor"]);
        assert_eq!(who_at(&agency, at(1, 3)), ["Petugas malam", "Sekretaris", "kantor"], "past midnight");
        assert_eq!(who_at(&agency, at(5, 9)), ["Sekretaris", "kantor", "Petugas malam"], "Saturday");
    }

    #[test]
    fn absent_hours_are_always_and_equals_stand_as_they_are_on_record() {
        let mut agency = bpbd();
        agency.contact.hours = None;
        agency.contact.radio = "kanal 5".to_owned();
        agency.on_call.truncate(1);
        let ways: Vec<_> = agency.reaches(at(0, 9), WIB).iter().map(|one| one.channel).collect();
        assert_eq!(ways, [Channel::Radio, Channel::Telephone, Channel::Telephone]);
        assert_eq!(who_at(&agency, at(0, 2)), ["kantor", "kantor", "Sekretaris"]);
    }

    #[test]
    fn an_agency_of_before_has_nobody_on_call() {
        let before = r#"{"telephone":"112","radio":"","whatsapp":""}"#;
        let contact: crate::region::Contact = serde_json::from_str(before).unwrap();
        assert_eq!(contact.hours, None);
        assert_eq!(serde_json::to_string(&contact).unwrap(), before);
        let seed = Region::sidoarjo().unwrap();
        assert!(seed.agencies.iter().all(|agency| agency.on_call.is_empty()));
        assert!(!serde_json::to_string(&seed.agencies).unwrap().contains("on_call"));
    }

    #[test]
    fn hours_that_cannot_be_are_not_sound() {
        assert!(hours(&[1, 7], 22, 6).is_sound());
        for wrong in [hours(&[], 7, 16), hours(&[0], 7, 16), hours(&[8], 7, 16), hours(&[1], 24, 16)] {
            assert!(!wrong.is_sound(), "{wrong:?}");
        }
    }
}
