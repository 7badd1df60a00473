use std::time::Instant;

use kentongan_rules::id::TicketNumber;
use kentongan_rules::reading::Reader;
use kentongan_rules::reading::lesson::{Lesson, Lessons, Told, lessons};
use kentongan_rules::region::{Cue, CueEdit, CueKind, OwnCue, Region};

use super::{REGION, first};

fn told(n: usize, narrative: &str, category: &str) -> Told {
    let number = TicketNumber(format!("SDA-261127-1-{n:02}"));
    Told { ticket: number, narrative: narrative.to_owned(), category: category.into(), personal: Vec::new() }
}
fn all(rows: &[(&str, &str)]) -> Vec<Told> {
    rows.iter().enumerate().map(|(n, (narrative, category))| told(n + 1, narrative, category)).collect()
}
fn phrases(found: &Lessons) -> Vec<&str> {
    found.lessons.iter().map(|lesson| lesson.cue.phrase.as_str()).collect()
}
fn taken(region: &Region, lesson: &Lesson) -> Region {
    let after = Some(OwnCue::Weighs { weight: lesson.to, learnt: Some(lesson.evidence.clone()) });
    let edit = CueEdit { cue: lesson.cue.clone(), product: lesson.from, before: None, after };
    assert_eq!(edit.check(region, 1), Ok(()), "a lesson can be taken");
    region.with_cue(&edit)
}

const DAMAGE: &str = "BNC-RBH";
const NOISE: &str = "KAM-TRT";

/// `grobyak` is no word of the list.
fn fallen() -> Vec<Told> {
    all(&[
        ("wonten suoro grobyak teng wingking griyo pak Darmono, tiyange kaget sedoyo", DAMAGE),
        ("griyane pun grobyak wau dalu, mboten enten korban", DAMAGE),
        ("tembok pun grobyak, nyuwun dipriksani pak Darmono", DAMAGE),
    ])
}

#[test]
fn a_word_that_did_not_speak_is_offered_for_what_people_chose() {
    let found = lessons(&REGION, &fallen());
    assert!(found.right < found.of, "the stage is not set: {found:?}");
    let lesson = found.lessons.iter().find(|lesson| lesson.cue.phrase == "grobyak").unwrap();
    assert_eq!((lesson.cue.kind, lesson.cue.speaks_for.as_str()), (CueKind::Category, DAMAGE));
    assert_eq!(lesson.from, None);
    assert!(lesson.evidence.count >= 2 && lesson.evidence.tickets.len() as u32 == lesson.evidence.count);
    let effect = lesson.evidence.effect;
    assert_eq!((effect.of, effect.before), (found.of, found.right));
    // What was promised is what comes.
    let after = taken(&REGION, lesson);
    assert_eq!(lessons(&after, &fallen()).right, effect.after);
    assert!(effect.after > effect.before);
    let reader = Reader::new(&after);
    let read = reader.read("griyo grobyak").categories;
    assert_eq!(read.first().map(|best| best.code.to_string()), Some(DAMAGE.to_owned()));
}

#[test]
fn names_numbers_and_places_are_never_learnt_nor_what_occurs_once() {
    let mut rows = fallen();
    for (at, row) in rows.iter_mut().enumerate() {
        row.narrative.push_str(
            ", telp 081200001234 dkt warung Sumbreng ds kemantren, an Wagiyo, wonge jenenge tukijan",
        );
        row.narrative.push_str(if at == 0 { " kepyur" } else { "" });
        row.personal = vec!["Tukijan".to_owned()];
    }
    let found = lessons(&REGION, &rows);
    assert!(!found.lessons.is_empty());
    for phrase in phrases(&found) {
        for left_out in ["darmono", "0812", "sumbreng", "kemantren", "wagiyo", "tukijan", "kepyur"] {
            assert!(!phrase.contains(left_out), "{phrase}");
        }
    }
    let crossing = serde_json::to_string(&found).unwrap().to_lowercase();
    assert!(!crossing.contains("darmono") && !crossing.contains("tukijan") && !crossing.contains("1234"));
}

