//! By which key a desk comes: one that this room gave, and has not taken back.

use crate::answering::Authority;
use crate::ground::{Caller, Ground, VERSION, hears, is_problem, told, who};
use kentongan_room::client::Client;
use kentongan_room::wire::pin::Pin;
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Query, Reply};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

fn removes(desk: u16) -> Execute<String> {
    Execute { id: CommandId(Uuid::now_v7()), command: Command::RemoveDesk { desk } }
}

#[tokio::test]
async fn a_key_of_another_room_opens_nothing() {
    let ground = Ground::open().await;
    assert!(hears(&ground.pin).await.is_ok());
    let theirs = Authority::of("Ruang Uji").pin(ground.address);
    let forged = Pin { certificate: ground.pin.certificate.clone(), ..theirs };
    assert_eq!(hears(&forged).await, Err(Problem::Unreachable));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_that_was_sent_away_is_a_stranger_also_while_it_waits() {
    let ground = Ground::open().await;
    let third = ground.joins("Meja 3").await;
    let (stays, goes) =
        (Client::joined(&ground.pin, VERSION).unwrap(), Client::joined(&third, VERSION).unwrap());
    stays.sign_in(&who()).await.unwrap();
    goes.sign_in(&who()).await.unwrap();
    let Reply::Board(board) = goes.query(&Query::Board).await.unwrap() else { panic!("no board") };
    let (waiting, staying) = (goes.clone(), stays.clone());
    let poll = tokio::spawn(async move { waiting.changes(board.seq).await });
    let beside = tokio::spawn(async move { staying.changes(board.seq).await });
    // Nothing tells when a poll is open but that it has not ended.
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!poll.is_finished() && !beside.is_finished());

    let began = Instant::now();
    stays.execute(&removes(3)).await.unwrap();
    assert_eq!(poll.await.unwrap(), Err(Problem::NotJoined), "the open poll");
    assert!(beside.await.unwrap().unwrap().seq > board.seq, "who stays learns of it");
    assert!(began.elapsed() < Duration::from_secs(10), "not when the poll ends by itself");
    assert_eq!(goes.query(&Query::Board).await, Err(Problem::NotJoined), "the next request");
    assert_eq!(goes.sign_in(&who()).await, Err(Problem::NotJoined), "nor is it let in with a password");
    assert_eq!(hears(&third).await, Err(Problem::NotJoined), "over a new connection");
    assert!(stays.query(&Query::Board).await.is_ok());
}

#[tokio::test]
async fn a_sign_in_is_good_at_the_desk_where_it_was_made() {
    let ground = Ground::open().await;
    let (here, there) =
        (ground.caller(), Caller::over(ground.joins("Meja 3").await.tls().unwrap(), ground.address));
    let signed_in = here.asks("POST", "sign_in").json(&who()).send().await.unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
    for word in ["HttpOnly", "Secure", "SameSite=Strict"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    let asked = |caller: &Caller, ask| {
        told(caller.asks("POST", "query").header("cookie", cookie).json(&json!({ "ask": ask })))
    };
    let role = |told: &(u16, serde_json::Value)| {
        serde_json::from_value::<Role>(told.1["actor"]["role"].clone()).unwrap()
    };
    assert_eq!(role(&asked(&here, "session").await), Role::Supervisor);
    assert_eq!(role(&asked(&there, "session").await), Role::Desk);
    assert_eq!(asked(&here, "health").await.0, 200);
    assert!(is_problem(&asked(&there, "health").await, "signed_out"));
}
