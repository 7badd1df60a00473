//! A desk of another version reads, and changes nothing.

use crate::ground::{Ground, VERSION, who};
use kentongan_room::client::Client;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Query, Reply};
use uuid::Uuid;

#[tokio::test]
async fn a_desk_of_another_version_reads_and_changes_nothing() {
    let ground = Ground::open().await;
    let skewed = Client::joined(&ground.pin, "9.9.0").unwrap();
    skewed.sign_in(&who()).await.unwrap();
    let board = async || match skewed.query(&Query::Board).await {
        Ok(Reply::Board(board)) => board,
        other => panic!("{other:?}"),
    };
    let before = board().await;
    assert!(skewed.changes(kentongan_rules::time::Seq(0)).await.is_ok());
    let command = Command::JoinDesk {
        desk: 7,
        name: "Meja 7".to_owned(),
        desk_kind: kentongan_rules::desk::DeskKind::Browser,
        key: "ab".repeat(32),
    };
    let pressed = Execute { id: CommandId(Uuid::now_v7()), command };
    let other = Problem::OtherVersion { room: VERSION.to_owned() };
    assert_eq!(skewed.execute(&pressed).await.unwrap_err(), other);
    assert_eq!(board().await.seq, before.seq, "something happened");
    assert_eq!(ground.desks(), 1);
    // The same key press from a desk of this version is a command; a patch of it is no other version.
    let patched = Client::joined(&ground.pin, "0.0.9").unwrap();
    patched.sign_in(&who()).await.unwrap();
    assert!(patched.execute(&pressed).await.unwrap().seq > before.seq);
    assert_eq!(ground.desks(), 2);
}
