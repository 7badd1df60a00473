//! A package that an administrator looks at before it is installed.

use crate::line::{LANGUAGES, assert_said, command, fails};
use kentongan_room::release::kinds;
use minisign::KeyPair;
use std::ffi::OsStr;
use std::path::Path;

/// A package of these bytes with its signature beside it.
fn sign(keys: &KeyPair, comment: &str, package: &Path) {
    let bytes = b"a package";
    std::fs::write(package, bytes).unwrap();
    let signature = minisign::sign(Some(&keys.pk), &keys.sk, &bytes[..], Some(comment), None).unwrap();
    let mut beside = package.as_os_str().to_owned();
    beside.push(".minisig");
    std::fs::write(beside, signature.to_string()).unwrap();
}

#[test]
fn a_package_is_refused_with_a_reason_or_named_with_what_installs_it() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("kentongan.pkg");
    let keys = KeyPair::generate_unencrypted_keypair().unwrap();
    let key = keys.pk.to_base64();
    let look = ["check-update", package.to_str().unwrap(), "--key", &key].map(OsStr::new);
    assert_said(&fails(&look), "tidak bisa dibaca", "cannot be read");
    std::fs::write(&package, "a package").unwrap();
    assert_said(&fails(&look), "Tanda tangannya tidak ada", "signature is missing");
    sign(&keys, "kentongan 99.0.0 another.system", &package);
    assert_said(&fails(&look), "sistem lain (another.system)", "another system (another.system)");
    // A system that is asked for: every one of this list has a package of its own kind.
    let Some(kind) = kinds().into_iter().next() else { return };
    sign(&keys, &format!("kentongan 0.0.1 {kind}"), &package);
    assert_said(&fails(&look), "versi 0.0.1", "version 0.0.1");
    sign(&keys, &format!("kentongan 99.0.0 {kind}"), &package);
    for (language, word) in LANGUAGES.iter().zip(["Cocok", "Fits"]) {
        let done = command(language, &look).output().unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success() && said.contains(word) && said.contains("99.0.0"), "{said}");
        assert!(said.contains(package.to_str().unwrap()), "{said}");
    }
    let other = KeyPair::generate_unencrypted_keypair().unwrap();
    sign(&other, &format!("kentongan 99.0.0 {kind}"), &package);
    assert_said(&fails(&look), "tidak ditandatangani penerbit", "not signed by the publisher");
    // Without a key this build, made for tests, takes nothing.
    if kentongan_room::release::KEY.is_none() {
        assert_said(&fails(&look[..2]), "tanpa kunci rilis", "without a release key");
    }
}
