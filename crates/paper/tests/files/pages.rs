use crate::{imprint, sheet};
use kentongan_rules::paper::{Block, Paper};
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::setup::Language;
use kentongan_rules::time::At;

/// Every kind of block, and a table over several pages with a row longer than one.
pub fn everything() -> Paper {
    let columns = [
        ("Nomor", ColumnKind::Text),
        ("Masuk", ColumnKind::Instant),
        ("Kejadian dan tempat", ColumnKind::Text),
        ("Lama", ColumnKind::Duration),
        ("Tepat waktu", ColumnKind::Share),
    ];
    let row = |n: u32| {
        let what = if n == 40 {
            "panjang sekali ".repeat(700)
        } else {
            "Kebakaran rumah, Desa Sedati Gede".to_owned()
        };
        vec![
            Cell::Text(format!("261127-{n:03}")),
            Cell::Instant(At(1_795_700_000_000 + i64::from(n) * 61_000)),
            Cell::Text(what),
            Cell::Duration(i64::from(n) * 61_000),
            Cell::Share { part: n, of: 100 },
        ]
    };
    let total = vec![
        Cell::Text("Jumlah".to_owned()),
        Cell::Empty,
        Cell::Empty,
        Cell::Duration(360_000_000),
        Cell::Share { part: 0, of: 0 },
    ];
    let said = |text: &str| text.to_owned();
    Paper {
        title: said("Laporan harian"),
        subtitle: said("Kamis, 26 November 2026"),
        imprint: imprint(Language::Id),
        blocks: vec![
            Block::Paragraph("Semua waktu WIB. ".repeat(12)),
            Block::Lines(vec![(said("Regu"), said("Malam")), (said("Operator"), said("3"))]),
            Block::Heading(said("Tiket terbuka")),
            Block::Table(sheet("Tiket", &columns, (1..60).map(row).collect(), Some(total))),
            Block::NewPage,
            Block::Heading(said("Formulir 1")),
            Block::Blank { label: said("Nama pelapor"), lines: 1 },
            Block::Blank { label: said("Kejadian"), lines: 4 },
            Block::Ticks {
                label: said("Tingkat"),
                boxes: ["Kritis", "Mendesak", "Biasa", "Rendah"].map(said).to_vec(),
            },
            Block::Grid { columns: ["Instansi", "Jam", "Diterima oleh"].map(said).to_vec(), rows: 4 },
            Block::Signatures(["Operator", "Kepala regu"].map(said).to_vec()),
        ],
    }
}

#[test]
fn the_same_pages_are_the_same_bytes_and_another_minute_is_not() {
    let paper = everything();
    let first = kentongan_paper::pdf(&paper).unwrap();
    assert_eq!(first, kentongan_paper::pdf(&paper).unwrap());
    let mut later = paper;
    later.imprint.at = At(later.imprint.at.0 + 60_000);
    assert_ne!(first, kentongan_paper::pdf(&later).unwrap());
}

#[test]
fn the_same_rows_are_the_same_book() {
    let sheets = [crate::formulas::typed()];
    let book = || kentongan_paper::xlsx(&sheets, &imprint(Language::Id)).unwrap();
    assert_eq!(book(), book());
}

#[test]
fn letters_that_the_face_has_not_are_no_reason_to_print_nothing() {
    let mut paper = everything();
    paper.blocks = vec![Block::Paragraph("Rumah 王 di jl. Žuk \u{1f525} \u{200f}a\u{7}".to_owned())];
    assert!(kentongan_paper::pdf(&paper).unwrap().starts_with(b"%PDF-1.7"));
}

/// Where `KENTONGAN_PAPER` names a folder the pages are put there, to be looked at.
#[test]
fn a_pdf_carries_its_fonts_its_meaning_and_its_language() {
    let bytes = kentongan_paper::pdf(&everything()).unwrap();
    if let Some(folder) = std::env::var_os("KENTONGAN_PAPER") {
        std::fs::write(std::path::Path::new(&folder).join("everything.pdf"), &bytes).unwrap();
    }
    let has = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
    for what in ["/FontFile", "/StructTreeRoot", "/Lang", "pdfuaid", "/Outlines"] {
        assert!(has(what), "{what}");
    }
    assert!(bytes.len() < 120_000, "{}", bytes.len());
}

/// A letter of one page: its head stands in place of a title.
fn letter() -> Paper {
    let said = |text: &str| text.to_owned();
    let name = |name: &str, value: &str| (said(name), said(value));
    Paper {
        title: said("Surat"),
        subtitle: String::new(),
        imprint: imprint(Language::Id),
        blocks: vec![
            Block::Letterhead(
                ["PEMERINTAH KABUPATEN", "CALL CENTER 112", "Jalan Contoh 1"].map(said).to_vec(),
            ),
            Block::Aside(vec![said("Sidoarjo, 27 November 2026")]),
            Block::Lines(vec![name("Nomor", ": 1/ESK/XI/2026"), name("Perihal", ": Tenggat terlewati")]),
            Block::Paragraph(said("Dengan hormat,")),
            Block::Aside(["Supervisor", "", "", "Nama Contoh"].map(said).to_vec()),
        ],
    }
}

#[test]
fn a_letter_is_read_aloud_without_a_title_of_its_own() {
    let bytes = kentongan_paper::pdf(&letter()).unwrap();
    if let Some(folder) = std::env::var_os("KENTONGAN_PAPER") {
        std::fs::write(std::path::Path::new(&folder).join("letter.pdf"), &bytes).unwrap();
    }
    assert!(bytes.starts_with(b"%PDF-1.7"));
}
