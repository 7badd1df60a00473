use super::super::overdue::Breach;
use super::super::overdue::tests::row;
use super::*;
use kentongan_rules::actor::Role;
use kentongan_rules::clock::ClockKind;
use kentongan_rules::time::Seq;
use kentongan_rules::view::Line;

/// 2026-11-23 14:00 WIB.
const START: At = At(1_795_417_200_000);
const FREE: Desk = Desk { on_call: false, elsewhere: Vec::new() };

/// On the telephone while this person is at another desk.
fn on_call_without(name: &str) -> Desk {
    Desk { on_call: true, elsewhere: vec![name.to_owned()] }
}

fn after(seconds: i64) -> At {
    START + Span::seconds(seconds)
}

fn ticket(number: u128) -> TicketId {
    TicketId(uuid::Uuid::from_u128(number))
}

fn late_since(fired_at: At) -> Overdue {
    let breach = Breach { clock: 0, level: Level::Late, fired_at, acknowledged_at: None };
    Overdue { owner: Some("Rina".to_owned()), critical: true, moved_at: fired_at, breaches: vec![breach] }
}

fn acknowledged(at: At) -> Overdue {
    let mut taken = late_since(START);
    taken.breaches[0].acknowledged_at = Some(at);
    taken
}

fn fired(level: Level) -> Changes {
    Changes { lines: vec![line(LineKind::Fired, Some(level), START)], ..nothing() }
}

fn nothing() -> Changes {
    serde_json::from_value(serde_json::json!({
        "seq": 1, "rows": [], "gone": [], "lines": [], "setup": false, "now": START, "heartbeat": 0,
        "canary": 0, "clock": { "state": "sure" },
    }))
    .unwrap()
}

fn line(kind: LineKind, level: Option<Level>, at: At) -> Line {
    Line {
        seq: Seq(1),
        ticket: ticket(1),
        kind,
        at,
        recorded_at: at,
        role: Role::Clock,
        by: String::new(),
        desk: 0,
        shift: None,
        about: Some(About::Clock {
            clock: 0,
            clock_kind: ClockKind::Arrive,
            agency: None,
            level,
            due_at: at,
            late_ms: Span(0),
        }),
        text: None,
        photos: Vec::new(),
        erased: false,
    }
}

/// What is heard from second `from` to second `to`, asked every second as the desktop does.
fn heard(hearing: &mut Hearing, desk: &Desk, from: i64, to: i64) -> Vec<(i64, Rhythm)> {
    (from..to).filter_map(|second| Some((second, hearing.play(after(second), desk)?))).collect()
}

#[test]
fn urgent_is_two_pulses_once() {
    let mut hearing = Hearing::default();
    hearing.changes(&fired(Level::Urgent));
    assert_eq!(heard(&mut hearing, &FREE, 0, 600), [(0, Rhythm::Urgent)]);
    hearing.changes(&fired(Level::Soon));
    assert_eq!(heard(&mut hearing, &FREE, 600, 700), []);
}

#[test]
fn what_was_urgent_while_sound_was_off_is_not_made_up_for() {
    let mut hearing = Hearing::default();
    hearing.changes(&fired(Level::Urgent));
    hearing.let_pass();
    assert_eq!(heard(&mut hearing, &FREE, 0, 60), []);
}

#[test]
fn late_is_heard_every_thirty_seconds_and_from_two_minutes_on_as_the_supervisors() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    let late = [(0, Rhythm::Late), (30, Rhythm::Late), (60, Rhythm::Late), (90, Rhythm::Late)];
    assert_eq!(heard(&mut hearing, &FREE, 0, 120), late);
    let supervisor = [(120, Rhythm::Supervisor), (150, Rhythm::Supervisor)];
    assert_eq!(heard(&mut hearing, &FREE, 120, 180), supervisor);
}

#[test]
fn a_level_that_is_the_supervisors_is_heard_so_at_once() {
    let mut hearing = Hearing::default();
    let mut told = late_since(START);
    told.breaches[0].level = Level::Supervisor;
    hearing.ticket(ticket(1), Some(told));
    assert_eq!(hearing.play(START, &FREE), Some(Rhythm::Supervisor));
}

#[test]
fn a_named_person_ends_it_and_what_is_playing() {
    let mut hearing = Hearing::default();
    assert!(!hearing.ticket(ticket(1), Some(late_since(START))));
    assert_eq!(heard(&mut hearing, &FREE, 0, 40).len(), 2);
    assert!(hearing.ticket(ticket(1), Some(acknowledged(after(40)))), "what is playing may end");
    assert_eq!(heard(&mut hearing, &FREE, 40, 600), []);
}

#[test]
fn another_that_nobody_took_is_heard_at_its_next_turn() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    hearing.ticket(ticket(2), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 5), [(0, Rhythm::Late)]);
    assert!(hearing.ticket(ticket(1), None));
    assert_eq!(heard(&mut hearing, &FREE, 5, 40), [(30, Rhythm::Late)]);
}

