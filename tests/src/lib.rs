//! What the tests of the whole share.

pub mod programs;
pub mod script;
