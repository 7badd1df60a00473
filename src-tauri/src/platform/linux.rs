//! Debian and its kin: WebKitGTK, the session bus, GTK dialogs.

use super::{Installation, WebViewFault};
use gtk::glib;
use gtk::prelude::*;
use kentongan_rules::view::Notifier;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tauri::{AppHandle, WebviewWindow, WebviewWindowBuilder, Wry};
use webkit2gtk::WebViewExt;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, connection};
use zbus::names::WellKnownName;

/// A dead web process is told here, see [`watch_web_process`].
pub const SILENCE_IS_DEATH: bool = false;

/// What the screens are built for: that of Safari 16.4, the oldest in Vite's default target.
const WEB_VIEW: (u32, u32) = (2, 40);

const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const TRAY: &str = "org.kde.StatusNotifierWatcher";
/// A daemon that does not answer within this time takes nothing.
const BUS: Duration = Duration::from_secs(5);
/// Reloads of a page whose process died; a page that dies more often than that is left a minute's rest.
const RELOADS_A_MINUTE: usize = 3;

const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
const NO_COMPOSITING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// What WebKit must be told about this machine. NVIDIA's drivers show nothing where it hands them its pictures as DMABUF;
/// others are faster with it. Without a graphics processor its layers are put together in software, the whole window for
/// every letter: drawn without layers, only what changed is drawn, for half the work.
fn display_wants(safe_display: bool, nvidia: bool, has_processor: bool) -> Vec<&'static str> {
    let mut wanted = Vec::new();
    if nvidia || safe_display {
        wanted.push(NO_DMABUF);
    }
    if safe_display || !(nvidia || has_processor) {
        wanted.push(NO_COMPOSITING);
    }
    wanted
}

/// A graphics processor that draws shows itself as a render node: https://docs.kernel.org/gpu/drm-uapi.html#render-nodes.
fn has_render_node() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
        nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    })
}

/// WebKit reads this from the environment only, and a running program cannot change its own safely: it starts itself once
/// more.
pub fn prepare_display(safe_display: bool) {
    let nvidia =
        ["/proc/driver/nvidia/version", "/sys/module/nvidia"].iter().any(|it| Path::new(it).exists());
    let mut wanted = display_wants(safe_display, nvidia, has_render_node());
    wanted.retain(|name| std::env::var_os(name).is_none());
    let Ok(program) = std::env::current_exe() else { return };
    if wanted.is_empty() {
        return;
    }
    let failed = Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(wanted.into_iter().map(|it| (it, "1")))
        .exec();
    eprintln!("{failed}");
}

/// Whether windows can be made at all: without a display the toolkit would panic.
pub fn has_display() -> bool {
    gtk::init().is_ok()
}

/// The library is there, or this program would not have started; on a PC that is never updated it may be old.
pub fn web_view_fault() -> Option<WebViewFault> {
    too_old(&tauri::webview_version().ok()?)
}

fn too_old(said: &str) -> Option<WebViewFault> {
    let mut parts = said.split('.').map_while(|part| part.parse().ok());
    let version = (parts.next()?, parts.next()?);
    (version < WEB_VIEW).then_some(WebViewFault::Old { version, wanted: WEB_VIEW })
}

pub fn dress<'a>(
    builder: WebviewWindowBuilder<'a, Wry, AppHandle>,
    _safe_display: bool,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    builder
}

/// A dead web process looks like a frozen window: load the page anew. Its drafts come back from the room.
pub fn watch_web_process(window: &WebviewWindow) {
    let label = window.label().to_owned();
    let hooked = window.with_webview(move |webview| {
        let reloads = Rc::new(RefCell::new(VecDeque::new()));
        webview.inner().connect_web_process_terminated(move |view, reason| {
            tracing::error!(window = label, ?reason, "the web process died");
            let mut reloads = reloads.borrow_mut();
            reloads.retain(|at: &Instant| at.elapsed() < Duration::from_secs(60));
            if reloads.len() < RELOADS_A_MINUTE {
                reloads.push_back(Instant::now());
                view.reload();
            } else {
                let view = view.clone();
                glib::timeout_add_seconds_local_once(60, move || view.reload());
            }
        });
    });
    if let Err(error) = hooked {
        tracing::error!(%error, "a dead web process will not be noticed");
    }
}

