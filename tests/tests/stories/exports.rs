//! What is taken out of the room as a file (point 29): by whom it may be, what it does not tell, and that it is known.

use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::export::{Export, FileKind};
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Settings;
use kentongan_rules::view::{AccessPage, Query, Reply};
use std::path::Path;

on_every_carrier!(
    what_is_taken_out_is_recorded_and_tells_no_secret,
    the_paper_kit_lies_in_its_folder_every_night,
);

const CSV: Export = Export::OpenTickets { kind: FileKind::Csv };

async fn access(door: &Door) -> AccessPage {
    match door.query(Query::Access { before: None }).await.unwrap() {
        Reply::Access(page) => page,
        other => panic!("{other:?}"),
    }
}

async fn csv(door: &Door) -> String {
    String::from_utf8(door.takes_out(CSV).await.unwrap().bytes).unwrap()
}

async fn what_is_taken_out_is_recorded_and_tells_no_secret(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    // Masked for whoever prints it, though they handle it: paper lies about.
    for door in [&siti, &hana] {
        let text = csv(door).await;
        assert!(text.starts_with('\u{feff}') && text.contains("Terbatas") && text.contains("Waru"), "{text}");
        for secret in [say::NAME, say::NUMBER, say::NARRATIVE, say::LANDMARK, say::WORDS] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
    siti.says(say::open(2, say::FIRE, "14:00")).await;
    let last = siti.says(say::send(2, ["DAMKAR"])).await.seq;
    let text = csv(&siti).await;
    assert_eq!(text.lines().count(), 3);
    for shown in [say::LANDMARK, "2026-11-26 14:00", "(dikirim)"] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for secret in [say::NAME, say::NUMBER, say::NARRATIVE] {
        assert!(!text.contains(secret), "{secret}");
    }

    let kit = siti.takes_out(Export::PaperKit).await.unwrap();
    assert_eq!(kit.name, "kentongan-kit-kertas-20261126-1400.pdf");
    assert!(kit.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(
        siti.takes_out(Export::PaperKit).await.unwrap().bytes,
        kit.bytes,
        "of the same minute, by the same"
    );
    let sheet = hana.takes_out(Export::OpenTickets { kind: FileKind::Xlsx }).await.unwrap();
    assert!(sheet.name.ends_with(".xlsx") && sheet.bytes.starts_with(b"PK"));

    // Each of them is known, and nobody was woken by it.
    let page = access(&hana).await;
    let taken: Vec<_> = page.exports.iter().rev().map(|row| (row.by.as_str(), row.export)).collect();
    let xlsx = Export::OpenTickets { kind: FileKind::Xlsx };
    let kit = Export::PaperKit;
    assert_eq!(
        taken,
        [("Siti", CSV), ("Hana", CSV), ("Siti", CSV), ("Siti", kit), ("Siti", kit), ("Hana", xlsx)]
    );
    assert!(page.exports.iter().all(|row| row.at == at("14:00")));
    assert_eq!((page.rows.len(), page.unseen), (0, 0));
    assert_eq!(siti.board().await.seq, last);

    // Who answers no calls takes nothing.
    let dewi = room.signed_in("dewi").await;
    assert_eq!(dewi.takes_out(Export::PaperKit).await.err(), Some(Problem::NotAllowed));
    assert_eq!(room.wall().takes_out(Export::PaperKit).await.err(), Some(Problem::NotAllowed));
    assert_eq!(room.desk().takes_out(Export::PaperKit).await.err(), Some(Problem::SignedOut));
    assert_eq!(access(&hana).await.exports.len(), 6);
    drop((siti, hana, dewi));
    room.end().await;
}

fn kits(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

async fn the_paper_kit_lies_in_its_folder_every_night(room: TestRoom) {
    let beside = tempfile::tempdir().unwrap();
    let folder = beside.path().join("kertas");
    let hana = room.signed_in("hana").await;
    let Reply::Setup(setup) = hana.query(Query::Setup).await.unwrap() else { panic!() };
    let after = Settings { paper_folder: folder.display().to_string(), ..setup.settings.clone() };
    hana.says(Command::ChangeSettings(Change { before: Some(setup.settings), after })).await;
    // What is not there is not made.
    room.tend().await;
    assert!(!folder.exists());
    std::fs::create_dir(&folder).unwrap();
    room.tend().await;
    room.tend().await;
    let first = "kentongan-kit-kertas-20261126-1400.pdf".to_owned();
    assert_eq!(kits(&folder), [&first[..]]);
    // The night is over at ten past three.
    room.at(at("+1 03:09"));
    room.tend().await;
    assert_eq!(kits(&folder).len(), 1);
    room.at(at("+1 03:10"));
    room.tend().await;
    assert_eq!(kits(&folder), [first, "kentongan-kit-kertas-20261127-0310.pdf".to_owned()]);
    let taken: Vec<_> = access(&hana).await.exports.iter().map(|row| (row.role, row.export)).collect();
    assert_eq!(taken, [(Role::Clock, Export::PaperKit), (Role::Clock, Export::PaperKit)]);
    drop(hana);
    room.end().await;
}
