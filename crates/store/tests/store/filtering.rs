//! What narrows a search: each by itself, all together, with words, for whom it is hidden, and in a room of before.

use crate::ground::{FIRE, Ground, Said, auditor, operator, person, supervisor, tag};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::calendar::Day;
use kentongan_rules::command::{Command, OpenTicket};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{AgencyCode, CategoryCode, DistrictCode, Severity, Village, VillageCode};
use kentongan_rules::search::{During, Filter, Page, Search};
use kentongan_rules::ticket::{AssignmentRole, Channel, CloseOutcome, Sending, TicketKind, TicketState};
use kentongan_rules::time::Span;
use kentongan_store::{FaultCode, LONGEST_PAGE, OpenOptions, Sqlite};

fn found(ground: &mut Ground, text: &str, filter: &Filter, viewer: &Actor) -> Vec<TicketId> {
    let search = Search { filter: filter.clone(), ..Search::of(text) };
    let tag = text.starts_with("08").then(|| tag(text));
    let page = ground.reader.find(&search, tag, viewer, ground.now).unwrap();
    page.hits.into_iter().map(|hit| hit.id).collect()
}

fn village(ground: &mut Ground, nth: usize) -> Village {
    ground.reader.setup().unwrap().region.villages[nth].clone()
}

/// As the ground opens one, in a village and of a severity.
fn open_at(
    ground: &mut Ground,
    category: &str,
    said: &Said<'_>,
    at: &Village,
    severity: Severity,
) -> TicketId {
    let (ticket, command) = ground.opening(category, said);
    let Command::OpenTicket(mut opening) = command else { panic!() };
    opening.place.district = Some(at.district.clone());
    opening.place.village = Some(at.code.clone());
    ground.ok(operator(1), Command::OpenTicket(OpenTicket { severity, ..opening }));
    ticket
}

fn send(ground: &mut Ground, ticket: TicketId, agency: &str, role: AssignmentRole) {
    let to = vec![Sending {
        agency: AgencyCode::from(agency),
        role,
        channel: Channel::Radio,
        recipient: "Petugas piket".to_owned(),
    }];
    ground.ok(
        operator(1),
        Command::Assign { ticket, seen: 1, plan: String::new(), to, departures: None, at: None },
    );
}

fn liaison(agency: &str) -> Actor {
    Actor { role: Role::Liaison, agency: Some(AgencyCode::from(agency)), ..operator(7) }
}

/// Four tickets, the oldest first: a fire that was sent and is late, noise, gas of yesterday's morning, a closed one.
struct Four {
    ground: Ground,
    fire: TicketId,
    noise: TicketId,
    gas: TicketId,
    closed: TicketId,
    here: Village,
    there: Village,
}

fn four() -> Four {
    let mut ground = Ground::new();
    let (here, there) = (village(&mut ground, 0), village(&mut ground, 200));
    assert_ne!(here.district, there.district);
    let fire = open_at(&mut ground, "KBR-BGN", &FIRE, &here, Severity::Critical);
    send(&mut ground, fire, "DAMKAR", AssignmentRole::Lead);
    send(&mut ground, fire, "PLN", AssignmentRole::Copy);
    ground.pass(Span::hours(1));
    ground.ok(Actor::clock(), Command::Sweep { ticket: fire, suspect: false });
    let noise =
        open_at(&mut ground, "KAM-TRT", &Said { narrative: "musik keras", ..FIRE }, &there, Severity::Low);
    ground.pass(Span::hours(24));
    let gas = open_at(&mut ground, "KBR-GAS", &FIRE, &there, Severity::High);
    ground.ok(operator(2), Command::Claim { ticket: gas });
    let closed = open_at(&mut ground, "KBR-BGN", &FIRE, &here, Severity::High);
    let (outcome, reason) = (CloseOutcome::Cancelled, Some("salah lapor".to_owned()));
    ground.ok(operator(1), Command::Close { ticket: closed, seen: 1, outcome, reason });
    Four { ground, fire, noise, gas, closed, here, there }
}

fn none() -> Filter {
    Filter::default()
}

