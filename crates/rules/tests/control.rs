//! Fails when it is told to: whoever runs tests by a roundabout way sees by it that a failure comes through.
#![allow(clippy::panic)] // it is what this is for

#[test]
fn a_failure_comes_through() {
    assert!(std::env::var_os("KENTONGAN_CONTROL").is_none(), "told to fail");
}
