//! Numbered steps with their times, and the children they run.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What has been done so far: one line per step while it goes, one table at the end.
pub struct Steps {
    total: usize,
    begun: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    pub fn of(total: usize) -> Self {
        Self { total, begun: Instant::now(), done: Vec::new() }
    }

    /// Runs one step. Its error names the step; nothing after it is run.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let number = self.done.len() + 1;
        let total = self.total;
        println!("\n[{number}/{total}] {name}  (since the start: {})", clock(self.begun.elapsed()));
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        if let Err(error) = outcome {
            self.table();
            println!("  {:<48} {:>8}  FAILED", name, clock(took));
            return Err(error.context(format!("[{number}/{total}] {name}")));
        }
        println!("[{number}/{total}] {name}: done in {}", clock(took));
        self.done.push((name.to_owned(), took));
        Ok(())
    }

    pub fn table(&self) {
        println!("\n  {:<48} {:>8}", "step", "min:s");
        for (name, took) in &self.done {
            println!("  {name:<48} {:>8}  ok", clock(*took));
        }
    }

    pub fn finish(&self) {
        self.table();
        println!("  {:<48} {:>8}", "together", clock(self.begun.elapsed()));
    }
}

fn clock(span: Duration) -> String {
    let seconds = span.as_secs();
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Runs a child whose output is ours, and fails when it fails.
pub fn child(command: &mut Command) -> Result<()> {
    let line = spelled(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// All at once; each runs to its end, whatever became of the others. The first speaks as it goes; what the others said
/// follows whole, for lines of two in between each other are nobody's.
pub fn children<const N: usize>(commands: [Command; N]) -> Result<()> {
    let mut number = 0;
    let started = commands.map(|mut command| {
        let line = spelled(&command);
        println!("$ {line}");
        number += 1;
        // A file and no pipe: what a child leaves behind would hold a pipe open.
        let said = std::env::temp_dir().join(format!("kentongan-{}-{number}.txt", std::process::id()));
        let child = if number == 1 { command.spawn() } else { spoken_into(&said, &mut command) };
        (line, said, child)
    });
    let ended = started.map(|(line, said, child)| {
        let status = child.and_then(|mut child| child.wait());
        if let Ok(text) = std::fs::read(&said) {
            println!("\n$ {line}\n{}", String::from_utf8_lossy(&text));
            // Best effort: it lies among what is temporary.
            let _ = std::fs::remove_file(&said);
        }
        let status = status.with_context(|| format!("`{line}` could not be started"))?;
        if status.success() { Ok(()) } else { bail!("`{line}` ended with {status}") }
    });
    ended.into_iter().collect()
}

fn spoken_into(file: &Path, command: &mut Command) -> std::io::Result<Child> {
    let file = File::create(file)?;
    command.stdout(file.try_clone()?).stderr(file).spawn()
}

/// What a child prints, or `None` where it cannot be started or fails.
pub fn answer<S: AsRef<OsStr>>(program: &str, arguments: &[S]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The cargo that runs us, so that `cargo +toolchain xtask` keeps its toolchain.
pub fn cargo<S: AsRef<OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    // These belong to the xtask build: a child build that inherits them is taken for a different one.
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(|key| key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_"))
        {
            command.env_remove(key);
        }
    }
    command
}

pub fn npm(arguments: &[&str]) -> Command {
    // On Windows npm is a script, which `Command` only finds under its whole name.
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir("ui");
    command
}

fn spelled(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_child_is_an_error_that_names_it() {
        let error =
            child(cargo(&["there-is-no-such-command"]).stderr(Stdio::null())).unwrap_err().to_string();
        assert!(error.contains("there-is-no-such-command"), "{error}");
    }

    #[test]
    fn one_that_fails_is_an_error_and_the_other_runs_to_its_end() {
        let version = || {
            let mut command = cargo(&["--version"]);
            command.stdout(Stdio::null());
            command
        };
        let mut wrong = cargo(&["there-is-no-such-command"]);
        wrong.stderr(Stdio::null());
        assert!(children([version(), version()]).is_ok());
        let error = children([wrong, version()]).unwrap_err().to_string();
        assert!(error.contains("there-is-no-such-command"), "{error}");
    }

    #[test]
    fn a_failed_step_is_not_counted_as_done() {
        let mut steps = Steps::of(2);
        steps.step("first", || Ok(())).unwrap();
        let error = format!("{:#}", steps.step("second", || bail!("no disk")).unwrap_err());
        assert!(error.contains("[2/2] second") && error.contains("no disk"), "{error}");
        assert_eq!(steps.done.len(), 1);
    }

    #[test]
    fn times_are_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(0)), "00:00");
        assert_eq!(clock(Duration::from_secs(3725)), "62:05");
    }
}
