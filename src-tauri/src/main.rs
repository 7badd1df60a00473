//! The desktop: windows, tray, notifications. No rule, no SQL, no route: those are the room's.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod desktop;
mod door;
mod joining;
mod notify;
mod place;
mod platform;
mod saving;
mod seat;
mod shell;
mod sound;
mod tray;
mod updating;
mod window;

use anyhow::Context as _;
use arguments::{Arguments, Wrong};
use desktop::Desktop;
use kentongan_room::lock::lock;
use kentongan_room::words::say;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::setup::Language;
use notify::mark::Mark;
use place::Place;
use platform::WebViewFault;
use sound::Sound;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{AppHandle, Manager, RunEvent};

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(wrong) => return misread(&wrong),
    };
    if arguments.help {
        platform::answer(&say(Language::Id, "tray.help", &[]));
        return ExitCode::SUCCESS;
    }
    platform::prepare_display(arguments.safe_display);
    let data = arguments.data.clone().unwrap_or_else(kentongan_room::data_folder);
    // The database knows the language, but what fails to open cannot be asked.
    let language = Mark::of(&data).kept().map_or(Language::Id, |kept| kept.language);
    if !platform::has_display() {
        platform::tell(&say(language, "tray.cannot_start", &[]), &say(language, "tray.no_display", &[]));
        return ExitCode::FAILURE;
    }
    if let Some(fault) = platform::web_view_fault() {
        platform::tell(&say(language, "tray.cannot_start", &[]), &faulty(language, &fault));
        return ExitCode::FAILURE;
    }
    let log = kentongan_room::log::start(&data);
    let opened = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|_| Problem::Broken { about: BrokenPart::Other, trace: "runtime".to_owned() });
    let runtime = match opened {
        Ok(runtime) => runtime,
        Err(problem) => return cannot_start(language, &data, &problem),
    };
    tauri::async_runtime::set(runtime.handle().clone());
    // One program a folder, whether its room is within it or elsewhere.
    let alone = match lock(&data, "desktop.lock") {
        Ok(alone) => alone,
        Err(problem) => return cannot_start(language, &data, &problem),
    };
    let place = match runtime.block_on(Place::open(&data)) {
        Ok(place) => place,
        Err(problem) => return cannot_start(language, &data, &problem),
    };
    kentongan_room::release::tidy(&updating::folder(&data), place::VERSION);
    tracing::info!(version = place::VERSION, place = ?place.view(), "started");
    let desktop = Desktop::new(place, arguments, data, language);
    // Only to be closed where there are no windows: a room that was left is not held open by this.
    let place = Arc::downgrade(&desktop.place());
    if let Err(error) = run(desktop, log) {
        tracing::error!(error = format!("{error:#}"), "the windows cannot be made");
        platform::tell(&say(language, "tray.cannot_start", &[]), &say(language, "tray.window_failed", &[]));
        if let Some(place) = place.upgrade() {
            runtime.block_on(place.close());
        }
        return ExitCode::FAILURE;
    }
    drop(alone);
    ExitCode::SUCCESS
}

const NAME: &str = "Kentongan";

/// `log` is what writes the log's last lines when it is dropped; a program that exits drops nothing by itself.
fn run(desktop: Desktop, mut log: Option<impl Send + 'static>) -> anyhow::Result<()> {
    let autostart =
        tauri_plugin_autostart::Builder::new().app_name(NAME).args(desktop.arguments.at_sign_on()).build();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_notification::init())
        .plugin(autostart)
        .manage(desktop)
        .invoke_handler(tauri::generate_handler![
            door::execute,
            door::query,
            door::changes,
            door::present,
            door::claim,
            door::give_photo,
            door::photo,
            saving::export,
            door::lock_screen,
            door::unlock_screen,
            door::sign_in,
            door::sign_out,
            door::recover,
            door::keep_draft,
            door::drafts,
            door::training,
            door::confirm_clock,
            joining::place,
            joining::door,
            joining::set_door,
            joining::let_in,
            joining::nearby,
            joining::join,
            joining::leave_room,
            shell::shell,
            shell::open_wall,
            shell::toggle_fullscreen,
            shell::test_notification,
            shell::test_sound,
            shell::speaker,
            shell::choose_speaker,
            shell::calling,
            shell::silence,
            shell::mute,
            shell::set_autostart,
            shell::quit,
            updating::update,
            updating::choose_update,
            updating::install_update,
            updating::start_again,
            shell::painted,
        ])
        .setup(|app| {
            app.state::<Desktop>().place().serve(app.handle());
            window::open_main(app.handle())?;
            start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the application")?;
    app.run(move |app, event| match event {
        // Without a code it is the last window that went away: the room runs on in the tray.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        RunEvent::Exit => {
            drop(log.take());
            if app.state::<Desktop>().begins_again() {
                app.cleanup_before_exit();
                let mut with = app.env();
                // Whoever asked for it looks at the window.
                with.args_os.retain(|argument| argument != arguments::HIDDEN);
                tauri::process::restart(&with);
            }
        }
        _ => {}
    });
    Ok(())
}

