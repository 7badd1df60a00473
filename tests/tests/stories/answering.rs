use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{AnswerKind, CloseOutcome, GiveAnswer};
use kentongan_rules::time::At;

on_every_carrier!(the_answer_is_owed_until_it_reached_the_caller, three_attempts_are_no_answer);

async fn answers(door: &Door) -> Vec<(u16, Option<ClockOutcome>, At)> {
    let row = door.ticket(say::ticket(1)).await;
    let answers = row.clocks.iter().filter(|c| c.kind == ClockKind::Answer);
    answers.map(|c| (c.cycle, c.outcome, c.due_at)).collect()
}

async fn the_answer_is_owed_until_it_reached_the_caller(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    siti.says(say::send(1, ["SATPOLPP"])).await;
    siti.says(say::note(1, "sudah dijawab lewat internal")).await;
    siti.says(say::answer(1, say::tried())).await;
    assert_eq!(answers(&siti).await, [(1, None, at("+1 14:00"))]);
    // A promise ends this cycle and owes the next.
    let interim =
        |promised_at| GiveAnswer { kind: AnswerKind::Interim, promised_at: Some(promised_at), ..say::told() };
    room.now("15:00");
    siti.is_refused(say::answer(1, interim(at("14:59"))), Refusal::WrongTime).await;
    siti.says(say::answer(1, interim(at("+2 10:00")))).await;
    assert_eq!(
        answers(&siti).await,
        [(1, Some(ClockOutcome::Interim), at("+1 14:00")), (2, None, at("+2 10:00"))]
    );
    siti.says(say::finish(1, 1, 1)).await;
    siti.is_refused(say::close(1, 1, CloseOutcome::Handled), Refusal::Unanswered).await;
    // One second late is late.
    room.now("+2 10:00:01");
    siti.says(say::answer(1, say::told())).await;
    assert_eq!(answers(&siti).await[1].1, Some(ClockOutcome::Missed));
    siti.says(say::close(1, 1, CloseOutcome::Handled)).await;
    // Opened again, it is owed again; what was, stays.
    siti.says(say::reopen(1, 2)).await;
    let all = answers(&siti).await;
    assert_eq!(all[2], (3, None, at("+3 10:00:01")));
    assert_eq!(all[1].1, Some(ClockOutcome::Missed));
    let row = siti.ticket(say::ticket(1)).await;
    assert_eq!(row.answers.len(), 3);
    assert_eq!(row.answers[2].text.as_deref(), Some("api sudah padam"));
    room.end().await;
}

async fn three_attempts_are_no_answer(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    for clock in ["14:10", "14:30", "14:59"] {
        room.now(clock);
        siti.says(say::answer(1, say::tried())).await;
    }
    assert_eq!(answers(&siti).await[0].1, None);
    room.now("15:00");
    siti.says(say::answer(1, say::tried())).await;
    assert_eq!(answers(&siti).await[0].1, Some(ClockOutcome::Attempted));
    siti.says(say::close_because(1, 1, CloseOutcome::Unfounded)).await;
    room.end().await;
}
