//! What earlier tickets teach.

use super::*;
use crate::id::TicketId;
use crate::time::At;
use std::time::Instant;
use uuid::Uuid;

fn ticket(n: u128) -> TicketId {
    TicketId(Uuid::from_u128(n))
}

fn said(region: &Region, name: &str, district: &str, village: &str, at: i64) -> SpotSaid {
    let district = district_named(region, district).unwrap().code.clone();
    let village = village_named(region, &district, village).map(|village| village.code.clone());
    SpotSaid { name: (!name.is_empty()).then(|| name.to_owned()), district, village, at: At(at) }
}

#[test]
fn a_spot_is_found_by_its_words_with_where_it_lies() {
    let region = region();
    let mut gazetteer = Gazetteer::of(&region);
    assert!(gazetteer.find("spbu bypass", 3).is_empty());
    gazetteer.learn(ticket(1), Some(&said(&region, "SPBU Bypass Kemangsen", "Balongbendo", "Kemangsen", 5)));
    for typed in ["spbu bypas", "bypass", "SPBU by-pass kemang", "spbu bypas kemangsne", "bypass balongbendo"]
    {
        let hit = gazetteer.find(typed, 3).into_iter().next().unwrap();
        assert_eq!((hit.kind, hit.name.as_str()), (PlaceKind::Spot, "SPBU Bypass Kemangsen"), "{typed}");
        assert_eq!(hit.village_name.as_deref(), Some("Kemangsen"));
        assert_eq!(hit.district_name, "Balongbendo");
        assert!(!hit.asks && !hit.shared_name);
    }
    assert!(gazetteer.find("bypass krian", 3).is_empty(), "it lies elsewhere");
}

#[test]
fn the_regions_own_names_stand_before_spots() {
    let region = region();
    let mut gazetteer = Gazetteer::of(&region);
    gazetteer.learn(ticket(1), Some(&said(&region, "Kemasan Indah", "Sidoarjo", "", 5)));
    let hits = gazetteer.find("kemasan", 3);
    assert_eq!((hits[0].kind, hits[0].district_name.as_str()), (PlaceKind::Kelurahan, "Krian"));
    assert_eq!(hits[1].name, "Kemasan Indah");
    gazetteer.learn(ticket(2), Some(&said(&region, "kemasan", "Krian", "Kemasan", 6)));
    assert_eq!(gazetteer.find("kemasan", 8).len(), 2, "a village is no spot in itself");
}

#[test]
fn among_equals_the_last_named_stands_first() {
    let region = region();
    let mut gazetteer = Gazetteer::of(&region);
    let districts = |gazetteer: &Gazetteer| -> Vec<String> {
        gazetteer.find("janti", 3).into_iter().map(|hit| hit.district_name).collect()
    };
    assert_eq!(districts(&gazetteer), ["Tarik", "Tulangan", "Waru"]);
    gazetteer.learn(ticket(1), Some(&said(&region, "", "Waru", "Janti", 100)));
    assert_eq!(districts(&gazetteer), ["Waru", "Tarik", "Tulangan"]);
    gazetteer.learn(ticket(2), Some(&said(&region, "", "Tulangan", "Janti", 200)));
    assert_eq!(districts(&gazetteer), ["Tulangan", "Waru", "Tarik"]);
    assert!(gazetteer.find("janti", 3).iter().all(|hit| hit.asks), "it still has to be asked");
}

#[test]
fn what_a_corrected_ticket_taught_is_taken_back() {
    let region = region();
    let mut gazetteer = Gazetteer::of(&region);
    let wrong = said(&region, "Perum Griya Asri", "Krian", "Kemasan", 1);
    gazetteer.learn(ticket(1), Some(&wrong));
    gazetteer.learn(ticket(2), Some(&wrong));
    gazetteer.learn(ticket(1), Some(&said(&region, "Perum Griya Asri", "Waru", "Tropodo", 2)));
    let found = |gazetteer: &Gazetteer| gazetteer.find("griya asri", 4).len();
    assert_eq!(found(&gazetteer), 2, "another ticket still says so");
    gazetteer.learn(ticket(2), None);
    let hits = gazetteer.find("griya asri", 4);
    assert_eq!(hits.iter().map(|hit| hit.district_name.as_str()).collect::<Vec<_>>(), ["Waru"]);
}

/// Ten thousand names; the time is printed, for it says more of the machine than of the search.
#[test]
fn ten_thousand_names_are_searched_at_each_key() {
    let region = region();
    let mut gazetteer = Gazetteer::of(&region);
    let kinds = ["Perum", "Dusun", "SPBU", "Pasar", "Masjid", "Pabrik", "Gudang", "Pertigaan"];
    let mut n = 0_u128;
    while gazetteer.len() < 10_000 {
        let village = &region.villages[n as usize % region.villages.len()];
        let name = format!("{} {} {n}", kinds[n as usize % kinds.len()], village.name);
        let of = SpotSaid {
            name: Some(name),
            district: village.district.clone(),
            village: Some(village.code.clone()),
            at: At(n as i64),
        };
        gazetteer.learn(ticket(n + 1), Some(&of));
        n += 1;
    }
    let typed = "dusun kedungbocok tarik 12";
    let (mut worst, mut keys) = (0.0_f64, 0);
    for text in
        [typed, "skardngan", "jl raya kemangsen blkg pasar baru", "xqzwv jkq", "perum grya indha pstri"]
    {
        for end in 1..=text.len() {
            let from = Instant::now();
            let hits = gazetteer.find(&text[..end], 8);
            worst = worst.max(from.elapsed().as_secs_f64() * 1000.0);
            keys += 1;
            assert!(hits.len() <= 8);
        }
    }
    let learnt = format!("SPBU {} 1002", region.villages[1002 % region.villages.len()].name);
    assert_eq!(gazetteer.find(&learnt.to_lowercase(), 8)[0].name, learnt);
    println!(
        "{keys} keys over {} names: worst {worst:.1} ms (goal 5 ms in a release build)",
        gazetteer.len()
    );
}
