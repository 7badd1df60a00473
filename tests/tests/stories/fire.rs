use crate::stage::{TestRoom, at, on_every_carrier, say};
use kentongan_rules::actor::Shift;
use kentongan_rules::clock::ClockOutcome;
use kentongan_rules::command::Command;
use kentongan_rules::region::Severity;
use kentongan_rules::ticket::{AssignmentState, CloseOutcome, TicketState};
use kentongan_rules::view::{LineKind, Query, Reply};

on_every_carrier!(a_fire_is_reported_at_night_and_two_agencies_are_sent);

async fn a_fire_is_reported_at_night_and_two_agencies_are_sent(room: TestRoom) {
    room.now("+1 02:10:05");
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    assert_eq!(siti.session().await.actor.shift, Some(Shift::Night));
    let before = rudi.board().await.seq;

    // While the caller speaks, the plan is proposed.
    let (category, district) = (say::FIRE.into(), Some(say::WARU.into()));
    let ask =
        Query::Propose { category, severity: Severity::Critical, district, called_at: None, beside: vec![] };
    let Reply::Propose { proposal: Some(proposal), .. } = siti.query(ask).await.unwrap() else {
        panic!("no plan for a fire")
    };
    assert_eq!(proposal.agencies[0].agency.as_str(), "DAMKAR");
    let opened = siti.says(say::open(1, say::FIRE, "+1 02:10")).await;

    // The other desk learns of it without asking again, with the number that is told to the caller.
    let (seq, lines) = rudi.until(before, |c| c.seq >= opened.seq).await;
    assert_eq!(
        lines.iter().map(|l| (l.kind, l.by.as_str())).collect::<Vec<_>>(),
        [(LineKind::Opened, "Siti")]
    );
    let row = rudi.ticket(say::ticket(1)).await;
    assert_eq!(row.number.0, "SDA-261127-2-01");
    assert_eq!(
        (row.landmark.as_deref(), row.narrative.as_deref()),
        (Some(say::LANDMARK), Some(say::NARRATIVE))
    );

    // What is read out to the agencies says where and what.
    let sending = Query::Sending { id: say::ticket(1) };
    let Reply::Sending { texts } = siti.query(sending).await.unwrap() else { panic!("no texts") };
    let damkar = texts.iter().find(|t| t.agency.as_str() == "DAMKAR").unwrap();
    for said in [row.number.0.as_str(), say::LANDMARK, say::NARRATIVE, "Waru"] {
        assert!(damkar.text.contains(said), "{said} in {}", damkar.text);
    }

    room.now("+1 02:10:50");
    siti.says(say::send(1, ["DAMKAR", "PSC119"])).await;
    let (_, lines) = rudi.until(seq, |c| c.lines.iter().any(|l| l.kind == LineKind::Assigned)).await;
    assert!(lines.iter().filter(|l| l.kind == LineKind::Assigned).count() == 2);
    room.now("+1 02:11:30");
    for assignment in [1, 2] {
        siti.says(Command::Acknowledge(say::step(1, assignment, 1))).await;
    }
    room.now("+1 02:19");
    siti.says(Command::EnRoute(say::step(1, 1, 2))).await;
    for (assignment, seen) in [(1, 3), (2, 2)] {
        siti.says(Command::Arrive(say::step(1, assignment, seen))).await;
    }
    room.now("+1 03:05");
    for (assignment, seen) in [(1, 4), (2, 3)] {
        siti.says(say::finish(1, assignment, seen)).await;
    }
    assert_eq!(siti.ticket(say::ticket(1)).await.state, TicketState::Done);
    siti.says(say::answer(1, say::told())).await;
    siti.says(say::close(1, 1, CloseOutcome::Handled)).await;

    let page = rudi.page(say::ticket(1)).await;
    assert_eq!(page.ticket.state, TicketState::Closed);
    assert!(page.ticket.assignments.iter().all(|a| a.state == AssignmentState::Done));
    // The seventh is the room's word that it is done, which closing gave.
    assert_eq!(page.ticket.clocks.len(), 7);
    for clock in &page.ticket.clocks {
        assert_eq!((clock.outcome, clock.breached_at), (Some(ClockOutcome::Met), None), "{:?}", clock.kind);
    }
    let told: Vec<LineKind> = page.lines.iter().map(|l| l.kind).filter(|k| *k != LineKind::Fired).collect();
    use LineKind::{Acknowledged, Answered, Arrived, Assigned, Closed, Finished, Opened, WentEnRoute};
    assert_eq!(
        told,
        [
            Opened,
            Assigned,
            Assigned,
            Acknowledged,
            Acknowledged,
            WentEnRoute,
            Arrived,
            Arrived,
            Finished,
            Finished,
            Answered,
            Closed
        ]
    );
    assert_eq!(page.lines.last().unwrap().at, at("+1 03:05"));
    assert!(rudi.board().await.tickets.is_empty());
    room.end().await;
}
