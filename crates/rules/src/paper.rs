//! What leaves the room as a page or a sheet, before it is a file: every word is said already, no font is known.

mod sheet;

use crate::setup::Language;
use crate::time::{At, Span};

pub use sheet::{Sheet, SheetColumn};

/// Where, when and by whom it was made, and how its numbers are written; in the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    pub room: String,
    /// "Made 27/11/2026 03.00 by …".
    pub made: String,
    /// With places `{page}` and `{pages}`.
    pub page: String,
    /// What stands before the number that a share is of.
    pub of: String,
    pub at: At,
    pub utc_offset_minutes: i32,
    pub language: Language,
}

impl Imprint {
    /// Milliseconds since 1970 by the room's own wall.
    pub fn wall(&self, at: At) -> i64 {
        (at + Span::minutes(i64::from(self.utc_offset_minutes))).0
    }
}

/// A document of A4 pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    pub title: String,
    pub subtitle: String,
    pub imprint: Imprint,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What follows starts on a page of its own.
    NewPage,
    Heading(String),
    Paragraph(String),
    /// What is known, each with its name.
    Lines(Vec<(String, String)>),
    Table(Sheet),
    /// A line, or several, to be written on by hand.
    Blank {
        label: String,
        lines: u8,
    },
    /// One or more of them to be ticked by hand.
    Ticks {
        label: String,
        boxes: Vec<String>,
    },
    /// Empty rows to be filled in by hand.
    Grid {
        columns: Vec<String>,
        rows: u8,
    },
    /// Whose letter it is, at its head; the first block of a letter, which has no title of its own.
    Letterhead(Vec<String>),
    /// On the right half of the page: a date, or who signs. An empty line leaves room.
    Aside(Vec<String>),
    /// Who signs, each over a line.
    Signatures(Vec<String>),
}
