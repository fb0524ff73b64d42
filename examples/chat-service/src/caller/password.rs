//! Passwords as they are stored: argon2id with the parameters that OWASP recommends.

use crate::storage::Failure;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// The hash of a password as a PHC string, with a salt of its own.
pub(crate) fn hash_password(password: &str) -> Result<String, Failure> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    let hash = hash.map_err(|error| Failure::Broken(format!("no password hash: {error}")))?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. That takes some 20 ms, and 19 MiB.
pub(super) fn is_right(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    let verified = Argon2::default().verify_password(password.as_bytes(), &hash);
    verified.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits_its_hash() {
        let hash = hash_password("pen").expect("it can be hashed");
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(is_right("pen", &hash) && !is_right("Pen", &hash) && !is_right("pen", "x"));
        assert_ne!(hash, hash_password("pen").expect("it can be hashed"));
    }
}
