//! What the operating systems do differently, each in a file of its own with the same verbs.

/// Why the system's web view cannot show the screens.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(windows, allow(dead_code, reason = "one that Windows brings up to date by itself is never old"))]
#[cfg_attr(
    target_os = "linux",
    allow(dead_code, reason = "a program that is linked to it does not start without")
)]
pub enum WebViewFault {
    Missing,
    /// As major and minor; `wanted` is the oldest that will do.
    Old {
        version: (u32, u32),
        wanted: (u32, u32),
    },
}

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
