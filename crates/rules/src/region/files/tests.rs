use proptest::prelude::*;

use super::*;
use crate::region::{Hours, OnCall, PlanHours};

/// The smallest region there is: every file has the lines a test changes.
const QUESTIONS: &str = "\
category,question,answer,effect,advice
KBR,,,,Keluar dari rumah.
KBR,Ada orang di dalam?,Ya,severity:kritis;agency:DAMKAR,Jangan masuk lagi.
KBR,Ada orang di dalam?,Tidak,,
";

fn small() -> RegionFiles {
    RegionFiles {
        agencies: "code,name,short_name,wall_name,kind\nDAMKAR,Pemadam,Damkar,DMKR,unit\nKEC-A,Kecamatan A,Kec. A,KA,regency\n".into(),
        categories: "code,name_id,name_en,wall_name,group,emergency,severity_default,channel\nKBR,Kebakaran,Fire,Kebakaran,KBR,ya,kritis,112\n".into(),
        districts: "code,name,wall_name,lat,lon,agency,neighbours\n01,A,A,-7.4,112.7,KEC-A,02\n02,B,B,-7.5,112.6,,01\n".into(),
        villages: "code,name,kind,district,lat,lon\n01.1,Anu,desa,01,-7.4,112.7\n".into(),
        plans: "id,category,severity,district,lead,supports\nR-01,KBR,,,DAMKAR,KEC:bila luas\n".into(),
        cues: "kind,phrase,speaks_for,weight\ncategory,api besar,KBR;TDK-PRK,5\nseverity,luka,tinggi,1\nnot,tidak,,0\n".into(),
        questions: QUESTIONS.into(),
    }
}

fn faults(files: &RegionFiles) -> Vec<(RegionFile, u32, String, RowFaultCode, String)> {
    let faults = parse(files).expect_err("faults");
    faults.into_iter().map(|fault| (fault.file, fault.line, fault.column, fault.code, fault.value)).collect()
}

