//! The words that narratives are read by: looked through, tried, and what could be learnt.

use crate::broken;
use crate::core::Core;
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::problem::Problem;
use kentongan_rules::reading::lesson::lessons;
use kentongan_rules::view::cues::{find_cues, try_cue};
use kentongan_rules::view::{Query, Reply};
use std::sync::Arc;

/// Which roles may ask; an auditor and an administrator never learn which tickets a word came from.
pub(super) fn may_ask(role: Role, query: &Query) -> bool {
    match query {
        Query::Lessons => role == Role::Supervisor,
        Query::Cues(_) => matches!(role, Role::Supervisor | Role::Administrator | Role::Auditor),
        _ => matches!(role, Role::Supervisor | Role::Administrator),
    }
}

/// Answers off the async threads: hundreds of narratives are read for one lesson.
pub(super) async fn answer(core: &Arc<Core>, actor: &Actor, query: Query) -> Result<Reply, Problem> {
    let setup = core.setup();
    match query {
        Query::Cues(search) => {
            let examples = actor.is_supervisor();
            aside(move || Ok(Reply::Cues(find_cues(&setup, &search, examples)))).await
        }
        Query::TryCue { text, edit } => {
            let reader = core.narratives(&setup);
            aside(move || Ok(Reply::TryCue(try_cue(&setup, &reader(), &text, edit.as_ref())?))).await
        }
        _ => {
            let told = core.read(kentongan_store::Reader::told).await?;
            aside(move || Ok(Reply::Lessons(lessons(&setup.region, &told)))).await
        }
    }
}

async fn aside(ask: impl FnOnce() -> Result<Reply, Problem> + Send + 'static) -> Result<Reply, Problem> {
    tokio::task::spawn_blocking(ask).await.map_err(|e| broken::other("words", &e))?
}
