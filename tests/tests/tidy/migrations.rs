//! A migration that ran in some room is never edited: the next one mends it.

use crate::tree::{Source, root, tree};
use sha2::{Digest, Sha256};
use std::fs;

const SUMS: &str = "tests/migrations.sum";

fn sum(text: &str) -> String {
    // A checkout on Windows may have other line ends; the migration is the same.
    Sha256::digest(text.replace("\r\n", "\n")).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn differences(sums: &str, migrations: &[&Source]) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<(usize, &str, &str)> = sums
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            (number + 1, line.split("  ").next().unwrap_or(line), line.split("  ").nth(1).unwrap_or_default())
        })
        .collect();
    for (number, _, path) in &lines {
        if !migrations.iter().any(|it| it.path == *path) {
            found.push(format!("{SUMS}:{number}: {path} was shipped and is gone"));
        }
    }
    for migration in migrations {
        let now = sum(&migration.text);
        match lines.iter().find(|(_, _, path)| *path == migration.path) {
            None => found.push(format!("{}:1: not listed yet; add to {SUMS}:\n{now}  {}", migration.path, migration.path)),
            Some((number, shipped, _)) if *shipped != now => found.push(format!(
                "{}:1: differs from what {SUMS}:{number} says. Write a new migration; only if no room ever ran this one:\n{now}  {}",
                migration.path, migration.path
            )),
            Some(_) => {}
        }
    }
    found
}

#[test]
fn shipped_migrations_are_unchanged() {
    let sums = fs::read_to_string(root().join(SUMS)).unwrap_or_default();
    let migrations: Vec<&Source> = tree()
        .iter()
        .filter(|it| it.path.starts_with("crates/store/migrations/") && it.kind() == "sql")
        .collect();
    assert!(!migrations.is_empty(), "no migration was found in crates/store/migrations");
    crate::none("Migrations and their sums differ:", &differences(&sums, &migrations));
}

#[test]
fn an_edited_an_unlisted_and_a_lost_migration_are_seen() {
    let one = Source::new("crates/store/migrations/001.sql", "CREATE TABLE a(b);\n");
    let listed = format!("{}  {}\n", sum(&one.text), one.path);
    assert!(differences(&listed, &[&one]).is_empty());
    let edited = Source::new(&one.path, "CREATE TABLE a(b, c);\n");
    assert_eq!(differences(&listed, &[&edited]).len(), 1);
    assert_eq!(differences("", &[&one]).len(), 1);
    assert_eq!(differences(&listed, &[]).len(), 1);
}

#[test]
fn line_ends_do_not_change_a_migration() {
    assert_eq!(sum("a\r\nb\r\n"), sum("a\nb\n"));
}