#[test]
fn acknowledged_but_without_progress_it_is_heard_again_after_ten_minutes() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(acknowledged(after(10))));
    assert_eq!(heard(&mut hearing, &FREE, 10, 1300), [(610, Rhythm::Late), (1210, Rhythm::Late)]);
}

#[test]
fn progress_starts_the_ten_minutes_again_and_a_clocks_own_lines_do_not() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(acknowledged(after(10))));
    let noted = line(LineKind::Noted, None, after(300));
    let reaimed = line(LineKind::Reaimed, None, after(500));
    hearing.changes(&Changes { lines: vec![noted, reaimed], ..nothing() });
    // A row told again without that note does not take it back.
    hearing.ticket(ticket(1), Some(acknowledged(after(10))));
    assert_eq!(heard(&mut hearing, &FREE, 301, 1000), [(900, Rhythm::Late)]);
}

#[test]
fn during_a_call_only_the_operators_own_critical_breach_is_heard() {
    let rina = on_call_without("Budi");
    let mut hearing = Hearing::default();
    hearing.changes(&fired(Level::Urgent));
    hearing.ticket(ticket(1), Some(Overdue { owner: Some("Budi".to_owned()), ..late_since(START) }));
    hearing.ticket(ticket(2), Some(Overdue { critical: false, ..late_since(START) }));
    assert_eq!(heard(&mut hearing, &rina, 0, 60), []);
    hearing.ticket(ticket(3), Some(late_since(after(60))));
    assert_eq!(heard(&mut hearing, &rina, 60, 100), [(60, Rhythm::Late), (90, Rhythm::Late)]);
}

#[test]
fn what_a_call_held_back_is_heard_when_it_ends() {
    let rina = on_call_without("Budi");
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(Overdue { owner: Some("Budi".to_owned()), ..late_since(START) }));
    assert_eq!(heard(&mut hearing, &rina, 0, 45), []);
    assert_eq!(heard(&mut hearing, &FREE, 45, 60), [(45, Rhythm::Late)]);
}

#[test]
fn what_belongs_to_nobody_or_to_somebody_gone_home_is_heard_at_this_desk() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(hearing.play(START, &on_call_without("Budi")), Some(Rhythm::Late));
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(Overdue { owner: None, ..late_since(START) }));
    assert_eq!(hearing.play(START, &on_call_without("Rina")), Some(Rhythm::Late));
}

#[test]
fn muted_is_silent_for_two_minutes_and_no_longer() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 10).len(), 1);
    hearing.mute(after(10));
    hearing.ticket(ticket(2), Some(late_since(after(20))));
    hearing.changes(&fired(Level::Urgent));
    assert_eq!(heard(&mut hearing, &FREE, 10, 130), []);
    assert_eq!(heard(&mut hearing, &FREE, 130, 140), [(130, Rhythm::Supervisor)]);
}

// point 21
#[test]
fn fifty_at_once_are_three_sounds_at_most_in_any_minute() {
    let mut hearing = Hearing::default();
    let mut sounds = Vec::new();
    for second in 0..300 {
        // Fifty come over the first 50 s, each urgent and then late, in batches as the room tells them.
        if second < 50 {
            hearing.changes(&fired(Level::Urgent));
            hearing.ticket(ticket(second as u128 + 1), Some(late_since(after(second))));
        }
        sounds.extend(hearing.play(after(second), &FREE).map(|rhythm| (second, rhythm)));
    }
    assert!(sounds.len() >= 5, "{sounds:?}");
    for (from, _) in &sounds {
        let minute = sounds.iter().filter(|(second, _)| (*from..from + 60).contains(second)).count();
        assert!(minute <= 3, "{minute} in the minute from {from}: {sounds:?}");
    }
}

#[test]
fn urgent_ones_never_take_the_last_place_from_what_is_late() {
    let mut hearing = Hearing::default();
    for second in 0..30 {
        hearing.changes(&fired(Level::Urgent));
        hearing.play(after(second), &FREE);
    }
    hearing.ticket(ticket(1), Some(late_since(after(30))));
    assert_eq!(hearing.play(after(30), &FREE), Some(Rhythm::Late));
}

#[test]
fn a_clock_set_back_or_forward_holds_nothing_up() {
    let day = 86_400;
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(hearing.play(START, &FREE), Some(Rhythm::Late));
    hearing.mute(after(1));
    assert_eq!(hearing.play(after(1), &FREE), None);
    assert_eq!(hearing.play(after(-day), &FREE), Some(Rhythm::Late));
    assert_eq!(heard(&mut hearing, &FREE, -day + 1, -day + 200).last().unwrap().1, Rhythm::Supervisor);
    assert_eq!(heard(&mut hearing, &FREE, day, day + 59).len(), 2);
}

#[test]
fn an_urgent_clock_that_is_late_by_now_is_heard_as_late_alone() {
    let mut hearing = Hearing::default();
    hearing.changes(&fired(Level::Urgent));
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 29), [(0, Rhythm::Late)]);
}

