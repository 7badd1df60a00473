#[path = "../../room/src/evaluate/sameness.rs"]
mod sameness;
use kentongan_rules::region::Region;
#[test]
fn tune() {
    let region = Region::sidoarjo().unwrap();
    let text = std::fs::read_to_string("../../tests/narratives/streams.csv").unwrap();
    let rows = sameness::rows(&text).unwrap();
    let judged = sameness::judge(&region, &rows);
    let of = |id: &str, stream: &str| rows.iter().find(|r| r.call_id == id && r.stream_id == stream).map(|r| format!("{} +{} {} {}/{} [{}] {} «{}»", r.call_id, r.minute_offset, r.category_code, r.district, r.village, r.landmark, r.caller_phone, r.narrative)).unwrap_or_default();
    for one in &judged {
        if one.truth != one.proposed {
            println!("{}", of(&one.call, &one.stream));
            println!("   truth    {}", of(one.truth.as_deref().unwrap_or(""), &one.stream));
            println!("   proposed {}", of(one.proposed.as_deref().unwrap_or(""), &one.stream));
        }
    }
    println!("{:?}", sameness::same_incident(&judged));
}
