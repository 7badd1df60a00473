use crate::ground::{Ground, Said, operator};
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::id::TicketId;
use kentongan_rules::ticket::Place;
use kentongan_rules::time::Seq;
use kentongan_store::SaidPlace;

const AT_THE_MARKET: Said<'_> = Said {
    number: "0812-0000-0051",
    name: "Bu Yati",
    words: "",
    landmark: "sblh pasar wisata",
    narrative: "asap dari kios",
};

/// A fire in Krian, said with a landmark.
fn open(ground: &mut Ground, category: &str) -> TicketId {
    let (ticket, command) = ground.opening(category, &AT_THE_MARKET);
    let Command::OpenTicket(mut open) = command else { panic!("not an opening") };
    open.place.district = Some("35.15.11".into());
    open.place.village = None;
    ground.ok(operator(1), Command::OpenTicket(open));
    ticket
}

fn said(ground: &mut Ground, after: Seq) -> (Seq, Vec<(TicketId, Option<SaidPlace>)>) {
    let said = ground.reader.said_places(after, 100).unwrap();
    (said.seq, said.tickets)
}

#[test]
fn where_tickets_lie_is_told_once_and_again_when_it_is_set_right() {
    let mut ground = Ground::new();
    let first = open(&mut ground, "KBR-BGN");
    let (seq, tickets) = said(&mut ground, Seq(0));
    let [(id, Some(place))] = &tickets[..] else { panic!("{tickets:?}") };
    assert_eq!((*id, &place.district), (first, &"35.15.11".into()));
    assert_eq!(place.landmark.as_deref(), Some(AT_THE_MARKET.landmark));
    assert_eq!(said(&mut ground, seq), (seq, vec![]));
    // A note is no place.
    ground.ok(operator(1), Command::Note { ticket: first, text: "sudah dicek".into(), internal: true });
    let (seq, tickets) = said(&mut ground, seq);
    assert_eq!(tickets, []);
    let place =
        Place { district: Some("35.15.18".into()), village: None, words: None, landmark: None, point: None };
    ground.ok(operator(1), Command::Correct { ticket: first, seen: 1, correction: Correction::Place(place) });
    let (_, tickets) = said(&mut ground, seq);
    let [(id, Some(place))] = &tickets[..] else { panic!("{tickets:?}") };
    assert_eq!((*id, &place.district, &place.landmark), (first, &"35.15.18".into(), &None));
}

#[test]
fn a_restricted_ticket_tells_nothing() {
    let mut ground = Ground::new();
    let ticket = open(&mut ground, "KAM-KDR");
    assert_eq!(said(&mut ground, Seq(0)).1, [(ticket, None)]);
}
