//! A photo as evidence of what was done: given, named, looked at, and gone with its ticket.

use crate::stage::{Carrier, Door, TestRoom, on_every_carrier, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::erasure::Erasing;
use kentongan_rules::photo::{LARGEST_PHOTO, PhotoId};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::LineKind;
use kentongan_tests::png;
use sha2::{Digest, Sha256};
use std::path::Path;

on_every_carrier!(
    it_stands_beside_the_words_and_says_nothing_of_the_telephone,
    who_may_give_and_who_may_look,
    what_is_no_photo_is_refused,
    it_goes_with_the_words_of_its_ticket,
);

/// Siti has sent Damkar to a fire.
async fn sent(room: &TestRoom) -> Door {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    siti
}

async fn shown(door: &Door, shade: u8) -> PhotoId {
    let photo = door.gives_photo(say::ticket(1), png::of(shade, "Qvorzalfon -7.4532")).await.unwrap();
    door.says(say::finish_with(1, 1, 1, vec![photo])).await;
    photo
}

fn refused<T>(refusal: Refusal) -> Result<T, Problem> {
    Err(Problem::Refused { refusal })
}

/// Does this word lie in any file of the folder, or of a folder in it?
fn lies(folder: &Path, word: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => lies(&path, word),
            false => std::fs::read(&path).unwrap().windows(word.len()).any(|at| at == word),
        }
    })
}

async fn it_stands_beside_the_words_and_says_nothing_of_the_telephone(room: TestRoom) {
    let siti = sent(&room).await;
    let file = png::of(7, "Qvorzalfon -7.4532");
    assert!(file.windows(10).any(|at| at == b"Qvorzalfon"), "the control");
    let photo = siti.gives_photo(say::ticket(1), file.clone()).await.unwrap();
    // The same again is the same; nothing has happened yet.
    assert_eq!(siti.gives_photo(say::ticket(1), file).await, Ok(photo));
    assert!(siti.page(say::ticket(1)).await.lines.iter().all(|line| line.photos.is_empty()));
    siti.says(say::finish_with(1, 1, 1, vec![photo])).await;

    let page = siti.page(say::ticket(1)).await;
    assert_eq!(page.ticket.assignments[0].photos, [photo]);
    let done = page.lines.iter().find(|line| line.kind == LineKind::Finished).unwrap();
    assert_eq!((done.text.as_deref(), &done.photos[..]), (Some("api padam"), &[photo][..]));
    let jpeg = siti.looks_at(say::ticket(1), photo).await.unwrap();
    assert_eq!(Sha256::digest(&jpeg)[..], photo.0);
    assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]) && jpeg.ends_with(&[0xff, 0xd9]));
    for word in [&b"Exif"[..], b"Qvorzalfon", b"-7.4532"] {
        assert!(!jpeg.windows(word.len()).any(|at| at == word));
        assert!(!lies(room.folder(), word), "{}", String::from_utf8_lossy(word));
    }

    // Who looked is known to the room, and to its auditor, who does not see the photo itself.
    let dewi = room.signed_in("dewi").await;
    assert_eq!(dewi.looks_at(say::ticket(1), photo).await, Err(Problem::NotAllowed));
    let page = dewi.page(say::ticket(1)).await;
    assert!(page.ticket.assignments[0].photos.is_empty());
    assert_eq!(page.looked.iter().map(|look| &look.by[..]).collect::<Vec<_>>(), ["Siti"]);
    drop((siti, dewi));
    room.end().await;
}

async fn who_may_give_and_who_may_look(room: TestRoom) {
    let siti = sent(&room).await;
    let hana = room.signed_in("hana").await;
    for (n, account, role, agency) in [
        (101, "bayu", Role::Liaison, Some("DAMKAR")),
        (102, "intan", Role::Liaison, Some("PLN")),
        (103, "eko", Role::Administrator, None),
    ] {
        hana.says(crate::permission::add(n, account, role, agency)).await;
    }
    let bayu = room.signed_in("bayu").await;
    let given = bayu.gives_photo(say::ticket(1), png::of(1, "")).await.unwrap();
    // Given, and not named yet: there is nothing to look at.
    assert_eq!(siti.looks_at(say::ticket(1), given).await, Err(Problem::Unknown));
    bayu.says(say::finish_with(1, 1, 1, vec![given])).await;

    let intan = room.signed_in("intan").await;
    let eko = room.signed_in("eko").await;
    let unknown = refused(Refusal::UnknownTicket);
    let nobody = Err(Problem::SignedOut);
    for (who, door, gives, looks) in [
        ("supervisor", &hana, true, Ok(())),
        ("operator", &siti, true, Ok(())),
        ("its agency", &bayu, false, Ok(())),
        ("another agency", &intan, false, Err(Problem::Unknown)),
        ("administrator", &eko, false, Err(Problem::NotAllowed)),
        ("nobody", &room.desk(), false, nobody.clone()),
        ("wall", &room.wall(), false, Err(Problem::NotAllowed)),
    ] {
        let gave = door.gives_photo(say::ticket(1), png::of(2, "")).await;
        match (gives, who) {
            (true, _) => assert!(gave.is_ok(), "{who}: {gave:?}"),
            (false, "nobody") => assert_eq!(gave, Err(Problem::SignedOut)),
            (false, "administrator" | "wall") => assert_eq!(gave, Err(Problem::NotAllowed), "{who}"),
            // What it had to do there is done; the other never had anything.
            (false, _) => assert_eq!(gave, unknown, "{who}"),
        }
        let looked = door.looks_at(say::ticket(1), given).await.map(|_| ());
        assert_eq!(looked, looks, "{who}");
    }
    // Only for the ticket that it was given to.
    siti.says(say::open(2, say::FIRE, "14:00")).await;
    siti.says(say::send(2, ["DAMKAR"])).await;
    siti.is_refused(say::finish_with(2, 1, 1, vec![given]), Refusal::UnknownPhoto).await;
    assert_eq!(siti.looks_at(say::ticket(2), given).await, Err(Problem::Unknown));
    drop((siti, hana, bayu, intan, eko));
    room.end().await;
}

