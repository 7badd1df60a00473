//! What alarms are heard on at one PC: its own business, and no setting of the room.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a look at the sound devices found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Speaker {
    /// A browser desk or a headless room plays none of its own.
    #[default]
    None,
    Ready {
        name: String,
    },
    /// The chosen device is gone; the PC's default is used instead.
    Instead {
        chosen: String,
        name: String,
    },
    Missing,
    /// The volume is 0: nobody hears anything.
    Silent,
}

/// A device to choose; `id` is the platform's own word for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpeakerDevice {
    pub id: String,
    pub name: String,
}

/// What a person chose at this PC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpeakerChoice {
    /// Absent: whatever the PC plays on by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub device: Option<SpeakerDevice>,
    /// Loudness of the alarm's own pulses, 0 to 100 percent.
    pub volume: u8,
}

impl Default for SpeakerChoice {
    fn default() -> SpeakerChoice {
        SpeakerChoice { device: None, volume: 70 }
    }
}

/// The choice, what there is to choose from, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpeakerPage {
    pub choice: SpeakerChoice,
    pub devices: Vec<SpeakerDevice>,
    pub speaker: Speaker,
}