/// What runs beside the windows for as long as the room does. None of it can stop the room.
fn start(app: &AppHandle) {
    if let Err(error) = tray::start(app) {
        tracing::warn!(%error, "no tray");
    }
    match keepawake::Builder::default()
        .idle(true)
        .sleep(true)
        .reason(NAME)
        .app_name(NAME)
        .app_reverse_domain(app.config().identifier.clone())
        .create()
    {
        // Held until the program ends.
        Ok(awake) => {
            app.manage(Awake(std::sync::Mutex::new(awake)));
        }
        Err(error) => tracing::warn!(%error, "the PC may fall asleep"),
    }
    match Sound::start(&app.state::<Desktop>().data) {
        Ok(sound) => {
            app.manage(sound);
            tauri::async_runtime::spawn(sound::follow(app.clone()));
            tauri::async_runtime::spawn(sound::probe(app.clone()));
        }
        Err(error) => tracing::error!(%error, "no sound"),
    }
    tauri::async_runtime::spawn(notify::follow(app.clone()));
    tauri::async_runtime::spawn(window::watch_silence(app.clone()));
    tauri::async_runtime::spawn(window::reopen_wall(app.clone()));
    let stopping = app.clone();
    tauri::async_runtime::spawn(async move {
        kentongan_room::stop::asked().await;
        tracing::info!("stopped from outside");
        stopping.state::<Desktop>().place().close().await;
        stopping.exit(0);
    });
}

struct Awake(#[allow(dead_code, reason = "held for its drop")] std::sync::Mutex<keepawake::KeepAwake>);

fn misread(wrong: &Wrong) -> ExitCode {
    let text = match wrong {
        Wrong::Unknown { argument } => {
            say(Language::Id, "tray.unknown_argument", &[("argument", argument.as_str())])
        }
        Wrong::MissingFolder => say(Language::Id, "tray.missing_folder", &[]),
    };
    platform::tell(&text, &say(Language::Id, "tray.help", &[]));
    ExitCode::from(2)
}

/// Says why there is no room, and what to do.
fn cannot_start(language: Language, data: &Path, problem: &Problem) -> ExitCode {
    let (key, trace) = match problem {
        Problem::Broken { about, trace } => (broken(*about), trace.as_str()),
        _ => ("tray.other", ""),
    };
    let folder = data.display().to_string();
    let text = say(language, key, &[("folder", &folder), ("trace", trace)]);
    platform::tell(&say(language, "tray.cannot_start", &[]), &text);
    ExitCode::FAILURE
}

fn faulty(language: Language, fault: &WebViewFault) -> String {
    let spelled = |(major, minor): (u32, u32)| format!("{major}.{minor}");
    match fault {
        WebViewFault::Missing => say(language, "tray.web_view_missing", &[]),
        WebViewFault::Old { version, wanted } => {
            let places = [("version", spelled(*version)), ("wanted", spelled(*wanted))];
            say(
                language,
                "tray.web_view_old",
                &places.each_ref().map(|(name, value)| (*name, value.as_str())),
            )
        }
    }
}

fn broken(part: BrokenPart) -> &'static str {
    match part {
        BrokenPart::DiskFull => "tray.disk_full",
        BrokenPart::DiskReadOnly => "tray.disk_read_only",
        BrokenPart::DiskFault => "tray.disk_fault",
        BrokenPart::Corrupt => "tray.corrupt",
        BrokenPart::NewerDatabase => "tray.newer_database",
        BrokenPart::InUse => "tray.in_use",
        BrokenPart::Busy => "tray.busy",
        BrokenPart::Other => "tray.other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_view_that_will_not_do_is_told_with_what_to_install() {
        let old = WebViewFault::Old { version: (2, 36), wanted: (2, 40) };
        let said = faulty(Language::En, &old);
        assert!(said.contains("2.36") && said.contains("2.40") && said.contains("apt install"), "{said}");
        assert!(faulty(Language::Id, &WebViewFault::Missing).contains("WebView2RuntimeInstaller"));
    }

    #[test]
    fn every_way_not_to_start_has_words_with_the_folder() {
        for part in [
            BrokenPart::DiskFull,
            BrokenPart::DiskReadOnly,
            BrokenPart::DiskFault,
            BrokenPart::Corrupt,
            BrokenPart::NewerDatabase,
            BrokenPart::InUse,
            BrokenPart::Busy,
            BrokenPart::Other,
        ] {
            for language in [Language::Id, Language::En] {
                let said = say(language, broken(part), &[("folder", "/a/b"), ("trace", "t-1")]);
                assert!(said.contains("/a/b") && !said.contains('{'), "{said}");
            }
        }
    }
}
