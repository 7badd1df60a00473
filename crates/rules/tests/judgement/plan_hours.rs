//! Plans by the hour, and which of several that fit is taken.

use crate::stage::commands::{FIRE, WARU, change};
use crate::stage::people::hana;
use crate::stage::{Stage, at, given, said};
use kentongan_rules::calendar::{Day, Exception};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::plan::{Because, Outweighed, Weight, occasion, outweighed, propose};
use kentongan_rules::region::{CategoryCode, DistrictCode, PlanHours, PlanRow, Region, Severity};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Span};
use proptest::prelude::*;

fn known() -> Setup {
    given([]).known().clone()
}
fn row(id: &str, severity: &[Severity], district: Option<&str>, hours: PlanHours) -> PlanRow {
    PlanRow {
        id: id.to_owned(),
        category: FIRE.into(),
        severity: severity.to_vec(),
        district: district.map(DistrictCode::from),
        hours,
        lead: "DAMKAR".into(),
        supports: Vec::new(),
        active: true,
    }
}
fn any(id: &str, hours: PlanHours) -> PlanRow {
    row(id, &[], None, hours)
}
fn weekly(days: &[u8], from_minute: u16, to_minute: u16) -> PlanHours {
    PlanHours::Weekly { days: days.to_vec(), from_minute, to_minute }
}
fn with(plans: Vec<PlanRow>) -> Setup {
    let known = known();
    Setup { region: Region { plans, ..known.region.clone() }, ..known }
}
fn chosen(setup: &Setup, severity: Severity, district: Option<&str>, at: At) -> String {
    let (fire, district) = (CategoryCode::from(FIRE), district.map(DistrictCode::from));
    propose(setup, &occasion(setup, &fire, severity, district.as_ref(), at), at).unwrap().plan
}
fn by_hour(setup: &Setup, at: At) -> String {
    chosen(setup, Severity::High, None, at)
}

