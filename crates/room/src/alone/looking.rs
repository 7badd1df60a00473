//! Looking whether the room answers, and keeping what it lends.

use super::{Alone, LONG_PATIENCE, LOOKS, PATIENCE, is_away, locked};
use crate::wire::held::Stock;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use kentongan_rules::view::{Changes, TicketRow};
use kentongan_store::Standing;
use std::sync::{Arc, Weak};

impl Alone {
    /// Looks for as long as anybody has this desk.
    pub fn keep_looking(self: &Arc<Alone>) {
        let desk: Weak<Alone> = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOKS).await;
                let Some(desk) = desk.upgrade() else { return };
                desk.look().await;
            }
        });
    }

    /// Asks the room for what has changed of what it lends: alone where it does not answer, and back where it does.
    pub async fn look(&self) {
        let has = locked(&self.stock).as_ref().filter(|s| s.setup.is_some()).map(|s| s.version);
        let patience = if has.is_some() { PATIENCE } else { LONG_PATIENCE };
        let heard = locked(&self.heard).as_ref().map(|heard| heard.history.head);
        let before = self.link();
        match tokio::time::timeout(patience, self.client.stock(has, heard)).await {
            Ok(Ok(stock)) => {
                if let Err(problem) = self.hear(&stock).await {
                    tracing::error!(?problem, "what the room has lost is not offered yet");
                } else if let Err(problem) = self.lent(stock).await {
                    tracing::error!(?problem, "what the room lent was not kept");
                }
                let held = self.outbox.count(Standing::Held).await.unwrap_or(0);
                // Cut since it was asked: an answer from before says nothing of now.
                if (self.is_alone() || held > 0)
                    && self.link() == before
                    && let Err(problem) = self.come_back().await
                {
                    tracing::warn!(?problem, "what is held was not delivered yet");
                }
            }
            Ok(Err(why)) if !is_away(&why) => tracing::warn!(?why, "the room does not know this desk"),
            _ => self.cut(),
        }
    }

    /// Keeps it, if it is not as it was.
    async fn lent(&self, news: Stock) -> Result<(), Problem> {
        let before = locked(&self.stock).clone();
        let setup = news.setup.or_else(|| before.as_ref().and_then(|before| before.setup.clone()));
        let mut secrets = before.as_ref().map(|before| before.secrets.clone()).unwrap_or_default();
        secrets.extend(news.secrets);
        // A password that was changed, or whose owner has left, opens nothing here either.
        let is_known = |id| {
            let people = setup.iter().flat_map(|setup| &setup.people);
            people.filter(|person| person.active).any(|person| person.secret.id == id)
        };
        secrets.retain(|id, _| is_known(*id));
        let stock = Stock { setup, secrets, ..news };
        let same = before.is_some_and(|b| b.version == stock.version && b.secrets == stock.secrets);
        let stock = Arc::new(stock);
        *locked(&self.stock) = Some(stock.clone());
        if same { Ok(()) } else { self.outbox.keep("stock", &*stock).await }
    }

    /// The board as this person was just shown it.
    pub async fn saw_board(&self, by: &Actor, rows: &[TicketRow]) {
        let seen = super::Seen::board(by, self.now(), rows);
        *locked(&self.seen) = seen.clone();
        self.keep_seen(&seen).await;
    }

    pub async fn saw_changes(&self, by: &Actor, changes: &Changes) {
        let now = self.now();
        let seen = {
            let mut seen = locked(&self.seen);
            seen.hear(by, now, changes);
            if changes.rows.is_empty() {
                return;
            }
            seen.clone()
        };
        self.keep_seen(&seen).await;
    }

    /// Somebody takes the alarm of a ticket that was only seen.
    pub(super) async fn seen_alarm(&self, ticket: TicketId, clock: ClockNo, by: &Actor, at: At) {
        let seen = {
            let mut seen = locked(&self.seen);
            if !seen.acknowledge(ticket, clock, by, at) {
                return;
            }
            seen.clone()
        };
        self.keep_seen(&seen).await;
    }

    async fn keep_seen(&self, seen: &super::Seen) {
        if let Err(problem) = self.outbox.keep("seen", seen).await {
            tracing::error!(?problem, "what was seen of the room was not kept");
        }
    }
}
