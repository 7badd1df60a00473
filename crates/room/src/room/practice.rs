//! The room for practice beside the real one.

use super::Room;
use crate::core::Core;
use crate::session::Seat;
use crate::{broken, secret};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute, Found};
use kentongan_rules::id::{CommandId, PersonId};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::Session;
use std::sync::Arc;
use uuid::Uuid;

impl Room {
    /// Into the room for practice, or back.
    pub async fn training(&self, seat: &Seat, on: bool) -> Result<Session, Problem> {
        let Seat::Person(token) = seat else { return Err(Problem::SignedOut) };
        let signed_in = self.sitting(token)?;
        if signed_in.locked.is_some() {
            return Err(Problem::SignedOut);
        }
        let there = self.0.practice.lock().is_ok_and(|p| p.is_some());
        if on && !there {
            let core = self.open_practice(signed_in.actor.person).await?;
            if let Ok(mut practice) = self.0.practice.lock() {
                practice.get_or_insert(core);
            }
        }
        self.0.sessions.set_training(token, on);
        self.keep_sign_in_now(token).await;
        self.stir();
        self.session(seat)
    }

    async fn open_practice(&self, person: Option<PersonId>) -> Result<Arc<Core>, Problem> {
        let folder = self.0.options.data.join("practice");
        let time = self.0.core.time.clone();
        let opened = tokio::task::spawn_blocking(move || {
            if folder.exists() {
                std::fs::remove_dir_all(&folder).map_err(|e| broken::io("practice", &e))?;
            }
            std::fs::create_dir_all(&folder).map_err(|e| broken::io("practice", &e))?;
            Core::open(&folder, |_| time)
        });
        let core = opened.await.map_err(|e| broken::other("practice", &e))??;
        let setup = self.0.core.setup();
        let found = Found {
            region: setup.region.clone(),
            settings: setup.settings.clone(),
            supervisor: person.unwrap_or(PersonId(Uuid::now_v7())),
            account: "practice".to_owned(),
            name: "practice".to_owned(),
            secret: secret::random(16)?,
            recovery: secret::random(16)?,
            training: true,
        };
        let execute = Execute { id: CommandId(Uuid::now_v7()), command: Command::Found(found) };
        core.execute(&Actor::desk(self.0.options.desk), execute).await?;
        core.watch_clocks();
        Ok(core)
    }
}
