use crate::stage::commands::*;
use crate::stage::people::{hana, of};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Found};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::PersonId;
use kentongan_rules::people::Capacity;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Backup;
use kentongan_rules::time::Seq;
use uuid::Uuid;

fn id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}
fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}
fn malformed(what: &str) -> Refusal {
    Refusal::Malformed { what: what.to_owned() }
}

#[test]
fn a_room_is_founded_once_with_its_first_supervisor() {
    let stage = Stage::default()
        .when(found(), Actor::desk(1), at("06:00"))
        .then([Event::Founded(Box::new(founding()))]);
    let setup = &stage.setup;
    assert_eq!((setup.founded_at, setup.version), (Some(at("06:00")), 1));
    assert_eq!(setup.region, founding().region);
    assert_eq!(setup.recovery, Some(text("hash of a code")));
    let first = setup.account(" HANA ").unwrap();
    assert_eq!((first.id, first.role, first.active), (id(0xB1), Role::Supervisor, true));
    stage.when(found(), Actor::desk(1), at("06:01")).refused(Refusal::AlreadyFounded);
}

type Spoil = fn(&mut Found<kentongan_rules::text::Sealed>);

#[test]
fn a_room_needs_a_name_an_account_and_a_region_that_can_send_somebody() {
    let spoilt: [(Spoil, Refusal); 12] = [
        (|f| f.region.name = " ".to_owned(), missing("room")),
        (|f| f.account = String::new(), missing("account")),
        (|f| f.name = String::new(), missing("name")),
        (|f| f.name = "a".repeat(201), Refusal::TooLong { what: "name".to_owned(), longest: 200 }),
        (|f| f.region.prefix = "S".to_owned(), malformed("prefix")),
        (|f| f.region.prefix = "sda".to_owned(), malformed("prefix")),
        (|f| f.region.prefix = "SDA-1".to_owned(), malformed("prefix")),
        (|f| f.region.utc_offset_minutes = 15 * 60, malformed("utc_offset")),
        (|f| f.region.agencies.clear(), missing("agencies")),
        (|f| f.region.categories.clear(), missing("categories")),
        (|f| f.region.districts.clear(), missing("districts")),
        (|f| f.region.plans.clear(), missing("plans")),
    ];
    for (spoil, refusal) in spoilt {
        let mut founding = founding();
        spoil(&mut founding);
        Stage::default().when(Command::Found(founding), Actor::desk(1), at("06:00")).refused(refusal);
    }
    assert!(Stage::default().setup.founded_at.is_none());
}

#[test]
fn people_are_added_under_an_account_of_their_own() {
    for role in [Role::Operator, Role::Supervisor, Role::Auditor, Role::Administrator] {
        let stage =
            given([]).when(add_person(7, " Wati ", role), hana(), at("07:00")).happens(&["person_added"]);
        let person = stage.setup.account("wati").unwrap();
        assert_eq!((person.id, person.account.as_str(), person.role), (id(7), "Wati", role));
        assert_eq!(stage.journal.last().unwrap().stream, Stream::People);
    }
    for role in [Role::Wall, Role::Desk, Role::Clock] {
        given([]).when(add_person(7, "wati", role), hana(), at("07:00")).refused(malformed("role"));
    }
    let now = at("07:01");
    let wati = || given([said(add_person(7, "wati", Role::Operator), hana(), "07:00")]);
    wati().when(add_person(8, "WATI ", Role::Operator), hana(), now).refused(Refusal::SameName);
    wati().when(add_person(7, "lain", Role::Operator), hana(), now).refused(Refusal::AlreadyExists);
    wati().when(add_person(8, " ", Role::Operator), hana(), now).refused(missing("account"));
    // Whoever has left leaves the account free.
    let left = wati().and([said(Command::ClosePerson { person: id(7) }, hana(), "07:01")]);
    left.when(add_person(8, "wati", Role::Operator), hana(), at("07:02")).happens(&["person_added"]);
}

#[test]
fn a_liaison_speaks_for_an_agency_that_is_there_and_nobody_else_does() {
    let stage = given([]).when(add_liaison(7, "bayu", Some("DAMKAR")), hana(), at("07:00"));
    let stage = stage.happens(&["person_added"]);
    assert_eq!(stage.setup.person(id(7)).unwrap().agency, Some("DAMKAR".into()));
    let now = at("07:00");
    given([]).when(add_liaison(7, "bayu", None), hana(), now).refused(missing("agency"));
    let unknown = |agency: &str| Refusal::UnknownAgency { agency: agency.to_owned() };
    given([]).when(add_liaison(7, "bayu", Some("ENTAH")), hana(), now).refused(unknown("ENTAH"));
    let off = given([said(switched("DAMKAR", false), hana(), "06:59")]);
    off.when(add_liaison(7, "bayu", Some("DAMKAR")), hana(), now).refused(unknown("DAMKAR"));
    for role in [Role::Operator, Role::Supervisor, Role::Auditor, Role::Administrator] {
        let spoken = with_agency(add_person(7, "wati", role), "DAMKAR");
        given([]).when(spoken, hana(), now).refused(malformed("agency"));
    }
}

