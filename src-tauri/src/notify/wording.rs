//! What a toast says: number, kind, district, and what is to be done. Never a person, a telephone number or a place
//! closer than its district.

use super::alarm::Alarm;
use super::comes_late;
use kentongan_room::words::say;
use kentongan_rules::clock::{ClockKind, Level};
use kentongan_rules::id::TicketNumber;
use kentongan_rules::setup::Language;
use kentongan_rules::time::{At, local_day};
use kentongan_rules::view::{SetupView, TicketRow};

/// Numbers named in a grouped notification.
const NAMED: usize = 5;

#[derive(Debug, PartialEq, Eq)]
pub struct Toast {
    pub title: String,
    pub body: String,
    /// The desktop's own name for a sound.
    pub sound: &'static str,
}

/// One alarm, with its ticket as the wall sees it.
pub fn one(alarm: &Alarm, row: Option<&TicketRow>, setup: &SetupView, language: Language, now: At) -> Toast {
    let title = match alarm.level {
        Level::Half | Level::Soon => "soon_title",
        Level::Urgent => "urgent_title",
        Level::Orphan => "orphan_title",
        Level::Late => "late_title",
        Level::Supervisor => "supervisor_title",
        Level::Head => "head_title",
        Level::Secretary => "secretary_title",
    };
    let body = match alarm.kind {
        ClockKind::Dispatch => "body_dispatch",
        ClockKind::Answer => "body_answer",
        ClockKind::Acknowledge => "body_acknowledge",
        ClockKind::Arrive => "body_arrive",
        ClockKind::Work => "body_work",
        ClockKind::Verify => "body_verify",
    };
    let number = row.map_or_else(String::new, |row| short(&row.number, setup, now));
    let kind = row.map_or_else(String::new, |row| kind(row, setup, language));
    let district = district(row, setup, language);
    let agency = agency(alarm, setup, language);
    let mut body =
        say(language, &format!("notification.{body}"), &[("district", &district), ("agency", &agency)]);
    if let Some(minutes) = comes_late(alarm.due_at, now) {
        let minutes = minutes.to_string();
        body = say(language, "notification.body_late_by", &[("body", &body), ("minutes", &minutes)]);
    }
    Toast {
        title: say(language, &format!("notification.{title}"), &[("number", &number), ("kind", &kind)]),
        body,
        sound: sound(alarm.level),
    }
}

/// A ticket that was sent to the agency that sits here.
pub fn duty(row: &TicketRow, setup: &SetupView, language: Language, now: At) -> Toast {
    let (number, kind) = (short(&row.number, setup, now), kind(row, setup, language));
    let district = district(Some(row), setup, language);
    Toast {
        title: say(language, "notification.duty_title", &[("number", &number), ("kind", &kind)]),
        body: say(language, "notification.duty_body", &[("district", &district)]),
        sound: sound(Level::Urgent),
    }
}

/// Several alarms in one.
pub fn many<'a>(
    rows: impl ExactSizeIterator<Item = Option<&'a TicketRow>>,
    setup: &SetupView,
    language: Language,
    now: At,
) -> Toast {
    let count = rows.len().to_string();
    let mut numbers: Vec<String> = rows.flatten().map(|row| short(&row.number, setup, now)).collect();
    numbers.dedup();
    let more = numbers.len().saturating_sub(NAMED).to_string();
    let key = if numbers.len() > NAMED { "notification.group_body_more" } else { "notification.group_body" };
    numbers.truncate(NAMED);
    let numbers = numbers.join(", ");
    Toast {
        title: say(language, "notification.group_title", &[("count", &count)]),
        body: say(language, key, &[("numbers", &numbers), ("more", &more)]),
        sound: sound(Level::Late),
    }
}

pub fn test(language: Language) -> Toast {
    Toast {
        title: say(language, "notification.test_title", &[]),
        body: say(language, "notification.test_body", &[]),
        sound: sound(Level::Urgent),
    }
}

/// As people say it: `2-17` on its day, `23/2-17` later.
fn short(number: &TicketNumber, setup: &SetupView, now: At) -> String {
    let parts: Vec<&str> = number.0.rsplitn(4, '-').collect();
    let [count, desk, day, _] = parts[..] else { return number.0.clone() };
    let (year, month, date) = local_day(now, setup.region.utc_offset_minutes);
    if day == format!("{:02}{month:02}{date:02}", year.rem_euclid(100)) {
        return format!("{desk}-{count}");
    }
    match day.get(4..) {
        Some(date) => format!("{date}/{desk}-{count}"),
        None => number.0.clone(),
    }
}

fn kind(row: &TicketRow, setup: &SetupView, language: Language) -> String {
    if row.restricted {
        return say(language, "names.restricted", &[]);
    }
    setup.region.category(&row.category).map_or_else(
        || row.category.to_string(),
        |category| match language {
            Language::Id => category.name_id.clone(),
            Language::En => category.name_en.clone(),
        },
    )
}

fn district(row: Option<&TicketRow>, setup: &SetupView, language: Language) -> String {
    let known = row.and_then(|row| row.district.as_ref()).and_then(|code| setup.region.district(code));
    match known {
        Some(district) => say(language, "notification.district", &[("name", &district.name)]),
        None => say(language, "notification.no_district", &[]),
    }
}

