use crate::stage::{TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::LineKind;

on_every_carrier!(two_callers_about_one_fire);

async fn two_callers_about_one_fire(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    room.now("14:02");
    rudi.says(say::open(2, say::FIRE, "14:02")).await;
    let attach = |seen| Command::Attach { ticket: say::ticket(2), seen, parent: say::ticket(1) };
    rudi.says(attach(1)).await;
    let (parent, child) = (siti.page(say::ticket(1)).await, siti.page(say::ticket(2)).await);
    assert_eq!((parent.ticket.reporters, parent.ticket.children), (2, vec![say::ticket(2)]));
    assert!(parent.lines.iter().any(|l| l.kind == LineKind::Joined));
    assert_eq!(child.ticket.parent, Some(say::ticket(1)));
    assert_eq!(child.family.iter().map(|f| f.id).collect::<Vec<_>>(), [say::ticket(1)]);
    // The child owes its caller an answer, and sends nobody.
    let running: Vec<ClockKind> =
        child.ticket.clocks.iter().filter(|c| c.outcome.is_none()).map(|c| c.kind).collect();
    assert_eq!(running, [ClockKind::Answer]);
    rudi.is_refused(attach(2), Refusal::CannotAttach).await;
    // Both tickets moved in one step, or none: the parent is not there twice.
    rudi.says(Command::Detach { ticket: say::ticket(2), seen: 2 }).await;
    let dispatch = rudi.ticket(say::ticket(2)).await.clocks.pop().unwrap();
    assert_eq!((dispatch.kind, dispatch.due_at), (ClockKind::Dispatch, at("14:03")));
    assert!(siti.ticket(say::ticket(1)).await.children.is_empty());
    rudi.says(attach(3)).await;
    // Answering the one caller is not answering the other.
    siti.says(say::finish(1, 1, 1)).await;
    siti.says(say::answer(1, say::told())).await;
    siti.says(say::close(1, 1, CloseOutcome::Handled)).await;
    rudi.is_refused(say::close(2, 4, CloseOutcome::Handled), Refusal::Unanswered).await;
    rudi.says(say::answer(2, say::told())).await;
    rudi.says(say::close(2, 4, CloseOutcome::Handled)).await;
    let answers = rudi.ticket(say::ticket(2)).await.clocks;
    assert!(answers.iter().any(|c| c.kind == ClockKind::Answer && c.outcome == Some(ClockOutcome::Met)));
    room.end().await;
}
