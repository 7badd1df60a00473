//! What may happen to a call, a ticket, an assignment, a clock.
//!
//! Everything here is a function of values: no clock is read, no disk, no network, no randomness. The manifest
//! proves it, and a test proves the manifest.

pub mod access;
pub mod actor;
pub mod asking;
pub mod calendar;
pub mod call;
pub mod call_back;
pub mod clock;
pub mod command;
pub mod decide;
pub mod departure;
pub mod desk;
pub mod erasure;
pub mod event;
pub mod export;
pub mod fold;
pub mod handoff;
pub mod handover;
pub mod id;
pub mod loss;
mod lot;
pub mod number;
pub mod paper;
pub mod people;
pub mod photo;
pub mod plan;
pub mod policy;
pub mod problem;
pub mod reading;
pub mod refusal;
pub mod region;
pub mod report;
pub mod review;
pub mod roster;
pub mod same;
pub mod search;
pub mod setup;
pub mod storm;
pub mod telling;
pub mod text;
pub mod ticket;
pub mod time;
pub mod view;
