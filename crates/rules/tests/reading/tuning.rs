//! The narratives the words were tuned on. The thresholds lie a little under what was reached, to catch a step back.

use kentongan_rules::reading::measure::{Count, Expected, Tally, judge};

use super::read;

fn tally() -> Tally {
    let mut rows =
        csv::Reader::from_reader(include_str!("../../../../tests/narratives/tuning.csv").as_bytes());
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
    let tally = tally();
    assert_eq!(tally.category.rows, 420);
    assert!(tally.category.top_1 >= 0.94, "{:?}", tally.category);
    assert!(tally.category.top_3 >= 0.985, "{:?}", tally.category);
    assert!(tally.village.right * 100 >= tally.village.said * 95, "{:?}", tally.village);
    assert_eq!(tally.village.wrong, 0, "{:?}", tally.village);
}
