use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::command::{Command, OpenTicket};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{LineKind, Query, Reply, StormPage};

on_every_carrier!(a_storm_is_taken_together_and_counted);

async fn storm(door: &Door, storm: u32) -> Result<StormPage, Problem> {
    match door.query(Query::Storm { storm }).await? {
        Reply::Storm(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

async fn a_storm_is_taken_together_and_counted(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    assert_eq!(storm(&siti, 1).await, Err(Problem::Unknown));
    siti.says(Command::StartStorm { name: "Angin kencang Waru".to_owned() }).await;
    let Reply::Setup(setup) = rudi.query(Query::Setup).await.unwrap() else { panic!("another reply") };
    assert_eq!(setup.storms.last().map(|storm| storm.name.as_str()), Some("Angin kencang Waru"));
    let in_it = |n: u128, at_risk: bool| {
        Command::OpenTicket(OpenTicket { storm: Some(1), at_risk, ..say::opening(n, say::FIRE, at("14:00")) })
    };
    siti.says(in_it(1, true)).await;
    rudi.says(in_it(2, false)).await;
    siti.says(say::open(3, say::NOISE, "14:00")).await;
    siti.says(Command::Relate { ticket: say::ticket(2), to: say::ticket(1) }).await;
    let page = storm(&rudi, 1).await.unwrap();
    assert_eq!((page.all.tickets, page.all.unsent, page.all.at_risk), (2, 2, 1));
    assert_eq!(page.districts.len(), 1);
    let Reply::Ticket(first) = rudi.query(Query::Ticket { id: say::ticket(1) }).await.unwrap() else {
        panic!("another reply")
    };
    assert!(first.ticket.at_risk && first.ticket.storm == Some(1));
    assert_eq!(first.family.iter().map(|hit| hit.id).collect::<Vec<_>>(), [say::ticket(2)]);
    assert!(first.lines.iter().any(|line| line.kind == LineKind::Related));
    rudi.says(Command::EndStorm { storm: 1 }).await;
    assert_eq!(storm(&rudi, 1).await.unwrap().all.tickets, 2, "what it was stays to be looked at");
    let dewi = room.signed_in("dewi").await;
    assert_eq!(storm(&dewi, 1).await, Err(Problem::NotAllowed));
    room.end().await;
}
