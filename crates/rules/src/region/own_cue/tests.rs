use super::*;
use crate::refusal::Refusal;

fn key(kind: CueKind, phrase: &str, speaks_for: &str) -> CueKey {
    CueKey { kind, phrase: phrase.to_owned(), speaks_for: speaks_for.to_owned() }
}
fn fire(phrase: &str) -> CueKey {
    key(CueKind::Category, phrase, "KBR-BGN")
}
fn weighs(weight: i32) -> Option<OwnCue> {
    Some(OwnCue::Weighs { weight, learnt: None })
}
fn add(cue: CueKey, weight: i32) -> CueEdit {
    CueEdit { cue, product: None, before: None, after: weighs(weight) }
}
fn region() -> Region {
    Region::sidoarjo().unwrap()
}
/// A row of the product's list.
fn listed() -> (CueKey, i32) {
    let cue = region().listed_cues().iter().find(|cue| cue.kind == CueKind::Category).unwrap().clone();
    (CueKey::of(&cue), cue.weight)
}
fn weight_in(region: &Region, cue: &CueKey) -> Option<i32> {
    let cues = region.cues_in_force();
    let mut found = cues.iter().filter(|one| CueKey::of(one) == *cue).map(|one| one.weight);
    let weight = found.next();
    assert_eq!(found.next(), None, "a changed row stands once");
    weight
}

#[test]
fn a_room_weighs_switches_off_adds_and_takes_back() {
    let mut region = region();
    let (cue, product) = listed();
    let edit = |before, after| CueEdit { cue: cue.clone(), product: Some(product), before, after };
    let steps = [(weighs(product + 1), Some(product + 1)), (Some(OwnCue::Off), None), (None, Some(product))];
    let mut before = None;
    for (after, read) in steps {
        let change = edit(before.clone(), after.clone());
        assert_eq!(change.check(&region, 1), Ok(()));
        region.take_cue(&change);
        assert_eq!(weight_in(&region, &cue), read);
        before = after;
    }
    assert!(region.cue_changes.is_empty());
    let own = add(fire("mbledos gedhe"), 7);
    assert_eq!(own.check(&region, 1), Ok(()));
    region.take_cue(&own);
    assert_eq!(weight_in(&region, &own.cue), Some(7));
    assert_eq!(region.cue_rows().first().map(|row| &row.0), Some(&own.cue));
    let back = CueEdit { before: own.after.clone(), after: None, ..own.clone() };
    assert_eq!(back.check(&region, 1), Ok(()));
    region.take_cue(&back);
    assert_eq!(weight_in(&region, &own.cue), None);
}

#[test]
fn only_differences_are_kept_so_that_a_newer_list_shows_through() {
    let (cue, product) = listed();
    let mut old = region();
    old.take_cue(&CueEdit { cue: cue.clone(), product: Some(product), before: None, after: weighs(1) });
    let newer = Cue { phrase: "kata dari daftar kemudian".to_owned(), ..cue.clone().with(4) };
    let mut lists: Vec<Cue> = old.listed_cues().to_vec();
    lists.push(newer.clone());
    let newer_room = Region { cues: lists, ..old };
    assert_eq!(weight_in(&newer_room, &CueKey::of(&newer)), Some(4));
    assert_eq!(weight_in(&newer_room, &cue), Some(1));
}

#[test]
fn what_cannot_be_read_by_is_refused_by_what_is_wrong_with_it() {
    let region = region();
    let malformed = |what: &str| Refusal::Malformed { what: what.to_owned() };
    let unknown = Refusal::UnknownCategory { category: "KBR-XXX".to_owned() };
    for (edit, refusal) in [
        (add(fire("  "), 3), Refusal::Missing { what: "phrase".to_owned() }),
        (add(fire(&"a".repeat(201)), 3), Refusal::TooLong { what: "phrase".to_owned(), longest: 200 }),
        (add(fire("api |"), 3), malformed("phrase")),
        (add(fire("api ~ "), 3), malformed("phrase")),
        (add(fire("Api besar"), 3), malformed("phrase")),
        (add(fire("api, besar"), 3), malformed("phrase")),
        (add(fire("api_"), 3), malformed("phrase")),
        (add(fire("mbledos gedhe"), 21), malformed("weight")),
        (add(fire("mbledos gedhe"), 0), malformed("weight")),
        (add(key(CueKind::Elsewhere, "seko lor kono", ""), 3), malformed("weight")),
        (add(key(CueKind::Category, "mbledos gedhe", "KBR-XXX"), 3), unknown),
        (add(key(CueKind::Severity, "mbledos gedhe", "parah"), 3), malformed("speaks_for")),
        (add(key(CueKind::Not, "ora tau", "api"), 0), malformed("speaks_for")),
        (CueEdit { after: Some(OwnCue::Off), ..add(fire("mbledos gedhe"), 1) }, malformed("cue")),
        (CueEdit { after: None, ..add(fire("mbledos gedhe"), 1) }, Refusal::NothingChanged),
    ] {
        assert_eq!(edit.check(&region, 1), Err(refusal), "{edit:?}");
    }
    for phrase in
        ["kompor|tabung mbledos", "tangga ~ mbledos", "=sar geger", "putus_asa temen", "#mobil mbledos"]
    {
        assert_eq!(add(fire(phrase), -3).check(&region, 1), Ok(()), "{phrase}");
    }
}

#[test]
fn a_row_is_there_once_and_an_old_sight_is_stale() {
    let mut region = region();
    let (cue, product) = listed();
    assert_eq!(add(cue.clone(), 3).check(&region, 1), Err(Refusal::AlreadyExists));
    region.take_cue(&add(fire("mbledos gedhe"), 7));
    assert_eq!(add(fire("mbledos gedhe"), 3).check(&region, 1), Err(Refusal::AlreadyExists));
    assert_eq!(
        add(fire("mbleddos gedhe"), 3).check(&region, 1),
        Err(Refusal::AlreadyExists),
        "other spelling"
    );
    let stale = Err(Refusal::Stale { now: 4 });
    let off = CueEdit { cue, product: Some(product + 1), before: None, after: Some(OwnCue::Off) };
    assert_eq!(off.check(&region, 4), stale, "the list has another weight by now");
    let off = CueEdit { product: Some(product), before: weighs(2), ..off };
    assert_eq!(off.check(&region, 4), stale);
}

#[test]
fn a_lesson_turned_down_changes_no_reading_and_hinders_nobody() {
    let mut region = region();
    let declined = CueEdit { after: Some(OwnCue::Declined { weight: 5 }), ..add(fire("mbledos gedhe"), 5) };
    assert_eq!(declined.check(&region, 1), Ok(()));
    region.take_cue(&declined);
    assert_eq!(weight_in(&region, &declined.cue), None);
    // Who thinks of it later adds it all the same.
    let by_hand = add(fire("mbledos gedhe"), 6);
    assert_eq!(by_hand.check(&region, 1), Ok(()));
    region.take_cue(&by_hand);
    assert_eq!(weight_in(&region, &by_hand.cue), Some(6));
    // What the room decided itself is not turned down by a lesson.
    let late = CueEdit { before: by_hand.after, ..declined };
    assert_eq!(late.check(&region, 1), Err(Refusal::Malformed { what: "cue".to_owned() }));
}
