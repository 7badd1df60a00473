//! SIGKILL on entering the k-th write, sync, truncate, rename or unlink of the written shift: every third k, and every
//! one in the long form.

use crate::disk::Image;
use crate::full;
use crate::ground::{Acknowledged, Reference, assert_sound, founded, lines, put};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

pub const CALLS: [&str; 6] = ["pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink"];
pub const SIGKILL: i32 = 9;

/// A copy of the driver under a name of its own contents, so that a build half-way through changes nothing.
pub fn driver() -> &'static Path {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    COPY.get_or_init(|| {
        let built = Path::new(env!("CARGO_BIN_EXE_fault_script"));
        let sum = Sha256::digest(std::fs::read(built).unwrap());
        let name: String = sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fault_script-{name}"));
        if !copy.exists() {
            let part = copy.with_extension(std::process::id().to_string());
            std::fs::copy(built, &part).unwrap();
            std::fs::rename(&part, &copy).unwrap();
        }
        copy
    })
}

/// Plays the script in `folder` under strace.
fn play(folder: &Path, pairs: u32, found: bool, strace: &[&str]) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "signal=none"]).args(strace).args(["-o"]).arg(folder.join("strace.log"));
    command.arg(driver()).arg("store").arg(folder).arg(pairs.to_string());
    if found {
        command.arg("found");
    }
    command.output().expect("strace runs; `cargo xtask test` installs it")
}

fn said(output: &Output) -> (Acknowledged, bool) {
    let text = String::from_utf8_lossy(&output.stdout);
    let pairs = text.lines().filter_map(|line| line.split_once(' '));
    let said = pairs.map(|(id, seq)| (id.to_owned(), seq.parse().unwrap())).collect();
    (said, text.lines().any(|line| line == "done"))
}

/// One script from one start.
struct Run {
    name: &'static str,
    start: Image,
    pairs: u32,
    found: bool,
    reference: Reference,
}

impl Run {
    fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        put(&self.start, folder.path());
        folder
    }

    /// How often each call is made when nothing goes wrong.
    fn count(&self, call: &str) -> u64 {
        let folder = self.folder();
        let output = play(folder.path(), self.pairs, self.found, &["-e", &format!("trace={call}")]);
        let (said, done) = said(&output);
        assert!(done, "{}", String::from_utf8_lossy(&output.stderr));
        self.reference.assert_kept(&folder.path().join("room.db"), &said, self.name);
        let log = std::fs::read_to_string(folder.path().join("strace.log")).unwrap();
        let threads: BTreeSet<_> =
            log.lines().filter(|l| l.contains(call)).filter_map(|l| l.split(' ').next()).collect();
        assert!(threads.len() <= 1, "`when=k` counts per thread: {threads:?}");
        log.lines().filter(|line| line.contains(&format!("{call}("))).count() as u64
    }

    /// Kills at the k-th `call`; false if it never came to that.
    fn kill(&self, call: &str, k: u64) -> (bool, Acknowledged) {
        let what = format!("{}, {call} {k}", self.name);
        let folder = self.folder();
        let trace = format!("trace={call}");
        let inject = format!("inject={call}:signal=KILL:when={k}");
        let output = play(folder.path(), self.pairs, self.found, &["-e", &trace, "-e", &inject]);
        let (said, done) = said(&output);
        let killed = output.status.signal() == Some(SIGKILL);
        assert_eq!(killed, !done, "{what}: {}", String::from_utf8_lossy(&output.stderr));
        self.reference.assert_kept(&folder.path().join("room.db"), &said, &what);
        let copy = folder.path().join("copy.db");
        if copy.exists() {
            assert_sound(&copy, &format!("{what}: the copy"));
        }
        (killed, said)
    }

    /// Every k of every call, or every third. The long form writes down how far it got, and goes on from there the next time.
    fn every_k(&self) {
        let mut table = String::new();
        for call in CALLS {
            let count = self.count(call);
            let (next, early) = (AtomicU64::new(1), AtomicU64::new(0));
            let step = if full() { 1 } else { 3 };
            let done = Progress::of(&format!("{} {call}", self.name));
            let workers = std::thread::available_parallelism().map_or(2, usize::from);
            std::thread::scope(|scope| {
                for _ in 0..workers {
                    scope.spawn(|| {
                        loop {
                            let k = next.fetch_add(step, Ordering::Relaxed);
                            if k > count {
                                break;
                            }
                            if done.has(k) {
                                continue;
                            }
                            let (fired, said) = self.kill(call, k);
                            assert!(fired, "{}, {call}: {k} of {count} did not fire", self.name);
                            early.fetch_add(u64::from(said.is_empty()), Ordering::Relaxed);
                            done.add(k);
                        }
                    });
                }
            });
            let (fired, said) = self.kill(call, count + 1);
            assert!(!fired && said.len() + usize::from(!self.found) == self.reference.receipts.len());
            writeln!(table, "  {call:<10} {count:>5} places, {} before any reply", early.into_inner())
                .unwrap();
        }
        println!("{}:\n{table}", self.name);
    }
}

/// Which k are done, of this very program; kept in the long form alone.
struct Progress {
    file: Option<PathBuf>,
    done: BTreeSet<u64>,
    lock: Mutex<()>,
}

impl Progress {
    fn of(name: &str) -> Progress {
        let file = full().then(|| {
            let mut file = driver().as_os_str().to_owned();
            file.push(format!("-{}.txt", name.replace(' ', "-")));
            PathBuf::from(file)
        });
        let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        Progress { file, done: text.lines().filter_map(|k| k.parse().ok()).collect(), lock: Mutex::new(()) }
    }

    fn has(&self, k: u64) -> bool {
        self.done.contains(&k)
    }

    fn add(&self, k: u64) {
        if let Some(file) = &self.file {
            let _one = self.lock.lock().unwrap();
            let mut file = std::fs::File::options().create(true).append(true).open(file).unwrap();
            writeln!(file, "{k}").unwrap();
        }
    }
}

#[test]
fn killed_at_every_write_of_a_shift() {
    let pairs = if full() { 10 } else { 1 };
    let reference = Reference::of(lines(1, pairs));
    Run { name: "shift", start: founded(), pairs, found: false, reference }.every_k();
}

#[test]
fn killed_at_every_write_of_a_new_room() {
    let reference = Reference::of(lines(1, 0));
    Run { name: "new room", start: Image::new(), pairs: 0, found: true, reference }.every_k();
}
