//! The same disk under a whole room: it says what is wrong, goes on answering, and takes commands again once it can.

use crate::disk::{Disk, Kind, Op, Trouble};
use crate::ground::assert_sound;
use crate::vfs::Mount;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::view::{Health, Query, Reply, SignIn};
use kentongan_tests::script::{ACCOUNT, Line, MORNING, PASSWORD, Speaker, founding, shift};
use rusqlite::Connection;
use std::sync::Arc;

async fn health(room: &Room, seat: &Seat) -> Health {
    match room.query(seat, Query::Health).await.unwrap() {
        Reply::Health(health) => health,
        other => panic!("{other:?}"),
    }
}

/// Events of what people said: the clock may have fired until the disk refused.
fn said(mount: &Mount) -> i64 {
    let connection = Connection::open(mount.database()).unwrap();
    let sql = "SELECT count(*) FROM journal WHERE kind <> 'fired'";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusing_disk_is_said_and_the_room_stays_up() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Disk::default());
    let mount = Mount::new(folder.path(), &disk);
    let time = TimeSource::hand(MORNING);
    let options = RoomOptions {
        data: folder.path().to_owned(),
        desk: 1,
        time: time.clone(),
        version: "0.0.0".to_owned(),
    };
    let room = Room::open(options).await.unwrap();
    room.execute(&Seat::Desk(room.own_desk()), founding().unwrap().execute).await.unwrap();
    let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
    let (token, _) = room.sign_in(who, room.own_desk()).await.unwrap();
    let seat = Seat::Person(token);
    let lines: Vec<Line> = shift(1, 1).into_iter().filter(|l| l.speaker == Speaker::Supervisor).collect();
    let cases = [
        (Op::Write, Kind::Full, BrokenPart::DiskFull),
        (Op::Write, Kind::Short, BrokenPart::DiskFull),
        (Op::Write, Kind::Io, BrokenPart::DiskFault),
        (Op::Sync, Kind::Io, BrokenPart::DiskFault),
    ];
    for (line, (op, kind, part)) in lines.iter().zip(cases.iter().cycle()) {
        time.set(line.at);
        let before = said(&mount);
        disk.fail(Trouble { op: *op, nth: 1, kind: *kind, lasts: true });
        match room.execute(&seat, line.execute.clone()).await {
            Err(Problem::Broken { about, trace }) => {
                assert_eq!(about, *part, "{op:?} {kind:?}");
                assert!(!trace.is_empty());
            }
            other => panic!("{op:?} {kind:?}: {other:?}"),
        }
        let now = health(&room, &seat).await;
        assert!(now.disk_refused, "{op:?} {kind:?}: {now:?}");
        assert_eq!(said(&mount), before, "{op:?} {kind:?}: refused, and there all the same");
        assert!(matches!(room.query(&seat, Query::Board).await, Ok(Reply::Board(_))));
        disk.heal();
        let receipt = room.execute(&seat, line.execute.clone()).await.unwrap();
        let now = health(&room, &seat).await;
        assert!(!now.disk_refused && now.head >= receipt.seq, "{now:?}");
        assert_eq!(room.execute(&seat, line.execute.clone()).await.unwrap(), receipt, "once is once");
    }
    assert_sound(&mount.database(), "after all of it");
    room.close().await;
}
