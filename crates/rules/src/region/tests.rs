use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::normalize;
use super::*;
use crate::time::At;

fn region() -> Region {
    Region::sidoarjo().unwrap()
}

#[test]
fn the_seed_has_the_whole_regency() {
    let region = region();
    assert_eq!((region.prefix.as_str(), region.utc_offset_minutes), ("SDA", 420));
    assert_eq!(region.districts.len(), 18);
    assert_eq!(region.villages.len(), 346);
    let kelurahan = region.villages.iter().filter(|village| village.kind == VillageKind::Kelurahan);
    assert_eq!(kelurahan.count(), 28);
    assert_eq!(region.agencies.len(), 68);
    assert_eq!(region.categories.len(), 59);
}

#[test]
fn every_village_lies_in_its_district_and_near_it() {
    let region = region();
    for village in &region.villages {
        let district = region.district(&village.district).unwrap();
        assert!(village.code.as_str().starts_with(district.code.as_str()), "{}", village.code);
        let apart = (village.lat - district.lat).hypot(village.lon - district.lon);
        assert!(apart < 0.2, "{} is {apart} degrees from {}", village.name, district.name);
        let kelurahan = village.code.as_str()[9..].starts_with('1');
        assert_eq!(kelurahan, village.kind == VillageKind::Kelurahan, "{}", village.code);
    }
}

#[test]
fn twelve_village_names_are_shared() {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for village in &region().villages {
        *named.entry(normalize(&village.name)).or_default() += 1;
    }
    named.retain(|_, count| *count > 1);
    assert_eq!(named.len(), 12);
    assert_eq!((named["janti"], named["semambung"], named["kebonagung"]), (3, 3, 2));
}

#[test]
fn former_villages_are_aliases_within_their_district() {
    let region = region();
    let aliases: BTreeMap<&str, &str> = region
        .villages
        .iter()
        .flat_map(|village| village.aliases.iter().map(|alias| (alias.as_str(), village.district.as_str())))
        .collect();
    let former = ["Mindi", "Jatirejo", "Siring", "Renokenongo", "Pajarakan", "Besuki", "Kedungbendo"];
    assert_eq!(aliases.len(), former.len());
    assert!(former.iter().all(|name| aliases.contains_key(name)));
    assert_eq!((aliases["Renokenongo"], aliases["Besuki"]), ("35.15.04", "35.15.05"));
}

#[test]
fn every_emergency_has_questions_and_advice_that_hold() {
    let region = region();
    let questions = seed_questions().unwrap();
    // Read as the room's own list would be: every code is known, nothing leads round.
    let mut files = RegionFiles::sidoarjo();
    files.questions = include_str!("../../seed/questions.csv").to_owned();
    assert_eq!(parse(&files).unwrap().questions, questions);
    for category in region.categories.iter().filter(|one| one.emergency) {
        let protocol = region.protocol(&category.code).unwrap_or_else(|| panic!("{}", category.code));
        assert!(!protocol.advice.is_empty() && protocol.questions.len() >= 2, "{}", category.code);
        assert_eq!(protocol.misshapen(), None);
    }
    assert!(region.questions.is_empty(), "the product's own are not written into a room's journal");
    assert_eq!(region.protocols().len(), questions.len());
}

#[test]
fn a_region_without_the_agency_is_asked_without_its_effect() {
    let mut region = region();
    region.agencies.retain(|one| one.code.as_str() != "PLN");
    let protocol = region.protocol(&"BNC-PHN".into()).unwrap();
    let choice = protocol.choice("Kena kabel listrik?", "Ya").unwrap();
    assert!(choice.effect.agencies.is_empty());
    assert_eq!(choice.effect.severity, Some(Grade::Raise(Severity::High)));
    assert_eq!(region.protocol(&"XXX".into()), None);
}

