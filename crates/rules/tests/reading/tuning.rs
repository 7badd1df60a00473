//! The narratives the words were tuned on and the weights learnt from, and variations on them. The thresholds lie a little under what was reached, to
//! catch a step back.

use kentongan_rules::reading::measure::{Count, Expected, Tally, judge};

use super::read;

fn tally(text: &str) -> Tally {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut count = Count::default();
    for row in rows.records() {
        let row = row.unwrap();
        let cell = |at: usize| row.get(at).unwrap().to_owned();
        let expected = Expected {
            narrative: cell(0),
            category: cell(1),
            acceptable: cell(2).split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            district: cell(3),
            village: cell(4),
            landmark: cell(5),
        };
        let reading = read(&expected.narrative);
        let verdict = judge(&reading, &expected);
        count.add(&reading, &expected, &verdict);
    }
    count.tally()
}

#[test]
fn readings_are_as_good_as_they_were() {
    let tally = tally(include_str!("../../../../tests/narratives/tuning.csv"));
    assert_eq!(tally.category.rows, 420);
    assert!(tally.category.top_1 >= 0.985 && tally.category.top_3 >= 0.995, "{:?}", tally.category);
    assert!(tally.village.right * 100 >= tally.village.said * 98, "{:?}", tally.village);
    assert_eq!(tally.village.wrong, 0, "{:?}", tally.village);
    assert!(tally.landmark.right * 100 >= tally.landmark.said * 65, "{:?}", tally.landmark);
}

#[test]
fn variations_are_read_as_well() {
    let tally = tally(include_str!("../../../../tests/narratives/variations.csv"));
    assert!(tally.category.top_1 >= 0.985 && tally.category.top_3 >= 0.995, "{:?}", tally.category);
    assert_eq!((tally.village.right, tally.village.wrong), (tally.village.said, 0), "{:?}", tally.village);
}

#[test]
fn so_are_those_of_six_more_writers() {
    for (narratives, right) in [
        (include_str!("../../../../tests/narratives/tuning2.csv"), 91),
        (include_str!("../../../../tests/narratives/tuning3.csv"), 97),
        (include_str!("../../../../tests/narratives/tuning4.csv"), 97),
        (include_str!("../../../../tests/narratives/tuning5.csv"), 97),
        (include_str!("../../../../tests/narratives/tuning6.csv"), 98),
    ] {
        let tally = tally(narratives);
        assert!(tally.category.top_1 >= 0.985 && tally.category.top_3 >= 0.995, "{:?}", tally.category);
        assert!(tally.village.right * 100 >= tally.village.said * right, "{:?}", tally.village);
        assert_eq!(tally.village.wrong, 0, "{:?}", tally.village);
    }
}

/// Two writers of places: read for the rules of places, their categories not learnt from.
#[test]
fn the_villages_of_two_writers_of_places_are_read() {
    for narratives in [
        include_str!("../../../../tests/narratives/tuning7.csv"),
        include_str!("../../../../tests/narratives/tuning8.csv"),
    ] {
        let tally = tally(narratives);
        assert!(tally.category.top_1 >= 0.94 && tally.category.top_3 >= 0.98, "{:?}", tally.category);
        assert!(tally.village.right * 100 >= tally.village.said * 97, "{:?}", tally.village);
        assert_eq!(tally.village.wrong, 0, "{:?}", tally.village);
    }
}
