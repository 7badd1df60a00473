//! The only reader of the wall clock.

use kentongan_rules::time::{At, Span};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum TimeSource {
    Wall,
    /// Driven by hand: a test, or a shift replayed.
    Hand(Arc<AtomicI64>),
}

impl TimeSource {
    pub fn hand(at: At) -> TimeSource {
        TimeSource::Hand(Arc::new(AtomicI64::new(at.0)))
    }

    pub fn now(&self) -> At {
        match self {
            TimeSource::Wall => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                At(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            TimeSource::Hand(at) => At(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a hand-driven source; the wall cannot be moved.
    pub fn set(&self, at: At) {
        if let TimeSource::Hand(hand) = self {
            hand.store(at.0, Ordering::SeqCst);
        }
    }

    pub fn is_wall(&self) -> bool {
        matches!(self, TimeSource::Wall)
    }
}

/// Compares the wall clock's steps with the monotonic clock's.
#[derive(Debug)]
pub struct StepWatch {
    wall: At,
    steady: Instant,
}

impl StepWatch {
    /// A wall clock that differs by more than this from the monotonic one has been set.
    const TOLERANCE: Span = Span::seconds(5);

    pub fn start(now: At) -> StepWatch {
        StepWatch { wall: now, steady: Instant::now() }
    }

    /// How far the wall clock moved apart from the monotonic clock since the last look, if it did.
    pub fn jump(&mut self, now: At) -> Option<Span> {
        let steady = self.steady.elapsed();
        let stepped = now - self.wall;
        *self = StepWatch { wall: now, steady: Instant::now() };
        let apart = Span(stepped.0 - i64::try_from(steady.as_millis()).unwrap_or(i64::MAX));
        (apart.0.abs() > Self::TOLERANCE.0).then_some(apart)
    }
}
