// Two calls of the system that tell one number each. Nothing else here is unsafe. `std::time::Instant` is the
// performance counter and promises neither to stop nor to run on while the machine sleeps. Both move by the system's tick
// (at most 16 ms); their precise sisters exist since Windows 10 alone, and not in wine.
#![allow(unsafe_code)]

use kentongan_rules::time::Span;
use windows_sys::Win32::System::SystemInformation::GetTickCount64;
use windows_sys::Win32::System::WindowsProgramming::QueryUnbiasedInterruptTime;

/// The unbiased interrupt time: stands still while Windows sleeps or hibernates.
pub fn steady() -> Span {
    let mut ticks: u64 = 0;
    // SAFETY: it writes one number, to where it is told.
    unsafe { QueryUnbiasedInterruptTime(&raw mut ticks) };
    // Tenths of a microsecond.
    Span(i64::try_from(ticks / 10_000).unwrap_or(i64::MAX))
}

/// Since Windows started: runs on. In milliseconds.
pub fn boot() -> Span {
    // SAFETY: it takes nothing and gives a number.
    Span(i64::try_from(unsafe { GetTickCount64() }).unwrap_or(i64::MAX))
}
