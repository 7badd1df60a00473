//! The Debian packages that a job needs, each with its reason, and their installation.

use crate::steps::{answer, child};
use anyhow::{Result, bail};
use std::io::IsTerminal;
use std::process::Command;

/// One package, the program that makes it unnecessary when it is already there from elsewhere, and why.
pub struct Package {
    pub name: &'static str,
    pub program: Option<&'static str>,
    pub why: &'static str,
}

const fn library(name: &'static str, why: &'static str) -> Package {
    Package { name, program: None, why }
}

const fn tool(name: &'static str, program: &'static str, why: &'static str) -> Package {
    Package { name, program: Some(program), why }
}

/// What Rust needs to build the room: SQLite is bundled and is C.
pub const BUILD: &[Package] = &[tool("build-essential", "cc", "a C compiler for the bundled SQLite")];

/// What the desktop needs to be built and to start.
pub const DESKTOP: &[Package] = &[
    tool("pkg-config", "pkg-config", "finds the libraries below"),
    library("libwebkit2gtk-4.1-dev", "the web view"),
    library("libgtk-3-dev", "its windows"),
    library("libdbus-1-dev", "the desktop's bus"),
    library("libasound2-dev", "the sound of alarms, played from Rust"),
    library("libayatana-appindicator3-1", "the tray, loaded when it starts"),
];

/// What the rings of tests need besides.
pub const TESTS: &[Package] = &[
    tool("xvfb", "Xvfb", "a screen for the application test"),
    tool("xauth", "xauth", "which xvfb-run asks for"),
    tool("webkit2gtk-driver", "WebKitWebDriver", "drives the built application"),
    tool("dbus", "dbus-run-session", "a bus of its own for the application test"),
    tool("dunst", "dunst", "a real notification daemon"),
    tool("libnotify-bin", "notify-send", "asks whether that daemon answers"),
    tool("imagemagick", "import", "takes pictures of that screen"),
    tool("openbox", "openbox", "a window manager, which minimises and closes windows there"),
    tool("xdotool", "xdotool", "presses keys on that screen"),
    tool("strace", "strace", "kills the room at its k-th write"),
    tool("faketime", "faketime", "sets the room's wall clock, and nobody else's"),
];

/// What compiles for Windows from Debian.
pub const CROSS: &[Package] = &[
    library("rustc-web", "a compiler whose standard library can be built for Windows"),
    library("cargo-web", "its cargo"),
    library("rust-web-src", "the source of that library"),
    library("gcc-mingw-w64-x86-64-win32", "the C compiler and linker for Windows"),
];

/// What besides builds the desktop and tests there.
pub const WINDOWS: &[Package] = &[
    library("g++-mingw-w64-x86-64-win32", "the C++ compiler for Windows"),
    library("wine", "runs the tests that were built for Windows"),
    library("wine64", "for programs of 64 bits"),
    tool("xvfb", "Xvfb", "a screen for wine"),
    tool("xauth", "xauth", "which xvfb-run asks for"),
    tool("nsis", "makensis", "packs the installer"),
];

/// What makes packages for Linux, signs them and tries them.
pub const DIST: &[Package] = &[
    library("libayatana-appindicator3-dev", "the bundler looks with it for what the tray depends on"),
    tool("minisign", "minisign", "signs a release"),
    tool("debootstrap", "debootstrap", "a Debian that never saw us"),
    tool("curl", "curl", "asks the room that runs there"),
    tool("systemd-container", "systemd-nspawn", "boots that Debian, so that the room runs under its unit"),
];

/// Eighty megabytes for one test: only the ring that asks for it pays.
pub const OFFICE: &[Package] =
    &[tool("libreoffice-calc-nogui", "soffice", "opens the exported sheets as those who get them do")];

/// The browser of the screens' tests: any of these programs will do.
pub const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const BROWSER: Package = library("chromium", "the browser of the screens' tests");

/// Installs what of `wanted` is missing; says what is done and why, or what to do where it cannot.
pub fn install(wanted: &[&'static [Package]], browser: bool) -> Result<()> {
    let mut missing: Vec<&Package> = Vec::new();
    let debian = on_path("dpkg-query") && on_path("apt-get");
    for package in wanted.iter().flat_map(|list| list.iter()) {
        let there = package.program.is_some_and(on_path) || (debian && installed(package.name));
        if !there {
            missing.push(package);
        }
    }
    if browser && crate::machine::browser().is_none() {
        missing.push(&BROWSER);
    }
    if missing.is_empty() {
        println!("  every package is here");
        return Ok(());
    }
    for package in &missing {
        println!("  {:<28} {}", package.name, package.why);
    }
    if !debian {
        return elsewhere(&missing);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let root = answer("id", &["-u"]).as_deref() == Some("0");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y {}", names.join(" "));
    if !root && !on_path("sudo") {
        bail!(
            "these packages are missing and there is no sudo; as root, run:\n  {}",
            by_hand.replace("sudo ", "")
        );
    }
    if !root && !std::io::stdin().is_terminal() && answer("sudo", &["-n", "true"]).is_none() {
        bail!("these packages are missing and sudo wants a password here; run:\n  {by_hand}");
    }
    if !root {
        println!("  sudo may ask for your password to install them");
    }
    // A list that cannot be fetched need not be one of ours: what is installed next decides.
    if let Err(error) = child(apt(root).args(["update", "-q"])) {
        println!("  {error:#}; going on with the lists that are here");
    }
    child(
        apt(root)
            .args(["install", "-y", "-q", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"])
            .args(&names),
    )
}

/// Not a Debian: libraries have other names there and cannot be looked for by name, so pkg-config is asked.
fn elsewhere(missing: &[&Package]) -> Result<()> {
    const LIBRARIES: [&str; 4] = ["webkit2gtk-4.1", "gtk+-3.0", "dbus-1", "alsa"];
    let programs = missing.iter().any(|package| package.program.is_some() || package.name == BROWSER.name);
    let libraries = missing.iter().any(|package| package.program.is_none() && package.name != BROWSER.name);
    let found = LIBRARIES.iter().all(|name| answer("pkg-config", &["--exists", name]).is_some());
    if programs || (libraries && !found) {
        bail!(
            "this is not Debian or Ubuntu: install what corresponds to the packages above with your own package manager \
             (pkg-config must find {}), then try again",
            LIBRARIES.join(", ")
        );
    }
    println!("  not Debian or Ubuntu, but pkg-config finds {}", LIBRARIES.join(", "));
    Ok(())
}

fn apt(root: bool) -> Command {
    // `env` and not `.env()`: sudo drops the caller's variables.
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn installed(name: &str) -> bool {
    answer("dpkg-query", &["-W", "-f=${db:Status-Status}", name]).is_some_and(|said| said == "installed")
}

/// Whether a program of this name is in a folder of PATH.
pub fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            folder.join(program).is_file()
                || (cfg!(windows) && folder.join(format!("{program}.exe")).is_file())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_package_is_named_twice_and_each_has_a_reason() {
        let all: Vec<_> = [BUILD, DESKTOP, TESTS, CROSS].into_iter().flatten().collect();
        let mut names: Vec<_> = all.iter().map(|package| package.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
        assert!(all.iter().all(|package| package.why.len() > 5));
    }

    #[test]
    fn a_program_that_is_nowhere_is_not_found() {
        assert!(!on_path("kentongan-no-such-program"));
    }
}