#[test]
fn who_was_closed_or_lost_their_agency_speaks_no_more() {
    let stage = given([
        said(add_liaison(7, "bayu", Some("DAMKAR")), hana(), "07:00"),
        said(add_person(8, "wati", Role::Operator), hana(), "07:00"),
    ]);
    let speaks = |n: u128| stage.setup.person(id(n)).unwrap().at_desk(None, 2);
    let (bayu, wati) = (speaks(7), speaks(8));
    let now = |stage: &Stage, actor: &Actor| stage.setup.speaks_as(actor);
    assert_eq!(now(&stage, &bayu), Some(bayu.clone()));
    assert_eq!(now(&stage, &wati), Some(wati.clone()));
    // What they are now, whatever they were.
    let other = Actor { role: Role::Supervisor, name: "Lain".to_owned(), ..wati.clone() };
    assert_eq!(now(&stage, &other), Some(wati.clone()));
    assert_eq!(now(&stage, &Actor { agency: Some("PSC119".into()), ..bayu.clone() }), Some(bayu.clone()));
    assert_eq!(now(&stage, &Actor::desk(2)), None);
    let closed = stage.clone().and([said(Command::ClosePerson { person: id(8) }, hana(), "07:01")]);
    assert_eq!((now(&closed, &wati), now(&closed, &bayu)), (None, Some(bayu.clone())));
    let off = stage.clone().and([said(switched("DAMKAR", false), hana(), "07:01")]);
    assert_eq!((now(&off, &bayu), now(&off, &wati)), (None, Some(wati)));
    let on = off.and([said(change_agency(&stage, "DAMKAR"), hana(), "07:02")]);
    assert_eq!(now(&on, &bayu), Some(bayu));
}

/// The agency as it stands on `stage`, once it was switched off.
fn change_agency(stage: &Stage, code: &str) -> Command<kentongan_rules::text::Sealed> {
    let after = stage.setup.region.agency(&code.into()).unwrap().clone();
    Command::ChangeAgency(change(kentongan_rules::region::Agency { active: false, ..after.clone() }, after))
}

#[test]
fn a_password_is_set_anew_for_whoever_is_there() {
    let reset = |n| Command::ResetPerson { person: id(n), secret: text("new hash") };
    let stage = given([]).when(reset(0xB1), hana(), at("07:00")).happens(&["person_reset"]);
    assert_eq!(stage.setup.person(id(0xB1)).unwrap().secret, text("new hash"));
    stage.when(reset(9), hana(), at("07:01")).refused(Refusal::UnknownPerson);
    let left = given([
        said(add_person(7, "wati", Role::Operator), hana(), "07:00"),
        said(Command::ClosePerson { person: id(7) }, hana(), "07:01"),
    ]);
    left.when(reset(7), hana(), at("07:02")).refused(Refusal::UnknownPerson);
}

#[test]
fn the_last_supervisor_stays() {
    let close = |n| Command::ClosePerson { person: id(n) };
    let now = at("07:05");
    given([]).when(close(0xB1), hana(), now).refused(Refusal::LastSupervisor);
    given([]).when(close(9), hana(), now).refused(Refusal::UnknownPerson);
    let second = given([said(add_person(7, "wati", Role::Supervisor), hana(), "07:00")]);
    let stage = second.when(close(0xB1), hana(), now).happens(&["person_closed"]);
    assert!(!stage.setup.person(id(0xB1)).unwrap().active);
    stage.clone().when(close(0xB1), hana(), now).refused(Refusal::UnknownPerson);
    stage.when(close(7), hana(), now).refused(Refusal::LastSupervisor);
}

fn capacity(name: &str, role: Role, agency: Option<&str>) -> Capacity {
    Capacity { name: name.to_owned(), role, agency: agency.map(Into::into) }
}

