//! What is answered about telephone numbers.

use crate::core::Core;
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use kentongan_rules::view::{Known, Reply};

pub(super) async fn caller(core: &Core, number: &str, viewer: Actor, now: At) -> Result<Reply, Problem> {
    let Some(tag) = core.tag(number) else {
        return Ok(Reply::Caller { hits: Vec::new(), calls: Vec::new(), known: Box::new(Known::default()) });
    };
    let caller = core.read(move |r| r.caller(&tag, &viewer, now)).await?;
    Ok(Reply::Caller { hits: caller.hits, calls: caller.calls, known: Box::new(caller.known) })
}

pub(super) async fn call_backs(core: &Core, viewer: Actor, now: At) -> Result<Reply, Problem> {
    let numbers = core.read(move |r| r.call_backs(&viewer, now)).await?;
    Ok(Reply::CallBacks { numbers })
}

pub(super) async fn numbers(core: &Core, viewer: Actor, now: At) -> Result<Reply, Problem> {
    let numbers = core.read(move |r| r.numbers(&viewer, now)).await?;
    Ok(Reply::Numbers { numbers })
}
