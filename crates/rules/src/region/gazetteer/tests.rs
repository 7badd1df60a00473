use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn region() -> Region {
    Region::sidoarjo().unwrap()
}

fn found_in(text: &str, limit: usize) -> Vec<PlaceHit> {
    static SIDOARJO: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::of(&region()));
    SIDOARJO.find(text, limit)
}

/// `name/district`, or `kec name` for a district, best first.
fn found(text: &str) -> Vec<String> {
    let hits = found_in(text, 8);
    hits.iter()
        .map(|hit| {
            if hit.village.is_some() {
                format!("{}/{}", hit.name, hit.district_name)
            } else {
                format!("kec {}", hit.name)
            }
        })
        .collect()
}

fn first(text: &str) -> String {
    found(text).first().cloned().unwrap_or_default()
}

#[test]
fn names_are_compared_without_spaces_case_marks_and_doubled_letters() {
    assert_eq!(normalize("Jatialun-alun"), "jatialunalun");
    assert_eq!(normalize("  KEBON\u{200b}\u{200f} Agung "), "kebonagung");
    assert_eq!(normalize("Kramattemenggung"), normalize("kramat temenggung"));
    assert_eq!(normalize("Gisikcemandi"), normalize("gisik cemmandi"));
    assert_eq!(normalize("Balongbéndo"), "balongbendo");
    assert_eq!(normalize("RT 11"), "rt11", "digits are never folded");
    assert_eq!(normalize("\u{202e}--- "), "");
}

#[test]
fn every_village_is_found_by_its_name_and_district() {
    let region = region();
    for village in &region.villages {
        let district = region.district(&village.district).unwrap();
        let hits = found_in(&format!("{} {}", village.name.to_uppercase(), district.name), 3);
        assert_eq!(hits[0].village.as_ref(), Some(&village.code), "{} {}", village.name, district.name);
        let named = found_in(&village.name, 8);
        assert!(named.iter().any(|hit| hit.village.as_ref() == Some(&village.code)), "{}", village.name);
    }
}

#[test]
fn a_shared_name_returns_everyone_who_bears_it() {
    let hits = found_in("janti", 8);
    let janti: Vec<_> = hits.iter().filter(|hit| hit.name == "Janti").collect();
    let mut districts: Vec<_> = janti.iter().map(|hit| hit.district_name.as_str()).collect();
    districts.sort_unstable();
    assert_eq!(districts, ["Tarik", "Tulangan", "Waru"]);
    assert!(janti.iter().all(|hit| hit.shared_name));
    assert_eq!(found("tropodo")[..2], ["Tropodo/Krian", "Tropodo/Waru"]);
    assert!(!found_in("sekardangan", 1)[0].shared_name);
}

#[test]
fn a_district_narrows_before_or_behind_and_half_typed() {
    assert_eq!(found("kebonagung porong"), ["Kebonagung/Porong"]);
    assert_eq!(found("Kebon Agung, Kec. Sukodono"), ["Kebonagung/Sukodono"]);
    assert_eq!(found("porong kebonagung"), ["Kebonagung/Porong"]);
    assert_eq!(first("kebonagung po"), "Kebonagung/Porong");
    assert_eq!(first("kebonagung prong"), "Kebonagung/Porong");
    assert_eq!(found("tropodo waru"), ["Tropodo/Waru"]);
    assert_eq!(found("janti kec tu"), ["Janti/Tulangan"]);
}

#[test]
fn a_mark_says_what_kind_of_place_is_meant() {
    assert_eq!(found("kel krian"), ["Krian/Krian"]);
    assert_eq!(found("kec krian"), ["kec Krian"]);
    assert_eq!(found("ds kemasan"), ["Kemasan/Krian"]);
    assert_eq!(found("desa kemasan krian"), ["Kemasan/Krian"]);
    assert_eq!(found("ds. kemasan kec. krian"), ["Kemasan/Krian"]);
    assert_eq!(found("kel kemasan"), ["Kemasan/Krian"], "a kelurahan, whatever the caller calls it");
    assert_eq!(first("ds krian"), "Krian/Krian");
    assert_eq!(found("kebonagung kec").len(), 2, "the district is still to come");
    assert!(found("kel").iter().all(|name| name.to_lowercase().contains("kel")), "a name that begins so");
}

#[test]
fn a_district_stands_before_its_namesake_and_neither_is_in_doubt() {
    assert_eq!(found("kria")[..2], ["kec Krian", "Krian/Krian"]);
    let hits = found_in("krian", 2);
    assert_eq!((hits[0].kind, hits[1].kind), (PlaceKind::District, PlaceKind::Kelurahan));
    assert!(!hits[0].shared_name && !hits[1].shared_name);
}

#[test]
fn better_matches_stand_first() {
    assert_eq!(first("suko"), "Suko/Sidoarjo", "exact before Sukodono and Sukorejo");
    assert_eq!(found("alun alun"), ["Jatialun-alun/Prambon"]);
    assert_eq!(first("angin-angin"), "Simoangin-angin/Wonoayu");
    assert_eq!(first("cemandi"), "Cemandi/Sedati");
}

