//! Where this desk's room is: in this program, or on another PC. Each verb is asked from a window, which is a seat
//! here and a sign-in of its own there.

use crate::desktop::Desktop;
use crate::window::{MAIN, WALL};
use kentongan_room::http::{Delivered, Screen, Screens};
use kentongan_room::there::There;
use kentongan_room::wire::pin::Pin;
use kentongan_room::{Room, RoomOptions, TimeSource};
use kentongan_rules::actor::Actor;
use kentongan_rules::clock::Outlet;
use kentongan_rules::command::Execute;
use kentongan_rules::desk::ROOM_DESK;
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::Seq;
use kentongan_rules::view::door::{DoorView, PlaceView};
use kentongan_rules::view::{
    Changes, Claimable, Draft, Health, Present, Query, Receipt, Recover, Reply, Session, SignIn,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager};

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub enum Place {
    Here(Room),
    There(There),
}

impl Place {
    /// What this data folder says. A joined desk asks nobody: its room may be away.
    ///
    /// # Errors
    /// What was kept cannot be read, or the room cannot be opened.
    pub async fn open(data: &Path) -> Result<Place, Problem> {
        match Pin::of(data)? {
            Some(pin) => Place::there(pin, data).await,
            None => Place::here(data).await,
        }
    }

    /// A room on another PC, and in this data folder what the desk needs to go on without it.
    ///
    /// # Errors
    /// What was kept cannot be read.
    pub async fn there(pin: Pin, data: &Path) -> Result<Place, Problem> {
        There::open(pin, data, TimeSource::Wall, VERSION).await.map(Place::There)
    }

    /// The room of this data folder.
    pub async fn here(data: &Path) -> Result<Place, Problem> {
        let options = RoomOptions {
            data: data.to_owned(),
            desk: ROOM_DESK,
            time: TimeSource::Wall,
            version: VERSION.to_owned(),
        };
        Room::open(options).await.map(Place::Here)
    }

    /// The same where it was closed a moment ago by this very program: its last answers take a while.
    pub async fn here_again(data: &Path) -> Result<Place, Problem> {
        const PATIENCE: u32 = 40;
        let mut tries = 0;
        loop {
            match Place::here(data).await {
                Err(Problem::Broken { about: BrokenPart::InUse, .. }) if tries < PATIENCE => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(250)).await;
                }
                opened => return opened,
            }
        }
    }

    pub fn view(&self) -> PlaceView {
        match self {
            Place::Here(_) => PlaceView::Here,
            Place::There(there) => {
                let Pin { room, address, desk, name, .. } = there.pin().clone();
                PlaceView::There { room, address, desk, name }
            }
        }
    }

    /// A room of this program ends with it; one elsewhere runs on.
    pub async fn close(&self) {
        match self {
            Place::Here(room) => room.close().await,
            Place::There(there) => there.close().await,
        }
    }

    /// A room here gives its screens to browsers, and has its door open as it was left.
    pub fn serve(&self, app: &AppHandle) {
        let Place::Here(room) = self else { return };
        let screens = app.asset_resolver();
        room.show(Screens::Within(Arc::new(move |path| {
            screens.get(path.to_owned()).map(|found| Screen { bytes: found.bytes, kind: found.mime_type })
        })));
        let room = room.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(problem) = room.reopen_door().await {
                tracing::error!(?problem, "the door to other PCs does not open again");
            }
        });
    }
}

impl Desktop {
    pub async fn execute(&self, window: &str, body: Execute<String>) -> Result<Receipt, Problem> {
        match &*self.place() {
            Place::Here(room) => room.execute(&self.seats.seat(window), body).await,
            Place::There(there) => there.execute(window, &body).await,
        }
    }

    pub async fn query(&self, window: &str, body: Query) -> Result<Reply, Problem> {
        match &*self.place() {
            Place::Here(room) => room.query(&self.seats.seat(window), body).await,
            Place::There(there) => match there.query(window, &body).await? {
                // What alarms are seen and heard on is this PC's.
                Reply::Health(health) => {
                    Ok(Reply::Health(Health { notifier: self.notifier(), speaker: self.speaker(), ..health }))
                }
                reply => Ok(reply),
            },
        }
    }

    pub async fn changes(&self, window: &str, after: Seq) -> Result<Changes, Problem> {
        match &*self.place() {
            Place::Here(room) => room.changes(&self.seats.seat(window), after).await,
            Place::There(there) => there.changes(window, after, None).await,
        }
    }

    /// The same with who else is here, where the page has heard of it.
    pub async fn changes_beside(
        &self,
        window: &str,
        after: Seq,
        heard: Option<u32>,
    ) -> Result<Changes, Problem> {
        match &*self.place() {
            Place::Here(room) => room.changes_beside(&self.seats.seat(window), after, heard).await,
            Place::There(there) => there.changes(window, after, heard).await,
        }
    }

    pub async fn present(&self, window: &str, said: Present) -> Result<(), Problem> {
        match &*self.place() {
            Place::Here(room) => room.present(&self.seats.seat(window), said),
            Place::There(there) => there.present(window, &said).await,
        }
    }

    pub async fn claim(&self, window: &str, what: Claimable) -> Result<(), Problem> {
        match &*self.place() {
            Place::Here(room) => room.claim(&self.seats.seat(window), what).await,
            Place::There(there) => there.claim(window, &what).await,
        }
    }

    pub async fn give_photo(
        &self,
        window: &str,
        ticket: TicketId,
        file: Vec<u8>,
    ) -> Result<PhotoId, Problem> {
        match &*self.place() {
            Place::Here(room) => room.give_photo(&self.seats.seat(window), ticket, file).await,
            Place::There(there) => there.give_photo(window, ticket, file).await,
        }
    }

