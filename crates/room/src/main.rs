//! The headless room and the administrator's command line.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line speaks on its standard output

mod speak;

use clap::{Parser, Subcommand};
use kentongan_room::http::Screens;
use kentongan_room::{
    Room, RoomOptions, TimeSource, data_folder, evaluate, http, log, release, replay, restore, status, stop,
    verify, wants_recovery, wire,
};
use kentongan_rules::problem::Problem;
use kentongan_rules::region::Region;
use speak::{say, tell};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "kentongan-room", version, about, long_about = None)]
struct Arguments {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Opens the room on 127.0.0.1 and prints its address
    Serve {
        #[arg(long)]
        data: Option<PathBuf>,
        /// Folder of the built screens
        #[arg(long)]
        ui: Option<PathBuf>,
        /// 0 takes any free port
        #[arg(long, default_value_t = http::PORT)]
        port: u16,
        /// The number of this PC's own desk; none of a desk that has joined
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
        desk: u16,
        /// Opens the door to other PCs at this address, over TLS; 0.0.0.0 is every address
        #[arg(long)]
        open: Option<IpAddr>,
        /// Its port; 0 takes any free one
        #[arg(long, default_value_t = http::PORT + 1)]
        open_port: u16,
        /// Prints six words that let one desk in
        #[arg(long, requires = "open")]
        let_in: bool,
    },
    /// Proves the journal and the rows folded from it
    Verify {
        #[arg(long)]
        data: Option<PathBuf>,
        /// SEQ:HASH as written on a backup; without a value, prints the present head
        #[arg(long, num_args = 0..=1, default_missing_value = "")]
        head: Option<String>,
    },
    /// Replays a shift of calls into a room for training and prints one JSON object
    Replay {
        file: PathBuf,
        /// A new folder for the training room; a temporary one if absent
        #[arg(long)]
        data: Option<PathBuf>,
        /// Minutes of the shift per minute; as fast as it goes if absent
        #[arg(long)]
        speed: Option<f64>,
    },
    /// Measures how well narratives are read whose right answer is known, and prints one JSON object
    Evaluate {
        file: PathBuf,
        /// Lists what was not read as expected, with the words that spoke
        #[arg(long)]
        rows: bool,
    },
    /// How the ticket of a code stands, as its caller may hear it; reads beside a running room
    Status {
        code: String,
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// Makes a backup now. The room must not be running
    Backup {
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// Puts a backup in place; what was there is set aside
    Restore {
        file: PathBuf,
        #[arg(long)]
        data: Option<PathBuf>,
        /// The printed recovery code; asked for on standard input if absent
        #[arg(long)]
        recovery: Option<String>,
    },
    /// Says whether a package is a newer release of this program, and what installs it; installs nothing
    CheckUpdate {
        /// Its signature lies beside it, as FILE.minisig
        file: PathBuf,
        /// Another key than that of this build, as the second line of a minisign.pub
        #[arg(long)]
        key: Option<String>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Verb::Serve { data, ui, port, desk, open, open_port, let_in } => {
            let door = open.map(|address| DoorTo { address, port: open_port, let_in });
            serve(folder(data), ui, port, desk, door).await
        }
        Verb::Verify { data, head } => verify_folder(folder(data), head).await,
        Verb::Replay { file, data, speed } => replay_file(file, data, speed).await,
        Verb::Evaluate { file, rows } => evaluate_file(&file, rows),
        Verb::Status { code, data } => status_of(&folder(data), &code),
        Verb::Backup { data } => backup(folder(data)).await,
        Verb::Restore { file, data, recovery } => restore_file(file, folder(data), recovery).await,
        Verb::CheckUpdate { file, key } => Ok(check_update(&file, key.as_deref())),
    };
    done.unwrap_or_else(|problem| {
        tell(&problem);
        ExitCode::FAILURE
    })
}

fn folder(data: Option<PathBuf>) -> PathBuf {
    data.unwrap_or_else(data_folder)
}

fn options(data: PathBuf, desk: u16, time: TimeSource) -> RoomOptions {
    RoomOptions { data, desk, time, version: env!("CARGO_PKG_VERSION").to_owned() }
}

/// The door to other PCs.
struct DoorTo {
    address: IpAddr,
    port: u16,
    let_in: bool,
}

async fn open(room: &Room, door: &DoorTo) -> Result<(), Problem> {
    let port = room.open_door_at(door.address, door.port).await?;
    for address in wire::nearby::typed(door.address, port) {
        println!("{}", say("opened", &[("address", &format!("https://{address}"))]));
    }
    if door.let_in {
        println!("{}", say("let_in", &[("words", &room.let_in_from_here().await?)]));
    }
    Ok(())
}

async fn serve(
    data: PathBuf,
    ui: Option<PathBuf>,
    port: u16,
    desk: u16,
    door: Option<DoorTo>,
) -> Result<ExitCode, Problem> {
    let room = Room::open(options(data.clone(), desk, TimeSource::Wall)).await?;
    let _log = log::start(&data);
    let listener = http::listen(port).await?;
    let address = listener.local_addr().map_err(|_| Problem::Unreachable)?;
    println!("{}", say("serving", &[("address", &format!("http://{address}"))]));
    let screens = ui.map(Screens::Folder);
    if let Some(screens) = &screens {
        room.show(screens.clone());
    }
    if let Some(door) = &door {
        open(&room, door).await?;
    }
    let stopping = room.clone();
    // Open polls would hold the door: the room ends them as it closes.
    let stop = async move {
        stop::asked().await;
        stopping.close().await;
    };
    http::serve(room.clone(), listener, screens, stop).await;
    room.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Says so where there is no room, rather than making one.
fn nobody(data: &Path) -> bool {
    let none = !data.join("room.db").exists();
    if none {
        eprintln!("{}", say("no_room", &[("folder", &data.display().to_string())]));
    }
    none
}

async fn verify_folder(data: PathBuf, head: Option<String>) -> Result<ExitCode, Problem> {
    if nobody(&data) {
        return Ok(ExitCode::FAILURE);
    }
    let wanted = match head.as_deref() {
        None | Some("") => None,
        Some(text) => match verify::parse_head(text) {
            Some(head) => Some(head),
            None => {
                eprintln!("{}", say("wrong_head", &[]));
                return Ok(ExitCode::FAILURE);
            }
        },
    };
    let report = tokio::task::spawn_blocking(move || verify::verify(&data, wanted.as_ref()))
        .await
        .map_err(|_| Problem::Unreachable)??;
    for fault in &report.faults {
        let seq = fault.seq.0.to_string();
        println!(
            "{}",
            say(&format!("fault_{}", speak::name(&fault.code)), &[("seq", &seq), ("about", &fault.about)])
        );
    }
    let rows = report.rows.to_string();
    let head = format!("{}:{}", report.head_seq.0, report.head_hash);
    if report.faults.is_empty() {
        println!("{}", say("sound", &[("rows", &rows), ("head", &head)]));
        Ok(ExitCode::SUCCESS)
    } else {
        println!("{}", say("unsound", &[("faults", &report.faults.len().to_string())]));
        Ok(ExitCode::FAILURE)
    }
}

/// The text of a file; says why there is none.
fn text_of(file: &Path) -> Option<String> {
    std::fs::read_to_string(file)
        .map_err(|why| {
            let places = [("file", file.display().to_string()), ("why", why.to_string())];
            let places = places.each_ref().map(|(key, value)| (*key, value.as_str()));
            eprintln!("{}", say("unreadable", &places));
        })
        .ok()
}

fn evaluate_file(file: &Path, misses: bool) -> Result<ExitCode, Problem> {
    let Some(text) = text_of(file) else { return Ok(ExitCode::FAILURE) };
    let rows = match evaluate::read(&text) {
        Ok(rows) => rows,
        Err(refusals) => {
            for refusal in &refusals {
                let line = refusal.line.to_string();
                let places = [("line", line.as_str()), ("column", &refusal.value), ("value", &refusal.value)];
                eprintln!("{}", say(&format!("row_{}", speak::name(&refusal.code)), &places));
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let region = Region::sidoarjo().map_err(|_| Problem::Unknown)?;
    let report = evaluate::evaluate(&region, rows, misses);
    for (code, count) in &report.unknown_codes {
        eprintln!("{}", say("unknown_code", &[("value", code), ("count", &count.to_string())]));
    }
    println!("{}", serde_json::to_string(&report).map_err(|_| Problem::Unknown)?);
    Ok(ExitCode::SUCCESS)
}

async fn replay_file(file: PathBuf, data: Option<PathBuf>, speed: Option<f64>) -> Result<ExitCode, Problem> {
    let Some(text) = text_of(&file) else { return Ok(ExitCode::FAILURE) };
    let region = Region::sidoarjo().map_err(|_| Problem::Unknown)?;
    let rows = match replay::read(&text, &region) {
        Ok(rows) => rows,
        Err(problems) => {
            for p in &problems {
                let places =
                    [("line", p.line.to_string()), ("column", p.column.clone()), ("value", p.value.clone())];
                let places: Vec<_> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
                eprintln!("{}", say(&format!("row_{}", speak::name(&p.code)), &places));
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let temporary = data.is_none();
    let data =
        data.unwrap_or_else(|| std::env::temp_dir().join(format!("kentongan-replay-{}", std::process::id())));
    if data.join("room.db").exists() {
        eprintln!("{}", say("not_new", &[("folder", &data.display().to_string())]));
        return Ok(ExitCode::FAILURE);
    }
    let time = TimeSource::hand(TimeSource::Wall.now());
    let room = Room::open(options(data.clone(), 1, time.clone())).await?;
    let stage = replay::Stage::found(room.clone(), region, &say("trainer", &[])).await?;
    let recipient = say("duty_officer", &[]);
    let report = replay::replay(stage, &rows, &time, speed, &recipient, |done, all| {
        eprintln!("{}", say("replayed", &[("done", &done.to_string()), ("all", &all.to_string())]));
    })
    .await;
    room.close().await;
    if temporary {
        let _ = std::fs::remove_dir_all(&data);
    }
    println!("{}", serde_json::to_string(&report?).map_err(|_| Problem::Unknown)?);
    Ok(ExitCode::SUCCESS)
}

fn status_of(data: &Path, code: &str) -> Result<ExitCode, Problem> {
    if nobody(data) {
        return Ok(ExitCode::FAILURE);
    }
    match status::status_of(data, code, speak::language(), TimeSource::Wall.now())? {
        Some(said) => {
            println!("{said}");
            Ok(ExitCode::SUCCESS)
        }
        None => {
            eprintln!("{}", say("no_such_code", &[("value", code)]));
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn backup(data: PathBuf) -> Result<ExitCode, Problem> {
    if nobody(&data) {
        return Ok(ExitCode::FAILURE);
    }
    let room = Room::open(options(data, 1, TimeSource::Wall)).await?;
    let made = room.back_up().await;
    let folder = room.backup_folder();
    room.close().await;
    let made = made?;
    let file = folder.join(&made.file).display().to_string();
    let head = format!("{}:{}", made.head_seq.0, made.head_hash);
    println!("{}", say("backed_up", &[("file", &file), ("head", &head)]));
    Ok(ExitCode::SUCCESS)
}

async fn restore_file(file: PathBuf, data: PathBuf, recovery: Option<String>) -> Result<ExitCode, Problem> {
    let recovery = match recovery {
        Some(code) => code,
        None if !wants_recovery(&file) => String::new(),
        None => {
            eprintln!("{}", say("recovery_asked", &[]));
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).map_err(|_| Problem::WrongSignIn)?;
            line
        }
    };
    let restored = tokio::task::spawn_blocking(move || restore(&file, &data, &recovery))
        .await
        .map_err(|_| Problem::Unreachable)?;
    match restored {
        Ok(restored) => {
            let head = format!("{}:{}", restored.report.head_seq.0, restored.report.head_hash);
            println!("{}", say("restored", &[("rows", &restored.report.rows.to_string()), ("head", &head)]));
            if restored.erased > 0 {
                println!("{}", say("erased_again", &[("texts", &restored.erased.to_string())]));
            }
            if restored.list_is_torn {
                eprintln!("{}", say("list_torn", &[]));
            }
            if let Some(aside) = restored.aside {
                println!("{}", say("set_aside", &[("folder", &aside.display().to_string())]));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(Problem::WrongSignIn) => {
            eprintln!("{}", say("wrong_recovery", &[]));
            Ok(ExitCode::FAILURE)
        }
        Err(problem) => Err(problem),
    }
}

fn check_update(file: &Path, key: Option<&str>) -> ExitCode {
    let mut wanted = release::Wanted::here(env!("CARGO_PKG_VERSION"));
    wanted.key = key.or(wanted.key);
    match wanted.check(file) {
        Ok(found) => {
            println!("{}", speak::update("fits", &[("to", &found.version), ("from", wanted.version)]));
            println!("{}", speak::update("run", &[("command", &release::by_hand(file))]));
            ExitCode::SUCCESS
        }
        Err(unfit) => {
            eprintln!("{}", speak::unfit(&unfit));
            ExitCode::FAILURE
        }
    }
}
