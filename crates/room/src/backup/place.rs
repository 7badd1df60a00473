//! One backup at one place: written under another name, read again, and only then given its own.

use super::keeping;
use crate::{broken, erased, folder};
use kentongan_rules::problem::{BrokenPart, Problem};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes that stay free at a place.
const SPARE: u64 = 32 << 20;

/// Where backups go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As it stands in the settings; `None` of the first place.
    pub name: Option<String>,
    pub folder: PathBuf,
}

impl Place {
    /// A further place is never made: what is not there is not plugged in.
    pub fn is_there(&self) -> bool {
        self.name.is_none() || self.folder.is_dir()
    }

    /// The encrypted copy of `plain` under its final name, with the list of what was erased beside it; its size.
    pub fn put(
        &self,
        data: &Path,
        plain: &Path,
        file: &str,
        recipient: &age::x25519::Recipient,
    ) -> Result<u64, Problem> {
        let io = |e: std::io::Error| broken::io("backup folder", &e);
        if self.name.is_none() {
            std::fs::create_dir_all(&self.folder).map_err(io)?;
        }
        let needed = std::fs::metadata(plain).map_err(io)?.len() + SPARE;
        // Where the platform does not say, writing will.
        if fs4::available_space(&self.folder).is_ok_and(|free| free < needed) {
            return Err(Problem::Broken { about: BrokenPart::DiskFull, trace: String::new() });
        }
        // Before the backup: what was erased must never come back from one that has no list.
        erased::copy(data, &self.folder)?;
        let bytes = encrypt(plain, &self.folder.join(file), recipient)?;
        keeping::prune(&self.folder, file)?;
        Ok(bytes)
    }
}

/// Sums up what passes through.
struct Summed<W>(W, Sha256);

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.0.write(bytes)?;
        self.1.update(&bytes[..written]);
        Ok(written)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

fn encrypt(plain: &Path, target: &Path, recipient: &age::x25519::Recipient) -> Result<u64, Problem> {
    let part = target.with_extension("part");
    let io = |e: std::io::Error| broken::io("backup", &e);
    let written = (|| {
        let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient as _))
            .map_err(|e| broken::other("backup", &e))?;
        let file = BufWriter::new(File::create(&part).map_err(io)?);
        let mut out = encryptor.wrap_output(Summed(file, Sha256::new())).map_err(io)?;
        std::io::copy(&mut BufReader::new(File::open(plain).map_err(io)?), &mut out).map_err(io)?;
        let Summed(file, sum) = out.finish().map_err(io)?;
        let file = file.into_inner().map_err(|e| io(e.into_error()))?;
        file.sync_all().map_err(io)?;
        drop(file);
        // What was checked before it was encrypted is there whole.
        if sum_of(&part).map_err(io)? != <[u8; 32]>::from(sum.finalize()) {
            return Err(Problem::Broken { about: BrokenPart::Corrupt, trace: String::new() });
        }
        folder::rename(&part, target).map_err(io)?;
        if let Some(folder) = target.parent() {
            folder::sync(folder).map_err(io)?;
        }
        std::fs::metadata(target).map(|m| m.len()).map_err(io)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}

fn sum_of(file: &Path) -> std::io::Result<[u8; 32]> {
    let (mut file, mut sum, mut some) = (File::open(file)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut some)? {
            0 => return Ok(sum.finalize().into()),
            count => sum.update(&some[..count]),
        }
    }
}
