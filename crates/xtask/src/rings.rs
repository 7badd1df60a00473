//! `cargo xtask test`: the rings in order, the cheap ones first, each build shared by those that follow.

use crate::machine;
use crate::packages::{BUILD, DESKTOP, OFFICE, TESTS};
use crate::steps::{Steps, cargo, child, children, npm};
use anyhow::{Result, bail};
use std::process::Command;

struct Ring {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
    /// Part of the whole run. The others are slices of one of these, for work on a single crate.
    whole: bool,
    /// Needs the built UI and the libraries of the desktop.
    screens: bool,
}

// `--workspace` throughout: cargo unifies features over what it is asked for, so `-p` would build the
// dependencies a second time.
const RINGS: &[Ring] = &[
    ring("format", "rustfmt", || child(&mut cargo(&["fmt", "--all", "--check"])), true, false),
    ring("style", "Prettier", || child(&mut npm(&["run", "format:check"])), true, true),
    ring("types", "svelte-check", || child(&mut npm(&["run", "check"])), true, true),
    ring("state", "Vitest", || child(&mut npm(&["test"])), true, true),
    ring("lint", "clippy, and all that is run below", lint, true, true),
    ring("licences", "cargo-deny", licences, true, false),
    ring("windows", "the room compiles for Windows", crate::windows::compiles, true, false),
    ring("units", "beside the code", units, true, true),
    ring("stories", "tests/", stories, true, true),
    ring("screens", "the browser against the real room", screens, true, true),
    ring("application", "the built application", application, true, true),
    ring("rules", "one crate", || one("kentongan-rules"), false, false),
    ring("paper", "one crate", || one("kentongan-paper"), false, false),
    ring("office", "exported files, as LibreOffice opens them", office, false, false),
    ring("store", "one crate", || one("kentongan-store"), false, false),
    ring("room", "one crate", || one("kentongan-room"), false, false),
    ring("tests", "one package", || one("kentongan-tests"), false, false),
];

const fn ring(
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
    whole: bool,
    screens: bool,
) -> Ring {
    Ring { name, what, run, whole, screens }
}

pub fn names() -> Vec<&'static str> {
    RINGS.iter().map(|ring| ring.name).collect()
}

pub fn test(only: Option<&str>) -> Result<()> {
    let chosen: Vec<&Ring> = match only {
        None => RINGS.iter().filter(|ring| ring.whole).collect(),
        Some(name) => RINGS.iter().filter(|ring| ring.name == name).collect(),
    };
    if chosen.is_empty() {
        bail!("there is no ring `{}`; there are: {}", only.unwrap_or_default(), names().join(", "));
    }
    let screens = chosen.iter().any(|ring| ring.screens);
    let mut steps = Steps::of(chosen.len() + if screens { 5 } else { 2 });
    let wanted: &[_] = if screens { &[BUILD, DESKTOP, TESTS] } else { &[BUILD] };
    steps.step("What this machine needs", || machine::prepare(wanted, screens))?;
    steps.step("Rust components", machine::components)?;
    if screens {
        steps.step("Node", machine::node)?;
        steps.step("Packages of the screens", machine::ui_packages)?;
        steps.step("Build the screens", machine::ui_build)?;
    }
    for ring in chosen {
        steps.step(&format!("{}: {}", ring.name, ring.what), ring.run)?;
    }
    steps.finish();
    Ok(())
}

/// Everything that the rings below run, built once and looked at by clippy on the way: `cargo clippy` would have all
/// dependencies compiled a second time, of which nothing can be run.
fn lint() -> Result<()> {
    child(&mut linted(&["build", "--workspace", "--all-targets", "--locked"]))
}

/// The builds of a whole run, with clippy in rustc's place for our own crates.
fn linted(arguments: &[&str]) -> Command {
    let mut command = cargo(arguments);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    // As `cargo clippy -- -D warnings` hands it on.
    command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    command
}

