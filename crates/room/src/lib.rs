//! One running room: `execute`, `query`, `changes`; the task that watches the clocks; the HTTP door and its client.
//!
//! The path of a command: `Room::execute` asks who may, seals what is personal, and hands it to the one writer; the
//! reply comes after it is durable; everybody else learns of it by `changes`.

mod alone;
mod backup;
mod broken;
mod claims;
pub mod client;
mod core;
mod erased;
mod escalating;
pub mod evaluate;
mod figures;
pub mod folder;
mod handoff;
mod handover;
pub mod http;
mod kit;
pub mod lock;
pub mod log;
mod paper;
mod picture;
mod presence;
pub mod release;
pub mod replay;
mod restore;
mod room;
mod sealing;
mod secret;
mod sending;
mod session;
pub mod status;
pub mod stop;
mod telling;
mod tend;
pub mod there;
mod time;
mod told;
mod upgrade;
pub mod verify;
pub mod wire;
pub mod words;

pub use folder::data_folder;
pub use restore::{Restored, restore, wants_recovery};
pub use room::{Room, RoomOptions};
pub use secret::spare as spare_hashes;
pub use session::{Seat, Token};
pub use time::TimeSource;
