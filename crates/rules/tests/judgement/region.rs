//! Changes to what the room knows: agencies, categories, plans, policies, settings.

use crate::stage::commands::*;
use crate::stage::people::hana;
use crate::stage::{Judged, Stage, at, given, said};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::event::Stream;
use kentongan_rules::policy::Policy;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{
    Agency, Category, CueEdit, Hours, MOST_ON_CALL, OnCall, PlanHours, PlanRow, Support,
};
use kentongan_rules::setup::{Settings, Setup};
use kentongan_rules::text::Sealed;
use kentongan_rules::time::Span;

fn room() -> Stage {
    given([])
}
fn known() -> Setup {
    room().known().clone()
}
fn agency() -> Agency {
    known().region.agency(&"DAMKAR".into()).unwrap().clone()
}
fn category() -> Category {
    known().region.category(&FIRE.into()).unwrap().clone()
}
fn plan() -> PlanRow {
    known().region.plans.iter().find(|p| p.id == "R-03").unwrap().clone()
}
fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}
fn malformed(what: &str) -> Refusal {
    Refusal::Malformed { what: what.to_owned() }
}
fn too_long(what: &str, longest: u32) -> Refusal {
    Refusal::TooLong { what: what.to_owned(), longest }
}
fn tried(command: Command<Sealed>) -> Judged {
    room().when(command, hana(), at("08:00"))
}

