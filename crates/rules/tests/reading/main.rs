//! Narratives as operators type them, and what is made of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod categories;
mod laws;
mod lessons;
mod places;
mod severity;
mod tuning;

use std::sync::LazyLock;

use kentongan_rules::reading::{PlaceReading, Reader, Reading};
use kentongan_rules::region::Region;

static REGION: LazyLock<Region> = LazyLock::new(|| Region::sidoarjo().unwrap());
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&REGION));

fn read(narrative: &str) -> Reading {
    READER.read(narrative)
}

/// The code proposed first, or nothing.
fn first(narrative: &str) -> String {
    read(narrative).categories.first().map(|found| found.code.to_string()).unwrap_or_default()
}

/// `Candi/Sepande`, `Candi` for a district alone, `?` when it was left open, nothing when none was said.
fn place(narrative: &str) -> String {
    match read(narrative).place {
        PlaceReading::Unsaid => String::new(),
        PlaceReading::Open { .. } => "?".to_owned(),
        PlaceReading::Chosen { hit, .. } if hit.village.is_some() => {
            format!("{}/{}", hit.district_name, hit.name)
        }
        PlaceReading::Chosen { hit, .. } => hit.district_name,
    }
}
