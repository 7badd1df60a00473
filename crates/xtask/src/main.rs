//! `cargo xtask run` and `cargo xtask test`: every set-up step a fresh machine needs, then the job.
//! `faults` and `bench` are the long forms that nobody runs on each commit.
#![allow(clippy::print_stdout)] // a command line prints; there is nothing else here

mod dist;
mod machine;
mod packages;
mod release;
mod rings;
mod start;
mod steps;
mod windows;

use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--data DIR]     set up this machine, build, start Kentongan
cargo xtask test [--only RING]   set up this machine, then every ring of tests
cargo xtask faults               kill -9, power cut and full disk at every single write (long)
cargo xtask dist [--key FILE]    packages for Debian, Ubuntu and Fedora, signed, and tried in a fresh Debian
cargo xtask windows [--key FILE] from Debian: build for Windows, test under wine what needs no window, the installer
cargo xtask bench                the measures, as ratios to raw floors of the same run
";

fn main() -> ExitCode {
    match job(env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn job(arguments: Vec<String>) -> Result<()> {
    let called_from = env::current_dir().context("the working folder is gone")?;
    env::set_current_dir(root()?).context("the repository's folder cannot be entered")?;
    let mut rest = arguments.into_iter();
    let verb = rest.next();
    let rest: Vec<String> = rest.collect();
    match verb.as_deref() {
        Some("run") => start::run(option(&rest, "--data")?.map(|folder| called_from.join(folder))),
        Some("test") => rings::test(option(&rest, "--only")?.as_deref()),
        Some("faults") => none(&rest).and_then(|()| rings::faults()),
        Some("dist") => dist::dist(option(&rest, "--key")?.map(|file| called_from.join(file))),
        Some("windows") => windows::windows(option(&rest, "--key")?.map(|file| called_from.join(file))),
        Some("bench") => none(&rest).and_then(|()| rings::bench()),
        Some("help" | "--help" | "-h") | None => {
            println!("{USAGE}rings: {}", rings::names().join(", "));
            Ok(())
        }
        Some(other) => bail!("there is no `{other}`.\n\n{USAGE}"),
    }
}

/// The repository: two folders above this package's manifest, wherever it was called from.
fn root() -> Result<PathBuf> {
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let root = here.ancestors().nth(2).context("crates/xtask is not two folders below the root")?;
    Ok(root.to_path_buf())
}

/// The value of the one option that this verb takes, as `--name VALUE` or `--name=VALUE`.
fn option(rest: &[String], name: &str) -> Result<Option<String>> {
    match rest {
        [] => Ok(None),
        [key, value] if key == name => Ok(Some(value.clone())),
        [one] if one.starts_with(name) && one[name.len()..].starts_with('=') => {
            Ok(Some(one[name.len() + 1..].to_owned()))
        }
        _ => bail!("`{}` is not understood.\n\n{USAGE}", rest.join(" ")),
    }
}

fn none(rest: &[String]) -> Result<()> {
    if rest.is_empty() { Ok(()) } else { bail!("`{}` is not understood.\n\n{USAGE}", rest.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::option;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn an_option_is_read_in_both_spellings() {
        assert_eq!(option(&words("--data a"), "--data").unwrap().as_deref(), Some("a"));
        assert_eq!(option(&words("--data=a"), "--data").unwrap().as_deref(), Some("a"));
        assert_eq!(option(&[], "--data").unwrap(), None);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for wrong in ["--data", "--dat a", "--datab=a", "a --data", "--data a b"] {
            assert!(option(&words(wrong), "--data").is_err(), "{wrong}");
        }
    }
}
