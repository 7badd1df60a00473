//! Who is here, gathered once for all who are told of it: each is then told what of it is theirs to know.

use super::Room;
use super::door::held;
use crate::core::Core;
use crate::session::TokenHash;
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{ClaimRow, Looking, WaitingForm};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Forms come to wait, and people to be gone, by time alone.
const HOLDS_FOR: Span = Span(1_000);

/// What was gathered, and the version by which whoever heard it says so.
pub(super) struct Gathered {
    pub version: u32,
    pub all: Everybody,
}

/// Everybody who has a ticket open, and all that waits for somebody.
#[derive(PartialEq)]
pub(super) struct Everybody {
    pub looking: Vec<(TokenHash, Looking)>,
    /// Of their tickets, those that not everybody who takes calls may read.
    pub guarded: BTreeSet<TicketId>,
    pub signed_in: Vec<String>,
    pub waiting: Vec<WaitingForm>,
    pub claims: Vec<ClaimRow>,
}

/// Of when it is.
#[derive(Clone, Copy)]
struct Moment {
    outdated: u64,
    head: Seq,
    at: At,
}

impl Moment {
    fn holds_at(self, now: Moment) -> bool {
        (self.outdated, self.head) == (now.outdated, now.head)
            && (now.at - self.at).0.unsigned_abs() < HOLDS_FOR.0.unsigned_abs()
    }
}

/// What was gathered last, of the room itself.
#[derive(Default)]
pub(super) struct Gathering {
    outdated: AtomicU64,
    last: tokio::sync::Mutex<Option<(Moment, Arc<Gathered>)>>,
}

impl Gathering {
    /// What was gathered so far is not so any more.
    pub fn outdate(&self) {
        self.outdated.fetch_add(1, Ordering::SeqCst);
    }
}

impl Room {
    /// # Errors
    /// The disk refused.
    pub(super) async fn gathered(&self, core: &Arc<Core>, now: At) -> Result<Arc<Gathered>, Problem> {
        let around = &self.0.around;
        let gathering = &around.gathered;
        // Asked before what it stands for: whoever hears of an older version is told again.
        let version = || *around.version.borrow();
        if !self.is_real(core) {
            return Ok(Arc::new(Gathered { version: version(), all: self.gather(core).await? }));
        }
        // One gathers, and who asked meanwhile is given the same.
        let mut last = gathering.last.lock().await;
        let moment = Moment {
            outdated: gathering.outdated.load(Ordering::SeqCst),
            head: *core.head.borrow(),
            at: now,
        };
        if let Some((_, told)) = last.as_ref().filter(|(of, _)| of.holds_at(moment)) {
            return Ok(told.clone());
        }
        let (mut version, all) = (version(), self.gather(core).await?);
        // A form that came to wait, or a ticket that became restricted, stirred nobody.
        if last.as_ref().is_some_and(|(_, told)| told.version == version && told.all != all) {
            version = version.wrapping_add(1);
            around.version.send_modify(|newest| *newest = newest.wrapping_add(1));
        }
        let told = Arc::new(Gathered { version, all });
        *last = Some((moment, told.clone()));
        Ok(told)
    }

    async fn gather(&self, core: &Arc<Core>) -> Result<Everybody, Problem> {
        let mut looking = held(&self.0.around.presence).all();
        let tickets: BTreeSet<TicketId> = looking.iter().map(|(_, one)| one.ticket).collect();
        let found = match tickets.is_empty() {
            true => Default::default(),
            false => core.read(move |reader| reader.unrestricted(tickets)).await?,
        };
        looking.retain(|(_, one)| found.contains_key(&one.ticket));
        let guarded = found.into_iter().filter(|(_, open)| !open).map(|(id, _)| id).collect();
        let mut signed_in: Vec<String> = self.signed_in().into_iter().map(|one| one.name).collect();
        signed_in.sort();
        signed_in.dedup();
        let claims = held(&self.0.around.claims)
            .all()
            .map(|(what, claim)| ClaimRow {
                what: *what,
                by: claim.by.name.clone(),
                desk: claim.by.desk,
                until: claim.until,
            })
            .collect();
        Ok(Everybody { looking, guarded, signed_in, waiting: self.waiting(core).await?, claims })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_gathered_holds_until_anything_moves() {
        let of = Moment { outdated: 1, head: Seq(5), at: At(1_000) };
        assert!(of.holds_at(Moment { at: At(1_999), ..of }) && of.holds_at(Moment { at: At(1), ..of }));
        assert!(!of.holds_at(Moment { at: At(2_000), ..of }));
        assert!(!of.holds_at(Moment { outdated: 2, ..of }) && !of.holds_at(Moment { head: Seq(6), ..of }));
    }
}
