use super::Command;
use crate::erasure::Erasable;
use crate::id::{CallId, TicketId};
use crate::photo::PhotoId;

/// What a command needs loaded before it can be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    pub ticket: Option<TicketId>,
    pub parent: Option<TicketId>,
    pub call: Option<CallId>,
    pub counts: bool,
    /// What a handover of the shift is made of.
    pub gathers: bool,
    /// The tickets of the handover that waits to be accepted.
    pub takes_over: bool,
    /// Why the ticket is proposed for review.
    pub proposed: bool,
}

impl<T> Command<T> {
    /// The photos that it says its ticket has.
    pub fn photos(&self) -> &[PhotoId] {
        match self {
            Command::Finish { photos, .. } => photos,
            _ => &[],
        }
    }

    pub fn touches(&self) -> Touches {
        let none = Touches::default();
        match self {
            Command::EndCall(c) => Touches { call: Some(c.call), ..none },
            Command::UndoCall { call } | Command::RecordCallBack { call, .. } => {
                Touches { call: Some(*call), ..none }
            }
            Command::FollowUp(c) => Touches { call: Some(c.call), ticket: Some(c.ticket), ..none },
            Command::OpenTicket(o) => {
                Touches { call: Some(o.call), ticket: Some(o.ticket), counts: true, ..none }
            }
            Command::Attach { ticket, parent: other, .. }
            | Command::Relate { ticket, to: other }
            | Command::Unrelate { ticket, to: other } => {
                Touches { ticket: Some(*ticket), parent: Some(*other), ..none }
            }
            Command::Claim { ticket }
            | Command::Assign { ticket, .. }
            | Command::Note { ticket, .. }
            | Command::Answer { ticket, .. }
            | Command::Correct { ticket, .. }
            | Command::Detach { ticket, .. }
            | Command::Close { ticket, .. }
            | Command::Reopen { ticket, .. }
            | Command::Confirm { ticket, .. }
            | Command::AcknowledgeAlarm { ticket, .. }
            | Command::Tell { ticket, .. }
            | Command::RecordDelivery { ticket, .. }
            | Command::WithdrawAlarms { ticket }
            | Command::Sweep { ticket, .. } => Touches { ticket: Some(*ticket), ..none },
            Command::Acknowledge(p) | Command::EnRoute(p) | Command::Arrive(p) | Command::Resume(p) => {
                Touches { ticket: Some(p.ticket), ..none }
            }
            Command::Review(given) => Touches { ticket: Some(given.ticket), proposed: true, ..none },
            Command::Unmask(asked) => Touches { ticket: Some(asked.ticket), ..none },
            Command::Finish { step, .. }
            | Command::Accept { step, .. }
            | Command::Return { step, .. }
            | Command::Release { step, .. }
            | Command::Pause { step, .. } => Touches { ticket: Some(step.ticket), ..none },
            Command::Erase { what: Erasable::Ticket { ticket }, .. } => {
                Touches { ticket: Some(*ticket), ..none }
            }
            Command::SignHandover(_) => Touches { gathers: true, ..none },
            Command::AcceptHandover { .. } => Touches { takes_over: true, ..none },
            Command::Erase { what: Erasable::Call { call }, .. } => Touches { call: Some(*call), ..none },
            Command::Erase { what: Erasable::Numbers | Erasable::Access | Erasable::Handovers, .. }
            | Command::RecordErasure { .. }
            | Command::AskBackup
            | Command::RecordRestore { .. }
            | Command::RecordLoss { .. }
            | Command::NoteLoss { .. }
            | Command::MarkNumber { .. }
            | Command::UnmarkNumber { .. }
            | Command::BlockNumber { .. }
            | Command::LiftBlock { .. }
            | Command::PutAside { .. }
            | Command::LookAtAccess { .. }
            | Command::Found(_)
            | Command::AddPerson { .. }
            | Command::ResetPerson { .. }
            | Command::JoinDesk { .. }
            | Command::RemoveDesk { .. }
            | Command::ClosePerson { .. }
            | Command::ChangePerson { .. }
            | Command::StartStorm { .. }
            | Command::EndStorm { .. }
            | Command::RecordOffered { .. }
            | Command::ReadHandover { .. }
            | Command::UnreadHandover { .. }
            | Command::KeepSearch { .. }
            | Command::ForgetSearch { .. }
            | Command::ChangeRoster { .. }
            | Command::ChangeAgency(_)
            | Command::ChangeCategory(_)
            | Command::ChangePlan(_)
            | Command::ChangeCue(_)
            | Command::ChangeQuestions(_)
            | Command::ChangeTemplate(_)
            | Command::ChangePolicy(_)
            | Command::ChangeSettings(_)
            | Command::RecordBackup { .. }
            | Command::ConfirmClock { .. } => none,
        }
    }
}
