use crate::stage::{at, given};
use kentongan_rules::plan::{Because, Proposal, Shortfall, occasion, propose, shortfalls};
use kentongan_rules::region::{AgencyCode, DistrictCode, Duty, PlanRow, Region, Severity};
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::AssignmentRole;
use kentongan_rules::time::Span;

fn room() -> Setup {
    given([]).known().clone()
}
fn proposed(region: &Region, category: &str, severity: Severity, district: Option<&str>) -> Option<Proposal> {
    let district = district.map(DistrictCode::from);
    let setup = Setup { region: region.clone(), ..room() };
    let category = category.into();
    let now = at("14:05");
    propose(&setup, &occasion(&setup, &category, severity, district.as_ref(), now), now)
}
fn codes(proposal: &Proposal) -> Vec<&str> {
    proposal.agencies.iter().map(|a| a.agency.as_str()).collect()
}

#[test]
fn a_fire_is_proposed_with_its_lead_first_and_its_targets() {
    let proposal = proposed(&room().region, "KBR-BGN", Severity::Critical, Some("35.15.18")).unwrap();
    assert_eq!(proposal.plan, "R-03");
    assert_eq!(codes(&proposal), ["DAMKAR", "BPBD", "PSC119", "PLN", "POLRESTA"]);
    let roles: Vec<_> = proposal.agencies.iter().map(|a| a.role).collect();
    assert_eq!(roles[0], AssignmentRole::Lead);
    assert!(roles[1..].iter().all(|role| *role == AssignmentRole::Support));
    assert_eq!(proposal.agencies[2].why, "bila ada korban");
    assert_eq!(
        (proposal.dispatch, proposal.acknowledge, proposal.arrive, proposal.answer),
        (Some(Span::seconds(60)), Some(Span::minutes(2)), Some(Span::minutes(15)), Span::hours(24))
    );
}

#[test]
fn a_complaint_has_no_dispatch_and_no_arrival() {
    let proposal = proposed(&room().region, "KAM-TRT", Severity::Low, None).unwrap();
    assert_eq!((proposal.dispatch, proposal.arrive), (None, None));
    assert_eq!(proposal.acknowledge, Some(Span::minutes(60)));
}

#[test]
fn the_most_specific_plan_is_taken_and_says_what_made_it_so() {
    let mut region = room().region;
    let plain = region.plans.iter().find(|p| p.id == "R-03").unwrap().clone();
    let waru: Option<DistrictCode> = Some("35.15.18".into());
    let row = |id: &str, severity: &[Severity], district: &Option<DistrictCode>| PlanRow {
        id: id.to_owned(),
        severity: severity.to_vec(),
        district: district.clone(),
        ..plain.clone()
    };
    region.plans.extend([
        row("S", &[Severity::Critical], &None),
        row("D", &[], &waru),
        row("DS", &[Severity::Critical], &waru),
        // A second one of the same kind comes too late.
        row("DS2", &[Severity::Critical], &waru),
    ]);
    let taken = |severity, district: Option<&str>| {
        let proposal = proposed(&region, "KBR-BGN", severity, district).unwrap();
        (proposal.plan, proposal.because)
    };
    use Because::{Category, District, Severity as Grave};
    let is = |plan: &str, because: &[Because]| (plan.to_owned(), because.to_vec());
    assert_eq!(taken(Severity::Low, Some("35.15.01")), is("R-03", &[Category]));
    assert_eq!(taken(Severity::Critical, Some("35.15.01")), is("S", &[Category, Grave]));
    assert_eq!(taken(Severity::Critical, None), is("S", &[Category, Grave]));
    assert_eq!(taken(Severity::Low, Some("35.15.18")), is("D", &[Category, District]));
    assert_eq!(taken(Severity::Critical, Some("35.15.18")), is("DS", &[Category, Grave, District]));
    // What is proposed is what the region itself selects.
    for (severity, district) in [(Severity::Low, None), (Severity::Critical, waru.as_ref())] {
        let setup = Setup { region: region.clone(), ..room() };
        let fire = "KBR-BGN".into();
        let chosen = region.plan_for(&occasion(&setup, &fire, severity, district, at("14:05"))).unwrap();
        assert_eq!(taken(severity, district.map(|d| d.as_str())).0, chosen.id);
    }
}

