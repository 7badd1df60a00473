use crate::stage::{TestRoom, on_every_carrier, say};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::Query;

on_every_carrier!(practice_leaves_no_trace_in_the_real_room);

async fn practice_leaves_no_trace_in_the_real_room(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let before = rudi.board().await;
    let session = siti.practises(true).await;
    assert!(session.training && siti.board().await.tickets.is_empty());
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    siti.says(say::send(2, ["SATPOLPP"])).await;
    assert_eq!(siti.board().await.tickets.len(), 1);
    let real = Query::Ticket { id: say::ticket(1) };
    assert_eq!(siti.query(real).await, Err(Problem::Unknown), "the real ticket is not in the practice room");
    // The others go on, and nothing has happened there.
    assert_eq!(rudi.board().await, before);
    assert!(!rudi.session().await.training);
    assert!(!siti.practises(false).await.training);
    assert_eq!(siti.board().await.tickets, before.tickets);
    // The next ticket's number does not know of the practice.
    siti.says(say::open(3, say::FIRE, "14:00")).await;
    assert_eq!(siti.ticket(say::ticket(3)).await.number.0, "SDA-261126-2-02");
    drop((siti, rudi));
    room.end().await;
}
