use super::*;
use crate::time::Span;

fn region() -> Region {
    Region::sidoarjo().unwrap()
}

/// A call of a kind in a village, `minute` minutes after the first.
fn call(
    region: &Region,
    minute: i64,
    category: &str,
    place: (&str, &str),
    landmark: &str,
    narrative: &str,
) -> Heard {
    let district = region.districts.iter().find(|district| district.name == place.0);
    let village = region
        .villages
        .iter()
        .find(|village| village.name == place.1 && Some(&village.district) == district.map(|d| &d.code));
    assert!(village.is_some() || place.1.is_empty(), "{place:?}");
    Heard {
        called_at: At(0) + Span::minutes(minute),
        category: (!category.is_empty()).then(|| category.into()),
        district: district.map(|district| district.code.clone()),
        village: village.map(|village| village.code.clone()),
        landmark: landmark.into(),
        narrative: narrative.into(),
        caller: None,
    }
}

fn said_by(number: &str, heard: Heard) -> Heard {
    Heard { caller: Some(number.into()), ..heard }
}

fn best(call: &Heard, incidents: &[(&'static str, Vec<Heard>)]) -> Option<&'static str> {
    similar(&region(), call, incidents).same.first().map(|best| best.of)
}

const SEPANDE: (&str, &str) = ("Candi", "Sepande");

#[test]
fn the_same_spot_in_other_words_is_the_same() {
    let region = region();
    let first = call(&region, 0, "BNC-PHN", SEPANDE, "dpn spbu", "pohon tumbang, jalan ketutup");
    let other = call(&region, 2, "BNC-PHN", SEPANDE, "blkg balai desa", "pohon roboh nimpa dapur");
    let incidents = [("spbu", vec![first]), ("balai", vec![other])];
    for landmark in ["dekat pom bensin", "dkt pombensin", "depan SPBU Sepande", "ngarep pom"] {
        let again = call(&region, 9, "BNC-PHN", SEPANDE, landmark, "wit ambruk");
        assert_eq!(best(&again, &incidents), Some("spbu"), "{landmark}");
    }
    let third = call(&region, 9, "BNC-PHN", SEPANDE, "dpn masjid", "pohon tumbang nutup gang");
    assert_eq!(best(&third, &incidents), None);
}

#[test]
fn one_storm_in_two_villages_is_two_incidents_that_are_related() {
    let region = region();
    let first = call(&region, 0, "BNC-ANG", SEPANDE, "", "angin puting beliung, genteng terbang");
    let next = call(&region, 3, "BNC-ANG", ("Candi", "Sugihwaras"), "", "atap terangkat angin");
    let found = similar(&region, &next, &[("first", vec![first.clone()])]);
    assert_eq!((found.same.len(), found.related.first().map(|one| one.of)), (0, Some("first")));
    // Two accidents in two villages have nothing to do with each other.
    let crash = call(&region, 0, "LKA-LLN", SEPANDE, "", "motor tabrakan");
    let other = call(&region, 3, "LKA-LLN", ("Candi", "Sugihwaras"), "", "mobil tabrakan");
    let found = similar(&region, &other, &[("crash", vec![crash])]);
    assert_eq!((found.same.len(), found.related.len()), (0, 0));
    // In the same village it is the same.
    let same = call(&region, 4, "BNC-ANG", SEPANDE, "", "angin muter, seng mabur");
    assert_eq!(best(&same, &[("first", vec![first])]), Some("first"));
}

#[test]
fn a_kind_lasts_as_long_as_its_window() {
    let region = region();
    for (category, within, after) in [("LKA-LLN", 20, 130), ("KBR-BGN", 100, 400), ("BNC-BJR", 600, 1_500)] {
        let first = call(&region, 0, category, SEPANDE, "dpn spbu kletek", "");
        let incidents = [("first", vec![first])];
        let at = |minute| call(&region, minute, category, SEPANDE, "dpn spbu kletek", "");
        assert_eq!(best(&at(within), &incidents), Some("first"), "{category}");
        assert_eq!(best(&at(after), &incidents), None, "{category}");
    }
}

#[test]
fn two_patients_of_a_village_are_two() {
    let region = region();
    let first = call(&region, 0, "MED-GWT", SEPANDE, "rt 3", "bapak nyeri dada, keringat dingin");
    let incidents = [("first", vec![first])];
    let other = call(&region, 6, "MED-GWT", SEPANDE, "rt 9", "bayi kejang demam");
    assert_eq!(best(&other, &incidents), None);
    let again = call(&region, 6, "MED-GWT", SEPANDE, "rt 3", "nyeri dada tambah parah");
    assert_eq!(best(&again, &incidents), Some("first"));
}

#[test]
fn what_is_denied_is_not_it() {
    let region = region();
    let first = call(&region, 0, "BNC-PHN", SEPANDE, "lapangan", "pohon tumbang di lapangan");
    let incidents = [("first", vec![first])];
    let plain = call(&region, 5, "BNC-PHN", SEPANDE, "", "pohon tumbang");
    assert_eq!(best(&plain, &incidents), Some("first"));
    for denial in [
        "pohon tumbang, bukan yg lapangan",
        "pohon tumbang, jauh dr lapangan",
        "pohon tumbang, yg lapangan sdh dipotong",
    ] {
        let other = call(&region, 5, "BNC-PHN", SEPANDE, "", denial);
        assert_eq!(best(&other, &incidents), None, "{denial}");
    }
}

#[test]
fn a_caller_of_no_kind_is_found_by_number_and_words() {
    let region = region();
    let fire = said_by("62812", call(&region, 0, "KBR-BGN", SEPANDE, "rt 2", "dapur terbakar"));
    let tree = said_by("62813", call(&region, 1, "BNC-PHN", SEPANDE, "jl raya", "pohon tumbang"));
    let incidents = [("fire", vec![fire]), ("tree", vec![tree])];
    let asks = call(&region, 30, "", ("Candi", ""), "", "tadi lapor, kapan petugas datang");
    let found = similar(&region, &said_by("62812", asks.clone()), &incidents);
    assert_eq!(found.same.first().map(|best| best.of), Some("fire"));
    assert!(found.same.first().unwrap().reasons.contains(&Reason::SameCaller));
    assert_eq!(best(&said_by("62899", asks), &incidents), None);
}

#[test]
fn villages_of_one_name_are_two() {
    let region = region();
    let first = call(&region, 0, "BNC-BJR", ("Porong", "Kebonagung"), "", "banjir masuk rumah kebonagung");
    let other = call(&region, 9, "BNC-BJR", ("Sukodono", "Kebonagung"), "", "banjir di kebonagung");
    assert_eq!(best(&other, &[("first", vec![first])]), None);
}

#[test]
fn at_most_three_best_first_and_each_says_why() {
    let region = region();
    let tree = |minute| vec![call(&region, minute, "BNC-ANG", SEPANDE, "", "angin kencang")];
    let incidents: Vec<(i64, Vec<Heard>)> = (0..8).map(|minute| (minute, tree(minute * 20))).collect();
    let next = call(&region, 145, "BNC-ANG", SEPANDE, "", "angin kencang lagi");
    let found = similar(&region, &next, &incidents);
    assert_eq!(found.same.len(), MOST);
    assert!(found.same.windows(2).all(|pair| pair[0].strength >= pair[1].strength));
    assert_eq!(found.same.first().map(|best| best.of), Some(7));
    for likeness in &found.same {
        assert!(i32::from(likeness.strength) >= THRESHOLD);
        assert!(
            likeness.reasons.contains(&Reason::SameVillage) && likeness.reasons.contains(&Reason::SameKind)
        );
    }
}

#[test]
fn another_sort_of_tree_or_a_lane_beside_the_road_is_another_one() {
    let region = region();
    let fallen =
        call(&region, 0, "BNC-PHN", SEPANDE, "jl raya dpn indomaret", "wit trembesi ambruk nutup dalan");
    let incidents = [("fallen", vec![fallen])];
    for (landmark, narrative, same) in [
        ("dpn indomaret jl raya", "trembesi melintang", Some("fallen")),
        ("jl raya", "pohon besar nutup dalan", Some("fallen")),
        ("perum blok c", "pohon mangga nimpa atap", None),
        ("gg 4", "pohon tumbang", None),
    ] {
        let other = call(&region, 9, "BNC-PHN", SEPANDE, landmark, narrative);
        assert_eq!(best(&other, &incidents), same, "{landmark}");
    }
}

#[test]
fn a_call_that_did_not_say_where_does_not_hide_where_it_is() {
    let region = region();
    let first = call(&region, 0, "KBR-IND", SEPANDE, "gudang plastik", "gudang kobong");
    let vague = call(&region, 2, "KBR-IND", ("Candi", ""), "gudang", "gudang terbakar");
    let incidents = [("gudang", vec![first, vague])];
    let elsewhere = call(&region, 6, "KBR-IND", ("Candi", "Tenggulunan"), "gudang kardus", "gudang berasap");
    assert_eq!(best(&elsewhere, &incidents), None);
    let same = call(&region, 6, "KBR-IND", SEPANDE, "gudang plastik", "asap hitam");
    assert_eq!(best(&same, &incidents), Some("gudang"));
}

#[test]
fn two_squares_are_one_however_often_they_are_said_and_a_block_counts_once() {
    let region = region();
    let read = |landmark: &str| {
        reading::read(&region, &call(&region, 0, "", SEPANDE, landmark, ""), &names(&region))
    };
    let square = read("alun2 timur");
    assert_eq!((square.spots[0].kind.as_str(), square.spots[0].name.len()), ("alun-alun", 0));
    assert_eq!(square.spots[0].side.as_deref(), Some("timur"));
    assert_eq!(read("gg 2").spots[0].name, ["2"]);
    let block = read("blok k");
    assert_eq!((block.spots.len(), block.labels.len()), (0, 1));
}

#[test]
fn nothing_typed_is_similar_to_nothing() {
    let region = region();
    let first = call(&region, 0, "BNC-PHN", SEPANDE, "dpn spbu", "pohon tumbang");
    let blank = Heard { called_at: At(0), ..Heard::default() };
    assert_eq!(best(&blank, &[("first", vec![first])]), None);
    let odd = Heard { narrative: "\u{0}2 2 2 rt rt yg bukan , ; é ё 漢字 2".repeat(200), ..blank };
    assert_eq!(best(&odd, &[("first", vec![odd.clone()])]), None);
}
