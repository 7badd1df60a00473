//! What the installer does, seen under wine by its effects: wine can answer 0 for a program that never ran.

use super::installer;
use super::wine::Prefix;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Above every version that is ours.
const LATER: &str = "99.0.0";
const RUNNING: i32 = 2;
const NEWER: i32 = 3;
const UNWRITABLE: i32 = 4;
const PATIENCE: Duration = Duration::from_secs(60);
/// A calm shift of invented calls, whose tickets the upgrade must leave as they are.
const SHIFT: &str = "tests/shift/calls.csv";

pub fn check(version: &str) -> Result<()> {
    let windows = Prefix::fresh("installed")?;
    let setup = installer::pack(version)?;
    let later = installer::pack(LATER)?;
    let checked = Installed { windows, version: version.to_owned() };
    checked.installs(&setup)?;
    checked.says_what_is_missing()?;
    let head = checked.has_tickets()?;
    checked.refuses_while_running(&later)?;
    checked.is_upgraded(&later, &head)?;
    checked.refuses_the_older(&setup)?;
    checked.goes_and_leaves_the_data(&head)?;
    checked.refuses_a_folder_that_cannot_be(&setup)?;
    checked.installs_for_all_and_goes_with_the_data(&setup)?;
    std::fs::remove_file(later)?;
    let size = setup.metadata()?.len();
    println!("  {}: {:.1} MiB", setup.display(), size as f64 / (1 << 20) as f64);
    Ok(())
}

struct Installed {
    windows: Prefix,
    version: String,
}

impl Installed {
    fn programs(&self) -> Result<PathBuf> {
        Ok(self.windows.local()?.join("Programs/Kentongan"))
    }

    fn room(&self) -> Result<PathBuf> {
        Ok(self.programs()?.join("kentongan-room.exe"))
    }

    fn data(&self) -> Result<PathBuf> {
        Ok(self.windows.local()?.join("Kentongan"))
    }

    fn shown_version(&self, hive: &str) -> Result<Option<String>> {
        let key = format!(r"{hive}\Software\Microsoft\Windows\CurrentVersion\Uninstall\Kentongan");
        let output =
            self.windows.wine(Path::new("reg")).args(["query", &key, "/v", "DisplayVersion"]).output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(said
            .lines()
            .find_map(|line| line.trim().strip_prefix("DisplayVersion"))
            .and_then(|rest| rest.split_whitespace().nth(1).map(str::to_owned)))
    }

    fn is_there(&self, folder: &Path) -> Result<()> {
        for name in
            ["kentongan.exe", "kentongan-room.exe", "WebView2Loader.dll", "ui/index.html", "uninstall.exe"]
        {
            ensure!(folder.join(name).is_file(), "{name} was not installed");
        }
        ensure!(
            !folder.join(".new").exists() && !folder.join(".old").exists(),
            "something was left half done"
        );
        Ok(())
    }

    fn installs(&self, setup: &Path) -> Result<()> {
        self.windows.ends_with(setup, &["/S"], 0)?;
        self.is_there(&self.programs()?)?;
        ensure!(
            self.shown_version("HKCU")?.as_deref() == Some(&self.version),
            "its version is not in the registry"
        );
        ensure!(self.windows.menu_entry()?.is_file(), "it is not in the start menu");
        let toasts = r"HKCU\Software\Classes\AppUserModelId\id.go.sidoarjo.kentongan";
        let output =
            self.windows.wine(Path::new("reg")).args(["query", toasts, "/v", "DisplayName"]).output()?;
        ensure!(String::from_utf8_lossy(&output.stdout).contains("Kentongan"), "toasts would have no name");
        println!("  installed silently, for one person, with its entry in the start menu");
        Ok(())
    }

