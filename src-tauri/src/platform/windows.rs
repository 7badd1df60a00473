//! Windows: WebView2, toasts, message boxes.

use super::{Installation, WebViewFault};
use kentongan_rules::view::Notifier;
use std::io::ErrorKind;
use std::os::windows::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use tauri::{AppHandle, WebviewWindow, WebviewWindowBuilder, Wry};

/// WebView2 tells of a dead page only through COM; a page that stops asking is loaded anew instead.
pub const SILENCE_IS_DEATH: bool = true;

/// wry's own arguments, which ours replace, and drawing without the graphics card.
const SAFE_DISPLAY: &str =
    "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection --disable-gpu --disable-gpu-compositing";

/// `ERROR_ELEVATION_REQUIRED`.
const ELEVATION_REQUIRED: i32 = 740;
/// `CREATE_NO_WINDOW`.
const NO_WINDOW: u32 = 0x0800_0000;

pub fn prepare_display(_safe_display: bool) {}

/// Windows always has one.
pub fn has_display() -> bool {
    true
}

/// WebView2 is part of Windows 11 and comes to most of Windows 10; a PC that was never on a network may lack it.
pub fn web_view_fault() -> Option<WebViewFault> {
    tauri::webview_version().is_err().then_some(WebViewFault::Missing)
}

pub fn dress<'a>(
    builder: WebviewWindowBuilder<'a, Wry, AppHandle>,
    safe_display: bool,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    if safe_display { builder.additional_browser_args(SAFE_DISPLAY) } else { builder }
}

pub fn watch_web_process(_window: &WebviewWindow) {}

/// Windows always has a place for toasts; whether the person allows ours only the person can see (the test asks).
pub fn notifier() -> Notifier {
    Notifier::Ready { name: "Windows".to_owned() }
}

/// Windows lists endpoints only: loudspeakers, headphones, displays.
pub fn is_speaker(_id: &str) -> bool {
    true
}

pub fn tray_is_seen() -> bool {
    true
}

/// Answers whoever asked on the command line: a program with windows has no console to answer on.
pub fn answer(text: &str) {
    boxed(env!("CARGO_PKG_NAME"), text);
}

/// Shows a sentence before there is any window, and waits until it has been read.
pub fn tell(title: &str, text: &str) {
    eprintln!("{title}\n{text}");
    boxed(title, text);
}

/// Shows a sentence beside the running windows, and waits for nobody; a message box stays until it is read.
pub fn tell_over(_app: &AppHandle, title: String, text: String, _holds: impl Fn() -> bool + Send + 'static) {
    std::thread::spawn(move || boxed(&title, &text));
}

/// Asks for a file with the system's own dialog; `None` where nothing was chosen.
pub async fn choose_file(
    _window: &WebviewWindow,
    title: String,
    kind: String,
    endings: Vec<String>,
) -> Option<PathBuf> {
    let ask = move || rfd::FileDialog::new().set_title(title).add_filter(kind, &endings).pick_file();
    tauri::async_runtime::spawn_blocking(ask).await.ok().flatten()
}

/// Starts the installer, which waits for this program to end.
pub fn install(command: &[String]) -> Installation {
    let Some((program, given)) = command.split_first() else { return Installation::Refused };
    let begun = match Command::new(program).args(given).spawn() {
        // One for everybody on this PC: the shell asks who may.
        Err(error) if error.raw_os_error() == Some(ELEVATION_REQUIRED) => Command::new("cmd")
            .args(["/C", "start", "", program])
            .args(given)
            .creation_flags(NO_WINDOW)
            .status()
            .and_then(|done| if done.success() { Ok(()) } else { Err(ErrorKind::PermissionDenied.into()) }),
        begun => begun.map(drop),
    };
    match begun {
        Ok(()) => Installation::Begun,
        Err(error) => {
            tracing::error!(%error, "the installer does not start");
            Installation::Refused
        }
    }
}

fn boxed(title: &str, text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Warning)
        .set_title(title)
        .set_description(text)
        .show();
}
