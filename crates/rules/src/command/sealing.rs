//! From words on the wire to what may be judged.

use super::{Command, Correction, EndCall, FollowUp, Found, OpenTicket};
use crate::text::TextKind;

type Seal<'a, T, U, E> = &'a mut dyn FnMut(TextKind, T) -> Result<Option<U>, E>;

impl<T> Command<T> {
    /// The same command with every text turned by `seal`, which may refuse one or find it empty.
    ///
    /// # Errors
    /// The first refusal of `seal`; `missing` where a text that must be there was empty.
    pub fn seal<U, E>(
        self,
        mut seal: impl FnMut(TextKind, T) -> Result<Option<U>, E>,
        missing: impl Fn(&'static str) -> E,
    ) -> Result<Command<U>, E> {
        use TextKind::{Name, Narrative, Note, Number, Secret};
        let seal: Seal<'_, T, U, E> = &mut seal;
        let mut turn = |kind: TextKind, text: Option<T>| -> Result<Option<U>, E> {
            text.map(|t| seal(kind, t)).transpose().map(Option::flatten)
        };
        let must = |text: Option<U>, what: &'static str| text.ok_or_else(|| missing(what));
        Ok(match self {
            Command::EndCall(c) => Command::EndCall(EndCall {
                call: c.call,
                called_at: c.called_at,
                outcome: c.outcome,
                number: turn(Number, c.number)?,
                note: turn(Note, c.note)?,
                call_back: c.call_back,
            }),
            Command::UndoCall { call } => Command::UndoCall { call },
            Command::RecordCallBack { call, reached } => Command::RecordCallBack { call, reached },
            Command::MarkNumber { number } => {
                Command::MarkNumber { number: must(turn(Number, Some(number))?, "number")? }
            }
            Command::UnmarkNumber { number } => {
                Command::UnmarkNumber { number: must(turn(Number, Some(number))?, "number")? }
            }
            Command::BlockNumber { number } => {
                Command::BlockNumber { number: must(turn(Number, Some(number))?, "number")? }
            }
            Command::LiftBlock { number } => {
                Command::LiftBlock { number: must(turn(Number, Some(number))?, "number")? }
            }
            Command::FollowUp(c) => Command::FollowUp(FollowUp {
                call: c.call,
                called_at: c.called_at,
                ticket: c.ticket,
                number: turn(Number, c.number)?,
                name: turn(Name, c.name)?,
                note: turn(Note, c.note)?,
            }),
            Command::OpenTicket(o) => Command::OpenTicket(OpenTicket {
                call: o.call,
                ticket: o.ticket,
                called_at: o.called_at,
                paper: o.paper,
                category: o.category,
                severity: o.severity,
                kind: o.kind,
                asked: o.asked,
                storm: o.storm,
                at_risk: o.at_risk,
                narrative: turn(Narrative, o.narrative)?,
                place: o.place.seal(&mut |k, t| turn(k, Some(t)))?,
                reporter: o.reporter.seal(&mut |k, t| turn(k, Some(t)))?,
            }),
            Command::Claim { ticket } => Command::Claim { ticket },
            Command::Assign { ticket, seen, plan, to, departures, at } => {
                let mut said = |words| must(turn(Note, Some(words))?, "reason");
                let departures = departures.map(|all| all.into_iter().map(|d| d.turn(&mut said)).collect());
                Command::Assign { ticket, seen, plan, to, departures: departures.transpose()?, at }
            }
            Command::Accept { step, reference } => Command::Accept { step, reference },
            Command::Acknowledge(p) => Command::Acknowledge(p),
            Command::EnRoute(p) => Command::EnRoute(p),
            Command::Arrive(p) => Command::Arrive(p),
            Command::Finish { step, evidence, photos } => {
                Command::Finish { step, evidence: turn(Note, evidence)?, photos }
            }
            Command::Return { step, reason, proposed } => {
                Command::Return { step, reason: turn(Note, reason)?, proposed }
            }
            Command::Release { step, reason } => Command::Release { step, reason: turn(Note, reason)? },
            Command::Pause { step, reason, note, resume_at } => {
                Command::Pause { step, reason, note: turn(Note, note)?, resume_at }
            }
            Command::Resume(p) => Command::Resume(p),
            Command::Confirm { ticket, seen, by_caller, note } => {
                Command::Confirm { ticket, seen, by_caller, note: turn(Note, note)? }
            }
            Command::Note { ticket, text, internal } => {
                Command::Note { ticket, text: must(turn(Note, Some(text))?, "note")?, internal }
            }
            Command::Answer { ticket, answer } => {
                Command::Answer { ticket, answer: answer.seal(&mut |k, t| turn(k, Some(t)))? }
            }
            Command::Correct { ticket, seen, correction } => Command::Correct {
                ticket,
                seen,
                correction: match correction {
                    Correction::Category(c) => Correction::Category(c),
                    Correction::Severity(s) => Correction::Severity(s),
                    Correction::Kind(k) => Correction::Kind(k),
                    Correction::AtRisk(at_risk) => Correction::AtRisk(at_risk),
                    Correction::Storm(storm) => Correction::Storm(storm),
                    Correction::Place(p) => Correction::Place(p.seal(&mut |k, t| turn(k, Some(t)))?),
                    Correction::Reporter(r) => Correction::Reporter(r.seal(&mut |k, t| turn(k, Some(t)))?),
                    Correction::Narrative(t) => {
                        Correction::Narrative(must(turn(Narrative, Some(t))?, "narrative")?)
                    }
                },
            },
            Command::Attach { ticket, seen, parent } => Command::Attach { ticket, seen, parent },
            Command::Relate { ticket, to } => Command::Relate { ticket, to },
            Command::Unrelate { ticket, to } => Command::Unrelate { ticket, to },
            Command::Detach { ticket, seen } => Command::Detach { ticket, seen },
            Command::Close { ticket, seen, outcome, reason } => {
                Command::Close { ticket, seen, outcome, reason: turn(Note, reason)? }
            }
            Command::Reopen { ticket, seen, reason } => {
                Command::Reopen { ticket, seen, reason: turn(Note, reason)? }
            }
            Command::Review(given) => Command::Review(given.seal(&mut |k, t| turn(k, Some(t)))?),
            Command::AcknowledgeAlarm { ticket, clock } => Command::AcknowledgeAlarm { ticket, clock },
            Command::Tell { ticket, clock, recipient, to } => Command::Tell { ticket, clock, recipient, to },
            Command::RecordDelivery { ticket, clock, outlet, worked } => {
                Command::RecordDelivery { ticket, clock, outlet, worked }
            }
            Command::WithdrawAlarms { ticket } => Command::WithdrawAlarms { ticket },
            Command::PutAside { held } => Command::PutAside { held },
            Command::Unmask(asked) => Command::Unmask(asked.seal(seal, missing)?),
            Command::LookAtAccess { to } => Command::LookAtAccess { to },
            Command::Found(f) => Command::Found(Found {
                region: f.region,
                settings: f.settings,
                supervisor: f.supervisor,
                account: f.account,
                name: f.name,
                secret: must(turn(Secret, Some(f.secret))?, "secret")?,
                recovery: must(turn(Secret, Some(f.recovery))?, "recovery")?,
                training: f.training,
            }),
            Command::AddPerson { person, account, name, role, secret, agency } => Command::AddPerson {
                person,
                account,
                name,
                role,
                secret: must(turn(Secret, Some(secret))?, "secret")?,
                agency,
            },
            Command::ResetPerson { person, secret } => {
                Command::ResetPerson { person, secret: must(turn(Secret, Some(secret))?, "secret")? }
            }
            Command::JoinDesk { desk, name, desk_kind, key } => {
                Command::JoinDesk { desk, name, desk_kind, key }
            }
            Command::RemoveDesk { desk } => Command::RemoveDesk { desk },
            Command::ClosePerson { person } => Command::ClosePerson { person },
            Command::ChangePerson { person, before, after } => {
                Command::ChangePerson { person, before, after }
            }
            Command::StartStorm { name } => Command::StartStorm { name },
            Command::EndStorm { storm } => Command::EndStorm { storm },
            Command::RecordOffered { day, shift, offered, abandoned } => {
                Command::RecordOffered { day, shift, offered, abandoned }
            }
            Command::SignHandover(sign) => {
                Command::SignHandover(sign.seal(&mut |kind, text| turn(kind, Some(text)), missing)?)
            }
            Command::ReadHandover { handover, item, remark } => {
                Command::ReadHandover { handover, item, remark: turn(Note, remark)? }
            }
            Command::UnreadHandover { handover, item } => Command::UnreadHandover { handover, item },
            Command::AcceptHandover { handover, alone } => Command::AcceptHandover { handover, alone },
            Command::KeepSearch { search, name, filter, shared } => {
                Command::KeepSearch { search, name, filter, shared }
            }
            Command::ForgetSearch { search } => Command::ForgetSearch { search },
            Command::ChangeRoster { changes } => Command::ChangeRoster { changes },
            Command::ChangeAgency(c) => Command::ChangeAgency(c),
            Command::ChangeCategory(c) => Command::ChangeCategory(c),
            Command::ChangeQuestions(c) => Command::ChangeQuestions(c),
            Command::ChangeTemplate(edit) => Command::ChangeTemplate(edit),
            Command::ChangeCue(c) => Command::ChangeCue(c),
            Command::ChangePlan(c) => Command::ChangePlan(c),
            Command::ChangePolicy(c) => Command::ChangePolicy(c),
            Command::ChangeSettings(c) => Command::ChangeSettings(c),
            Command::AskBackup => Command::AskBackup,
            Command::Erase { what, texts, again } => Command::Erase { what, texts, again },
            Command::RecordErasure { run } => Command::RecordErasure { run },
            Command::RecordRestore { after, from } => Command::RecordRestore { after, from },
            Command::RecordLoss { after, from, saw } => Command::RecordLoss { after, from, saw },
            Command::NoteLoss { found_at } => Command::NoteLoss { found_at },
            Command::RecordBackup { backup } => Command::RecordBackup { backup },
            Command::ConfirmClock { ahead } => Command::ConfirmClock { ahead },
            Command::Sweep { ticket, suspect } => Command::Sweep { ticket, suspect },
        })
    }
}