#[test]
fn a_row_that_misleads_is_offered_lighter() {
    // A list by which a loud `sound` is a fight.
    let own = |phrase: &str, speaks_for: &str, weight: i32| Cue {
        kind: CueKind::Category,
        phrase: phrase.to_owned(),
        speaks_for: speaks_for.to_owned(),
        weight,
    };
    let cues = vec![own("sound horeg", "KAM-KRM", 8), own("sound", NOISE, 5), own("banjir", "BNC-BJR", 8)];
    let region = Region { cues, ..REGION.clone() };
    let rows = all(&[
        ("sound horeg sampai subuh", NOISE),
        ("ada sound horeg di lapangan", NOISE),
        ("banjir setinggi lutut", "BNC-BJR"),
    ]);
    let found = lessons(&region, &rows);
    assert_eq!((found.of, found.right), (3, 1));
    let lesson = found.lessons.iter().find(|lesson| lesson.from.is_some()).unwrap();
    assert_eq!((lesson.cue.phrase.as_str(), lesson.from), ("sound horeg", Some(8)));
    assert!(lesson.to >= 1 && lesson.to < 8);
    assert_eq!((lesson.chosen[0].as_str(), lesson.instead_of[0].as_str()), (NOISE, "KAM-KRM"));
    assert_eq!(lesson.evidence.effect.after, 3);
    assert_eq!(lessons(&taken(&region, lesson), &rows).right, 3);
}

#[test]
fn a_word_that_has_its_meaning_is_not_turned_round() {
    let rows = all(&[
        ("pohon tumbang kecil minta dibersihkan", "INF-PHN"),
        ("ranting pohon tumbang minta dirapikan", "INF-PHN"),
        ("pohon tumbang sisanya belum diangkut", "INF-PHN"),
    ]);
    let found = lessons(&REGION, &rows);
    assert_eq!(found.right, 0, "the stage is not set");
    let turned = |phrase: &&str| phrase.split(' ').all(|word| ["pohon", "tumbang"].contains(&word));
    assert_eq!(phrases(&found).into_iter().find(turned), None);
}

#[test]
fn what_the_room_turned_down_or_weighed_itself_is_not_offered_again() {
    let found = lessons(&REGION, &fallen());
    let lesson = &found.lessons[0];
    let edit = CueEdit {
        cue: lesson.cue.clone(),
        product: lesson.from,
        before: None,
        after: Some(OwnCue::Declined { weight: lesson.to }),
    };
    let later = lessons(&REGION.with_cue(&edit), &fallen());
    assert_eq!(later.right, found.right, "turning it down changes no reading");
    assert!(later.lessons.iter().all(|one| one.cue != lesson.cue));
}

#[test]
fn what_was_proposed_rightly_teaches_nothing_and_so_does_nothing() {
    assert_eq!(lessons(&REGION, &[]), Lessons::default());
    let rows = all(&[("rumah kebakaran api besar", "KBR-BGN"), ("kebakaran rumah di gang", "KBR-BGN")]);
    assert_eq!(first(&rows[0].narrative), "KBR-BGN");
    let found = lessons(&REGION, &rows);
    assert_eq!((found.of, found.right, found.lessons.len()), (2, 2, 0));
}

/// The narratives the words were tuned on, as if all had been tickets.
fn many() -> Vec<Told> {
    let text = include_str!("../../../../tests/narratives/tuning.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows = rows.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned()));
    rows.enumerate().map(|(n, (narrative, category))| told(n, &narrative, &category)).collect()
}

#[test]
fn two_hundred_narratives_are_learnt_from_always_alike() {
    let of = if cfg!(debug_assertions) { 40 } else { 197 };
    let mut rows: Vec<Told> = many().into_iter().take(of).collect();
    rows.extend(fallen());
    let begun = Instant::now();
    let found = lessons(&REGION, &rows);
    println!("lessons of {} narratives: {:?} (goal 250 ms in a release build)", rows.len(), begun.elapsed());
    for lesson in &found.lessons {
        let right = lessons(&taken(&REGION, lesson), &rows).right;
        assert_eq!(right, lesson.evidence.effect.after, "what is measured is what comes");
    }
    assert!(!found.lessons.is_empty() && found.lessons.len() <= 12);
    assert!(found.lessons.is_sorted_by_key(|lesson| std::cmp::Reverse(lesson.evidence.effect.after)));
    assert_eq!(lessons(&REGION, &rows), found);
}
