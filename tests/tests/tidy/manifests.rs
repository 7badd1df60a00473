//! The arrows of imports. Cargo keeps them; this keeps the manifests.

use crate::tree::{Source, tree};

/// What a manifest must not name, whatever the section: a trailing `*` stands for any ending.
const FORBIDDEN: &[(&str, &[&str])] = &[
    // Pure functions of values: no clock, no disk, no network, no randomness, and nothing above.
    (
        "crates/rules",
        &[
            "tokio*",
            "async-*",
            "futures*",
            "rusqlite",
            "libsqlite3-sys",
            "sqlx*",
            "axum*",
            "hyper*",
            "reqwest",
            "tower*",
            "tauri*",
            "tracing-*",
            "tempfile",
            "kentongan-paper",
            "kentongan-store",
            "kentongan-room",
            "kentongan",
        ],
    ),
    // Bytes out, and nothing else.
    (
        "crates/paper",
        &[
            "tokio*",
            "rusqlite",
            "libsqlite3-sys",
            "axum*",
            "reqwest",
            "tauri*",
            "kentongan-store",
            "kentongan-room",
            "kentongan",
        ],
    ),
    (
        "crates/store",
        &["tokio*", "axum*", "hyper*", "reqwest", "tower*", "tauri*", "kentongan-room", "kentongan"],
    ),
    ("crates/room", &["tauri*", "rusqlite", "libsqlite3-sys", "kentongan"]),
    // No rule, no SQL, no route.
    ("src-tauri", &["rusqlite", "libsqlite3-sys", "axum*", "hyper*", "tower*", "kentongan-store"]),
    ("tests", &["tauri*"]),
];

/// What even a development dependency must not bring into the rules' own code.
const CHANCE: &[&str] =
    &["rand", "rand_*", "getrandom", "fastrand", "time", "jiff", "web-time", "argon2", "ring"];

/// One dependency: the section of the manifest, its name, the line, and what is written there.
struct Dependency<'a> {
    section: String,
    name: &'a str,
    line: usize,
    written: &'a str,
}

fn dependencies(text: &str) -> Vec<Dependency<'_>> {
    let mut section = String::new();
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if let Some(head) = trimmed.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = head.to_owned();
            if let Some((kind, name)) = head.rsplit_once("dependencies.") {
                found.push(Dependency {
                    section: format!("{kind}dependencies"),
                    name,
                    line: number + 1,
                    written: trimmed,
                });
            }
        } else if section.ends_with("dependencies")
            && let Some((name, _)) = trimmed.split_once('=')
            && !trimmed.starts_with('#')
        {
            let name = name.trim().split('.').next().unwrap_or_default();
            found.push(Dependency { section: section.clone(), name, line: number + 1, written: trimmed });
        }
    }
    found
}

fn fits(name: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

fn wrong_arrows(source: &Source) -> Vec<String> {
    let Some(folder) = source.path.strip_suffix("/Cargo.toml") else { return Vec::new() };
    let list = FORBIDDEN.iter().find(|(name, _)| *name == folder).map_or(&[][..], |(_, list)| *list);
    let mut found = Vec::new();
    for one in dependencies(&source.text) {
        let chance = folder == "crates/rules" && !one.section.contains("dev-");
        let renamed =
            one.written.split("package").nth(1).and_then(|rest| rest.split('"').nth(1)).unwrap_or(one.name);
        let list = list.iter().chain(if chance { CHANCE } else { &[] });
        if list.into_iter().any(|pattern| fits(one.name, pattern) || fits(renamed, pattern)) {
            found.push(format!("{}:{}: {folder} must not depend on {renamed}", source.path, one.line));
        }
        let minting = ["\"v1\"", "\"v4\"", "\"v7\"", "\"clock\"", "\"now\""];
        if chance && minting.iter().any(|feature| one.written.contains(feature)) {
            found.push(format!(
                "{}:{}: rules read no clock and mint nothing: {}",
                source.path, one.line, one.written
            ));
        }
        if folder == "crates/xtask" && !["anyhow", "serde_json"].contains(&one.name) {
            found.push(format!("{}:{}: xtask depends on anyhow and serde_json only", source.path, one.line));
        }
    }
    found
}

fn unguarded(source: &Source) -> Vec<String> {
    if source.name() == "package.json" {
        let private = source.text.contains("\"private\": true");
        return if private {
            Vec::new()
        } else {
            vec![format!("{}:1: \"private\": true is missing", source.path)]
        };
    }
    if source.name() != "Cargo.toml" {
        return Vec::new();
    }
    let has = |wanted: &[&str]| source.text.lines().any(|line| wanted.contains(&line.trim()));
    let mut found = Vec::new();
    if !has(&["publish = false", "publish.workspace = true"]) {
        found.push(format!("{}:1: publish = false is missing", source.path));
    }
    if source.path != "Cargo.toml" && !source.text.replace("\r\n", "\n").contains("[lints]\nworkspace = true")
    {
        found.push(format!("{}:1: the workspace's lints are not taken over", source.path));
    }
    found
}

/// Packages come from crates.io only: what lies elsewhere can change or vanish.
fn from_elsewhere(source: &Source) -> Vec<String> {
    if source.name() != "Cargo.lock" {
        return Vec::new();
    }
    let index = "crates.io-index\"";
    let lines = source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with("source = ") && !line.ends_with(index));
    lines.map(|(number, line)| format!("{}:{}: {line}", source.path, number + 1)).collect()
}

