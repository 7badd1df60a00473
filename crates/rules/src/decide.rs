//! The judgement: what follows from a command, in this state, by this actor, now.

mod access;
mod allow;
mod answering;
pub mod arming;
mod assigning;
mod calling;
pub mod clocking;
mod correcting;
mod departing;
mod erasing;
mod founding;
mod handoff;
mod handover;
mod joining;
mod liaising;
mod losing;
mod numbering;
mod opening;
mod pausing;
mod relating;
mod reporting;
mod reviewing;
mod rostering;
mod searching;
mod staffing;
mod storming;
mod telling;

pub use allow::{allowed, finishes};
pub use founding::next_policy;

use crate::actor::Actor;
use crate::call::Call;
use crate::command::Command;
use crate::event::{Event, Fact, Meta, Stream};
use crate::handover::Gathered;
use crate::id::TicketId;
use crate::photo::PhotoId;
use crate::refusal::Refusal;
use crate::review::ReviewReason;
use crate::setup::{Person, Setup};
use crate::text::Sealed;
use crate::ticket::Ticket;
use crate::time::{At, Seq};

/// The state a command is judged by: what `Command::touches` names, as it stands.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub setup: &'a Setup,
    pub ticket: Option<&'a Ticket>,
    pub parent: Option<&'a Ticket>,
    pub call: Option<&'a Call>,
    /// The desk's next count of the day, for a ticket's number.
    pub next_count: u32,
    /// Of the photos that the command names, those that the room keeps for its ticket.
    pub photos: &'a [PhotoId],
    /// What a handover would hand over now.
    pub gathered: Option<&'a Gathered>,
    /// Those tickets of the handover that waits to be accepted which are there.
    pub handed: &'a [&'a Ticket],
    /// Why the ticket is proposed for review; empty: it is not.
    pub proposed: &'a [ReviewReason],
}

impl<'a> Scene<'a> {
    fn ticket(&self) -> Result<&'a Ticket, Refusal> {
        self.ticket.ok_or(Refusal::UnknownTicket)
    }

    /// The ticket, if its own fields are as they were seen.
    fn ticket_seen(&self, seen: u32) -> Result<&'a Ticket, Refusal> {
        let ticket = self.ticket()?;
        if ticket.version == seen { Ok(ticket) } else { Err(Refusal::Stale { now: ticket.version }) }
    }

    fn open_ticket(&self) -> Result<&'a Ticket, Refusal> {
        let ticket = self.ticket()?;
        if ticket.closed.is_some() { Err(Refusal::Closed) } else { Ok(ticket) }
    }
}

