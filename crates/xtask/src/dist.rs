//! `cargo xtask dist`: the packages for Debian, Ubuntu and Fedora with the list of what is inside them, and the first of
//! them tried in a Debian that never saw us.

use crate::machine;
use crate::packages::{BUILD, DESKTOP, DIST, TESTS};
use crate::release::{self, Key};
use crate::steps::{Steps, answer, cargo, child, npm};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What lists the Rust crates that were built in, https://github.com/CycloneDX/cyclonedx-rust-cargo.
const LISTER: &str = "cargo-cyclonedx";
const LISTER_VERSION: &str = "0.5.9";

pub fn dist(key: Option<PathBuf>) -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "packages for Linux are made on Linux; for Windows: cargo xtask windows"
    );
    let key = key.map(Key::read).transpose()?;
    let mut steps = Steps::of(9);
    steps.step("What this machine needs", || machine::prepare(&[BUILD, DESKTOP, TESTS, DIST], false))?;
    steps.step("Node", machine::node)?;
    steps.step("Packages of the screens", machine::ui_packages)?;
    steps.step("Build the screens", machine::ui_build)?;
    steps.step("Build the application", || build(key.as_ref()))?;
    steps.step("Packages", packages)?;
    steps.step("What is inside", contents)?;
    steps.step("Sums and signatures", || sign(key.as_ref()))?;
    steps.step("A Debian that never saw us", fresh)?;
    steps.finish();
    sizes()?;
    if key.is_none() {
        println!("  not signed, and takes no updates from files: that needs --key FILE");
    }
    Ok(())
}

/// Apart from other builds: its programs name no folder of this machine.
fn building() -> Result<PathBuf> {
    Ok(machine::target()?.join("dist"))
}

fn packaged() -> Result<PathBuf> {
    Ok(building()?.join("packages"))
}

fn deb() -> Result<PathBuf> {
    Ok(packaged()?.join(format!("kentongan_{VERSION}_amd64.deb")))
}

fn rpm() -> Result<PathBuf> {
    Ok(packaged()?.join(format!("kentongan-{VERSION}-1.x86_64.rpm")))
}

fn build(key: Option<&Key>) -> Result<()> {
    let wanted = ["--package", "kentongan", "--package", "kentongan-room", "--bins"];
    let mut command = cargo(&["build", "--release", "--locked"]);
    command.args(wanted).env("CARGO_TARGET_DIR", building()?);
    command.env("RUSTFLAGS", release::nameless()?).env_remove("RUSTC_WORKSPACE_WRAPPER");
    Key::bake(key, &mut command);
    child(&mut command)
}

/// By Tauri's bundler, from what is built.
fn packages() -> Result<()> {
    let room = building()?.join("release/kentongan-room");
    let files = serde_json::json!({ "files": { "/usr/bin/kentongan-room": room } });
    let config = serde_json::json!({ "bundle": { "linux": { "deb": files, "rpm": files } } });
    let tauri = std::path::absolute("ui/node_modules/@tauri-apps/cli/tauri.js")?;
    let mut command = Command::new("node");
    command.arg(tauri).args(["bundle", "--bundles", "deb,rpm", "--config", &config.to_string()]);
    child(command.current_dir("src-tauri").env("CARGO_TARGET_DIR", building()?))?;
    let folder = packaged()?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let bundle = building()?.join("release/bundle");
    let made = building()?.join("bundled.deb");
    collect(&bundle.join("deb"), "deb", &made)?;
    pack_again(&made, &deb()?)?;
    collect(&bundle.join("rpm"), "rpm", &rpm()?)
}

/// The bundler dates every file by its clock, and packs a third larger: Debian's own tool dates them by the commit, so
/// that the same programs give the same package.
fn pack_again(made: &Path, to: &Path) -> Result<()> {
    let open = building()?.join("opened");
    if open.exists() {
        std::fs::remove_dir_all(&open)?;
    }
    child(Command::new("dpkg-deb").arg("--raw-extract").arg(made).arg(&open))?;
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "-Zxz", "-z9", "--build"]).arg(&open).arg(to);
    child(release::dated(&mut pack))
}

/// The package of this version, under the name that its system gives packages.
fn collect(folder: &Path, ending: &str, to: &Path) -> Result<()> {
    let mut found = folder.read_dir()?.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.contains(VERSION) && name.ends_with(&format!(".{ending}"))
    });
    let package = found.next().with_context(|| format!("no .{ending} of version {VERSION} was made"))?;
    std::fs::copy(package, to)?;
    Ok(())
}

/// As CycloneDX: one list of what the programs are built of, one of what the screens are.
fn contents() -> Result<()> {
    let tools = building()?.join("tools");
    let lister = tools.join("bin").join(LISTER);
    if !lister.is_file() {
        let wanted = ["install", LISTER, "--version", LISTER_VERSION, "--locked", "--root"];
        child(cargo(&wanted).arg(&tools).env("CARGO_TARGET_DIR", building()?.join("lister")))?;
    }
    let name = "kentongan-contents";
    let arguments = ["cyclonedx", "--format", "json", "--override-filename", name];
    child(Command::new(&lister).args(arguments).args(["--target", "x86_64-unknown-linux-gnu"]))?;
    // It leaves one beside every manifest.
    for manifest in walk_manifests()? {
        let list = manifest.with_file_name(format!("{name}.json"));
        if manifest.starts_with("src-tauri") {
            std::fs::copy(&list, packaged()?.join("kentongan-programs.cdx.json"))?;
        }
        std::fs::remove_file(list)?;
    }
    let output =
        npm(&["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(packaged()?.join("kentongan-screens.cdx.json"), output.stdout)?;
    Ok(())
}

fn walk_manifests() -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> =
        ["src-tauri", "tests"].iter().map(|it| Path::new(it).join("Cargo.toml")).collect();
    for entry in Path::new("crates").read_dir()? {
        found.push(entry?.path().join("Cargo.toml"));
    }
    Ok(found)
}

fn sign(key: Option<&Key>) -> Result<()> {
    if let Some(key) = key {
        key.sign(&deb()?, VERSION, "amd64.deb")?;
        key.sign(&rpm()?, VERSION, "x86_64.rpm")?;
    }
    release::checksums(&packaged()?)
}

/// Needs root for the folder that plays the other machine.
fn fresh() -> Result<()> {
    if answer("id", &["-u"]).as_deref() != Some("0") {
        println!("  not tried: only root can enter another Debian; as root: tests/debian/run PACKAGE FOLDER");
        return Ok(());
    }
    child(Command::new("tests/debian/run").arg(deb()?).arg(building()?.join("debian")))
}

fn sizes() -> Result<()> {
    for path in [deb()?, rpm()?] {
        println!("  {}: {:.1} MiB", path.display(), path.metadata()?.len() as f64 / (1 << 20) as f64);
    }
    Ok(())
}