/// The only fault of the small region after `from` became `to` in one file.
fn only(change: impl FnOnce(&mut RegionFiles)) -> (RegionFile, u32, String, RowFaultCode, String) {
    let mut files = small();
    change(&mut files);
    let mut found = faults(&files);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn put(text: &mut String, from: &str, to: &str) {
    assert!(text.contains(from), "{from} is not in {text}");
    *text = text.replacen(from, to, 1);
}

#[test]
fn the_small_region_is_sound() {
    let region = parse(&small()).unwrap();
    assert_eq!(region.plans[0].supports[0], Support { agency: "KEC".into(), why: "bila luas".into() });
    assert_eq!(region.districts[0].neighbours, [DistrictCode::from("02")]);
    assert!(region.categories[0].emergency && region.categories[0].active);
}

#[test]
fn cues_are_one_for_each_thing_they_speak_for_and_may_be_left_out() {
    let region = parse(&small()).unwrap();
    let spoken: Vec<_> = region.cues.iter().map(|cue| cue.speaks_for.as_str()).collect();
    assert_eq!(spoken, ["KBR", "TDK-PRK", "tinggi", ""]);
    for none in ["", "\u{feff}\r\n"] {
        let files = RegionFiles { cues: none.into(), ..small() };
        assert!(parse(&files).unwrap().cues.is_empty());
    }
    let before = r#"{"agencies":"","categories":"","districts":"","villages":"","plans":""}"#;
    assert_eq!(serde_json::from_str::<RegionFiles>(before).unwrap(), RegionFiles::default());
    let bare = serde_json::to_string(&Region { cues: Vec::new(), ..region }).unwrap();
    assert!(!bare.contains("cues"), "rooms founded before had no list");
}

#[test]
fn questions_keep_their_order_and_may_be_left_out() {
    let region = parse(&small()).unwrap();
    let [protocol] = &region.questions[..] else { panic!("one category") };
    assert_eq!(protocol.advice, "Keluar dari rumah.");
    let [question] = &protocol.questions[..] else { panic!("one question") };
    let said: Vec<_> = question.answers.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(said, ["Ya", "Tidak"]);
    let effect = &question.answers[0].effect;
    assert_eq!(effect.severity, Some(crate::region::Grade::Set(Severity::Critical)));
    assert_eq!(effect.agencies, ["DAMKAR".into()]);
    assert!(question.answers[1].effect.is_none());
    let files = RegionFiles { questions: String::new(), ..small() };
    let bare = parse(&files).unwrap();
    assert!(bare.questions.is_empty());
    assert!(!serde_json::to_string(&bare).unwrap().contains("questions"), "rooms founded before had no list");
}

#[test]
fn questions_that_nobody_could_ask_are_named() {
    use RowFaultCode::*;
    let long = "a".repeat(201);
    let more = |n: usize| format!("KBR,Yang ke-{n}?,Ya,,\nKBR,Yang ke-{n}?,Tidak,,\n");
    let cases: [(String, u32, &str, RowFaultCode, &str); 12] = [
        ("BNC,Apa?,Ya,,\n".into(), 5, "category", UnknownReference, "BNC"),
        (format!("KBR,Apa?,Ya,,{long}\n"), 5, "advice", TooLong, &long[..80]),
        (format!("KBR,{},Ya,,\n", &long[..61]), 5, "question", TooLong, &long[..61]),
        (format!("KBR,Apa?,{},,\n", &long[..25]), 5, "answer", TooLong, &long[..25]),
        ("KBR,,,,Lain.\n".into(), 5, "category", DuplicateCode, "KBR"),
        ("KBR,Ada orang di dalam?,Ya,,\n".into(), 5, "answer", DuplicateCode, "Ya"),
        ("KBR,Apa?,,,\n".into(), 5, "answer", Empty, ""),
        ("KBR,Apa?,Api,,\n".into(), 5, "answer", TooFew, "Api"),
        (
            [more(1), more(2), more(3), "KBR,Satu lagi?,Ya,,\n".into()].concat(),
            11,
            "question",
            TooMany,
            "Satu lagi?",
        ),
        ("KBR,Apa?,Api,agency:PMK,\nKBR,Apa?,Asap,,\n".into(), 5, "effect", UnknownReference, "agency:PMK"),
        ("KBR,Apa?,Api,padam:KBR,\nKBR,Apa?,Asap,,\n".into(), 5, "effect", NotAChoice, "padam:KBR"),
        ("KBR,Apa?,Api,category:KBR,\nKBR,Apa?,Asap,,\n".into(), 5, "effect", Circular, "KBR"),
    ];
    for (rows, line, column, code, value) in cases {
        let files = RegionFiles { questions: QUESTIONS.to_owned() + &rows, ..small() };
        let found = faults(&files);
        let wanted = (RegionFile::Questions, line, column.to_owned(), code, value.to_owned());
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:?}");
    }
}

