//! The door as the pages know it: each verb of the room, asked from the seat of the window that asks.

use crate::desktop::Desktop;
use kentongan_rules::command::Execute;
use kentongan_rules::id::TicketId;
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{
    Changes, Claimable, Draft, Present, Query, Receipt, Recover, Reply, Session, SignIn,
};
use tauri::ipc::{InvokeBody, Request, Response};
use tauri::{State, WebviewWindow};

type Desk<'a> = State<'a, Desktop>;

#[tauri::command]
pub async fn execute(
    window: WebviewWindow,
    desktop: Desk<'_>,
    body: Execute<String>,
) -> Result<Receipt, Problem> {
    desktop.execute(window.label(), body).await
}

#[tauri::command]
pub async fn query(window: WebviewWindow, desktop: Desk<'_>, body: Query) -> Result<Reply, Problem> {
    desktop.query(window.label(), body).await
}

/// The window's one long poll; a newer one ends it, and so does a reload.
#[tauri::command]
pub async fn changes(
    window: WebviewWindow,
    desktop: Desk<'_>,
    after: Seq,
    here: Option<u32>,
) -> Result<Changes, Problem> {
    let label = window.label();
    let ended = desktop.seats.poll(label);
    tokio::select! {
        answer = desktop.changes_beside(label, after, here) => {
            desktop.seats.answered(label);
            answer
        }
        // Nobody waits for this answer any more.
        _ = ended => Err(Problem::Unreachable),
    }
}

/// Which ticket is open in this window, and whether something is written there.
#[tauri::command]
pub async fn present(window: WebviewWindow, desktop: Desk<'_>, body: Present) -> Result<(), Problem> {
    desktop.present(window.label(), body).await
}

/// Begins to take something over.
#[tauri::command]
pub async fn claim(window: WebviewWindow, desktop: Desk<'_>, body: Claimable) -> Result<(), Problem> {
    desktop.claim(window.label(), body).await
}

/// A file that is to be a photo of a ticket: the bytes are the body, the ticket stands in a header.
#[tauri::command]
pub async fn give_photo(
    window: WebviewWindow,
    desktop: Desk<'_>,
    request: Request<'_>,
) -> Result<PhotoId, Problem> {
    let ticket = request.headers().get("ticket").and_then(|id| id.to_str().ok()?.parse().ok());
    match (ticket, request.body()) {
        (Some(ticket), InvokeBody::Raw(file)) => {
            desktop.give_photo(window.label(), TicketId(ticket), file.clone()).await
        }
        _ => Err(Problem::Malformed { about: "photo".to_owned() }),
    }
}

#[tauri::command]
pub async fn photo(window: WebviewWindow, desktop: Desk<'_>, body: PhotoOf) -> Result<Response, Problem> {
    desktop.photo(window.label(), body).await.map(Response::new)
}

#[tauri::command]
pub async fn lock_screen(window: WebviewWindow, desktop: Desk<'_>) -> Result<Session, Problem> {
    desktop.lock_screen(window.label()).await
}

/// By the password of whoever locked it.
#[tauri::command]
pub async fn unlock_screen(
    window: WebviewWindow,
    desktop: Desk<'_>,
    secret: String,
) -> Result<Session, Problem> {
    desktop.unlock_screen(window.label(), secret).await
}

#[tauri::command]
pub async fn sign_in(window: WebviewWindow, desktop: Desk<'_>, body: SignIn) -> Result<Session, Problem> {
    desktop.sign_in(window.label(), body).await
}

#[tauri::command]
pub async fn recover(window: WebviewWindow, desktop: Desk<'_>, body: Recover) -> Result<Session, Problem> {
    desktop.recover(window.label(), body).await
}

/// Answers who asks from now on: the desk.
#[tauri::command]
pub async fn sign_out(window: WebviewWindow, desktop: Desk<'_>) -> Result<Session, Problem> {
    desktop.sign_out(window.label()).await
}

#[tauri::command]
pub async fn keep_draft(window: WebviewWindow, desktop: Desk<'_>, body: Draft) -> Result<(), Problem> {
    desktop.keep_draft(window.label(), body).await
}

#[tauri::command]
pub async fn drafts(window: WebviewWindow, desktop: Desk<'_>) -> Result<Vec<Draft>, Problem> {
    desktop.drafts(window.label()).await
}

/// Enters or leaves the practice room.
#[tauri::command]
pub async fn training(window: WebviewWindow, desktop: Desk<'_>, on: bool) -> Result<Session, Problem> {
    desktop.training(window.label(), on).await
}

/// A supervisor says that the wall clock is right.
#[tauri::command]
pub async fn confirm_clock(window: WebviewWindow, desktop: Desk<'_>) -> Result<(), Problem> {
    desktop.confirm_clock(window.label()).await
}
