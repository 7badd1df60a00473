use kentongan_rules::reading::{OpenBecause, PlaceReading};

use super::{first, place, read};

fn check(cases: &[(&str, &str)]) {
    for (narrative, expected) in cases {
        assert_eq!(place(narrative), *expected, "{narrative}: {:?}", read(narrative).place);
    }
}

#[test]
fn a_village_is_found_anywhere_however_it_is_spelt() {
    check(&[
        ("api besar ds sepande rt 4", "Candi/Sepande"),
        ("rumah kebakaran blkg balai desa tambak kalisogo", "Jabon/Tambakkalisogo"),
        ("ular di simo angin angin", "Wonoayu/Simoangin-angin"),
        ("siwalan panji buduran pohon tumbang", "Buduran/Siwalanpanji"),
        ("laka dpn spbu kemantrn", "Tulangan/Kemantren"),
        ("maling di kemangsn", "Balongbendo/Kemangsen"),
        ("kec waru ds kepuh kiriman pohon roboh", "Waru/Kepuhkiriman"),
        ("", ""),
        ("kebakaran cepet", ""),
    ]);
}

#[test]
fn a_shared_name_waits_for_its_district() {
    check(&[
        ("pohon roboh di ketegan", "?"),
        ("rumah kobong tropodo", "?"),
        ("rumah kobong tropodo krian", "Krian/Tropodo"),
        ("ular di tambak rejo waru", "Waru/Tambakrejo"),
        ("janti kec tulangan", "Tulangan/Janti"),
    ]);
    let PlaceReading::Open { candidates, why, .. } = read("kebakaran di janti").place else { panic!("open") };
    assert_eq!((candidates.len(), why), (3, OpenBecause::SharedName));
}

#[test]
fn a_namesake_is_the_district_unless_it_is_marked() {
    check(&[
        ("kecelakaan di krian", "Krian"),
        ("banjir di ds krembung", "Krembung/Krembung"),
        ("pungli kel krian", "Krian/Krian"),
        ("minum racun kec tarik", "Tarik"),
    ]);
}

#[test]
fn places_that_are_not_the_scene_are_not_chosen() {
    check(&[
        ("macet dari arah porong", "?"),
        ("mau ke krian lihat laka di trosobo", "Taman/Trosobo"),
        ("rumah pelapor di krian tapi kejadian di kemasan", "Krian/Kemasan"),
        ("warga tulangan lihat asap di ds modong", "Tulangan/Modong"),
        ("bukan di krian pak tapi di ponokawan", "Krian/Ponokawan"),
        ("rumahnya mojoruntut tp pasien sekarang di puskesmas", "?"),
        ("sungai porong mau banjir", ""),
        ("warga ds bangah", "Gedangan/Bangah"),
        ("got buntu, tebel, wis seminggu", "Gedangan/Tebel"),
        ("gudang kobong, tmabak cemandi", "Sedati/Tambakcemandi"),
    ]);
}

#[test]
fn everyday_words_are_no_names() {
    check(&[
        ("lubang sepanjang jalan", ""),
        ("minta tarik kabel", ""),
        ("ibu tidur di taman bermain", ""),
        ("pohon jati roboh", ""),
        ("pohon waru nutup jalan", ""),
        ("tanggul jebol", ""),
        ("retakan smp tanggul", ""),
        ("temu manten diganggu", ""),
        ("wit gedang ambruk", ""),
        ("macet di jl kemuning", ""),
        ("laka di jl raya sepanjang", "Taman/Sepanjang"),
        ("kebakaran di sepanjang", "?"),
        ("kebakaran pasar sepanjang", ""),
        ("copet di terminal larangan", ""),
        ("laka pertigaan gading fajar", ""),
        ("pedagang kupang lontong dipalak", ""),
        ("geni gede, wedi", ""),
        ("kebakaran ds jati", "Sidoarjo/Jati"),
        ("pohon roboh ds tanggul", "Wonoayu/Tanggul"),
        ("ds tanggul? bukan, tanggulnya bocor di mliriprowo", "Tarik/Mliriprowo"),
        ("lampu mati di taman pinang indah, bukan yg kec taman", "?"),
    ]);
}

#[test]
fn what_is_not_sure_stays_open() {
    check(&[
        ("jl sawah antara damarsi sama prasung", "?"),
        ("antara ds tlasih dan janti tulangan", "?"),
        ("kebakaran di sidoarjo", "?"),
        ("air naik mindi porong", "?"),
        ("wisma tropodo kemalingan", "?"),
        ("maling di gg sepande", "?"),
        ("ds sepande kec waru", "?"),
        ("pasar ngaban eh pasar tanggulangin", "Tanggulangin"),
    ]);
    let PlaceReading::Open { why, district, .. } = read("air naik mindi porong").place else {
        panic!("open")
    };
    assert_eq!(why, OpenBecause::FormerName);
    assert_eq!(district.map(|code| code.to_string()).as_deref(), Some("35.15.04"));
}

#[test]
fn a_scene_outside_the_regency_is_said() {
    for narrative in [
        "rumah kebakaran di gayungan surabaya, plpr org waru lihat asapnya",
        "pohon tumbang nutup jln di gempol pasuruan, plpr dari arah porong",
        "kecelakaan truk di bypass mojokerto, plpr mau pulang ke tarik",
    ] {
        assert_eq!(first(narrative), "TDK-LUR", "{narrative}");
        assert!(read(narrative).outside.is_some());
        assert_eq!(place(narrative), "", "{narrative}");
    }
    for narrative in ["mau ke surabaya lihat laka di trosobo", "banjir kiriman dr mojokerto ds terik krian"] {
        assert_eq!(read(narrative).outside, None, "{narrative}");
    }
}

#[test]
fn the_spot_is_named() {
    for (narrative, spot) in [
        ("tabrakan mtr dpn spbu kemantren", "dpn spbu kemantren"),
        ("ular masuk gudang sblh musola", "sblh musola"),
        ("pohon ambruk di jl gajah mada", "jl gajah mada"),
    ] {
        assert_eq!(read(narrative).landmark.as_deref(), Some(spot), "{narrative}");
    }
}
