//! The two windows: the desk, and the wall for the big screen.

use crate::desktop::Desktop;
use crate::platform;
use crate::seat::lock;
use crate::sound::Sound;
use std::path::PathBuf;
use std::time::Duration;
use tauri::webview::{Color, NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, Manager, Monitor, PhysicalPosition, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent, Wry,
};

pub const MAIN: &str = "main";
pub const WALL: &str = "wall";

/// Whether it reads as the wall does: the wall, or a listener of this program (`wall.sound`) with a position of its own.
pub fn is_wall(window: &str) -> bool {
    window.split('.').next() == Some(WALL)
}
/// The screens' dark ground, until the page has drawn: no white flash in a room at night.
const GROUND: Color = Color(0x0E, 0x12, 0x18, 0xFF);
/// A page that has shown nothing by then is said to be blank.
const FIRST_PAINT: Duration = Duration::from_secs(8);
/// A page asks again at once after every answer, and an answer takes 25 s at most.
const SILENCE: Duration = Duration::from_secs(90);

/// Builds the desk. It stays hidden where the program was started at sign-on.
pub fn open_main(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let desktop = app.state::<Desktop>();
    let window = dressed(app, MAIN, "index.html")
        .title(app.package_info().name.clone())
        .inner_size(1366.0, 768.0)
        .min_inner_size(1180.0, 700.0)
        .visible(!desktop.arguments.hidden)
        .build()?;
    let kept = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            // The room and its clocks run on. Where no tray shows the drum, the window stays in the window bar.
            api.prevent_close();
            put_away(&kept);
        }
    });
    watch(&window);
    Ok(window)
}

/// Builds the wall, or brings it to the front. True where it fills a screen of its own; otherwise it is a plain
/// window to be moved to the big screen.
pub async fn open_wall(app: &AppHandle) -> tauri::Result<bool> {
    if let Some(wall) = app.get_webview_window(WALL) {
        wall.show()?;
        wall.set_focus()?;
        return wall.is_fullscreen();
    }
    let desktop = app.state::<Desktop>();
    // Before there is a room the wall has nothing to show.
    if !desktop.session(WALL).await.is_ok_and(|session| session.founded) {
        show_main(app);
        return Ok(false);
    }
    let title = desktop.say("tray.wall_title", &[]);
    let wall = dressed(app, WALL, "index.html#/wall")
        .title(title)
        .inner_size(1280.0, 720.0)
        .focused(false)
        .build()?;
    remember_wall(app, true);
    let closed = app.clone();
    wall.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { .. } = event {
            remember_wall(&closed, false);
        }
    });
    watch(&wall);
    let Some(monitor) = other_monitor(app)? else {
        // On a PC of its own, whose desk stays in the tray, the wall has the one screen there is.
        if desktop.arguments.hidden {
            wall.set_fullscreen(true)?;
        }
        return wall.is_fullscreen();
    };
    let (at, size) = (monitor.position(), monitor.size());
    let middle = PhysicalPosition::new(
        f64::from(at.x) + f64::from(size.width) / 2.0,
        f64::from(at.y) + f64::from(size.height) / 2.0,
    );
    wall.set_fullscreen_on_monitor(middle)?;
    // Window managers are asked, not told: what came of it is read back.
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let (now_at, now_size) = (wall.inner_position()?, wall.inner_size()?);
        if now_at == *at && now_size == *size {
            return Ok(true);
        }
    }
    tracing::warn!("the wall did not fill the second monitor");
    Ok(false)
}

