//! The only reader of the wall clock, and what is believed of it.

mod mark;
#[cfg(test)]
mod tests;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

pub use mark::{Mark, Reading, Trust};

use kentongan_rules::time::{At, Span};
use kentongan_rules::view::ClockTrust;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum TimeSource {
    /// This machine's clocks.
    Wall,
    /// Driven by hand: a test, or a shift replayed. Believed whatever it says.
    Hand(Arc<AtomicI64>),
    /// Three numbers in a file, in milliseconds: the wall clock, the steady and the boot clock. For suspends and jumps
    /// that are driven from outside the process; no program that is shipped reads time from a file.
    Driven(PathBuf),
}

impl TimeSource {
    pub fn hand(at: At) -> TimeSource {
        TimeSource::Hand(Arc::new(AtomicI64::new(at.0)))
    }

    /// The bare wall clock, unjudged.
    pub fn now(&self) -> At {
        self.clocks().wall
    }

    /// Moves a hand-driven source; the others cannot be moved.
    pub fn set(&self, at: At) {
        if let TimeSource::Hand(hand) = self {
            hand.store(at.0, Ordering::SeqCst);
        }
    }

    fn clocks(&self) -> Clocks {
        let (steady, boot) = (platform::steady(), platform::boot());
        match self {
            TimeSource::Wall => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Clocks { wall: At(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)), steady, boot }
            }
            TimeSource::Hand(at) => Clocks { wall: At(at.load(Ordering::SeqCst)), steady, boot },
            TimeSource::Driven(file) => {
                let text = std::fs::read_to_string(file).unwrap_or_default();
                let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
                let mut next = || numbers.next().unwrap_or_default();
                Clocks { wall: At(next()), steady: Span(next()), boot: Span(next()) }
            }
        }
    }
}

/// What the clocks say in one moment.
#[derive(Clone, Copy, Debug)]
struct Clocks {
    wall: At,
    steady: Span,
    boot: Span,
}

/// A source with its mark: one for a running room, whoever asks. Every reading of "now" is judged.
#[derive(Debug)]
pub struct MarkedTime {
    source: TimeSource,
    mark: Mutex<Mark>,
    trust: watch::Sender<ClockTrust>,
}

impl MarkedTime {
    /// `last` is when the newest event of the journal was recorded.
    pub fn start(source: TimeSource, last: Option<At>) -> MarkedTime {
        let Clocks { wall, steady, boot } = source.clocks();
        let mark = Mutex::new(Mark::start(last, wall, steady, boot));
        let time = MarkedTime { source, mark, trust: watch::Sender::new(ClockTrust::Sure) };
        time.read();
        time
    }

    pub fn now(&self) -> At {
        self.read().at
    }

    pub fn read(&self) -> Reading {
        if let TimeSource::Hand(_) = self.source {
            return Reading { at: self.source.now(), trust: Trust::Sure };
        }
        let mut mark = self.mark();
        // Read with the mark in hand: two that ask at once are judged in the order of their readings.
        let Clocks { wall, steady, boot } = self.source.clocks();
        let reading = mark.read(wall, steady, boot);
        self.tell(reading);
        reading
    }

    /// A supervisor says that the wall clock is right.
    pub fn confirm(&self) {
        let mut mark = self.mark();
        let Clocks { wall, steady, boot } = self.source.clocks();
        self.tell(mark.confirm(wall, steady, boot));
    }

    /// Time that the machine was awake, from some start.
    pub fn steady(&self) -> Span {
        self.source.clocks().steady
    }

    pub fn trust(&self) -> ClockTrust {
        *self.trust.borrow()
    }

    /// Wakes whoever waits when the wall clock is believed no more, or again.
    pub fn trust_changes(&self) -> watch::Receiver<ClockTrust> {
        self.trust.subscribe()
    }

    fn mark(&self) -> MutexGuard<'_, Mark> {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, reading: Reading) {
        if let Trust::Slept(span) = reading.trust {
            tracing::info!(slept_ms = span.0, "this machine slept");
        }
        self.trust.send_if_modified(|trust| {
            let turned = match (reading.trust, &mut *trust) {
                (Trust::Sure | Trust::Slept(_), ClockTrust::Sure) => false,
                (Trust::Ahead(now), ClockTrust::Ahead { by, .. })
                | (Trust::Behind(now), ClockTrust::Behind { by, .. }) => {
                    *by = now;
                    false
                }
                _ => true,
            };
            if turned {
                *trust = match reading.trust {
                    Trust::Sure | Trust::Slept(_) => {
                        tracing::warn!("the wall clock is believed again");
                        ClockTrust::Sure
                    }
                    Trust::Ahead(by) => {
                        tracing::warn!(by_ms = by.0, "the wall clock is ahead, and nothing confirms it");
                        ClockTrust::Ahead { by, since: reading.at }
                    }
                    Trust::Behind(by) => {
                        tracing::warn!(by_ms = by.0, "the wall clock was set back");
                        ClockTrust::Behind { by, since: reading.at }
                    }
                };
            }
            turned
        });
    }
}