#[test]
fn each_kind_of_fault_names_its_row() {
    use RegionFile::{Agencies, Categories, Cues, Districts, Plans, Villages};
    use RowFaultCode::*;
    type Change = fn(&mut RegionFiles);
    let cases: &[(Change, RegionFile, u32, &str, RowFaultCode, &str)] = &[
        (|f| put(&mut f.agencies, "DMKR", "DAMKR"), Agencies, 2, "wall_name", WallNameTooLong, "DAMKR"),
        (|f| put(&mut f.agencies, "Pemadam", " "), Agencies, 2, "name", Empty, ""),
        (|f| put(&mut f.agencies, ",unit", ",dinas"), Agencies, 2, "kind", NotAChoice, "dinas"),
        (|f| f.agencies.push_str("KEC,K,K,K,unit\n"), Agencies, 4, "code", BadCode, "KEC"),
        (|f| f.agencies.push_str("A B,K,K,K,unit\n"), Agencies, 4, "code", BadCode, "A B"),
        (|f| f.agencies.push_str("DAMKAR,K,K,K,unit\n"), Agencies, 4, "code", DuplicateCode, "DAMKAR"),
        (|f| f.agencies.push_str("X,K\n"), Agencies, 4, "", BrokenLine, "X,K"),
        (|f| f.agencies.push_str("X,\"K,K,K,unit\n"), Agencies, 4, "", BrokenLine, "X,\"K,K,K,unit"),
        (|f| put(&mut f.agencies, "kind", "jenis"), Agencies, 1, "jenis", UnknownColumn, "jenis"),
        (
            |f| put(&mut f.categories, "kritis", "gawat"),
            Categories,
            2,
            "severity_default",
            NotAChoice,
            "gawat",
        ),
        (|f| put(&mut f.categories, ",ya,", ",,"), Categories, 2, "emergency", Empty, ""),
        (|f| put(&mut f.categories, ",ya,", ",entah,"), Categories, 2, "emergency", NotAChoice, "entah"),
        (|f| put(&mut f.districts, "-7.4", "tujuh"), Districts, 2, "lat", NotANumber, "tujuh"),
        (|f| put(&mut f.districts, "-7.4", "NaN"), Districts, 2, "lat", NotANumber, "NaN"),
        (|f| put(&mut f.districts, "112.7", "512.7"), Districts, 2, "lon", OutOfRange, "512.7"),
        (|f| put(&mut f.districts, "KEC-A", "KEC-Z"), Districts, 2, "agency", UnknownReference, "KEC-Z"),
        (|f| put(&mut f.districts, ",02\n", ",02;09\n"), Districts, 2, "neighbours", UnknownReference, "09"),
        (|f| put(&mut f.villages, ",01,-", ",07,-"), Villages, 2, "district", UnknownReference, "07"),
        (|f| put(&mut f.villages, "desa", "dusun"), Villages, 2, "kind", NotAChoice, "dusun"),
        (|f| put(&mut f.cues, "KBR;", "BNC;"), Cues, 2, "speaks_for", UnknownReference, "BNC"),
        (|f| put(&mut f.cues, "tinggi", "parah"), Cues, 3, "speaks_for", UnknownReference, "parah"),
        (|f| put(&mut f.cues, "tinggi", ""), Cues, 3, "speaks_for", Empty, ""),
        (|f| put(&mut f.cues, "not,", "never,"), Cues, 4, "kind", NotAChoice, "never"),
        (|f| put(&mut f.cues, "api besar", ""), Cues, 2, "phrase", Empty, ""),
        (|f| put(&mut f.cues, ",5", ",21"), Cues, 2, "weight", OutOfRange, "21"),
        (|f| put(&mut f.cues, ",5", ",lima"), Cues, 2, "weight", NotANumber, "lima"),
        (|f| put(&mut f.plans, "KBR", "BNC"), Plans, 2, "category", UnknownReference, "BNC"),
        (|f| put(&mut f.plans, "DAMKAR", "PMK"), Plans, 2, "lead", UnknownReference, "PMK"),
        (|f| put(&mut f.plans, "KEC:", "KEX:"), Plans, 2, "supports", UnknownReference, "KEX"),
        (|f| put(&mut f.plans, "KEC:", "DAMKAR:"), Plans, 2, "supports", DuplicateCode, "DAMKAR"),
        (|f| put(&mut f.plans, "KBR,,", "KBR,parah,"), Plans, 2, "severity", NotAChoice, "parah"),
        (|f| put(&mut f.plans, "KBR,,", "KBR,,05"), Plans, 2, "district", UnknownReference, "05"),
        (|f| f.plans.push_str("R-02,KBR,,,DAMKAR,\n"), Plans, 3, "id", OverlappingPlan, "R-01"),
        (
            |f| f.plans = "id,category,hours,lead\nR-01,KBR,malam,DAMKAR\n".into(),
            Plans,
            2,
            "hours",
            BadHours,
            "malam",
        ),
        (|f| f.plans = "id,category,lead\n".into(), Plans, 1, "", EmptyFile, ""),
        (|f| f.villages.clear(), Villages, 1, "", EmptyFile, ""),
    ];
    for (change, file, line, column, code, value) in cases {
        let mut files = small();
        change(&mut files);
        let wanted = (*file, *line, (*column).to_owned(), *code, (*value).to_owned());
        let found = faults(&files);
        // A missing column is named beside the unknown one that stands in its place.
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:?}");
        assert!(found.len() == 1 || *code == UnknownColumn, "{found:?}");
    }
}

#[test]
fn a_missing_column_does_not_blame_those_who_refer_to_the_file() {
    let fault = only(|files| put(&mut files.agencies, "kind", "active"));
    assert_eq!(fault, (RegionFile::Agencies, 1, "kind".into(), RowFaultCode::MissingColumn, String::new()));
}

