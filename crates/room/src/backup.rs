//! Backups: a checked copy, encrypted to the key that the printed recovery code opens, at every place that is switched
//! on and there; made by a reader, so that no command waits.

mod keeping;
mod place;

use crate::core::blocking;
use crate::room::Room;
use crate::{broken, erased};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::{ABSENT, Backup, PlaceBackups, Setup};
use kentongan_rules::time::{At, Seq, Span, last_at, local_day, minute_of_day};
use kentongan_rules::view::PlaceHealth;
use kentongan_store::Head;
use place::Place;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const DAY: Span = Span::hours(24);
const HOUR: Span = Span::hours(1);
/// After a failure it is tried again.
const AGAIN: Span = Span::minutes(10);
/// Older than this, a place's last backup is a warning.
const STALE: Span = Span::hours(26);
/// When shifts change, as minutes of the local day.
const SHIFTS: [u16; 3] = [6 * 60, 14 * 60, 22 * 60];
const EXTENSION: &str = "kentongan.age";

/// How it went at a place, if it was ever tried.
fn known<'s>(setup: &'s Setup, place: &Place) -> (Option<&'s Backup>, Option<&'s Backup>) {
    let key = place.name.as_deref().unwrap_or_default();
    match setup.backups.get(key) {
        Some(PlaceBackups { last, good }) => (Some(last), good.as_ref()),
        // A room of before places were counted.
        None if place.name.is_none() => {
            let last = setup.last_backup.as_ref();
            (last, last.filter(|backup| backup.failed.is_none()))
        }
        None => (None, None),
    }
}

impl Room {
    /// Where backups go first: the chosen folder, or `backup` beside the database.
    pub fn backup_folder(&self) -> PathBuf {
        match self.setup().settings.backup_folder.trim() {
            "" => self.data().join("backup"),
            chosen => PathBuf::from(chosen),
        }
    }

    /// The first place, and every further one that is switched on.
    fn places(&self) -> Vec<Place> {
        let setup = self.setup();
        let first = Place { name: None, folder: self.backup_folder() };
        let further = setup.settings.backup_places.iter().filter(|place| place.on).map(|place| {
            let name = place.folder.trim().to_owned();
            Place { folder: PathBuf::from(&name), name: Some(name) }
        });
        std::iter::once(first).chain(further).collect()
    }

    /// How backups stand at every place.
    pub(crate) fn backup_health(&self) -> Vec<PlaceHealth> {
        let (setup, now) = (self.setup(), self.core().time.now());
        let founded = setup.founded_at.unwrap_or(now);
        let health = |place: Place| {
            let (last, good) = known(&setup, &place);
            PlaceHealth {
                is_there: place.is_there(),
                is_stale: now - good.map_or(founded, |good| good.at) > STALE,
                last: last.cloned(),
                good: good.cloned(),
                folder: place.folder.display().to_string(),
                is_first: place.name.is_none(),
            }
        };
        self.places().into_iter().map(health).collect()
    }

    /// Backups that are due now: hourly if anything happened, at every change of shift, and where one was asked for.
    pub(crate) async fn back_up_due(&self) -> Result<(), Problem> {
        let _alone = self.backing_up().lock().await;
        let setup = self.setup();
        if setup.founded_at.is_none() {
            return Ok(());
        }
        let now = self.core().time.now();
        let shift = last_at(now, &SHIFTS, setup.region.utc_offset_minutes);
        let mut due = Vec::new();
        for place in self.places() {
            let (last, good) = known(&setup, &place);
            let failed_at = last.filter(|last| last.failed.is_some()).map(|last| last.at);
            let is_absent = last.is_some_and(|last| last.failed.as_deref() == Some(ABSENT));
            let asked = setup.backup_asked.filter(|asked| last.is_none_or(|last| *asked > last.at));
            let is_wanted = match good {
                _ if asked.is_some() => true,
                _ if !is_absent && failed_at.is_some_and(|at| now - at < AGAIN) => false,
                None => true,
                Some(good) if good.at < shift || now - good.at >= DAY => true,
                Some(good) => now - good.at >= HOUR && self.happened_since(good).await?,
            };
            // That it is absent is said once; what is absent is looked for every time.
            if is_wanted && (place.is_there() || !is_absent) {
                due.push(place);
            }
        }
        if due.is_empty() { Ok(()) } else { self.back_up_to(due).await.map(|_| ()) }
    }

    /// Did anything happen since this backup, or was a restricted case opened? That stands apart and moves no head.
    async fn happened_since(&self, good: &Backup) -> Result<bool, Problem> {
        let (seq, at) = (good.head_seq, good.at);
        self.core()
            .read(move |r| {
                Ok(r.happened_since(seq)? || r.accessed_until()?.is_some_and(|opened| opened >= at))
            })
            .await
    }