fn agency(alarm: &Alarm, setup: &SetupView, language: Language) -> String {
    let known = alarm.agency.as_ref().and_then(|code| setup.region.agency(code));
    known.map_or_else(|| say(language, "notification.no_agency", &[]), |agency| agency.short_name.clone())
}

/// Names that both kinds of desktop know.
fn sound(level: Level) -> &'static str {
    match (cfg!(windows), level >= Level::Late) {
        (true, _) => "Reminder",
        (false, true) => "alarm-clock-elapsed",
        (false, false) => "message-new-instant",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::region::Region;
    use kentongan_rules::time::Seq;
    use serde_json::json;

    /// 2026-11-23 14:00 WIB.
    const NOW: At = At(1_795_417_200_000);

    fn setup() -> SetupView {
        SetupView {
            seq: Seq(1),
            version: 1,
            training: false,
            region: Region::sidoarjo().unwrap(),
            policy: Default::default(),
            settings: Default::default(),
            ministry: Default::default(),
            people: Vec::new(),
            storms: Vec::new(),
            plan_editions: Default::default(),
            desks: Vec::new(),
            backups: Default::default(),
            erasures: Vec::new(),
            person_changes: Vec::new(),
            searches: Vec::new(),
            losses: Vec::new(),
            handover: None,
            last_backup: None,
        }
    }

    fn row(setup: &SetupView, number: &str, restricted: bool) -> TicketRow {
        let krian = setup.region.districts.iter().find(|district| district.name == "Krian").unwrap();
        serde_json::from_value(json!({
            "id": uuid::Uuid::from_u128(1), "number": number, "version": 1, "changed": 1, "state": "open",
            "kind": "emergency", "category": "LKA-LLN", "severity": "critical", "restricted": restricted,
            "masked": true, "called_at": NOW, "opened_at": NOW, "opened_by": "Rina", "desk": 2,
            "district": krian.code, "landmark": "dpn SPBU", "reporter_name": "Bu Ani",
            "reporter_number": "081200000890", "call_back": true, "reporters": 1, "follow_ups": 0, "cycle": 1,
            "assignments": [], "clocks": [], "answers": [], "children": [],
        }))
        .unwrap()
    }

    fn alarm(kind: ClockKind, level: Level, due_at: At) -> Alarm {
        let ticket = kentongan_rules::id::TicketId(uuid::Uuid::from_u128(1));
        Alarm {
            seq: Seq(9),
            ticket,
            clock: 0,
            kind,
            level,
            agency: Some("PSC119".into()),
            due_at,
            refused: false,
        }
    }

    #[test]
    fn number_kind_and_district_and_never_a_person() {
        let setup = setup();
        let row = row(&setup, "SDA-261123-2-17", false);
        let toast =
            one(&alarm(ClockKind::Acknowledge, Level::Late, NOW), Some(&row), &setup, Language::Id, NOW);
        assert_eq!(toast.title, "TERLAMBAT: 2-17 Kecelakaan lalu lintas dengan korban");
        assert_eq!(toast.body, "Kec. Krian. PSC 119 belum menerima. Telepon sekarang.");
        use ClockKind::{Acknowledge, Answer, Arrive, Dispatch, Verify, Work};
        for kind in [Dispatch, Answer, Acknowledge, Arrive, Work, Verify] {
            for level in Level::ALL {
                for language in [Language::Id, Language::En] {
                    let toast = one(&alarm(kind, level, NOW), Some(&row), &setup, language, NOW);
                    let said = format!("{} {}", toast.title, toast.body);
                    for not in ["Ani", "0812", "SPBU", "notification.", "{", "}"] {
                        assert!(!said.contains(not), "{said}");
                    }
                    assert!(said.contains("2-17") && said.contains("Krian"), "{said}");
                }
            }
        }
    }

    #[test]
    fn a_restricted_kind_is_not_named_and_a_late_toast_says_so() {
        let setup = setup();
        let row = row(&setup, "SDA-261122-2-03", true);
        let due = NOW - kentongan_rules::time::Span::minutes(12);
        let toast = one(&alarm(ClockKind::Answer, Level::Urgent, due), Some(&row), &setup, Language::Id, NOW);
        assert_eq!(toast.title, "Genting: 22/2-03 Terbatas");
        assert!(toast.body.contains("12 menit"), "{}", toast.body);
    }

    #[test]
    fn an_agency_is_told_what_came_for_it_and_never_of_whom() {
        let setup = setup();
        let toast = duty(&row(&setup, "SDA-261123-2-17", false), &setup, Language::Id, NOW);
        assert_eq!(toast.title, "Penerusan baru: 2-17 Kecelakaan lalu lintas dengan korban");
        assert_eq!(toast.body, "Kec. Krian. Terima di layar Anda.");
    }

    #[test]
    fn a_flood_names_five_and_counts_the_rest() {
        let setup = setup();
        let rows: Vec<TicketRow> =
            (1..=7).map(|count| row(&setup, &format!("SDA-261123-1-0{count}"), false)).collect();
        let toast = many(rows.iter().map(Some), &setup, Language::Id, NOW);
        assert!(toast.title.contains('7'), "{}", toast.title);
        assert!(toast.body.starts_with("1-01, 1-02, 1-03, 1-04, 1-05, dan 2 lagi"), "{}", toast.body);
    }
}
