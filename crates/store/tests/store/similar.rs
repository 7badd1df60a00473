use crate::ground::{Ground, Said, operator, supervisor, tag};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, FollowUp};
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{DistrictCode, VillageCode};
use kentongan_rules::same::{Heard, Reason, Similar};
use kentongan_rules::time::{Seq, Span};
use std::time::Instant;

/// A village of Krian, by its place in the list.
fn village(ground: &mut Ground, no: usize) -> (DistrictCode, VillageCode) {
    let region = ground.reader.setup().unwrap().region.clone();
    let district = region.districts.iter().find(|district| district.name == "Krian").unwrap().code.clone();
    let code =
        region.villages.iter().filter(|village| village.district == district).nth(no).unwrap().code.clone();
    (district, code)
}

/// Opens a ticket in a village.
fn open_in(ground: &mut Ground, no: usize, category: &str, said: &Said) -> TicketId {
    let (district, village) = village(ground, no);
    let (ticket, command) = ground.opening(category, said);
    let Command::OpenTicket(mut open) = command else { panic!("not an opening") };
    open.place.district = Some(district);
    open.place.village = Some(village);
    open.place.words = None;
    ground.ok(operator(1), Command::OpenTicket(open));
    ticket
}

fn heard(ground: &mut Ground, no: usize, category: &str, said: &Said) -> Heard {
    let (district, village) = village(ground, no);
    Heard {
        called_at: ground.now,
        category: Some(category.into()),
        district: Some(district),
        village: Some(village),
        landmark: said.landmark.to_owned(),
        narrative: said.narrative.to_owned(),
        caller: (!said.number.is_empty()).then(|| tag(said.number)),
    }
}

fn ask(ground: &mut Ground, call: &Heard, viewer: &Actor) -> Similar<TicketId> {
    ground.reader.similar(call, viewer, ground.now).unwrap()
}

fn same(found: &Similar<TicketId>) -> Vec<TicketId> {
    found.same.iter().map(|likeness| likeness.of).collect()
}

const TREE: Said<'_> = Said {
    number: "0812-0000-0011",
    name: "Pak Slamet",
    words: "",
    landmark: "dpn spbu",
    narrative: "pohon tumbang melintang, motor ndak bisa lewat",
};
const ALSO: Said<'_> = Said {
    number: "0812-0000-0012",
    name: "",
    words: "",
    landmark: "dkt pom bensin",
    narrative: "wit ambruk nutup dalan",
};

#[test]
fn a_second_caller_finds_the_ticket_and_a_child_speaks_for_its_parent() {
    let mut ground = Ground::new();
    let first = open_in(&mut ground, 0, "BNC-PHN", &TREE);
    let elsewhere = open_in(
        &mut ground,
        0,
        "BNC-PHN",
        &Said { landmark: "blkg balai desa", number: "0812-0000-0044", ..ALSO },
    );
    ground.pass(Span::minutes(4));
    let call = heard(&mut ground, 0, "BNC-PHN", &ALSO);
    let found = ask(&mut ground, &call, &operator(3));
    assert_eq!(same(&found).first(), Some(&first));
    assert!(!same(&found).contains(&elsewhere));
    let reasons = &found.same.first().unwrap().reasons;
    assert!(reasons.contains(&Reason::SameLandmark { words: "spbu".into() }), "{reasons:?}");
    assert!(reasons.contains(&Reason::SameVillage), "{reasons:?}");
    // What a child was told tells of its parent.
    let child =
        open_in(&mut ground, 0, "BNC-PHN", &Said { narrative: "trembesi nimpa warung bu Painem", ..TREE });
    ground.ok(operator(1), Command::Attach { ticket: child, seen: 1, parent: first });
    let call = heard(
        &mut ground,
        0,
        "BNC-PHN",
        &Said { narrative: "warung Painem ketiban pohon", ..Said::default() },
    );
    let found = ask(&mut ground, &call, &operator(3));
    assert_eq!(same(&found).first(), Some(&first));
    assert!(!same(&found).contains(&child));
}

#[test]
fn the_same_storm_in_another_village_is_related_and_never_the_same() {
    let mut ground = Ground::new();
    let tree = open_in(&mut ground, 0, "BNC-PHN", &TREE);
    ground.pass(Span::minutes(4));
    let others = (1..10)
        .map(|no| heard(&mut ground, no, "BNC-PHN", &Said { landmark: "", ..ALSO }))
        .collect::<Vec<_>>();
    let mut related = 0;
    for call in &others {
        let found = ask(&mut ground, call, &operator(3));
        assert_eq!(same(&found), []);
        related += usize::from(found.related.iter().any(|likeness| likeness.of == tree));
    }
    assert!(related > 0, "a neighbouring village is related");
}