fn licences() -> Result<()> {
    if !machine::works("deny") {
        println!(
            "  cargo-deny is not installed, so licences and sources were not looked at: cargo install cargo-deny"
        );
        return Ok(());
    }
    child(&mut cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"]))
}

fn units() -> Result<()> {
    let asked = linted(&["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins"]);
    child(&mut same_histories(asked))
}

/// A landing is judged by what it changed: the same random histories each time. `faults` looks for new ones.
fn same_histories(mut command: Command) -> Command {
    command.env("PROPTEST_RNG_SEED", "112");
    command
}

fn stories() -> Result<()> {
    build()?;
    // Two lanes: `f*` are faults and floods, which wait for disks and clocks half of their time.
    children(["[!f]*", "f*"].map(|named| {
        same_histories(linted(&["test", "--workspace", "--locked", "--no-fail-fast", "--test", named]))
    }))
}

fn screens() -> Result<()> {
    build()?;
    let mut command = npm(&["run", "e2e"]);
    if let Some(browser) = machine::browser() {
        command.env("KENTONGAN_CHROMIUM", browser);
    }
    child(&mut command)
}

fn application() -> Result<()> {
    build()?;
    if !cfg!(target_os = "linux") {
        println!("  driven through WebKitWebDriver, which only Linux has: not run here");
        return Ok(());
    }
    // Each brings a bus, a screen and a notification daemon of its own.
    for story in ["midform", "joined", "handover"] {
        child(&mut played(story))?;
    }
    // These wait for minutes, and do little: they wait together.
    children(["run", "hidden", "daemonless"].map(played))
}

fn played(story: &str) -> Command {
    let mut command = Command::new("node");
    if let Some(browser) = machine::browser() {
        command.env("KENTONGAN_CHROMIUM", browser);
    }
    command.arg(format!("tests/app/{story}.mjs"));
    command
}

/// The programs that the outer rings start: `kentongan-room` and the desktop.
fn build() -> Result<()> {
    child(&mut linted(&["build", "--workspace", "--locked", "--bins"]))
}

/// The names of all tests of this machine.
pub fn listing() -> Command {
    linted(&["test", "--workspace", "--locked", "--lib", "--bins", "--tests", "--", "--list"])
}

fn office() -> Result<()> {
    machine::prepare(&[OFFICE], false)?;
    let asked =
        ["test", "--locked", "--package", "kentongan-paper", "--features", "office", "--test", "files"];
    child(&mut cargo(&asked))
}

fn one(package: &str) -> Result<()> {
    child(&mut same_histories(cargo(&["test", "--locked", "--package", package])))
}

pub fn faults() -> Result<()> {
    let mut steps = Steps::of(5);
    steps.step("What this machine needs", || machine::prepare(&[BUILD, TESTS], false))?;
    steps.step("laws, on histories not seen before", || {
        let mut command = cargo(&[
            "test",
            "--release",
            "--locked",
            "--package",
            "kentongan-rules",
            "--test",
            "judgement",
            "laws",
        ]);
        child(command.env("KENTONGAN_HISTORIES", "20000"))
    })?;
    steps.step("faults, at every write", || {
        child(&mut cargo(&["build", "--release", "--locked", "--package", "kentongan-room"]))?;
        let mut command =
            cargo(&["test", "--release", "--locked", "--package", "kentongan-tests", "--test", "faults"]);
        child(command.env("KENTONGAN_FAULTS", "full"))
    })?;
    steps.step("floods at the doors, and ten minutes for each parser", || {
        let mut command =
            cargo(&["test", "--release", "--locked", "--package", "kentongan-tests", "--test", "flood"]);
        child(command.env("KENTONGAN_FAULTS", "full"))
    })?;
    steps.step("the room killed, cut off and put back under fifty desks", || {
        let mut command =
            cargo(&["test", "--release", "--locked", "--package", "kentongan-tests", "--test", "network"]);
        child(command.env("KENTONGAN_FAULTS", "full"))
    })?;
    steps.finish();
    Ok(())
}

pub fn bench() -> Result<()> {
    let mut steps = Steps::of(6);
    steps.step("What this machine needs", || machine::prepare(&[BUILD, DESKTOP, TESTS], false))?;
    steps.step("Node", machine::node)?;
    steps.step("Packages of the screens", machine::ui_packages)?;
    steps.step("Build the screens", machine::ui_build)?;
    steps.step("bench: the room", || {
        child(&mut cargo(&["run", "--release", "--locked", "--package", "kentongan-tests", "--bin", "bench"]))
    })?;
    steps.step("bench: the application's start", || {
        child(&mut cargo(&[
            "build",
            "--release",
            "--locked",
            "--package",
            "kentongan",
            "--bins",
            "--examples",
        ]))?;
        if !cfg!(target_os = "linux") {
            println!("  measured under Xvfb, which only Linux has: not run here");
            return Ok(());
        }
        let built = machine::built("release", "kentongan")?;
        child(Command::new("node").arg("tests/app/start.mjs").env("KENTONGAN_APP", built))
    })?;
    steps.finish();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ring_names_are_unique_and_an_unknown_one_is_refused() {
        let mut sorted = names();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), RINGS.len());
        let error = test(Some("no-such-ring")).unwrap_err().to_string();
        assert!(error.contains("application"), "{error}");
    }
}
