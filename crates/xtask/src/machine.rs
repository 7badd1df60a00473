//! What this machine is and has: its display, Node, the Rust components, a browser, the Windows parts.

use crate::packages::{self, BROWSERS, Package, on_path};
use crate::steps::{answer, cargo, child, npm};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The oldest Node that Vite accepts.
const NODE: (u32, u32) = (20, 19);

/// Whether a window can be shown. Windows and macOS always have a screen.
pub fn display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Packages, on a machine that has them; on the others, what is needed and whether it is there.
pub fn prepare(wanted: &[&'static [Package]], browser: bool) -> Result<()> {
    if cfg!(target_os = "linux") {
        return packages::install(wanted, browser);
    }
    if cfg!(windows) {
        return windows(browser);
    }
    bail!("Kentongan is built on Linux and Windows; this is {}", std::env::consts::OS)
}

/// Alone with packages of a compiler whose standard library can be built for Windows.
pub fn debian_12() -> bool {
    let about = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    ["ID=debian", "VERSION_ID=\"12\""].iter().all(|wanted| about.lines().any(|line| line == *wanted))
}

fn windows(browser: bool) -> Result<()> {
    println!(
        "  needed on Windows: the WebView2 runtime (part of Windows 11), Node {}.{} or newer,",
        NODE.0, NODE.1
    );
    println!(
        "  and a linker: Visual Studio Build Tools (C++), or the Rust toolchain x86_64-pc-windows-gnu with MinGW"
    );
    const WEBVIEW: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let places = [r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE", r"HKCU\Software"];
    let found = places
        .iter()
        .any(|place| answer("reg", &["query", &format!(r"{place}\{WEBVIEW}"), "/v", "pv"]).is_some());
    if !found {
        bail!(
            "the WebView2 runtime is missing; install it from https://developer.microsoft.com/microsoft-edge/webview2/"
        );
    }
    if browser && crate::machine::browser().is_none() {
        bail!("the screens' tests need Chromium, Chrome or Edge; none was found");
    }
    Ok(())
}

/// The browser for the screens' tests: `KENTONGAN_CHROMIUM`, else the first that is found.
pub fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KENTONGAN_CHROMIUM").map(PathBuf::from) {
        return named.is_file().then_some(named);
    }
    if cfg!(windows) {
        let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
        let inside = [r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe"];
        return folders
            .iter()
            .filter_map(std::env::var_os)
            .flat_map(|folder| inside.map(|path| Path::new(&folder).join(path)))
            .find(|path| path.is_file());
    }
    let path = std::env::var_os("PATH")?;
    BROWSERS
        .iter()
        .find_map(|name| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file()))
}

pub fn node() -> Result<()> {
    let said = answer("node", &["--version"])
        .with_context(|| format!("Node {}.{} or newer is needed and `node` was not found", NODE.0, NODE.1))?;
    let version = version(&said).with_context(|| format!("`node --version` said {said:?}"))?;
    if version < NODE {
        bail!("Node {}.{} or newer is needed; this is {said}", NODE.0, NODE.1);
    }
    println!("  Node {said}");
    Ok(())
}

/// Major and minor of `v20.19.1`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut parts = said.trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// rustfmt and clippy are not in a minimal Rust: added where rustup is, named where it is not.
pub fn components() -> Result<()> {
    for (name, verb) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if works(verb) {
            continue;
        }
        let by_hand = format!("the Rust component `{name}` is missing; run: rustup component add {name}");
        println!("  {by_hand}");
        if on_path("rustup") {
            child(Command::new("rustup").args(["component", "add", name]))
                .with_context(|| by_hand.clone())?;
        }
        if !works(verb) {
            bail!(by_hand);
        }
    }
    println!("  rustfmt and clippy are here");
    Ok(())
}

/// Whether cargo has this verb. `--help` and not `--version`: rustup's proxy answers the latter too.
pub fn works(verb: &str) -> bool {
    cargo(&[verb, "--help"]).output().is_ok_and(|output| output.status.success())
}

/// Cargo's folder, absolute: those who look into it have other working folders.
pub fn target() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    Ok(std::path::absolute(target)?)
}

/// Where cargo puts a program.
pub fn built(profile: &str, program: &str) -> Result<PathBuf> {
    Ok(target()?.join(profile).join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
}

/// The packages of the UI, unless what is there is newer than the lock file.
pub fn ui_packages() -> Result<()> {
    let lock = changed(Path::new("ui/package-lock.json"));
    // npm writes this file last: a broken installation does not count.
    let there = changed(Path::new("ui/node_modules/.package-lock.json"));
    if lock.is_some() && there >= lock {
        println!("  ui/node_modules is newer than the lock file");
        return Ok(());
    }
    child(&mut npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|found| found.modified()).ok()
}

pub fn ui_build() -> Result<()> {
    child(&mut npm(&["run", "build"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(version("v20.19.1"), Some((20, 19)));
        assert!(version("v9.1.0").unwrap() < NODE && version("v22.0.0").unwrap() > NODE);
        assert_eq!(version("nonsense"), None);
    }
}
