//! What must never happen: something acknowledged is lost, or done twice. `KENTONGAN_FAULTS=full` (`cargo xtask
//! faults`) runs the long form: twenty tickets, every k, many more cuts.
// A test says what is wrong by failing, and prints what it looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod backlog;
#[cfg(target_os = "linux")] // libfaketime and SIGSTOP; `suspend` drives the clocks on every system
mod clocks;
mod crash;
mod damage;
mod disk;
mod erasing;
#[cfg(target_os = "linux")] // strace
mod firing;
mod flips;
mod ground;
#[cfg(target_os = "linux")] // strace; `crash` kills at any instant on every system
mod kill;
mod policy_edit;
mod power;
mod refusing;
mod refusing_firing;
mod refusing_room;
mod running;
mod schedulers;
mod sharing;
mod suspend;
mod vfs;
mod zones;

use kentongan_tests::chance;

/// The long form?
fn full() -> bool {
    std::env::var("KENTONGAN_FAULTS").is_ok_and(|form| form == "full")
}
