//! Log files without personal data: no command's body is ever logged.

use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::LevelFilter;

/// Days that a log file is kept.
const KEPT: usize = 14;

/// Writes to `folder/log/kentongan.DATE.log`, a file a day. Keep what is returned for as long as there is something
/// to log; `None` when the folder cannot be written, which is no reason not to start.
pub fn start(folder: &Path) -> Option<WorkerGuard> {
    std::fs::create_dir_all(folder.join("log")).ok()?;
    let files = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("kentongan")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder.join("log"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_max_level(LevelFilter::INFO)
        .try_init()
        .ok()?;
    Some(guard)
}
