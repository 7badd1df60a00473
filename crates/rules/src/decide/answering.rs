use super::arming::promised as promise;
use super::{Scene, on_ticket};
use crate::actor::Actor;
use crate::clock::ClockOutcome;
use crate::event::{Event, Fact};
use crate::id::TicketId;
use crate::refusal::Refusal;
use crate::text::Sealed;
use crate::ticket::{AnswerChannel, AnswerKind, AnswerResult, GiveAnswer, Ticket};
use crate::time::At;

/// Failed attempts, in at least two different hours, that end a cycle as attempted.
const ATTEMPTS: usize = 3;

/// What the caller was told, or that they could not be reached.
pub(super) fn answer(
    scene: &Scene<'_>,
    id: TicketId,
    given: &GiveAnswer<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.open_ticket()?;
    // An interim answer promises a further one: to call back, that is.
    let calls_back = given.channel.calls_back() || given.kind == AnswerKind::Interim;
    if calls_back && !ticket.reporter.call_back {
        let may = by.is_supervisor() || ticket.is_of(by);
        if !may || given.although.is_none() {
            return Err(Refusal::NoCallBack);
        }
    }
    let missing = |what: &str| Err(Refusal::Missing { what: what.to_owned() });
    if given.channel == AnswerChannel::DuringCall {
        if given.result != AnswerResult::Reached {
            return Err(Refusal::Malformed { what: "result".to_owned() });
        }
        if given.kind == AnswerKind::Substantive && given.whole.is_none() {
            return missing("whole");
        }
    } else if given.result == AnswerResult::Reached && given.text.is_none() {
        return missing("text");
    }
    let running = !ticket.is_answered();
    let mut arms = Vec::new();
    let ends = match (given.result, given.kind) {
        (AnswerResult::Reached, AnswerKind::Substantive) => running.then_some(ClockOutcome::Met),
        (AnswerResult::Reached, AnswerKind::Interim) => {
            let Some(promised) = given.promised_at else { return missing("promised_at") };
            let policy = &scene.setup.policy;
            if promised <= now || promised > now + policy.interim_longest {
                return Err(Refusal::WrongTime);
            }
            // Something is always owed: the next cycle starts at once, due when it was promised. So is what is promised
            // to somebody who has had their answer.
            arms.push(promise(scene.setup, ticket.into(), now, promised, ticket.cycle + 1));
            running.then_some(ClockOutcome::Interim)
        }
        _ => (running && tried_enough(ticket, now)).then_some(ClockOutcome::Attempted),
    };
    Ok(vec![on_ticket(id, Event::Answered { given: given.clone(), ends, arms })])
}

/// With this attempt there are three, in at least two different hours.
fn tried_enough(ticket: &Ticket, now: At) -> bool {
    let hour = |at: At| at.0.div_euclid(3_600_000);
    let tried: Vec<At> = ticket
        .answers
        .iter()
        .filter(|a| a.cycle == ticket.cycle && a.given.result != AnswerResult::Reached)
        .map(|a| a.at)
        .collect();
    tried.len() + 1 >= ATTEMPTS && tried.iter().any(|at| hour(*at) != hour(now))
}
