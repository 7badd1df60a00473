//! A release as a file, for places without a network: who signed it, what it is, and whether it is newer than this
//! program. Its signature lies beside it (minisign, `FILE.minisig`); what it is stands in the comment that is signed with
//! it, `kentongan VERSION TARGET`, so that neither its name nor a genuine older package can pass for a newer one.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{by_hand, command, kinds};
#[cfg(windows)]
pub use windows::{by_hand, command, kinds};

use crate::folder;
use kentongan_rules::view::update::Unfit;
use minisign_verify::{Error, PublicKey, Signature};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of the largest package that is looked at; a release has some tens of millions.
pub const MOST_BYTES: u64 = 512 << 20;
const MOST_SIGNATURE: u64 = 4 << 10;
const NAME: &str = "kentongan";

/// The public half of the key that releases are signed with, as the second line of a minisign.pub; absent in a build that
/// was made without it.
pub const KEY: Option<&str> = option_env!("KENTONGAN_RELEASE_KEY");

/// What a program takes for an update of itself.
pub struct Wanted<'a> {
    /// As [`KEY`].
    pub key: Option<&'a str>,
    /// The version that is running.
    pub version: &'a str,
    /// Targets of packages that this system installs, as in the signed comment.
    pub kinds: Vec<String>,
}

/// A package that was looked at and is an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub version: String,
    pub target: String,
}

impl Wanted<'_> {
    /// What the running program takes, on this system.
    pub fn here(version: &str) -> Wanted<'_> {
        Wanted { key: KEY, version, kinds: kinds() }
    }

    /// Reads the whole package and its signature.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, package: &Path) -> Result<Release, Unfit> {
        self.read(package, &signature_of(package), &mut std::io::sink())
    }

    /// Copies the package into `folder`, which nothing else is in afterwards, and checks the copy: what is installed from
    /// there is what was checked.
    ///
    /// # Errors
    /// What is wrong with it; then nothing is left in `folder`.
    pub fn take_in(&self, package: &Path, folder: &Path) -> Result<(Release, PathBuf), Unfit> {
        let unreadable = |why: std::io::Error| unreadable("update", &why);
        clear(folder);
        folder::make_private(folder).map_err(unreadable)?;
        let taken = (|| {
            let part = folder.join("package.part");
            let mut copy = File::create(&part).map_err(unreadable)?;
            let signature = signature_of(package);
            let release = self.read(package, &signature, &mut copy)?;
            copy.sync_all().map_err(unreadable)?;
            drop(copy);
            let named = folder.join(format!("{NAME}_{}_{}", release.version, release.target));
            folder::rename(&part, &named).map_err(unreadable)?;
            std::fs::copy(&signature, signature_of(&named)).map_err(unreadable)?;
            Ok((self.check(&named)?, named))
        })();
        if taken.is_err() {
            clear(folder);
        }
        taken
    }

    /// One pass through the package, which also goes to `copy`.
    fn read(&self, package: &Path, signature: &Path, copy: &mut dyn Write) -> Result<Release, Unfit> {
        let unreadable = |why: std::io::Error| unreadable("update", &why);
        // A key that does not parse is as good as none.
        let key = self.key.and_then(|key| PublicKey::from_base64(key.trim()).ok()).ok_or(Unfit::NoKey)?;
        let file = File::open(package).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(Unfit::Unreadable);
        }
        if about.len() > MOST_BYTES {
            return Err(Unfit::TooLarge);
        }
        let signature = signed(signature)?;
        let mut verifier = key.verify_stream(&signature).map_err(|why| match why {
            Error::UnexpectedKeyId => Unfit::OtherKey,
            _ => Unfit::NotASignature,
        })?;
        let (mut file, mut some, mut read) = (file.take(MOST_BYTES + 1), vec![0; 1 << 16], 0);
        loop {
            let count = file.read(&mut some).map_err(unreadable)?;
            if count == 0 {
                break;
            }
            read += count as u64;
            verifier.update(&some[..count]);
            copy.write_all(&some[..count]).map_err(unreadable)?;
        }
        // It grew while it was read.
        if read > MOST_BYTES {
            return Err(Unfit::TooLarge);
        }
        verifier.finalize().map_err(|_| Unfit::Damaged)?;
        self.judge(signature.trusted_comment())
    }

    /// What the comment says, once the signature holds.
    fn judge(&self, comment: &str) -> Result<Release, Unfit> {
        let parts: Vec<&str> = comment.split_whitespace().collect();
        let [NAME, version, target] = parts[..] else { return Err(Unfit::NotARelease) };
        let (Some(new), Some(running)) = (numbers(version), numbers(self.version)) else {
            return Err(Unfit::NotARelease);
        };
        if !self.kinds.iter().any(|kind| kind == target) {
            return Err(Unfit::OtherSystem { target: target.to_owned() });
        }
        if new <= running {
            return Err(Unfit::NotNewer { version: version.to_owned() });
        }
        Ok(Release { version: version.to_owned(), target: target.to_owned() })
    }
}

/// `FILE.minisig`, beside the package.
fn signature_of(package: &Path) -> PathBuf {
    let mut name = package.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}

fn signed(file: &Path) -> Result<Signature, Unfit> {
    let file = File::open(file).map_err(|why| match why.kind() {
        ErrorKind::NotFound => Unfit::Unsigned,
        _ => unreadable("update", &why),
    })?;
    let mut text = Vec::new();
    file.take(MOST_SIGNATURE).read_to_end(&mut text).map_err(|why| unreadable("update", &why))?;
    let text = String::from_utf8(text).map_err(|_| Unfit::NotASignature)?;
    Signature::decode(&text).map_err(|_| Unfit::NotASignature)
}

/// `1.20.3`, and nothing else.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = version.split('.').collect();
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    match parts[..] {
        [major, minor, patch] => Some([number(major)?, number(minor)?, number(patch)?]),
        _ => None,
    }
}

fn unreadable(doing: &str, why: &std::io::Error) -> Unfit {
    tracing::warn!(doing, %why, "a package cannot be read or copied");
    Unfit::Unreadable
}

/// Takes away what `folder` keeps of releases that are no newer than `version`: they were installed.
pub fn tidy(folder: &Path, version: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let newer = entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kept = name.split('_').nth(1).and_then(numbers);
        kept.zip(numbers(version)).is_some_and(|(kept, running)| kept > running)
    });
    if !newer {
        clear(folder);
    }
}

/// Nothing of an earlier try is left: only what is checked next lies there.
fn clear(folder: &Path) {
    if let Err(why) = std::fs::remove_dir_all(folder)
        && why.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%why, "what was taken in before stays");
    }
}

#[cfg(test)]
mod tests;