#[test]
fn numbers_of_minutes_are_checked() {
    for (written, code) in
        [("0", RowFaultCode::OutOfRange), ("-5", RowFaultCode::NotANumber), ("2,5", RowFaultCode::NotANumber)]
    {
        let fault = only(|files| {
            files.categories = format!(
                "code;name_id;name_en;wall_name;group;emergency;severity_default;channel;ack_minutes\nKBR;K;F;K;KBR;ya;kritis;112;{written}\n"
            );
        });
        assert_eq!((fault.2.as_str(), fault.3, fault.4.as_str()), ("ack_minutes", code, written));
    }
}

#[test]
fn one_bad_cell_does_not_make_references_to_its_row_bad() {
    let fault = only(|files| put(&mut files.agencies, "unit", "dinas"));
    assert_eq!(fault.0, RegionFile::Agencies, "the plan that DAMKAR leads is not to blame");
}

#[test]
fn every_fault_of_every_row_is_named_at_once() {
    let mut files = small();
    files.agencies.push_str("X,,,LONGER,other\n\n\"\nY,Y,Y,Y,unit\nY,Y,Y,Y,unit\n");
    files.villages.push_str("01.2,Ono,desa,99,x,y\n");
    let found = faults(&files);
    let lines: Vec<(RegionFile, u32)> = found.iter().map(|fault| (fault.0, fault.1)).collect();
    use RegionFile::{Agencies, Villages};
    assert_eq!(
        lines,
        [
            (Agencies, 4),
            (Agencies, 4),
            (Agencies, 4),
            (Agencies, 4),
            (Agencies, 6),
            (Agencies, 8),
            (Villages, 3),
            (Villages, 3),
            (Villages, 3)
        ]
    );
}

#[test]
fn files_from_a_spreadsheet_read_the_same() {
    let mut files = RegionFiles::sidoarjo();
    let plain = parse(&files).unwrap();
    for text in [
        &mut files.agencies,
        &mut files.categories,
        &mut files.districts,
        &mut files.villages,
        &mut files.plans,
    ] {
        *text = resaved(text);
    }
    assert!(files.villages.starts_with("\u{feff}sep=;\r\n"));
    assert!(files.villages.contains("-7,4426;112,46998"));
    assert_eq!(parse(&files).unwrap(), plain);
}

