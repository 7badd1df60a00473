//! What arrives at the doors and is no request, in numbers: no panic, nothing broken, memory bounded, and desks served
//! meanwhile. `KENTONGAN_FAULTS=full` (`cargo xtask faults`) sends ten times as much, and ten minutes' worth to each parser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // it prints what it measured

#[cfg(target_os = "linux")] // /proc tells of handles and memory
mod crowd;
mod malformed;
mod parsers;
mod serving;
mod slow;

/// The long form?
fn full() -> bool {
    std::env::var("KENTONGAN_FAULTS").is_ok_and(|form| form == "full")
}
