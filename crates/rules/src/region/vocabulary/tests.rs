use super::*;

fn found(text: &str) -> Vec<String> {
    let region = Region::sidoarjo().unwrap();
    find_categories(&region, text, 6).iter().map(ToString::to_string).collect()
}

fn first(text: &str) -> String {
    found(text).first().cloned().unwrap_or_default()
}

#[test]
fn a_few_letters_are_enough() {
    assert_eq!(found("keba")[..4], ["KBR-BGN", "KBR-IND", "KBR-LHN", "KBR-KND"]);
    assert_eq!(first("laka"), "LKA-LLN");
    assert_eq!(first("banj"), "BNC-BJR");
    assert_eq!(first("poh"), "BNC-PHN");
    assert_eq!(first("pju"), "INF-PJU");
    assert_eq!(first("pohon tum"), "BNC-PHN");
    assert_eq!(first("kbr-ind"), "KBR-IND", "its code");
}

#[test]
fn everyday_and_javanese_words_lead_there() {
    for (said, code) in [
        ("kobongan", "KBR-BGN"),
        ("wit", "BNC-PHN"),
        ("ulo", "PNY-HWN"),
        ("lindu", "BNC-GMP"),
        ("maling", "KAM-KRM"),
        ("sepur", "LKA-KAA"),
        ("bangjo", "INF-TRF"),
        ("oglangan", "INF-PLN"),
        ("lesus", "BNC-ANG"),
        ("ktp", "LYN-ADM"),
        ("elpiji", "KBR-GAS"),
        ("tabrakan", "LKA-LLN"),
        ("semaput", "MED-GWT"),
    ] {
        assert_eq!(first(said), code, "{said}");
    }
}

#[test]
fn english_names_lead_there_too() {
    assert_eq!(first("fallen tree"), "BNC-PHN");
    assert_eq!(first("street light"), "INF-PJU");
    assert_eq!(first("road accident"), "LKA-LLN");
}

#[test]
fn an_emergency_stands_before_a_complaint_it_ties_with() {
    assert_eq!(found("pohon")[..2], ["BNC-PHN", "INF-PHN"]);
    assert_eq!(found("kabel listrik")[0], "INF-PLK");
}

#[test]
fn no_text_is_the_order_of_the_region_emergencies_first() {
    let region = Region::sidoarjo().unwrap();
    assert_eq!(found("")[..3], ["LKA-LLN", "MED-GWT", "KBR-BGN"]);
    let all = find_categories(&region, " ", usize::MAX);
    assert_eq!(all.len(), region.categories.len());
    let emergency: Vec<bool> = all.iter().map(|code| region.category(code).unwrap().emergency).collect();
    assert!(emergency.is_sorted_by(|one, next| one >= next));
}

#[test]
fn a_slip_is_forgiven_and_a_sentence_is_read_for_what_it_has() {
    assert_eq!(first("kebakarn"), "KBR-BGN");
    assert_eq!(first("bnajir"), "BNC-BJR");
    assert_eq!(first("pohon tumbang menutup jalan depan pasar"), "BNC-PHN");
    assert_eq!(found("zzzzzz"), Vec::<String>::new());
}

#[test]
fn an_inactive_category_is_not_offered() {
    let mut region = Region::sidoarjo().unwrap();
    region.categories.iter_mut().for_each(|category| category.active = category.code.as_str() != "KBR-BGN");
    assert_eq!(find_categories(&region, "kebakaran", 1)[0].as_str(), "KBR-IND");
}

#[test]
fn every_category_is_found_by_its_own_name_and_wall_name() {
    let region = Region::sidoarjo().unwrap();
    for category in &region.categories {
        for name in [&category.name_id, &category.name_en, &category.wall_name] {
            let hits = find_categories(&region, name, 4);
            assert!(hits.contains(&category.code), "{name}: {hits:?}");
        }
    }
}
