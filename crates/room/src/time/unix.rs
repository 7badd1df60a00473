use kentongan_rules::time::Span;
use rustix::time::{ClockId, clock_gettime};

fn since_start(clock: ClockId) -> Span {
    let read = clock_gettime(clock);
    Span(read.tv_sec.saturating_mul(1_000).saturating_add(read.tv_nsec / 1_000_000))
}

/// `CLOCK_MONOTONIC`: stands still while Linux is suspended.
pub fn steady() -> Span {
    since_start(ClockId::Monotonic)
}

/// `CLOCK_BOOTTIME`: runs on. Elsewhere than on Linux there is none, and no suspend is recognised.
pub fn boot() -> Span {
    #[cfg(target_os = "linux")]
    return since_start(ClockId::Boottime);
    #[cfg(not(target_os = "linux"))]
    steady()
}
