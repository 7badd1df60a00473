//! The rows folded from the journal: a cache of it, written in the transaction of the facts.

pub(crate) mod alarm;
pub(crate) mod call;
pub(crate) mod setup;
pub(crate) mod ticket;

/// A value as its stored name: enums are words in columns as they are in JSON.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> Result<String, crate::Broken> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(crate::Broken::other(format!("not a word: {other}"))),
    }
}

/// The value of a stored name.
pub(crate) fn unword<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, crate::Broken> {
    Ok(serde_json::from_value(serde_json::Value::String(word.to_owned()))?)
}
