use super::*;
use minisign::KeyPair;

struct Ground {
    folder: tempfile::TempDir,
    keys: KeyPair,
    public: String,
}

const BYTES: &[u8] = b"a package of some bytes";

impl Ground {
    fn new() -> Ground {
        let keys = KeyPair::generate_unencrypted_keypair().unwrap();
        let public = keys.pk.to_base64();
        Ground { folder: tempfile::tempdir().unwrap(), keys, public }
    }

    fn package(&self) -> PathBuf {
        self.folder.path().join("paket.deb")
    }

    /// A package with these bytes, signed with the comment by these keys.
    fn sign(&self, keys: &KeyPair, comment: &str, bytes: &[u8]) -> PathBuf {
        let package = self.package();
        std::fs::write(&package, bytes).unwrap();
        let signature = minisign::sign(Some(&keys.pk), &keys.sk, bytes, Some(comment), None).unwrap();
        std::fs::write(signature_of(&package), signature.to_string()).unwrap();
        package
    }

    fn signed(&self, comment: &str) -> PathBuf {
        self.sign(&self.keys, comment, BYTES)
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted { key: Some(&self.public), version: "0.9.10", kinds: vec!["amd64.deb".to_owned()] }
    }

    fn unfit(&self, package: &Path) -> Unfit {
        let unfit = self.wanted().check(package).unwrap_err();
        // Whatever is refused is refused when it is copied, and leaves nothing.
        let kept = self.folder.path().join("update");
        assert_eq!(self.wanted().take_in(package, &kept).unwrap_err(), unfit);
        assert!(!kept.exists());
        unfit
    }
}

#[test]
fn a_newer_release_for_this_system_is_taken() {
    let ground = Ground::new();
    let package = ground.signed("kentongan 0.10.0 amd64.deb");
    let release = Release { version: "0.10.0".to_owned(), target: "amd64.deb".to_owned() };
    assert_eq!(ground.wanted().check(&package).unwrap(), release);
    let kept = ground.folder.path().join("update");
    let (taken, copy) = ground.wanted().take_in(&package, &kept).unwrap();
    assert_eq!((taken, std::fs::read(&copy).unwrap()), (release.clone(), BYTES.to_vec()));
    assert_eq!(copy, kept.join("kentongan_0.10.0_amd64.deb"));
    // What the person's own file becomes afterwards is nothing to the copy, and another choice replaces it.
    std::fs::write(&package, "something else").unwrap();
    assert_eq!(ground.wanted().check(&copy).unwrap(), release);
    let package = ground.signed("kentongan 1.0.0 amd64.deb");
    tidy(&kept, "0.9.10");
    assert!(copy.exists(), "it was not installed yet");
    let (_, newer) = ground.wanted().take_in(&package, &kept).unwrap();
    assert!(newer.exists() && !copy.exists());
    tidy(&kept, "1.0.0");
    assert!(!kept.exists());
    // Its signature may have passed through an editor of another system.
    let text = std::fs::read_to_string(signature_of(&package)).unwrap();
    std::fs::write(signature_of(&package), text.replace('\n', "\r\n")).unwrap();
    assert!(ground.wanted().check(&package).is_ok());
}

#[test]
fn an_older_the_same_and_a_foreign_release_are_refused() {
    let ground = Ground::new();
    for version in ["0.9.10", "0.9.9", "0.2.0", "0.0.99"] {
        let package = ground.signed(&format!("kentongan {version} amd64.deb"));
        assert_eq!(ground.unfit(&package), Unfit::NotNewer { version: version.to_owned() });
    }
    let package = ground.signed("kentongan 1.0.0 x64-setup.exe");
    assert_eq!(ground.unfit(&package), Unfit::OtherSystem { target: "x64-setup.exe".to_owned() });
    for comment in [
        "timestamp:1633700835\tfile:paket.deb\tprehashed",
        "gamelan 1.0.0 amd64.deb",
        "kentongan 1.0 amd64.deb",
        "kentongan 1.0.+1 amd64.deb",
        "kentongan 1.0.0-beta amd64.deb",
        "kentongan 1.0.99999999999 amd64.deb",
        "kentongan 1.0.0 amd64.deb and more",
        "kentongan",
        "",
    ] {
        assert_eq!(ground.unfit(&ground.signed(comment)), Unfit::NotARelease, "{comment}");
    }
}

#[test]
fn a_changed_a_cut_and_an_empty_package_are_refused() {
    let ground = Ground::new();
    let package = ground.signed("kentongan 1.0.0 amd64.deb");
    let mut changed = BYTES.to_vec();
    changed[7] ^= 1;
    let longer = [BYTES, b"!"].concat();
    for bytes in [&changed[..], &BYTES[..BYTES.len() - 1], &[], &longer] {
        std::fs::write(&package, bytes).unwrap();
        assert_eq!(ground.unfit(&package), Unfit::Damaged);
    }
    // The comment is signed too: nobody makes an old release a new one.
    let package = ground.signed("kentongan 0.2.0 amd64.deb");
    let text = std::fs::read_to_string(signature_of(&package)).unwrap();
    std::fs::write(signature_of(&package), text.replace("0.2.0", "9.2.0")).unwrap();
    assert_eq!(ground.unfit(&package), Unfit::Damaged);
}

#[test]
fn the_key_of_somebody_else_and_no_signature_are_refused() {
    let ground = Ground::new();
    let other = KeyPair::generate_unencrypted_keypair().unwrap();
    let package = ground.sign(&other, "kentongan 1.0.0 amd64.deb", BYTES);
    assert_eq!(ground.unfit(&package), Unfit::OtherKey);
    for text in [&b"not a signature"[..], b"", b"\xff\xfe", &[b'a'; 10_000]] {
        std::fs::write(signature_of(&package), text).unwrap();
        assert_eq!(ground.unfit(&package), Unfit::NotASignature);
    }
    std::fs::remove_file(signature_of(&package)).unwrap();
    assert_eq!(ground.unfit(&package), Unfit::Unsigned);
    assert_eq!(ground.unfit(&ground.folder.path().join("tidak-ada.deb")), Unfit::Unreadable);
    assert_eq!(ground.unfit(ground.folder.path()), Unfit::Unreadable);
}

#[test]
fn a_package_larger_than_any_release_is_not_read() {
    let ground = Ground::new();
    let package = ground.signed("kentongan 1.0.0 amd64.deb");
    File::options().write(true).open(&package).unwrap().set_len(MOST_BYTES + 1).unwrap();
    assert_eq!(ground.unfit(&package), Unfit::TooLarge);
}

#[test]
fn a_build_without_a_key_takes_nothing() {
    let ground = Ground::new();
    let package = ground.signed("kentongan 1.0.0 amd64.deb");
    for key in [None, Some(""), Some("not a key"), Some("AAAA")] {
        assert_eq!(Wanted { key, ..ground.wanted() }.check(&package), Err(Unfit::NoKey));
    }
}

#[test]
fn what_installs_a_package_names_it_by_its_whole_path() {
    let command = command(Path::new("paket.deb"));
    assert!(
        command.iter().any(|word| Path::new(word).is_absolute() && word.ends_with("paket.deb")),
        "{command:?}"
    );
}
