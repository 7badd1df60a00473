use crate::stage::{TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, OpenTicket, Progress};
use kentongan_rules::id::PaperNo;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::view::LineKind;

on_every_carrier!(a_night_on_paper_is_typed_in_with_its_own_times);

async fn a_night_on_paper_is_typed_in_with_its_own_times(room: TestRoom) {
    room.now("18:00");
    let siti = room.signed_in("siti").await;
    let on_form = |no: &str| {
        let paper = Some(PaperNo(no.to_owned()));
        Command::OpenTicket(OpenTicket { paper, ..say::opening(1, say::FIRE, at("02:10")) })
    };
    siti.is_refused(on_form("tiga"), Refusal::Malformed { what: "paper".to_owned() }).await;
    let signed_out = room.desk();
    signed_out.is_refused(on_form("261126-K03"), Refusal::NotAllowed).await;
    siti.says(on_form("261126-K03")).await;
    let Command::Assign { ticket, seen, plan, to, departures, .. } = say::send(1, ["DAMKAR"]) else {
        panic!("an assignment")
    };
    siti.says(Command::Assign { ticket, seen, plan, to, departures, at: Some(at("02:11")) }).await;
    let step = |seen, clock| Progress { at: Some(at(clock)), ..say::step(1, 1, seen) };
    siti.says(Command::Acknowledge(step(1, "02:12"))).await;
    siti.says(Command::Arrive(step(2, "02:24"))).await;
    let page = siti.page(say::ticket(1)).await;
    let row = &page.ticket;
    assert_eq!(row.paper, Some(PaperNo("261126-K03".to_owned())));
    assert_eq!((row.called_at, row.opened_at), (at("02:10"), at("18:00")));
    let sent = &row.assignments[0];
    assert_eq!((sent.sent_at, sent.acknowledged_at), (at("02:11"), Some(at("02:12"))));
    for kind in [ClockKind::Dispatch, ClockKind::Acknowledge, ClockKind::Arrive] {
        let clock = row.clocks.iter().find(|one| one.kind == kind).unwrap();
        assert_eq!(clock.outcome, Some(ClockOutcome::Met), "{kind:?}");
    }
    // The timeline has when it happened and when it was typed.
    let arrived = page.lines.iter().find(|line| line.kind == LineKind::Arrived).unwrap();
    assert_eq!(arrived.at, at("02:24"));
    room.end().await;
}