/// 2026-11-26 is a Thursday, the office is open from 07.30 to 16.00.
#[test]
fn working_hours_end_when_the_calendar_closes() {
    let mut setup = with(vec![any("any", PlanHours::Any), any("day", PlanHours::Working)]);
    assert_eq!(by_hour(&setup, at("07:29:59")), "any");
    assert_eq!(by_hour(&setup, at("07:30")), "day");
    assert_eq!(by_hour(&setup, at("15:59:59")), "day");
    assert_eq!(by_hour(&setup, at("16:00")), "any");
    assert_eq!(by_hour(&setup, at("+2 10:00")), "any", "Saturday");
    let (thursday, name) = (Day { year: 2026, month: 11, day: 26 }, "Pilkada".to_owned());
    setup.policy.calendar.exceptions.push(Exception { day: thursday, open: Vec::new(), name });
    assert_eq!(by_hour(&setup, at("10:00")), "any", "a holiday");
    setup.region.plans[1].hours = PlanHours::OffWorking;
    assert_eq!(by_hour(&setup, at("10:00")), "day");
    assert_eq!(by_hour(&setup, at("+1 14:29")), "any");
    assert_eq!(by_hour(&setup, at("+1 14:30")), "day", "Friday closes earlier");
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_starts() {
    let setup = with(vec![any("any", PlanHours::Any), any("night", weekly(&[4], 1_320, 300))]);
    for (clock, plan) in [
        ("04:59", "any"),
        ("21:59:59", "any"),
        ("22:00", "night"),
        ("+1 00:00", "night"),
        ("+1 04:59:59", "night"),
        ("+1 05:00", "any"),
        ("+1 22:00", "any"),
    ] {
        assert_eq!(by_hour(&setup, at(clock)), plan, "{clock}");
    }
}

#[test]
fn a_district_outweighs_a_severity_which_outweighs_hours() {
    let setup = with(vec![
        any("any", PlanHours::Any),
        any("day", PlanHours::Working),
        any("stated", weekly(&[4], 600, 660)),
        row("severity", &[Severity::High], None, PlanHours::Any),
        row("severity day", &[Severity::High], None, PlanHours::Working),
        row("district", &[], Some(WARU), PlanHours::Any),
        row("district day", &[], Some(WARU), PlanHours::Working),
    ]);
    let taken = |severity, district, clock| chosen(&setup, severity, district, at(clock));
    assert_eq!(taken(Severity::Low, None, "17:00"), "any");
    assert_eq!(taken(Severity::Low, None, "12:00"), "day");
    assert_eq!(taken(Severity::Low, None, "10:30"), "stated");
    assert_eq!(taken(Severity::High, None, "17:00"), "severity");
    assert_eq!(taken(Severity::High, None, "10:30"), "severity day");
    assert_eq!(taken(Severity::High, Some(WARU), "17:00"), "district");
    assert_eq!(taken(Severity::High, Some(WARU), "10:30"), "district day");
    // And it is said what the others lack.
    let (fire, waru) = (CategoryCode::from(FIRE), DistrictCode::from(WARU));
    let asked = occasion(&setup, &fire, Severity::High, Some(&waru), at("10:30"));
    let proposal = propose(&setup, &asked, at("10:30")).unwrap();
    assert_eq!(proposal.because, [Because::Category, Because::District, Because::Hours]);
    let lost = |plan: &str, by| Outweighed { plan: plan.to_owned(), version: 1, by };
    let wanted = [
        lost("any", Weight::District),
        lost("day", Weight::District),
        lost("stated", Weight::District),
        lost("severity", Weight::District),
        lost("severity day", Weight::District),
        lost("district", Weight::Hours),
    ];
    assert_eq!(outweighed(&setup, &asked), wanted);
    let low = occasion(&setup, &fire, Severity::High, None, at("17:00"));
    assert_eq!(outweighed(&setup, &low), [lost("any", Weight::Severity)]);
    let mut twice = setup.clone();
    twice.region.plans.push(any("second", PlanHours::Any));
    let low = occasion(&twice, &fire, Severity::Low, None, at("17:00"));
    assert_eq!(outweighed(&twice, &low), [lost("second", Weight::Order)]);
}

/// A call at 15.59 is judged by its own time whenever it is proposed; what cannot be reached, by now.
#[test]
fn the_plan_is_of_the_call_and_the_duty_of_now() {
    let mut setup = with(vec![any("any", PlanHours::Any), any("day", PlanHours::Working)]);
    for agency in setup.region.agencies.iter_mut().filter(|a| a.code == "DAMKAR".into()) {
        agency.contact.telephone = "0812-0000-0113".to_owned();
        agency.duty = kentongan_rules::region::Duty::Weekly { days: vec![4], from_minute: 0, to_minute: 960 };
    }
    let fire = CategoryCode::from(FIRE);
    let asked = occasion(&setup, &fire, Severity::High, None, at("15:59"));
    let late = propose(&setup, &asked, at("16:01")).unwrap();
    assert_eq!(late.plan, "day");
    assert_eq!(late.agencies[0].shortfalls, [kentongan_rules::plan::Shortfall::OffDuty]);
    assert_eq!(propose(&setup, &asked, at("15:59")).unwrap().agencies[0].shortfalls, []);
}

#[test]
fn a_plan_counts_its_changes_and_says_who_made_the_last() {
    let before = known().region.plans.iter().find(|p| p.id == "R-03").unwrap().clone();
    let off = PlanRow { hours: PlanHours::OffWorking, ..before.clone() };
    let new = PlanRow { id: "R-90".to_owned(), hours: PlanHours::Working, ..before.clone() };
    let stage: Stage = given([
        said(Command::ChangePlan(change(before.clone(), off.clone())), hana(), "08:00"),
        said(Command::ChangePlan(change(off, before)), hana(), "09:00"),
        said(Command::ChangePlan(Change { before: None, after: new }), hana(), "09:30"),
    ]);
    let setup = &stage.setup;
    let versions = ["R-01", "R-03", "R-90"].map(|plan| setup.plan_version(plan));
    assert_eq!(versions, [1, 3, 1]);
    let edition = &setup.plan_editions["R-03"];
    assert_eq!((edition.changed_at, edition.by.as_str()), (at("09:00"), "Hana"));
    assert!(!setup.plan_editions.contains_key("R-01"));
    let fire = CategoryCode::from(FIRE);
    let proposal = |clock: &str| {
        let now = at(clock);
        let made = propose(setup, &occasion(setup, &fire, Severity::High, None, now), now).unwrap();
        (made.plan, made.version)
    };
    assert_eq!(proposal("10:00"), ("R-90".to_owned(), 1));
    assert_eq!(proposal("17:00"), ("R-03".to_owned(), 3));
}

fn hours() -> impl Strategy<Value = PlanHours> {
    prop_oneof![
        Just(PlanHours::Any),
        Just(PlanHours::Working),
        Just(PlanHours::OffWorking),
        (prop::collection::vec(1_u8..=7, 1..4), 0_u16..1_440, 0_u16..=1_440)
            .prop_map(|(days, from_minute, to_minute)| PlanHours::Weekly { days, from_minute, to_minute }),
    ]
}

fn rows() -> impl Strategy<Value = Vec<PlanRow>> {
    let severity = prop::sample::subsequence(Severity::ALL.to_vec(), 0..3);
    let district = prop::option::of(prop::sample::select(vec![WARU, "35.15.01"]));
    let one = (severity, district, hours(), any_bool(9));
    prop::collection::vec(one, 1..9).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let row = |(n, (severity, district, hours, active)): (usize, (Vec<_>, Option<&str>, _, _))| PlanRow {
            active,
            ..row(&n.to_string(), &severity, district, hours)
        };
        numbered.map(row).collect()
    })
}
fn any_bool(yes: u32) -> impl Strategy<Value = bool> {
    prop::bool::weighted(f64::from(yes) / 10.0)
}

