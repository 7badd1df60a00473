//! What the operating systems do differently, each in a file of its own with the same verbs.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub use linux::*;
#[cfg(windows)]
pub use windows::*;

/// What became of installing a package.
pub enum Installation {
    /// It is installed.
    #[cfg_attr(windows, allow(dead_code, reason = "an installer there outlives this program"))]
    Done,
    /// The installer runs and waits for this program to end.
    #[cfg_attr(target_os = "linux", allow(dead_code, reason = "packages there are installed under it"))]
    Begun,
    /// The system cannot ask who may, or they said no, or it failed.
    Refused,
}
