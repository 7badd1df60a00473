//! Backups: a checked copy, encrypted to the key that the printed recovery code opens, under a final name only when
//! it is durable; seven daily and four weekly kept; and the way back.

use crate::core::database;
use crate::lock::lock;
use crate::room::Room;
use crate::{broken, folder, secret};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::setup::Backup;
use kentongan_rules::time::{At, Seq, Span, local_day, minute_of_day};
use kentongan_store::{Head, OpenOptions, Reader, VerifyReport};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const DAY: Span = Span::hours(24);
const EXTENSION: &str = "kentongan.age";

impl Room {
    /// Where backups go: the chosen folder, or `backup` beside the database.
    pub fn backup_folder(&self) -> PathBuf {
        match self.setup().settings.backup_folder.trim() {
            "" => self.data().join("backup"),
            chosen => PathBuf::from(chosen),
        }
    }

    /// Looks every ten minutes whether a day has passed since the last backup that succeeded.
    pub(crate) fn back_up_daily(&self) {
        let room = self.clone();
        let mut stopping = self.core().stopping.subscribe();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(600)) => {}
                    _ = stopping.wait_for(|stop| *stop) => return,
                }
                let now = room.core().time.now();
                let last = room.setup().last_backup.clone().filter(|b| b.failed.is_none());
                if room.setup().founded_at.is_some()
                    && last.is_none_or(|b| now - b.at >= DAY)
                    && let Err(problem) = room.back_up().await
                {
                    tracing::error!(?problem, "the daily backup failed");
                }
            }
        });
    }

    /// A backup, if anything but backups has happened since the last.
    pub(crate) async fn back_up_if_changed(&self) -> Result<(), Problem> {
        let setup = self.setup();
        if setup.founded_at.is_none() {
            return Ok(());
        }
        let (head, accessed) = self.core().read(|r| Ok((r.head()?, r.accessed_until()?))).await?;
        let last = setup.last_backup.as_ref().filter(|b| b.failed.is_none());
        // What was opened since stands in the access record, and moved no head.
        let accessed = accessed.is_some_and(|at| last.is_none_or(|b| at >= b.at));
        // The record of a backup is itself one event after the head that it names.
        let seen = last.map_or(0, |b| b.head_seq.0 + 1);
        if head.seq.0 <= seen && !accessed { Ok(()) } else { self.back_up().await.map(|_| ()) }
    }

    /// Makes a backup now and records how it went, so that the supervisor sees it.
    pub async fn back_up(&self) -> Result<Backup, Problem> {
        let at = self.core().time.now();
        let made = self.make_backup(at).await;
        let backup = match &made {
            Ok(backup) => backup.clone(),
            Err(problem) => Backup {
                at,
                file: String::new(),
                bytes: 0,
                head_seq: Seq(0),
                head_hash: String::new(),
                failed: Some(code(problem)),
            },
        };
        let execute = Execute { id: CommandId(Uuid::now_v7()), command: Command::RecordBackup { backup } };
        self.core().execute(&Actor::clock(), execute).await?;
        made
    }

    async fn make_backup(&self, at: At) -> Result<Backup, Problem> {
        let recipient = self.core().kept("backup_recipient").await?.ok_or(Problem::Unknown)?;
        let recipient: age::x25519::Recipient =
            recipient.parse().map_err(|e: &str| broken::other("backup key", &e))?;
        let folder = self.backup_folder();
        let plain = self.data().join("backup.tmp");
        let offset = self.setup().region.utc_offset_minutes;
        std::fs::create_dir_all(&folder).map_err(|e| broken::io("backup folder", &e))?;
        let copied = {
            let plain = plain.clone();
            self.core().read(move |reader| reader.copy_to(&plain)).await
        };
        let file = {
            let (year, month, day) = local_day(at, offset);
            let minute = minute_of_day(at, offset);
            let seq = copied.as_ref().map_or(0, |head: &Head| head.seq.0);
            format!("{year:04}{month:02}{day:02}-{:02}{:02}-{seq}.{EXTENSION}", minute / 60, minute % 60)
        };
        let target = folder.join(&file);
        let sealing = {
            let plain = plain.clone();
            tokio::task::spawn_blocking(move || encrypt(&plain, &target, &recipient))
        };
        let sealed = match &copied {
            Ok(_) => sealing.await.map_err(|e| broken::other("backup", &e)).and_then(|done| done),
            Err(problem) => Err(problem.clone()),
        };
        // The plain copy never outlives its encryption.
        if let Err(why) = std::fs::remove_file(&plain)
            && why.kind() != std::io::ErrorKind::NotFound
        {
            broken::io("backup", &why);
        }
        let (bytes, head) = (sealed?, copied?);
        prune(&folder)?;
        Ok(Backup {
            at,
            file,
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            head_seq: head.seq,
            head_hash: head.hash,
            failed: None,
        })
    }
}

