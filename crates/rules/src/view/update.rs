//! An update from a file, as the shell of a desktop tells its page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What this program is, and whether it takes updates from files at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateView {
    pub version: String,
    pub takes_files: bool,
}

/// Why a package is not installed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Unfit {
    /// This build knows no key that releases are signed with.
    NoKey,
    /// The file or its signature cannot be read, or not be copied.
    Unreadable,
    /// Larger than any release; never read.
    TooLarge,
    /// No signature lies beside it.
    Unsigned,
    /// What lies beside it is no signature.
    NotASignature,
    /// Signed by somebody else.
    OtherKey,
    /// Not what was signed: a byte differs, or some are missing.
    Damaged,
    /// Rightly signed, and no release of this program.
    NotARelease,
    /// A release for another system.
    OtherSystem { target: String },
    /// A release that is no newer than this program.
    NotNewer { version: String },
}

/// What came of choosing a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "chosen", rename_all = "snake_case")]
pub enum UpdateChosen {
    Nothing,
    /// Its bytes are kept where only this program puts them, until they are installed.
    Found {
        from: String,
        to: String,
    },
    Unfit {
        unfit: Unfit,
    },
}

/// What came of installing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "installed", rename_all = "snake_case")]
pub enum UpdateInstalled {
    /// The program's files are new; it runs on as it is until it is started again.
    Done,
    /// The installer runs and starts the program again: this one ends now.
    Leaving,
    /// The system did not let it, or cannot ask: this is to be run by whoever may.
    ByHand {
        command: String,
    },
    Unfit {
        unfit: Unfit,
    },
}
