//! What is taken out of the room, as a file on this PC: among the downloads, where who prints it looks first.

use crate::desktop::Desktop;
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::problem::{BrokenPart, Problem};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager, State, WebviewWindow};

/// So many files of one minute have the same name.
const MOST_ALIKE: u32 = 100;

/// Answers the whole path of the file.
#[tauri::command]
pub async fn export(
    app: AppHandle,
    window: WebviewWindow,
    desktop: State<'_, Desktop>,
    body: Export,
) -> Result<String, Problem> {
    let file = desktop.export(window.label(), body).await?;
    let path = app.path();
    let folder = path.download_dir().or_else(|_| path.document_dir()).or_else(|_| path.home_dir());
    let folder = folder.map_err(|error| failed(&error))?;
    let saved = tauri::async_runtime::spawn_blocking(move || save(&folder, &file)).await;
    saved
        .map_err(|error| failed(&error))?
        .map(|path| path.display().to_string())
        .map_err(|error| failed(&error))
}

/// Under its name, or beside those that have it already: nothing is written over.
fn save(folder: &Path, file: &ExportFile) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
    for n in 1..=MOST_ALIKE {
        let name = if n == 1 { file.name.clone() } else { format!("{stem}-{n}.{ending}") };
        let path = folder.join(name);
        match std::fs::File::create_new(&path) {
            Ok(mut to) => {
                to.write_all(&file.bytes)?;
                to.sync_all()?;
                return Ok(path);
            }
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn failed(why: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%why, "a file could not be saved");
    Problem::Broken { about: BrokenPart::Other, trace: "export".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file =
            |bytes: &[u8]| ExportFile { name: "kit-20261127-0310.pdf".to_owned(), bytes: bytes.to_vec() };
        let first = save(folder.path(), &file(b"one")).unwrap();
        let second = save(folder.path(), &file(b"two")).unwrap();
        assert_eq!(first, folder.path().join("kit-20261127-0310.pdf"));
        assert_eq!(second, folder.path().join("kit-20261127-0310-2.pdf"));
        assert_eq!(std::fs::read(first).unwrap(), b"one");
        assert_eq!(std::fs::read(second).unwrap(), b"two");
    }
}