#[test]
fn wall_names_fit_and_are_told_apart() {
    let region = region();
    let told_apart = |names: Vec<&str>, longest: usize| {
        assert!(names.iter().all(|name| (1..=longest).contains(&name.chars().count())), "{names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    };
    told_apart(region.agencies.iter().map(|row| row.wall_name.as_str()).collect(), 4);
    told_apart(region.categories.iter().map(|row| row.wall_name.as_str()).collect(), 11);
    told_apart(region.districts.iter().map(|row| row.wall_name.as_str()).collect(), 9);
}

#[test]
fn districts_have_an_office_and_neighbours_that_agree() {
    let region = region();
    for district in &region.districts {
        let office = region.agency(district.agency.as_ref().unwrap()).unwrap();
        assert!(office.name.ends_with(&district.name), "{} for {}", office.name, district.name);
        assert!(!district.neighbours.is_empty() && !district.fire_post.is_empty());
        for code in &district.neighbours {
            assert!(region.district(code).unwrap().neighbours.contains(&district.code), "{code}");
        }
    }
}

#[test]
fn only_public_short_numbers_are_known_before_the_room_adds_its_own() {
    let region = region();
    let known: BTreeSet<&str> = region
        .agencies
        .iter()
        .map(|agency| agency.contact.telephone.as_str())
        .filter(|number| !number.is_empty())
        .collect();
    assert_eq!(known, BTreeSet::from(["110", "112", "115", "119", "123", "14080"]));
    assert!(region.agencies.iter().all(|agency| agency.duty == Duty::Unknown && agency.active));
}

#[test]
fn every_plan_names_agencies_and_places_that_exist() {
    let region = region();
    let ids: BTreeSet<&str> = region.plans.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), region.plans.len());
    for row in &region.plans {
        assert!(region.category(&row.category).is_some(), "{}", row.id);
        assert!(region.agency(&row.lead).is_some(), "{}", row.id);
        assert!(row.district.as_ref().is_none_or(|code| region.district(code).is_some()), "{}", row.id);
        for support in &row.supports {
            for district in &region.districts {
                let agency = region.support_agency(support, Some(&district.code)).unwrap();
                assert!(region.agency(&agency).is_some(), "{} {agency}", row.id);
            }
        }
    }
}

#[test]
fn every_category_has_a_plan_at_every_severity() {
    let region = region();
    for category in &region.categories {
        for severity in Severity::ALL {
            assert!(plan_for(&region, &category.code, severity, None).is_some(), "{}", category.code);
        }
    }
}

#[test]
fn categories_that_open_no_ticket_are_left_out() {
    let region = region();
    let outcomes = region.categories.iter().filter(|row| row.group == "INFO" || row.group == "TDK");
    assert_eq!(outcomes.map(|row| row.code.as_str()).collect::<Vec<_>>(), ["TDK-LUR"]);
    let channel = |code: &str| region.category(&CategoryCode::from(code)).unwrap().channel;
    assert_eq!(channel("MED-GWT"), Channel112::Ambulance);
    assert_eq!(channel("INF-SMP"), Channel112::Lapor);
    assert_eq!(channel("INF-PJU"), Channel112::Own);
    let restricted = region.categories.iter().filter(|row| row.restricted).map(|row| row.code.as_str());
    assert_eq!(restricted.collect::<BTreeSet<_>>(), BTreeSet::from(["KAM-KDR", "LYN-PUN", "MED-JWA"]));
}

fn plan_for<'a>(
    region: &'a Region,
    category: &CategoryCode,
    severity: Severity,
    district: Option<&DistrictCode>,
) -> Option<&'a PlanRow> {
    let (at, utc_offset_minutes) = (At(0), region.utc_offset_minutes);
    region.plan_for(&Occasion { category, severity, district, at, is_working: true, utc_offset_minutes })
}

/// What a plan proposes, as `lead:supports` in the order of their codes.
fn proposal(region: &Region, category: &str, severity: Severity, district: &str) -> String {
    let district = gazetteer::district_named(region, district).map(|found| &found.code);
    let category = CategoryCode::from(category);
    let row = plan_for(region, &category, severity, district).unwrap();
    let supports: BTreeSet<AgencyCode> =
        row.supports.iter().filter_map(|support| region.support_agency(support, district)).collect();
    let supports: Vec<&str> = supports.iter().map(AgencyCode::as_str).collect();
    format!("{}:{}", row.lead, supports.join(";"))
}

