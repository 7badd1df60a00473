//! A photo as evidence of what was done. Its bytes lie outside the journal, beside its ticket, so that they can be
//! erased with it; what happened names them by their hash.

use crate::id::TicketId;
use crate::time::At;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Most photos beside the words of one agency that is done.
pub const MOST_PHOTOS: usize = 3;
/// Longest file that is taken in, in bytes.
pub const LARGEST_PHOTO: usize = 10 << 20;

/// The SHA-256 of a photo as the room keeps it; 64 digits of hex on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct PhotoId(pub [u8; 32]);

impl PhotoId {
    /// `None` unless it is 64 digits of hex in small letters: one photo has one name.
    pub fn parse(hex: &str) -> Option<PhotoId> {
        let mut sum = [0; 32];
        if hex.len() != 64 || hex.bytes().any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (at, byte) in sum.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(PhotoId(sum))
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for PhotoId {
    type Error = &'static str;
    fn try_from(hex: String) -> Result<PhotoId, &'static str> {
        PhotoId::parse(&hex).ok_or("photo")
    }
}

impl From<PhotoId> for String {
    fn from(id: PhotoId) -> String {
        id.to_string()
    }
}

/// Which photo: one that was given to two tickets is two, each erased with its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct PhotoOf {
    pub ticket: TicketId,
    pub photo: PhotoId,
}

/// Somebody looked at a photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoLook {
    pub photo: PhotoId,
    pub at: At,
    pub by: String,
    pub desk: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_has_one_name() {
        let id = PhotoId([0xa5; 32]);
        let name = id.to_string();
        assert_eq!((name.len(), PhotoId::parse(&name)), (64, Some(id)));
        assert_eq!(serde_json::from_str::<PhotoId>(&format!("\"{name}\"")).unwrap(), id);
        for wrong in [name.to_uppercase(), name[1..].to_owned(), format!("+{}", &name[1..]), "ö".repeat(32)]
        {
            assert_eq!(PhotoId::parse(&wrong), None, "{wrong}");
        }
        assert!(serde_json::from_str::<PhotoId>("\"../room.db\"").is_err());
    }
}
