use crate::review::{ReviewMark, ReviewMarks, ReviewReason};
use crate::view::TicketRow;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A ticket that waits for a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewRow {
    pub ticket: TicketRow,
    pub reasons: Vec<ReviewReason>,
    /// The viewer's own work: another reviews it.
    pub own: bool,
}

/// What is proposed, and how far this month has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewPage {
    /// What was closed last first.
    pub rows: Vec<ReviewRow>,
    /// Reviews since the month began.
    pub done: u32,
    /// Of whom enough was drawn by lot to say something, by name. What was looked at because something was wrong with
    /// it counts for nobody.
    pub people: Vec<ReviewCount>,
}

/// What was found of one person's calls this month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewCount {
    pub name: String,
    pub reviewed: u32,
    pub place: MarkCount,
    pub kind: MarkCount,
    pub sent: MarkCount,
    pub answered: MarkCount,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MarkCount {
    pub yes: u32,
    pub no: u32,
    pub cannot_tell: u32,
}

impl MarkCount {
    fn add(&mut self, mark: ReviewMark) {
        *match mark {
            ReviewMark::Yes => &mut self.yes,
            ReviewMark::No => &mut self.no,
            ReviewMark::CannotTell => &mut self.cannot_tell,
        } += 1;
    }
}

impl ReviewCount {
    pub fn of(name: &str) -> ReviewCount {
        ReviewCount {
            name: name.to_owned(),
            reviewed: 0,
            place: MarkCount::default(),
            kind: MarkCount::default(),
            sent: MarkCount::default(),
            answered: MarkCount::default(),
        }
    }

    pub fn add(&mut self, marks: &ReviewMarks) {
        self.reviewed += 1;
        self.place.add(marks.place);
        self.kind.add(marks.kind);
        self.sent.add(marks.sent);
        self.answered.add(marks.answered);
    }
}
