use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::clock::{ClockKind, ClockOutcome, Level, Outlet};
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Line, LineKind, Notifier, Query, Reply, Speaker};
use std::time::Duration;

on_every_carrier!(
    alarms_fire_in_order_as_time_goes,
    law_33_what_passed_while_the_room_was_down_is_told_late,
    law_33_down_across_warning_and_breach,
    an_alarm_stays_until_a_person_takes_it,
    law_29_every_level_fires_with_no_page_asking,
    law_30_a_desktop_owes_what_it_cannot_show_and_a_room_without_one_owes_nothing,
);

type Fired = (ClockKind, Level, At, Span);

fn fired(lines: &[Line]) -> Vec<Fired> {
    let told = |line: &Line| match (line.kind, line.about.as_ref()?) {
        (LineKind::Fired, About::Clock { clock_kind, level: Some(level), due_at, late_ms, .. }) => {
            Some((*clock_kind, *level, *due_at, *late_ms))
        }
        _ => None,
    };
    lines.iter().filter_map(told).collect()
}

/// Everything that fires until the ticket has `count` levels more.
async fn firings(door: &Door, from: Seq, count: usize) -> (Seq, Vec<Fired>) {
    let (mut seq, mut all) = (from, Vec::new());
    while all.len() < count {
        let (head, lines) = door.until(seq, |_| true).await;
        seq = head;
        all.extend(fired(&lines));
    }
    (seq, all)
}

async fn alarms_fire_in_order_as_time_goes(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let mut seq = siti.says(say::open(1, say::FIRE, "14:00")).await.seq;
    let on_time = Span(0);
    for (clock, level) in [
        ("14:00:30", Level::Soon),
        ("14:00:48", Level::Urgent),
        ("14:01", Level::Late),
        ("14:01:30", Level::Supervisor),
    ] {
        // A moment before, nothing is due.
        let row = siti.ticket(say::ticket(1)).await;
        let dispatch = &row.clocks[0];
        assert_eq!((dispatch.waiting[0].level, dispatch.waiting[0].at), (level, at(clock)));
        room.now(clock);
        let (head, told) = firings(&siti, seq, 1).await;
        assert_eq!(told, [(ClockKind::Dispatch, level, at(clock), on_time)]);
        seq = head;
    }
    let row = siti.ticket(say::ticket(1)).await;
    assert_eq!((row.clocks[0].level, row.clocks[0].outcome), (Some(Level::Supervisor), None));
    assert!(row.clocks[0].waiting.is_empty());
    // An alarm makes nobody's command stale.
    siti.says(say::send(1, ["DAMKAR"])).await;
    assert_eq!(siti.ticket(say::ticket(1)).await.clocks[0].outcome, Some(ClockOutcome::Missed));
    room.end().await;
}

async fn law_33_what_passed_while_the_room_was_down_is_told_late(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let opened = siti.says(say::open(1, say::FIRE, "14:00")).await.seq;
    siti.says(say::send(1, ["DAMKAR"])).await;
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    drop(siti);
    // The power fails; the next morning the room opens again.
    let room = room.restart("+1 07:00").await;
    let siti = room.signed_in("siti").await;
    // Acknowledge and arrive with four levels each, and the half mark of both answers.
    let (seq, told) = firings(&siti, opened, 10).await;
    assert_eq!(told.len(), 10);
    // Of one ticket in due order, each with how late it was noticed.
    for (_, _, due, late) in &told {
        assert_eq!(*due + *late, at("+1 07:00"));
    }
    let of_fire: Vec<At> = told.iter().filter(|f| f.0 != ClockKind::Answer).map(|f| f.2).collect();
    assert!(of_fire.is_sorted());
    assert_eq!(of_fire[0], at("14:01"));
    let halves: Vec<&Fired> = told.iter().filter(|f| f.0 == ClockKind::Answer).collect();
    assert!(halves.iter().all(|f| (f.1, f.2) == (Level::Half, at("+1 02:00"))));
    let row = siti.ticket(say::ticket(1)).await;
    assert_eq!(row.clocks.iter().filter(|c| c.asks).count(), 2);
    // Nothing fires a second time, neither now nor after another start.
    drop(siti);
    let room = room.restart("+1 07:00:01").await;
    let siti = room.signed_in("siti").await;
    let noted = siti.says(say::note(1, "a")).await.seq;
    let (_, lines) = siti.until(seq, |c| c.seq >= noted).await;
    assert_eq!(fired(&lines), []);
    room.end().await;
}

