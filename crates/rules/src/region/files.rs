//! The files of a region, read together because they refer to each other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::agency::{Agency, AgencyKind, Body, Contact, Head};
use super::category::{Category, Channel112, Severity};
use super::cells::{Cells, items};
use super::code::{AgencyCode, CategoryCode, DistrictCode, VillageCode};
use super::cue;
use super::fault::{RegionFile, RowFault, RowFaultCode};
use super::place::{District, Village, VillageKind};
use super::plan::{DISTRICT_AGENCY, PlanRow, Support};
use super::question;
use super::table::{self, Column, Line, optional, required};
use super::{AGENCY_WALL_NAME, CATEGORY_WALL_NAME, DISTRICT_WALL_NAME, Region};

/// The text of each file: UTF-8 with or without a byte order mark, separated by commas or semicolons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegionFiles {
    pub agencies: String,
    pub categories: String,
    pub districts: String,
    pub villages: String,
    pub plans: String,
    /// Empty: narratives are read by the product's own cues.
    #[serde(default)]
    pub cues: String,
    /// Empty: callers are asked the product's own questions.
    #[serde(default)]
    pub questions: String,
}

impl RegionFiles {
    /// The files the product ships.
    #[must_use]
    pub fn sidoarjo() -> Self {
        Self {
            agencies: include_str!("../../seed/agencies.csv").to_owned(),
            categories: include_str!("../../seed/categories.csv").to_owned(),
            districts: include_str!("../../seed/districts.csv").to_owned(),
            villages: include_str!("../../seed/villages.csv").to_owned(),
            plans: include_str!("../../seed/plans.csv").to_owned(),
            cues: String::new(),
            questions: String::new(),
        }
    }
}

const AGENCIES: &[Column] = &[
    required("code"),
    required("name"),
    required("short_name"),
    required("wall_name"),
    required("kind"),
    optional("handles"),
    optional("telephone"),
    optional("radio"),
    optional("whatsapp"),
    optional("contact_hours"),
    optional("on_call"),
    optional("duty"),
    optional("active"),
    optional("takes_over"),
    optional("head_title"),
    optional("head_name"),
    optional("basis"),
];
const CATEGORIES: &[Column] = &[
    required("code"),
    required("name_id"),
    required("name_en"),
    required("wall_name"),
    required("group"),
    required("emergency"),
    required("severity_default"),
    required("channel"),
    optional("restricted"),
    optional("violent"),
    optional("ack_minutes"),
    optional("onscene_minutes"),
    optional("work_days"),
    optional("keywords"),
    optional("active"),
    optional("basis"),
];
const DISTRICTS: &[Column] = &[
    required("code"),
    required("name"),
    required("wall_name"),
    required("lat"),
    required("lon"),
    optional("agency"),
    optional("fire_post"),
    optional("neighbours"),
];
const VILLAGES: &[Column] = &[
    required("code"),
    required("name"),
    required("kind"),
    required("district"),
    required("lat"),
    required("lon"),
    optional("aliases"),
];
const PLANS: &[Column] = &[
    required("id"),
    required("category"),
    optional("severity"),
    optional("district"),
    optional("hours"),
    required("lead"),
    optional("supports"),
    optional("active"),
    optional("basis"),
];

const YEAR_MINUTES: u32 = 366 * 24 * 60;
const YEAR_DAYS: u32 = 366;

/// Reads a region. Its name, ticket prefix and zone are those of Sidoarjo; [`Region::named`] gives others.
///
/// # Errors
/// Every fault of every row of every file, in the order of the files and their lines.
pub fn parse(files: &RegionFiles) -> Result<Region, Vec<RowFault>> {
    let mut faults = Vec::new();
    let mut open = |file, text: &str, columns| table::read(file, text, columns, &mut faults);
    let agency_lines = open(RegionFile::Agencies, &files.agencies, AGENCIES);
    let category_lines = open(RegionFile::Categories, &files.categories, CATEGORIES);
    let district_lines = open(RegionFile::Districts, &files.districts, DISTRICTS);
    let village_lines = open(RegionFile::Villages, &files.villages, VILLAGES);
    let plan_lines = open(RegionFile::Plans, &files.plans, PLANS);

    let agency_codes = Codes::of(agency_lines.as_deref());
    let category_codes = Codes::of(category_lines.as_deref());
    let district_codes = Codes::of(district_lines.as_deref());

    let mut region = Region {
        name: "Sidoarjo".to_owned(),
        prefix: "SDA".to_owned(),
        utc_offset_minutes: 420,
        agencies: rows(agency_lines, "code", &mut faults, agency),
        categories: rows(category_lines, "code", &mut faults, category),
        districts: rows(district_lines, "code", &mut faults, |cells| {
            district(cells, &agency_codes, &district_codes)
        }),
        villages: rows(village_lines, "code", &mut faults, |cells| village(cells, &district_codes)),
        plans: Vec::new(),
        cues: Vec::new(),
        questions: Vec::new(),
        cue_changes: Vec::new(),
    };
    let mut plans: Vec<PlanRow> = Vec::new();
    rows(plan_lines, "id", &mut faults, |cells| {
        let row = plan(cells, &agency_codes, &category_codes, &district_codes)?;
        if let Some(earlier) = plans.iter().find(|earlier| overlap(earlier, &row)) {
            cells.note("id", RowFaultCode::OverlappingPlan, &earlier.id);
        }
        plans.push(row);
        Some(())
    });
    region.plans = plans;
    region.cues = cue::read(&files.cues, category_codes.0.as_ref(), &mut faults);
    let (category, agency) = (|code: &str| category_codes.has(code), |code: &str| agency_codes.has(code));
    region.questions = question::read::read(&files.questions, &category, &agency, &mut faults);

    if faults.is_empty() {
        Ok(region)
    } else {
        faults.sort_by_key(|fault| (fault.file, fault.line));
        Err(faults)
    }
}

