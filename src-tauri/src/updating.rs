//! An update of this program from a file, for places without a network: chosen, checked, copied to where only this
//! program puts anything, and handed to the system's own installer after a backup.

use crate::desktop::Desktop;
use crate::place::{Place, VERSION};
use crate::platform::{self, Installation};
use crate::seat::lock;
use kentongan_room::release::{Wanted, by_hand, command, kinds};
use kentongan_rules::actor::Role;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::view::update::{Unfit, UpdateChosen, UpdateInstalled, UpdateView};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, State, WebviewWindow};

/// Where checked packages wait, in the data folder.
const FOLDER: &str = "update";

/// The folder of checked packages.
pub fn folder(data: &Path) -> PathBuf {
    data.join(FOLDER)
}

#[tauri::command]
pub async fn update() -> Result<UpdateView, Problem> {
    let takes_files = Wanted::here(VERSION).key.is_some();
    Ok(UpdateView { version: VERSION.to_owned(), takes_files })
}

/// Asks for a file, checks it and keeps a copy. Only a supervisor or an administrator may, or anyone while nothing is
/// founded yet.
#[tauri::command]
pub async fn choose_update(
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
) -> Result<UpdateChosen, Problem> {
    may_update(&window, &desktop).await?;
    if Wanted::here(VERSION).key.is_none() {
        return Ok(UpdateChosen::Unfit { unfit: Unfit::NoKey });
    }
    let endings: Vec<String> =
        kinds().iter().filter_map(|kind| kind.rsplit_once('.')).map(|(_, end)| end.to_owned()).collect();
    let (title, kind) = (desktop.say("update.chooser", &[]), desktop.say("update.chooser_kind", &[]));
    let Some(file) = platform::choose_file(&window, title, kind, endings).await else {
        return Ok(UpdateChosen::Nothing);
    };
    let kept = folder(&desktop.data);
    let taken = blocking(move || Wanted::here(VERSION).take_in(&file, &kept)).await?;
    Ok(match taken {
        Ok((release, file)) => {
            *lock(&desktop.update) = Some(file);
            UpdateChosen::Found { from: VERSION.to_owned(), to: release.version }
        }
        Err(unfit) => {
            *lock(&desktop.update) = None;
            UpdateChosen::Unfit { unfit }
        }
    })
}

/// Makes a backup, then has the system install what was chosen.
#[tauri::command]
pub async fn install_update(
    app: AppHandle,
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
) -> Result<UpdateInstalled, Problem> {
    may_update(&window, &desktop).await?;
    let Some(file) = lock(&desktop.update).clone() else { return Err(Problem::Unknown) };
    let place = desktop.place();
    if let Place::Here(room) = &*place
        && room.setup().founded_at.is_some()
    {
        room.back_up().await?;
    }
    let (package, installs) = (file.clone(), file.clone());
    // What is installed is what was checked, or it is not installed.
    if let Err(unfit) = blocking(move || Wanted::here(VERSION).check(&package)).await? {
        return Ok(UpdateInstalled::Unfit { unfit });
    }
    tracing::info!(file = %file.display(), "an update is installed");
    match blocking(move || platform::install(&command(&installs))).await? {
        Installation::Done => Ok(UpdateInstalled::Done),
        Installation::Refused => Ok(UpdateInstalled::ByHand { command: by_hand(&file) }),
        Installation::Begun => {
            tauri::async_runtime::spawn(async move {
                place.close().await;
                app.exit(0);
            });
            Ok(UpdateInstalled::Leaving)
        }
    }
}

/// Closes the room and starts the program anew, which is the one whose files lie there now.
#[tauri::command]
pub async fn start_again(
    app: AppHandle,
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
) -> Result<(), Problem> {
    may_update(&window, &desktop).await?;
    tracing::info!("started again after an update");
    desktop.place().close().await;
    desktop.begin_again();
    app.exit(0);
    Ok(())
}

async fn may_update(window: &WebviewWindow, desktop: &Desktop) -> Result<(), Problem> {
    let session = desktop.session(window.label()).await?;
    let may = matches!(session.actor.role, Role::Supervisor | Role::Administrator);
    if session.founded && !may { Err(Problem::NotAllowed) } else { Ok(()) }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "an update was interrupted");
        Problem::Broken { about: BrokenPart::Other, trace: "update".to_owned() }
    })
}