#[test]
fn what_may_not_be_read_gives_no_reason() {
    let mut ground = Ground::new();
    let violence = Said {
        number: "0812-0000-0021",
        landmark: "kos bu Wijayanti",
        narrative: "suami ngamuk bawa parang, tetangga Kartolo",
        ..Said::default()
    };
    let ticket = open_in(&mut ground, 0, "KAM-KDR", &violence);
    ground.pass(Span::minutes(3));
    let call = heard(&mut ground, 0, "KAM-KDR", &violence);
    let mine = ask(&mut ground, &call, &operator(1));
    assert_eq!(same(&mine), [ticket]);
    let heard_of = ask(&mut ground, &call, &operator(3));
    for likeness in heard_of.same.iter().chain(&heard_of.related) {
        for reason in &likeness.reasons {
            assert!(matches!(reason, Reason::SameKind | Reason::SameDistrict), "{reason:?}");
        }
    }
    assert_eq!(same(&ask(&mut ground, &call, &supervisor())), [ticket]);
}

#[test]
fn closed_tickets_are_not_proposed_and_a_follow_up_is_remembered() {
    let mut ground = Ground::new();
    let ticket = open_in(&mut ground, 0, "BNC-PHN", &TREE);
    let number = "0812-0000-0033";
    let called_at = ground.now;
    let call = ground.call_id();
    let follow = FollowUp { call, ticket, called_at, number: Some(number.into()), name: None, note: None };
    ground.ok(operator(1), Command::FollowUp(follow));
    ground.pass(Span::minutes(30));
    // They call a third time, and say neither what nor where.
    let call = Heard {
        category: None,
        village: None,
        ..heard(&mut ground, 0, "BNC-PHN", &Said { number, ..Said::default() })
    };
    let call = Heard { narrative: "tadi sudah lapor pohon tumbang, kapan datang".into(), ..call };
    let found = ask(&mut ground, &call, &operator(3));
    assert_eq!(same(&found), [ticket]);
    assert!(found.same.first().unwrap().reasons.contains(&Reason::SameCaller));
    ground.raw().execute("UPDATE ticket SET open = 0", []).unwrap();
    assert_eq!(same(&ask(&mut ground, &call, &operator(3))), []);
}

/// Fifty thousand tickets, one every three minutes; every twentieth and the newest two thousand are open.
#[test]
fn among_fifty_thousand_tickets_what_is_near_is_found() {
    let mut ground = Ground::new();
    for no in 0..30 {
        let category = ["BNC-PHN", "LKA-LLN", "KBR-BGN", "INF-PJU", "MED-GWT", "INF-JLN"][no % 6];
        open_in(&mut ground, no % 15, category, if no % 2 == 0 { &TREE } else { &ALSO });
    }
    let raw = ground.raw();
    raw.execute_batch(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000),
              base AS (SELECT *, row_number() OVER (ORDER BY seq) - 1 AS no FROM ticket)
         INSERT INTO ticket (seq, id, number, tail, called_at, open, changed, next_due, policy, district, village,
                             category, terms, doc)
         SELECT 1000000 + i, unhex(printf('%032x', i)), 'T-' || i, 'T', called_at - i * 180000,
                i % 20 = 0 OR i < 2000, changed, NULL, NULL, district, village, category, terms,
                json_set(doc, '$.called_at', called_at - i * 180000,
                         '$.id', printf('00000000-0000-0000-0000-%012x', i))
         FROM n JOIN base ON base.no = i % 30;",
    )
    .unwrap();
    let count: i64 = raw.query_row("SELECT count(*) FROM ticket", [], |row| row.get(0)).unwrap();
    assert!(count > 50_000);
    for category in ["BNC-PHN", "LKA-LLN", "INF-JLN", "INF-PJU"] {
        let call = heard(&mut ground, 0, category, &ALSO);
        ask(&mut ground, &call, &operator(3));
        let mut took: Vec<_> = (0..5)
            .map(|_| {
                let start = Instant::now();
                assert!(!ask(&mut ground, &call, &operator(3)).same.is_empty());
                start.elapsed()
            })
            .collect();
        took.sort_unstable();
        println!("similar, {category}, 50,000 tickets: median {:?}, worst {:?}", took[2], took[4]);
    }
    let start = Instant::now();
    let said = ground.reader.said_places(Seq(0), 10_000).unwrap();
    println!("places said in the newest {} of them: {:?}", said.tickets.len(), start.elapsed());
    assert_eq!(said.tickets.len(), 10_000);
}
