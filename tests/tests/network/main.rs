//! The room as a process of its own and desks that reach it over TLS, while one or the other is killed, cut off, delayed,
//! repeated or put back: what was acknowledged is there afterwards, once, under the number that was told.
//! `KENTONGAN_FAULTS=full` (`cargo xtask faults`) kills two hundred times under fifty desks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // it prints what it measured

mod cuts;
mod desks;
mod frozen;
mod ground;
mod kills;
mod ledger;
mod photos;
mod restored;
mod rush;
mod shuffled;

/// The long form?
fn full() -> bool {
    std::env::var("KENTONGAN_FAULTS").is_ok_and(|form| form == "full")
}
