#[path = "../../room/src/evaluate/sameness.rs"]
mod sameness;
use kentongan_rules::region::Region;
#[test]
fn tune() {
    let region = Region::sidoarjo().unwrap();
    let text = std::fs::read_to_string("../../tests/narratives/streams.csv").unwrap();
    let rows = sameness::rows(&text).unwrap();
    let judged = sameness::judge(&region, &rows);
    println!("{:?}", sameness::same_incident(&judged));
}