fn code(problem: &Problem) -> String {
    match problem {
        Problem::Broken { about, .. } => {
            serde_json::to_value(about).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
        }
        _ => "other".to_owned(),
    }
}

fn encrypt(plain: &Path, target: &Path, recipient: &age::x25519::Recipient) -> Result<u64, Problem> {
    let part = target.with_extension("part");
    let io = |e: std::io::Error| broken::io("backup", &e);
    let written = (|| {
        let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient as _))
            .map_err(|e| broken::other("backup", &e))?;
        let file = File::create(&part).map_err(io)?;
        let mut out = encryptor.wrap_output(BufWriter::new(file)).map_err(io)?;
        std::io::copy(&mut BufReader::new(File::open(plain).map_err(io)?), &mut out).map_err(io)?;
        let file = out.finish().map_err(io)?.into_inner().map_err(|e| io(e.into_error()))?;
        file.sync_all().map_err(io)?;
        std::fs::rename(&part, target).map_err(io)?;
        std::fs::metadata(target).map(|m| m.len()).map_err(io)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// Keeps the newest of each of the last seven days that have one, and of each of four weeks before.
fn prune(folder: &Path) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("backup folder", &e);
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let name = entry.map_err(io)?.file_name().to_string_lossy().into_owned();
        if name.ends_with(EXTENSION) && name.get(..8).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit())) {
            names.push(name);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    for name in superfluous(&names) {
        std::fs::remove_file(folder.join(name)).map_err(io)?;
    }
    Ok(())
}

/// Of names in falling order, those that neither a day nor a week needs. The newest day keeps every backup it has.
fn superfluous(names: &[String]) -> Vec<&String> {
    let (mut days, mut weeks): (Vec<&str>, Vec<i64>) = (Vec::new(), Vec::new());
    names
        .iter()
        .filter(|name| {
            let day = &name[..8];
            if days.first() == Some(&day) {
                return false;
            }
            if days.last() != Some(&day) && days.len() < DAILY {
                days.push(day);
                return false;
            }
            if days.contains(&day) {
                return true;
            }
            let week = week(day);
            if weeks.last() != Some(&week) && weeks.len() < WEEKLY {
                weeks.push(week);
                return false;
            }
            true
        })
        .collect()
}

fn week(day: &str) -> i64 {
    use chrono::Datelike;
    chrono::NaiveDate::parse_from_str(day, "%Y%m%d").map_or(0, |d| i64::from(d.num_days_from_ce() - 1) / 7)
}

/// What came back.
#[derive(Debug)]
pub struct Restored {
    pub report: VerifyReport,
    /// Where the database that was there before now lies.
    pub aside: Option<PathBuf>,
}

