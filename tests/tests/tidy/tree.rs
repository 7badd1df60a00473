//! The files of the repository as they are on disk: what is built or installed is left out.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One text file: its path from the root with `/` on every system, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Files whose text the rules read.
const TEXT: &[&str] = &[
    "rs", "ts", "js", "mjs", "svelte", "css", "sql", "toml", "json", "html", "md", "csv", "sum", "yml",
    "yaml", "sh", "lock",
];
/// Folders that hold what a build, an installation or a test run left.
const MADE: &[&str] = &["target", "node_modules", "dist", ".git", "gen", "proptest-regressions"];

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What follows the last dot of the name.
    pub fn kind(&self) -> &str {
        self.name().rsplit('.').next().unwrap_or_default()
    }

    /// Written by a program of ours from another file of ours.
    pub fn generated(&self) -> bool {
        self.name().contains(".gen.") || self.name() == "package-lock.json"
    }

    /// Shipped to the room: not a test, not a tool of ours.
    pub fn product(&self) -> bool {
        let inside =
            ["crates/rules/", "crates/paper/", "crates/store/", "crates/room/", "src-tauri/", "ui/src/"];
        inside.iter().any(|folder| self.path.starts_with(folder)) && !self.test()
    }

    /// A file that holds only tests, or what only tests use.
    pub fn test(&self) -> bool {
        let name = self.name();
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.contains("/testing/")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
    }

    /// The text before the tests at the end of a Rust file: the same lines, so that numbers still fit.
    pub fn without_tests(&self) -> &str {
        if self.kind() != "rs" {
            return &self.text;
        }
        let mut at = 0;
        while let Some(found) = self.text[at..].find("#[cfg(test)]") {
            let start = at + found;
            let after = self.text[start + 12..].trim_start();
            if after.starts_with("mod ")
                && after.split([';', '{']).next().is_some_and(|head| after[head.len()..].starts_with('{'))
            {
                return &self.text[..start];
            }
            at = start + 12;
        }
        &self.text
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is below the root").to_path_buf()
}

/// Every text file of the repository.
pub fn tree() -> &'static [Source] {
    static TREE: OnceLock<Vec<Source>> = OnceLock::new();
    TREE.get_or_init(|| {
        let root = root();
        let mut found = Vec::new();
        walk(&root, &root, &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        assert!(found.len() > 50, "only {} files were found below {}", found.len(), root.display());
        found
    })
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !MADE.contains(&name.as_str()) {
            walk(root, &path, found);
        }
        let read = kind.is_file() && name.rsplit_once('.').is_some_and(|(_, kind)| TEXT.contains(&kind));
        if read {
            let relative = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            // A file that another process replaces just now is read at the next run.
            if let Ok(text) = fs::read_to_string(&path) {
                found.push(Source { path: relative, text });
            }
        }
    }
}

#[test]
fn tests_at_the_end_of_a_file_are_left_out() {
    let source =
        Source::new("crates/rules/src/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n");
    assert_eq!(source.without_tests(), "fn a() {}\n");
    let source = Source::new("crates/rules/src/a.rs", "#[cfg(test)]\nmod tests;\nfn a() {}\n");
    assert_eq!(source.without_tests(), source.text);
}

#[test]
fn the_product_is_what_is_shipped() {
    assert!(Source::new("crates/rules/src/a.rs", "").product());
    assert!(Source::new("ui/src/screens/Desk.svelte", "").product());
    for other in [
        "crates/xtask/src/main.rs",
        "crates/rules/src/a/tests.rs",
        "ui/src/a.test.ts",
        "ui/e2e/a.ts",
        "tests/src/lib.rs",
    ] {
        assert!(!Source::new(other, "").product(), "{other}");
    }
}
