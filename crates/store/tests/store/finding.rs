use crate::ground::{FIRE, Ground, Said, auditor, operator, supervisor, tag};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Correction, FollowUp};
use kentongan_rules::id::TicketId;
use kentongan_rules::search::{Page, Search};
use kentongan_rules::time::Span;
use kentongan_store::LONGEST_PAGE;

fn found(ground: &mut Ground, typed: &str, viewer: &Actor) -> Vec<TicketId> {
    let found = ground.reader.find(&Search::of(typed), None, viewer, ground.now).unwrap();
    found.hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn by_number_whole_begun_and_as_said() {
    let mut ground = Ground::new();
    let first = ground.open("KBR-BGN", &FIRE);
    let second = ground.open("KBR-BGN", &FIRE);
    ground.pass(Span::hours(24));
    let tomorrow = ground.open("KBR-BGN", &FIRE);
    let who = operator(3);
    assert_eq!(found(&mut ground, "SDA-261123-1-02", &who), [second]);
    assert_eq!(found(&mut ground, " sda-261123-1 ", &who), [second, first]);
    assert_eq!(found(&mut ground, "1-1", &who), [tomorrow, first]);
    assert_eq!(found(&mut ground, "23/1-01", &who), [first]);
    assert_eq!(found(&mut ground, "1-77", &who), []);
    // A number is not personal: an auditor finds by it, and by nothing else.
    assert_eq!(found(&mut ground, "23/1-01", &auditor()), [first]);
    assert_eq!(found(&mut ground, "gudang", &auditor()), []);
}

#[test]
fn by_word_begun_word_name_landmark_and_category() {
    let mut ground = Ground::new();
    let fire = ground.open("KBR-BGN", &FIRE);
    let flood = ground.open(
        "KBR-GAS",
        &Said {
            narrative: "Bau gas, café Dévi",
            name: "Pak Joko",
            landmark: "Jl. Mawar 12",
            ..Said::default()
        },
    );
    let who = operator(3);
    for (typed, expected) in [
        ("gudang", vec![fire]),
        ("GUD kay", vec![fire]),
        ("gudang gas", vec![]),
        ("joko", vec![flood]),
        ("cafe devi", vec![flood]),
        ("jl.mawar", vec![flood]),
        ("lingkar", vec![flood, fire]),
        ("bangunan", vec![fire]),
        ("\"gudang", vec![fire]),
        ("gudang* OR gas", vec![]),
        ("text:gudang", vec![]),
        ("NEAR(gudang kayu)", vec![]),
        ("'; DROP TABLE ticket; --", vec![]),
        ("( ) *", vec![]),
        (" ", vec![flood, fire]),
    ] {
        assert_eq!(found(&mut ground, typed, &who), expected, "{typed}");
    }
    let hit = ground.reader.find(&Search::of("kayu"), None, &who, ground.now).unwrap().hits.remove(0);
    assert_eq!((hit.excerpt.as_str(), hit.place.as_str()), ("Asap tebal dari gudang kayu", "Lingkar"));
}

#[test]
fn a_corrected_text_is_found_anew_and_no_more_as_it_was() {
    let mut ground = Ground::new();
    let ticket = ground.open("KBR-BGN", &FIRE);
    let correction = Correction::Narrative("Api di bengkel las".into());
    ground.ok(operator(1), Command::Correct { ticket, seen: 1, correction });
    let who = operator(3);
    assert_eq!(found(&mut ground, "gudang", &who), []);
    assert_eq!(found(&mut ground, "bengkel", &who), [ticket]);
    assert_eq!(found(&mut ground, "pasar", &who), [ticket]);
    assert!(ground.verify().faults.is_empty());
}

#[test]
fn by_telephone_also_of_a_later_caller() {
    let mut ground = Ground::new();
    let ticket = ground.open("KBR-BGN", &FIRE);
    let (call, called_at) = (ground.call_id(), ground.now);
    let number = Some("0812-0000-0111".to_owned());
    ground.ok(
        operator(1),
        Command::FollowUp(FollowUp { call, called_at, ticket, number, name: None, note: None }),
    );
    let (_, prank) = ground.prank();
    ground.ok(operator(1), prank);
    let who = operator(2);
    for number in ["0812-0000-0890", "0812-0000-0111"] {
        let found = ground.reader.find(&Search::of(number), Some(tag(number)), &who, ground.now).unwrap();
        assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [ticket]);
        let caller = ground.reader.caller(&tag(number), &who, ground.now).unwrap();
        assert_eq!((caller.hits.len(), caller.calls.len()), (1, 1), "{number}");
    }
    let prankster = ground.reader.caller(&tag("0812-0000-0666"), &who, ground.now).unwrap();
    assert_eq!((prankster.hits.len(), prankster.calls.len()), (0, 1));
    let nobody = ground.reader.caller(&tag("0812-0000-0666"), &auditor(), ground.now).unwrap();
    assert_eq!((nobody.hits.len(), nobody.calls.len()), (0, 0));
}

