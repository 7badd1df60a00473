use crate::line::State;
use crate::stage::{PASSWORD, Stage, WINDOW, later, open, ticket, who};
use kentongan_rules::actor::Role;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Query, Reply, SignIn};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_had_signed_in_here_can_do_so_while_the_room_is_away() {
    let Stage { room, line, desk, folder: _folder, .. } = Stage::new().await;
    desk.says(open(1, later(0))).await;
    desk.board().await;
    line.is(State::Refusing);
    let desk = desk.restarts().await;
    // Nobody is signed in after a start; the room's tickets are nobody's to read yet.
    assert_eq!(desk.session().await.actor.role, Role::Desk);
    let wrong = SignIn { secret: "salah-salah".to_owned(), ..who("siti") };
    assert_eq!(desk.there.sign_in(WINDOW, &wrong).await, Err(Problem::WrongSignIn));
    // Rudi never sat here: his password is not here either.
    assert_eq!(desk.there.sign_in(WINDOW, &who("rudi")).await, Err(Problem::WrongSignIn));
    let session = desk.there.sign_in(WINDOW, &who("siti")).await.unwrap();
    assert_eq!((session.actor.name.as_str(), session.actor.desk), ("Siti", 2));
    assert!(desk.row(1).await.unwrap().narrative.is_some());
    assert!(desk.says(open(2, later(0))).await.held.is_some());
    line.is(State::Whole);
    desk.comes_back().await;
    let (token, _) = room.sign_in(who("rudi"), 1).await.unwrap();
    let seat = kentongan_room::Seat::Person(token);
    let Ok(Reply::Ticket(page)) = room.query(&seat, Query::Ticket { id: ticket(2) }).await else {
        panic!("it never came")
    };
    assert_eq!(page.ticket.opened_by, "Siti");
    // The room has not seen them sign in.
    assert_eq!(desk.session().await.actor.role, Role::Desk);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_where_nobody_is_signed_in_opens_an_emergency_alone() {
    let stage = Stage::new().await;
    stage.desk.there.sign_out(WINDOW).await.unwrap();
    stage.line.is(State::Refusing);
    let desk = &stage.desk;
    assert!(desk.says(open(1, later(0))).await.held.is_some());
    stage.line.is(State::Whole);
    desk.comes_back().await;
    let seat = stage.at_the_room("rudi").await;
    let page = stage.page_at(&seat, 1).await.unwrap();
    assert_eq!((page.ticket.owner, page.ticket.desk), (None, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_can_be_read_on_the_desks_disk() {
    let stage = Stage::new().await;
    stage.desk.says(open(1, later(0))).await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(2, later(0))).await;
    let files = std::fs::read_dir(stage.desk.folder.path()).unwrap().map(|file| file.unwrap().path());
    let own: Vec<_> =
        files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("desk-")).collect();
    assert!(own.len() >= 2, "{own:?}");
    for path in own {
        let (bytes, file) = (std::fs::read(&path).unwrap(), path.display());
        for text in ["nenek di dalam", "0812-0000-0890", "argon2", PASSWORD] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} in {file}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_that_started_again_meanwhile_knows_who_sat_here() {
    let stage = Stage::new().await;
    stage.desk.says(open(1, later(0))).await;
    stage.line.is(State::Refusing);
    stage.desk.says(open(2, later(0))).await;
    assert!(stage.desk.is_alone().await);
    let stage = stage.room_restarts().await;
    stage.line.is(State::Whole);
    stage.desk.comes_back().await;
    assert_eq!(stage.desk.session().await.actor.name, "Siti");
    assert_eq!(stage.desk.board().await.tickets.len(), 2);
    stage.desk.says(open(3, later(0))).await;
    assert_eq!(stage.desk.row(3).await.unwrap().opened_by, "Siti");
    // Nobody else is signed in by it.
    assert_eq!(stage.room.signed_in().len(), 1);
}
