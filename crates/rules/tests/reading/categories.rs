use kentongan_rules::call::NoCase;
use kentongan_rules::reading::Meaning;
use kentongan_rules::region::{Cue, CueKind, Region, seed_cues};

use super::{first, read};

#[test]
fn shorthand_javanese_and_slips_speak_like_plain_words() {
    for (narrative, code) in [
        ("kobongan omahe tonggo, geni wis gede", "KBR-BGN"),
        ("kbkaran gudang oven mebel", "KBR-IND"),
        ("wit trembesi ambruk nutup dalan", "BNC-PHN"),
        ("phon tumbng di jln", "BNC-PHN"),
        ("banyu munggah mlebu omah wis sak dengkul", "BNC-BJR"),
        ("ulo gede mlebu kamar mandi", "PNY-HWN"),
        ("oglangan kit isuk sak rt", "INF-PLN"),
        ("lmpu jalan mati 3 tiang", "INF-PJU"),
        ("abang ijone mati", "INF-TRF"),
        ("wong edan ngamuk nyawati omah", "SOS-ODG"),
        ("mbake arep lairan, ketuban wis pecah", "MED-BRS"),
        ("keclakaan beruntun 4 mbl di tol", "LKA-LLN"),
    ] {
        assert_eq!(first(narrative), code, "{narrative}");
    }
}

#[test]
fn what_is_denied_does_not_speak() {
    assert_ne!(first("bukan kebakaran, orang minta info"), "KBR-BGN");
    assert_eq!(first("tidak ada api, tawon bersarang di atap"), "PNY-HWN");
    assert_eq!(first("gak ono korban, truk nyundul ekor sedan"), "LKA-RNG");
    assert_eq!(first("bukan banjir cuma genangan di jalan"), "INF-DRN");
    assert_eq!(first("bukan gempa ya, sound horeg sampai malam"), "KAM-TRT");
    let reading = read("tidak ada api");
    assert!(reading.categories.is_empty(), "{:?}", reading.categories);
    // What denies may itself be what is said.
    assert_eq!(first("bapak tidak sadar di trotoar"), "MED-GWT");
    assert_eq!(first("tidak ada suara lalu putus"), "TDK-GST");
}

#[test]
fn outcomes_of_a_call_are_proposed_as_such() {
    for (narrative, code, meaning) in [
        ("anak2 ketawa cekikikan lalu ditutup", "TDK-PRK", Meaning::NoCase(NoCase::Prank)),
        ("hening 15 detik putus", "TDK-GST", Meaning::NoCase(NoCase::Silent)),
        ("salah sambung mau telpon bank", "TDK-SLH", Meaning::NoCase(NoCase::WrongNumber)),
        ("nanya nomor telpon puskesmas", "INFO-UMM", Meaning::NoCase(NoCase::Info)),
        ("apa nanti malam hujan deras", "INFO-CUA", Meaning::NoCase(NoCase::Info)),
        ("petugasnya kok belum datang, saya yang lapor tadi", "INFO-SUS", Meaning::FollowUp),
        ("pohon tumbang", "BNC-PHN", Meaning::Category),
    ] {
        let reading = read(narrative);
        let best = &reading.categories[0];
        assert_eq!((best.code.as_str(), best.meaning), (code, meaning), "{narrative}");
        assert_eq!(reading.severity.is_some(), meaning == Meaning::Category, "{narrative}");
    }
}

#[test]
fn what_a_caller_sees_is_understood_without_the_word_for_it() {
    for (narrative, code) in [
        ("bayine wis metu separo nang becak", "MED-BRS"),
        ("genteng podo mabur dijaluk terpal", "BNC-ANG"),
        ("bapak2 di atas jembatan nangis mau terjun", "MED-JWA"),
        ("sandale nang pinggir dam, bocahe gak ketok", "PNY-AIR"),
        ("siapa yang bisa ditanya soal jam layanan samsat", "INFO-UMM"),
    ] {
        assert_eq!(first(narrative), code, "{narrative}");
    }
}

#[test]
fn the_words_that_spoke_are_shown_as_typed() {
    let reading = read("tlg pak, Wit gede AMBRUK nang dalan");
    assert_eq!(reading.categories[0].code.as_str(), "BNC-PHN");
    assert!(reading.categories[0].words.concat().contains("AMBRUK"), "{:?}", reading.categories[0].words);
    assert!(reading.categories.len() <= 3);
    assert!(reading.categories.windows(2).all(|pair| pair[0].score >= pair[1].score));
}

#[test]
fn a_region_is_read_by_its_own_cues() {
    let own = |phrase: &str, speaks_for: &str| Cue {
        kind: CueKind::Category,
        phrase: phrase.to_owned(),
        speaks_for: speaks_for.to_owned(),
        weight: 9,
    };
    let region = Region { cues: vec![own("kuda lumping", "KAM-TRT")], ..Region::sidoarjo().unwrap() };
    let reader = kentongan_rules::reading::Reader::new(&region);
    assert_eq!(reader.read("ada kuda lumping").categories[0].code.as_str(), "KAM-TRT");
    assert!(reader.read("kobongan").categories.iter().all(|found| found.score <= 20), "keywords alone");
}

#[test]
fn the_products_cues_have_no_fault_and_speak_only_for_what_there_is() {
    let cues = seed_cues().unwrap();
    let region = Region::sidoarjo().unwrap();
    for cue in cues.iter().filter(|cue| cue.kind == CueKind::Category) {
        let code = cue.speaks_for.as_str();
        let known = kentongan_rules::region::OUTCOMES.contains(&code)
            || region.categories.iter().any(|category| category.code.as_str() == code);
        assert!(known, "{cue:?}");
    }
    for category in &region.categories {
        let code = category.code.as_str();
        let speaking = cues.iter().filter(|cue| cue.speaks_for == code && cue.weight > 0).count();
        assert!(speaking >= 3 || code == "TDK-LUR", "{code} has {speaking}");
    }
}
