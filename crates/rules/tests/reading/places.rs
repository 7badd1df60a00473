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
        ("lampu mati di taman pinang indah, bukan yg kec taman", ""),
    ]);
}

#[test]
fn shorthand_is_read_where_only_one_name_fits() {
    check(&[
        ("atap rusak kdg cangkring jabon", "Jabon/Kedungcangkring"),
        ("banjir ds kdgturi", "Taman/Kedungturi"),
        ("maling di krg tanjung", "Candi/Karangtanjung"),
        ("kobong punggul gdgn", "Gedangan/Punggul"),
        ("pohon tumbang kebonagung skdn", "Sukodono/Kebonagung"),
        ("laka tropodo kec krn", "Krian/Tropodo"),
        ("got mampet klopo 10", "Sukodono/Kloposepuluh"),
        ("rob sawoan buduran", "Buduran/Sawohan"),
        ("jembatan ambrol ksambi porong", "Porong/Kesambi"),
        // `krn` is `karena` first, `gntng` a tile or a hole as well as a village.
        ("tropodo banjir krn hujan", "?"),
        ("neon box gntng", ""),
        ("tempe krian basi", "Krian"),
        ("kebakaran jerami di persawahan", ""),
    ]);
}

#[test]
fn a_name_that_is_denied_is_not_it() {
    check(&[
        ("bukan jatikalang prambon tp jatikalang krian", "Krian/Jatikalang"),
        ("tropodo yg dkt juanda, bukan yg krian", "Waru/Tropodo"),
        ("tropodo krian banjir, bukan tropodo waru", "Krian/Tropodo"),
        ("ploso wonoayu banjir, krembung aman", "Wonoayu/Ploso"),
        ("lampu mati dkt kalimati (kali yg mati, bukan nama desa)", ""),
        ("ambles dpn gapura candi pari, bkn gapura desa", ""),
        ("antre di puskesmas medaeng, bukan ds medaeng", "?"),
        ("retak ds candi pari porong", "Porong/Candipari"),
        ("selatan rel, ds ketegan taman... eh kelurahan", "Taman/Ketegan"),
    ]);
}

#[test]
fn where_callers_and_cars_come_from_or_go_to_is_not_the_scene() {
    check(&[
        ("macet dr bundrn waru smp medaeng", "?"),
        ("jual beli di smp medaeng", "Waru/Medaeng"),
        ("pju mati kebakalan sampai batas lajuk", "Porong/Kebakalan"),
        ("rumah dibobol punggul, pelapor sdg di pabrik betro", "Gedangan/Punggul"),
        ("pasien dirujuk, yg nelpon di lebo", "?"),
        ("yg lapor namanya gilang, motornya dicuri", "?"),
        ("ibu meninggal di mindugading, mau dimakamkan di ds kemuning", "Tarik/Mindugading"),
        ("minta mobil jenazah dr rsud ke rumah duka di kalisampurno, jemput di rsud", "?"),
        ("pasien sdh plg dr rsud, minta diantar ke prasung", "?"),
        ("mogok di bringinbendo, penumpang mau turun di trosobo", "Taman/Bringinbendo"),
        ("sy warga tulangan, lihat asap di jalan", "?"),
        ("motor jatuh di jl raya cangkringsari, gak bisa mastikan titiknya", "?"),
    ]);
}

#[test]
fn where_they_are_at_home_it_is_where_nothing_else_is_said() {
    check(&[
        ("ini warga kedinding, laporannya 100 persen", "Tarik/Kedinding"),
        ("bpjs mati, warga kali jaten, ditolak puskesmas taman", "Taman/Kalijaten"),
        ("mnt antar kontrol, dr ds plaosan k rsud", "Wonoayu/Plaosan"),
        ("kapan truk tangki bpbd ke balongtani", "Jabon/Balongtani"),
        ("kabel jatuh ke kandang trompoasri", "Jabon/Trompoasri"),
        ("lubang jl raya popoh nang sing ikut pilang wonoayu", "Wonoayu/Pilang"),
    ]);
}

