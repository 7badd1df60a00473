//! Whoever is on call at an agency is called first.

use crate::stage::{Door, TestRoom, on_every_carrier, say};
use kentongan_rules::command::{Change, Command};
use kentongan_rules::region::{Agency, Hours, OnCall};
use kentongan_rules::ticket::Channel;
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(the_office_is_called_by_day_and_its_officer_by_night);

fn hours(days: &[u8], from: u16, to: u16) -> Option<Hours> {
    Some(Hours { days: days.to_vec(), from_minute: from * 60, to_minute: to * 60 })
}

async fn damkar(door: &Door) -> Agency {
    let found = door.setup().await.region.agencies.into_iter().find(|one| one.code == "DAMKAR".into());
    found.unwrap()
}

/// Whom an operator reads first for the fire brigade, as channel, address and name.
async fn called(door: &Door) -> Vec<(Channel, String, Option<String>)> {
    let Reply::Sending { texts } = door.query(Query::Sending { id: say::ticket(1) }).await.unwrap() else {
        panic!("no texts")
    };
    let text = texts.into_iter().find(|one| one.agency == "DAMKAR".into()).unwrap();
    text.ways.into_iter().map(|way| (way.channel, way.address, way.who)).collect()
}

async fn the_office_is_called_by_day_and_its_officer_by_night(room: TestRoom) {
    let (hana, siti) = (room.signed_in("hana").await, room.signed_in("siti").await);
    let before = damkar(&hana).await;
    let mut after = before.clone();
    after.contact.telephone = "0812-0000-0101".to_owned();
    after.contact.hours = hours(&[1, 2, 3, 4, 5], 7, 16);
    after.on_call = vec![OnCall {
        who: "Regu malam".to_owned(),
        telephone: "0812-0000-0102".to_owned(),
        hours: hours(&[1, 2, 3, 4, 5, 6, 7], 16, 7),
    }];
    hana.says(Command::ChangeAgency(Change { before: Some(before), after: after.clone() })).await;
    assert_eq!(damkar(&siti).await, after);

    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let office = (Channel::Telephone, "0812-0000-0101".to_owned(), None);
    let officer = (Channel::Telephone, "0812-0000-0102".to_owned(), Some("Regu malam".to_owned()));
    assert_eq!(called(&siti).await, [office.clone(), officer.clone()]);
    room.now("16:00");
    assert_eq!(called(&siti).await, [officer.clone(), office.clone()]);
    drop((hana, siti));
    let room = room.restart("21:00").await;
    let siti = room.signed_in("siti").await;
    assert_eq!(called(&siti).await, [officer, office]);
    drop(siti);
    room.end().await;
}