    /// wine has no web view: the program says so before it touches anything.
    fn says_what_is_missing(&self) -> Result<()> {
        let words: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&std::fs::read_to_string("ui/src/words/id/tray.json")?)?;
        let sentence = words.get("web_view_missing").context("tray.web_view_missing has no words")?;
        let heard = self.windows.folder.join("said.txt");
        let mut desktop = self.windows.wine(&self.programs()?.join("kentongan.exe"));
        let mut desktop = desktop.stderr(std::fs::File::create(&heard)?).spawn()?;
        let said = self.until(|| Ok(std::fs::read_to_string(&heard)?.contains(sentence.as_str())));
        self.windows.stop(&mut desktop)?;
        ensure!(said?, "it did not say that WebView2 is missing: {}", std::fs::read_to_string(&heard)?);
        ensure!(!self.data()?.join("room.db").exists(), "it opened a room that nobody can see");
        println!("  started: it says that WebView2 is missing, and how to install it");
        Ok(())
    }

    /// In the folder that a program without `--data` uses; answers the journal's head.
    fn has_tickets(&self) -> Result<String> {
        let shift = std::path::absolute(SHIFT)?;
        let mut replay = self.windows.wine(&self.room()?);
        let output = replay.arg("replay").arg(&shift).arg("--data").arg(self.data()?).output()?;
        ensure!(output.status.success(), "no tickets: {}", String::from_utf8_lossy(&output.stderr));
        let head = self.head()?;
        println!("  a shift of calls was taken; the journal's head is {head}");
        Ok(head)
    }

    fn head(&self) -> Result<String> {
        let output = self.windows.wine(&self.room()?).args(["verify", "--head"]).output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let head = said.split_whitespace().last().filter(|word| word.contains(':'));
        ensure!(output.status.success() && head.is_some(), "verify said {said:?}");
        Ok(head.unwrap_or_default().to_owned())
    }

    fn refuses_while_running(&self, later: &Path) -> Result<()> {
        let heard = self.windows.folder.join("serving.txt");
        let mut serving = self.windows.wine(&self.room()?);
        let mut serving =
            serving.args(["serve", "--port", "0"]).stdout(std::fs::File::create(&heard)?).spawn()?;
        let serves = self.until(|| Ok(std::fs::read_to_string(&heard)?.contains("127.0.0.1")));
        let refused = serves.and_then(|serves| {
            ensure!(serves, "the room did not serve");
            self.windows.ends_with(later, &["/S"], RUNNING)
        });
        self.windows.stop(&mut serving)?;
        refused?;
        self.is_there(&self.programs()?)?;
        ensure!(
            self.shown_version("HKCU")?.as_deref() == Some(&self.version),
            "the version changed all the same"
        );
        println!("  refused while the room runs, and nothing was changed");
        Ok(())
    }

    fn is_upgraded(&self, later: &Path, head: &str) -> Result<()> {
        let programs = self.programs()?;
        std::fs::write(programs.join("ui/assets/of-yesterday.js"), "")?;
        std::fs::write(programs.join("theirs.txt"), "")?;
        self.windows.ends_with(later, &["/S"], 0)?;
        self.is_there(&programs)?;
        ensure!(
            self.shown_version("HKCU")?.as_deref() == Some(LATER),
            "the later version is not in the registry"
        );
        ensure!(!programs.join("ui/assets/of-yesterday.js").exists(), "an old screen was left");
        ensure!(programs.join("theirs.txt").exists(), "a file that is not ours is gone");
        let now = self.head()?;
        ensure!(now == head, "the journal was {head} and is {now}");
        println!("  upgraded in place; the tickets are as they were");
        Ok(())
    }

    fn refuses_the_older(&self, setup: &Path) -> Result<()> {
        self.windows.ends_with(setup, &["/S"], NEWER)?;
        ensure!(
            self.shown_version("HKCU")?.as_deref() == Some(LATER),
            "an older version was installed over it"
        );
        println!("  refused the older version");
        Ok(())
    }

    fn goes_and_leaves_the_data(&self, head: &str) -> Result<()> {
        let programs = self.programs()?;
        let room = self.windows.folder.join("kentongan-room.exe");
        std::fs::copy(self.room()?, &room)?;
        self.uninstall(&programs, &[])?;
        let left: Vec<_> = programs.read_dir()?.flatten().map(|entry| entry.file_name()).collect();
        ensure!(left == ["theirs.txt"], "it left {left:?}");
        let menu = self.windows.menu_entry()?;
        ensure!(!menu.exists() && self.shown_version("HKCU")?.is_none(), "an entry of it is left");
        let output = self.windows.wine(&room).args(["verify", "--head", head]).output()?;
        ensure!(output.status.success(), "the data it left: {}", String::from_utf8_lossy(&output.stdout));
        println!("  uninstalled silently; the data is left and whole");
        Ok(())
    }

    fn refuses_a_folder_that_cannot_be(&self, setup: &Path) -> Result<()> {
        // A file where the new version is first put, which is no folder and cannot become one.
        let folder = self.windows.drive().join("taken");
        std::fs::create_dir(&folder)?;
        std::fs::write(folder.join(".new"), "")?;
        self.windows.ends_with(setup, &["/S", r"/D=C:\taken"], UNWRITABLE)?;
        ensure!(folder.read_dir()?.count() == 1, "it wrote something all the same");
        ensure!(self.shown_version("HKCU")?.is_none(), "it says that it is installed");
        println!("  refused a folder that cannot be written");
        Ok(())
    }

    fn installs_for_all_and_goes_with_the_data(&self, setup: &Path) -> Result<()> {
        let programs = self.windows.drive().join("Program Files/Kentongan");
        self.windows.ends_with(setup, &["/S", "/AllUsers"], 0)?;
        self.is_there(&programs)?;
        ensure!(self.shown_version("HKLM")?.as_deref() == Some(&self.version), "it is not there for all");
        self.uninstall(&programs, &["/DeleteData"])?;
        ensure!(!programs.exists() && self.shown_version("HKLM")?.is_none(), "something of it is left");
        ensure!(!self.data()?.exists(), "the data is left, against what was asked");
        println!("  installed for everybody, and uninstalled with the data");
        Ok(())
    }

    /// An uninstaller goes on from a copy of itself, so its end is only seen by what is gone.
    fn uninstall(&self, programs: &Path, more: &[&str]) -> Result<()> {
        let program = programs.join("uninstall.exe");
        self.windows.wine_to_the_last(&program).arg("/S").args(more).status()?;
        ensure!(self.until(|| Ok(!program.exists()))?, "it was not uninstalled");
        Ok(())
    }

    fn until(&self, holds: impl Fn() -> Result<bool>) -> Result<bool> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if holds()? {
                return Ok(true);
            }
            sleep(Duration::from_millis(200));
        }
        holds()
    }
}
