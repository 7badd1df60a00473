//! The disk: journal, rows and sealed text. The only crate that knows SQL.
//!
//! One writer ([`Sqlite`]) commits whatever waits as one group; any number of [`Reader`]s look on, each from one
//! read transaction per question.

mod access;
mod backup;
mod broken;
mod caller;
mod changes;
mod desk;
mod draft;
mod erasing;
mod export;
mod facet;
mod find;
pub mod folder;
mod group;
mod handover;
mod job;
mod journal;
mod loss;
mod open;
mod photo;
mod place;
mod reader;
mod report;
mod review;
mod rows;
mod said;
mod sample;
mod schema;
mod sealed;
mod session;
mod similar;
mod sqlite;
mod storm;
mod told;
mod upgrade;
mod verify;
mod words;

pub use access::LONGEST_ACCESS;
pub use broken::Broken;
pub use caller::Caller;
pub use changes::{LONGEST_TAIL, Tail};
pub use desk::{DeskStore, KEPT_FOR, Posted, Standing};
pub use erasing::{Gone, Listed, Overdue, Stage};
pub use find::LONGEST_PAGE;
pub use job::{Job, SealedText, Told, Verdict};
pub use journal::Head;
pub use loss::Numbering;
pub use open::{OpenOptions, Synchronous};
pub use photo::{MOST_WAITING, PHOTO_WAITS, PhotoTaken, photo_id};
pub use reader::Reader;
pub use said::{SaidPlace, SaidPlaces};
pub use sealed::digest;
pub use session::KeptSession;
pub use sqlite::Sqlite;
pub use told::MOST_TOLD;
pub use upgrade::Earlier;
pub use verify::{Fault, FaultCode, VerifyReport};

use kentongan_rules::id::TicketId;
use kentongan_rules::setup::Setup;
use kentongan_rules::time::At;
use kentongan_rules::view::{Draft, WaitingForm};
use std::time::Duration;

/// The one writer. A `Broken` leaves everything as it was before the call, and the store usable: what could not be
/// written a moment ago may be written now.
pub trait Store: Send {
    /// Judges and commits all jobs as one group, in order; durable when it returns. A refusal is a verdict.
    ///
    /// # Errors
    /// The disk failed: nothing of the group was committed, as far as the disk can be believed. Sending the same
    /// command again is safe either way.
    fn act(&mut self, jobs: &[Job]) -> Result<Vec<Verdict>, Broken>;

    /// As [`Store::act`], but judges no further job once `budget` is used, and at least one: there are as many
    /// verdicts as jobs were taken.
    ///
    /// # Errors
    /// As [`Store::act`].
    fn act_within(&mut self, jobs: &[Job], budget: Duration) -> Result<Vec<Verdict>, Broken>;

    /// What the room knows before any call, as of the last commit.
    ///
    /// # Errors
    /// It cannot be read.
    fn setup(&mut self) -> Result<&Setup, Broken>;

    /// The next instant at which a level of any clock fires.
    ///
    /// # Errors
    /// It cannot be read.
    fn next_due(&mut self) -> Result<Option<At>, Broken>;

    /// At most `limit` tickets to sweep: those due by `now` in due order, then those aimed by an older policy.
    ///
    /// # Errors
    /// They cannot be read.
    fn due(&mut self, now: At, limit: u32) -> Result<Vec<TicketId>, Broken>;

    /// Keeps a form in the middle of a call; an empty one is done with. Not journaled.
    ///
    /// # Errors
    /// The disk failed.
    fn keep_draft(&mut self, desk: u16, draft: &Draft) -> Result<(), Broken>;

    /// Moves a form, whole, from the desk it was typed at to another; false if it is not there any more.
    ///
    /// # Errors
    /// The disk failed.
    fn hand_over_draft(&mut self, form: &WaitingForm, to: u16) -> Result<bool, Broken>;

    /// A fact about the room that is not history, such as its id or epoch; `None` forgets it.
    ///
    /// # Errors
    /// The disk failed.
    fn keep(&mut self, key: &str, value: Option<&str>) -> Result<(), Broken>;

    /// # Errors
    /// It cannot be read.
    fn kept(&mut self, key: &str) -> Result<Option<String>, Broken>;
}
