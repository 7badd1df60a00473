use kentongan_rules::reading::{MOST_CATEGORIES, PlaceReading, Reading};
use proptest::prelude::*;

use super::{REGION, read};

fn holds(narrative: &str, reading: &Reading) {
    assert!(reading.categories.len() <= MOST_CATEGORIES);
    for found in &reading.categories {
        assert!(found.score > 0 && !found.words.is_empty());
        assert!(found.words.iter().all(|words| narrative.contains(words.as_str())));
    }
    let hits = match &reading.place {
        PlaceReading::Unsaid => Vec::new(),
        PlaceReading::Chosen { hit, .. } => vec![hit],
        PlaceReading::Open { candidates, .. } => candidates.iter().collect(),
    };
    for hit in hits {
        assert!(REGION.district(&hit.district).is_some());
        if let Some(code) = &hit.village {
            assert_eq!(REGION.village(code).unwrap().district, hit.district);
        }
    }
    if let Some(landmark) = &reading.landmark {
        assert!(narrative.contains(landmark.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_a_reading(narrative in "\\PC{0,200}") {
        holds(&narrative, &read(&narrative));
    }

    #[test]
    fn words_in_any_order_are_read(words in prop::collection::vec(prop::sample::select(vec![
        "ds", "kec", "di", "dari", "arah", "bukan", "tidak", "ada", "api", "rumah", "tarik", "sepanjang", "jati",
        "tropodo", "krian", "waru", "sidoarjo", "surabaya", "perum", "antara", "dan", "eh", "?", ",", ".", "pohon",
        "tumbang", "mtr", "8", "\u{200b}", "é", "tambak", "rejo", "indah", "tp", "skrg",
    ]), 0..160)) {
        let narrative = words.join(" ");
        holds(&narrative, &read(&narrative));
    }
}

#[test]
fn a_village_is_chosen_only_by_one_of_its_own_names_or_a_slip_of_it() {
    for village in &REGION.villages {
        let narrative = format!(
            "pohon tumbang ds {} kec {}",
            village.name,
            REGION.district(&village.district).unwrap().name
        );
        let PlaceReading::Chosen { hit, .. } = read(&narrative).place else { panic!("{narrative}") };
        assert_eq!(hit.village.as_ref(), Some(&village.code), "{narrative}");
    }
}