/// Asks the session bus who takes notifications; a daemon that the bus starts on demand counts if it can be started.
/// Blocks for some seconds at most.
pub fn notifier() -> Notifier {
    match bus().and_then(|bus| {
        let name = WellKnownName::try_from(NOTIFICATIONS)?;
        let proxy = DBusProxy::new(&bus)?;
        if !proxy.name_has_owner(name.clone().into())? {
            proxy.start_service_by_name(name, 0)?;
        }
        let (name, ..): (String, String, String, String) = bus
            .call_method(
                Some(NOTIFICATIONS),
                "/org/freedesktop/Notifications",
                Some(NOTIFICATIONS),
                "GetServerInformation",
                &(),
            )?
            .body()
            .deserialize()?;
        Ok(name)
    }) {
        Ok(name) => Notifier::Ready { name },
        Err(error) => {
            tracing::debug!(%error, "nobody takes notifications");
            Notifier::Missing
        }
    }
}

/// Whether one of ALSA's names is a device to a person: a card as a whole, its HDMI, or what this PC's own configuration
/// names; not its plugins, nor a card's many ways to be opened.
pub fn is_speaker(id: &str) -> bool {
    const WAYS: &[&str] = &[
        "hw",
        "plughw",
        "dmix",
        "dsnoop",
        "front",
        "rear",
        "center_lfe",
        "side",
        "iec958",
        "spdif",
        "modem",
        "usbstream",
        "surround21",
        "surround40",
        "surround41",
        "surround50",
        "surround51",
        "surround71",
    ];
    const PLUGINS: &[&str] = &[
        "default",
        "sysdefault",
        "null",
        "pulse",
        "pipewire",
        "jack",
        "oss",
        "samplerate",
        "speexrate",
        "lavrate",
        "speex",
        "upmix",
        "vdownmix",
        "a52",
        "arcam_av",
    ];
    let kind = id.split(':').next().unwrap_or(id);
    !WAYS.contains(&kind)
        && !PLUGINS.contains(&id)
        && !id.starts_with("samplerate_")
        && !id.starts_with("speexrate_")
}

/// Whether something draws tray icons. Blocks for some seconds at most.
pub fn tray_is_seen() -> bool {
    bus()
        .and_then(|bus| Ok(DBusProxy::new(&bus)?.name_has_owner(WellKnownName::try_from(TRAY)?.into())?))
        .unwrap_or(false)
}

fn bus() -> zbus::Result<Connection> {
    connection::Builder::session()?.method_timeout(BUS).build()
}

/// Answers whoever asked on the command line.
pub fn answer(text: &str) {
    eprintln!("{text}");
}

/// Shows a sentence before there is any window, and waits until it has been read. Always on the error stream too.
pub fn tell(title: &str, text: &str) {
    eprintln!("{title}\n{text}");
    if gtk::init().is_ok() {
        let dialog = dialog(title, text);
        dialog.run();
        dialog.close();
        while gtk::events_pending() {
            gtk::main_iteration();
        }
    }
}

/// Shows a sentence beside the running windows, waits for nobody, and takes it away once `holds` says no.
pub fn tell_over(app: &AppHandle, title: String, text: String, holds: impl Fn() -> bool + Send + 'static) {
    let shown = app.run_on_main_thread(move || {
        let dialog = dialog(&title, &text);
        dialog.connect_response(|dialog, _| dialog.close());
        dialog.show_all();
        let dialog = dialog.downgrade();
        glib::timeout_add_local(Duration::from_millis(500), move || match dialog.upgrade() {
            Some(dialog) if holds() && dialog.is_visible() => glib::ControlFlow::Continue,
            Some(dialog) => {
                dialog.close();
                glib::ControlFlow::Break
            }
            None => glib::ControlFlow::Break,
        });
    });
    if let Err(error) = shown {
        tracing::error!(%error, "a sentence could not be shown");
    }
}

