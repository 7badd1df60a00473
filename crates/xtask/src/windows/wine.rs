//! wine, with a Windows of its own for each purpose.

use super::folder;
use crate::steps::child;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

pub struct Prefix {
    pub folder: PathBuf,
}

impl Prefix {
    pub fn named(name: &str) -> Result<Prefix> {
        Ok(Prefix { folder: folder()?.join(name) })
    }

    /// Made when it is not there.
    pub fn of(name: &str) -> Result<Prefix> {
        let prefix = Prefix::named(name)?;
        let system = prefix.drive().join("windows/system32");
        if !system.is_dir() {
            std::fs::create_dir_all(folder()?).context("the folder for Windows cannot be made")?;
            child(prefix.command("xvfb-run").args(["-a", "wineboot", "--init"]))?;
            prefix.wait()?;
        }
        let library = system.join("bcryptprimitives.dll");
        let compiled = ["-shared", "-O2", "tests/wine/bcryptprimitives.c", "-ladvapi32", "-o"];
        child(Command::new("x86_64-w64-mingw32-gcc").args(compiled).arg(library))?;
        Ok(prefix)
    }

    /// A Windows in which nothing of ours ever was.
    pub fn fresh(name: &str) -> Result<Prefix> {
        let folder = folder()?.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        Prefix::of(name)
    }

    /// With what makes wine use this Windows.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("WINEPREFIX", &self.folder).env("WINEDEBUG", "-all");
        // Neither .NET nor a web view is asked for, and wine would offer to fetch both; a program that falls ends at once,
        // and start-menu entries stay out of this machine's own menu.
        command.env("WINEDLLOVERRIDES", "mscoree=;mshtml=;winedbg.exe=;winemenubuilder.exe=");
        command
    }

    /// A Windows program, with a screen.
    pub fn wine(&self, program: &Path) -> Command {
        let mut command = self.command("xvfb-run");
        command.args(["-a", "wine"]).arg(program);
        command
    }

    /// The same, with its screen until all that it started has ended too.
    pub fn wine_to_the_last(&self, program: &Path) -> Command {
        let mut command = self.command("xvfb-run");
        command.args(["-a", "sh", "-c", r#"wine "$@"; wineserver --wait"#, "sh"]).arg(program);
        command
    }

    /// Runs a program to its end, which must be `code`.
    pub fn ends_with(&self, program: &Path, arguments: &[&str], code: i32) -> Result<()> {
        let status = self.wine(program).args(arguments).status().context("wine could not be started")?;
        ensure!(
            status.code() == Some(code),
            "{} {} ended with {status}, not with {code}",
            program.display(),
            arguments.join(" ")
        );
        Ok(())
    }

    /// Until nothing runs in it.
    pub fn wait(&self) -> Result<()> {
        child(self.command("wineserver").arg("--wait"))
    }

    /// Ends all that runs in it, and `program` with it.
    pub fn stop(&self, program: &mut Child) -> Result<()> {
        child(self.command("wineserver").arg("--kill"))?;
        program.wait()?;
        Ok(())
    }

    pub fn drive(&self) -> PathBuf {
        self.folder.join("drive_c")
    }

    /// `%LOCALAPPDATA%` of the one person in it.
    pub fn local(&self) -> Result<PathBuf> {
        Ok(self.person()?.join("AppData/Local"))
    }

    pub fn menu_entry(&self) -> Result<PathBuf> {
        Ok(self.person()?.join("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Kentongan.lnk"))
    }

    fn person(&self) -> Result<PathBuf> {
        let users = self.drive().join("users");
        let mut people = users.read_dir()?.flatten().filter(|entry| entry.file_name() != "Public");
        Ok(people.next().context("this Windows has no person")?.path())
    }
}
