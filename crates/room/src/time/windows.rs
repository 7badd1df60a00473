// Two calls of the system that fill in one number each. Nothing else here is unsafe. `std::time::Instant` is the
// performance counter and promises neither to stop nor to run on while the machine sleeps.
#![allow(unsafe_code)]

use kentongan_rules::time::Span;
use windows_sys::Win32::System::WindowsProgramming::{
    QueryInterruptTimePrecise, QueryUnbiasedInterruptTimePrecise,
};

/// Both count tenths of a microsecond.
fn span(ticks: u64) -> Span {
    Span(i64::try_from(ticks / 10_000).unwrap_or(i64::MAX))
}

/// The unbiased interrupt time: stands still while Windows sleeps or hibernates.
pub fn steady() -> Span {
    let mut ticks = 0;
    // SAFETY: it writes one number, to where it is told.
    unsafe { QueryUnbiasedInterruptTimePrecise(&raw mut ticks) };
    span(ticks)
}

/// The interrupt time: runs on.
pub fn boot() -> Span {
    let mut ticks = 0;
    // SAFETY: it writes one number, to where it is told.
    unsafe { QueryInterruptTimePrecise(&raw mut ticks) };
    span(ticks)
}