#[test]
fn one_slip_of_the_finger_is_forgiven() {
    for typed in ["sekardangn", "sekradangan", "sekardanagn", "sejardangan", "sekardanngan", "sekardangaan"] {
        assert_eq!(first(typed), "Sekardangan/Sidoarjo", "{typed}");
    }
    assert_eq!(first("sejarda"), "Sekardangan/Sidoarjo", "while still typing");
    assert_eq!(first("tangulangin"), "kec Tanggulangin");
    assert_eq!(found("suklardingan"), Vec::<String>::new(), "three slips are another word");
    assert_eq!(found("xyzxyz"), Vec::<String>::new());
    assert_eq!(found(" \u{200f} "), Vec::<String>::new());
}

#[test]
fn a_number_typed_with_a_name_is_its_address() {
    let found = |text: &str| {
        let hits = found_in(text, 3);
        hits.first().map(|hit| (hit.name.clone(), hit.district_name.clone(), hit.address.clone(), hit.asks))
    };
    let at = |name: &str, district: &str, address: &str| {
        Some((name.to_owned(), district.to_owned(), Some(address.to_owned()), false))
    };
    assert_eq!(found("kedungbocok tarik 12"), at("Kedungbocok", "Tarik", "12"));
    assert_eq!(found("Kedungbocok RT 12/RW.03 kec Tarik"), at("Kedungbocok", "Tarik", "RT 12 RW 03"));
    assert_eq!(found("rt05 kedungbocok no. 7B"), at("Kedungbocok", "Tarik", "rt05 no 7B"));
    assert_eq!(found("tarik 12"), at("Tarik", "Tarik", "12"), "rather than a guess by two slips");
    assert_eq!(found("sekardangn 3"), at("Sekardangan", "Sidoarjo", "3"));
    assert_eq!(found("12"), None);
    assert_eq!(found("rt 12 rw 3"), None);
    assert_eq!(found("blok m"), None, "a mark is one only before a number");
    assert_eq!(found_in("kedungbocok", 1)[0].address, None);
}

#[test]
fn two_slips_are_a_guess_that_is_never_taken_without_a_look() {
    for typed in ["seklardingan", "skardngan", "sekadrangna"] {
        let hits = found_in(typed, 3);
        assert_eq!(hits.iter().map(|hit| hit.name.as_str()).collect::<Vec<_>>(), ["Sekardangan"], "{typed}");
        assert!(hits[0].asks, "{typed}");
    }
    assert!(!found_in("sekardangn", 1)[0].asks, "one slip is as good as typed");
    assert_eq!(found("wrau tegl"), Vec::<String>::new(), "short names are not guessed");
}

#[test]
fn of_a_name_that_several_bear_none_is_taken_without_a_look() {
    assert!(found_in("janti", 8).iter().take(3).all(|hit| hit.asks));
    assert!(!found_in("janti kec tulangan", 8)[0].asks, "its district was said");
    assert!(!found_in("krian", 2)[0].asks, "the district and its namesake are no doubt");
}

#[test]
fn a_former_village_leads_to_where_it_is_now() {
    let hits = found_in("reno kenongo", 3);
    assert_eq!((hits[0].name.as_str(), hits[0].district_name.as_str()), ("Glagaharum", "Porong"));
    assert_eq!(hits[0].matched_alias.as_deref(), Some("Renokenongo"));
    let own = found_in("glagaharum", 1);
    assert_eq!(own[0].matched_alias, None);
}

#[test]
fn names_from_a_table_are_looked_up_whole() {
    let region = region();
    let waru = district_named(&region, "WARU").unwrap();
    assert_eq!(village_named(&region, &waru.code, "Tropodo").unwrap().district, waru.code);
    assert_eq!(village_named(&region, &waru.code, "Pucang"), None);
    let porong = district_named(&region, "porong").unwrap();
    assert_eq!(village_named(&region, &porong.code, "siring").unwrap().name, "Gedang");
    assert_eq!(district_named(&region, "Rungkut"), None);
}

#[test]
fn one_slip_is_one() {
    for (one, other) in
        [("waru", "waru"), ("waru", "wru"), ("waru", "wwaru"), ("waru", "wrau"), ("waru", "baru")]
    {
        assert!(one_slip(one, other) && one_slip(other, one), "{one} {other}");
    }
    for (one, other) in [("waru", "wa"), ("waru", "raw"), ("waru", "bary"), ("abcd", "badc")] {
        assert!(!one_slip(one, other) && !one_slip(other, one), "{one} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_may_be_searched(text in "\\PC{0,60}", limit in 0_usize..9) {
        let region = region();
        prop_assert!(found_in(&text, limit).len() <= limit);
        prop_assert!(find_categories(&region, &text, limit).len() <= limit);
    }

    #[test]
    fn normalizing_twice_changes_nothing(text in "\\PC{0,60}") {
        let once = normalize(&text);
        prop_assert_eq!(normalize(&once), once);
    }

    #[test]
    fn a_name_is_found_however_it_is_spaced(at in 0_usize..346, cut in 1_usize..6) {
        let region = region();
        let village = &region.villages[at];
        let spaced = format!("{} \u{200b}{}", &village.name[..cut.min(village.name.len())], &village.name[cut.min(village.name.len())..]);
        let hits = found_in(&spaced, 12);
        prop_assert!(hits.iter().any(|hit| hit.village.as_ref() == Some(&village.code)), "{}", spaced);
    }
}
mod learning;
