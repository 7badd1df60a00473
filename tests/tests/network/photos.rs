//! Photos of what was done, at a desk that joined its room over TLS: given and looked at, and while the room is away.

use crate::desks::{WINDOW, opening, pressed, sending};
use crate::ground::{Ground, VERSION, supervisor};
use kentongan_room::TimeSource;
use kentongan_room::there::There;
use kentongan_rules::command::{Command, Progress};
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Query, Reply};
use kentongan_tests::png;
use kentongan_tests::proxy::{Line, State};
use kentongan_tests::script::ticket_id;
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};

/// Long before a connection is given up.
const SOON: Duration = Duration::from_secs(30);

fn finish(photos: Vec<PhotoId>) -> Command<String> {
    let step = Progress { ticket: ticket_id(1), assignment: 1, seen: 1, by: "Bowo".to_owned(), at: None };
    Command::Finish { step, evidence: Some("api padam".to_owned()), photos }
}

async fn is_alone(there: &There) -> bool {
    match there.query(WINDOW, &Query::Session).await.unwrap() {
        Reply::Session(session) => session.alone.is_some_and(|alone| alone.since.is_some()),
        other => panic!("{other:?}"),
    }
}

async fn comes_back(there: &There) {
    let began = Instant::now();
    while is_alone(there).await {
        assert!(began.elapsed() < SOON, "the desk did not come back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_given_and_looked_at_from_a_joined_desk_and_waits_there_while_the_room_is_away() {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let line = Line::numbered(ground.address, 40).await.unwrap();
    let own = tempfile::tempdir().unwrap();
    let pin = ground.pin_at(0, &line.address);
    let there = There::open(pin, own.path(), TimeSource::Wall, VERSION).await.unwrap();
    there.sign_in(WINDOW, &supervisor()).await.unwrap();
    there.query(WINDOW, &Query::Board).await.unwrap();
    there.execute(WINDOW, &pressed(opening(1))).await.unwrap();
    there.execute(WINDOW, &pressed(sending(ticket_id(1)))).await.unwrap();

    let ticket = ticket_id(1);
    let first = there.give_photo(WINDOW, ticket, png::of(1, "")).await.unwrap();
    // While the room is away nothing is taken and nothing shown, and it is said at once: the page keeps the picture.
    for state in [State::Refusing, State::Deaf] {
        line.is(state);
        let began = Instant::now();
        let given = there.give_photo(WINDOW, ticket, png::of(2, "")).await;
        assert_eq!(given, Err(Problem::Alone), "{state:?}");
        assert!(began.elapsed() < Duration::from_secs(15), "{state:?}: {:?}", began.elapsed());
        assert_eq!(
            there.photo(WINDOW, PhotoOf { ticket, photo: first }).await,
            Err(Problem::Alone),
            "{state:?}"
        );
        // Nor is it said to be done without its photo.
        let done = there.execute(WINDOW, &pressed(finish(vec![first]))).await;
        assert_eq!(done, Err(Problem::Alone), "{state:?}");
        assert!(is_alone(&there).await);
        line.is(State::Whole);
        comes_back(&there).await;
    }
    // The same picture again, as "try again" does.
    let second = there.give_photo(WINDOW, ticket, png::of(2, "")).await.unwrap();
    there.execute(WINDOW, &pressed(finish(vec![first, second]))).await.unwrap();
    for photo in [first, second] {
        let jpeg = there.photo(WINDOW, PhotoOf { ticket, photo }).await.unwrap();
        assert_eq!(Sha256::digest(&jpeg)[..], photo.0);
    }
    let Reply::Ticket(page) = there.query(WINDOW, &Query::Ticket { id: ticket }).await.unwrap() else {
        panic!("no page")
    };
    assert_eq!(page.ticket.assignments[0].photos, [first, second]);
    there.close().await;
    room.kill();
}