#[test]
fn packages_come_from_crates_io() {
    let lock = tree().iter().find(|it| it.path == "Cargo.lock").expect("Cargo.lock is committed");
    crate::none("From elsewhere:", &from_elsewhere(lock));
    let wrong = Source::new("Cargo.lock", "name = \"a\"\nsource = \"git+https://example.invalid/a\"\n");
    assert_eq!(from_elsewhere(&wrong).len(), 1);
}

#[test]
fn arrows_of_imports_hold() {
    let manifests = tree().iter().filter(|it| it.name() == "Cargo.toml").count();
    assert!(manifests >= 7, "only {manifests} manifests were found");
    for (folder, _) in FORBIDDEN {
        assert!(
            tree().iter().any(|it| it.path == format!("{folder}/Cargo.toml")),
            "{folder} has no manifest"
        );
    }
    crate::none(
        "A manifest names what it must not:",
        &tree().iter().flat_map(wrong_arrows).collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_can_be_published_and_every_crate_is_linted() {
    crate::none("A manifest is not guarded:", &tree().iter().flat_map(unguarded).collect::<Vec<_>>());
}

#[test]
fn a_wrong_arrow_is_seen_in_every_spelling() {
    for (folder, text) in [
        ("crates/rules", "[dependencies]\ntokio.workspace = true"),
        ("crates/rules", "[dev-dependencies]\ntokio = \"1\""),
        ("crates/rules", "[dependencies.rand]\nversion = \"0.9\""),
        ("crates/rules", "[dependencies]\nchance = { package = \"rand\", version = \"0.9\" }"),
        ("crates/rules", "[dependencies]\nuuid = { version = \"1\", features = [\"v7\"] }"),
        ("crates/store", "[target.'cfg(unix)'.dependencies]\naxum = \"0.8\""),
        ("crates/room", "[dependencies]\ntauri-utils = \"2\""),
        ("src-tauri", "[dependencies]\nkentongan-store.workspace = true"),
        ("crates/xtask", "[dependencies]\nserde = \"1\""),
    ] {
        let found = wrong_arrows(&Source::new(&format!("{folder}/Cargo.toml"), text));
        assert_eq!(found.len(), 1, "{folder}: {text}\n{found:?}");
    }
    let allowed = "[dependencies]\nserde = \"1\"\n[dev-dependencies]\nproptest = \"1\"\nrand = \"0.9\"\n[features]\ntokio = []";
    assert!(wrong_arrows(&Source::new("crates/rules/Cargo.toml", allowed)).is_empty());
}

#[test]
fn a_manifest_that_could_be_published_is_seen() {
    assert_eq!(unguarded(&Source::new("crates/a/Cargo.toml", "[package]\nname = \"a\"")).len(), 2);
    assert_eq!(unguarded(&Source::new("ui/package.json", "{}")).len(), 1);
}
