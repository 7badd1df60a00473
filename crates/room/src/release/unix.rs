use std::path::Path;

const APT: &str = "apt-get";
const DNF: &str = "dnf";
/// Where a system's own programs are.
const PLACES: [&str; 3] = ["/usr/bin", "/bin", "/usr/sbin"];

fn has(program: &str) -> bool {
    PLACES.iter().any(|place| Path::new(place).join(program).is_file())
}

/// Targets of the packages that this system installs: those of its own package manager and processor.
pub fn kinds() -> Vec<String> {
    let (deb, rpm) = match std::env::consts::ARCH {
        "aarch64" => ("arm64.deb", "aarch64.rpm"),
        _ => ("amd64.deb", "x86_64.rpm"),
    };
    [(APT, deb), (DNF, rpm)]
        .into_iter()
        .filter(|(program, _)| has(program))
        .map(|(_, kind)| kind.to_owned())
        .collect()
}

/// What installs a package, to be run as root: the program and what it is given.
pub fn command(package: &Path) -> Vec<String> {
    let program = if package.extension().is_some_and(|ending| ending == "rpm") { DNF } else { APT };
    // A path, so that no package of that name in a repository is meant.
    let package = std::path::absolute(package).unwrap_or_else(|_| package.to_owned());
    vec![program.to_owned(), "install".to_owned(), "-y".to_owned(), package.display().to_string()]
}

/// The same as a person types it.
pub fn by_hand(package: &Path) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+~".contains(letter);
    let word = |word: String| {
        if word.chars().all(plain) { word } else { format!("'{}'", word.replace('\'', "'\\''")) }
    };
    let words: Vec<String> = command(package).into_iter().map(word).collect();
    format!("sudo {}", words.join(" "))
}
