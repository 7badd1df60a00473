//! What time it is, judged from three clocks. A value: it reads no clock itself.

use kentongan_rules::time::{At, Span};

/// Nobody asks about a wall clock that moved apart from the boot clock by no more than this within [`RENEWED`].
pub const TOLERANCE: Span = Span::seconds(5);
/// Network time slews by 1.8 s an hour at most, a quartz drifts by less: what is small per hour is followed for ever.
const RENEWED: Span = Span::hours(1);
/// A room that was shut for longer asks whether the wall clock is right.
pub const LONGEST_SHUT: Span = Span::hours(7 * 24);
/// The boot clock ran on by more than this while the steady one stood still.
const SHORTEST_SLEEP: Span = Span::seconds(2);

/// May the wall clock be believed?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    Sure,
    /// The machine was suspended for so long; the wall clock is right.
    Slept(Span),
    /// The wall clock is so far ahead of the mark, and nothing confirms it.
    Ahead(Span),
    /// The wall clock is so far behind the mark.
    Behind(Span),
}

/// One answer to "what time is it".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Never earlier than in the reading before.
    pub at: At,
    pub trust: Trust,
}

impl Reading {
    /// Is `at` counted on from the mark, since the wall clock is not believed? What fires now is suspect.
    pub fn suspect(&self) -> bool {
        matches!(self.trust, Trust::Ahead(_) | Trust::Behind(_))
    }
}

/// An instant, and what the boot clock said then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Point {
    at: At,
    boot: Span,
}

impl Point {
    fn later(self, boot: Span) -> At {
        self.at + Span(boot.0 - self.boot.0)
    }
}

/// The last time that was known to be right, and how it goes on from there.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What the wall clock is held against.
    anchor: Point,
    /// How far the wall clock may be ahead of that.
    leeway: Span,
    /// The wall clock when it was last believed.
    good: Point,
    /// The last answer that was not slowed.
    floor: Point,
    steady: Span,
    boot: Span,
}

impl Mark {
    /// The room opens. `last` is when the newest event of its journal was recorded: nothing is known of how long ago
    /// that is, only that it is past, and a week is believed.
    pub fn start(last: Option<At>, wall: At, steady: Span, boot: Span) -> Mark {
        let (at, leeway) = last.map_or((wall, TOLERANCE), |last| (last, LONGEST_SHUT));
        let anchor = Point { at, boot };
        Mark { anchor, leeway, good: anchor, floor: anchor, steady, boot }
    }

    /// The time by these clocks: `steady` stands still while the machine is suspended, `boot` does not, and neither
    /// can be set. Whoever reads calls in the order of reading.
    pub fn read(&mut self, wall: At, steady: Span, boot: Span) -> Reading {
        let boot = boot.max(self.boot);
        let slept = Span((boot.0 - self.boot.0) - (steady.0 - self.steady.0));
        (self.steady, self.boot) = (steady, boot);
        let apart = wall - self.anchor.later(boot);
        let trust = if apart > self.leeway {
            Trust::Ahead(wall - self.good.later(boot))
        } else if apart.0 < -TOLERANCE.0 {
            Trust::Behind(self.good.later(boot) - wall)
        } else {
            self.good = Point { at: wall, boot };
            if self.leeway > TOLERANCE || boot.0 - self.anchor.boot.0 >= RENEWED.0 {
                (self.anchor, self.leeway) = (self.good, TOLERANCE);
            }
            if slept >= SHORTEST_SLEEP { Trust::Slept(slept) } else { Trust::Sure }
        };
        Reading { at: self.settle(boot), trust }
    }

    /// A supervisor says that the wall clock is right.
    pub fn confirm(&mut self, wall: At, steady: Span, boot: Span) -> Reading {
        let boot = boot.max(self.boot);
        self.good = Point { at: wall, boot };
        (self.anchor, self.leeway) = (self.good, TOLERANCE);
        self.read(wall, steady, boot)
    }

    /// Time neither goes back nor stands still: where the answer would be an earlier one, it goes on at nine tenths
    /// of its pace until the wall clock has come up to it.
    fn settle(&mut self, boot: Span) -> At {
        let wanted = self.good.later(boot);
        let slowed = self.floor.at + Span((boot.0 - self.floor.boot.0) / 10 * 9);
        if wanted >= slowed {
            self.floor = Point { at: wanted, boot };
        }
        wanted.max(slowed)
    }
}
