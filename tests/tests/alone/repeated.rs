//! Deliveries that are repeated, one to five times each, in any order of retries.

use crate::stage::{Stage, later, lines, note, open, pressed, send};
use kentongan_room::wire::held::{Answered, Delivery, Held};
use kentongan_rules::id::TicketNumber;
use kentongan_rules::view::LineKind;
use std::collections::BTreeMap;

/// A small generator: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_one_to_five_times_in_any_order_of_retries_it_happens_once() {
    let stage = Stage::new().await;
    let actor = stage.desk.session().await.actor;
    let mut chance = Chance(112);
    let mut made: Vec<Held> = Vec::new();
    for n in 1..=8 {
        let number = Some(TicketNumber(format!("SDA-261126-2-{n:02}")));
        for (command, number) in
            [(open(n, later(0)), number), (send(n), None), (note(n, "api membesar"), None)]
        {
            let execute = pressed(command);
            let held = Held {
                id: execute.id,
                body: serde_json::to_string(&execute).unwrap(),
                actor: actor.clone(),
                occurred_at: later(0),
                number,
                signature: String::new(),
            };
            made.push(held.sign(&stage.desk.pin.own_key).unwrap());
        }
    }
    let mut answers: BTreeMap<_, Answered> = BTreeMap::new();
    // The first time in order; then what was told before, any part of it, again and again.
    for upto in 1..=made.len() {
        for time in 0..=chance.below(5) {
            let from = if time == 0 { upto - 1 } else { chance.below(upto) };
            let commands = made[from..upto].to_vec();
            let certificate = stage.desk.pin.own_certificate.clone();
            let told =
                stage.room.take(2, Delivery { certificate, commands: commands.clone() }).await.unwrap();
            for (held, answer) in commands.iter().zip(told) {
                let before = answers.entry(held.id).or_insert_with(|| answer.clone());
                assert_eq!(*before, answer);
            }
        }
    }
    assert!(answers.values().all(|answer| matches!(answer, Answered::Taken { .. })), "{answers:?}");
    let seat = stage.at_the_room("rudi").await;
    assert_eq!(stage.rows_at(&seat).await.len(), 8);
    for n in 1..=8 {
        let told = lines(&stage.page_at(&seat, n).await.unwrap());
        for kind in [LineKind::Opened, LineKind::Assigned, LineKind::Noted] {
            assert_eq!(told.iter().filter(|one| **one == kind).count(), 1, "{told:?}");
        }
    }
}