/// Puts a backup in place of a room's database. The room must not run; what was there is set aside, never deleted.
/// Nothing is touched before the backup has been opened and verified whole.
pub fn restore(backup: &Path, data: &Path, recovery: &str) -> Result<Restored, Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    std::fs::create_dir_all(data).map_err(io)?;
    let _lock = lock(data, "room.lock")?;
    let part = data.join("restore.part");
    let opened = decrypt(backup, &part, recovery).and_then(|()| {
        let mut reader = Reader::open(&part, &OpenOptions::default()).map_err(|b| broken::store(&b))?;
        let report = reader.verify(None).map_err(|b| broken::store(&b))?;
        if report.faults.is_empty() { Ok(report) } else { Err(corrupt()) }
    });
    let report = match opened {
        Ok(report) => report,
        Err(problem) => {
            clear(&part);
            return Err(problem);
        }
    };
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("restore.part{suffix}")));
    }
    // From here on the backup is the room, whatever happens to this program.
    std::fs::rename(&part, data.join(READY)).map_err(io)?;
    folder::sync(data).map_err(io)?;
    let aside = finish_restore(data)?;
    Ok(Restored { report, aside })
}

/// A verified database waiting to take its place.
const READY: &str = "restore.ready";

/// Puts a waiting restore in place and says where what was there now lies; done again after an interruption, it comes
/// to the same.
pub(crate) fn finish_restore(data: &Path) -> Result<Option<PathBuf>, Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    let ready = data.join(READY);
    let Ok(about) = std::fs::metadata(&ready) else { return Ok(None) };
    let since = about.modified().map_err(io)?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let place = data.join(format!("before-restore-{}", since.as_secs()));
    for name in ["room.db", "room.db-wal", "room.db-shm"] {
        if data.join(name).exists() {
            std::fs::create_dir_all(&place).map_err(io)?;
            std::fs::rename(data.join(name), place.join(name)).map_err(io)?;
        }
    }
    std::fs::rename(&ready, database(data)).map_err(io)?;
    folder::sync(data).map_err(io)?;
    Ok(place.exists().then_some(place))
}

fn corrupt() -> Problem {
    Problem::Broken { about: BrokenPart::Corrupt, trace: String::new() }
}

fn clear(part: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = part.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

fn decrypt(backup: &Path, part: &Path, recovery: &str) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("restore", &e);
    let key = secret::backup_key(recovery)?;
    let file = BufReader::new(File::open(backup).map_err(io)?);
    let decryptor = age::Decryptor::new(file).map_err(|_| corrupt())?;
    let mut plain = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(|e| match e {
        age::DecryptError::NoMatchingKeys => Problem::WrongSignIn,
        _ => corrupt(),
    })?;
    let mut out = BufWriter::new(File::create(part).map_err(io)?);
    // A torn or altered file fails here, block by block.
    std::io::copy(&mut plain, &mut out).map_err(|_| corrupt())?;
    out.flush().map_err(io)?;
    out.get_ref().sync_all().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_and_four_weeks_stay() {
        let mut names: Vec<String> = Vec::new();
        for day in 0..60 {
            let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap() - chrono::Days::new(day);
            for minute in ["2359", "0100"] {
                names.push(format!("{}-{minute}-7.{EXTENSION}", date.format("%Y%m%d")));
            }
        }
        let gone = superfluous(&names);
        let kept: Vec<_> = names.iter().filter(|n| !gone.contains(n)).collect();
        // Both of the newest day, one of each of six days before, four weeks before those.
        assert_eq!(kept.len(), 2 + 6 + 4, "{kept:?}");
        assert!(kept[0].starts_with("20261126-2359"));
    }

    #[test]
    fn an_interrupted_restore_is_finished_at_the_next_look() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        std::fs::write(data.join(READY), "new").unwrap();
        // What was there has not been set aside yet.
        std::fs::write(data.join("room.db"), "old").unwrap();
        let aside = finish_restore(data).unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(data.join("room.db")).unwrap(), "new");
        assert_eq!(std::fs::read_to_string(aside.join("room.db")).unwrap(), "old");
        assert!(finish_restore(data).unwrap().is_none());
        assert_eq!(std::fs::read_to_string(data.join("room.db")).unwrap(), "new");
    }
}
