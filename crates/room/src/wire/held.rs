//! What a desk that was alone tells its room afterwards, signed with the desk's own key; and what the room lends it to
//! be alone with.

use super::identity::digest;
use super::spoken;
use crate::broken;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::{CommandId, SealedId, TicketId, TicketNumber};
use kentongan_rules::loss::{Highest, Saw};
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Seq};
use rcgen::{KeyPair, SigningKey};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, alg_id};
use rustls::server::ParsedCertificate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Commands that are delivered at once, at most.
pub const MOST_HELD: usize = 50;
/// A public key of P-256 ends every certificate's key as an uncompressed point.
const POINT: usize = 65;

/// A command as its desk judged it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub id: CommandId,
    /// The command as JSON, to the letter.
    pub body: String,
    pub actor: Actor,
    pub occurred_at: At,
    /// Of the ticket that it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<TicketNumber>,
    /// Hex, over all of the above.
    pub signature: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// The desk's, in PEM.
    pub certificate: String,
    pub commands: Vec<Held>,
}

/// The room's word on one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answered {
    /// The room has it, now or since before; `number` is what it calls the ticket.
    Taken {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<TicketNumber>,
    },
    Refused {
        why: Problem,
    },
}

/// Which history a room is in, and how far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub epoch: String,
    pub head: Seq,
}

impl History {
    /// Has the room lost something since it was heard so?
    pub fn is_behind(&self, heard: &History) -> bool {
        self.epoch != heard.epoch || self.head < heard.head
    }
}

/// What a desk had seen of a room that has lost it since, and how it found that room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SawMore {
    pub found: History,
    pub saw: Saw,
}

/// What a desk needs to go on alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stock {
    /// The setup's version.
    pub version: u32,
    /// Absent: as the desk has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<Setup>,
    /// Hashes of the passwords of those who are signed in at this desk.
    pub secrets: BTreeMap<SealedId, String>,
    /// The room's history: another after it was restored. `head` only ever grows in one.
    #[serde(flatten)]
    pub history: History,
    /// The room's clock, and how many tickets the desk has numbered on that local day.
    pub now: At,
    pub count: u32,
    /// What every desk has numbered on that day, so that whoever is left can tell it to a room that has lost it. Absent
    /// while the desk has heard all there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highest: Vec<Highest>,
    /// What the desk's own tickets are called, of those that the desk has not heard of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbered: Vec<(TicketId, TicketNumber)>,
}

fn message(
    id: CommandId,
    body: &str,
    actor: &str,
    occurred_at: At,
    number: Option<&TicketNumber>,
) -> Vec<u8> {
    let number = number.map_or("", |number| number.0.as_str());
    let mut message = Vec::new();
    for part in ["kentongan held", &id.to_string(), body, actor, &occurred_at.0.to_string(), number] {
        message.extend((part.len() as u64).to_le_bytes());
        message.extend(part.as_bytes());
    }
    message
}

impl Held {
    fn message(&self) -> Result<Vec<u8>, Problem> {
        let actor = serde_json::to_string(&self.actor).map_err(|e| broken::other("held", &e))?;
        Ok(message(self.id, &self.body, &actor, self.occurred_at, self.number.as_ref()))
    }

    /// Signed by the desk's own key, which is its certificate's.
    ///
    /// # Errors
    /// There is no such key.
    pub fn sign(self, own_key: &str) -> Result<Held, Problem> {
        let key = KeyPair::from_pem(own_key).map_err(|e| broken::other("desk's key", &e))?;
        let signature = key.sign(&self.message()?).map_err(|e| broken::other("desk's key", &e))?;
        Ok(Held { signature: broken::hex(&signature), ..self })
    }

    /// Was it signed by the key of this certificate?
    ///
    /// # Errors
    /// The actor cannot be written.
    pub fn is_signed(&self, certificate: &CertificateDer<'_>) -> Result<bool, Problem> {
        let (Ok(parsed), Some(signature)) =
            (ParsedCertificate::try_from(certificate), unhex(&self.signature))
        else {
            return Ok(false);
        };
        let key = parsed.subject_public_key_info();
        let Some(point) = key.len().checked_sub(POINT).and_then(|at| key.get(at..)) else { return Ok(false) };
        let message = self.message()?;
        Ok(spoken::provider()
            .signature_verification_algorithms
            .all
            .iter()
            .filter(|a| {
                a.public_key_alg_id() == alg_id::ECDSA_P256 && a.signature_alg_id() == alg_id::ECDSA_SHA256
            })
            .any(|a| a.verify_signature(point, &message, &signature).is_ok()))
    }
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.len() / 2;
    (0..pairs).map(|i| u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok()).collect()
}

/// The desk's certificate, if it is the one that the room knows the desk by.
pub fn certificate_of(pem: &str, key: &str) -> Option<CertificateDer<'static>> {
    CertificateDer::from_pem_slice(pem.as_bytes()).ok().filter(|der| digest(der) == key)
}

#[cfg(test)]
mod tests {
    use super::super::identity::Identity;
    use super::*;
    use rcgen::CertificateParams;
    use uuid::Uuid;

    fn held() -> Held {
        Held {
            id: CommandId(Uuid::from_u128(1)),
            body: "{\"do\":\"end_call\"}".to_owned(),
            actor: Actor::desk(3),
            occurred_at: At(1_795_626_000_000),
            number: Some(TicketNumber("SDA-261126-3-01".to_owned())),
            signature: String::new(),
        }
    }

    #[test]
    fn only_what_the_desk_itself_wrote_is_signed_by_it() {
        let room = Identity::of(&Identity::make("Sidoarjo").unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let request = CertificateParams::default().serialize_request(&key).unwrap().pem().unwrap();
        let pem = room.vouch(&request, 3).unwrap();
        let known = digest(&CertificateDer::from_pem_slice(pem.as_bytes()).unwrap());
        let certificate = certificate_of(&pem, &known).unwrap();
        assert!(certificate_of(&pem, &known.replace(|c: char| c.is_ascii_digit(), "a")).is_none());
        let signed = held().sign(&key.serialize_pem()).unwrap();
        assert!(signed.is_signed(&certificate).unwrap());
        let later = Held { occurred_at: At(1_795_626_000_001), ..signed.clone() };
        let renumbered = Held { number: None, ..signed.clone() };
        let another = Held { body: "{}".to_owned(), ..signed.clone() };
        let spoken_by = Held { actor: Actor::desk(4), ..signed.clone() };
        let unsigned = Held { signature: String::new(), ..signed };
        let forged = held().sign(&KeyPair::generate().unwrap().serialize_pem()).unwrap();
        for wrong in [later, renumbered, another, spoken_by, unsigned, forged] {
            assert!(!wrong.is_signed(&certificate).unwrap(), "{wrong:?}");
        }
    }
}
