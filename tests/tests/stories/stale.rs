use crate::stage::{TestRoom, on_every_carrier, say};
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::Severity;
use kentongan_rules::view::LineKind;

on_every_carrier!(two_desks_change_the_same_field, two_desks_press_at_the_same_moment);

fn severity(seen: u32, severity: Severity) -> Command<String> {
    Command::Correct { ticket: say::ticket(1), seen, correction: Correction::Severity(severity) }
}

async fn two_desks_change_the_same_field(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let seen = rudi.ticket(say::ticket(1)).await.version;
    siti.says(severity(seen, Severity::High)).await;
    rudi.is_refused(severity(seen, Severity::Low), Refusal::Stale { now: seen + 1 }).await;
    // Nothing of the refused one is there; having seen it, it holds.
    assert_eq!(rudi.ticket(say::ticket(1)).await.severity, Severity::High);
    rudi.says(severity(seen + 1, Severity::Low)).await;
    let sent_unseen = say::send(1, ["DAMKAR"]);
    siti.is_refused(sent_unseen, Refusal::Stale { now: seen + 2 }).await;
    room.end().await;
}

async fn two_desks_press_at_the_same_moment(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let (first, second) =
        tokio::join!(siti.tries(severity(1, Severity::High)), rudi.tries(severity(1, Severity::Medium)));
    let stale = Err(Problem::from(Refusal::Stale { now: 2 }));
    assert!(first.is_ok() != second.is_ok(), "one of them holds: {first:?} {second:?}");
    assert!(first == stale || second == stale);
    // Twenty notes from both at once: all of them are there, none of them is stale.
    let mut writing = tokio::task::JoinSet::new();
    for n in 0..20 {
        let door = if n % 2 == 0 { siti.clone() } else { rudi.clone() };
        writing.spawn(async move { door.says(say::note(1, &format!("catatan {n}"))).await.seq });
    }
    let mut seqs = writing.join_all().await;
    seqs.sort_unstable();
    seqs.dedup();
    assert_eq!(seqs.len(), 20);
    let notes = siti.lines(say::ticket(1)).await.into_iter().filter(|k| *k == LineKind::Noted).count();
    assert_eq!(notes, 20);
    room.end().await;
}