async fn law_33_down_across_warning_and_breach(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let opened = siti.says(say::open(1, say::NOISE, "14:00")).await.seq;
    room.now("+1 10:00");
    let (seq, told) = firings(&siti, opened, 2).await;
    assert_eq!(told.iter().map(|f| f.1).collect::<Vec<_>>(), [Level::Half, Level::Soon]);
    drop(siti);
    // One hour left, due, and an hour over: nobody noticed.
    let room = room.restart("+1 15:30").await;
    let siti = room.signed_in("siti").await;
    let answer = |level, clock, minutes| (ClockKind::Answer, level, at(clock), Span::minutes(minutes));
    let down = [
        answer(Level::Urgent, "+1 13:00", 150),
        answer(Level::Late, "+1 14:00", 90),
        answer(Level::Supervisor, "+1 15:00", 30),
    ];
    assert_eq!(firings(&siti, seq, 3).await.1, down);
    // All are in the list of alarms, newest first and each once, and how late they were.
    let Reply::Alarms(page) = siti.query(Query::Alarms { before: None }).await.unwrap() else { panic!() };
    let rows: Vec<Fired> = page
        .alarms
        .iter()
        .map(|row| (row.clock_kind, row.firing.level, row.firing.due_at, row.firing.late_ms))
        .collect();
    assert_eq!(rows.len(), 5);
    assert!(down.iter().all(|fired| rows.iter().filter(|row| *row == fired).count() == 1), "{rows:?}");
    assert!(page.alarms.iter().all(|row| row.firing.fired_at - row.firing.due_at == row.firing.late_ms));
    // One is shown: the highest.
    let clock = siti.ticket(say::ticket(1)).await.clocks.swap_remove(0);
    assert_eq!((clock.level, clock.fired_at), (Some(Level::Supervisor), Some(at("+1 15:30"))));
    assert!(clock.asks);
    siti.says(say::answer(1, say::told())).await;
    // The breach is when it was due, not when it was noticed or told.
    let clock = siti.ticket(say::ticket(1)).await.clocks.swap_remove(0);
    assert_eq!((clock.outcome, clock.breached_at), (Some(ClockOutcome::Missed), Some(at("+1 14:00"))));
    room.end().await;
}

async fn an_alarm_stays_until_a_person_takes_it(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let seq = siti.says(say::open(1, say::FIRE, "14:00")).await.seq;
    room.now("14:01");
    firings(&siti, seq, 3).await;
    // Sending stops the clock, not the alarm.
    siti.says(say::send(1, ["DAMKAR"])).await;
    assert!(siti.ticket(say::ticket(1)).await.clocks[0].asks);
    let held = rudi.says(say::hold(1, 0)).await;
    let (_, lines) = siti.until(seq, |c| c.seq >= held.seq).await;
    let taken: Vec<&str> =
        lines.iter().filter(|l| l.kind == LineKind::AlarmAcknowledged).map(|l| l.by.as_str()).collect();
    assert_eq!(taken, ["Rudi"]);
    let clock = siti.ticket(say::ticket(1)).await.clocks.swap_remove(0);
    assert_eq!((clock.asks, clock.acknowledged_by.as_deref()), (false, Some("Rudi")));
    room.end().await;
}

async fn law_29_every_level_fires_with_no_page_asking(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let seq = siti.says(say::send(1, ["DAMKAR"])).await.seq;
    let row = siti.ticket(say::ticket(1)).await;
    // Whoever looks is gone for half an hour.
    drop(siti);
    let mut due: Vec<(At, Level)> =
        row.clocks.iter().flat_map(|c| &c.waiting).map(|d| (d.at, d.level)).collect();
    due.retain(|(at_, _)| *at_ < at("14:30"));
    due.sort_unstable();
    assert!(due.len() >= 7, "{due:?}");
    for (instant, _) in &due {
        room.at(*instant);
        // The clock task looks at least once a second, by its own.
        tokio::time::sleep(Duration::from_millis(1_200)).await;
    }
    room.now("14:30");
    let (_, told) = firings(&room.wall(), seq, due.len()).await;
    assert_eq!(told.iter().map(|f| (f.2, f.1)).collect::<Vec<_>>(), due);
    assert!(told.iter().all(|f| f.3 == Span(0)), "{told:?}");
    room.end().await;
}

async fn law_30_a_desktop_owes_what_it_cannot_show_and_a_room_without_one_owes_nothing(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let seq = siti.says(say::open(1, say::FIRE, "14:00")).await.seq;
    room.now("14:01");
    firings(&siti, seq, 3).await;
    let owed = async || {
        let Reply::Alarms(page) = siti.query(Query::Alarms { before: None }).await.unwrap() else { panic!() };
        let late = page.alarms.into_iter().find(|row| row.firing.level == Level::Late).unwrap();
        assert!(late.firing.asks());
        let mut ways: Vec<_> = late.firing.deliveries.iter().map(|d| (d.outlet, d.is_open())).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    };
    // A browser's room has screens, and nothing else.
    assert_eq!(owed().await, []);
    room.desktop(Notifier::Missing, Speaker::Missing);
    assert_eq!(owed().await, [(Outlet::Notification, true), (Outlet::Sound, true)]);
    room.desktop(Notifier::Ready { name: "dunst".to_owned() }, Speaker::None);
    assert_eq!(owed().await, [(Outlet::Notification, true)]);
    room.end().await;
}
