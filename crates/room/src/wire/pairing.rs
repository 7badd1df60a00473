//! How a desk joins: somebody at the room reads six words aloud, somebody at the desk types them. Each side then
//! proves to the other that it knows them, over the very certificate that it saw: whoever sits between shows another.
//!
//! Six of 256 words are 48 bits. Guessing offline what a recorded proof was made from takes 130 ms and 64 MiB a guess;
//! guessing at the room ends after [`MOST_WRONG`].

use super::identity::digest;
use crate::{broken, secret};
use hmac::{Hmac, KeyInit, Mac};
use kentongan_rules::actor::Actor;
use kentongan_rules::desk::DeskKind;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, Span};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

const LIST: &str = include_str!("pairing_words.txt");
const WORDS: usize = 6;
/// How long the words open the room.
pub const OPEN_FOR: Span = Span::minutes(10);
const MOST_WRONG: u8 = 10;

/// What a desk says to join.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Join {
    pub name: String,
    /// A certificate request in PEM, signed by the desk's own key.
    pub request: String,
    pub proof: String,
}

/// What the room answers: the desk's number and certificate, and that it knows the words too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Joined {
    pub desk: u16,
    pub room: String,
    pub certificate: String,
    pub proof: String,
}

/// What a browser says: it cannot look at certificates, so it shows the words themselves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JoinBrowser {
    pub name: String,
    pub kind: DeskKind,
    pub words: String,
}

/// Six words, one of 256 each.
///
/// # Errors
/// There is no randomness.
pub fn words() -> Result<String, Problem> {
    let mut bytes = [0u8; WORDS];
    getrandom::fill(&mut bytes).map_err(|e| broken::other("randomness", &e))?;
    let list: Vec<&str> = LIST.lines().collect();
    let chosen: Vec<&str> = bytes.iter().filter_map(|b| list.get(usize::from(*b)).copied()).collect();
    Ok(chosen.join(" "))
}

/// What both sides make of the words as typed and of the room's certificate as seen.
#[derive(Clone)]
pub struct Known([u8; 32]);

impl Known {
    /// Takes as long as a password.
    ///
    /// # Errors
    /// Hashing failed.
    pub async fn of(words: &str, fingerprint: &str) -> Result<Known, Problem> {
        let words = words
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ");
        secret::stretched(words, format!("kentongan {fingerprint}")).await.map(Known)
    }

    fn proof(&self, parts: &[&str]) -> Hmac<Sha256> {
        // A key of any length is taken.
        #[allow(clippy::expect_used)]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a key of 32 bytes");
        for part in parts {
            mac.update(part.len().to_string().as_bytes());
            mac.update(b":");
            mac.update(part.as_bytes());
        }
        mac
    }

    fn says(&self, parts: &[&str]) -> String {
        broken::hex(&self.proof(parts).finalize().into_bytes())
    }

    fn holds(&self, parts: &[&str], proof: &str) -> bool {
        let bytes: Option<Vec<u8>> =
            (0..proof.len() / 2).map(|i| u8::from_str_radix(proof.get(2 * i..2 * i + 2)?, 16).ok()).collect();
        bytes.is_some_and(|bytes| self.proof(parts).verify_slice(&bytes).is_ok())
    }

    /// The desk's side.
    pub fn join(&self, name: &str, request: String) -> Join {
        let proof = self.says(&["desk", name, &request]);
        Join { name: name.to_owned(), request, proof }
    }
    pub fn is_join(&self, join: &Join) -> bool {
        self.holds(&["desk", &join.name, &join.request], &join.proof)
    }

    /// The room's side, bound to what was asked.
    pub fn joined(&self, join: &Join, desk: u16, room: &str, certificate: String) -> Joined {
        let no = desk.to_string();
        let proof = self.says(&["room", &join.proof, &no, room, &certificate]);
        Joined { desk, room: room.to_owned(), certificate, proof }
    }
    pub fn is_joined(&self, join: &Join, joined: &Joined) -> bool {
        let no = joined.desk.to_string();
        self.holds(&["room", &join.proof, &no, &joined.room, &joined.certificate], &joined.proof)
    }
}

/// The room while it lets desks in. One desk a time: the words are good for one.
pub struct Pairing {
    known: Known,
    until: At,
    wrong: u8,
    /// Who opened it: the desk is let in by them.
    pub by: Actor,
}

