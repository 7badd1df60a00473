//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;

/// No window at the start.
pub const HIDDEN: &str = "--hidden";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The data folder; absent: the platform's own.
    pub data: Option<PathBuf>,
    /// Started at sign-on: no window until somebody opens it from the tray.
    pub hidden: bool,
    /// Draw without what graphics drivers are known to get wrong.
    pub safe_display: bool,
    pub help: bool,
}

/// Why a command line is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    Unknown { argument: String },
    MissingFolder,
}

impl Arguments {
    /// Reads the command line without the program's own name.
    pub fn read(given: impl IntoIterator<Item = OsString>) -> Result<Arguments, Wrong> {
        let mut arguments = Arguments::default();
        let mut given = given.into_iter();
        while let Some(one) = given.next() {
            match one.to_str() {
                Some("--data") => {
                    let folder = given.next().filter(|folder| !folder.is_empty());
                    arguments.data = Some(PathBuf::from(folder.ok_or(Wrong::MissingFolder)?));
                }
                Some(HIDDEN) => arguments.hidden = true,
                Some("--safe-display") => arguments.safe_display = true,
                Some("--help" | "-h") => arguments.help = true,
                _ => return Err(Wrong::Unknown { argument: one.to_string_lossy().into_owned() }),
            }
        }
        Ok(arguments)
    }

    /// What a start at sign-on is given, so that it opens the same room.
    pub fn at_sign_on(&self) -> Vec<String> {
        let mut line = vec![HIDDEN.to_owned()];
        if self.safe_display {
            line.push("--safe-display".to_owned());
        }
        if let Some(folder) = &self.data {
            let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
            line.extend(["--data".to_owned(), folder.to_string_lossy().into_owned()]);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[&str]) -> Result<Arguments, Wrong> {
        Arguments::read(line.iter().map(OsString::from))
    }

    #[test]
    fn every_argument_is_read_and_given_again_at_sign_on() {
        let read = read(&["--hidden", "--data", "ruang dua", "--safe-display"]).unwrap();
        assert_eq!(read.data, Some(PathBuf::from("ruang dua")));
        assert!(read.hidden && read.safe_display && !read.help);
        let again = Arguments::read(read.at_sign_on().into_iter().map(OsString::from)).unwrap();
        assert_eq!(again.data, Some(std::path::absolute("ruang dua").unwrap()));
        assert!(again.hidden && again.safe_display);
    }

    #[test]
    fn what_is_not_known_or_not_whole_is_refused() {
        assert_eq!(read(&["--dta"]), Err(Wrong::Unknown { argument: "--dta".to_owned() }));
        assert_eq!(read(&["--data"]), Err(Wrong::MissingFolder));
    }
}
