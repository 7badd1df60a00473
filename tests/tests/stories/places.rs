use crate::stage::{Door, TestRoom, on_every_carrier, say};
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::region::{PlaceHit, PlaceKind};
use kentongan_rules::ticket::Place;
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(a_spot_that_a_ticket_named_is_found_the_next_time);

async fn found(door: &Door, text: &str) -> Vec<PlaceHit> {
    let Reply::Places { hits } = door.query(Query::Places { text: text.to_owned() }).await.unwrap() else {
        panic!("another reply")
    };
    hits
}

fn spots(hits: &[PlaceHit]) -> Vec<(&str, &str)> {
    hits.iter()
        .filter(|hit| hit.kind == PlaceKind::Spot)
        .map(|hit| (hit.name.as_str(), hit.district_name.as_str()))
        .collect()
}

async fn a_spot_that_a_ticket_named_is_found_the_next_time(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    assert!(found(&siti, "al falah").await.is_empty());
    let before = found(&siti, "bere").await.len();
    // A restricted case says nothing about where it was.
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    assert!(spots(&found(&siti, "masjid al falah").await).is_empty());
    siti.says(say::open(2, say::FIRE, "14:00")).await;
    let hits = found(&siti, "msjid alfalah").await;
    assert_eq!(spots(&hits), [("masjid Al-Falah", "Waru")]);
    assert_eq!(hits.first().and_then(|hit| hit.village.clone()), Some("35.15.18.2002".into()));
    assert_eq!(found(&siti, "bere").await.len(), before);
    // A caller's words are for those who are signed in; the region's names for every desk.
    assert!(spots(&found(&room.desk(), "msjid alfalah").await).is_empty());
    assert_eq!(found(&room.desk(), "tropodo waru").await.len(), 1);
    // The caller was mistaken: what was learnt follows the correction.
    let place = Place {
        district: Some("35.15.11".into()),
        village: None,
        words: None,
        landmark: Some(say::LANDMARK.to_owned()),
        point: None,
    };
    let correct = Command::Correct { ticket: say::ticket(2), seen: 1, correction: Correction::Place(place) };
    siti.says(correct).await;
    let hits = found(&siti, "masjid al falah").await;
    assert_eq!(hits.len(), 1);
    assert!(hits.iter().all(|hit| hit.district == "35.15.11".into() && hit.village.is_none()));
    room.end().await;
}
