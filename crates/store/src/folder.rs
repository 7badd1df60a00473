//! Names in folders: given whatever else reads there, and durable.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{rename, sync};
#[cfg(windows)]
pub use windows::{rename, sync};