#[test]
fn what_is_not_sure_stays_open() {
    check(&[
        ("kebakaran bligo atau di gelam", "?"),
        ("pju mati, ds bligo apa gelam gitu", "?"),
        ("asap tebal, kayaknya dkt lemujut", "?"),
        ("mau telp bengkel ban di wage, keliru pencet 112, minta maaf", "?"),
        ("bocah hanyut di kali mati", "?"),
        ("kebakaran di tambak sawah", "?"),
        ("kebakaran tambak sawah waru", "Waru/Tambaksawah"),
        ("banjir ds kali tengah", "Tanggulangin/Kalitengah"),
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

#[test]
fn a_guess_an_exit_a_shop_a_border_and_a_way_round_leave_it_open() {
    check(&[
        ("kebakaran rumah, mungkin sepande", "?"),
        ("kebakaran rumah sepertinya di desa sepande", "?"),
        ("pohon tumbang nutup jalan, klo tdk salah ds sepande", "?"),
        ("katanya ds cemengkalang tapi dia gak yakin sama sekali", "?"),
        ("kebakaran di sepande, gak yakin", "?"),
        ("gudang terbakar dkt exit tol tambak sumur", "?"),
        ("kebakaran di toko gading elektronik", ""),
        ("sepande jaya kemalingan", "?"),
        ("kecelakaan di sepande perbatasan kalipecabean", "?"),
        ("kebakaran di sepande/kalipecabean", "?"),
        ("bau gas nyengat smp sepande", "?"),
        ("pohon roboh di jalan, mobil muter lewat jiken", "?"),
        ("atap roboh dpn smp sepande", "Candi/Sepande"),
        ("rumah roboh, lapor. kemuning tarik", "Tarik/Kemuning"),
        ("lampu jalan mati blok k entalsewu", "Buduran/Entalsewu"),
        ("blm padam. ds sepande aman gak", "Candi/Sepande"),
    ]);
}

#[test]
fn which_way_it_lies_from_a_village_is_another_place() {
    check(&[
        ("kidule desa lajuk, tengah sawah, ilalang kebakar", "?"),
        ("wetane ponokawan mlebu kec krian", "Krian"),
        ("sebelah timur desa modong ada kebakaran", "?"),
        ("sepande ngalor sitik ono laka", "?"),
        ("lewat sepande dikit ada laka", "?"),
        ("kebakaran sawah selatan ds tanjekwagir", "Krembung/Tanjekwagir"),
        ("sebelah modong ada kebakaran", "?"),
        ("ruko sblh alfamart sidokerto keluar asap", "Buduran/Sidokerto"),
        ("patokan dari balai desa modong ke utara 1 km", "?"),
        ("balap liar di jl lingkar timur pranti", "Sedati/Pranti"),
        ("kobongan watutulis lor", "Prambon/Watutulis"),
    ]);
}

#[test]
fn what_was_corrected_is_not_the_scene() {
    check(&[
        ("kebakaran di modong eh bukan grinting", "Tulangan/Grinting"),
        ("kebakaran ds modong, maaf keliru, ds grinting", "Tulangan/Grinting"),
        ("tadi lapor di modong yg bener grinting, orang ngamuk", "Tulangan/Grinting"),
        ("nang banjarsari tanggulangin kok eh banjarasri, motor ilang", "Tanggulangin/Banjarasri"),
        ("kirain tropodo krian ternyata tropodo waru pak, kakek linglung", "Waru/Tropodo"),
        ("kebakaran di modong, bukan modong grinting", "?"),
        ("kebakaran di sepande eh tolong cepat", "?"),
        ("bkn pamotan tp pesawahan, rumah roboh", "Porong/Pesawahan"),
        (
            "klurak sama wedoroklurak bingung aku, pokoke yg wedoro klurak ada elpiji mbledos",
            "Candi/Wedoroklurak",
        ),
        ("rumah di kludan tp yg dirampok tokonya di boro", "Tanggulangin/Boro"),
        ("modong utowo grinting, kebakaran", "?"),
        ("kebakaran modong apa bukan ya", "?"),
        ("kebakaran modong kalo gak salah", "?"),
        ("bayi ditinggal di musola, trung kulon eh terung kulon", "Krian/Terungkulon"),
        ("motor nabrak sapi, plpr ngomong sidokerto apa piye suarane pedot2", "?"),
    ]);
}

#[test]
fn who_lives_there_is_no_scene_where_people_from_anywhere_are() {
    check(&[
        ("mtr hilang diparkiran rsud tadi siang, sy org glagaharum", "?"),
        ("orang balonggabus kecopetan di psr larangan kec candi", "Candi"),
        ("pasien rumahnya balongtani sdh di puskesmas jabon minta dirujuk", "Jabon"),
        ("sopir orang modong, truknya nyungsep di sawah", "?"),
        ("saya orang sepande lihat kebakaran di sebrang kali", "?"),
        ("murid sdn keboguyang 2 naik elf nabrak pembatas arteri porong", "Porong"),
        ("anak2 tk panjunan muntah habis minum susu", "Sukodono/Panjunan"),
        ("pelaku kabur ke ds modong", "?"),
        ("pelapor: bu sri (modong), kejadian di jalan raya depan pabrik", "?"),
        ("bu kades modong kecopetan di pasar", "?"),
        ("kades sambungrejo sulit ditemui mau ttd surat tanah", "Sukodono/Sambungrejo"),
        ("banyu asin munggah nang kampung, wong gebang", "Sidoarjo/Gebang"),
        ("bandeng kalanganyar yg dijual di pasar busuk", "?"),
        ("pabrik krupuk tlasih kebakaran", "Tulangan/Tlasih"),
        ("kakak saya tinggal di banjarwungu tarik dianiaya suaminya di rumah", "Tarik/Banjarwungu"),
    ]);
}

#[test]
fn a_name_typed_together_with_its_mark_is_one() {
    check(&[
        ("putingbeliung gede diwadungasri warung2 terbang", "Waru/Wadungasri"),
        ("kelgedang deket stasiun porong lampu mati", "Porong/Gedang"),
        ("dsseketi balongbendo tiang telkom mau roboh", "Balongbendo/Seketi"),
        ("desawage taman kabel putus", "Taman/Wage"),
        ("digampang prambon banyu mlebu omah", "Prambon/Gampang"),
        ("kebakaran ditebel-tebelin", ""),
        ("kabel ditarik motor", ""),
        ("api di dapur di kdondong", "Tulangan/Kedondong"),
        ("banyu mlebu sekolah, singgalih tarik", "Tarik/Singogalih"),
        ("sumur asat, njaluk kiriman tangki, kedung cangkrng", "Jabon/Kedungcangkring"),
        ("kebakaran rumah ds trik", ""),
        ("trung kulon gak mengalir air pdam 2 hari", "Krian/Terungkulon"),
        ("kesrempet mobil di gedang dpn alfamart porong", "Porong/Gedang"),
    ]);
}