/// A wall that was open when the PC went off is open again when it comes on: nobody stands in front of it.
pub async fn reopen_wall(app: AppHandle) {
    let mark = wall_mark(&app);
    // A joined PC may be up before its room is.
    while mark.exists() && app.get_webview_window(WALL).is_none() {
        if app.state::<Desktop>().session(WALL).await.is_ok_and(|session| session.founded) {
            if let Err(error) = open_wall(&app).await {
                tracing::error!(%error, "the wall does not open again");
            }
            return;
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

fn wall_mark(app: &AppHandle) -> PathBuf {
    app.state::<Desktop>().data.join("wall.open")
}

fn remember_wall(app: &AppHandle, open: bool) {
    let mark = wall_mark(app);
    let done = if open { std::fs::write(&mark, "") } else { std::fs::remove_file(&mark) };
    if let Err(error) = done {
        tracing::warn!(%error, open, "the wall will not be remembered");
    }
}

/// A monitor on which the desk does not lie.
fn other_monitor(app: &AppHandle) -> tauri::Result<Option<Monitor>> {
    let Some(main) = app.get_webview_window(MAIN) else { return Ok(None) };
    let here = main.current_monitor()?.map(|monitor| *monitor.position());
    Ok(main.available_monitors()?.into_iter().find(|monitor| Some(*monitor.position()) != here))
}

/// What both windows have in common: their own origin and nothing else.
fn dressed<'a>(app: &'a AppHandle, label: &str, page: &str) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let desktop = app.state::<Desktop>();
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .data_directory(desktop.data.join("webview"))
        .background_color(GROUND)
        // Files are dropped on the page itself; the page takes those that are photos.
        .disable_drag_drop_handler()
        .on_navigation(|url| {
            let ours = is_ours(url);
            if !ours {
                tracing::warn!(scheme = url.scheme(), "a page tried to leave");
            }
            ours
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Started {
                window.state::<Desktop>().seats.end_poll(window.label());
                // A page that was reloaded says anew whether a call form is open.
                if window.label() == MAIN
                    && let Some(sound) = window.try_state::<Sound>()
                {
                    sound.calling(false);
                }
            }
        });
    platform::dress(builder, desktop.arguments.safe_display)
}

fn is_ours(url: &Url) -> bool {
    let (scheme, host) = if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none()
}

/// Reloads a page whose process died, and says so where the first paint never comes.
fn watch(window: &WebviewWindow) {
    platform::watch_web_process(window);
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(FIRST_PAINT).await;
        let desktop = app.state::<Desktop>();
        let is_blank = |app: &AppHandle, label: &str| !lock(&app.state::<Desktop>().painted).contains(label);
        let hidden = app.get_webview_window(&label).is_none_or(|it| !it.is_visible().unwrap_or(true));
        if hidden || !is_blank(&app, &label) {
            return;
        }
        tracing::error!(window = %label, "no first paint after 8 s; --safe-display may help");
        let (title, text) = (desktop.say("tray.blank_title", &[]), desktop.say("tray.blank_body", &[]));
        let watched = app.clone();
        platform::tell_over(&app, title, text, move || is_blank(&watched, &label));
    });
}

/// Looks for pages that stopped asking. Where the platform does not tell of a dead web process, silence does.
pub async fn watch_silence(app: AppHandle) {
    loop {
        tokio::time::sleep(Duration::from_secs(15)).await;
        for label in app.state::<Desktop>().seats.silent(SILENCE) {
            tracing::warn!(window = label, "the page has stopped asking");
            if platform::SILENCE_IS_DEATH
                && let Some(window) = app.get_webview_window(&label)
                && let Err(error) = window.reload()
            {
                tracing::error!(%error, window = label, "cannot reload");
            }
        }
    }
}

/// Brings the desk to the front.
pub fn show_main(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    for done in [window.show(), window.unminimize(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!(%error, "the window does not come to the front");
        }
    }
}

/// Brings the desk to the front at a place of its own, such as `alarms`. Only the part after the hash changes, so the
/// page stays as it is and hears of it as of any link.
pub fn show_place(app: &AppHandle, place: &str) {
    show_main(app);
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let moved = window.url().and_then(|mut url| {
        url.set_fragment(Some(&format!("/{place}")));
        window.navigate(url)
    });
    if let Err(error) = moved {
        tracing::warn!(%error, place, "the page does not go there");
    }
}

fn put_away(window: &WebviewWindow) {
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        let in_tray = window.app_handle().tray_by_id(crate::tray::ID).is_some()
            && tauri::async_runtime::spawn_blocking(platform::tray_is_seen).await.unwrap_or(false);
        if let Err(error) = if in_tray { window.hide() } else { window.minimize() } {
            tracing::warn!(%error, "the window does not go away");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_origin_is_ours() {
        let own = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
        assert!(is_ours(&format!("{own}/index.html#/wall").parse().unwrap()));
        for other in [
            "https://example.invalid/",
            "http://localhost/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,a",
            "javascript:1",
            "http://tauri.localhost:8112/",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
