//! The way of a command of this desk: written down, sent, and held here where the room does not answer.

use super::outbox::Kept;
use super::{Alone, PATIENCE, is_away};
use crate::client::Client;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::{CommandId, TicketNumber};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::{At, local_day};
use kentongan_rules::view::{OutboxRow, Receipt};
use kentongan_store::{Standing, Told};

impl Alone {
    pub async fn execute(
        &self,
        window: &str,
        client: &Client,
        execute: &Execute<String>,
    ) -> Result<Receipt, Problem> {
        if let Command::PutAside { held } = execute.command {
            return self.put_aside(held).await;
        }
        if execute.command.has_secret() {
            return if self.is_alone() { Err(Problem::Alone) } else { client.execute(execute).await };
        }
        let actor = self.sits(window).unwrap_or_else(|| Actor::desk(self.pin.desk));
        self.will_be_numbered(execute);
        let written = self.outbox.write(execute, &actor, self.now()).await;
        if !self.is_alone() {
            match tokio::time::timeout(PATIENCE, client.execute(execute)).await {
                Ok(Ok(receipt)) => {
                    self.noted(self.acknowledged(execute, &receipt).await);
                    return Ok(receipt);
                }
                Ok(Err(why)) if !is_away(&why) => {
                    self.noted(self.outbox.settle(execute.id, Standing::Aside, Some(&why), self.now()).await);
                    return Err(why);
                }
                _ => self.cut(),
            }
        }
        // A disk that refuses is no hindrance as long as the room answers.
        written?;
        self.hold(execute.id).await
    }

    fn noted(&self, done: Result<(), Problem>) {
        if let Err(problem) = done {
            tracing::error!(?problem, "what the room replied was not noted");
        }
    }

    async fn acknowledged(&self, execute: &Execute<String>, receipt: &Receipt) -> Result<(), Problem> {
        // Not while another is numbered here.
        let _one = self.judging.lock().await;
        self.outbox.done(execute.id, receipt.number.as_ref(), self.now()).await?;
        if receipt.number.is_some() {
            self.is_numbered(execute);
        }
        Ok(())
    }

    /// Judges here what was written down. The same id again gets the same reply.
    pub(super) async fn hold(&self, id: CommandId) -> Result<Receipt, Problem> {
        let _here = self.gate.read().await;
        // Whoever holds is alone: coming back waits for the gate.
        self.cut();
        let small = self.small().await?;
        let _one = self.judging.lock().await;
        let kept = self.outbox.find(id).await?.ok_or(Problem::Unknown)?;
        let number = match kept.posted.standing {
            Standing::Held => kept.posted.number.clone(),
            Standing::Written if self.may_hold(&kept, &small).await? => {
                let number = match &kept.posted.number {
                    // It has reached the room, which has said so in its news and not in a reply.
                    Some(number) => Some(number.clone()),
                    None => self.number(&kept).await?,
                };
                self.outbox.hold(&kept, number.clone()).await?;
                number
            }
            // The room has it, and its receipt is not heard twice.
            Standing::Done => return Err(Problem::Alone),
            _ => {
                // It may have reached the room: it is shown there, or done again.
                self.outbox.settle(id, Standing::Aside, Some(&Problem::Alone), self.now()).await?;
                return Err(Problem::Alone);
            }
        };
        if let Some(receipt) = self.acknowledge_seen(&kept, &small).await? {
            return Ok(receipt);
        }
        let told = Told { at: kept.posted.occurred_at, number: number.clone() };
        match small.judge(&kept.spoken.actor, &kept.execute, told).await {
            Ok(receipt) => Ok(Receipt { held: Some(receipt.seq), ..receipt }),
            Err(why) => {
                let given_here = number.filter(|_| kept.posted.number.is_none());
                self.outbox.undo(id, given_here, &why, self.now()).await?;
                Err(match why {
                    Problem::Refused { refusal: Refusal::UnknownCall } => Problem::Alone,
                    why => why,
                })
            }
        }
    }

    async fn may_hold(&self, kept: &Kept, small: &super::Small) -> Result<bool, Problem> {
        let command = &kept.execute.command;
        if let Command::AcknowledgeAlarm { ticket, .. } = command
            && self.seen_row(*ticket, &kept.spoken.actor).is_some()
        {
            return Ok(true);
        }
        Ok(command.may_be_held() && small.knows(command).await?)
    }

    /// An alarm of the room's own ticket ends here at once for whoever took it, and is the room's to judge afterwards.
    async fn acknowledge_seen(&self, kept: &Kept, small: &super::Small) -> Result<Option<Receipt>, Problem> {
        let Command::AcknowledgeAlarm { ticket, clock } = kept.execute.command else { return Ok(None) };
        if small.holds(ticket).await? {
            return Ok(None);
        }
        self.seen_alarm(ticket, clock, &kept.spoken.actor, kept.posted.occurred_at).await;
        let seq = kentongan_rules::time::Seq(0);
        Ok(Some(Receipt { held: Some(seq), ..Receipt::committed(seq) }))
    }

    /// The next number of this desk, for a command that opens a ticket.
    async fn number(&self, kept: &Kept) -> Result<Option<TicketNumber>, Problem> {
        let Command::OpenTicket(_) = kept.execute.command else { return Ok(None) };
        let stock = self.stock()?;
        let region = &stock.setup.as_ref().ok_or(Problem::Alone)?.region;
        let (at, offset): (At, i32) = (kept.posted.occurred_at, region.utc_offset_minutes);
        let count = self.outbox.counted(at, offset, 0).await?;
        Ok(Some(TicketNumber::new(&region.prefix, local_day(at, offset), self.pin.desk, count + 1)))
    }

    /// What this desk holds, and what the room refused of it.
    pub async fn rows(&self) -> Result<Vec<OutboxRow>, Problem> {
        let mut rows = self.outbox.standing(Standing::Refused).await?;
        rows.extend(self.outbox.standing(Standing::Held).await?);
        Ok(rows.iter().map(Kept::row).collect())
    }

    /// Somebody has looked at it.
    async fn put_aside(&self, id: CommandId) -> Result<Receipt, Problem> {
        let kept = self.outbox.find(id).await?.ok_or(Problem::Unknown)?;
        if kept.posted.standing != Standing::Refused {
            return Err(Refusal::NothingChanged.into());
        }
        let why = kept.posted.why.as_deref().and_then(|why| serde_json::from_str(why).ok());
        self.outbox.settle(id, Standing::Aside, why.as_ref(), self.now()).await?;
        Ok(Receipt::committed(kentongan_rules::time::Seq(0)))
    }

    /// What was written down when this desk stopped in the middle of it is taken up again.
    pub(super) async fn pick_up(&self) -> Result<(), Problem> {
        let written = self.outbox.standing(Standing::Written).await?;
        for kept in &written {
            if let Err(why) = self.hold(kept.posted.id).await {
                tracing::warn!(?why, "it was not finished when this desk stopped");
            }
        }
        Ok(())
    }
}
