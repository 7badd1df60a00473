//! What must be refused between the PCs, each with what is let through beside it: over TLS with real keys, at
//! addresses of this PC alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod answering;
mod desk;
mod ground;
mod joining;
mod spoken;
mod stranger;
mod version;