/// A file as an Indonesian spreadsheet saves it: mark, hint, semicolons, CRLF, decimal commas, empty rows.
fn resaved(text: &str) -> String {
    let mut out = String::from("\u{feff}sep=;\r\n");
    for line in text.lines() {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let decimal = |cell: &str| cell.parse::<f64>().is_ok() && cell.matches('.').count() == 1;
        let cells: Vec<String> = record
            .iter()
            .map(|cell| if decimal(cell) { cell.replace('.', ",") } else { cell.to_owned() })
            .map(|cell| if cell.contains(';') { format!("\"{cell}\"") } else { cell })
            .collect();
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    let columns = text.lines().next().unwrap_or_default().matches(',').count();
    out.push_str(&";".repeat(columns));
    out.push_str("\r\n");
    out
}

#[test]
fn plans_for_different_severities_do_not_overlap() {
    let mut files = small();
    files
        .plans
        .push_str("R-02,KBR,kritis,,DAMKAR,\nR-03,KBR,rendah;sedang,,DAMKAR,\nR-04,KBR,kritis,01,DAMKAR,\n");
    assert_eq!(parse(&files).unwrap().plans.len(), 4);
    files.plans.push_str("R-05,KBR,sedang|tinggi,,DAMKAR,\n");
    let found = faults(&files);
    assert_eq!((found[0].1, found[0].3, found[0].4.as_str()), (6, RowFaultCode::OverlappingPlan, "R-03"));
}

#[test]
fn plans_of_other_hours_stand_side_by_side_and_of_the_same_do_not() {
    let mut files = small();
    files.plans = "id,category,hours,lead\nR-01,KBR,,DAMKAR\nR-02,KBR,jam kerja,DAMKAR\n\
        R-03,KBR,di luar jam kerja,DAMKAR\nR-04,KBR,\"7 22:00-05:00\",DAMKAR\nR-05,KBR,1-5 05:00-22:00,DAMKAR\n"
        .into();
    let region = parse(&files).unwrap();
    let night = PlanHours::Weekly { days: vec![7], from_minute: 1_320, to_minute: 300 };
    let hours: Vec<_> = region.plans.iter().map(|plan| &plan.hours).collect();
    assert_eq!(hours[..4], [&PlanHours::Any, &PlanHours::Working, &PlanHours::OffWorking, &night]);
    // Monday at half past four is still Sunday's night.
    for (again, earlier) in [("jam kerja", "R-02"), ("1 04:30-05:00", "R-04"), ("24 jam", "R-01")] {
        let plans = format!("{}R-06,KBR,{again},DAMKAR\n", files.plans);
        let found = faults(&RegionFiles { plans, ..files.clone() });
        assert_eq!(
            (found[0].1, found[0].3, found[0].4.as_str()),
            (7, RowFaultCode::OverlappingPlan, earlier)
        );
    }
}

#[test]
fn whoever_is_on_call_is_read_from_one_cell() {
    let mut files = small();
    files.agencies = "code,name,short_name,wall_name,kind,telephone,contact_hours,on_call\n\
        DAMKAR,Pemadam,Damkar,DMKR,unit,0812-0000-0101,1-5 07:00-16:00,\
        \"Petugas malam: 0812-0000-0102 @ 6,7 16:00-07:00; Kepala: 0812-0000-0103; Regu : 0812-0000-0104 @ 24 jam\"\n\
        KEC-A,Kecamatan A,Kec. A,KA,regency,,,\n"
        .into();
    let region = parse(&files).unwrap();
    let damkar = region.agency(&"DAMKAR".into()).unwrap();
    let hours = |days: &[u8], from: u16, to: u16| Hours {
        days: days.to_vec(),
        from_minute: from * 60,
        to_minute: to * 60,
    };
    assert_eq!(damkar.contact.hours, Some(hours(&[1, 2, 3, 4, 5], 7, 16)));
    let one =
        |who: &str, telephone: &str, hours| OnCall { who: who.into(), telephone: telephone.into(), hours };
    let told = [
        one("Petugas malam", "0812-0000-0102", Some(hours(&[6, 7], 16, 7))),
        one("Kepala", "0812-0000-0103", None),
        one("Regu", "0812-0000-0104", None),
    ];
    assert_eq!(damkar.on_call, told);
    assert!(region.agency(&"KEC-A".into()).unwrap().on_call.is_empty());

    let spoilt = [
        ("Kepala: 0812-0000-0103", "Kepala", "on_call", RowFaultCode::Empty),
        ("6,7 16:00-07:00", "malam", "on_call", RowFaultCode::BadHours),
        ("1-5 07:00-16:00", "pagi", "contact_hours", RowFaultCode::BadHours),
    ];
    for (from, to, column, code) in spoilt {
        let mut files = files.clone();
        put(&mut files.agencies, from, to);
        let found = faults(&files);
        assert_eq!((found[0].2.as_str(), found[0].3), (column, code), "{found:?}");
    }
}

#[test]
fn a_long_value_is_cut() {
    let fault = only(|files| put(&mut files.agencies, "DMKR", &"é".repeat(5_000)));
    assert_eq!(fault.4.chars().count(), super::super::fault::VALUE_SHOWN);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z0-9,;|:\"\\n\\r\u{feff} .-]{0,200}",
        // A good header with anything below it.
        "[^\\n]{0,80}\\n[^\\n]{0,80}"
            .prop_map(|rows| format!("code,name,short_name,wall_name,kind,duty\n{rows}")),
    ]
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(one in text(), two in text(), three in text(), four in text(), five in text()) {
        let files = RegionFiles {
            agencies: one.clone(),
            categories: two,
            districts: three,
            villages: four,
            plans: five,
            cues: one.clone(),
            questions: one,
        };
        if let Err(faults) = parse(&files) {
            prop_assert!(!faults.is_empty());
        }
    }

    #[test]
    fn a_seed_with_a_hole_in_it_is_read_or_refused(at in 0_usize..20_000, length in 1_usize..40) {
        let mut files = RegionFiles::sidoarjo();
        let end = (at + length).min(files.villages.len());
        if files.villages.is_char_boundary(at.min(end)) && files.villages.is_char_boundary(end) {
            files.villages.replace_range(at.min(end)..end, "");
        }
        if let Err(faults) = parse(&files) {
            prop_assert!(faults.iter().all(|fault| fault.file == RegionFile::Villages));
        }
    }
}
