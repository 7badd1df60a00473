//! Learns `seed/weights.csv` from narratives whose category is known, and prints it. From the top folder:
//! `cargo run --locked -p kentongan-rules --example learn -- FILE.csv…`; `seed/README.md` says from which.
#![allow(clippy::print_stdout)] // a command line speaks on its standard output

use std::error::Error;

use kentongan_rules::reading::Reader;
use kentongan_rules::reading::fitting::{Lesson, learn};
use kentongan_rules::region::Region;

fn main() -> Result<(), Box<dyn Error>> {
    let region = Region::sidoarjo().map_err(|faults| format!("{faults:?}"))?;
    let mut lessons = Vec::new();
    for path in std::env::args().skip(1) {
        let mut rows = csv::Reader::from_path(path)?;
        for row in rows.deserialize::<(String, String)>() {
            let (narrative, category) = row?;
            lessons.push(Lesson { narrative, category });
        }
    }
    println!("sign,weights");
    for (sign, weights) in learn(&Reader::new(&region), &lessons) {
        let weights: Vec<String> = weights.iter().map(|(code, weight)| format!("{code} {weight}")).collect();
        println!("{sign},{}", weights.join(";"));
    }
    Ok(())
}