#[test]
fn the_districts_own_office_stands_for_itself_and_is_left_out_where_no_district_is_known() {
    let region = room().region;
    let flood = |district| proposed(&region, "BNC-BJR", Severity::Low, district).unwrap();
    assert_eq!(codes(&flood(Some("35.15.18"))), ["BPBD", "DPUBMSDA", "DINSOS", "KEC-WARU"]);
    assert_eq!(codes(&flood(None)), ["BPBD", "DPUBMSDA", "DINSOS"]);
}

#[test]
fn an_agency_is_proposed_once() {
    let mut region = room().region;
    for plan in region.plans.iter_mut().filter(|p| p.id == "R-03") {
        let again = plan.supports[0].clone();
        plan.supports.push(again);
        plan.supports.push(kentongan_rules::region::Support { agency: "DAMKAR".into(), why: String::new() });
    }
    let proposal = proposed(&region, "KBR-BGN", Severity::Critical, None).unwrap();
    assert_eq!(codes(&proposal), ["DAMKAR", "BPBD", "PSC119", "PLN", "POLRESTA"]);
}

#[test]
fn what_has_no_plan_or_is_unknown_is_not_proposed() {
    let mut region = room().region;
    assert_eq!(proposed(&region, "XX-YYY", Severity::Low, None), None);
    region.plans.iter_mut().for_each(|p| p.active = false);
    assert_eq!(proposed(&region, "KBR-BGN", Severity::Low, None), None);
}

#[test]
fn every_active_category_of_the_seed_can_be_sent() {
    let region = room().region;
    for category in region.categories.iter().filter(|c| c.active) {
        for severity in Severity::ALL {
            for district in
                std::iter::once(None).chain(region.districts.iter().map(|d| Some(d.code.as_str())))
            {
                let proposal = proposed(&region, category.code.as_str(), severity, district);
                let proposal = proposal.unwrap_or_else(|| panic!("{} has no plan", category.code));
                for agency in &proposal.agencies {
                    assert!(!agency.shortfalls.contains(&Shortfall::Inactive), "{agency:?}");
                }
            }
        }
    }
}

#[test]
fn why_an_agency_may_not_be_reached_is_said() {
    let mut region = room().region;
    let code = AgencyCode::from("DAMKAR");
    let now = at("14:05");
    let set = |region: &mut Region, change: &dyn Fn(&mut kentongan_rules::region::Agency)| {
        region.agencies.iter_mut().filter(|a| a.code == code).for_each(change);
    };
    set(&mut region, &|a| {
        a.duty = Duty::Always;
        a.contact.telephone = "0812-0000-0113".to_owned();
    });
    assert_eq!(shortfalls(&region, &code, now), []);
    set(&mut region, &|a| a.contact = Default::default());
    assert_eq!(shortfalls(&region, &code, now), [Shortfall::NoContact]);
    set(&mut region, &|a| a.duty = Duty::Unknown);
    assert_eq!(shortfalls(&region, &code, now), [Shortfall::NoContact, Shortfall::DutyUnknown]);
    set(&mut region, &|a| {
        a.duty = Duty::Weekly { days: vec![1, 2, 3, 4, 5], from_minute: 450, to_minute: 840 };
    });
    // 2026-11-26 is a Thursday; its hours end at 14.00.
    assert_eq!(shortfalls(&region, &code, now), [Shortfall::NoContact, Shortfall::OffDuty]);
    assert_eq!(shortfalls(&region, &code, at("13:59")), [Shortfall::NoContact]);
    set(&mut region, &|a| a.active = false);
    assert!(shortfalls(&region, &code, now).contains(&Shortfall::Inactive));
    assert_eq!(shortfalls(&region, &"XXX".into(), now), [Shortfall::Inactive]);
}
