//! Log files: what the program did, never what people said. Command bodies, names and numbers are not logged anywhere.

use std::path::Path;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Files, one a day, that are kept.
const DAYS: usize = 14;
/// Ours from "info"; of the libraries only what is wrong, since they may print what they carry.
const LEVELS: &str = "warn,kentongan=info,kentongan_room=info,kentongan_store=info";

/// Starts logging into `log/` of the data folder, to the error stream where that cannot be written.
pub fn start(data: &Path) {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("kentongan")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(data.join("log"));
    let started = match file {
        Ok(file) => tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(LEVELS))
            .with_ansi(false)
            .with_writer(std::sync::Mutex::new(file))
            .try_init(),
        Err(_) => tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(LEVELS))
            .with_writer(std::io::stderr)
            .try_init(),
    };
    if let Err(error) = started {
        eprintln!("{error}");
    }
}
