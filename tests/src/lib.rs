//! What the tests of the whole share.

pub mod chance;
pub mod driven;
pub mod joined;
pub mod png;
pub mod programs;
pub mod proxy;
pub mod script;
pub mod whole;
