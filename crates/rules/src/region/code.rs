//! Codes: short names a region gives to its agencies, categories, districts and villages.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    };
}

code!(
    /// Code of an agency, e.g. `DAMKAR`.
    AgencyCode
);
code!(
    /// Code of a category, e.g. `KBR-BGN`.
    CategoryCode
);
code!(
    /// Code of a district (kecamatan), e.g. `35.15.08`.
    DistrictCode
);
code!(
    /// Code of a village (desa or kelurahan), e.g. `35.15.08.1001`.
    VillageCode
);