#[test]
fn a_restricted_case_is_found_by_its_words_only_by_those_who_may_read_it() {
    let mut ground = Ground::new();
    let said = Said { number: "0812-0000-0555", name: "Rahasia", narrative: "suaminya memukul", ..FIRE };
    let ticket = ground.open("KAM-KDR", &said);
    let number = ground.row(ticket).number.0;
    for (viewer, expected) in [(operator(1), 1), (supervisor(), 1), (operator(2), 0), (auditor(), 0)] {
        for typed in ["memukul", "rahasia", "pasar", "KDRT"] {
            assert_eq!(found(&mut ground, typed, &viewer).len(), expected, "{typed} by {}", viewer.name);
        }
        let by_tag = ground
            .reader
            .find(&Search::of("0812"), Some(tag("0812-0000-0555")), &viewer, ground.now)
            .unwrap();
        assert_eq!(by_tag.hits.len(), expected);
        let caller = ground.reader.caller(&tag("0812-0000-0555"), &viewer, ground.now).unwrap();
        assert_eq!((caller.hits.len(), caller.calls.len()), (expected, expected));
        // Its number finds it for all, without a word of it.
        let hits = ground.reader.find(&Search::of(&number), None, &viewer, ground.now).unwrap().hits;
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].place.is_empty(), expected == 0);
    }
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let mut ground = Ground::new();
    let mut expected = Vec::new();
    for no in 0..(2 * LONGEST_PAGE + 5) {
        // Every third is restricted and another operator's: it is skipped, and leaves no hole in a page.
        let category = if no % 3 == 2 { "KAM-KDR" } else { "KBR-BGN" };
        let ticket = ground.open(category, &FIRE);
        if no % 3 != 2 {
            expected.push(ticket);
        }
    }
    expected.reverse();
    let look = |ground: &mut Ground, page| {
        let search = Search { page, ..Search::of("gudang") };
        ground.reader.find(&search, Some(tag("0812-0000-0890")), &operator(2), ground.now).unwrap()
    };
    let (mut all, mut page, mut pages) = (Vec::new(), Page::Newest, Vec::new());
    loop {
        let found = look(&mut ground, page);
        page = found.hits.last().map_or(page, |hit| Page::Before(hit.seq));
        pages.push(found.hits.clone());
        all.extend(found.hits.into_iter().map(|hit| hit.id));
        if !found.more {
            break;
        }
    }
    assert_eq!(all, expected);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [LONGEST_PAGE, expected.len() - LONGEST_PAGE]);
    // And back again: what stands next to the last page is the first, newest first as well.
    let back = look(&mut ground, Page::After(pages[1][0].seq));
    assert_eq!((back.hits, back.more), (pages[0].clone(), false));
    let back = look(&mut ground, Page::After(pages[1][1].seq));
    assert_eq!((back.hits[LONGEST_PAGE - 1].seq, back.more), (pages[1][0].seq, true));
    assert_eq!(look(&mut ground, Page::After(pages[0][0].seq)).hits, []);
}
