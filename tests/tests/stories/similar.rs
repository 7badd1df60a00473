use crate::stage::{Door, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::command::Command;
use kentongan_rules::problem::Problem;
use kentongan_rules::same::Reason;
use kentongan_rules::view::{CallSoFar, Query, Reply, SimilarTicket};

on_every_carrier!(a_second_caller_is_told_of_the_first);

/// A call in hand as a desk would type it.
fn call(category: &str, clock: &str) -> CallSoFar {
    CallSoFar {
        called_at: at(clock),
        category: Some(category.into()),
        district: Some(say::WARU.into()),
        village: Some("35.15.18.2002".into()),
        landmark: say::LANDMARK.to_owned(),
        narrative: "api di dapur, ada nenek".to_owned(),
        number: "0812-0000-0777".to_owned(),
    }
}

async fn same(door: &Door, call: CallSoFar) -> Vec<SimilarTicket> {
    let Reply::Similar { same, .. } = door.query(Query::Similar { call }).await.unwrap() else {
        panic!("another reply")
    };
    same
}

async fn a_second_caller_is_told_of_the_first(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    room.now("14:03");
    let found = same(&rudi, call(say::FIRE, "14:03")).await;
    assert_eq!(found.first().map(|best| best.ticket), Some(say::ticket(1)));
    assert!(found.len() <= 3 && found.iter().all(|one| one.strength >= 50));
    let reasons = &found.first().unwrap().reasons;
    assert!(reasons.contains(&Reason::SameKind) && reasons.contains(&Reason::SameVillage), "{reasons:?}");
    assert!(crossing(reasons).contains("falah"), "{reasons:?}");
    // Nothing of a restricted case is told to those who do not handle it.
    assert_eq!(
        same(&siti, call(say::VIOLENCE, "14:03")).await.first().map(|best| best.ticket),
        Some(say::ticket(2))
    );
    // The fire is at the same mosque, and may be told.
    let found = same(&rudi, call(say::VIOLENCE, "14:03")).await;
    let told: Vec<_> = found.into_iter().filter(|one| one.ticket != say::ticket(1)).collect();
    let told = crossing(&told);
    assert!(!told.contains("falah") && !told.contains("same_village"), "{told}");
    // Nor anything at all to those who take no calls.
    let dewi = room.signed_in("dewi").await;
    let asked = dewi.query(Query::Similar { call: call(say::FIRE, "14:03") }).await;
    assert_eq!(asked, Err(Problem::NotAllowed));
    // Closed, it takes no more callers.
    let close = |reason: &str| Command::Close {
        ticket: say::ticket(1),
        seen: 1,
        outcome: kentongan_rules::ticket::CloseOutcome::Unfounded,
        reason: Some(reason.to_owned()),
    };
    siti.says(say::answer(1, say::told())).await;
    siti.says(close("api sudah padam")).await;
    assert!(same(&rudi, call(say::FIRE, "14:03")).await.iter().all(|one| one.ticket != say::ticket(1)));
    room.end().await;
}
