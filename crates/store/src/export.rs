//! That something was taken out as a file.

use crate::access;
use crate::broken::Broken;
use crate::sqlite::Sqlite;
use kentongan_rules::access::Access;
use kentongan_rules::actor::Actor;
use kentongan_rules::export::Export;
use kentongan_rules::id::CommandId;
use kentongan_rules::time::At;
use rusqlite::TransactionBehavior;

impl Sqlite {
    /// Writes down that `by` takes this out, before it is handed over.
    ///
    /// # Errors
    /// The disk failed.
    pub fn record_export(
        &mut self,
        export: Export,
        by: &Actor,
        at: At,
        taken: CommandId,
    ) -> Result<(), Broken> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        access::append(&tx, &Access::Exported { export }, by, taken, at)?;
        tx.commit()?;
        Ok(())
    }
}
