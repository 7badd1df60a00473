//! Passwords and the recovery code. What is kept is an argon2id hash; the recovery code also opens backups.

use crate::broken;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kentongan_rules::problem::Problem;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Semaphore;

/// 64 MiB, three passes, one lane: about 130 ms on the reference machine.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// See [`spare`].
static SPARED: AtomicBool = AtomicBool::new(false);
/// At most two hashes at once: the desk must stay quick while somebody signs in.
static HASHING: Semaphore = Semaphore::const_new(2);
/// Verified against when there is no such account, so that a wrong name takes as long as a wrong password.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("kentongan").unwrap_or_default());

fn argon2() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| broken::other("argon2", &e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// From now on this process hashes new passwords at a thousandth of their cost: for tests, which found a room for each
/// story. No program that is shipped calls it. A hash carries what it cost, so either kind is verified by either.
pub fn spare() {
    SPARED.store(true, Ordering::Relaxed);
}

fn hash_now(secret: &str) -> Result<String, Problem> {
    let argon2 = if SPARED.load(Ordering::Relaxed) {
        let least = Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|e| broken::other("argon2", &e))?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, least)
    } else {
        argon2()?
    };
    let hash = argon2.hash_password(secret.as_bytes()).map_err(|e| broken::other("argon2", &e))?;
    Ok(hash.to_string())
}

/// The hash to keep, as a PHC string.
pub async fn hash(secret: String) -> Result<String, Problem> {
    let _permit = HASHING.acquire().await.map_err(|e| broken::other("argon2", &e))?;
    tokio::task::spawn_blocking(move || hash_now(&secret)).await.map_err(|e| broken::other("argon2", &e))?
}

/// Does `secret` match the kept hash? `None`: there is nothing to match, which takes as long.
pub async fn matches(secret: String, kept: Option<String>) -> Result<bool, Problem> {
    let _permit = HASHING.acquire().await.map_err(|e| broken::other("argon2", &e))?;
    tokio::task::spawn_blocking(move || {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let right = argon2()?.verify_password(secret.as_bytes(), kept.as_str()).is_ok();
        Ok(right && known)
    })
    .await
    .map_err(|e| broken::other("argon2", &e))?
}

/// A recovery code as it was meant, whatever its case, spaces and dashes, and letters mistaken for digits.
pub fn recovery_code(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

/// The key that opens this room's backups, from its recovery code.
pub fn backup_key(recovery: &str) -> Result<age::x25519::Identity, Problem> {
    let mut key = [0u8; 32];
    argon2()?
        .hash_password_into(recovery_code(recovery).as_bytes(), b"kentongan backup", &mut key)
        .map_err(|e| broken::other("backup key", &e))?;
    identity(&key)
}

/// The age identity that is these bytes.
pub fn identity(key: &[u8; 32]) -> Result<age::x25519::Identity, Problem> {
    let prefix = bech32::Hrp::parse("age-secret-key-").map_err(|e| broken::other("backup key", &e))?;
    let text = bech32::encode::<bech32::Bech32>(prefix, key).map_err(|e| broken::other("backup key", &e))?;
    text.to_uppercase().parse().map_err(|e: &str| broken::other("backup key", &e))
}

/// 32 bytes from a short secret, as slow to make as a password's hash.
///
/// # Errors
/// Hashing failed.
pub async fn stretched(secret: String, salt: String) -> Result<[u8; 32], Problem> {
    let _permit = HASHING.acquire().await.map_err(|e| broken::other("argon2", &e))?;
    tokio::task::spawn_blocking(move || {
        let mut key = [0u8; 32];
        argon2()?
            .hash_password_into(secret.as_bytes(), salt.as_bytes(), &mut key)
            .map_err(|e| broken::other("argon2", &e))?;
        Ok(key)
    })
    .await
    .map_err(|e| broken::other("argon2", &e))?
}

/// `length` random bytes, in hex.
pub fn random(length: usize) -> Result<String, Problem> {
    let mut bytes = vec![0u8; length];
    getrandom::fill(&mut bytes).map_err(|e| broken::other("randomness", &e))?;
    Ok(broken::hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_recovery_code_is_read_alike_however_it_is_typed(
            typed in any::<String>(), code in "[0-9A-HJKMNP-Z-]{0,40}",
        ) {
            let read = recovery_code(&typed);
            prop_assert!(read.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()));
            prop_assert!(!read.contains(['O', 'I', 'L']));
            prop_assert_eq!(recovery_code(&read), read);
            let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(recovery_code(&sloppy), recovery_code(&code));
        }
    }

    #[test]
    fn the_same_recovery_code_opens_the_same_backups() {
        let key = backup_key("AB12-CD34-EF56-GH78-JK90-MN12").unwrap();
        let typed = backup_key("ab12 cd34 ef56 gh78 jk9o mnl2").unwrap();
        assert_eq!(key.to_public().to_string(), typed.to_public().to_string());
        let other = backup_key("AB12-CD34-EF56-GH78-JK90-MN13").unwrap();
        assert_ne!(key.to_public().to_string(), other.to_public().to_string());
    }

    #[tokio::test]
    async fn a_wrong_password_and_nobody_do_not_match() {
        let kept = hash("rahasia 112".to_owned()).await.unwrap();
        assert!(matches("rahasia 112".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!matches("rahasia 113".to_owned(), Some(kept)).await.unwrap());
        assert!(!matches("kentongan".to_owned(), None).await.unwrap());
    }
}
