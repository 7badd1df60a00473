use crate::stage::{Door, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::review::{GiveReview, ReviewMark, ReviewMarks, ReviewReason};
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::Seq;
use kentongan_rules::view::line::About;
use kentongan_rules::view::{LineKind, MarkCount, Query, Reply, ReviewPage, ReviewRow};

on_every_carrier!(
    a_few_of_what_was_finished_yesterday_are_looked_at,
    it_is_told_to_whose_work_it_was_and_to_no_other_operator,
    figures_of_a_person_wait_until_they_say_something,
);

const NOTE: &str = "patokan ditanya dua kali";

async fn reviews(door: &Door) -> ReviewPage {
    let Reply::Reviews(page) = door.query(Query::Reviews).await.unwrap() else { panic!("another reply") };
    page
}
fn ids(page: &ReviewPage) -> Vec<TicketId> {
    page.rows.iter().map(|row| row.ticket.id).collect()
}
fn marks(sent: ReviewMark) -> ReviewMarks {
    ReviewMarks { place: ReviewMark::Yes, kind: ReviewMark::Yes, sent, answered: ReviewMark::CannotTell }
}
fn review(ticket: TicketId, seen: u32) -> Command<String> {
    let note = Some(NOTE.to_owned());
    Command::Review(GiveReview { ticket, seen, marks: marks(ReviewMark::No), note })
}

/// Opened, sent, done, answered and closed in one go.
async fn handled(door: &Door, n: u128, clock: &str) {
    door.says(say::open(n, say::FIRE, clock)).await;
    door.says(say::send(n, ["DAMKAR"])).await;
    door.says(say::finish(n, 1, 1)).await;
    door.says(say::answer(n, say::told())).await;
    door.says(say::close(n, 1, CloseOutcome::Handled)).await;
}

/// Of others' work: given back, and withdrawn.
async fn given_back(door: &Door, n: u128, category: &str) {
    door.says(say::open(n, category, "14:00")).await;
    door.says(say::send(n, ["POLRESTA"])).await;
    let reason = Some("bukan kewenangan".to_owned());
    door.says(Command::Return { step: say::step(n, 1, 1), reason, proposed: None }).await;
    door.says(say::close_because(n, 1, CloseOutcome::Withdrawn)).await;
}

async fn a_few_of_what_was_finished_yesterday_are_looked_at(room: TestRoom) {
    let (siti, rudi) = (room.signed_in("siti").await, room.signed_in("rudi").await);
    let (hana, dewi) = (room.signed_in("hana").await, room.signed_in("dewi").await);
    // The number of all of them was taken for a prank half an hour before.
    rudi.says(Command::EndCall(EndCall {
        call: say::call(90),
        called_at: at("13:30"),
        outcome: NoCase::Prank,
        number: Some(say::NUMBER.to_owned()),
        note: None,
        call_back: false,
    }))
    .await;
    for n in 1..=6 {
        handled(&siti, n, "14:00").await;
    }
    given_back(&rudi, 7, say::VIOLENCE).await;
    handled(&hana, 8, "14:00").await;
    assert!(reviews(&hana).await.rows.is_empty(), "not on the day itself");
    room.now("+1 08:00");
    let page = reviews(&hana).await;
    let drawn = |row: &&ReviewRow| row.reasons.contains(&ReviewReason::Drawn);
    let of = |by: &str| page.rows.iter().filter(move |row| row.ticket.opened_by == by).collect::<Vec<_>>();
    let (of_siti, of_rudi, of_hana) = (of("Siti"), of("Rudi"), of("Hana"));
    assert_eq!((of_siti.len(), of_siti.iter().copied().filter(drawn).count()), (4, 2));
    assert!(of_siti.iter().all(|row| row.reasons.ends_with(&[ReviewReason::TurnedAway]) && !row.own));
    let [one] = &of_rudi[..] else { panic!("one of Rudi's") };
    assert_eq!(one.reasons, [ReviewReason::Drawn, ReviewReason::Returned, ReviewReason::TurnedAway]);
    let [own] = &of_hana[..] else { panic!("one of Hana's") };
    assert!(own.own);
    assert_eq!((page.done, page.people.len()), (0, 0));

    // An auditor sees the same, and nobody's words; who takes calls is not asked.
    let seen = reviews(&dewi).await;
    assert_eq!(ids(&seen), ids(&page));
    for personal in [say::NAME, say::NUMBER, say::NARRATIVE, say::LANDMARK, say::WORDS] {
        assert!(!crossing(&seen).contains(personal), "{personal}");
    }
    assert_eq!(siti.query(Query::Reviews).await, Err(Problem::NotAllowed));
    assert_eq!(dewi.tries(review(say::ticket(7), 2)).await, Err(Problem::NotAllowed));

    let other = (1..=6).map(say::ticket).find(|id| !ids(&page).contains(id)).unwrap();
    hana.is_refused(review(other, 2), Refusal::NotProposed).await;
    hana.is_refused(review(say::ticket(8), 2), Refusal::OwnWork).await;
    hana.is_refused(review(say::ticket(7), 1), Refusal::Stale { now: 2 }).await;
    hana.says(review(say::ticket(7), 2)).await;
    hana.is_refused(review(say::ticket(7), 2), Refusal::NothingChanged).await;
    let after = reviews(&hana).await;
    assert_eq!((after.done, after.rows.len()), (1, page.rows.len() - 1));
    assert!(!ids(&after).contains(&say::ticket(7)), "and nobody takes its place");
    // What is opened again is looked at once it is closed, and what waits too long no longer.
    let reason = Some("menyala lagi".to_owned());
    siti.says(Command::Reopen { ticket: of_siti[0].ticket.id, seen: 2, reason }).await;
    assert_eq!(reviews(&hana).await.rows.len(), after.rows.len() - 1);
    room.now("+7 23:00");
    assert_eq!(reviews(&hana).await.rows.len(), after.rows.len() - 1);
    room.now("+8 00:01");
    assert!(reviews(&hana).await.rows.is_empty());
    room.end().await;
}

async fn it_is_told_to_whose_work_it_was_and_to_no_other_operator(room: TestRoom) {
    let (siti, rudi) = (room.signed_in("siti").await, room.signed_in("rudi").await);
    let (hana, dewi) = (room.signed_in("hana").await, room.signed_in("dewi").await);
    handled(&siti, 1, "14:00").await;
    room.now("+1 08:00");
    let before: Seq = hana.board().await.seq;
    hana.says(review(say::ticket(1), 2)).await;
    let heard = async |door: &Door| {
        let lines = door.changes(before).await.unwrap().lines;
        lines.into_iter().find(|line| line.kind == LineKind::Reviewed)
    };
    // Whoever asks first reads for the others of their role, and not this.
    assert_eq!(heard(&rudi).await, None);
    let line = heard(&siti).await.unwrap();
    assert_eq!(heard(&rudi).await, None);
    assert_eq!(line.text.as_deref(), Some(NOTE));
    let reasons = vec![ReviewReason::Drawn];
    assert_eq!(line.about, Some(About::Review { reasons, marks: marks(ReviewMark::No) }));
    assert_eq!((line.by.as_str(), line.at), ("Hana", at("+1 08:00")));
    let lines = [&rudi, &siti, &hana, &dewi];
    for (door, tells) in lines.into_iter().zip([false, true, true, true]) {
        assert_eq!(door.lines(say::ticket(1)).await.contains(&LineKind::Reviewed), tells);
    }
    // The words stay with who may read the ticket's.
    assert!(!crossing(&dewi.page(say::ticket(1)).await).contains(NOTE));
    room.end().await;
}

async fn figures_of_a_person_wait_until_they_say_something(room: TestRoom) {
    let (siti, hana) = (room.signed_in("siti").await, room.signed_in("hana").await);
    // From the first of the next month on, two a day: both are drawn.
    for day in 0..10_u128 {
        let clock = format!("+{} 14:00", day + 5);
        room.now(&clock);
        for n in [2 * day + 1, 2 * day + 2] {
            handled(&siti, n, &clock).await;
        }
        room.now(&format!("+{} 08:00", day + 6));
        for row in reviews(&hana).await.rows {
            assert!(reviews(&hana).await.people.is_empty());
            hana.says(review(row.ticket.id, row.ticket.version)).await;
        }
    }
    let page = reviews(&hana).await;
    let [one] = &page.people[..] else { panic!("Siti alone: {page:?}") };
    assert_eq!((page.done, one.name.as_str(), one.reviewed), (20, "Siti", 20));
    assert_eq!(one.place, MarkCount { yes: 20, no: 0, cannot_tell: 0 });
    assert_eq!(one.sent, MarkCount { yes: 0, no: 20, cannot_tell: 0 });
    assert_eq!(one.answered, MarkCount { yes: 0, no: 0, cannot_tell: 20 });
    // Another month begins with nothing.
    room.now("+36 08:00");
    let page = reviews(&hana).await;
    assert_eq!((page.done, page.people.len()), (0, 0));
    room.end().await;
}
