//! The drum in the tray: the room runs on while its window is away.

use crate::desktop::Desktop;
use crate::window;
use tauri::image::Image;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};

pub const ID: &str = "kentongan";
const ICON: &[u8] = include_bytes!("../../icons/tray.png");

/// Puts the drum into the tray. Many desktops have none: an error is the caller's to log, and never fatal.
pub fn start(app: &AppHandle) -> tauri::Result<()> {
    let desktop = app.state::<Desktop>();
    let item =
        |id: &str| MenuItem::with_id(app, id, desktop.say(&format!("tray.{id}"), &[]), true, None::<&str>);
    let menu = Menu::with_items(app, &[&item("open")?, &item("wall")?, &item("quit")?])?;
    TrayIconBuilder::with_id(ID)
        .icon(Image::from_bytes(ICON)?)
        .tooltip(desktop.say("tray.tooltip", &[]))
        .menu(&menu)
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => window::show_main(app),
            "wall" => {
                let app = app.clone();
                tauri::async_runtime::spawn(async move {
                    if let Err(error) = window::open_wall(&app).await {
                        tracing::error!(%error, "the wall does not open");
                    }
                });
            }
            // The page asks for a supervisor; the command `quit` checks that there is one.
            "quit" => window::show_place(app, "quit"),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::show_main(tray.app_handle());
            }
        })
        .build(app)?;
    Ok(())
}
