//! Bad input and bad ground: each gets a typed problem that both languages have a sentence for, nothing acknowledged is
//! lost, and nothing panics.
// A test says what is wrong by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
mod folder;
mod line;
mod package;
#[cfg(unix)]
// on Windows an administrator's tests may write anywhere; the file's own attribute is tested in `folder`
mod permission;
mod shift;
#[cfg(target_os = "linux")] // strace; the faults fill up a disk on every system
mod space;
mod typed;
mod wire;
