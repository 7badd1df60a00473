//! Which backups of a place stay: the newest of each of the last 24 hours, 7 days and 4 weeks that have one.

use super::EXTENSION;
use crate::broken;
use kentongan_rules::problem::Problem;
use std::path::Path;

const HOURLY: usize = 24;
const DAILY: usize = 7;
const WEEKLY: usize = 4;

/// Takes away what no hour, day or week needs; never `newest`, which was made a moment ago, whatever the clock said
/// before. What an interrupted backup left goes as well.
pub fn prune(folder: &Path, newest: &str) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("backup folder", &e);
    let (mut names, mut parts): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let name = entry.map_err(io)?.file_name().to_string_lossy().into_owned();
        if is_backup(&name, EXTENSION) {
            names.push(name);
        } else if is_backup(&name, "kentongan.part") {
            parts.push(name);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    let gone = superfluous(&names).into_iter().filter(|name| *name != newest).chain(&parts);
    for name in gone {
        std::fs::remove_file(folder.join(name)).map_err(io)?;
    }
    Ok(())
}

/// `20261126-1400-7.kentongan.age`, and nothing else that may lie in somebody's folder.
fn is_backup(name: &str, extension: &str) -> bool {
    let Some((stem, ending)) = name.split_once('.') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = stem.split('-').collect();
    ending == extension
        && matches!(parts[..], [day, minute, seq]
            if day.len() == 8 && minute.len() == 4 && digits(day) && digits(minute) && digits(seq))
}

/// Of names in falling order, those that nothing needs.
fn superfluous(names: &[String]) -> Vec<&String> {
    let (mut hours, mut days, mut weeks) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_first = |name: &String| {
        let (day, hour) = (&name[..8], &name[..11]);
        // Each is asked: what an hour needs is its day's and its week's newest as well.
        let needed = [
            first_of(&mut hours, hour.to_owned(), HOURLY),
            first_of(&mut days, day.to_owned(), DAILY),
            first_of(&mut weeks, week(day).to_string(), WEEKLY + 1),
        ];
        needed.contains(&true)
    };
    names.iter().filter(|name| !is_first(name)).collect()
}

/// Is it the first of its span, and is there room for another?
fn first_of(seen: &mut Vec<String>, span: String, most: usize) -> bool {
    let is_new = seen.last() != Some(&span) && seen.len() < most;
    if is_new {
        seen.push(span);
    }
    is_new
}

fn week(day: &str) -> i64 {
    use chrono::Datelike;
    chrono::NaiveDate::parse_from_str(day, "%Y%m%d").map_or(0, |d| i64::from(d.num_days_from_ce() - 1) / 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_day_of_hours_a_week_of_days_and_four_weeks_stay() {
        let mut names: Vec<String> = Vec::new();
        for hour in 0..60 * 24 {
            let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap().and_hms_opt(23, 0, 0).unwrap();
            let at = at - chrono::Duration::hours(hour);
            for minute in ["59", "01"] {
                names.push(format!("{}{minute}-7.{EXTENSION}", at.format("%Y%m%d-%H")));
            }
        }
        let gone: BTreeSet<&String> = superfluous(&names).into_iter().collect();
        let kept: Vec<&String> = names.iter().filter(|name| !gone.contains(name)).collect();
        // 24 hours of the newest day, six days before it, and what weeks add: this one's and the last one's newest day
        // are among the days already.
        assert_eq!(kept.len(), 24 + 6 + 3, "{kept:?}");
        assert!(kept[0].starts_with("20261126-2359") && kept[1].starts_with("20261126-2259"));
        assert_eq!(kept.iter().filter(|name| name[9..].starts_with("2359")).count(), kept.len() - 23);
    }

    #[test]
    fn the_one_just_made_stays_and_so_does_whatever_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| std::fs::write(folder.path().join(name), "x").unwrap();
        // The clock was a year ahead for two days; now it is right, and the newest lies behind all of them.
        for hour in 0..48 {
            put(&format!("202711{:02}-{:02}00-9.{EXTENSION}", 1 + hour / 24, hour % 24));
        }
        for week in 1..9 {
            put(&format!("202709{:02}-0000-8.{EXTENSION}", week * 3));
        }
        let newest = format!("20261126-1400-9.{EXTENSION}");
        for name in [newest.as_str(), "20261126-1359-9.kentongan.part", "20261126 foto.jpg", "catatan.age"] {
            put(name);
        }
        prune(folder.path(), &newest).unwrap();
        let there = |name: &str| folder.path().join(name).exists();
        assert!(there(&newest) && there("20261126 foto.jpg") && there("catatan.age"));
        assert!(!there("20261126-1359-9.kentongan.part"));
        assert!(!there(&format!("20271101-0000-9.{EXTENSION}")));
    }
}