#[test]
fn proposals_are_what_the_room_expects() {
    use Severity::{Critical, High, Low, Medium};
    let region = region();
    let expected = [
        ("INF-PJU", Low, "Krian", "DISHUB:"),
        ("MED-GWT", Critical, "Sidoarjo", "PSC119:DINKES"),
        ("LYN-ADM", Low, "Wonoayu", "DISDUKCAPIL:"),
        ("BNC-ANG", Critical, "Candi", "BPBD:DAMKAR;DINSOS;KODIM0816;PLN;PSC119;SATPOLPP"),
        ("BNC-ANG", High, "Candi", "BPBD:DAMKAR;DINSOS;KODIM0816;PLN;PSC119;SATPOLPP"),
        ("BNC-PHN", Critical, "Sidoarjo", "BPBD:DAMKAR;DLHK;PSC119;SATLANTAS"),
        ("BNC-PHN", High, "Sidoarjo", "BPBD:DAMKAR;DLHK;PLN;SATLANTAS;SATPOLPP"),
        ("BNC-BJR", High, "Tanggulangin", "BPBD:DINSOS;DPUBMSDA;KEC-TANGGULANGIN;PSC119"),
        ("BNC-BJR", Critical, "Waru", "BPBD:DINSOS;DPUBMSDA;KODIM0816;POLRESTA;PSC119;SATPOLPP"),
        ("BNC-RBH", Medium, "Sidoarjo", "BPBD:DP2CKTR;KEC-SIDOARJO"),
        ("BNC-RBH", High, "Sidoarjo", "BPBD:DAMKAR;DP2CKTR;POLRESTA;PSC119"),
        ("INF-DRN", Medium, "Waru", "DPUBMSDA:BPBD;DP2CKTR"),
        ("SOS-ANK", High, "Sidoarjo", "SATPOLPP:DINSOS;DP3AKB;POLRESTA"),
        ("LKA-KAA", Critical, "Tanggulangin", "KAI:DAMKAR;DISHUB;PSC119;SATLANTAS"),
        ("BNC-ROB", Medium, "Sedati", "BPBD:DINSOS;DPUBMSDA"),
        ("BNC-TGL", High, "Candi", "DPUBMSDA:BPBD;KODIM0816;POLRESTA"),
        ("TDK-LUR", Critical, "", "CC112-SBY:CC112-LUAR"),
        ("LYN-PUN", Medium, "Balongbendo", "INSPEKTORAT:BKD"),
        ("PNY-ORG", Medium, "Sidoarjo", "DAMKAR:POLRESTA;PSC119"),
        ("MED-JWA", Critical, "Porong", "POLRESTA:DAMKAR;PSC119"),
    ];
    for (category, severity, district, wanted) in expected {
        assert_eq!(proposal(&region, category, severity, district), wanted, "{category} {severity:?}");
    }
}

#[test]
fn the_most_specific_plan_wins() {
    let mut region = region();
    let krian = gazetteer::district_named(&region, "Krian").unwrap().code.clone();
    let waru = gazetteer::district_named(&region, "Waru").unwrap().code.clone();
    let category = CategoryCode::from("BNC-PHN");
    let row = |id: &str, severity: Vec<Severity>, district: Option<&DistrictCode>| PlanRow {
        id: id.to_owned(),
        category: category.clone(),
        severity,
        district: district.cloned(),
        hours: PlanHours::Any,
        lead: AgencyCode::from("BPBD"),
        supports: Vec::new(),
        active: true,
    };
    region.plans = vec![
        row("any", vec![], None),
        row("any again", vec![], None),
        row("severity", vec![Severity::High, Severity::Critical], None),
        row("district", vec![], Some(&krian)),
        row("both", vec![Severity::Critical], Some(&krian)),
    ];
    let chosen = |region: &Region, severity, district| {
        plan_for(region, &category, severity, district).map(|row| row.id.clone()).unwrap()
    };
    assert_eq!(chosen(&region, Severity::Low, None), "any");
    assert_eq!(chosen(&region, Severity::High, Some(&waru)), "severity");
    assert_eq!(chosen(&region, Severity::High, Some(&krian)), "district");
    assert_eq!(chosen(&region, Severity::Critical, Some(&krian)), "both");
    region.plans[4].active = false;
    assert_eq!(chosen(&region, Severity::Critical, Some(&krian)), "district");
    assert_eq!(plan_for(&region, &CategoryCode::from("KBR-BGN"), Severity::Low, None), None);
}

#[test]
fn a_region_survives_the_wire() {
    let region = region();
    let text = serde_json::to_string(&region).unwrap();
    assert_eq!(serde_json::from_str::<Region>(&text).unwrap(), region);
    assert!(text.contains(r#""code":"DAMKAR""#) && text.contains(r#""severity_default":"critical""#));
}

#[test]
fn another_region_keeps_its_lists_under_its_own_name() {
    let renamed = region().named("Contoh", "CTH", 480);
    assert_eq!((renamed.name.as_str(), renamed.prefix.as_str()), ("Contoh", "CTH"));
    assert_eq!(renamed.villages.len(), 346);
}
