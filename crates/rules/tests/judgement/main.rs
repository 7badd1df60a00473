//! The rules, judged on a stage: given what happened, when someone says this, then that follows or is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod stage;
mod storm;

mod access;
mod allow;
mod answer;
mod assignment;
mod attach;
mod call;
mod clocks;
mod close;
mod departure;
mod desks;
mod erasing;
mod figures;
mod handing;
mod handovers;
mod ladder;
mod laws;
mod liaison;
mod mask;
mod ministry;
mod numbers;
mod paper;
mod pausing;
mod people;
mod photos;
mod plan;
mod plan_hours;
mod promises;
mod questions;
mod region;
mod reviews;
mod roster;
mod searches;
mod telling;
mod ticket;
