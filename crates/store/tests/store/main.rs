//! The store, through what it offers: what is acknowledged is there, once, and nothing can be changed unseen.
// Tests stop where something is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod acting;
mod changing;
mod copying;
mod erasing;
mod filtering;
mod finding;
mod folding;
mod ground;
mod handing;
mod late;
mod numbering;
mod opening;
mod photos;
mod reporting;
mod said;
mod similar;
mod upgrading;
mod verifying;
