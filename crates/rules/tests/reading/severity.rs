use kentongan_rules::region::Severity;

use super::read;

#[test]
fn words_raise_and_plain_words_lower() {
    for (narrative, severity, by_words) in [
        ("pohon tumbang di jalan", Severity::Medium, false),
        ("pohon tumbang, pengendara tertimpa", Severity::Critical, true),
        ("anak terkunci di dalam mobil", Severity::High, true),
        ("motor jatuh, luka ringan", Severity::Medium, true),
        ("ktp anak belum jadi, bapak meninggal", Severity::Low, false),
    ] {
        let reading = read(narrative).severity.unwrap();
        assert_eq!(
            (reading.severity, !reading.words.is_empty()),
            (severity, by_words),
            "{narrative}: {reading:?}"
        );
    }
}

#[test]
fn what_is_denied_raises_nothing() {
    let reading = read("pohon tumbang, tidak ada yang meninggal").severity.unwrap();
    assert_eq!(reading.severity, Severity::Medium, "{reading:?}");
}
