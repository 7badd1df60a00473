//! A room on a temporary disk whose time is moved by hand, and doors into it.

mod door;
mod process;
mod room;
pub mod say;

pub use door::{Door, crossing, pressed};
pub use room::{Carrier, PASSWORD, RECOVERY, TestRoom, at};

/// Each story runs in the process, over HTTP, and over TLS with the room in a process of its own.
macro_rules! on_every_carrier {
    ($($story:ident),+ $(,)?) => {
        mod in_process {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::stage::TestRoom::open(crate::stage::Carrier::InProcess).await).await;
            })+
        }
        mod over_http {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::stage::TestRoom::open(crate::stage::Carrier::Http).await).await;
            })+
        }
        mod over_tls {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::stage::TestRoom::open(crate::stage::Carrier::Tls).await).await;
            })+
        }
    };
}
pub(crate) use on_every_carrier;
