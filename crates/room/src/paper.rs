//! The paper kit of every night, in the folder that was chosen for it: a share, a stick, the folder of a PC that prints.

use crate::core::blocking;
use crate::room::Room;
use crate::room::exporting::{make, stem};
use crate::{broken, folder};
use kentongan_rules::actor::Actor;
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::last_at;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Minute of the local day: after personal text has gone.
const NIGHT: [u16; 1] = [3 * 60 + 10];
/// So many nights stay in the folder.
const NIGHTS: usize = 7;
/// The night and the folder that have theirs.
const DONE: &str = "paper_kit";

impl Room {
    /// Once a night, and at once where the folder was changed. A folder that is not there is looked for every time.
    ///
    /// # Errors
    /// It could not be made or written; tried again in a minute.
    pub(crate) async fn put_paper_due(&self) -> Result<(), Problem> {
        let (setup, core) = (self.setup(), self.core());
        let chosen = setup.settings.paper_folder.trim();
        let place = PathBuf::from(chosen);
        if setup.founded_at.is_none() || chosen.is_empty() || !place.is_dir() {
            return Ok(());
        }
        let due = last_at(core.time.now(), &NIGHT, setup.region.utc_offset_minutes);
        let mark = format!("{} {chosen}", due.0);
        if core.kept(DONE).await?.as_ref() == Some(&mark) {
            return Ok(());
        }
        let by = Actor::clock();
        let file = make(core, Export::PaperKit, &by).await?;
        let (name, part) = (file.name.clone(), place.join("kentongan.part"));
        let written = part.clone();
        blocking("paper", move || write(&written, &file)).await??;
        core.record_export(Export::PaperKit, by).await?;
        let begin = stem(&setup, Export::PaperKit);
        blocking("paper", move || give(&place, &part, &name, &begin)).await??;
        core.keep(DONE, Some(mark)).await
    }
}

fn write(part: &Path, file: &ExportFile) -> Result<(), Problem> {
    let written = File::create(part).and_then(|mut to| {
        to.write_all(&file.bytes)?;
        to.sync_all()
    });
    written.map_err(|why| {
        let _ = std::fs::remove_file(part);
        broken::io("paper folder", &why)
    })
}

/// Gives it its name and takes away what is older than a week of nights.
fn give(place: &Path, part: &Path, name: &str, begin: &str) -> Result<(), Problem> {
    let io = |why: std::io::Error| broken::io("paper folder", &why);
    folder::rename(part, &place.join(name)).map_err(io)?;
    folder::sync(place).map_err(io)?;
    let mut kits = Vec::new();
    for entry in std::fs::read_dir(place).map_err(io)? {
        let found = entry.map_err(io)?.file_name().to_string_lossy().into_owned();
        if found != name && is_kit(&found, begin) {
            kits.push(found);
        }
    }
    kits.sort_unstable_by(|a, b| b.cmp(a));
    kits.iter().skip(NIGHTS - 1).try_for_each(|old| std::fs::remove_file(place.join(old)).map_err(io))
}

/// One of ours, and nothing else that may lie in somebody's folder.
fn is_kit(name: &str, begin: &str) -> bool {
    let Some(rest) = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(".pdf")) else {
        return false;
    };
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    rest.split_once('-').is_some_and(|(day, minute)| digits(day, 8) && digits(minute, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_of_nights_stays_and_what_is_not_ours_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        for day in 10..20 {
            std::fs::write(at(&format!("kit-202611{day}-0310.pdf")), "old").unwrap();
        }
        for name in ["kit-surat.pdf", "kit-20261101-0310.txt", "surat.pdf"] {
            std::fs::write(at(name), "theirs").unwrap();
        }
        write(&at("part"), &ExportFile { name: String::new(), bytes: b"new".to_vec() }).unwrap();
        give(place.path(), &at("part"), "kit-20261101-0310.pdf", "kit-").unwrap();
        let mut left: Vec<_> = std::fs::read_dir(place.path())
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let nights = (14..20).map(|day| format!("kit-202611{day}-0310.pdf"));
        // What was made a moment ago stays, whatever the clock says of it.
        let mut want: Vec<_> = nights.chain(["kit-20261101-0310.pdf".to_owned()]).collect();
        want.extend(["kit-20261101-0310.txt", "kit-surat.pdf", "surat.pdf"].map(str::to_owned));
        want.sort();
        assert_eq!(left, want);
    }
}
