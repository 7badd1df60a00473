//! Joining a room on another PC, and leaving it. The room of this PC's folder stays on its disk, untouched.

use crate::desktop::Desktop;
use crate::notify::mark::Mark;
use crate::place::{Place, VERSION};
use kentongan_room::http::is_same_line;
use kentongan_room::wire::nearby::hear;
use kentongan_room::wire::pin;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::door::{DoorView, Nearby, PlaceView};
use std::time::Duration;
use tauri::{AppHandle, State, WebviewWindow};

/// How long rooms on this network have to answer.
const HEARING: Duration = Duration::from_secs(2);

#[tauri::command]
pub async fn place(desktop: State<'_, Desktop>) -> Result<PlaceView, Problem> {
    Ok(desktop.place().view())
}

/// The room's door to other PCs, for supervisors and administrators.
#[tauri::command]
pub async fn door(window: WebviewWindow, desktop: State<'_, Desktop>) -> Result<DoorView, Problem> {
    desktop.door(window.label()).await
}

#[tauri::command]
pub async fn set_door(
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
    on: bool,
) -> Result<DoorView, Problem> {
    desktop.set_door(window.label(), on).await
}

/// Thinks of six words that let one desk in, or forgets them.
#[tauri::command]
pub async fn let_in(
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
    on: bool,
) -> Result<DoorView, Problem> {
    desktop.let_in(window.label(), on).await
}

/// Rooms that say on this network that they are there.
#[tauri::command]
pub async fn nearby() -> Result<Vec<Nearby>, Problem> {
    Ok(hear(HEARING).await)
}

/// Joins the room at `address`. Only while nothing is founded here, or by a supervisor of this room.
#[tauri::command]
pub async fn join(
    app: AppHandle,
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
    address: String,
    name: String,
    words: String,
) -> Result<PlaceView, Problem> {
    let Place::Here(room) = &*desktop.place() else { return Err(Problem::NotAllowed) };
    let session = room.session(&desktop.seats.seat(window.label()))?;
    if session.founded && !session.actor.is_supervisor() {
        return Err(Problem::NotAllowed);
    }
    let hello = pin::hello_at(address.trim()).await?;
    if !is_same_line(&hello.version, VERSION) {
        return Err(Problem::OtherVersion { room: hello.version });
    }
    let pin = pin::join(address.trim(), name.trim(), &words).await?;
    pin.keep(&desktop.data)?;
    // How far alarms were told is counted in the room that was.
    Mark::of(&desktop.data).forget();
    tracing::info!(desk = pin.desk, "joined a room on another PC");
    desktop.move_to(&app, Place::there(pin, &desktop.data).await?).await;
    Ok(desktop.place().view())
}

/// Back to the room of this PC's folder. A supervisor's to do, unless the room is away or has sent this desk away; not
/// while something is held for it, unless that was seen and is left behind.
#[tauri::command]
pub async fn leave_room(
    app: AppHandle,
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
    anyway: bool,
) -> Result<PlaceView, Problem> {
    let place = desktop.place();
    let Place::There(there) = &*place else { return Ok(PlaceView::Here) };
    match desktop.session(window.label()).await {
        Ok(session) if !session.actor.is_supervisor() => return Err(Problem::NotAllowed),
        Ok(_) | Err(Problem::Unreachable | Problem::Alone | Problem::NotJoined) => {}
        Err(problem) => return Err(problem),
    }
    let held = there.held().await?;
    if held > 0 && !anyway {
        return Err(Problem::Holding { held });
    }
    // First what may fail: a desk that cannot open its own room stays joined.
    let here = Place::here_again(&desktop.data).await?;
    there.pin().put_aside(&desktop.data)?;
    Mark::of(&desktop.data).forget();
    tracing::info!("left the room on the other PC");
    desktop.move_to(&app, here).await;
    Ok(PlaceView::Here)
}
