//! The room answers again: it is told what was done without it, in its order.

use super::outbox::Kept;
use super::{Alone, LONG_PATIENCE, Link};
use crate::wire::held::{Answered, Delivery, MOST_HELD};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_store::Standing;

impl Alone {
    /// Delivers until nothing is held, and then follows the room again.
    ///
    /// # Errors
    /// The room went away again, or either disk refused: what is held stays held.
    pub(super) async fn come_back(&self) -> Result<(), Problem> {
        let _only = self.delivering.lock().await;
        loop {
            let held = {
                // Not between being held and being judged.
                let _one = self.judging.lock().await;
                self.outbox.standing(Standing::Held).await?
            };
            if held.is_empty() {
                let _here = self.gate.write().await;
                if self.outbox.count(Standing::Held).await? > 0 {
                    continue;
                }
                self.connect().await;
                return Ok(());
            }
            for some in held.chunks(MOST_HELD) {
                self.deliver(some).await?;
            }
        }
    }

    async fn deliver(&self, some: &[Kept]) -> Result<(), Problem> {
        let delivery = Delivery {
            certificate: self.pin.own_certificate.clone(),
            commands: some.iter().map(Kept::held).collect(),
        };
        let answers = tokio::time::timeout(LONG_PATIENCE, self.client.deliver(&delivery))
            .await
            .map_err(|_| Problem::Unreachable)??;
        for (kept, answered) in some.iter().zip(&answers) {
            self.settle(kept, answered).await?;
        }
        // An answer for each, or it is told again: the room does nothing twice.
        if answers.len() < some.len() { Err(Problem::Unreachable) } else { Ok(()) }
    }

    async fn settle(&self, kept: &Kept, answered: &Answered) -> Result<(), Problem> {
        let (id, now) = (kept.posted.id, self.now());
        match answered {
            Answered::Taken { number } => match (&kept.posted.number, number) {
                // The caller was told another number than the room has.
                (Some(told), Some(number)) if told != number => {
                    let why = Problem::from(Refusal::NumberTaken { number: told.0.clone() });
                    self.outbox.settle(id, Standing::Refused, Some(&why), now).await
                }
                _ => self.outbox.done(id, number.as_ref(), now).await,
            },
            Answered::Refused { why } => self.outbox.settle(id, Standing::Refused, Some(why), now).await,
        }
    }

    /// The room's journal is the one to follow again.
    async fn connect(&self) {
        self.link.send_if_modified(|link| {
            let was_alone = link.since.is_some();
            if was_alone {
                *link = Link { turn: link.turn + 1, since: None };
                tracing::info!("the room answers again");
            }
            was_alone
        });
        if let Some(small) = self.small.lock().await.take() {
            small.close().await;
        }
        if let Err(problem) = self.outbox.let_go(self.now()).await {
            tracing::error!(?problem, "what is past its time was not let go");
        }
    }
}
