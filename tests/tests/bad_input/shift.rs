//! A shift to replay that is not one.

use crate::line::{LANGUAGES, assert_said, command, fails};
use std::ffi::OsStr;
use std::path::PathBuf;
use tempfile::TempDir;

const HEAD: &str = "id,minute_offset,caller_phone,narrative,kecamatan,desa,landmark,category_code,call_kind,lead,\
                    supports,severity,duplicate_of,what_it_tests\n";
const GOOD: &str = "1,2,0812-0000-0001,api,Krian,Krian,,KBR-BGN,emergency,DAMKAR,,kritis,,\n";

fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shift.csv");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn replay(bytes: &[u8]) -> [String; 2] {
    let (_folder, path) = file(bytes);
    fails(&[OsStr::new("replay"), path.as_os_str()])
}

#[test]
fn wrong_columns_are_named() {
    let said = replay(b"a,b\n1,2\n");
    assert_said(&said, "Baris 1: kolom minute_offset tidak ada", "Line 1: column minute_offset is missing");
    assert_said(&replay(b""), "kolom id tidak ada", "column id is missing");
    let missing = HEAD.replace(",landmark", "") + "1,2,,api,Krian,Krian,KBR-BGN,emergency,,,kritis,,\n";
    let said = replay(missing.as_bytes());
    assert_eq!(said[1], "Line 1: column landmark is missing or doubled.");
}

#[test]
fn a_broken_line_is_named_by_its_number_and_nothing_is_replayed() {
    let text = format!(
        "{HEAD}{GOOD}2,x,,,,,,,silent,,,,,\n3,4\n4,5,,a,Krian,,,XXX,complaint,,,,,\n5,6,,a,,,,KBR-BGN,emergency,,,,,\n\
         6,7,,a,Krian,,,KBR-BGN,emergency,,,gawat,,\n1,8,,,,,,,silent,,,,,\n8,9,,,,,,,silent,,,,77,\n\
         9,999999999999999999,,,,,,,silent,,,,,\n"
    );
    let said = replay(text.as_bytes());
    assert_said(&said, "Baris 3, kolom minute_offset", "Line 3, column minute_offset");
    assert_said(
        &said,
        "Baris 4: jumlah kolomnya tidak cocok (2/14)",
        "Line 4: the number of columns does not fit",
    );
    assert_said(&said, "Baris 5: kategori XXX tidak dikenal", "Line 5: category XXX is not known");
    assert_said(&said, "Baris 6: tempatnya belum diisi", "Line 6: it does not say where");
    assert_said(&said, "Baris 7, kolom severity: “gawat”", "Line 7, column severity: “gawat”");
    assert_said(&said, "Baris 8, kolom id", "Line 8, column id");
    assert_said(&said, "Baris 9, kolom duplicate_of", "Line 9, column duplicate_of");
    assert_said(&said, "Baris 10, kolom minute_offset", "Line 10, column minute_offset");
    assert_eq!(said[1].lines().count(), 8, "{}", said[1]);
}

#[test]
fn a_quote_that_does_not_close_is_said() {
    let said = replay(format!("{HEAD}{GOOD}2,3,\"0812,api\n").as_bytes());
    assert_said(&said, "Baris 3", "Line 3");
}

#[test]
fn what_is_no_text_or_no_file_is_said() {
    assert_said(&replay(b"\xff\xfei\0d\0"), "tidak terbaca", "cannot be read");
    let (folder, path) = file(b"");
    let none = folder.path().join("none.csv");
    assert_said(&fails(&[OsStr::new("replay"), none.as_os_str()]), "tidak terbaca", "cannot be read");
    let said = fails(&[OsStr::new("replay"), folder.path().as_os_str()]);
    assert_said(&said, "tidak terbaca", "cannot be read");
    drop(path);
}

#[test]
fn a_folder_that_holds_a_room_is_not_replayed_into() {
    let (folder, path) = file(format!("{HEAD}{GOOD}").as_bytes());
    let data = folder.path().join("data");
    let arguments = [OsStr::new("replay"), path.as_os_str(), OsStr::new("--data"), data.as_os_str()];
    let first = command(LANGUAGES[0], &arguments).output().unwrap();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(String::from_utf8(first.stdout).unwrap().contains("\"agrees\":"));
    assert_said(&fails(&arguments), "sudah berisi ruang", "already holds a room");
}

#[test]
fn odd_but_whole_lines_are_replayed() {
    let text = format!(
        "\u{FEFF}{HEAD}1,2,tidak tahu,\"api \u{202E}besar, \"\"kata\"\" orang\",Mars,Olympus,,KBR-BGN,emergency,,,kritis,,\n\
         2,1,,\"{}\",,,di mana saja,MED-GWT,medical,,,,,\n3,1,+62 812 0000 0001,,,,,,silent,,,,,\n",
        "a".repeat(10_000)
    );
    let (_folder, path) = file(text.as_bytes());
    let done = command(LANGUAGES[0], &[OsStr::new("replay"), path.as_os_str()]).output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["calls"].as_array().unwrap().len(), 3);
    assert_eq!(report["calls"][0]["outcome"], "ticket");
    assert_eq!(report["calls"][2]["outcome"], "silent");
}
