//! That something is taken out.

use super::Core;
use kentongan_rules::actor::Actor;
use kentongan_rules::export::Export;
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use uuid::Uuid;

impl Core {
    /// Durable when it returns: what is not written down is not handed over.
    pub async fn record_export(&self, export: Export, by: Actor) -> Result<(), Problem> {
        let (now, taken) = (self.time.now(), CommandId(Uuid::now_v7()));
        self.writer.ask(move |store| store.record_export(export, &by, now, taken)).await
    }
}
