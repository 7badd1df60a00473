//! What leaves this machine: checksums, the list of what is inside, and the signature that an installed Kentongan checks
//! before it takes an update from a file.

use crate::steps::{answer, child};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The key of whoever releases: a secret key of minisign, and beside it the public one as `NAME.pub`.
pub struct Key {
    secret: PathBuf,
    public: String,
}

impl Key {
    pub fn read(secret: PathBuf) -> Result<Key> {
        ensure!(secret.is_file(), "{} is no key; make one with: minisign -G -s {0}", secret.display());
        let beside = secret.with_extension("pub");
        let text = std::fs::read_to_string(&beside)
            .with_context(|| format!("the public key is looked for in {}", beside.display()))?;
        let public = public_key(&text).with_context(|| format!("{} is no public key", beside.display()))?;
        Ok(Key { secret, public })
    }

    /// The program that is built trusts this key from then on.
    pub fn bake(key: Option<&Key>, command: &mut Command) {
        match key {
            Some(key) => command.env("KENTONGAN_RELEASE_KEY", &key.public),
            None => command.env_remove("KENTONGAN_RELEASE_KEY"),
        };
    }

    /// Signs what is in `file`, that it is Kentongan, which version and for what.
    pub fn sign(&self, file: &Path, version: &str, kind: &str) -> Result<()> {
        let said = format!("kentongan {version} {kind}");
        child(Command::new("minisign").args(["-S", "-t", &said, "-s"]).arg(&self.secret).arg("-m").arg(file))
    }
}

/// The line of a public key's file that is not the comment.
fn public_key(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| line.starts_with("RW"))?;
    Some(line.to_owned())
}

/// Sums of all files of a folder, in a form that `sha256sum --check` reads.
pub fn checksums(folder: &Path) -> Result<()> {
    let mut names: Vec<_> = folder.read_dir()?.flatten().map(|entry| entry.file_name()).collect();
    names.retain(|name| name != "SHA256SUMS");
    names.sort();
    let output = Command::new("sha256sum").args(&names).current_dir(folder).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(folder.join("SHA256SUMS"), output.stdout)?;
    Ok(())
}

/// Flags of a build whose programs name no folder of this machine.
pub fn nameless() -> Result<String> {
    let here = std::env::current_dir()?;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let home = home.context("neither CARGO_HOME nor HOME is set")?;
    Ok(format!(
        "--remap-path-prefix={}=kentongan --remap-path-prefix={}=cargo",
        here.display(),
        home.display()
    ))
}

/// What this packs bears the date of the commit, whenever it is packed: by that variable every packer takes it,
/// https://reproducible-builds.org/specs/source-date-epoch/.
pub fn dated(command: &mut Command) -> &mut Command {
    match answer("git", &["log", "-1", "--format=%ct"]) {
        Some(time) => command.env("SOURCE_DATE_EPOCH", time),
        None => command,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_line_that_is_no_comment() {
        assert_eq!(public_key("untrusted comment: k\nRWQabc=\n").as_deref(), Some("RWQabc="));
        assert_eq!(public_key("untrusted comment: k\n"), None);
    }

    #[test]
    fn sums_are_of_every_file_but_their_own() {
        let folder = std::env::temp_dir().join(format!("kentongan-sums-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("b"), "two").unwrap();
        std::fs::write(folder.join("a"), "one").unwrap();
        checksums(&folder).unwrap();
        checksums(&folder).unwrap();
        let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let names: Vec<_> = sums.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        assert_eq!(names, ["a", "b"]);
    }
}
