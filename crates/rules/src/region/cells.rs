//! Cells of one line read as what they should be; whatever they are not is noted as a fault.

use super::agency::Duty;
use super::fault::{RowFault, RowFaultCode};
use super::hours::PlanHours;
use super::on_call::{Hours, MOST_ON_CALL, OnCall};
use super::plan::DISTRICT_AGENCY;
use super::table::Line;

/// A line being read. Every reader returns `None` after noting why, so that a line names all its faults at once.
pub(super) struct Cells<'a> {
    line: &'a Line,
    faults: &'a mut Vec<RowFault>,
}

impl<'a> Cells<'a> {
    pub fn new(line: &'a Line, faults: &'a mut Vec<RowFault>) -> Self {
        Self { line, faults }
    }

    pub fn note(&mut self, column: &str, code: RowFaultCode, value: &str) {
        self.faults.push(self.line.fault(column, code, value));
    }

    fn refuse<T>(&mut self, column: &str, code: RowFaultCode) -> Option<T> {
        self.note(column, code, self.line.cell(column));
        None
    }

    /// A cell that may be empty.
    pub fn words(&self, column: &str) -> String {
        self.line.cell(column).to_owned()
    }

    /// A cell that must be filled.
    pub fn filled(&mut self, column: &str) -> Option<String> {
        match self.line.cell(column) {
            "" => self.refuse(column, RowFaultCode::Empty),
            text => Some(text.to_owned()),
        }
    }

    /// A cell of at most `longest` characters that may be empty.
    pub fn short(&mut self, column: &str, longest: usize) -> Option<String> {
        let text = self.words(column);
        if text.chars().count() > longest {
            return self.refuse(column, RowFaultCode::TooLong);
        }
        Some(text)
    }

    /// A filled cell of at most `longest` characters.
    pub fn wall_name(&mut self, column: &str, longest: usize) -> Option<String> {
        let name = self.filled(column)?;
        if name.chars().count() > longest {
            return self.refuse(column, RowFaultCode::WallNameTooLong);
        }
        Some(name)
    }

    /// A filled cell that can serve as a code.
    pub fn code(&mut self, column: &str) -> Option<String> {
        let code = self.filled(column)?;
        if !is_code(&code) {
            return self.refuse(column, RowFaultCode::BadCode);
        }
        Some(code)
    }

    /// Codes separated by `;` or `|`.
    pub fn codes(&self, column: &str) -> Vec<String> {
        items(self.line.cell(column)).map(str::to_owned).collect()
    }

    /// Names separated by `;` or `|`.
    pub fn names(&self, column: &str) -> Vec<String> {
        self.codes(column)
    }

    /// Yes or no; `when_empty` for an empty cell.
    pub fn flag(&mut self, column: &str, when_empty: bool) -> Option<bool> {
        match self.line.cell(column).to_lowercase().as_str() {
            "" => Some(when_empty),
            "yes" | "ya" | "true" | "1" => Some(true),
            "no" | "tidak" | "false" | "0" => Some(false),
            _ => self.refuse(column, RowFaultCode::NotAChoice),
        }
    }

    /// A whole number from 1 to `most`; an empty cell is `Some(None)`.
    pub fn count(&mut self, column: &str, most: u32) -> Option<Option<u32>> {
        match self.line.cell(column) {
            "" => Some(None),
            text => match text.parse::<u32>() {
                Ok(number) if (1..=most).contains(&number) => Some(Some(number)),
                Ok(_) => self.refuse(column, RowFaultCode::OutOfRange),
                Err(_) => self.refuse(column, RowFaultCode::NotANumber),
            },
        }
    }

    /// A filled whole number from `-most` to `most`.
    pub fn weight(&mut self, column: &str, most: i32) -> Option<i32> {
        let text = self.filled(column)?;
        match text.parse::<i32>() {
            Ok(number) if (-most..=most).contains(&number) => Some(number),
            Ok(_) => self.refuse(column, RowFaultCode::OutOfRange),
            Err(_) => self.refuse(column, RowFaultCode::NotANumber),
        }
    }

    /// Degrees from `-most` to `most`, with a decimal point or the comma Indonesian spreadsheets write.
    pub fn degrees(&mut self, column: &str, most: f64) -> Option<f64> {
        let text = self.filled(column)?;
        match text.replace(',', ".").parse::<f64>() {
            Ok(number) if !number.is_finite() => self.refuse(column, RowFaultCode::NotANumber),
            Ok(number) if number.abs() > most => self.refuse(column, RowFaultCode::OutOfRange),
            Ok(number) => Some(number),
            Err(_) => self.refuse(column, RowFaultCode::NotANumber),
        }
    }

    /// A filled cell that is one of the words `read` knows; it is given the word in lower case.
    pub fn choice<T>(&mut self, column: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = self.filled(column)?;
        match read(&word.to_lowercase()) {
            Some(found) => Some(found),
            None => self.refuse(column, RowFaultCode::NotAChoice),
        }
    }

    /// As [`Self::choice`], for any number of words separated by `;` or `|`.
    pub fn choices<T>(&mut self, column: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let found: Option<Vec<T>> =
            items(self.line.cell(column)).map(|word| read(&word.to_lowercase())).collect();
        match found {
            Some(found) => Some(found),
            None => self.refuse(column, RowFaultCode::NotAChoice),
        }
    }

    /// Duty hours: empty, `24 jam`, or days and hours such as `1-5 07:00-15:30` and `6,7 20.00-06.00`.
    pub fn duty(&mut self, column: &str) -> Option<Duty> {
        match duty(&self.line.cell(column).to_lowercase()) {
            Some(duty) => Some(duty),
            None => self.refuse(column, RowFaultCode::BadHours),
        }
    }

