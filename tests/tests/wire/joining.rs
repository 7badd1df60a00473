//! The six words: good for one desk, for ten minutes, against ten wrong tries, and over the room's own certificate.

use crate::answering::says;
use crate::ground::{Ground, VERSION, believing, closed, hears, is_problem, told, who};
use kentongan_room::client::Client;
use kentongan_room::wire::NAME;
use kentongan_room::wire::identity::Identity;
use kentongan_room::wire::pairing::{Join, Known};
use kentongan_room::wire::pin::{self, Pin};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::desk::DeskKind;
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Span;
use kentongan_tests::script::MORNING;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::ServerName;
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use uuid::Uuid;

const WRONG: &str = "abang air anak asap awan ayam";

/// What a desk says that knows the words, as bytes that somebody could keep.
async fn join(ground: &Ground, name: &str, words: &str) -> Join {
    let fingerprint = ground.room.identity().await.unwrap().fingerprint();
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    Known::of(words, &fingerprint).await.unwrap().join(name, request.pem().unwrap())
}

async fn says_join(ground: &Ground, join: &Join) -> (u16, serde_json::Value) {
    told(ground.stranger().asks("POST", "pair").json(join)).await
}

#[tokio::test]
async fn what_was_said_once_is_not_said_again() {
    let ground = Ground::open().await;
    let words = ground.room.let_in_from_here().await.unwrap();
    let said = join(&ground, "Meja 3", &words).await;
    assert_eq!(says_join(&ground, &said).await.0, 200);
    assert!(is_problem(&says_join(&ground, &said).await, "wrong_words"), "the same bytes");
    let second = join(&ground, "Meja 4", &words).await;
    assert!(is_problem(&says_join(&ground, &second).await, "wrong_words"), "the same words");
    ground.room.let_in_from_here().await.unwrap();
    assert!(is_problem(&says_join(&ground, &said).await, "wrong_words"), "while another desk is let in");
    assert_eq!(ground.desks(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_say_the_words_at_once_one_joins() {
    let ground = Ground::open().await;
    let words = ground.room.let_in_from_here().await.unwrap();
    let mut asked = Vec::new();
    for n in 3..11 {
        asked.push(join(&ground, &format!("Meja {n}"), &words).await);
    }
    let joining: Vec<_> = asked
        .into_iter()
        .map(|join| {
            let room = ground.room.clone();
            tokio::spawn(async move { room.pair(join).await })
        })
        .collect();
    let mut joined = 0;
    for one in joining {
        match one.await.unwrap() {
            Ok(_) => joined += 1,
            Err(problem) => assert_eq!(problem, Problem::WrongWords),
        }
    }
    assert_eq!((joined, ground.desks()), (1, 2));
}

#[tokio::test]
async fn after_ten_wrong_tries_the_right_words_are_refused() {
    for (wrong, is_let_in) in [(9, true), (10, false)] {
        let ground = Ground::open().await;
        let words = ground.room.let_in_from_here().await.unwrap();
        let right = join(&ground, "Meja 3", &words).await;
        let guess = Join { proof: "00".repeat(32), ..right.clone() };
        for _ in 0..wrong {
            assert!(is_problem(&says_join(&ground, &guess).await, "wrong_words"));
        }
        let told = says_join(&ground, &right).await;
        assert_eq!(told.0 == 200, is_let_in, "after {wrong}: {told:?}");
        assert!(is_let_in || is_problem(&told, "wrong_words"));
    }
}

#[tokio::test]
async fn after_ten_minutes_the_right_words_are_refused() {
    let ground = Ground::open().await;
    let opened = ground.time.now();
    for (later, is_let_in) in [(Span(Span::minutes(10).0 - 1), true), (Span::minutes(10), false)] {
        ground.time.set(opened);
        let words = ground.room.let_in_from_here().await.unwrap();
        let said = join(&ground, "Meja 3", &words).await;
        ground.time.set(opened + later);
        let told = says_join(&ground, &said).await;
        assert_eq!(told.0 == 200, is_let_in, "after {later:?}: {told:?}");
        assert!(is_let_in || is_problem(&told, "wrong_words"));
    }
}

#[tokio::test]
async fn a_browser_shows_the_words_and_they_are_counted_as_well() {
    let ground = Ground::open().await;
    let words = ground.room.let_in_from_here().await.unwrap();
    let browser = ground.stranger();
    let says = |words: &str| {
        told(
            browser
                .asks("POST", "pair_browser")
                .json(&json!({ "name": "Peramban", "kind": "browser", "words": words })),
        )
    };
    for _ in 0..10 {
        assert!(is_problem(&says(WRONG).await, "wrong_words"));
    }
    assert!(is_problem(&says(&words).await, "wrong_words"));
    assert_eq!(ground.desks(), 1);
    let words = ground.room.let_in_from_here().await.unwrap();
    assert_eq!(says(&words).await.0, 200);
    assert_eq!(ground.desks(), 2);
}

/// Another address of this PC, at the port of the room: one who sits between a desk and the room.
async fn between(ground: &Ground) -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 2), ground.address.port())).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Passes on what is said, having opened it if it has a key of its own to show.
async fn passes_on(listener: TcpListener, to: SocketAddr, shown: Option<Identity>) {
    let opens = shown.map(|identity| identity.door(listener.local_addr().unwrap().ip()).unwrap());
    while let Ok((mut desk, _)) = listener.accept().await {
        let opens = opens.clone();
        tokio::spawn(async move {
            let mut room = TcpStream::connect(to).await.unwrap();
            let Some(opens) = opens else {
                let _ = copy_bidirectional(&mut desk, &mut room).await;
                return;
            };
            let Ok(mut desk) = TlsAcceptor::from(opens).accept(desk).await else { return };
            let name = ServerName::try_from(NAME).unwrap();
            let mut room = TlsConnector::from(Arc::new(believing())).connect(name, room).await.unwrap();
            let _ = copy_bidirectional(&mut desk, &mut room).await;
        });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sits_between_is_refused_by_the_room() {
    for opens in [false, true] {
        let ground = Ground::open().await;
        let (listener, address) = between(&ground).await;
        let shown = opens.then(|| Identity::of(&Identity::make("Ruang Uji").unwrap()).unwrap());
        tokio::spawn(passes_on(listener, ground.address, shown));
        let words = ground.room.let_in_from_here().await.unwrap();
        let joined = pin::join(&address.to_string(), "Meja 3", &words).await;
        if opens {
            assert_eq!(joined, Err(Problem::WrongWords));
            assert_eq!(ground.desks(), 1, "the room let somebody in");
        } else {
            // A wire that opens nothing is only a wire.
            assert!(hears(&joined.unwrap()).await.is_ok());
            assert_eq!(ground.desks(), 2);
        }
    }
}

#[tokio::test]
async fn who_answers_as_the_room_without_the_words_is_refused_by_the_desk() {
    let kept = Identity::make("Ruang Uji").unwrap();
    let identity = Identity::of(&kept).unwrap();
    let request = CertificateParams::default().serialize_request(&KeyPair::generate().unwrap()).unwrap();
    let certificate = identity.vouch(&request.pem().unwrap(), 2).unwrap();
    // It reads as an answer to both questions that a joining desk asks.
    let answer = json!({
        "version": VERSION, "desk": 2, "room": "Ruang Uji", "certificate": certificate, "proof": "00".repeat(32),
    });
    let mut door = (*identity.door(Ipv4Addr::LOCALHOST.into()).unwrap()).clone();
    door.alpn_protocols = vec![b"http/1.1".to_vec()];
    let there = says(Arc::new(door), &answer.to_string()).await;
    let mut believes = believing();
    believes.alpn_protocols = vec![b"http/1.1".to_vec()];
    let heard = Client::over(believes, &there.to_string()).unwrap().hello().await;
    assert!(heard.is_ok(), "it does answer: {heard:?}");
    assert_eq!(pin::join(&there.to_string(), "Meja 2", WRONG).await, Err(Problem::WrongWords));
}

/// Two desks of one number would give the same numbers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_joins_as_the_rooms_own_desk_and_it_takes_nobodys_number() {
    let (folder, Pin { desk: taken, .. }) = closed().await;
    let as_desk = |desk| RoomOptions {
        data: folder.path().to_owned(),
        desk,
        time: TimeSource::hand(MORNING),
        version: VERSION.to_owned(),
    };
    let refused = Room::open(as_desk(taken)).await.err();
    assert_eq!(refused, Some(Problem::Refused { refusal: Refusal::DeskTaken { desk: taken } }));
    let room = loop {
        match Room::open(as_desk(3)).await {
            Err(Problem::Broken { about: BrokenPart::InUse, .. }) => tokio::task::yield_now().await,
            opened => break opened.unwrap(),
        }
    };
    let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.unwrap();
    let words = room.let_in_from_here().await.unwrap();
    let joined = pin::join(&format!("127.0.0.1:{port}"), "Meja lain", &words).await.unwrap();
    assert_eq!(joined.desk, 4);
    let hana = Seat::Person(room.sign_in(who(), 3).await.unwrap().0);
    let (name, key) = ("Meja kembar".to_owned(), "ab".repeat(32));
    let command = Command::JoinDesk { desk: 3, name, desk_kind: DeskKind::Browser, key };
    let twin = room.execute(&hana, Execute { id: CommandId(Uuid::now_v7()), command }).await;
    assert_eq!(twin, Err(Problem::Refused { refusal: Refusal::DeskTaken { desk: 3 } }));
    room.close().await;
}