    /// A backup at every place where anything but backups has happened since the last.
    pub(crate) async fn back_up_if_changed(&self) -> Result<(), Problem> {
        let _alone = self.backing_up().lock().await;
        let setup = self.setup();
        if setup.founded_at.is_none() {
            return Ok(());
        }
        let mut due = Vec::new();
        for place in self.places().into_iter().filter(Place::is_there) {
            match known(&setup, &place).1 {
                Some(good) if !self.happened_since(good).await? => {}
                _ => due.push(place),
            }
        }
        if due.is_empty() { Ok(()) } else { self.back_up_to(due).await.map(|_| ()) }
    }

    /// Makes a backup now at every place and records how it went, so that the supervisor sees it; that of the first.
    ///
    /// # Errors
    /// There is none at the first place.
    pub async fn back_up(&self) -> Result<Backup, Problem> {
        let _alone = self.backing_up().lock().await;
        self.back_up_to(self.places()).await?.into_iter().next().unwrap_or(Err(Problem::Unknown))
    }

    /// One copy for all these places, one at a time; what is wrong with one is no other's. Whoever calls is alone: the
    /// copy is one, and what is due is asked before it is made.
    async fn back_up_to(&self, places: Vec<Place>) -> Result<Vec<Result<Backup, Problem>>, Problem> {
        let at = self.core().time.now();
        let plain = self.data().join("backup.tmp");
        let copied = self.copy(&plain).await;
        let mut made = Vec::with_capacity(places.len());
        for place in places {
            let done = match (&copied, place.is_there()) {
                (_, false) => Err(ABSENT.to_owned()),
                (Err(problem), _) => Err(code(problem)),
                (Ok((head, recipient)), _) => {
                    let file = self.file_name(at, head);
                    let put = self.put(&place, &plain, &file, recipient.clone()).await;
                    put.map(|bytes| (file, bytes, head)).map_err(|problem| code(&problem))
                }
            };
            let backup = match done {
                Ok((file, bytes, head)) => Backup {
                    at,
                    file,
                    bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
                    head_seq: head.seq,
                    head_hash: head.hash.clone(),
                    failed: None,
                    place: place.name,
                },
                Err(code) => Backup {
                    at,
                    file: String::new(),
                    bytes: 0,
                    head_seq: Seq(0),
                    head_hash: String::new(),
                    failed: Some(code),
                    place: place.name,
                },
            };
            made.push(backup);
        }
        // The plain copy never outlives its encryption.
        if let Err(why) = std::fs::remove_file(&plain)
            && why.kind() != std::io::ErrorKind::NotFound
        {
            broken::io("backup", &why);
        }
        let mut all = Vec::with_capacity(made.len());
        for backup in made {
            let command = Command::RecordBackup { backup: backup.clone() };
            let execute = Execute { id: CommandId(Uuid::now_v7()), command };
            self.core().execute(&Actor::clock(), execute).await?;
            all.push(match (&backup.failed, &copied) {
                (None, _) => Ok(backup),
                (Some(_), Err(problem)) => Err(problem.clone()),
                (Some(why), _) => Err(broken::other("backup", why)),
            });
        }
        Ok(all)
    }

    async fn copy(&self, plain: &Path) -> Result<(Head, age::x25519::Recipient), Problem> {
        let recipient = self.core().kept("backup_recipient").await?.ok_or(Problem::Unknown)?;
        let recipient = recipient.parse().map_err(|e: &str| broken::other("backup key", &e))?;
        let plain = plain.to_owned();
        let head = self.core().read(move |reader| reader.copy_to(&plain)).await?;
        Ok((head, recipient))
    }

    fn file_name(&self, at: At, head: &Head) -> String {
        let offset = self.setup().region.utc_offset_minutes;
        let (year, month, day) = local_day(at, offset);
        let minute = minute_of_day(at, offset);
        let seq = head.seq.0;
        format!("{year:04}{month:02}{day:02}-{:02}{:02}-{seq}.{EXTENSION}", minute / 60, minute % 60)
    }

    async fn put(
        &self,
        place: &Place,
        plain: &Path,
        file: &str,
        recipient: age::x25519::Recipient,
    ) -> Result<u64, Problem> {
        let (data, place) = (self.data().to_owned(), place.clone());
        let (plain, file) = (plain.to_owned(), file.to_owned());
        blocking("backup", move || place.put(&data, &plain, &file, &recipient)).await?
    }

    /// Writes down what was erased in the list of the data folder, and beside the backups of every place that is there.
    pub(crate) async fn list_erased(&self) -> Result<(), Problem> {
        let data = self.data().to_owned();
        let listed = self.core().unlisted(data.join(erased::NAME).exists()).await?;
        let (upto, places) = (listed.upto, self.places());
        blocking("erasure list", move || {
            erased::add(&data, &listed.gone)?;
            let beside = places.iter().filter(|place| place.folder.is_dir());
            // A place that is full or write-protected gets it with its next backup.
            beside.for_each(|place| drop(erased::copy(&data, &place.folder)));
            Ok::<_, Problem>(())
        })
        .await??;
        self.core().listed(upto).await
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