async fn what_is_no_photo_is_refused(room: TestRoom) {
    let siti = sent(&room).await;
    let whole = png::of(3, "");
    for file in [
        b"GIF89a\x01\0\x01\0\x80\0\0".to_vec(),
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
        b"<!doctype html><script>alert(1)</script>".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        Vec::new(),
    ] {
        assert_eq!(siti.gives_photo(say::ticket(1), file).await, refused(Refusal::NotAPhoto));
    }
    let bomb = png::claiming(30_000, 30_000);
    assert_eq!(siti.gives_photo(say::ticket(1), bomb).await, refused(Refusal::PhotoTooLarge));
    // Over a wire the door may hang up on who sends more than is taken in.
    let large = siti.gives_photo(say::ticket(1), vec![0; LARGEST_PHOTO + (1 << 20)]).await;
    let hung_up = room.carrier() != Carrier::InProcess && large == Err(Problem::Unreachable);
    assert!(hung_up || large == refused(Refusal::PhotoTooLarge), "{large:?}");
    // A polyglot loses what stood behind its end.
    let mut polyglot = whole;
    polyglot.extend(b"PK\x03\x04<script>Zwimbul()</script>");
    let mut given = siti.gives_photo(say::ticket(1), polyglot.clone()).await;
    if hung_up && given == Err(Problem::Unreachable) {
        // Windows tells of a line that was hung up only when the next one is said over it.
        given = siti.gives_photo(say::ticket(1), polyglot).await;
    }
    let photo = given.unwrap();
    siti.says(say::finish_with(1, 1, 1, vec![photo])).await;
    let jpeg = siti.looks_at(say::ticket(1), photo).await.unwrap();
    assert!(!jpeg.windows(7).any(|at| at == b"Zwimbul") && !lies(room.folder(), b"Zwimbul"));
    // Who gives too many waits: this sign-in has given eight.
    let mut gave = Vec::new();
    for shade in 0..6 {
        gave.push(siti.gives_photo(say::ticket(1), png::of(shade, "")).await);
    }
    assert!(matches!(gave.last().unwrap(), Err(Problem::Wait { seconds: 1..=61 })), "{gave:?}");
    drop(siti);
    room.end().await;
}

async fn it_goes_with_the_words_of_its_ticket(room: TestRoom) {
    let siti = sent(&room).await;
    let photo = shown(&siti, 9).await;
    let jpeg = siti.looks_at(say::ticket(1), photo).await.unwrap();
    // The middle of it: what every photo begins with proves nothing.
    let part = &jpeg[jpeg.len() - 24..];
    assert!(lies(room.folder(), part), "the control");
    let hana = room.signed_in("hana").await;
    let before = hana.setup().await.settings;
    let erasing = Some(Erasing { tickets: 2, restricted: None, calls: 1, access: 2 });
    let after = Settings { erasing, ..before.clone() };
    hana.says(Command::ChangeSettings(Change { before: Some(before), after })).await;
    let (outcome, reason) = (CloseOutcome::Cancelled, Some("salah lapor".to_owned()));
    let seen = hana.ticket(say::ticket(1)).await.version;
    hana.says(Command::Close { ticket: say::ticket(1), seen, outcome, reason }).await;
    room.now("+63 03:01");
    room.tend().await;
    let page = hana.page(say::ticket(1)).await;
    assert!(page.ticket.erased_at.is_some() && page.ticket.assignments[0].photos.is_empty());
    assert!(page.lines.iter().all(|line| line.photos.is_empty()));
    assert_eq!(hana.looks_at(say::ticket(1), photo).await, Err(Problem::Unknown));
    drop((siti, hana));
    assert!(leaves(&room, part).await);
    room.end().await;
}

/// A reader may have needed the log just then: it is emptied at a next turn.
async fn leaves(room: &TestRoom, text: &[u8]) -> bool {
    for _ in 0..20 {
        if !lies(room.folder(), text) {
            return true;
        }
        room.tend().await;
    }
    !lies(room.folder(), text)
}

/// Given and never named: gone after a day, from the disk too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_named_is_let_go() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let siti = sent(&room).await;
    let photo = siti.gives_photo(say::ticket(1), png::of(5, "")).await.unwrap();
    room.now("+1 14:01");
    room.tend().await;
    siti.is_refused(say::finish_with(1, 1, 1, vec![photo]), Refusal::UnknownPhoto).await;
    assert!(leaves(&room, &photo.0).await);
    drop(siti);
    room.end().await;
}
