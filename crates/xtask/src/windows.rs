//! `cargo xtask windows`: on Debian, all is built for Windows, what needs no window is tested under wine, and the
//! installer is made and tried there. The compiler is Debian's, whose package of the standard library's source takes the
//! place of a toolchain for Windows.

mod installed;
mod installer;
mod wine;

use crate::machine;
use crate::packages::{BUILD, CROSS, DESKTOP, DIST, WINDOWS};
use crate::release::{self, Key};
use crate::steps::{Steps, child};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use wine::Prefix;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const TARGET: &str = "x86_64-pc-windows-gnu";
/// The Windows in which tests run.
const TESTS: &str = "wine";
/// The desktop itself is not among them: wine has no web view.
const TESTED: [&str; 5] =
    ["kentongan-rules", "kentongan-paper", "kentongan-store", "kentongan-room", "kentongan-tests"];
/// What a test program ends with that ran and failed.
const FAILED: i32 = 101;

pub fn windows(key: Option<PathBuf>) -> Result<()> {
    ensure!(cfg!(target_os = "linux"), "this builds for Windows from Debian; on Windows: cargo xtask test");
    let key = key.map(Key::read).transpose()?;
    let mut steps = Steps::of(13);
    // The desktop's too, for its tests are among those on Linux that are compared.
    let wanted = [BUILD, DESKTOP, CROSS, WINDOWS, DIST];
    steps.step("What this machine needs", || machine::prepare(&wanted, false))?;
    steps.step("Rust components", machine::components)?;
    steps.step("Node", machine::node)?;
    steps.step("Packages of the screens", machine::ui_packages)?;
    steps.step("Build the screens", machine::ui_build)?;
    steps.step("A Windows of its own for the tests", || Prefix::of(TESTS).map(drop))?;
    steps.step("Build for Windows", || {
        // The stories start the room as a program of its own, and no cargo of Windows is there to build it.
        child(&mut cross(&of_packages("build", &["--bins"]))?)?;
        child(&mut tests(&["--no-run"])?)
    })?;
    steps.step("A failing test is seen to fail", control)?;
    steps.step("Tests under wine", || child(&mut tests(&["--no-fail-fast"])?))?;
    steps.step("The same tests as on Linux", same_tests)?;
    steps.step("Build the application for Windows", || {
        let wanted =
            ["build", "--release", "--package", "kentongan", "--package", "kentongan-room", "--bins"];
        let mut command = cross(&wanted)?;
        command.env("RUSTFLAGS", release::nameless()?);
        Key::bake(key.as_ref(), &mut command);
        // The linker of mingw dates programs.
        child(release::dated(&mut command))
    })?;
    steps.step("The installer, tried under wine", || {
        installer::stage()?;
        installed::check(VERSION)
    })?;
    steps.step("Sums and signatures", || {
        let folder = folder()?.join("packages");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let setup = installer::pack(VERSION)?;
        let setup_there = folder.join(setup.file_name().context("an installer has a name")?);
        std::fs::rename(setup, &setup_there)?;
        if let Some(key) = &key {
            key.sign(&setup_there, VERSION, "x64-setup.exe")?;
        }
        release::checksums(&folder)
    })?;
    steps.finish();
    println!(
        "\n  not seen from here: the web view, toasts and the id of the start-menu entry that names their sender, signatures, \
         UAC, and what Microsoft's own compiler makes"
    );
    Ok(())
}

/// The room compiles for Windows: what a landing says of the twins of each platform, which `windows` tests.
pub fn compiles() -> Result<()> {
    if !machine::debian_12() {
        println!("  only Debian 12 has the compiler for it: not looked at here");
        return Ok(());
    }
    machine::prepare(&[BUILD, CROSS], false)?;
    let room = ["kentongan-rules", "kentongan-store", "kentongan-room"];
    let packages = room.into_iter().flat_map(|package| ["--package", package]);
    child(&mut cross(&std::iter::once("check").chain(packages).collect::<Vec<_>>())?)
}

