//! No sentence for people outside `ui/src/words/`: a word changed there must be changed everywhere.

use crate::literals::{literals, shown};
use crate::tree::{Source, tree};

/// Words that stand in nearly every Indonesian sentence and in no English one, and those of our screens.
const INDONESIAN: &[&str] = &[
    "yang",
    "dan",
    "di",
    "ke",
    "dari",
    "untuk",
    "dengan",
    "tidak",
    "belum",
    "sudah",
    "ini",
    "itu",
    "atau",
    "pada",
    "akan",
    "oleh",
    "dapat",
    "harus",
    "telah",
    "masih",
    "sedang",
    "karena",
    "kami",
    "anda",
    "silakan",
    "sebelum",
    "setelah",
    "hanya",
    "jika",
    "bila",
    "agar",
    "tekan",
    "pilih",
    "simpan",
    "kirim",
    "laporan",
    "panggilan",
    "instansi",
    "petugas",
    "tenggat",
    "nomor",
    "tutup",
    "buka",
    "batal",
    "hapus",
    "tersimpan",
    "gagal",
    "berhasil",
    "sandi",
    "masuk",
    "keluar",
    "meja",
    "ruang",
    "layar",
    "dinding",
    "suara",
    "tanpa",
    "semua",
    "baru",
    "lama",
    "menit",
    "detik",
    "hari",
    "ulang",
    "lagi",
    "ada",
    "bukan",
    "kasus",
    "pelapor",
    "jawaban",
    "penerusan",
    "rencana",
    "kejadian",
    "tempat",
    "isi",
    "coba",
    "salah",
    "benar",
    "kosong",
    "terlambat",
    "diterima",
    "dikirim",
    "menuju",
    "selesai",
    "cadangan",
    "berkas",
    "baris",
];

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Two different words of the list, parted by spaces only: a code such as `belum_dikirim` is not a sentence.
fn indonesian(text: &str) -> bool {
    if !text.contains(' ') {
        return false;
    }
    let mut found: Vec<String> = words(text).filter(|word| INDONESIAN.contains(&word.as_str())).collect();
    found.sort_unstable();
    found.dedup();
    found.len() >= 2
}

/// Text in markup, in whatever language: two words of letters with a space between. A key, a name or a number is one.
fn sentence(text: &str) -> bool {
    let word = |part: &str| part.len() > 1 && part.chars().all(char::is_alphabetic);
    let parts: Vec<&str> = text.split_whitespace().collect();
    parts
        .windows(2)
        .any(|pair| word(pair[0]) && word(pair[1].trim_end_matches(|letter| ".,:;!?".contains(letter))))
}

fn found(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in
        sources.iter().filter(|it| it.product() && !it.generated() && !it.path.starts_with("ui/src/words/"))
    {
        for literal in literals(source).iter().filter(|it| indonesian(&it.text)) {
            found.push(format!("{}:{}: {:?}", source.path, literal.line, literal.text));
        }
        for literal in shown(source).iter().filter(|it| sentence(&without_braces(&it.text))) {
            found.push(format!("{}:{}: {:?}", source.path, literal.line, literal.text));
        }
    }
    found
}

fn without_braces(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|letter| {
            depth += u32::from(*letter == '{');
            let outside = depth == 0;
            depth = depth.saturating_sub(u32::from(*letter == '}'));
            outside
        })
        .collect()
}

#[test]
fn sentences_live_in_words() {
    crate::none("Sentences that people read belong to ui/src/words:", &found(tree()));
}

#[test]
fn a_sentence_is_seen_wherever_it_hides() {
    for (path, text) in [
        ("crates/room/src/a.rs", "fn a() {\n    say(\"Laporan belum dikirim\");\n}"),
        ("src-tauri/src/a.rs", "const A: &str = r#\"Panggilan\nbaru dari meja 2\"#;"),
        ("ui/src/state/a.ts", "const a = `Tutup ${x} tanpa jawaban`;"),
        ("ui/src/screens/A.svelte", "<script>\nconst a = 'Pilih instansi';\n</script>"),
        ("ui/src/screens/A.svelte", "<p>\n  {#if a}Save and send{/if}</p>"),
        ("ui/src/screens/A.svelte", "<Button label=\"Save and send\" />"),
    ] {
        let found = found(&[Source::new(path, text)]);
        assert_eq!(found.len(), 1, "{path}: {text}\n{found:?}");
    }
}

#[test]
fn codes_keys_comments_and_tests_are_no_sentences() {
    for (path, text) in [
        (
            "crates/room/src/a.rs",
            "// Laporan belum dikirim\nfn a() { say(\"belum_dikirim\", \"SELECT di, a FROM b\") }",
        ),
        ("crates/room/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"Laporan belum dikirim\"; }"),
        ("ui/src/screens/A.svelte", "<p class=\"meja baru\">{t('desk.save')} · <kbd>Ctrl+K</kbd> 112</p>"),
        ("ui/src/screens/A.svelte", "<p title={t('a.b')} aria-label=\"{t('a.b')}: {x ?? y}\">{x}</p>"),
        ("ui/src/words/id/a.ts", "const a = 'Laporan belum dikirim';"),
        ("ui/src/a.test.ts", "const a = 'Laporan belum dikirim';"),
    ] {
        let found = found(&[Source::new(path, text)]);
        assert!(found.is_empty(), "{found:?}");
    }
}
