//! Personal text leaves the command before it is judged: what is judged, and journaled, only names it.

use crate::{broken, secret};
use hmac::{Hmac, KeyInit, Mac};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::SealedId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::setup::SHORTEST_PASSWORD;
use kentongan_rules::text::{Sealed, TextKind, clean, digits};
use kentongan_store::{SealedText, digest};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub struct SealedCommand {
    pub command: Execute<Sealed>,
    /// Of the body as it arrived, so that a retry is known whatever names its texts got.
    pub body_digest: String,
    pub texts: Vec<SealedText>,
}

/// The room's HMAC of a number's digits: how a caller is found again.
pub fn tag(key: &[u8], number: &str) -> Option<String> {
    let digits = digits(number)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(digits.as_bytes());
    Some(broken::hex(&mac.finalize().into_bytes()))
}

/// Seals `execute`; secrets are hashed first, which takes a while.
pub async fn seal(execute: Execute<String>, key: &[u8]) -> Result<SealedCommand, Problem> {
    let body = serde_json::to_vec(&execute).map_err(|e| broken::other("seal", &e))?;
    let body_digest = broken::hex(&Sha256::digest(&body));
    let Execute { id, command } = execute;
    let command = with_secrets_hashed(command).await?;
    let ticket = command.touches().ticket;
    let mut texts = Vec::new();
    let command = command.seal(
        |kind, text: String| {
            let Some(text) = clean(kind, &text).map_err(Problem::from)? else { return Ok(None) };
            let (sealed, kept) = sealed(kind, text, key)?;
            texts.push(SealedText { ticket, ..kept });
            Ok(Some(sealed))
        },
        |what| Problem::from(Refusal::Missing { what: what.to_owned() }),
    )?;
    Ok(SealedCommand { command: Execute { id, command }, body_digest, texts })
}

fn sealed(kind: TextKind, text: String, key: &[u8]) -> Result<(Sealed, SealedText), Problem> {
    let id = SealedId(Uuid::now_v7());
    let salt = secret::random(16)?;
    let tag = (kind == TextKind::Number).then(|| tag(key, &text)).flatten();
    let sealed = Sealed { id, digest: digest(&salt, &text), tag: tag.clone() };
    Ok((sealed, SealedText { id, kind, salt, text, tag, ticket: None }))
}

async fn with_secrets_hashed(command: Command<String>) -> Result<Command<String>, Problem> {
    let strong = |secret: &str| {
        if secret.chars().count() < SHORTEST_PASSWORD {
            return Err(Problem::from(Refusal::WeakPassword { shortest: SHORTEST_PASSWORD as u32 }));
        }
        Ok(())
    };
    Ok(match command {
        Command::Found(mut found) => {
            strong(&found.secret)?;
            strong(&found.recovery)?;
            found.secret = secret::hash(found.secret).await?;
            found.recovery = secret::hash(secret::recovery_code(&found.recovery)).await?;
            Command::Found(found)
        }
        Command::AddPerson { person, account, name, role, secret, agency } => {
            strong(&secret)?;
            Command::AddPerson { person, account, name, role, secret: secret::hash(secret).await?, agency }
        }
        Command::ResetPerson { person, secret } => {
            strong(&secret)?;
            Command::ResetPerson { person, secret: secret::hash(secret).await? }
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_any_shape_has_one_tag_and_another_room_another() {
        let one = tag(b"room", "0812-0000-0001").unwrap();
        assert_eq!(one, tag(b"room", "+62 812 0000 0001").unwrap());
        assert_ne!(one, tag(b"other", "0812-0000-0001").unwrap());
        assert_eq!(tag(b"room", "tidak ada"), None);
    }
}