    /// Hours of a plan: empty, `jam kerja`, `di luar jam kerja`, or days and hours as in [`Self::duty`].
    pub fn hours(&mut self, column: &str) -> Option<PlanHours> {
        match hours(&self.line.cell(column).to_lowercase()) {
            Some(hours) => Some(hours),
            None => self.refuse(column, RowFaultCode::BadHours),
        }
    }

    /// Hours in which somebody is called: empty and `24 jam` are always, others as in [`Self::duty`].
    pub fn call_hours(&mut self, column: &str) -> Option<Option<Hours>> {
        match call_hours(&self.line.cell(column).to_lowercase()) {
            Some(hours) => Some(hours),
            None => self.refuse(column, RowFaultCode::BadHours),
        }
    }

    /// `Petugas malam: 0812-0000-0102 @ 1-7 16:00-07:00`, any number of them; without hours they are called always.
    pub fn on_call(&mut self, column: &str) -> Option<Vec<OnCall>> {
        let mut found = Vec::new();
        for item in items(self.line.cell(column)) {
            let (reach, hours) = item.rsplit_once('@').unwrap_or((item, ""));
            let (who, telephone) = reach.split_once(':').unwrap_or((reach, ""));
            let (who, telephone) = (who.trim().to_owned(), telephone.trim().to_owned());
            if who.is_empty() || telephone.is_empty() {
                return self.refuse(column, RowFaultCode::Empty);
            }
            let Some(hours) = call_hours(&hours.trim().to_lowercase()) else {
                return self.refuse(column, RowFaultCode::BadHours);
            };
            found.push(OnCall { who, telephone, hours });
        }
        if found.len() > MOST_ON_CALL {
            return self.refuse(column, RowFaultCode::TooMany);
        }
        Some(found)
    }
}

pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|']).map(str::trim).filter(|item| !item.is_empty())
}

fn is_code(text: &str) -> bool {
    let spoils = |letter: char| letter.is_whitespace() || letter.is_control() || ";|:,\"".contains(letter);
    text != DISTRICT_AGENCY && !text.contains(spoils)
}

fn duty(text: &str) -> Option<Duty> {
    match text {
        "" => return Some(Duty::Unknown),
        "24 jam" | "always" => return Some(Duty::Always),
        _ => {}
    }
    let (days, hours) = text.split_once(' ')?;
    let (from, to) = hours.split_once('-')?;
    let (from_minute, to_minute) = (minute_of_day(from)?, minute_of_day(to)?);
    let days = weekdays(days)?;
    (from_minute < 1_440).then_some(Duty::Weekly { days, from_minute, to_minute })
}

fn hours(text: &str) -> Option<PlanHours> {
    match text {
        "" => return Some(PlanHours::Any),
        "jam kerja" | "working" => return Some(PlanHours::Working),
        "di luar jam kerja" | "off working" => return Some(PlanHours::OffWorking),
        _ => {}
    }
    match duty(text)? {
        Duty::Always => Some(PlanHours::Any),
        Duty::Unknown => None,
        Duty::Weekly { days, from_minute, to_minute } => {
            Some(PlanHours::Weekly { days, from_minute, to_minute })
        }
    }
}

fn call_hours(text: &str) -> Option<Option<Hours>> {
    match duty(text)? {
        Duty::Always | Duty::Unknown => Some(None),
        Duty::Weekly { days, from_minute, to_minute } => Some(Some(Hours { days, from_minute, to_minute })),
    }
}

/// `1-5` or `6,7` or both mixed, as ascending days without repetition.
fn weekdays(text: &str) -> Option<Vec<u8>> {
    let day = |text: &str| text.trim().parse::<u8>().ok().filter(|day| (1..=7).contains(day));
    let mut named = [false; 8];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        if first > last {
            return None;
        }
        for slot in named.iter_mut().take(usize::from(last) + 1).skip(usize::from(first)) {
            *slot = true;
        }
    }
    Some((1..=7).filter(|day| named.get(usize::from(*day)) == Some(&true)).collect())
}

/// `07:30` or `07.30`; `24:00` is the end of the day.
fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (minute < 60 && (hour < 24 || (hour == 24 && minute == 0))).then(|| hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duty_hours_are_read_as_people_write_them() {
        let office = Duty::Weekly { days: vec![1, 2, 3, 4, 5], from_minute: 420, to_minute: 930 };
        assert_eq!(duty("1-5 07:00-15:30"), Some(office.clone()));
        assert_eq!(duty("1-5 07.00 - 15.30"), Some(office));
        let nights = Duty::Weekly { days: vec![1, 6, 7], from_minute: 1_200, to_minute: 360 };
        assert_eq!(duty("6,7,1 20.00-06.00"), Some(nights));
        assert_eq!(duty("24 jam"), Some(Duty::Always));
        assert_eq!(duty(""), Some(Duty::Unknown));
        for wrong in
            ["besok", "8 07:00-15:00", "5-1 07:00-15:00", "1-5 25:00-26:00", "1-5 07:60-08:00", "1-5"]
        {
            assert_eq!(duty(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_hours_of_a_plan_are_the_rooms_or_stated() {
        assert_eq!(hours(""), Some(PlanHours::Any));
        assert_eq!(hours("24 jam"), Some(PlanHours::Any));
        assert_eq!(hours("jam kerja"), Some(PlanHours::Working));
        assert_eq!(hours("di luar jam kerja"), Some(PlanHours::OffWorking));
        let nights = PlanHours::Weekly { days: vec![5, 6], from_minute: 1_320, to_minute: 300 };
        assert_eq!(hours("5,6 22:00-05:00"), Some(nights));
        for wrong in ["malam", "jam", "1-5", "9 08:00-09:00", "22:00-05:00"] {
            assert_eq!(hours(wrong), None, "{wrong}");
        }
    }
}
