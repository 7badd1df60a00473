use crate::stage::{TestRoom, on_every_carrier, say};
use kentongan_rules::command::Command;
use kentongan_rules::problem::Problem;
use kentongan_rules::search::Search;
use kentongan_rules::view::Query;

on_every_carrier!(a_signed_out_desk_sends_help_and_the_next_to_sign_in_takes_it, who_leaves_is_nobody);

async fn a_signed_out_desk_sends_help_and_the_next_to_sign_in_takes_it(room: TestRoom) {
    let desk = room.desk();
    desk.says(say::open(1, say::FIRE, "14:00")).await;
    // By its plan, and nothing else.
    assert_eq!(desk.tries(say::send(1, ["DAMKAR", "DINSOS"])).await, Err(Problem::NotAllowed));
    desk.says(say::send(1, ["DAMKAR", "PSC119"])).await;
    for command in [
        say::open(2, say::NOISE, "14:00"),
        say::note(1, "x"),
        say::answer(1, say::told()),
        Command::Claim { ticket: say::ticket(1) },
        Command::Acknowledge(say::step(1, 1, 1)),
    ] {
        assert_eq!(desk.tries(command).await, Err(Problem::NotAllowed));
    }
    for query in [
        Query::Ticket { id: say::ticket(1) },
        Query::Caller { number: say::NUMBER.to_owned() },
        Query::Find(Search::of("dapur")),
        Query::Health,
    ] {
        assert_eq!(desk.query(query).await, Err(Problem::SignedOut));
    }
    let rudi = room.signed_in("rudi").await;
    let row = rudi.ticket(say::ticket(1)).await;
    assert_eq!((row.owner, row.opened_by.as_str(), row.number.0.as_str()), (None, "", "SDA-261126-2-01"));
    rudi.says(Command::Claim { ticket: say::ticket(1) }).await;
    assert_eq!(rudi.ticket(say::ticket(1)).await.owner.as_deref(), Some("Rudi"));
    // Somebody has it now: the desk sends nobody more.
    assert_eq!(desk.tries(say::send(1, ["DAMKAR"])).await, Err(Problem::NotAllowed));
    room.end().await;
}

async fn who_leaves_is_nobody(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.sign_out().await;
    let seen = siti.query(Query::Ticket { id: say::ticket(1) }).await;
    assert_eq!(seen, Err(Problem::SignedOut));
    assert!(siti.tries(say::note(1, "x")).await.is_err());
    // A person who was closed is out at once, whatever they hold.
    let rudi = room.signed_in("rudi").await;
    let id = rudi.session().await.actor.person.unwrap();
    hana.says(Command::ClosePerson { person: id }).await;
    assert_eq!(rudi.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    assert!(rudi.tries(say::note(1, "x")).await.is_err());
    room.end().await;
}
