//! What the desktop can do beside the door.

use crate::desktop::Desktop;
use crate::notify;
use crate::seat::lock;
use crate::sound::Sound;
use crate::window;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::Span;
use kentongan_rules::view::{Notifier, Shell, Speaker, SpeakerChoice, SpeakerPage};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_autostart::ManagerExt;

#[tauri::command]
pub async fn shell(app: AppHandle, desktop: State<'_, Desktop>) -> Result<Shell, Problem> {
    Ok(Shell {
        desktop: true,
        autostart: app.autolaunch().is_enabled().unwrap_or(false),
        notifications: matches!(desktop.notifier(), Notifier::Ready { .. }),
    })
}

/// Answers true where the wall fills a screen of its own; false: "move it there and press F11".
#[tauri::command]
pub async fn open_wall(app: AppHandle) -> Result<bool, Problem> {
    window::open_wall(&app).await.map_err(|error| failed("open_wall", &error))
}

/// F11 in the wall window. Answers whether it fills the screen now.
#[tauri::command]
pub async fn toggle_fullscreen(window: WebviewWindow) -> Result<bool, Problem> {
    let on = !window.is_fullscreen().map_err(|error| failed("toggle_fullscreen", &error))?;
    window.set_fullscreen(on).map_err(|error| failed("toggle_fullscreen", &error))?;
    Ok(on)
}

/// Hands one over, and answers whether anything there takes it. Whether it was seen only a person can say.
#[tauri::command]
pub async fn test_notification(app: AppHandle) -> Result<Notifier, Problem> {
    notify::test(&app).await.map_err(|error| failed("test_notification", &error))
}

/// Plays what a late alarm sounds like on the chosen device. Answers on what, or that there is none.
#[tauri::command]
pub async fn test_sound(desktop: State<'_, Desktop>, sound: State<'_, Sound>) -> Result<Speaker, Problem> {
    Ok(sound.test(&desktop).await)
}

/// What this PC plays alarms on, and what it could.
#[tauri::command]
pub async fn speaker(desktop: State<'_, Desktop>, sound: State<'_, Sound>) -> Result<SpeakerPage, Problem> {
    Ok(sound.page(&desktop).await)
}

/// Chooses device and volume for this PC.
#[tauri::command]
pub async fn choose_speaker(
    desktop: State<'_, Desktop>,
    sound: State<'_, Sound>,
    body: SpeakerChoice,
) -> Result<SpeakerPage, Problem> {
    Ok(sound.choose(&desktop, body).await)
}

/// Whether a call form is open at this desk: then only its own critical breach is heard.
#[tauri::command]
pub fn calling(sound: State<'_, Sound>, on: bool) {
    sound.calling(on);
}

/// F8: what is playing ends now.
#[tauri::command]
pub fn silence(sound: State<'_, Sound>) {
    sound.silence();
}

/// F9: silent for two minutes. Answers for how many seconds.
#[tauri::command]
pub fn mute(sound: State<'_, Sound>) -> i64 {
    sound.mute().0 / Span::seconds(1).0
}

/// Starts with the PC, or no longer. Answers what is set now.
#[tauri::command]
pub async fn set_autostart(app: AppHandle, on: bool) -> Result<bool, Problem> {
    let launch = app.autolaunch();
    if launch.is_enabled().unwrap_or(false) != on {
        let done = if on { launch.enable() } else { launch.disable() };
        done.map_err(|error| failed("set_autostart", &error))?;
    }
    launch.is_enabled().map_err(|error| failed("set_autostart", &error))
}

/// Stops the program, and a room that is within it. Only a supervisor may, or anyone while nothing is founded yet, and
/// at a joined desk while its room is away.
#[tauri::command]
pub async fn quit(app: AppHandle, window: WebviewWindow, desktop: State<'_, Desktop>) -> Result<(), Problem> {
    match desktop.session(window.label()).await {
        Ok(session) if session.founded && !session.actor.is_supervisor() => return Err(Problem::NotAllowed),
        Ok(_) | Err(Problem::Unreachable | Problem::NotJoined) => {}
        Err(problem) => return Err(problem),
    }
    tracing::info!("closed by a supervisor");
    desktop.place().close().await;
    app.exit(0);
    Ok(())
}

/// The page has drawn something.
#[tauri::command]
pub fn painted(window: WebviewWindow, desktop: State<'_, Desktop>) {
    lock(&desktop.painted).insert(window.label().to_owned());
}

fn failed(what: &str, error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(what, %error, "the shell cannot");
    Problem::Broken { about: BrokenPart::Other, trace: what.to_owned() }
}
