use crate::stage::{TestRoom, crossing, on_every_carrier, say};
use kentongan_rules::command::Command;
use kentongan_rules::search::Search;
use kentongan_rules::view::{FindPage, Query, Reply};

on_every_carrier!(a_restricted_case_is_read_by_those_who_handle_it);

async fn a_restricted_case_is_read_by_those_who_handle_it(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let hana = room.signed_in("hana").await;
    let dewi = room.signed_in("dewi").await;
    let before = rudi.board().await.seq;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    let last = siti.says(say::note(1, "suami masih di rumah")).await.seq;
    let personal =
        [say::NUMBER, say::NAME, say::LANDMARK, say::WORDS, say::NARRATIVE, "suami", "35.15.18.2002"];
    for (door, reads) in [(&siti, true), (&hana, true), (&rudi, false), (&dewi, false)] {
        let page = door.page(say::ticket(1)).await;
        assert_eq!(page.ticket.masked, !reads);
        let changes = door.changes(before).await.unwrap();
        assert!(changes.seq >= last);
        let seen = crossing(&page) + &crossing(&changes) + &crossing(&door.board().await);
        for words in personal {
            assert_eq!(seen.contains(words), reads, "{words}");
        }
    }
    // Nor is it found by the words that may not be read; an excerpt would tell them.
    for text in ["Painem", "Al-Falah", "Wijaya"] {
        let ask = || Query::Find(Search::of(text));
        let Reply::Find(FindPage { hits, .. }) = siti.query(ask()).await.unwrap() else { panic!("no hits") };
        assert_eq!(hits.len(), 1, "{text}");
        let Reply::Find(FindPage { hits, .. }) = rudi.query(ask()).await.unwrap() else { panic!("no hits") };
        let told = crossing(&hits);
        assert!(!told.contains(text), "{told}");
    }
    // Taken over, it is read.
    rudi.says(Command::Claim { ticket: say::ticket(1) }).await;
    assert!(!rudi.ticket(say::ticket(1)).await.masked);
    room.end().await;
}