/// What follows: the facts to append, all of them or none.
///
/// # Errors
/// The lawful no.
pub fn decide(
    scene: &Scene<'_>,
    command: &Command<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    if !allowed(by.role, command) {
        return Err(Refusal::NotAllowed);
    }
    if scene.setup.founded_at.is_none() && !matches!(command, Command::Found(_)) {
        return Err(Refusal::NotFounded);
    }
    liaising::may(scene, command, by)?;
    // To read a case moves nothing on it.
    let reads = matches!(command, Command::Unmask(_));
    let Some(ticket) = scene.ticket.filter(|_| !reads) else { return judge(scene, command, by, now) };
    let mut facts = pausing::overdue(scene.setup, ticket, now);
    if facts.is_empty() {
        return judge(scene, command, by, now);
    }
    // Pauses whose time is up have ended, whoever noticed: the command is judged by what followed.
    let mut resumed = Some(ticket.clone());
    for fact in &facts {
        let meta = Meta { seq: Seq(0), at: fact.at.unwrap_or(now), recorded_at: now, actor: Actor::clock() };
        crate::fold::ticket(&mut resumed, &fact.stream, &fact.event, &meta);
    }
    match judge(&Scene { ticket: resumed.as_ref(), ..*scene }, command, by, now) {
        Ok(more) => facts.extend(more),
        // To sweep is to notice.
        Err(Refusal::NothingChanged) if matches!(command, Command::Sweep { .. }) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(facts)
}

fn judge(scene: &Scene<'_>, command: &Command<Sealed>, by: &Actor, now: At) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::EndCall(end) => calling::end(scene, end, now),
        Command::UndoCall { call } => calling::undo(scene, *call, now),
        Command::RecordCallBack { call, reached } => calling::record_call_back(scene, *call, *reached),
        Command::MarkNumber { number } => numbering::mark(scene, number),
        Command::UnmarkNumber { number } => numbering::unmark(scene, number),
        Command::BlockNumber { number } => numbering::block(scene, number, now),
        Command::LiftBlock { number } => numbering::lift(scene, number, now),
        Command::FollowUp(follow) => calling::follow_up(scene, follow, now),
        Command::OpenTicket(open) => opening::open(scene, open, by, now),
        Command::Claim { ticket } => opening::claim(scene, *ticket, by),
        Command::StartStorm { name } => storming::start(scene, name, by),
        Command::EndStorm { storm } => storming::end(scene, *storm, by),
        Command::RecordOffered { day, shift, offered, abandoned } => {
            reporting::record_offered(scene, (*day, *shift), *offered, *abandoned, by, now)
        }
        Command::SignHandover(sign) => handover::sign(scene, sign),
        Command::ReadHandover { handover, item, remark } => {
            handover::read(scene, *handover, item, remark.as_ref(), by)
        }
        Command::UnreadHandover { handover, item } => handover::unread(scene, *handover, item, by),
        Command::AcceptHandover { handover, alone } => handover::accept(scene, *handover, *alone, by),
        Command::KeepSearch { search, name, filter, shared } => {
            searching::keep(scene, *search, name, filter, *shared, by)
        }
        Command::ForgetSearch { search } => searching::forget(scene, *search, by),
        Command::Relate { ticket, to } => relating::relate(scene, *ticket, *to),
        Command::Unrelate { ticket, to } => relating::unrelate(scene, *ticket, *to),
        Command::Attach { ticket, seen, parent } => opening::attach(scene, *ticket, *seen, *parent),
        Command::Detach { ticket, seen } => opening::detach(scene, *ticket, *seen),
        Command::Close { ticket, seen, outcome, reason } => {
            opening::close(scene, *ticket, *seen, *outcome, reason.clone(), by, now)
        }
        Command::Reopen { ticket, seen, reason } => {
            opening::reopen(scene, *ticket, *seen, reason.clone(), now)
        }
        Command::Assign { ticket, seen, plan, to, departures, at } => {
            let told = assigning::Told { plan, to, departures: departures.as_deref(), at: *at };
            assigning::assign(scene, *ticket, *seen, &told, by, now)
        }
        Command::Acknowledge(step) => assigning::acknowledge(scene, step, by, now),
        Command::Accept { step, reference } => handoff::accept(scene, step, reference.as_deref(), by, now),
        Command::EnRoute(step) => assigning::en_route(scene, step, by, now),
        Command::Arrive(step) => assigning::arrive(scene, step, by, now),
        Command::Finish { step, evidence, photos } => {
            assigning::finish(scene, step, evidence.clone(), photos, by, now)
        }
        Command::Return { step, reason, proposed } => {
            assigning::give_back(scene, step, reason.clone(), proposed.clone(), by, now)
        }
        Command::Release { step, reason } => assigning::release(scene, step, reason.clone(), by, now),
        Command::Pause { step, reason, note, resume_at } => {
            pausing::pause(scene, step, *reason, note.clone(), *resume_at, by, now)
        }
        Command::Resume(step) => pausing::resume(scene, step, by, now),
        Command::Confirm { ticket, seen, by_caller, note } => {
            opening::confirm(scene, *ticket, *seen, *by_caller, note.clone())
        }
        Command::Note { ticket, text, internal } => {
            scene.ticket()?;
            Ok(vec![on_ticket(*ticket, Event::Noted { text: text.clone(), internal: *internal })])
        }
        Command::Answer { ticket, answer } => answering::answer(scene, *ticket, answer, by, now),
        Command::Correct { ticket, seen, correction } => {
            correcting::correct(scene, *ticket, *seen, correction, now)
        }
        Command::Review(given) => reviewing::review(scene, given, by),
        Command::AcknowledgeAlarm { ticket, clock } => clocking::acknowledge(scene, *ticket, *clock),
        Command::Tell { ticket, clock, recipient, to } => {
            clocking::tell(scene, *ticket, *clock, *recipient, to)
        }
        Command::RecordDelivery { ticket, clock, outlet, worked } => {
            clocking::record_delivery(scene, *ticket, *clock, *outlet, *worked)
        }
        Command::WithdrawAlarms { ticket } => clocking::withdraw(scene, *ticket),
        Command::Sweep { ticket, suspect } => clocking::sweep(scene, *ticket, *suspect, now),
        Command::PutAside { .. } => Err(Refusal::NothingChanged),
        Command::Unmask(_) => access::unmask(scene, by),
        Command::LookAtAccess { to } => access::look(*to),
        Command::Found(found) => founding::found(scene, found),
        Command::AddPerson { person, account, name, role, secret, agency } => {
            let person = Person {
                id: *person,
                account: account.clone(),
                name: name.clone(),
                role: *role,
                secret: secret.clone(),
                active: true,
                agency: agency.clone(),
            };
            staffing::add_person(scene, person)
        }
        Command::ResetPerson { person, secret } => staffing::reset_person(scene, *person, secret),
        Command::JoinDesk { desk, name, desk_kind, key } => {
            joining::join(scene, *desk, name, *desk_kind, key)
        }
        Command::RemoveDesk { desk } => joining::remove(scene, *desk),
        Command::ClosePerson { person } => staffing::close_person(scene, *person),
        Command::ChangePerson { person, before, after } => {
            staffing::change_person(scene, *person, before, after)
        }
        Command::ChangeRoster { changes } => rostering::change(scene, changes, now),
        Command::ChangeAgency(change) => founding::change_agency(scene, change),
        Command::ChangeCategory(change) => founding::change_category(scene, change),
        Command::ChangeCue(edit) => founding::change_cue(scene, edit),
        Command::ChangePlan(change) => founding::change_plan(scene, change),
        Command::ChangeQuestions(change) => founding::change_questions(scene, change),
        Command::ChangeTemplate(edit) => telling::change_template(scene, edit),
        Command::ChangePolicy(change) => founding::change_policy(scene, change, now),
        Command::ChangeSettings(change) => founding::change_settings(scene, change, by),
        Command::ConfirmClock { ahead } => {
            Ok(vec![fact(Stream::Desk(by.desk), Event::ClockConfirmed { ahead: *ahead })])
        }
        Command::AskBackup => Ok(vec![fact(Stream::Desk(by.desk), Event::BackupAsked)]),
        Command::Erase { what, texts, again } => erasing::erase(scene, *what, texts, *again, by, now),
        Command::RecordErasure { run } => {
            Ok(vec![fact(Stream::Desk(by.desk), Event::ErasureRan { run: run.clone() })])
        }
        Command::RecordRestore { after, from } => losing::restored(scene, *after, *from, by),
        Command::RecordLoss { after, from, saw } => losing::seen(scene, *after, *from, saw, by),
        Command::NoteLoss { found_at } => losing::note(scene, *found_at, by),
        Command::RecordBackup { backup } => {
            Ok(vec![fact(Stream::Desk(by.desk), Event::BackedUp { backup: backup.clone() })])
        }
    }
}

fn fact(stream: Stream, event: Event) -> Fact {
    Fact { stream, event, at: None }
}

fn on_ticket(ticket: TicketId, event: Event) -> Fact {
    fact(Stream::Ticket(ticket), event)
}

fn filled<'t>(text: &'t str, what: &str) -> Result<&'t str, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::Missing { what: what.to_owned() }),
        1..=200 => Ok(text),
        _ => Err(Refusal::TooLong { what: what.to_owned(), longest: 200 }),
    }
}
