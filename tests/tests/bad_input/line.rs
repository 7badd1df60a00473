//! `kentongan-room` as an administrator runs it, in both languages.

use kentongan_tests::programs;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub const LANGUAGES: [&str; 2] = ["id_ID.UTF-8", "en_GB.UTF-8"];

pub fn command(language: &str, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(programs::room().unwrap());
    command.env("LC_ALL", language).args(arguments).stdin(Stdio::null());
    command
}

/// Runs it in both languages; each must fail, with a sentence on its error output that the other language does not
/// have, and without panicking. What was said, Indonesian first.
pub fn fails(arguments: &[&OsStr]) -> [String; 2] {
    let said = LANGUAGES.map(|language| failed(&command(language, arguments).output().unwrap()));
    assert_ne!(said[0], said[1]);
    said
}

pub fn failed(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked") && said.lines().count() >= 1, "{said}");
    assert!(!said.contains("cli.") && !said.contains("problem."), "a key without words: {said}");
    said.trim().to_owned()
}

/// Whether each language says its own sentence.
pub fn assert_said(said: &[String; 2], id: &str, en: &str) {
    assert!(said[0].contains(id), "{:?} does not say {id:?}", said[0]);
    assert!(said[1].contains(en), "{:?} does not say {en:?}", said[1]);
}

/// A room that is served; it ends with this.
pub struct Serving {
    child: Child,
    pub address: String,
}

impl Serving {
    pub fn start(data: &Path) -> Serving {
        let arguments = [
            OsStr::new("serve"),
            OsStr::new("--port"),
            OsStr::new("0"),
            OsStr::new("--data"),
            data.as_os_str(),
        ];
        let mut child = command(LANGUAGES[1], &arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        assert!(line.contains("The room is open at http://127.0.0.1:"), "{line}");
        Serving { child, address }
    }

    pub fn is_up(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none() && std::net::TcpStream::connect(&self.address).is_ok()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
