//! The one writer over SQLite.

use crate::broken::Broken;
use crate::group::Group;
use crate::job::{Job, Verdict};
use crate::open::OpenOptions;
use crate::place::Place;
use crate::reader::Reader;
use crate::{Store, access, draft, erasing, journal, open, rows, schema, sealed};
use kentongan_rules::id::{CommandId, SealedId, TicketId};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::{Draft, WaitingForm};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Rows of the chain that are checked at every start; the whole of it is `verify`'s.
const CHECKED_AT_START: i64 = 1_000;
/// Pages up to which a start looks through the whole file.
const SMALL: i64 = 8_192;

pub struct Sqlite {
    pub(crate) connection: Connection,
    path: PathBuf,
    options: OpenOptions,
    place: Place,
    /// The setup as of a seq on disk; absent after a failure, until it has been read again.
    known: Option<(Seq, Setup)>,
}

impl Sqlite {
    /// Opens the room's database at `path`, or makes it, and brings its schema up to date.
    ///
    /// # Errors
    /// `NewerDatabase`, `Corrupt` (not a room's file, or damaged), or whatever the disk says.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Sqlite, Broken> {
        let mut connection = open::writer(path, options, schema::accept)?;
        schema::migrate(&mut connection, schema::MIGRATIONS, rows::setup::fold_anew)?;
        rows::setup::fold_as_now(&mut connection)?;
        look_over(&connection)?;
        let end = journal::end(&connection)?;
        let setup = rows::setup::load(&connection)?;
        let mut place = Place::of(path, options);
        place.holds()?;
        Ok(Sqlite {
            connection,
            place,
            path: path.to_owned(),
            options: options.clone(),
            known: Some((end.seq, setup)),
        })
    }

    /// A reader of the same file.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn reader(&self) -> Result<Reader, Broken> {
        Reader::open(&self.path, &self.options)
    }

    /// Takes over what a room elsewhere knows before any call, and the hashes that its people are known by: for a desk
    /// that goes on without it. Its journal does not tell of it.
    ///
    /// # Errors
    /// The disk failed.
    pub fn take_setup(&mut self, setup: &Setup, secrets: &[(SealedId, String)]) -> Result<(), Broken> {
        self.known = None;
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another version is another moment to those who remember it.
        rows::setup::save(&tx, setup, Seq(i64::from(setup.version)))?;
        for (id, hash) in secrets {
            sealed::put_secret(&tx, *id, hash)?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Empties the write-ahead log, so that nothing that was erased is left in it; false where a reader still needs it.
    /// Waits for nobody.
    ///
    /// # Errors
    /// The disk failed.
    pub fn empty_log(&mut self) -> Result<bool, Broken> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let busy =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.connection.busy_timeout(open::PATIENCE)?;
        match busy {
            Ok(busy) => Ok(busy == 0),
            Err(why) if why.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(false),
            Err(why) => Err(why.into()),
        }
    }

    /// Forgets the digests of these commands' bodies: who sends one of them again is not known any more.
    ///
    /// # Errors
    /// The disk failed.
    pub fn forget_bodies(&mut self, commands: &[CommandId]) -> Result<(), Broken> {
        erasing::forget_bodies(&mut self.connection, commands)
    }

    /// Forgets forms that were left lying in the middle of a call since before `before`.
    ///
    /// # Errors
    /// The disk failed.
    pub fn forget_drafts(&mut self, before: At) -> Result<(), Broken> {
        draft::take_out(&self.connection, before)
    }

    fn commit(&mut self, jobs: &[Job], budget: Duration) -> Result<Vec<Verdict>, Broken> {
        let known = self.known.take();
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let end = journal::end(&tx)?;
        let setup = match known {
            Some((seq, setup)) if seq == end.seq => setup,
            _ => rows::setup::load(&tx)?,
        };
        let mut group = Group::new(&tx, setup, end);
        let began = Instant::now();
        let mut verdicts = Vec::with_capacity(jobs.len());
        for job in jobs {
            if !verdicts.is_empty() && began.elapsed() >= budget {
                break;
            }
            verdicts.push(group.judge(job)?);
        }
        let (setup, end) = group.save()?;
        tx.commit()?;
        // Before anyone is told: durable in a file that is nowhere to be found is not durable.
        self.place.holds()?;
        self.known = Some((end.seq, setup));
        Ok(verdicts)
    }

    /// After a failure: nothing half-done stays open, and nothing is remembered that the disk may not have.
    fn recover(&mut self) {
        self.known = None;
        if !self.connection.is_autocommit() && self.connection.execute_batch("ROLLBACK").is_err() {
            // Best effort: the next command says what is wrong if this does not help.
            if let Ok(connection) = open::writer(&self.path, &self.options, schema::accept) {
                self.connection = connection;
            }
        }
    }

    fn refresh(&mut self) -> Result<&Setup, Broken> {
        let known = match self.known.take() {
            Some(known) => known,
            None => {
                let tx = self.connection.transaction()?;
                (journal::end(&tx)?.seq, rows::setup::load(&tx)?)
            }
        };
        Ok(&self.known.insert(known).1)
    }
}

/// A quick look for damage: the whole file while it is small, else the tables read at every start.
fn look_over(connection: &Connection) -> Result<(), Broken> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let tables: &[&str] = if pages <= SMALL { &[""] } else { &["('setup')", "('meta')", "('draft')"] };
    for table in tables {
        let said: String =
            connection.query_row(&format!("PRAGMA quick_check{table}"), [], |row| row.get(0))?;
        if said != "ok" {
            return Err(Broken::corrupt(said));
        }
    }
    journal::check_tail(connection, CHECKED_AT_START)?;
    access::check_whole(connection)
}

impl Store for Sqlite {
    fn act(&mut self, jobs: &[Job]) -> Result<Vec<Verdict>, Broken> {
        self.act_within(jobs, Duration::MAX)
    }

    fn act_within(&mut self, jobs: &[Job], budget: Duration) -> Result<Vec<Verdict>, Broken> {
        let done = self.commit(jobs, budget);
        if done.is_err() {
            self.recover();
        }
        done
    }

    fn setup(&mut self) -> Result<&Setup, Broken> {
        self.refresh()
    }

    fn next_due(&mut self) -> Result<Option<At>, Broken> {
        rows::ticket::next_due(&self.connection)
    }

    fn due(&mut self, now: At, limit: u32) -> Result<Vec<TicketId>, Broken> {
        let policy = self.refresh()?.policy.version;
        rows::ticket::due(&self.connection, now, policy, limit)
    }

    fn keep_draft(&mut self, desk: u16, draft: &Draft) -> Result<(), Broken> {
        draft::keep(&self.connection, desk, draft)
    }

    fn hand_over_draft(&mut self, form: &WaitingForm, to: u16) -> Result<bool, Broken> {
        draft::hand_over(&self.connection, form, to)
    }

    fn keep(&mut self, key: &str, value: Option<&str>) -> Result<(), Broken> {
        keep(&self.connection, key, value)
    }

    fn kept(&mut self, key: &str) -> Result<Option<String>, Broken> {
        kept(&self.connection, key)
    }
}

pub(crate) fn keep(connection: &Connection, key: &str, value: Option<&str>) -> Result<(), Broken> {
    match value {
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute([key, value])?,
        None => connection.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?,
    };
    Ok(())
}

pub(crate) fn kept(connection: &Connection, key: &str) -> Result<Option<String>, Broken> {
    Ok(connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}