/// Apart from what is built for this machine, by another compiler.
fn folder() -> Result<PathBuf> {
    Ok(machine::target()?.join("windows"))
}

/// Debian's cargo, with the standard library built from source for Windows, and wine to run what it makes.
fn cross(arguments: &[&str]) -> Result<Command> {
    let mut command = Prefix::named(TESTS)?.command("/usr/bin/cargo");
    command.args(arguments).args(["--locked", "--target", TARGET]);
    // Whatever rustup or an outer cargo said is of another compiler.
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if name.starts_with("RUST") || name.starts_with("CARGO") && name != "CARGO_HOME" {
            command.env_remove(&key);
        }
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let first =
        std::env::join_paths(std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&path)))?;
    command.env("PATH", first).env("RUSTC", "/usr/bin/rustc").env("RUSTDOC", "/usr/bin/rustdoc");
    command.env("CARGO_TARGET_DIR", folder()?);
    command.env("CARGO_INCREMENTAL", "0");
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,panic_unwind,proc_macro,test");
    let runner = std::path::absolute("tests/wine/run")?;
    command.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", runner);
    command.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc");
    for (name, program) in [("CC", "gcc"), ("CXX", "g++"), ("AR", "ar")] {
        command.env(format!("{name}_x86_64_pc_windows_gnu"), format!("x86_64-w64-mingw32-{program}"));
    }
    Ok(command)
}

fn of_packages<'a>(verb: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let packages = TESTED.iter().flat_map(|package| ["--package", *package]);
    std::iter::once(verb).chain(packages).chain(more.iter().copied()).collect()
}

fn tests(more: &[&str]) -> Result<Command> {
    let kinds = ["--lib", "--bins", "--tests"];
    let mut command = cross(&of_packages("test", &[&kinds, more].concat()))?;
    command.env("PROPTEST_RNG_SEED", "112").env("KENTONGAN_BUILT", "1");
    Ok(command)
}

/// wine can end with 0 though nothing ran: only where a failure is seen does success mean anything.
fn control() -> Result<()> {
    let mut command = cross(&["test", "--package", "kentongan-rules", "--test", "control"])?;
    let output = command.env("KENTONGAN_CONTROL", "fail").output().context("cargo could not be started")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.code() == Some(FAILED) && said.contains("test result: FAILED. 0 passed; 1 failed"),
        "a test that fails ended with {} and said:\n{said}",
        output.status
    );
    println!("  it failed, as it should");
    Ok(())
}

/// Names what is tested on one of the two systems alone.
fn same_tests() -> Result<()> {
    let here = listed(&mut crate::rings::listing())?;
    let mut command = tests(&[])?;
    let there = listed(command.args(["--", "--list"]))?;
    let (here_all, there_all) = (here.values().sum::<usize>(), there.values().sum::<usize>());
    println!("  {here_all} tests on Linux, {there_all} on Windows");
    for (name, count) in &here {
        for _ in there.get(name).copied().unwrap_or(0)..*count {
            println!("  Linux alone: {name}");
        }
    }
    for (name, count) in &there {
        for _ in here.get(name).copied().unwrap_or(0)..*count {
            println!("  Windows alone: {name}");
        }
    }
    if there_all == 0 {
        bail!("no test was found that runs on Windows");
    }
    Ok(())
}

/// How often each name stands in what `--list` prints.
fn listed(command: &mut Command) -> Result<BTreeMap<String, usize>> {
    let output = command.output().context("cargo could not be started")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(names_in(&String::from_utf8_lossy(&output.stdout)))
}

fn names_in(said: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for name in said.lines().filter_map(|line| line.trim_end().strip_suffix(": test")) {
        *found.entry(name.to_owned()).or_default() += 1;
    }
    found
}

#[cfg(test)]
mod listing {
    use super::names_in;

    #[test]
    fn names_are_read_whatever_ends_their_lines() {
        let found = names_in("a::b: test\r\nc: test\na::b: test\n\n3 tests, 0 benchmarks\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("a::b".to_owned(), 2), ("c".to_owned(), 1)]);
    }
}
