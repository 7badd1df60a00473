use crate::actor::Role;
use crate::command::Command;

/// Who may say that an agency is done, and show it by photos.
pub fn finishes(role: Role) -> bool {
    matches!(role, Role::Operator | Role::Supervisor | Role::Liaison)
}

/// The one allow-list: which role may speak which command. What it then means is judged apart.
pub fn allowed<T>(role: Role, command: &Command<T>) -> bool {
    match command {
        Command::Found(_) => role == Role::Desk,
        // A signed-out desk may open an emergency and send it by its plan, nothing else.
        Command::OpenTicket(_) | Command::Assign { .. } => {
            matches!(role, Role::Operator | Role::Supervisor | Role::Desk)
        }
        // Of its own agency's assignments, which is judged apart; an operator writes down what an agency without a
        // screen said by radio or telephone.
        Command::Acknowledge(_)
        | Command::EnRoute(_)
        | Command::Arrive(_)
        | Command::Return { .. }
        | Command::Note { .. } => matches!(role, Role::Operator | Role::Supervisor | Role::Liaison),
        Command::Finish { .. } => finishes(role),
        Command::EndCall(_)
        | Command::UndoCall { .. }
        | Command::RecordCallBack { .. }
        | Command::MarkNumber { .. }
        | Command::UnmarkNumber { .. }
        | Command::FollowUp(_)
        | Command::Claim { .. }
        | Command::Accept { .. }
        | Command::Release { .. }
        | Command::Pause { .. }
        | Command::Resume(_)
        | Command::Confirm { .. }
        | Command::Answer { .. }
        | Command::Correct { .. }
        | Command::Attach { .. }
        | Command::Relate { .. }
        | Command::Unrelate { .. }
        | Command::StartStorm { .. }
        | Command::EndStorm { .. }
        | Command::RecordOffered { .. }
        | Command::SignHandover(_)
        | Command::ReadHandover { .. }
        | Command::UnreadHandover { .. }
        | Command::AcceptHandover { .. }
        | Command::KeepSearch { .. }
        | Command::ForgetSearch { .. }
        | Command::Detach { .. }
        | Command::Close { .. }
        | Command::Reopen { .. }
        | Command::Unmask(_)
        | Command::PutAside { .. }
        | Command::AcknowledgeAlarm { .. } => matches!(role, Role::Operator | Role::Supervisor),
        Command::BlockNumber { .. }
        | Command::LiftBlock { .. }
        | Command::AddPerson { .. }
        | Command::ResetPerson { .. }
        | Command::ClosePerson { .. }
        | Command::ChangePerson { .. }
        | Command::Tell { .. }
        | Command::Review(_)
        | Command::LookAtAccess { .. }
        | Command::ConfirmClock { .. }
        | Command::ChangeRoster { .. }
        | Command::ChangePolicy(_)
        | Command::ChangePlan(_) => role == Role::Supervisor,
        Command::JoinDesk { .. }
        | Command::RemoveDesk { .. }
        | Command::ChangeAgency(_)
        | Command::ChangeCategory(_)
        | Command::ChangeCue(_)
        | Command::ChangeQuestions(_)
        | Command::ChangeTemplate(_)
        | Command::AskBackup
        | Command::NoteLoss { .. }
        | Command::ChangeSettings(_) => {
            matches!(role, Role::Supervisor | Role::Administrator)
        }
        Command::RecordBackup { .. }
        | Command::RecordRestore { .. }
        | Command::RecordLoss { .. }
        | Command::Erase { .. }
        | Command::RecordErasure { .. }
        | Command::RecordDelivery { .. }
        | Command::WithdrawAlarms { .. }
        | Command::Sweep { .. } => role == Role::Clock,
    }
}