/// Each kind of row: its own change, and the kind of event it makes.
fn changes() -> [(Command<Sealed>, &'static str, Stream); 5] {
    let room = known();
    [
        (
            Command::ChangeAgency(change(agency(), Agency { name: "Pemadam".to_owned(), ..agency() })),
            "agency_changed",
            Stream::Region,
        ),
        (
            Command::ChangeCategory(change(category(), Category { active: false, ..category() })),
            "category_changed",
            Stream::Region,
        ),
        (
            Command::ChangePlan(change(plan(), PlanRow { active: false, ..plan() })),
            "plan_changed",
            Stream::Plan,
        ),
        (
            change_policy(&room.policy, Policy { answer: Span::hours(12), ..room.policy.clone() }),
            "policy_changed",
            Stream::Policy,
        ),
        (
            Command::ChangeSettings(change(
                room.settings.clone(),
                Settings { wall_inches: 65, ..room.settings },
            )),
            "settings_changed",
            Stream::Region,
        ),
    ]
}

#[test]
fn a_change_holds_once_and_makes_the_next_of_the_same_sight_stale() {
    for (command, kind, stream) in changes() {
        let stage = tried(command.clone()).happens(&[kind]);
        assert_eq!(stage.journal.last().unwrap().stream, stream);
        assert_eq!(stage.setup.version, 2);
        stage.when(command, hana(), at("08:01")).refused(Refusal::Stale { now: 2 });
    }
}

#[test]
fn a_word_of_the_room_is_kept_beside_the_list_and_taken_back() {
    let edit = cue("mbledos gedhe", 5);
    let stage = tried(Command::ChangeCue(edit.clone())).happens(&["cue_changed"]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Region);
    assert_eq!(stage.setup.region.own_cue(&edit.cue), edit.after.as_ref());
    assert!(stage.setup.region.cues.is_empty(), "the list itself is not copied");
    let again = stage.clone().when(Command::ChangeCue(edit.clone()), hana(), at("08:01"));
    again.refused(Refusal::AlreadyExists);
    let back = CueEdit { before: edit.after.clone(), after: None, ..edit.clone() };
    let stage = stage.when(Command::ChangeCue(back.clone()), hana(), at("08:02")).happens(&["cue_changed"]);
    assert!(stage.setup.region.cue_changes.is_empty());
    stage.when(Command::ChangeCue(back), hana(), at("08:03")).refused(Refusal::Stale { now: 3 });
    tried(Command::ChangeCue(cue("api,", 5))).refused(malformed("phrase"));
}

#[test]
fn a_change_of_nothing_is_none() {
    let room = known();
    for command in [
        Command::ChangeAgency(change(agency(), agency())),
        Command::ChangeCategory(change(category(), category())),
        Command::ChangePlan(change(plan(), plan())),
        change_policy(&room.policy, room.policy.clone()),
        // The version is the room's to count.
        change_policy(&room.policy, Policy { version: 9, ..room.policy.clone() }),
        Command::ChangeSettings(change(room.settings.clone(), room.settings)),
    ] {
        tried(command).refused(Refusal::NothingChanged);
    }
}

#[test]
fn a_new_row_goes_last_and_an_old_one_stays_in_its_place() {
    let new = Agency { code: "RELAWAN".into(), wall_name: "RLW".to_owned(), ..agency() };
    let add = Command::ChangeAgency(Change { before: None, after: new.clone() });
    let stage = tried(add.clone()).happens(&["agency_changed"]);
    assert_eq!(stage.setup.region.agencies.last(), Some(&new));
    stage.when(add, hana(), at("08:01")).refused(Refusal::Stale { now: 2 });
    let renamed = Agency { name: "Pemadam".to_owned(), ..agency() };
    let place = known().region.agencies.iter().position(|a| a.code == renamed.code).unwrap();
    let stage = tried(Command::ChangeAgency(change(agency(), renamed.clone()))).happens(&["agency_changed"]);
    assert_eq!(stage.setup.region.agencies[place], renamed);
    // What was seen as absent and is there, or as there and is absent, is stale.
    let over = Change { before: None, after: Agency { name: "Lain".to_owned(), ..agency() } };
    tried(Command::ChangeAgency(over)).refused(Refusal::Stale { now: 1 });
    tried(Command::ChangeAgency(change(agency(), new))).refused(Refusal::Stale { now: 1 });
}

#[test]
fn an_agency_has_its_names() {
    type Spoil = fn(&mut Agency);
    let spoilt: [(Spoil, Refusal); 4] = [
        (|a| a.name = " ".to_owned(), missing("name")),
        (|a| a.short_name = String::new(), missing("short_name")),
        (|a| a.wall_name = String::new(), missing("wall_name")),
        (|a| a.wall_name = "DAMKR".to_owned(), too_long("wall_name", 4)),
    ];
    for (spoil, refusal) in spoilt {
        let mut after = agency();
        spoil(&mut after);
        tried(Command::ChangeAgency(change(agency(), after))).refused(refusal);
    }
    let nameless = Change { before: None, after: Agency { code: " ".into(), ..agency() } };
    tried(Command::ChangeAgency(nameless)).refused(missing("code"));
}

#[test]
fn whoever_is_on_call_has_a_number_and_hours_that_can_be() {
    let hours = |day| Hours { days: vec![day], from_minute: 960, to_minute: 420 };
    let night = OnCall {
        who: "Petugas malam".to_owned(),
        telephone: "0812-0000-0102".to_owned(),
        hours: Some(hours(7)),
    };
    let mut sound = agency();
    sound.on_call = vec![night.clone(), OnCall { hours: None, ..night.clone() }];
    sound.contact.hours = Some(hours(1));
    let stage = tried(Command::ChangeAgency(change(agency(), sound.clone()))).happens(&["agency_changed"]);
    assert_eq!(stage.setup.region.agency(&sound.code), Some(&sound));

    let spoilt = [
        (OnCall { who: " ".to_owned(), ..night.clone() }, missing("on_call")),
        (OnCall { telephone: String::new(), ..night.clone() }, missing("telephone")),
        (OnCall { telephone: "0".repeat(61), ..night.clone() }, too_long("telephone", 60)),
        (OnCall { hours: Some(hours(8)), ..night.clone() }, malformed("hours")),
    ];
    for (one, refusal) in spoilt {
        let after = Agency { on_call: vec![one], ..agency() };
        tried(Command::ChangeAgency(change(agency(), after))).refused(refusal);
    }
    let many = Agency { on_call: vec![night; MOST_ON_CALL + 1], ..agency() };
    let most = u32::try_from(MOST_ON_CALL).unwrap();
    let too_many = Refusal::TooMany { what: "on_call".to_owned(), most };
    tried(Command::ChangeAgency(change(agency(), many))).refused(too_many);
    let mut never = agency();
    never.contact.hours = Some(Hours { days: vec![], from_minute: 0, to_minute: 0 });
    tried(Command::ChangeAgency(change(agency(), never))).refused(malformed("hours"));
}

#[test]
fn a_category_has_its_names_and_minutes_that_can_pass() {
    type Spoil = fn(&mut Category);
    let spoilt: [(Spoil, Refusal); 6] = [
        (|c| c.name_id = String::new(), missing("name_id")),
        (|c| c.wall_name = String::new(), missing("wall_name")),
        (|c| c.wall_name = "a".repeat(12), too_long("wall_name", 11)),
        (|c| c.ack_minutes = Some(0), malformed("ack_minutes")),
        (|c| c.onscene_minutes = Some(0), malformed("onscene_minutes")),
        (|c| c.onscene_minutes = Some(366 * 24 * 60 + 1), malformed("onscene_minutes")),
    ];
    for (spoil, refusal) in spoilt {
        let mut after = category();
        spoil(&mut after);
        tried(Command::ChangeCategory(change(category(), after))).refused(refusal);
    }
    let nameless = Change { before: None, after: Category { code: "".into(), ..category() } };
    tried(Command::ChangeCategory(nameless)).refused(missing("code"));
    let without = Category { ack_minutes: None, onscene_minutes: None, ..category() };
    tried(Command::ChangeCategory(change(category(), without))).happens(&["category_changed"]);
}

#[test]
fn a_category_without_minutes_is_acknowledged_by_the_rooms_own_and_owes_no_arrival() {
    let without = Category { ack_minutes: None, onscene_minutes: None, ..category() };
    let stage = room().and([
        said(Command::ChangeCategory(change(category(), without)), hana(), "08:00"),
        said(open(FIRE, "14:05"), crate::stage::people::siti(), "14:05:30"),
        said(assign(1, [lead("DAMKAR")]), crate::stage::people::siti(), "14:06"),
    ]);
    use kentongan_rules::clock::ClockKind;
    assert_eq!(stage.clock(ClockKind::Acknowledge).due_at, at("15:06"));
    assert!(!stage.ticket().clocks.iter().any(|c| c.kind == ClockKind::Arrive));
}

#[test]
fn a_plan_names_only_what_the_room_knows() {
    type Spoil = fn(&mut PlanRow);
    let agency = |code: &str| Refusal::UnknownAgency { agency: code.to_owned() };
    let never = PlanHours::Weekly { days: vec![], from_minute: 0, to_minute: 60 };
    let no_hours = Change { before: Some(plan()), after: PlanRow { hours: never, ..plan() } };
    tried(Command::ChangePlan(no_hours)).refused(malformed("hours"));
    let spoilt: [(Spoil, Refusal); 4] = [
        (|p| p.category = "XX-YYY".into(), Refusal::UnknownCategory { category: "XX-YYY".to_owned() }),
        (
            |p| p.district = Some("99.99.99".into()),
            Refusal::UnknownDistrict { district: "99.99.99".to_owned() },
        ),
        (|p| p.lead = "XXX".into(), agency("XXX")),
        (|p| p.supports.push(Support { agency: "YYY".to_owned(), why: String::new() }), agency("YYY")),
    ];
    for (spoil, refusal) in spoilt {
        let mut after = plan();
        spoil(&mut after);
        tried(Command::ChangePlan(change(plan(), after))).refused(refusal);
    }
    let nameless = Change { before: None, after: PlanRow { id: String::new(), ..plan() } };
    tried(Command::ChangePlan(nameless)).refused(missing("id"));
    // The district's own office is no agency of the list, and may be named.
    let mut with_office = plan();
    with_office.supports.push(Support { agency: "KEC".to_owned(), why: String::new() });
    tried(Command::ChangePlan(change(plan(), with_office))).happens(&["plan_changed"]);
}

#[test]
fn a_policy_counts_its_versions_and_takes_no_typing_errors() {
    let policy = known().policy;
    let after = Policy { version: 77, answer: Span::hours(12), ..policy.clone() };
    let stage = tried(change_policy(&policy, after.clone())).happens(&["policy_changed"]);
    assert_eq!(stage.setup.policy, Policy { version: 2, ..after });
    type Spoil = fn(&mut Policy);
    let spoilt: [Spoil; 5] = [
        |p| p.dispatch = Span(999),
        |p| p.answer = Span(0),
        |p| p.answer = Span(-1),
        |p| p.interim_longest = Span::hours(366 * 24 + 1),
        |p| p.acknowledge = Span(i64::MAX),
    ];
    for spoil in spoilt {
        let mut after = policy.clone();
        spoil(&mut after);
        tried(change_policy(&policy, after)).refused(malformed("policy"));
    }
}

#[test]
fn a_wall_has_a_size_that_exists() {
    let settings = known().settings;
    for (wall_inches, wall_metres) in [(19, 6), (201, 6), (55, 0), (55, 31)] {
        let after = Settings { wall_inches, wall_metres, ..settings.clone() };
        tried(Command::ChangeSettings(change(settings.clone(), after))).refused(malformed("wall"));
    }
}