#[test]
fn a_closed_or_hidden_ticket_is_heard_no_more() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(acknowledged(START)));
    assert_eq!(hearing.play(after(600), &FREE), Some(Rhythm::Late));
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert!(hearing.changes(&Changes { gone: vec![ticket(1)], ..nothing() }));
    assert!(!hearing.waits());
    assert!(hearing.reminded.is_empty());
    assert_eq!(heard(&mut hearing, &FREE, 0, 100), []);
}

#[test]
fn a_free_desk_hears_everybodys_and_of_every_severity() {
    let rina = Desk { on_call: false, ..on_call_without("Budi") };
    let mut hearing = Hearing::default();
    let budis = Overdue { owner: Some("Budi".to_owned()), critical: false, ..late_since(START) };
    hearing.ticket(ticket(1), Some(budis));
    assert_eq!(hearing.play(START, &rina), Some(Rhythm::Late));
}

#[test]
fn a_new_one_is_heard_at_once_but_ten_seconds_after_the_last() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 1), [(0, Rhythm::Late)]);
    hearing.ticket(ticket(2), Some(late_since(after(1))));
    assert_eq!(heard(&mut hearing, &FREE, 1, 12), [(10, Rhythm::Late)]);
    // Told again it is not new; its turn comes 30 s after the last.
    hearing.ticket(ticket(2), Some(late_since(after(1))));
    assert_eq!(heard(&mut hearing, &FREE, 12, 45), [(40, Rhythm::Late)]);
}

#[test]
fn three_sounds_have_room_in_a_minute() {
    let mut hearing = Hearing::default();
    hearing.changes(&fired(Level::Urgent));
    assert_eq!(heard(&mut hearing, &FREE, 0, 15), [(0, Rhythm::Urgent)]);
    hearing.ticket(ticket(1), Some(late_since(after(15))));
    assert_eq!(heard(&mut hearing, &FREE, 15, 60), [(15, Rhythm::Late), (45, Rhythm::Late)]);
}

#[test]
fn an_urgent_one_in_between_delays_no_turn() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 15).len(), 1);
    hearing.changes(&fired(Level::Urgent));
    assert_eq!(heard(&mut hearing, &FREE, 15, 31), [(15, Rhythm::Urgent), (30, Rhythm::Late)]);
}

#[test]
fn what_was_acknowledged_and_asks_again_is_new() {
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &FREE, 0, 5).len(), 1);
    hearing.ticket(ticket(1), Some(acknowledged(after(5))));
    let mut again = late_since(after(15));
    again.breaches[0].level = Level::Supervisor;
    hearing.ticket(ticket(1), Some(again));
    assert_eq!(heard(&mut hearing, &FREE, 15, 20), [(15, Rhythm::Supervisor)]);
}

#[test]
fn what_was_held_back_stays_new_while_the_operators_own_is_heard() {
    let rina = on_call_without("Budi");
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(Overdue { owner: Some("Budi".to_owned()), ..late_since(START) }));
    hearing.ticket(ticket(2), Some(late_since(START)));
    assert_eq!(heard(&mut hearing, &rina, 0, 15), [(0, Rhythm::Late)]);
    assert_eq!(heard(&mut hearing, &FREE, 15, 20), [(15, Rhythm::Late)]);
}

#[test]
fn the_ten_minutes_without_progress_outlive_a_clock_set_back() {
    let day = 86_400;
    let mut hearing = Hearing::default();
    hearing.ticket(ticket(1), Some(acknowledged(after(10))));
    assert_eq!(heard(&mut hearing, &FREE, 10, 700), [(610, Rhythm::Late)]);
    assert_eq!(heard(&mut hearing, &FREE, -day, -day + 700), [(-day + 600, Rhythm::Late)]);
}

#[test]
fn a_row_that_is_told_begins_and_ends_it() {
    let asks = serde_json::json!({ "asks": true, "level": "late", "fired_at": START });
    let taken = serde_json::json!({ "level": "late", "fired_at": START, "acknowledged_at": START });
    let mut hearing = Hearing::default();
    let told = |clock| Changes { rows: vec![row(clock, false)], ..nothing() };
    assert!(!hearing.changes(&told(asks)));
    assert_eq!(hearing.play(START, &FREE), Some(Rhythm::Late));
    assert!(hearing.changes(&told(taken)));
    assert_eq!(heard(&mut hearing, &FREE, 1, 100), []);
}

#[test]
fn an_urgent_level_of_a_clock_that_has_stopped_or_is_late_is_not_heard() {
    let mut line = line(LineKind::Fired, Some(Level::Urgent), START);
    if let Some(About::Clock { clock, .. }) = &mut line.about {
        *clock = 3;
    }
    let heard_with = |clock| {
        let mut hearing = Hearing::default();
        hearing.changes(&Changes { rows: vec![row(clock, false)], lines: vec![line.clone()], ..nothing() });
        hearing.play(START, &FREE)
    };
    assert_eq!(heard_with(serde_json::json!({ "level": "urgent" })), Some(Rhythm::Urgent));
    assert_eq!(heard_with(serde_json::json!({ "level": "urgent", "outcome": "met" })), None);
    assert_eq!(heard_with(serde_json::json!({ "level": "late", "acknowledged_at": START })), None);
}
