use crate::stage::{TestRoom, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{CloseOutcome, TicketState};
use kentongan_rules::view::LineKind;

on_every_carrier!(forwarded_is_not_done, what_everybody_gives_back_is_not_forgotten);

async fn forwarded_is_not_done(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    siti.says(say::send(1, ["SATPOLPP", "POLRESTA"])).await;
    let handled = || say::close(1, 1, CloseOutcome::Handled);
    let open = |agencies: &[&str]| Refusal::OpenAssignments {
        agencies: agencies.iter().map(|a| (*a).into()).collect(),
    };
    siti.is_refused(handled(), open(&["SATPOLPP", "POLRESTA"])).await;
    siti.says(Command::Acknowledge(say::step(1, 1, 1))).await;
    siti.is_refused(handled(), open(&["SATPOLPP", "POLRESTA"])).await;
    let finish = |evidence| Command::Finish { step: say::step(1, 1, 2), evidence, photos: Vec::new() };
    siti.is_refused(finish(None), Refusal::Missing { what: "evidence".to_owned() }).await;
    // Blank words are no evidence either.
    let blank = Some(" \u{200B}\n".to_owned());
    siti.is_refused(finish(blank), Refusal::Missing { what: "evidence".to_owned() }).await;
    siti.says(finish(Some("sudah ditertibkan".to_owned()))).await;
    siti.is_refused(handled(), open(&["POLRESTA"])).await;
    siti.says(say::finish(1, 2, 1)).await;
    // Done by both, and the caller still knows nothing.
    let row = siti.ticket(say::ticket(1)).await;
    assert_eq!(row.state, TicketState::Done);
    assert!(row.clocks.iter().any(|c| c.kind == ClockKind::Answer && c.outcome.is_none()));
    siti.is_refused(handled(), Refusal::Unanswered).await;
    assert_eq!(siti.board().await.tickets.len(), 1);
    siti.says(say::answer(1, say::told())).await;
    siti.says(handled()).await;
    assert!(siti.board().await.tickets.is_empty());
    room.end().await;
}

async fn what_everybody_gives_back_is_not_forgotten(room: TestRoom) {
    room.now("14:00:10");
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let sent = siti.says(say::send(1, ["DAMKAR"])).await;
    room.now("14:01");
    let reason = Some("bukan wilayah kami".to_owned());
    siti.says(Command::Return { step: say::step(1, 1, 1), reason, proposed: Some("BPBD".into()) }).await;
    let row = siti.ticket(say::ticket(1)).await;
    let running: Vec<ClockKind> = row.clocks.iter().filter(|c| c.outcome.is_none()).map(|c| c.kind).collect();
    assert_eq!(running, [ClockKind::Answer, ClockKind::Dispatch]);
    assert!(row.clocks.iter().all(|c| c.outcome != Some(ClockOutcome::Missed)), "giving back is no breach");
    // Nobody sends anybody: a minute later it rings.
    room.now("14:02");
    let late = |c: &kentongan_rules::view::Changes| c.rows.iter().any(|r| r.clocks.iter().any(|c| c.asks));
    let (_, lines) = siti.until(sent.seq, late).await;
    assert!(lines.iter().any(|l| l.kind == LineKind::Fired));
    let again = Command::Assign {
        ticket: say::ticket(1),
        seen: 1,
        plan: String::new(),
        to: vec![say::to("BPBD", kentongan_rules::ticket::AssignmentRole::Lead)],
        departures: None,
        at: None,
    };
    siti.says(again).await;
    room.end().await;
}