/// The codes a file defines, read before its rows so that one bad cell does not make every reference to its row
/// bad too. Unknown when the file itself cannot be read.
struct Codes(Option<BTreeSet<String>>);

impl Codes {
    fn of(lines: Option<&[Line]>) -> Self {
        Self(lines.map(|lines| lines.iter().map(|line| line.cell("code").to_owned()).collect()))
    }

    fn has(&self, code: &str) -> bool {
        self.0.as_ref().is_none_or(|codes| codes.contains(code))
    }
}

/// Reads every line, noting keys that stand twice.
fn rows<T>(
    lines: Option<Vec<Line>>,
    key: &str,
    faults: &mut Vec<RowFault>,
    mut read: impl FnMut(&mut Cells<'_>) -> Option<T>,
) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for line in lines.unwrap_or_default() {
        let mut cells = Cells::new(&line, faults);
        let code = line.cell(key);
        if !code.is_empty() && !seen.insert(code.to_owned()) {
            cells.note(key, RowFaultCode::DuplicateCode, code);
        }
        found.extend(read(&mut cells));
    }
    found
}

fn agency(cells: &mut Cells<'_>) -> Option<Agency> {
    let code = cells.code("code");
    let name = cells.filled("name");
    let short_name = cells.filled("short_name");
    let wall_name = cells.wall_name("wall_name", AGENCY_WALL_NAME);
    let kind = cells.choice("kind", |word| match word {
        "regency" => Some(AgencyKind::Regency),
        "unit" => Some(AgencyKind::Unit),
        "outside" => Some(AgencyKind::Outside),
        _ => None,
    });
    let duty = cells.duty("duty");
    let contact_hours = cells.call_hours("contact_hours");
    let on_call = cells.on_call("on_call");
    let active = cells.flag("active", true);
    let takes = cells.choices("takes_over", |word| match word {
        "yes" | "ya" => Some(Takes::Cases),
        "caller" | "pelapor" => Some(Takes::Caller),
        "tracking" | "nomor" => Some(Takes::Tracking),
        _ => None,
    });
    let (title, holder) = (cells.words("head_title"), cells.words("head_name"));
    Some(Agency {
        code: AgencyCode::from(code?),
        name: name?,
        short_name: short_name?,
        wall_name: wall_name?,
        kind: kind?,
        handles: cells.words("handles"),
        contact: Contact {
            telephone: cells.words("telephone"),
            radio: cells.words("radio"),
            whatsapp: cells.words("whatsapp"),
            hours: contact_hours?,
        },
        duty: duty?,
        active: active?,
        body: Some(takes?).filter(|takes| !takes.is_empty()).map(|takes| Body {
            caller: takes.contains(&Takes::Caller),
            tracking: takes.contains(&Takes::Tracking),
        }),
        head: (!title.is_empty()).then_some(Head { title, name: holder }),
        on_call: on_call?,
    })
}

/// A word of the column `takes_over`.
#[derive(PartialEq)]
enum Takes {
    Cases,
    Caller,
    Tracking,
}

fn category(cells: &mut Cells<'_>) -> Option<Category> {
    let code = cells.code("code");
    let name_id = cells.filled("name_id");
    let name_en = cells.filled("name_en");
    let wall_name = cells.wall_name("wall_name", CATEGORY_WALL_NAME);
    let group = cells.code("group");
    let emergency = cells.filled("emergency").and_then(|_| cells.flag("emergency", false));
    let severity_default = cells.choice("severity_default", Severity::from_word);
    let channel = cells.choice("channel", |word| match word {
        "112" => Some(Channel112::Own),
        "119" => Some(Channel112::Ambulance),
        "lapor" => Some(Channel112::Lapor),
        _ => None,
    });
    let restricted = cells.flag("restricted", false);
    let violent = cells.flag("violent", false);
    let ack_minutes = cells.count("ack_minutes", YEAR_MINUTES);
    let onscene_minutes = cells.count("onscene_minutes", YEAR_MINUTES);
    let work_days = cells.count("work_days", YEAR_DAYS);
    let active = cells.flag("active", true);
    Some(Category {
        code: CategoryCode::from(code?),
        name_id: name_id?,
        name_en: name_en?,
        wall_name: wall_name?,
        group: group?,
        emergency: emergency?,
        severity_default: severity_default?,
        channel: channel?,
        restricted: restricted?,
        violent: violent?,
        ack_minutes: ack_minutes?,
        onscene_minutes: onscene_minutes?,
        work_days: work_days?,
        keywords: cells.words("keywords"),
        active: active?,
    })
}

