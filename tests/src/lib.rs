//! What the tests of the whole share.

pub mod driven;
pub mod programs;
pub mod script;