#[test]
fn each_thing_that_is_said_narrows() {
    let Four { mut ground, fire, noise, gas, closed, here, there } = four();
    let day = |day| Day { year: 2026, month: 11, day };
    let first = During::Between { from: day(23), to: day(23) };
    let damkar = Some(AgencyCode::from("DAMKAR"));
    for (filter, expected) in [
        (none(), vec![closed, gas, noise, fire]),
        (Filter { state: Some(TicketState::Open), ..none() }, vec![gas, noise, fire]),
        (Filter { state: Some(TicketState::Done), ..none() }, vec![]),
        (Filter { state: Some(TicketState::Closed), ..none() }, vec![closed]),
        (Filter { kind: Some(TicketKind::Complaint), ..none() }, vec![noise]),
        (Filter { category: Some(CategoryCode::from("KBR-BGN")), ..none() }, vec![closed, fire]),
        (Filter { severity: Some(Severity::High), ..none() }, vec![closed, gas]),
        (Filter { district: Some(there.district.clone()), ..none() }, vec![gas, noise]),
        (Filter { village: Some(here.code.clone()), ..none() }, vec![closed, fire]),
        (Filter { agency: damkar.clone(), ..none() }, vec![fire]),
        // A copy was for its knowledge alone.
        (Filter { agency: Some(AgencyCode::from("PLN")), ..none() }, vec![]),
        (Filter { owner: Some(person(2)), ..none() }, vec![gas]),
        (Filter { late: true, ..none() }, vec![fire]),
        (Filter { called: Some(During::Days(1)), ..none() }, vec![closed, gas]),
        (Filter { called: Some(During::Days(2)), ..none() }, vec![closed, gas, noise, fire]),
        (Filter { called: Some(first), ..none() }, vec![noise, fire]),
        (Filter { called: Some(During::Between { from: day(31), to: day(31) }), ..none() }, vec![]),
        (Filter { village: Some(VillageCode::from("' OR 1 --")), ..none() }, vec![]),
    ] {
        assert_eq!(found(&mut ground, "", &filter, &supervisor()), expected, "{filter:?}");
    }
    let all = Filter {
        state: Some(TicketState::Open),
        kind: Some(TicketKind::Emergency),
        category: Some(CategoryCode::from("KBR-BGN")),
        severity: Some(Severity::Critical),
        district: Some(here.district.clone()),
        village: Some(here.code.clone()),
        agency: damkar,
        owner: Some(person(1)),
        late: true,
        called: Some(first),
    };
    assert_eq!(found(&mut ground, "", &all, &supervisor()), [fire]);
    for other in [
        Filter { state: Some(TicketState::Closed), ..all.clone() },
        Filter { kind: Some(TicketKind::Complaint), ..all.clone() },
        Filter { category: Some(CategoryCode::from("KBR-GAS")), ..all.clone() },
        Filter { severity: Some(Severity::Low), ..all.clone() },
        Filter { district: Some(there.district), ..all.clone() },
        Filter { village: Some(there.code), ..all.clone() },
        Filter { agency: Some(AgencyCode::from("PLN")), ..all.clone() },
        Filter { owner: Some(person(2)), ..all.clone() },
        Filter { called: Some(During::Days(1)), ..all.clone() },
    ] {
        assert_eq!(found(&mut ground, "", &other, &supervisor()), [], "{other:?}");
    }
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn with_words_a_number_or_a_telephone_both_must_hold() {
    let Four { mut ground, fire, gas, closed, .. } = four();
    let open = Filter { state: Some(TicketState::Open), ..none() };
    let who = operator(3);
    assert_eq!(found(&mut ground, "gudang", &none(), &who), [closed, gas, fire]);
    assert_eq!(found(&mut ground, "gud", &open, &who), [gas, fire]);
    assert_eq!(found(&mut ground, "gudang", &Filter { late: true, ..open.clone() }, &who), [fire]);
    assert_eq!(found(&mut ground, "1-01", &open, &who), [gas, fire]);
    assert_eq!(found(&mut ground, "23/1-01", &open, &who), [fire]);
    assert_eq!(found(&mut ground, "SDA-2611", &Filter { late: true, ..none() }, &who), [fire]);
    let gone = Filter { state: Some(TicketState::Closed), ..none() };
    assert_eq!(found(&mut ground, FIRE.number, &gone, &who), [closed]);
}

#[test]
fn what_changes_is_filtered_by_what_it_is_now() {
    let Four { mut ground, fire, closed, .. } = four();
    let open = Filter { state: Some(TicketState::Open), ..none() };
    ground.ok(operator(1), Command::Reopen { ticket: closed, seen: 2, reason: Some("api lagi".to_owned()) });
    assert!(found(&mut ground, "", &open, &operator(1)).contains(&closed));
    ground.ok(operator(4), Command::Claim { ticket: fire });
    assert_eq!(found(&mut ground, "", &Filter { owner: Some(person(4)), ..none() }, &operator(1)), [fire]);
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn a_place_that_is_hidden_finds_nothing_and_one_that_is_read_does() {
    let mut ground = Ground::new();
    let at = village(&mut ground, 0);
    let secret = open_at(&mut ground, "KAM-KDR", &FIRE, &at, Severity::High);
    let near = Filter { village: Some(at.code.clone()), ..none() };
    let wide = Filter { district: Some(at.district.clone()), ..none() };
    for (viewer, reads) in
        [(operator(1), true), (supervisor(), true), (operator(2), false), (auditor(), false)]
    {
        let name = viewer.name.clone();
        assert_eq!(found(&mut ground, "", &near, &viewer).len(), usize::from(reads), "{name}");
        // Its district is told to all.
        assert_eq!(found(&mut ground, "", &wide, &viewer), [secret], "{name}");
        assert_eq!(found(&mut ground, "gudang", &wide, &viewer).len(), usize::from(reads), "{name}");
    }
}

#[test]
fn an_agency_finds_its_own_whatever_it_filters_by() {
    let Four { mut ground, fire, noise, .. } = four();
    send(&mut ground, noise, "SATPOLPP", AssignmentRole::Lead);
    for filter in [none(), Filter { state: Some(TicketState::Open), ..none() }] {
        assert_eq!(found(&mut ground, "", &filter, &liaison("DAMKAR")), [fire], "{filter:?}");
        assert_eq!(found(&mut ground, "", &filter, &liaison("PLN")), [], "{filter:?}");
    }
    let others = Filter { agency: Some(AgencyCode::from("SATPOLPP")), ..none() };
    assert_eq!(found(&mut ground, "", &others, &liaison("DAMKAR")), []);
    // Who works in the room is not told by asking.
    let owned = Filter { owner: Some(person(2)), ..none() };
    assert_eq!(found(&mut ground, "", &owned, &liaison("DAMKAR")), [fire]);
}

#[test]
fn filtered_pages_follow_each_other_both_ways() {
    let mut ground = Ground::new();
    let (here, there) = (village(&mut ground, 0), village(&mut ground, 200));
    let mut expected = Vec::new();
    for no in 0..(4 * LONGEST_PAGE) {
        let ticket =
            open_at(&mut ground, "KBR-BGN", &FIRE, if no % 2 == 0 { &here } else { &there }, Severity::High);
        if no % 2 == 0 {
            expected.push(ticket);
        }
    }
    expected.reverse();
    for text in ["", "gudang"] {
        let filter = Filter { district: Some(here.district.clone()), ..none() };
        let mut look = |page| {
            let search = Search { page, filter: filter.clone(), ..Search::of(text) };
            ground.reader.find(&search, None, &operator(2), ground.now).unwrap()
        };
        let first = look(Page::Newest);
        assert!(first.more);
        let second = look(Page::Before(first.hits[LONGEST_PAGE - 1].seq));
        assert!(!second.more);
        let ids = first.hits.iter().chain(&second.hits).map(|hit| hit.id);
        assert_eq!(ids.collect::<Vec<_>>(), expected, "{text}");
        let back = look(Page::After(second.hits[0].seq));
        assert_eq!((back.hits, back.more), (first.hits, false), "{text}");
    }
}

/// A room of before filters had none: they are made afterwards, some at a time, while it is open.
#[test]
fn tickets_of_before_are_filed_from_the_newest_on() {
    let Four { mut ground, fire, noise, gas, closed, .. } = four();
    ground
        .raw()
        .execute_batch(
            "DROP TABLE facet; DROP TABLE facet_agency; DROP INDEX journal_reviewed; PRAGMA user_version = 6;",
        )
        .unwrap();
    ground.store = Sqlite::open(&ground.path(), &OpenOptions::default()).unwrap();
    ground.reader = ground.store.reader().unwrap();
    assert_eq!(ground.verify().faults, [], "what is not filed is not damage");
    // Without a filter all is found as before, by an agency too.
    assert_eq!(found(&mut ground, "", &none(), &operator(1)), [closed, gas, noise, fire]);
    assert_eq!(found(&mut ground, "", &none(), &liaison("DAMKAR")), [fire]);
    let fires = Filter { category: Some(CategoryCode::from("KBR-BGN")), ..none() };
    let look = |ground: &mut Ground| {
        let search = Search { filter: fires.clone(), ..Search::default() };
        let page = ground.reader.find(&search, None, &operator(1), ground.now).unwrap();
        (page.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>(), page.filed_percent)
    };
    assert_eq!(look(&mut ground), (vec![], Some(0)));
    // One that changes is filed by that, and once.
    ground.ok(operator(4), Command::Claim { ticket: fire });
    assert!(ground.store.file_older(2).unwrap());
    let (hits, percent) = look(&mut ground);
    assert_eq!(hits, [closed, fire]);
    assert!(percent.is_some_and(|percent| percent > 0 && percent < 100), "{percent:?}");
    let new = ground.open("KBR-BGN", &FIRE);
    assert!(ground.store.file_older(2).unwrap());
    assert!(!ground.store.file_older(2).unwrap());
    assert!(!ground.store.file_older(2).unwrap());
    assert_eq!(look(&mut ground), (vec![new, closed, fire], None));
    assert_eq!(found(&mut ground, "", &none(), &liaison("DAMKAR")), [fire]);
    assert_eq!(ground.verify().faults, []);
}

#[test]
fn a_ticket_that_is_filed_as_what_it_is_not_is_damage() {
    for damage in [
        "UPDATE facet SET late = 1 - late",
        "UPDATE facet SET village = NULL WHERE village IS NOT NULL",
        "DELETE FROM facet",
        "DELETE FROM facet_agency",
    ] {
        let Four { mut ground, .. } = four();
        ground.raw().execute_batch(damage).unwrap();
        let faults = ground.verify().faults;
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.code == FaultCode::Folded), "{damage}");
    }
}

#[test]
fn no_district_of_another_room_is_one_of_this() {
    let Four { mut ground, .. } = four();
    let nowhere = Filter { district: Some(DistrictCode::from("99.99.99")), ..none() };
    assert_eq!(found(&mut ground, "gudang", &nowhere, &supervisor()), []);
}
