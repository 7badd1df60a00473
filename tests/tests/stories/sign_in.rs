use crate::stage::{PASSWORD, RECOVERY, TestRoom, on_every_carrier, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::view::Query;
use uuid::Uuid;

on_every_carrier!(
    who_is_not_known_does_not_come_in,
    the_printed_code_opens_the_room_again,
    people_come_and_go
);

fn why<T>(tried: Result<T, Problem>) -> Problem {
    tried.err().expect("it was let in")
}

async fn who_is_not_known_does_not_come_in(room: TestRoom) {
    // A wrong name and a wrong password are not told apart.
    assert_eq!(why(room.signs_in("siti", "rahasia-113").await), Problem::WrongSignIn);
    assert_eq!(why(room.signs_in("nobody", PASSWORD).await), Problem::WrongSignIn);
    assert_eq!(why(room.signs_in("", "").await), Problem::WrongSignIn);
    let siti = room.signs_in(" SITI ", PASSWORD).await.unwrap();
    assert_eq!(siti.session().await.actor.name, "Siti");
    // Guessing has to wait, whoever guesses; the others go on.
    for _ in 0..5 {
        assert_eq!(why(room.signs_in("rudi", "tebakan-1").await), Problem::WrongSignIn);
    }
    let waits = why(room.signs_in("rudi", PASSWORD).await);
    assert!(matches!(waits, Problem::Wait { seconds: 1..=300 }), "{waits:?}");
    room.signed_in("hana").await;
    room.end().await;
}

async fn the_printed_code_opens_the_room_again(room: TestRoom) {
    let new = "kata-sandi-baru";
    assert_eq!(why(room.recovers("AB12-CD34-EF56-GH78-JK90-XX99", "hana", new).await), Problem::WrongSignIn);
    // For a supervisor, and nobody else.
    assert_eq!(why(room.recovers(RECOVERY, "siti", new).await), Problem::WrongSignIn);
    let short = Problem::from(Refusal::WeakPassword { shortest: 8 });
    assert_eq!(why(room.recovers(RECOVERY, "hana", "pendek").await), short);
    let typed = RECOVERY.to_lowercase().replace('-', " ").replace('0', "o");
    let hana = room.recovers(&typed, "hana", new).await.unwrap();
    assert_eq!(hana.session().await.actor.role, Role::Supervisor);
    assert_eq!(why(room.signs_in("hana", PASSWORD).await), Problem::WrongSignIn);
    room.signs_in("hana", new).await.unwrap();
    room.end().await;
}

async fn people_come_and_go(room: TestRoom) {
    let hana = room.signed_in("hana").await;
    let person = PersonId(Uuid::from_u128(77));
    let add = |account: &str, secret: &str| Command::AddPerson {
        person,
        account: account.to_owned(),
        name: "Wati".to_owned(),
        role: Role::Operator,
        secret: secret.to_owned(),
        agency: None,
    };
    hana.is_refused(add("wati", "1234567"), Refusal::WeakPassword { shortest: 8 }).await;
    hana.is_refused(add("SITI", PASSWORD), Refusal::SameName).await;
    hana.says(add("wati", PASSWORD)).await;
    let wati = room.signed_in("wati").await;
    // An operator takes calls, and changes nobody.
    assert_eq!(wati.tries(Command::ClosePerson { person }).await, Err(Problem::NotAllowed));
    wati.says(say::open(1, say::FIRE, "14:00")).await;
    hana.says(Command::ResetPerson { person, secret: "sandi-yang-baru".to_owned() }).await;
    assert_eq!(why(room.signs_in("wati", PASSWORD).await), Problem::WrongSignIn);
    let wati = room.signs_in("wati", "sandi-yang-baru").await.unwrap();
    hana.says(Command::ClosePerson { person }).await;
    assert_eq!(wati.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    assert_eq!(why(room.signs_in("wati", "sandi-yang-baru").await), Problem::WrongSignIn);
    // What she did stays hers.
    assert_eq!(hana.ticket(say::ticket(1)).await.opened_by, "Wati");
    assert!(!hana.session().await.accounts.iter().any(|a| a.account == "wati"));
    room.end().await;
}
