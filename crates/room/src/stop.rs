//! When the operating system, or somebody at a terminal, asks a program to end.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::asked;
#[cfg(windows)]
pub use windows::asked;
