//! The room's door to other PCs: shut until somebody opens it, and open again at the next start if it was.

use super::Room;
use crate::broken;
use crate::http::{self, Screens};
use crate::session::Seat;
use crate::wire::identity::{Identity, Kept};
use crate::wire::nearby;
use crate::wire::serve::{self, Patience};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::door::{DoorView, OpenDoor};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

#[derive(Default)]
pub(super) struct Door {
    open: Mutex<Option<Open>>,
    pub(super) pairing: Mutex<Option<super::joining::Letting>>,
    /// Desks join one after the other.
    pub(super) joining: tokio::sync::Mutex<()>,
    screens: Mutex<Option<Screens>>,
    identity: tokio::sync::Mutex<Option<Arc<Identity>>>,
}

struct Open {
    address: IpAddr,
    port: u16,
    identity: Arc<Identity>,
    _shut: oneshot::Sender<()>,
    _said: Option<nearby::Said>,
}

pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    /// What browsers are shown at the door.
    pub fn show(&self, screens: Screens) {
        *held(&self.0.door.screens) = Some(screens);
    }

    /// The room's own key, made when it is first needed.
    ///
    /// # Errors
    /// The disk refused, or there is no randomness.
    pub async fn identity(&self) -> Result<Arc<Identity>, Problem> {
        let mut made = self.0.door.identity.lock().await;
        if let Some(identity) = &*made {
            return Ok(identity.clone());
        }
        let core = self.core();
        let kept = match (core.kept("room_certificate").await?, core.kept("room_key").await?) {
            (Some(certificate), Some(key)) => Kept { certificate, key },
            _ => {
                let new = Identity::make(&core.setup().region.name)?;
                core.keep("room_key", Some(new.key.clone())).await?;
                core.keep("room_certificate", Some(new.certificate.clone())).await?;
                new
            }
        };
        let identity = Arc::new(Identity::of(&kept)?);
        *made = Some(identity.clone());
        Ok(identity)
    }

    /// Opens the door at `port` of every address of this PC, or at the next free one; gives the port.
    ///
    /// # Errors
    /// No port is free, or there is no key.
    pub async fn open_door(&self, port: u16) -> Result<u16, Problem> {
        self.open_door_at(Ipv4Addr::UNSPECIFIED.into(), port).await
    }

    /// The same at one address of this PC.
    ///
    /// # Errors
    /// As [`Room::open_door`].
    pub async fn open_door_at(&self, address: IpAddr, port: u16) -> Result<u16, Problem> {
        if let Some(open) = &*held(&self.0.door.open) {
            return Ok(open.port);
        }
        let identity = self.identity().await?;
        let listener = serve::listen(address, port).await?;
        let port = listener.local_addr().map_err(|e| broken::io("port", &e))?.port();
        let (shut, shutting) = oneshot::channel::<()>();
        let screens = held(&self.0.door.screens).clone();
        let router = http::router(self.clone(), screens);
        let porter = identity.clone();
        tokio::spawn(async move {
            let (patience, shut) = (Patience::default(), async { drop(shutting.await) });
            serve::serve(listener, Some(porter), router, patience, shut).await;
        });
        // Only a convenience, and none where the door is open to this PC alone.
        let said = if address.is_loopback() { None } else { nearby::say(&self.setup().region.name, port) };
        *held(&self.0.door.open) = Some(Open { address, port, identity, _shut: shut, _said: said });
        tracing::info!(port, "the door is open to other PCs");
        Ok(port)
    }

    pub(super) fn shut_door(&self) {
        held(&self.0.door.open).take();
        held(&self.0.door.pairing).take();
    }

    /// Opens the door again if it was open when the room was last closed.
    ///
    /// # Errors
    /// As [`Room::open_door`].
    pub async fn reopen_door(&self) -> Result<(), Problem> {
        if let Some(port) = self.core().kept("door").await?.and_then(|port| port.parse().ok()) {
            self.open_door(port).await?;
        }
        Ok(())
    }

    /// Who may open the door and let desks in.
    pub(super) fn porter(&self, seat: &Seat) -> Result<Actor, Problem> {
        let (actor, _) = self.at(seat)?;
        match actor.role {
            Role::Supervisor | Role::Administrator => Ok(actor),
            Role::Desk => Err(Problem::SignedOut),
            _ => Err(Problem::NotAllowed),
        }
    }

    /// # Errors
    /// `NotAllowed` but to supervisors and administrators.
    pub fn door(&self, seat: &Seat) -> Result<DoorView, Problem> {
        self.porter(seat)?;
        let open = held(&self.0.door.open).as_ref().map(|open| OpenDoor {
            addresses: nearby::typed(open.address, open.port),
            fingerprint: open.identity.fingerprint(),
            certificate: open.identity.certificate().to_owned(),
        });
        Ok(DoorView { open, words: self.words() })
    }

    /// Opens or shuts the door, for good.
    ///
    /// # Errors
    /// As [`Room::door`] and [`Room::open_door`].
    pub async fn set_door(&self, seat: &Seat, on: bool) -> Result<DoorView, Problem> {
        self.porter(seat)?;
        if on {
            let port = self.open_door(http::PORT).await?;
            self.core().keep("door", Some(port.to_string())).await?;
        } else {
            self.core().keep("door", None).await?;
            self.shut_door();
        }
        self.door(seat)
    }
}