fn district(cells: &mut Cells<'_>, agencies: &Codes, districts: &Codes) -> Option<District> {
    let code = cells.code("code");
    let name = cells.filled("name");
    let wall_name = cells.wall_name("wall_name", DISTRICT_WALL_NAME);
    let lat = cells.degrees("lat", 90.0);
    let lon = cells.degrees("lon", 180.0);
    let agency = cells.words("agency");
    if !agency.is_empty() && !agencies.has(&agency) {
        cells.note("agency", RowFaultCode::UnknownReference, &agency);
    }
    let neighbours = cells.codes("neighbours");
    for neighbour in neighbours.iter().filter(|neighbour| !districts.has(neighbour)) {
        cells.note("neighbours", RowFaultCode::UnknownReference, neighbour);
    }
    Some(District {
        code: DistrictCode::from(code?),
        name: name?,
        wall_name: wall_name?,
        lat: lat?,
        lon: lon?,
        agency: (!agency.is_empty()).then(|| AgencyCode::from(agency)),
        fire_post: cells.words("fire_post"),
        neighbours: neighbours.into_iter().map(DistrictCode::from).collect(),
    })
}

fn village(cells: &mut Cells<'_>, districts: &Codes) -> Option<Village> {
    let code = cells.code("code");
    let name = cells.filled("name");
    let kind = cells.choice("kind", |word| match word {
        "desa" => Some(VillageKind::Desa),
        "kelurahan" => Some(VillageKind::Kelurahan),
        _ => None,
    });
    let district = reference(cells, "district", districts);
    let lat = cells.degrees("lat", 90.0);
    let lon = cells.degrees("lon", 180.0);
    Some(Village {
        code: VillageCode::from(code?),
        name: name?,
        kind: kind?,
        district: DistrictCode::from(district?),
        lat: lat?,
        lon: lon?,
        aliases: cells.names("aliases"),
    })
}

fn plan(cells: &mut Cells<'_>, agencies: &Codes, categories: &Codes, districts: &Codes) -> Option<PlanRow> {
    let id = cells.code("id");
    let category = reference(cells, "category", categories);
    let severity = cells.choices("severity", Severity::from_word);
    let district = cells.words("district");
    if !district.is_empty() && !districts.has(&district) {
        cells.note("district", RowFaultCode::UnknownReference, &district);
    }
    let hours = cells.hours("hours");
    let lead = reference(cells, "lead", agencies);
    let supports = supports(cells, agencies, lead.as_deref());
    let active = cells.flag("active", true);
    Some(PlanRow {
        id: id?,
        category: CategoryCode::from(category?),
        severity: severity?,
        district: (!district.is_empty()).then(|| DistrictCode::from(district)),
        hours: hours?,
        lead: AgencyCode::from(lead?),
        supports,
        active: active?,
    })
}

/// `PSC119:bila ada korban;KEC`: codes with an optional reason each.
fn supports(cells: &mut Cells<'_>, agencies: &Codes, lead: Option<&str>) -> Vec<Support> {
    let text = cells.words("supports");
    let mut found: Vec<Support> = Vec::new();
    for item in items(&text) {
        let (code, why) = item.split_once(':').unwrap_or((item, ""));
        let (code, why) = (code.trim(), why.trim());
        if code != DISTRICT_AGENCY && !agencies.has(code) {
            cells.note("supports", RowFaultCode::UnknownReference, code);
        }
        if Some(code) == lead || found.iter().any(|support| support.agency == code) {
            cells.note("supports", RowFaultCode::DuplicateCode, code);
        }
        found.push(Support { agency: code.to_owned(), why: why.to_owned() });
    }
    found
}

/// A filled cell that names a row of another file.
fn reference(cells: &mut Cells<'_>, column: &str, codes: &Codes) -> Option<String> {
    let code = cells.filled(column)?;
    if !codes.has(&code) {
        cells.note(column, RowFaultCode::UnknownReference, &code);
        return None;
    }
    Some(code)
}

/// Two active rows of the same specificity that some ticket would fit both of.
fn overlap(one: &PlanRow, other: &PlanRow) -> bool {
    one.active
        && other.active
        && one.category == other.category
        && one.district == other.district
        && one.specificity() == other.specificity()
        && one.hours.overlaps(&other.hours)
        && (one.severity.is_empty() || one.severity.iter().any(|severity| other.severity.contains(severity)))
}

#[cfg(test)]
mod tests;
