//! What a desk did alone, taken by the room as of when it occurred; and what the room lends it for that.

use super::Room;
use crate::core::together;
use crate::wire::held::{Answered, Delivery, Held, History, MOST_HELD, Stock, certificate_of};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::desk::{Desk, DeskKind};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Setup;
use kentongan_rules::time::Seq;
use kentongan_store::{KEPT_FOR, Told};
use rustls::pki_types::CertificateDer;
use std::collections::BTreeMap;

/// The setup as a desk may have it: nobody's password, no other desk's key.
fn lent(setup: &Setup) -> Setup {
    let mut lent = Setup {
        recovery: None,
        last_backup: None,
        // Known by the room's own tags, which no desk can make.
        numbers: Vec::new(),
        // By the room's own positions, which mean nothing in another journal.
        person_changes: Vec::new(),
        losses: Vec::new(),
        desks: setup.desks.iter().map(|desk| Desk { key: String::new(), ..desk.clone() }).collect(),
        ..setup.clone()
    };
    lent.settings.backup_folder = String::new();
    lent.settings.paper_folder = String::new();
    lent
}

impl Room {
    pub(super) fn workstation(&self, no: u16) -> Result<Desk, Problem> {
        let setup = self.setup();
        let desk = setup.desk(no).filter(|desk| desk.kind == DeskKind::Workstation && desk.left_at.is_none());
        desk.cloned().ok_or(Problem::NotAllowed)
    }

    /// What this desk needs to go on alone; the setup only if it is not of the version that the desk `has`, and numbers
    /// only of after what it has `heard`.
    ///
    /// # Errors
    /// `NotAllowed` to a browser; it cannot be read.
    pub async fn stock(&self, no: u16, has: Option<u32>, heard: Option<Seq>) -> Result<Stock, Problem> {
        self.workstation(no)?;
        let (core, setup) = (self.core(), self.setup());
        let now = core.time.now();
        let here: Vec<_> = self
            .signed_in()
            .iter()
            .filter(|actor| actor.desk == no)
            .filter_map(|actor| actor.person.and_then(|id| setup.person(id)))
            .map(|person| person.secret.id)
            .collect();
        let head = *core.head.borrow();
        let (secrets, numbering, highest) = core
            .read(move |reader| {
                let mut secrets = BTreeMap::new();
                for id in here {
                    secrets.extend(reader.secret(id)?.map(|hash| (id, hash)));
                }
                let numbering = reader.numbering(no, now, heard)?;
                let highest = if heard == Some(head) { Vec::new() } else { reader.highest(now)? };
                Ok((secrets, numbering, highest))
            })
            .await?;
        let changed = has != Some(setup.version);
        let history = History { epoch: self.epoch().await?, head };
        Ok(Stock {
            version: setup.version,
            setup: changed.then(|| lent(&setup)),
            secrets,
            history,
            now,
            count: numbering.count,
            highest,
            numbered: numbering.named,
        })
    }

    /// A random name of this history: a restored room gets another.
    async fn epoch(&self) -> Result<String, Problem> {
        let core = self.core();
        if let Some(epoch) = core.kept("epoch").await? {
            return Ok(epoch);
        }
        let epoch = crate::secret::random(8)?;
        core.keep("epoch", Some(epoch.clone())).await?;
        Ok(epoch)
    }

    /// Takes what a desk did alone, in its order: each command is judged as of when it occurred, and only once.
    ///
    /// # Errors
    /// `NotAllowed` to a browser, or where the certificate is not the desk's; the disk refused.
    pub async fn take(&self, no: u16, delivery: Delivery) -> Result<Vec<Answered>, Problem> {
        let desk = self.workstation(no)?;
        let certificate = certificate_of(&delivery.certificate, &desk.key).ok_or(Problem::NotAllowed)?;
        if delivery.commands.len() > MOST_HELD {
            return Err(Problem::Malformed { about: "too many".to_owned() });
        }
        let mut vouched = Vec::with_capacity(delivery.commands.len());
        for held in &delivery.commands {
            vouched.push(self.vouched(&desk, &certificate, held).await);
        }
        // Handed to the writer in one go, so that no clock looks in between.
        let taken = vouched.into_iter().map(|vouched| self.taken(vouched));
        together(taken).await.into_iter().collect()
    }

    /// Who spoke what, if the desk has said so and they could then.
    async fn vouched(
        &self,
        desk: &Desk,
        certificate: &CertificateDer<'_>,
        held: &Held,
    ) -> Result<(Actor, Execute<String>, Told), Problem> {
        if !held.is_signed(certificate)? || held.actor.desk != desk.no {
            return Err(Problem::NotAllowed);
        }
        let malformed = |why: serde_json::Error| Problem::Malformed { about: why.to_string() };
        let execute: Execute<String> = serde_json::from_str(&held.body).map_err(malformed)?;
        if execute.id != held.id || !execute.command.may_be_told_again() {
            return Err(Problem::NotAllowed);
        }
        let at = held.occurred_at;
        if at < desk.joined_at || at < self.core().time.now() - KEPT_FOR {
            return Err(Refusal::WrongTime.into());
        }
        let mut actor = held.actor.clone();
        match (actor.role, actor.person) {
            (Role::Desk, None) => {}
            (role @ (Role::Operator | Role::Supervisor), Some(person)) => {
                if !self.core().read(move |reader| reader.stood(person, role, at)).await? {
                    return Err(Problem::NotAllowed);
                }
                let setup = self.setup();
                actor.name = setup.person(person).ok_or(Problem::NotAllowed)?.name.clone();
            }
            _ => return Err(Problem::NotAllowed),
        }
        Ok((actor, execute, Told { at, number: held.number.clone() }))
    }

    /// An error is of the disk, and says nothing of the command.
    async fn taken(
        &self,
        vouched: Result<(Actor, Execute<String>, Told), Problem>,
    ) -> Result<Answered, Problem> {
        let (actor, execute, told) = match vouched {
            Ok(vouched) => vouched,
            Err(why @ (Problem::Broken { .. } | Problem::Unreachable)) => return Err(why),
            Err(why) => return Ok(Answered::Refused { why }),
        };
        let opened = if let Command::OpenTicket(open) = &execute.command { Some(open.ticket) } else { None };
        match self.core().execute_told(&actor, execute, Some(told)).await {
            Ok(_) => {
                let number = match opened {
                    Some(id) => self.core().read(move |reader| reader.number(id)).await?,
                    None => None,
                };
                Ok(Answered::Taken { number })
            }
            // It is so already: whoever did it, and by whichever way.
            Err(Problem::Refused { refusal: Refusal::NothingChanged }) => {
                Ok(Answered::Taken { number: None })
            }
            Err(why @ (Problem::Broken { .. } | Problem::Unreachable)) => Err(why),
            Err(why) => Ok(Answered::Refused { why }),
        }
    }
}
