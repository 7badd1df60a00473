//! A joined desk whose room does not answer: two real ends over TLS in one process, a line between them that is cut by
//! hand, and clocks that are moved by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod alarms;
mod collisions;
mod cut;
mod figures;
use kentongan_tests::proxy as line;
mod numbers;
mod repeated;
mod restored;
mod signing_in;
mod stage;
mod stopped;
