use super::Command;

impl<T> Command<T> {
    /// May a desk whose room does not answer judge it, of tickets that it opened itself meanwhile?
    pub fn may_be_held(&self) -> bool {
        matches!(
            self,
            Command::OpenTicket(_)
                | Command::EndCall(_)
                | Command::UndoCall { .. }
                | Command::FollowUp(_)
                | Command::Claim { .. }
                | Command::Assign { .. }
                | Command::Acknowledge(_)
                | Command::EnRoute(_)
                | Command::Arrive(_)
                | Command::Note { .. }
                | Command::Answer { .. }
                | Command::AcknowledgeAlarm { .. }
        )
    }

    /// May a desk tell it again to a room that has lost it? What is about calls and tickets, and moves something.
    pub fn may_be_told_again(&self) -> bool {
        let touches = self.touches();
        let by_time = matches!(
            self,
            Command::RecordDelivery { .. } | Command::WithdrawAlarms { .. } | Command::Sweep { .. }
        );
        let moves = !matches!(self, Command::Unmask(_));
        (touches.ticket.is_some() || touches.call.is_some()) && moves && !by_time
    }

    /// Does it carry a password or a recovery code? That is written down nowhere but as the room hashes it.
    pub fn has_secret(&self) -> bool {
        matches!(self, Command::Found(_) | Command::AddPerson { .. } | Command::ResetPerson { .. })
    }
}
