use crate::broken;
use kentongan_rules::problem::Problem;
use kentongan_store::{Broken, OpenOptions, Reader};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Readers at once; further questions wait their turn.
const MOST: usize = 8;

/// Read-only connections, made when wanted and kept.
pub struct Readers {
    path: PathBuf,
    options: OpenOptions,
    idle: Arc<Mutex<Vec<Reader>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub fn new(path: PathBuf, options: OpenOptions) -> Readers {
        Readers { path, options, idle: Arc::default(), turns: Arc::new(Semaphore::new(MOST)) }
    }

    /// Asks on this thread: for start-up, before there is anybody to wait.
    pub fn now<T>(&self, ask: impl FnOnce(&mut Reader) -> Result<T, Broken>) -> Result<T, Problem> {
        let mut reader = Reader::open(&self.path, &self.options).map_err(|b| broken::store(&b))?;
        let answer = ask(&mut reader).map_err(|b| broken::store(&b))?;
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(reader);
        }
        Ok(answer)
    }

    pub async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Reader) -> Result<T, Broken> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|e| broken::other("readers", &e))?;
        let (idle, path, options) = (self.idle.clone(), self.path.clone(), self.options.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let waiting = idle.lock().ok().and_then(|mut idle| idle.pop());
            let mut reader = match waiting {
                Some(reader) => reader,
                None => Reader::open(&path, &options)?,
            };
            let answer = ask(&mut reader);
            // One that failed is let go: the next question gets a fresh connection.
            if answer.is_ok()
                && let Ok(mut idle) = idle.lock()
            {
                idle.push(reader);
            }
            drop(turn);
            answer
        });
        asked.await.map_err(|e| broken::other("readers", &e))?.map_err(|b| broken::store(&b))
    }
}
