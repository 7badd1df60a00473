use crate::stage::{TestRoom, crossing, on_every_carrier, say};
use kentongan_rules::problem::Problem;
use kentongan_rules::search::Search;
use kentongan_rules::view::{LineKind, Query};

on_every_carrier!(a_wall_sees_nothing_personal_and_does_nothing);

async fn a_wall_sees_nothing_personal_and_does_nothing(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let wall = room.wall();
    let before = wall.board().await.seq;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    siti.says(say::note(1, "catatan tentang keluarga")).await;
    siti.says(say::finish(1, 1, 1)).await;
    let last = siti.says(say::answer(1, say::told())).await;

    let changes = wall.changes(before).await.unwrap();
    assert!(changes.seq >= last.seq);
    let board = wall.board().await;
    assert_eq!(board.tickets.len(), 2);
    let seen = crossing(&board) + &crossing(&changes) + &crossing(&wall.session().await);
    for personal in [
        say::NUMBER,
        "81200000890",
        say::NAME,
        say::LANDMARK,
        say::WORDS,
        say::NARRATIVE,
        "catatan tentang",
        "api padam",
        "api sudah padam",
        // Of a restricted case, what it is.
        say::VIOLENCE,
    ] {
        assert!(!seen.contains(personal), "the wall was told {personal}");
    }
    // What it is for, it sees.
    let fire = board.tickets.iter().find(|t| !t.restricted).unwrap();
    assert_eq!((fire.category.as_str(), fire.masked), (say::FIRE, true));
    assert_eq!(fire.district.as_ref().map(|d| d.as_str()), Some(say::WARU));
    assert!(changes.lines.iter().any(|l| l.kind == LineKind::Assigned));

    for command in [say::open(3, say::FIRE, "14:00"), say::note(1, "x"), say::hold(1, 0)] {
        assert_eq!(wall.tries(command).await, Err(Problem::NotAllowed));
    }
    for query in [
        Query::Ticket { id: say::ticket(1) },
        Query::Caller { number: say::NUMBER.to_owned() },
        Query::Find(Search::of("dapur")),
        Query::Sending { id: say::ticket(1) },
        Query::SeedRegion,
    ] {
        assert_eq!(wall.query(query.clone()).await, Err(Problem::NotAllowed), "{query:?}");
    }
    room.end().await;
}
