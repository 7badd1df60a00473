//! What is new after a position: read once, and written out once, for all who are told the same.

use kentongan_rules::actor::Role;
use kentongan_rules::id::TicketId;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Line, TicketRow, Today};
use kentongan_store::Tail;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::OnceCell;

/// Positions and roles of which the news is kept: screens that lag ask from older ones.
const MOST_KEPT: usize = 16;
/// The day's figures change by time alone, so what was read before is told for no longer.
const TOLD_FOR: Span = Span(1_000);

/// What happened after a position, as one viewer may see it.
pub struct News {
    pub tail: Tail,
    written: OnceLock<Vec<u8>>,
}

/// What of an answer is the same for all who are told the same, named as in `Changes`.
#[derive(Serialize)]
struct Shared<'n> {
    seq: Seq,
    rows: &'n [TicketRow],
    gone: &'n [TicketId],
    lines: &'n [Line],
    #[serde(skip_serializing_if = "Option::is_none")]
    today: &'n Option<Today>,
    setup: bool,
}

impl News {
    pub fn of(tail: Tail) -> News {
        News { tail, written: OnceLock::new() }
    }

    /// As JSON, an object.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn written(&self) -> serde_json::Result<&[u8]> {
        if let Some(written) = self.written.get() {
            return Ok(written);
        }
        let Tail { seq, rows, gone, lines, today, setup, .. } = &self.tail;
        let written = serde_json::to_vec(&Shared { seq: *seq, rows, gone, lines, today, setup: *setup })?;
        Ok(self.written.get_or_init(|| written))
    }
}

/// News that whoever asks first reads for the others of their role; empty where each is told something else.
pub type ForRole = OnceCell<Option<Arc<News>>>;

/// What was read of the journal's head as it stands, and no older.
#[derive(Default)]
pub struct Fresh(Mutex<VecDeque<Kept>>);

struct Kept {
    after: Seq,
    role: Role,
    head: Seq,
    at: At,
    news: Arc<ForRole>,
}

impl Fresh {
    /// Where the news after `after` is, or is to be, for this role at this head.
    pub fn of(&self, after: Seq, role: Role, head: Seq, now: At) -> Arc<ForRole> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.head >= head && (now - one.at).0.unsigned_abs() < TOLD_FOR.0.unsigned_abs());
        if let Some(one) = kept.iter().find(|one| (one.after, one.role) == (after, role)) {
            return one.news.clone();
        }
        if kept.len() >= MOST_KEPT {
            kept.pop_front();
        }
        let news = Arc::default();
        kept.push_back(Kept { after, role, head, at: now, news: Arc::clone(&news) });
        news
    }

    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_800_000_000_000);

    #[test]
    fn who_has_another_role_position_or_moment_is_told_something_else() {
        let fresh = Fresh::default();
        let asked = |after, role, head, now| fresh.of(Seq(after), role, Seq(head), now);
        let first = asked(7, Role::Operator, 9, NOW);
        let same = |other: &Arc<ForRole>| Arc::ptr_eq(&first, other);
        assert!(same(&asked(7, Role::Operator, 9, NOW + Span(999))));
        assert!(!same(&asked(7, Role::Supervisor, 9, NOW)));
        assert!(!same(&asked(8, Role::Operator, 9, NOW)));
        // Whoever read the head a moment ago has read what is newer than it too.
        assert!(same(&asked(7, Role::Operator, 8, NOW)));
        assert!(!same(&asked(7, Role::Operator, 9, NOW + TOLD_FOR)));
        let later = asked(7, Role::Operator, 9, NOW);
        assert!(!Arc::ptr_eq(&later, &asked(7, Role::Operator, 10, NOW)));
    }

    #[test]
    fn no_more_is_kept_than_the_last_few_and_nothing_of_an_older_head() {
        let fresh = Fresh::default();
        for after in 0..100 {
            fresh.of(Seq(after), Role::Wall, Seq(100), NOW);
        }
        assert_eq!(fresh.0.lock().unwrap().len(), MOST_KEPT);
        fresh.of(Seq(100), Role::Wall, Seq(101), NOW);
        assert_eq!(fresh.0.lock().unwrap().len(), 1);
    }
}
