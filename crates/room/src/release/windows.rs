use std::path::Path;

/// Targets of the packages that this system installs: the installer for its processor.
pub fn kinds() -> Vec<String> {
    let kind = match std::env::consts::ARCH {
        "aarch64" => "arm64-setup.exe",
        _ => "x64-setup.exe",
    };
    vec![kind.to_owned()]
}

/// What installs a package: itself, without questions, and then it starts the program again.
pub fn command(package: &Path) -> Vec<String> {
    let package = std::path::absolute(package).unwrap_or_else(|_| package.to_owned());
    vec![package.display().to_string(), "/S".to_owned(), "/RESTART".to_owned()]
}

/// The same as a person types it, who may be asked.
pub fn by_hand(package: &Path) -> String {
    let package = std::path::absolute(package).unwrap_or_else(|_| package.to_owned());
    format!("\"{}\"", package.display())
}
