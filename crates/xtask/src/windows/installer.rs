//! The installer for Windows: what is installed is staged in one folder, and Debian's `makensis` packs it.

use super::{TARGET, folder};
use crate::release;
use crate::steps::child;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = "packaging/windows/kentongan.nsi";
/// As NSIS calls them, and as our words do.
const LANGUAGES: [(&str, &str); 2] = [("INDONESIAN", "id"), ("ENGLISH", "en")];

/// All that is installed, in a folder that holds nothing else.
pub fn stage() -> Result<()> {
    let stage = folder()?.join("stage");
    if stage.exists() {
        std::fs::remove_dir_all(&stage)?;
    }
    copy_all(Path::new("ui/dist"), &stage.join("ui"))?;
    let built = folder()?.join(TARGET).join("release");
    for name in ["kentongan.exe", "kentongan-room.exe", "WebView2Loader.dll"] {
        copy(&built.join(name), &stage.join(name))?;
    }
    copy(Path::new("packaging/windows/kentongan-room.txt"), &stage.join("kentongan-room.txt"))?;
    copy(Path::new("icons/icon.ico"), &stage.join("icon.ico"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to).with_context(|| format!("{} is missing", from.display()))?;
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in from.read_dir().with_context(|| format!("{} is missing", from.display()))? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &place)?;
        } else {
            copy(&entry.path(), &place)?;
        }
    }
    Ok(())
}

/// Packs the staged folder as `version`; answers where the installer is.
pub fn pack(version: &str) -> Result<PathBuf> {
    let words = folder()?.join("words.nsh");
    let mut said = String::from("\u{feff}");
    for (language, ours) in LANGUAGES {
        let text = std::fs::read_to_string(format!("ui/src/words/{ours}/installer.json"))?;
        said.push_str(&lang_strings(language, &serde_json::from_str(&text)?));
    }
    std::fs::write(&words, said)?;
    let output = folder()?.join(format!("Kentongan_{version}_x64-setup.exe"));
    let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
    child(release::dated(Command::new("makensis").args([
        "-V2".to_owned(),
        "-WX".to_owned(),
        format!("-DVERSION={version}"),
        define("STAGE", &folder()?.join("stage")),
        define("WORDS", &words),
        define("OUTPUT", &output),
        SCRIPT.to_owned(),
    ])))?;
    Ok(output)
}

/// `{folder}` is the script's variable `$Folder`.
fn lang_strings(language: &str, words: &BTreeMap<String, String>) -> String {
    let line = |(key, sentence): (&String, &String)| {
        let mut said = sentence.replace('$', "$$").replace('"', "$\\\"").replace('\n', "$\\n");
        while let Some((before, rest)) = said.split_once('{') {
            let (name, after) = rest.split_once('}').unwrap_or((rest, ""));
            let (first, others) = name.split_at(name.len().min(1));
            said = format!("{before}${}{others}{after}", first.to_uppercase());
        }
        format!("LangString {} ${{LANG_{language}}} \"{said}\"\n", key.to_uppercase())
    };
    words.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::lang_strings;

    #[test]
    fn places_are_variables_and_what_nsis_reads_otherwise_is_escaped() {
        let words = [("data".to_owned(), "Hapus \"{folder}\"\nseharga $1?".to_owned())].into();
        assert_eq!(
            lang_strings("INDONESIAN", &words),
            "LangString DATA ${LANG_INDONESIAN} \"Hapus $\\\"$Folder$\\\"$\\nseharga $$1?\"\n"
        );
    }
}
