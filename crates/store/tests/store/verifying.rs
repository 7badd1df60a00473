use crate::ground::{FIRE, Ground, operator};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Command;
use kentongan_rules::time::{Seq, Span};
use kentongan_store::{FaultCode, Head};

fn lived_in() -> Ground {
    let mut ground = Ground::new();
    let ticket = ground.open("KBR-BGN", &FIRE);
    ground.ok(operator(1), Command::Note { ticket, text: "datang".into(), internal: false });
    ground.pass(Span::minutes(3));
    ground.ok(Actor::clock(), Command::Sweep { ticket, suspect: false });
    let (_, prank) = ground.prank();
    ground.ok(operator(1), prank);
    assert_eq!(ground.verify().faults, []);
    ground
}

/// Damages the file past its own guards.
fn damage(ground: &Ground, sql: &str) {
    let raw = ground.raw();
    raw.execute_batch("DROP TRIGGER journal_update; DROP TRIGGER journal_delete; DROP TRIGGER journal_next;")
        .unwrap();
    raw.execute_batch(sql).unwrap();
}

fn codes(ground: &mut Ground, head: Option<&Head>) -> Vec<(Seq, FaultCode)> {
    let report = ground.reader.verify(head).unwrap();
    report.faults.into_iter().map(|fault| (fault.seq, fault.code)).collect()
}

#[test]
fn every_changed_column_is_named_by_its_row() {
    for set in [
        "stream = 'policy'",
        "version = 9",
        "at = at - 1",
        "recorded_at = recorded_at + 1",
        "actor = replace(actor, 'Operator 1', 'Operator 2')",
        "command = x'00112233445566778899aabbccddeeff'",
        "nth = 7",
        "kind = 'claimed'",
        "data = replace(data, 'KBR-BGN', 'KBR-LHN')",
    ] {
        let mut ground = lived_in();
        damage(&ground, &format!("UPDATE journal SET {set} WHERE seq = 3"));
        let codes = codes(&mut ground, None);
        assert!(codes.contains(&(Seq(3), FaultCode::Changed)), "{set}: {codes:?}");
        let changed: Vec<_> = codes.iter().filter(|(_, code)| *code == FaultCode::Changed).collect();
        assert_eq!(changed.len(), 1, "{set}: {codes:?}");
    }
    // The hash itself: this row is not what it says, and the next does not follow from it.
    let mut ground = lived_in();
    damage(&ground, "UPDATE journal SET hash = zeroblob(32) WHERE seq = 3");
    assert_eq!(codes(&mut ground, None), [(Seq(3), FaultCode::Changed), (Seq(4), FaultCode::Changed)]);
}

#[test]
fn text_that_is_no_text_any_more_is_a_fault_and_not_the_end() {
    let mut ground = lived_in();
    damage(&ground, "UPDATE journal SET data = CAST(x'ff00fe' AS TEXT) WHERE seq = 3");
    let codes = codes(&mut ground, None);
    assert!(codes.contains(&(Seq(3), FaultCode::Changed)), "{codes:?}");
    assert!(codes.contains(&(Seq(3), FaultCode::Unreadable)), "{codes:?}");
}

#[test]
fn a_row_taken_out_is_a_gap() {
    let mut ground = lived_in();
    damage(&ground, "DELETE FROM journal WHERE seq = 4");
    let codes = codes(&mut ground, None);
    assert!(codes.contains(&(Seq(5), FaultCode::Gap)), "{codes:?}");
}

#[test]
fn a_cut_tail_shows_against_the_head_that_was_written_down() {
    let mut ground = lived_in();
    let head = ground.reader.head().unwrap();
    assert_eq!(codes(&mut ground, Some(&head)), []);
    let older = Head { seq: Seq(2), ..head.clone() };
    assert_eq!(codes(&mut ground, Some(&older)), [(Seq(2), FaultCode::Head)]);
    // Cut as carefully as can be: the call goes with its rows, and nothing folded is left of it.
    damage(
        &ground,
        "DELETE FROM sealed WHERE tag = (SELECT tag FROM call WHERE outcome = 'prank');
         DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal);
         DELETE FROM call WHERE outcome = 'prank';",
    );
    assert_eq!(codes(&mut ground, None), []);
    assert_eq!(codes(&mut ground, Some(&head)), [(head.seq, FaultCode::Head)]);
}

#[test]
fn a_text_stolen_or_changed_is_named_by_the_row_that_names_it() {
    let mut ground = lived_in();
    damage(&ground, "DELETE FROM sealed WHERE kind = 'note'");
    assert_eq!(codes(&mut ground, None), [(Seq(4), FaultCode::TextAbsent)]);
    let mut ground = lived_in();
    damage(&ground, "UPDATE sealed SET text = 'pergi' WHERE kind = 'note'");
    assert_eq!(codes(&mut ground, None), [(Seq(4), FaultCode::TextChanged)]);
    // A caller who would be found no more.
    let mut ground = lived_in();
    damage(&ground, "UPDATE sealed SET tag = 'other' WHERE tag IS NOT NULL AND ticket IS NOT NULL");
    assert!(codes(&mut ground, None).contains(&(Seq(2), FaultCode::TextChanged)));
}

#[test]
fn a_row_that_is_not_what_its_events_fold_to_is_named() {
    for (sql, seq) in [
        ("UPDATE ticket SET next_due = NULL", 3),
        ("UPDATE ticket SET open = 0", 3),
        ("UPDATE ticket SET doc = replace(doc, 'KBR-BGN', 'KBR-LHN')", 3),
        ("UPDATE alarm SET acknowledged_by = 'Operator 2'", 3),
        ("DELETE FROM alarm", 3),
        ("DELETE FROM ticket", 3),
        ("UPDATE call SET undone = 1 WHERE outcome = 'ticket'", 2),
        ("DELETE FROM call WHERE outcome = 'ticket'", 2),
        ("UPDATE setup SET doc = replace(doc, 'Ruang Uji', 'Ruang Lain')", 1),
        ("UPDATE desk_day SET count = 0", 0),
    ] {
        let mut ground = lived_in();
        damage(&ground, sql);
        assert_eq!(codes(&mut ground, None), [(Seq(seq), FaultCode::Folded)], "{sql}");
    }
}
