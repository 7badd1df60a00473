use crate::stage::{TestRoom, on_every_carrier, pressed, say};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::LineKind;

on_every_carrier!(the_same_key_press_is_one_command, a_refusal_stays_a_refusal);

async fn the_same_key_press_is_one_command(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let open = pressed(say::open(1, say::FIRE, "14:00"));
    let receipt = siti.execute(&open).await.unwrap();
    // The reply was lost, and the desk asks again, at once and later, and many times at once.
    assert_eq!(siti.execute(&open).await.unwrap(), receipt);
    room.now("14:20");
    assert_eq!(siti.execute(&open).await.unwrap(), receipt);
    let note = pressed(say::note(1, "sekali saja"));
    let mut pressing = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (siti, note) = (siti.clone(), note.clone());
        pressing.spawn(async move { siti.execute(&note).await.unwrap().seq });
    }
    let mut seqs = pressing.join_all().await;
    seqs.dedup();
    assert_eq!(seqs.len(), 1);
    let notes = siti.lines(say::ticket(1)).await.into_iter().filter(|k| *k == LineKind::Noted).count();
    assert_eq!((notes, siti.board().await.tickets.len()), (1, 1));
    // The id belongs to what it said the first time.
    let other = Execute { id: note.id, command: say::note(1, "sesuatu yang lain") };
    assert_eq!(siti.execute(&other).await, Err(Problem::from(Refusal::OtherBody)));
    room.end().await;
}

async fn a_refusal_stays_a_refusal(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::NOISE, "14:00")).await;
    let close = pressed(say::close(1, 1, CloseOutcome::Handled));
    let refused = siti.execute(&close).await;
    assert_eq!(refused, Err(Problem::from(Refusal::NobodyDone)));
    siti.says(say::send(1, ["SATPOLPP"])).await;
    siti.says(say::finish(1, 1, 1)).await;
    siti.says(say::answer(1, say::told())).await;
    // It would hold now; but it was answered, and the desk believes that it did not happen.
    assert_eq!(siti.execute(&close).await, refused);
    let again: Command<String> = close.command.clone();
    siti.says(again).await;
    room.end().await;
}
