//! The zone of the machine changes while a room has tickets open: what is due and how the days are counted stay the
//! room's own.

use crate::running::{Clocks, Running, assert_once, prepare, session};
use kentongan_rules::clock::ClockKind;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::ticket::{AssignmentRole, Channel, Sending};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Query, Reply};
use kentongan_tests::script::{MORNING, complained, ticket_id};
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

const ROOM: &str = "Asia/Jakarta";
/// Ten hours behind the room: another day for much of it.
const FAR: &str = "America/Sao_Paulo";

/// What a ticket is called, its clocks, and when each is due.
type Told = (String, Vec<(ClockKind, At)>);

/// `hours` and `minutes` after midnight of the first day, by the room's own clock.
fn local(hours: i64, minutes: i64) -> At {
    MORNING + Span::minutes(60 * (hours - 8) + minutes)
}

/// A complaint at each of `calls`, all of them at night by the room's clock, and each sent on.
async fn shift(folder: &Path, clocks: &Clocks, zone: &str, calls: &[(u32, At)]) {
    let room = Running::driven_in(folder, clocks, zone);
    let supervisor = room.supervisor().await;
    for (ticket, at) in calls {
        clocks.pass(*at - clocks.wall());
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = session(&supervisor).await.now;
        assert!(now >= *at && now < *at + Span::minutes(5), "{now:?}");
        let to = Sending {
            agency: "SATPOLPP".into(),
            role: AssignmentRole::Lead,
            channel: Channel::Radio,
            recipient: "Petugas piket".to_owned(),
        };
        let send = Command::Assign {
            ticket: ticket_id(*ticket),
            seen: 1,
            plan: String::new(),
            to: vec![to],
            departures: None,
            at: None,
        };
        for command in [complained(*ticket, *at).execute.command, send] {
            supervisor.execute(&Execute { id: CommandId(Uuid::now_v7()), command }).await.unwrap();
        }
    }
}

/// One evening and the next on machines of these zones.
async fn two_shifts(zones: [&str; 2]) -> Vec<Told> {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path(), MORNING, &[]).await;
    let clocks = Clocks::start(folder.path(), local(23, 40));
    shift(folder.path(), &clocks, zones[0], &[(1, local(23, 45)), (2, local(24, 5))]).await;
    // Evening of the room's second day, morning in the far zone; then midnight of the room alone.
    shift(folder.path(), &clocks, zones[1], &[(3, local(24 + 21, 0)), (4, local(48, 5))]).await;
    let room = Running::driven_in(folder.path(), &clocks, zones[1]);
    let client = room.supervisor().await;
    let mut all = Vec::new();
    for no in 1..=4 {
        let row = match client.query(&Query::Ticket { id: ticket_id(no) }).await.unwrap() {
            Reply::Ticket(page) => page.ticket,
            other => panic!("{other:?}"),
        };
        let clocks = row.clocks.iter().map(|clock| (clock.kind, clock.due_at)).collect();
        all.push((row.number.0, clocks));
    }
    drop(room);
    assert_once(folder.path(), "two zones");
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn law_09_the_zone_of_the_machine_changes_and_neither_due_times_nor_numbers_do() {
    let (at_home, moved) = tokio::join!(two_shifts([ROOM, ROOM]), two_shifts([ROOM, FAR]));
    assert_eq!(moved, at_home);
    let numbers: Vec<_> = moved.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["SDA-261123-1-01", "SDA-261124-1-01", "SDA-261124-1-02", "SDA-261125-1-01"]);
    for ((_, clocks), called) in moved.iter().zip([local(23, 45), local(24, 5), local(45, 0), local(48, 5)]) {
        let due = |kind| clocks.iter().find(|(of, _)| *of == kind).unwrap().1;
        assert_eq!(due(ClockKind::Answer), called + Span::hours(24));
        // Work ends at the close of an office day of the room, and its acknowledgement counts from an opening.
        for kind in [ClockKind::Work, ClockKind::Acknowledge] {
            assert_eq!(due(kind).0 % 60_000, 0, "{kind:?} is counted from when it was sent: {clocks:?}");
        }
    }
    println!("{moved:?}");
}

/// The control: a program that asks for local time is told another day.
#[cfg(target_os = "linux")]
#[test]
fn the_far_zone_is_another_day() {
    let day = |zone: &str| {
        let asked =
            std::process::Command::new("date").args(["-d", "@1795453500", "+%d"]).env("TZ", zone).output();
        String::from_utf8(asked.unwrap().stdout).unwrap()
    };
    assert_ne!(day(ROOM), day(FAR));
}