impl Pairing {
    pub fn open(known: Known, by: Actor, now: At) -> Pairing {
        Pairing { known, until: now + OPEN_FOR, wrong: 0, by }
    }
    pub fn is_open(&self, now: At) -> bool {
        self.wrong < MOST_WRONG && now < self.until
    }
    /// How long it stays so.
    pub fn left(&self, now: At) -> Span {
        (self.until - now).max(Span::seconds(0))
    }
    /// Does this desk know the words? Counted where it does not.
    pub fn knows(&mut self, join: &Join, now: At) -> Option<Known> {
        let right = self.is_open(now) && self.known.is_join(join);
        self.counted(right)
    }
    /// Does this browser?
    pub fn knows_words(&mut self, said: &Known, now: At) -> Option<Known> {
        let right = self.is_open(now) && self.known.holds(&["words"], &said.says(&["words"]));
        self.counted(right)
    }
    fn counted(&mut self, right: bool) -> Option<Known> {
        if right {
            return Some(self.known.clone());
        }
        self.wrong = self.wrong.saturating_add(1);
        None
    }
}

/// The key by which a desk's certificate is known.
///
/// # Errors
/// It is none.
pub fn key_of(certificate: &str) -> Result<String, Problem> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    let der = CertificateDer::from_pem_slice(certificate.as_bytes())
        .map_err(|_| Problem::Malformed { about: "certificate".to_owned() })?;
    Ok(digest(&der))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const NIGHT: At = At(1_795_395_600_000);

    #[test]
    fn there_are_256_words_to_choose_from_and_none_twice() {
        let list: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!(list.len(), 256);
        assert_eq!(LIST.lines().count(), 256);
        assert!(list.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase()) && word.len() >= 3));
        assert_eq!(words().unwrap().split(' ').count(), WORDS);
    }

    #[tokio::test]
    async fn only_the_same_words_over_the_same_certificate_prove_anything() {
        let here = Known::of("abang air anak asap awan ayam", "f1").await.unwrap();
        let typed = Known::of(" Abang, air-anak  ASAP awan ayam ", "f1").await.unwrap();
        let between = Known::of("abang air anak asap awan ayam", "f2").await.unwrap();
        let guessed = Known::of("abang air anak asap awan angin", "f1").await.unwrap();
        let join = typed.join("Meja 2", "request".to_owned());
        assert!(here.is_join(&join));
        assert!(!here.is_join(&between.join("Meja 2", "request".to_owned())));
        assert!(!here.is_join(&guessed.join("Meja 2", "request".to_owned())));
        assert!(!here.is_join(&Join { name: "Meja 3".to_owned(), ..join.clone() }));
        assert!(!here.is_join(&Join { request: "another".to_owned(), ..join.clone() }));
        let joined = here.joined(&join, 2, "Sidoarjo", "certificate".to_owned());
        assert!(typed.is_joined(&join, &joined));
        assert!(!typed.is_joined(&join, &Joined { desk: 3, ..joined.clone() }));
        assert!(!typed.is_joined(&join, &between.joined(&join, 2, "Sidoarjo", "certificate".to_owned())));
    }

    #[tokio::test]
    async fn after_ten_wrong_tries_the_right_words_are_wrong_too() {
        let known = Known::of("abang air anak asap awan ayam", "f1").await.unwrap();
        let mut pairing = Pairing::open(known.clone(), Actor::desk(1), NIGHT);
        let join = known.join("Meja 2", "request".to_owned());
        assert!(pairing.knows(&join, NIGHT).is_some());
        for _ in 0..MOST_WRONG {
            assert!(pairing.knows(&Join { proof: "00".to_owned(), ..join.clone() }, NIGHT).is_none());
        }
        assert!(!pairing.is_open(NIGHT));
        assert!(pairing.knows(&join, NIGHT).is_none());
    }

    #[tokio::test]
    async fn after_ten_minutes_the_right_words_are_wrong() {
        let known = Known::of("abang air anak asap awan ayam", "f1").await.unwrap();
        let mut pairing = Pairing::open(known.clone(), Actor::desk(1), NIGHT);
        let join = known.join("Meja 2", "request".to_owned());
        let last = NIGHT + Span(OPEN_FOR.0 - 1);
        assert!(pairing.knows(&join, last).is_some());
        assert_eq!(pairing.left(last), Span(1));
        assert!(pairing.knows(&join, NIGHT + OPEN_FOR).is_none());
        assert_eq!(pairing.left(NIGHT + OPEN_FOR), Span(0));
    }
}
