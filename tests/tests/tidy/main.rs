//! Tidy rules: what reviewers would otherwise have to see again and again. Each is a function over the
//! tree that names file and line, and each is tried on a wrong example, so that none passes by seeing nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test may panic

mod code;
mod literals;
mod manifests;
mod migrations;
mod names;
mod points;
mod sentences;
mod tree;
mod words;

/// Fails with every place that breaks the rule.
fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}
