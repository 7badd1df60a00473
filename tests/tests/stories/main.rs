//! Stories through the door only, with hand-driven time: the same ones in the process, over HTTP and over
//! TLS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod stage;

mod access;
mod alarms;
mod alike;
mod answer_loop;
mod answering;
mod backup;
mod beside;
mod calls;
mod erasing;
mod exports;
mod fire;
mod forwarded;
mod handing;
mod handover;
mod incident;
mod learning;
mod ministry;
mod nuisance;
mod odd_input;
mod permission;
mod personal;
mod photos;
mod places;
mod places_of_backups;
mod plans;
mod policy;
mod practice;
mod questions;
mod reporting;
mod restart;
mod restricted;
mod retry;
mod screen;
mod searching;
mod sessions;
mod sign_in;
mod signed_out;
mod similar;
mod stale;
mod storm;
mod telling;
mod wall;