#[test]
fn a_person_is_given_another_role_and_it_is_written_down_who_did() {
    let wati = given([said(add_person(7, "wati", Role::Operator), hana(), "07:00")]);
    let secret = wati.setup.person(id(7)).unwrap().secret.clone();
    let before = Capacity::from(wati.setup.person(id(7)).unwrap());
    let after = capacity(" Wati Lestari ", Role::Auditor, None);
    let change = |before: &Capacity, after: &Capacity| change_person(7, before.clone(), after.clone());
    let stage = wati.when(change(&before, &after), hana(), at("07:05")).happens(&["person_changed"]);
    let now = stage.setup.person(id(7)).unwrap();
    assert_eq!((now.name.as_str(), now.role, now.secret == secret), ("Wati Lestari", Role::Auditor, true));
    let [written] = &stage.setup.person_changes[..] else { panic!("one change") };
    assert_eq!((written.by.as_str(), written.at, &written.before), ("Hana", at("07:05"), &before));
    assert_eq!(stage.setup.rights_since(id(7)), written.seq);
    let now = written.after.clone();
    // Who has not seen it so, or wants nothing else, is told.
    let version = stage.setup.version;
    stage.clone().when(change(&before, &after), hana(), at("07:06")).refused(Refusal::Stale { now: version });
    stage.clone().when(change(&now, &now), hana(), at("07:06")).refused(Refusal::NothingChanged);
    // A name alone leaves the rights as they were.
    let renamed = Capacity { name: "Wati".to_owned(), ..now.clone() };
    let since = stage.setup.rights_since(id(7));
    let stage = stage.when(change(&now, &renamed), hana(), at("07:07")).happens(&["person_changed"]);
    assert_eq!((stage.setup.rights_since(id(7)), stage.setup.person_changes.len()), (since, 2));
}

#[test]
fn nobody_is_made_what_nobody_can_be() {
    let stage = given([
        said(add_person(7, "wati", Role::Operator), hana(), "07:00"),
        said(add_liaison(8, "bayu", Some("DAMKAR")), hana(), "07:00"),
        said(add_person(9, "dewi", Role::Auditor), hana(), "07:00"),
        said(Command::ClosePerson { person: id(9) }, hana(), "07:01"),
    ]);
    let was = |n: u128| Capacity::from(stage.setup.person(id(n)).unwrap());
    let tries =
        |n: u128, after: Capacity| stage.clone().when(change_person(n, was(n), after), hana(), at("07:05"));
    tries(7, capacity(" ", Role::Operator, None)).refused(missing("name"));
    tries(7, capacity("Wati", Role::Liaison, None)).refused(missing("agency"));
    tries(7, capacity("Wati", Role::Auditor, Some("DAMKAR"))).refused(malformed("agency"));
    tries(7, capacity("Wati", Role::Clock, None)).refused(malformed("role"));
    let unknown = Refusal::UnknownAgency { agency: "ENTAH".to_owned() };
    tries(8, capacity("Bayu", Role::Liaison, Some("ENTAH"))).refused(unknown);
    tries(9, capacity("Dewi", Role::Operator, None)).refused(Refusal::UnknownPerson);
    tries(8, capacity("Bayu", Role::Liaison, Some("PSC119"))).happens(&["person_changed"]);
    tries(7, capacity("Wati", Role::Liaison, Some("BPBD"))).happens(&["person_changed"]);
    tries(8, capacity("Bayu", Role::Operator, None)).happens(&["person_changed"]);
}

#[test]
fn who_alone_can_let_people_in_stays_so() {
    let founded = given([]);
    let was = Capacity::from(founded.setup.person(id(0xB1)).unwrap());
    let less = change_person(0xB1, was.clone(), Capacity { role: Role::Operator, ..was.clone() });
    founded.clone().when(less.clone(), hana(), at("07:05")).refused(Refusal::LastSupervisor);
    let renamed = change_person(0xB1, was.clone(), Capacity { name: "Hana P".to_owned(), ..was });
    founded.clone().when(renamed, hana(), at("07:05")).happens(&["person_changed"]);
    let second = given([said(add_person(7, "wati", Role::Supervisor), hana(), "07:00")]);
    let stage = second.when(less, hana(), at("07:05")).happens(&["person_changed"]);
    assert_eq!(stage.setup.supervisors(), 1);
}

#[test]
fn the_clock_records_a_backup() {
    let backup = Backup {
        at: at("12:00"),
        file: "kentongan-261126-1200.backup".to_owned(),
        bytes: 4_096,
        head_seq: Seq(1),
        head_hash: "ab".repeat(32),
        failed: None,
        place: None,
    };
    let record = Command::RecordBackup { backup: backup.clone() };
    let stage = given([]).when(record, Actor::clock(), at("12:00")).happens(&["backed_up"]);
    assert_eq!(stage.setup.last_backup, Some(backup));
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Desk(0));
}

#[test]
fn an_account_is_found_however_it_is_typed_and_only_while_active() {
    let stage = given([said(add_person(7, "Wati", Role::Operator), hana(), "07:00")]);
    assert_eq!(stage.setup.account(" wATI").unwrap().id, id(7));
    let left = stage.and([said(Command::ClosePerson { person: id(7) }, hana(), "07:01")]);
    assert!(left.setup.account("wati").is_none());
    assert_eq!(of(Role::Supervisor).person, Some(id(0xB1)), "who speaks as Hana is the founder");
}