proptest! {
    /// Where any row fits, one is taken: no other that fits is more specific, and among equals it stands first,
    /// however the rows are ordered.
    #[test]
    fn one_plan_is_taken_whatever_the_order(
        plans in rows(),
        shift in 0_usize..9,
        minute in 0_i64..14 * 1_440,
        severity in prop::sample::select(Severity::ALL.to_vec()),
        district in prop::option::of(prop::sample::select(vec![WARU, "35.15.02"])),
    ) {
        let (fire, district) = (CategoryCode::from(FIRE), district.map(DistrictCode::from));
        let mut setup = with(plans);
        let when = at("00:00") + Span::minutes(minute);
        let ranked = |setup: &Setup| {
            let asked = occasion(setup, &fire, severity, district.as_ref(), when);
            let taken = setup.region.plan_for(&asked);
            let fits: Vec<&PlanRow> = setup.region.plans.iter().filter(|p| p.fits(&asked)).collect();
            prop_assert_eq!(taken.is_some(), !fits.is_empty());
            let Some(taken) = taken else { return Ok(None) };
            let rank = taken.specificity();
            prop_assert!(fits.iter().all(|p| p.specificity() <= rank));
            let first = fits.iter().find(|p| p.specificity() == rank).map(|p| p.id.as_str());
            prop_assert_eq!(first, Some(taken.id.as_str()));
            let lost = outweighed(setup, &asked);
            prop_assert_eq!(lost.len(), fits.len() - 1);
            let equals = fits.iter().filter(|p| p.specificity() == rank).count() - 1;
            prop_assert_eq!(lost.iter().filter(|o| o.by == Weight::Order).count(), equals);
            Ok(Some((rank, equals, taken.id.clone())))
        };
        let before = ranked(&setup)?;
        let turn = shift % setup.region.plans.len();
        setup.region.plans.rotate_left(turn);
        let after = ranked(&setup)?;
        prop_assert_eq!(before.as_ref().map(|b| (b.0, b.1)), after.as_ref().map(|a| (a.0, a.1)));
        if before.as_ref().is_some_and(|b| b.1 == 0) {
            prop_assert_eq!(before, after);
        }
    }
}
