//! P10: how soon everything is there again. A desk that was away for eight hours of storm, a desk that was alone for as
//! long, and a room that was killed.

use crate::case::{case, note, sent};
use crate::pages::multiply;
use crate::screen::Screen;
use crate::served::{DESKS, Joined, Served, account};
use crate::shift::{Desk, SECRET, VERSION, execute, opened, opening};
use crate::{busy, floor, ms};
use kentongan_room::TimeSource;
use kentongan_room::there::There;
use kentongan_rules::command::Command;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Reply, SignIn};
use std::path::Path;
use std::time::{Duration, Instant};

/// Cases of eight hours of storm, at fifty an hour.
const CASES: usize = 400;
const SPEAKERS: usize = 40;
const WINDOW: &str = "main";
const KILLED: usize = 5;
/// Commands after the last checkpoint, which the room finds in its log when it starts again.
const SINCE: usize = 200;
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn backlog(folder: &Path, joined: &Joined, tickets: i64) {
    away(folder, joined).await;
    alone(folder, joined).await;
    killed(folder, joined, tickets).await;
}

/// A desk that was away goes on from where it was.
async fn away(folder: &Path, joined: &Joined) {
    let data = folder.join("away");
    joined.copied(&data);
    let (room, seat) = opened(&data).await;
    let before = head(&data);
    let speaking: Vec<_> = (0..SPEAKERS)
        .map(|no| {
            let (desk, region) = (Desk::new(room.clone(), seat.clone()), joined.region.clone());
            tokio::spawn(async move {
                for nth in (no..CASES).step_by(SPEAKERS) {
                    for command in case(&region, nth, TimeSource::Wall.now()) {
                        desk.say(command).await;
                    }
                }
            })
        })
        .collect();
    for one in speaking {
        one.await.unwrap();
    }
    room.close().await;
    drop(room);
    let events = head(&data).0 - before.0;
    let served = Served::start(&data, 0);
    let screen = Screen::at(&joined.pin(1, &served)).sign_in(&account(1)).await;
    let (began, mut seq, mut answers, mut rows) = (Instant::now(), before, 0, 0);
    loop {
        let changes = screen.changes(seq, Some(0)).await;
        (answers, rows) = (answers + 1, rows + changes.rows.len());
        seq = changes.seq;
        if seq.0 >= before.0 + events {
            break;
        }
    }
    let took = began.elapsed();
    let began = Instant::now();
    assert!(matches!(screen.query(&Query::Board).await, Reply::Board(_)), "void: no board");
    println!(
        "P10 away for {CASES} cases, {events} events: {:.0} ms in {answers} answers of {rows} rows (goal 2000 ms), the board {:.0} ms{}",
        ms(took),
        ms(began.elapsed()),
        busy()
    );
    served.end();
}

fn head(data: &Path) -> Seq {
    let connection = rusqlite::Connection::open(data.join("room.db")).unwrap();
    Seq(connection.query_row("SELECT max(seq) FROM journal", [], |row| row.get(0)).unwrap())
}

/// A desk that was alone starts again, and delivers what it holds.
async fn alone(folder: &Path, joined: &Joined) {
    let (data, own) = (folder.join("alone"), folder.join("desk"));
    joined.copied(&data);
    let served = Served::start(&data, 0);
    let pin = joined.pin(0, &served);
    let starts = || There::open(pin.clone(), &own, TimeSource::Wall, VERSION);
    let who = SignIn { account: account(0), secret: SECRET.to_owned(), shift: None };
    let there = starts().await.unwrap();
    there.sign_in(WINDOW, &who).await.unwrap();
    there.query(WINDOW, &Query::Board).await.unwrap();
    let port = served.address.port();
    served.kill();
    let began = Instant::now();
    let mut held = 0;
    for nth in 0..CASES {
        let opened = opening(&joined.region, nth, TimeSource::Wall.now());
        let ticket = opened.ticket;
        for command in [Command::OpenTicket(opened), sent(ticket), note(ticket, "gang sempit")] {
            let receipt = there.execute(WINDOW, &execute(command)).await.unwrap();
            assert!(receipt.held.is_some(), "void: it was not alone");
            held += 1;
        }
    }
    let each = began.elapsed() / held;
    drop(there);
    let began = Instant::now();
    let there = starts().await.unwrap();
    let open = began.elapsed();
    let began = Instant::now();
    there.sign_in(WINDOW, &who).await.unwrap();
    let Reply::Board(board) = there.query(WINDOW, &Query::Board).await.unwrap() else { panic!("no board") };
    let seen = began.elapsed();
    assert_eq!(board.tickets.iter().filter(|row| row.held).count(), CASES, "void: a held ticket was lost");
    let served = Served::start(&data, port);
    assert_eq!(served.address.port(), port, "void: its port was taken");
    let began = Instant::now();
    while is_alone(&there).await {
        assert!(began.elapsed() < PATIENCE, "void: it never came back");
        there.look().await;
    }
    println!(
        "P10 alone for {CASES} cases, {held} commands held at {:.1} ms each: opened again in {:.0} ms, signed in with its board {:.0} ms later (goal 2000 ms together), delivered in {:.0} ms{}",
        ms(each),
        ms(open),
        ms(seen),
        ms(began.elapsed()),
        busy()
    );
    drop(there);
    served.end();
    assert_eq!(floor::count(&data.join("room.db")), CASES, "void: a ticket was lost or doubled");
}

async fn is_alone(there: &There) -> bool {
    match there.query(WINDOW, &Query::Session).await.unwrap() {
        Reply::Session(session) => session.alone.is_some(),
        other => panic!("{other:?}"),
    }
}

/// A room with many tickets is killed and started again.
async fn killed(folder: &Path, joined: &Joined, tickets: i64) {
    let data = folder.join("killed");
    joined.copied(&data);
    let (room, seat) = opened(&data).await;
    let desk = Desk::new(room.clone(), seat);
    desk.say(desk.opening(0)).await;
    room.close().await;
    drop((desk, room));
    multiply(&data.join("room.db"), tickets);
    let (mut took, mut back) = (Vec::new(), Vec::new());
    for _ in 0..KILLED {
        let (room, seat) = (Served::start(&data, 0), account(0));
        let screen = Screen::at(&joined.pin(0, &room)).sign_in(&seat).await;
        for nth in 0..SINCE {
            screen.say(Command::OpenTicket(opening(&joined.region, nth, TimeSource::Wall.now()))).await;
        }
        room.kill();
        let began = Instant::now();
        let served = Served::start(&data, 0);
        Screen::at(&joined.pin(0, &served)).query(&Query::Session).await;
        took.push(began.elapsed());
        let coming: Vec<_> = (0..DESKS)
            .map(|no| {
                let screen = Screen::at(&joined.pin(no, &served));
                tokio::spawn(async move { screen.query(&Query::Session).await })
            })
            .collect();
        for one in coming {
            one.await.unwrap();
        }
        back.push(began.elapsed());
        served.kill();
    }
    took.sort_unstable();
    back.sort_unstable();
    println!(
        "P10 killed with {tickets} tickets: serving again after p50 {:.0} ms, at worst {:.0} ms (goal 500 ms), {DESKS} desks back at worst after {:.0} ms (goal 3000 ms){}",
        ms(took[KILLED / 2]),
        ms(took[KILLED - 1]),
        ms(back[KILLED - 1]),
        busy()
    );
}