    pub async fn photo(&self, window: &str, of: PhotoOf) -> Result<Vec<u8>, Problem> {
        match &*self.place() {
            Place::Here(room) => room.photo(&self.seats.seat(window), of).await,
            Place::There(there) => there.photo(window, of).await,
        }
    }

    pub async fn export(&self, window: &str, export: Export) -> Result<ExportFile, Problem> {
        match &*self.place() {
            Place::Here(room) => room.export(&self.seats.seat(window), export).await,
            Place::There(there) => there.export(window, export).await,
        }
    }

    pub async fn lock_screen(&self, window: &str) -> Result<Session, Problem> {
        match &*self.place() {
            Place::Here(room) => room.lock_screen(&self.seats.seat(window)),
            Place::There(there) => there.lock_screen(window).await,
        }
    }

    pub async fn unlock_screen(&self, window: &str, secret: String) -> Result<Session, Problem> {
        match &*self.place() {
            Place::Here(room) => room.unlock_screen(&self.seats.seat(window), secret).await,
            Place::There(there) => there.unlock_screen(window, &secret).await,
        }
    }

    pub async fn session(&self, window: &str) -> Result<Session, Problem> {
        match self.query(window, Query::Session).await? {
            Reply::Session(session) => Ok(session),
            _ => Err(Problem::Unknown),
        }
    }

    pub async fn sign_in(&self, window: &str, who: SignIn) -> Result<Session, Problem> {
        match &*self.place() {
            Place::Here(room) => {
                let (token, session) = room.sign_in(who, ROOM_DESK).await?;
                if let Some(before) = self.seats.sign_in(window, token) {
                    room.sign_out(&before);
                }
                Ok(session)
            }
            Place::There(there) => there.sign_in(window, &who).await,
        }
    }

    pub async fn recover(&self, window: &str, by: Recover) -> Result<Session, Problem> {
        match &*self.place() {
            Place::Here(room) => {
                let (token, session) = room.recover(by, ROOM_DESK).await?;
                if let Some(before) = self.seats.sign_in(window, token) {
                    room.sign_out(&before);
                }
                Ok(session)
            }
            Place::There(there) => there.recover(window, &by).await,
        }
    }

    /// Answers who asks from now on: the desk.
    pub async fn sign_out(&self, window: &str) -> Result<Session, Problem> {
        let token = self.seats.sign_out(window);
        match &*self.place() {
            Place::Here(room) => {
                if let Some(token) = token {
                    room.sign_out(&token);
                }
                room.session(&self.seats.seat(window))
            }
            Place::There(there) => there.sign_out(window).await,
        }
    }

    pub async fn keep_draft(&self, window: &str, draft: Draft) -> Result<(), Problem> {
        match &*self.place() {
            Place::Here(room) => room.keep_draft(&self.seats.seat(window), draft).await,
            Place::There(there) => there.keep_draft(window, &draft).await,
        }
    }

    pub async fn drafts(&self, window: &str) -> Result<Vec<Draft>, Problem> {
        match &*self.place() {
            Place::Here(room) => room.drafts(&self.seats.seat(window)).await,
            Place::There(there) => there.drafts(window).await,
        }
    }

    pub async fn training(&self, window: &str, on: bool) -> Result<Session, Problem> {
        match &*self.place() {
            Place::Here(room) => room.training(&self.seats.seat(window), on).await,
            Place::There(there) => there.training(window, on).await,
        }
    }

    pub async fn confirm_clock(&self, window: &str) -> Result<(), Problem> {
        match &*self.place() {
            Place::Here(room) => room.confirm_clock(&self.seats.seat(window)).await,
            Place::There(there) => there.confirm_clock(window).await,
        }
    }

    pub async fn door(&self, window: &str) -> Result<DoorView, Problem> {
        match &*self.place() {
            Place::Here(room) => room.door(&self.seats.seat(window)),
            Place::There(there) => there.door(window).await,
        }
    }

    pub async fn set_door(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        match &*self.place() {
            Place::Here(room) => room.set_door(&self.seats.seat(window), on).await,
            Place::There(there) => there.set_door(window, on).await,
        }
    }

    pub async fn let_in(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        match &*self.place() {
            Place::Here(room) => room.let_in(&self.seats.seat(window), on).await,
            Place::There(there) => there.let_in(window, on).await,
        }
    }

    /// What became of the alarms of a clock that waited for an outlet of this desktop.
    pub async fn record_delivery(
        &self,
        ticket: TicketId,
        clock: ClockNo,
        outlet: Outlet,
        worked: bool,
    ) -> Result<(), Problem> {
        match &*self.place() {
            Place::Here(room) => room.record_delivery(ticket, clock, outlet, worked).await,
            Place::There(there) => there.delivered(&Delivered { ticket, clock, outlet, worked }).await,
        }
    }

    /// Everybody who is signed in, at whichever desk; at this one alone while the room is away.
    pub async fn signed_in(&self) -> Vec<Actor> {
        match &*self.place() {
            Place::Here(room) => room.signed_in(),
            Place::There(there) => there.signed_in().await.unwrap_or_default(),
        }
    }

    /// From now on the room is there: everything that follows one starts anew, and nobody is signed in.
    pub async fn move_to(&self, app: &AppHandle, place: Place) {
        let before = self.put(place);
        for window in [MAIN, WALL] {
            self.seats.sign_out(window);
        }
        before.close().await;
        self.place().serve(app);
        if let Some(wall) = app.get_webview_window(WALL)
            && let Err(error) = wall.destroy()
        {
            tracing::warn!(%error, "the wall of the room before stays open");
        }
    }
}
