//! The programs of other packages, which cargo builds but tells a test nothing of.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

/// `kentongan-room`, beside the programs of the running test; built first if its sources are newer.
///
/// # Errors
/// It cannot be built.
pub fn room() -> Result<PathBuf> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BUILT.get_or_init(|| find().map_err(|why| format!("{why:#}"))).clone().map_err(anyhow::Error::msg)
}

fn find() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.ancestors().nth(2).context("a test lies two folders below its profile's")?;
    let program = folder.join(format!("kentongan-room{}", std::env::consts::EXE_SUFFIX));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("tests lies below the root")?;
    let sources = ["crates/rules", "crates/store", "crates/room", "ui/src/words"];
    let newest = sources.iter().map(|source| newest(&root.join(source))).max().flatten();
    let made = program.metadata().and_then(|it| it.modified()).ok();
    // Where there is no cargo, what was built a moment ago is what there is.
    if std::env::var_os("KENTONGAN_BUILT").is_some() && made.is_some() {
        return Ok(program);
    }
    if made.is_none() || made < newest {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(root).args(["build", "--quiet", "--package", "kentongan-room"]);
        if folder.ends_with("release") {
            cargo.arg("--release");
        }
        if !cargo.status()?.success() {
            bail!("kentongan-room could not be built");
        }
    }
    Ok(program)
}

/// When anything below `folder` was last changed.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| match entry.file_type().ok()? {
            kind if kind.is_dir() => newest(&entry.path()),
            _ => entry.metadata().ok()?.modified().ok(),
        })
        .max()
}
