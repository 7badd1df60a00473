//! What was chosen at this PC, in a small file of its own beside the mark of handed-over alarms.

use crate::notify::mark::replace;
use kentongan_rules::view::SpeakerChoice;
use std::path::{Path, PathBuf};
use std::{fs, io};

pub struct Chosen {
    file: PathBuf,
    choice: SpeakerChoice,
}

impl Chosen {
    /// The PC's own default where nothing was chosen, or where the file cannot be read.
    pub fn of(data: &Path) -> Chosen {
        let file = data.join("sound.json");
        let choice = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                tracing::error!(%error, "the choice of a speaker is unreadable; the default is used");
                SpeakerChoice::default()
            }),
            Err(_) => SpeakerChoice::default(),
        };
        Chosen { file, choice }
    }

    pub fn choice(&self) -> &SpeakerChoice {
        &self.choice
    }

    /// Holds for this run even where it cannot be written.
    pub fn choose(&mut self, choice: SpeakerChoice) -> io::Result<()> {
        self.choice = SpeakerChoice { volume: choice.volume.min(100), ..choice };
        replace(&self.file, &self.choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::view::SpeakerDevice;

    #[test]
    fn a_choice_is_read_again_and_a_torn_one_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(*Chosen::of(folder.path()).choice(), SpeakerChoice::default());
        let device = SpeakerDevice { id: "alsa:sysdefault:CARD=PCH".to_owned(), name: "Analog".to_owned() };
        let choice = SpeakerChoice { device: Some(device), volume: 40 };
        Chosen::of(folder.path()).choose(choice.clone()).unwrap();
        assert_eq!(*Chosen::of(folder.path()).choice(), choice);
        fs::write(folder.path().join("sound.json"), "{\"volume\":").unwrap();
        assert_eq!(*Chosen::of(folder.path()).choice(), SpeakerChoice::default());
    }

    #[test]
    fn a_choice_that_cannot_be_written_still_holds_and_is_never_louder_than_all() {
        let folder = tempfile::tempdir().unwrap();
        let mut chosen = Chosen::of(&folder.path().join("gone"));
        assert!(chosen.choose(SpeakerChoice { device: None, volume: 200 }).is_err());
        assert_eq!(chosen.choice().volume, 100);
    }
}