/// Asks for a file with the desktop's own dialog; `None` where nothing was chosen.
pub async fn choose_file(
    window: &WebviewWindow,
    title: String,
    kind: String,
    endings: Vec<String>,
) -> Option<PathBuf> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    let over = window.clone();
    let shown = window.run_on_main_thread(move || {
        let action = gtk::FileChooserAction::Open;
        let parent = over.gtk_window().ok();
        let dialog = gtk::FileChooserNative::new(Some(&title), parent.as_ref(), action, None, None);
        let filter = gtk::FileFilter::new();
        filter.set_name(Some(&kind));
        endings.iter().for_each(|ending| filter.add_pattern(&format!("*.{ending}")));
        dialog.add_filter(filter);
        dialog.set_modal(true);
        // No window holds such a dialog: it holds itself until it is answered.
        let held = RefCell::new(Some((answer, dialog.clone())));
        dialog.connect_response(move |_, response| {
            let Some((answer, dialog)) = held.borrow_mut().take() else { return };
            let file = (response == gtk::ResponseType::Accept).then(|| dialog.filename()).flatten();
            // Whoever asked may be gone.
            let _ = answer.send(file);
        });
        dialog.show();
    });
    if let Err(error) = shown {
        tracing::error!(%error, "no file can be asked for");
        return None;
    }
    chosen.await.ok().flatten()
}

/// Runs the installer as root, once the system has asked whoever may. Blocks until it has ended.
pub fn install(command: &[String]) -> Installation {
    match Command::new("pkexec").args(command).stdin(Stdio::null()).output() {
        Ok(done) if done.status.success() => Installation::Done,
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr);
            tracing::error!(status = %done.status, %said, "the package was not installed");
            Installation::Refused
        }
        Err(error) => {
            tracing::error!(%error, "nothing asks who may install");
            Installation::Refused
        }
    }
}

fn dialog(title: &str, text: &str) -> gtk::MessageDialog {
    let dialog = gtk::MessageDialog::new(
        None::<&gtk::Window>,
        gtk::DialogFlags::empty(),
        gtk::MessageType::Warning,
        gtk::ButtonsType::Ok,
        title,
    );
    dialog.set_title(title);
    dialog.set_secondary_text(Some(text));
    dialog.set_keep_above(true);
    dialog
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_for_a_graphics_processor_and_dmabuf_not_for_nvidia() {
        assert!(display_wants(false, false, true).is_empty());
        assert_eq!(display_wants(false, false, false), [NO_COMPOSITING]);
        assert_eq!(display_wants(false, true, false), [NO_DMABUF]);
        assert_eq!(display_wants(true, false, true), [NO_DMABUF, NO_COMPOSITING]);
    }

    #[test]
    fn a_web_view_older_than_the_screens_is_told_by_number_and_not_by_letter() {
        assert_eq!(too_old("2.40.0"), None);
        assert_eq!(too_old("2.100.1"), None);
        assert_eq!(too_old("2.9.3"), Some(WebViewFault::Old { version: (2, 9), wanted: WEB_VIEW }));
    }

    #[test]
    fn a_person_is_shown_cards_and_own_names_and_no_plugin() {
        for device in ["sysdefault:CARD=PCH", "hdmi:CARD=PCH,DEV=0", "ruang"] {
            assert!(is_speaker(device), "{device}");
        }
        for way in [
            "default",
            "sysdefault",
            "null",
            "pulse",
            "hw:CARD=0,DEV=0",
            "front:CARD=PCH,DEV=0",
            "speexrate_best",
        ] {
            assert!(!is_speaker(way), "{way}");
        }
    }
}
