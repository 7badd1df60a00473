//! Plays the written shift on a data folder and prints each command's id and seq once it is acknowledged, so that
//! whoever kills this process knows what must still be there. `fault_script store|room FOLDER PAIRS [found]`, or
//! `fault_script fire FOLDER AT`: fires what is due at that instant, a few tickets to a commit.
#![allow(clippy::print_stdout)] // what it prints is what it has acknowledged

use anyhow::{Context, Result, anyhow, bail};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::time::At;
use kentongan_rules::view::SignIn;
use kentongan_store::{OpenOptions, Sqlite, Store, Verdict};
use kentongan_tests::script::{ACCOUNT, Line, MORNING, PASSWORD, Speaker, fire_due, founding, groups, shift};
use std::io::Write;
use std::path::Path;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [verb, folder, pairs, rest @ ..] = arguments.as_slice() else {
        bail!("store|room FOLDER PAIRS [found], or fire FOLDER AT")
    };
    let folder = Path::new(folder);
    if verb == "fire" {
        fire(folder, At(pairs.parse()?))?;
        return say("done");
    }
    let mut lines = shift(1, pairs.parse()?);
    if rest.first().is_some_and(|word| word == "found") {
        lines.insert(0, founding().map_err(|faults| anyhow!("{faults:?}"))?);
    }
    match verb.as_str() {
        "store" => on_store(folder, &lines)?,
        "room" => tokio::runtime::Runtime::new()?.block_on(in_room(folder, &lines))?,
        other => bail!("there is no {other}"),
    }
    say("done")
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// On the one thread that strace counts on: the store alone, with a backup half-way.
fn on_store(folder: &Path, lines: &[Line]) -> Result<()> {
    let mut store = Sqlite::open(&folder.join("room.db"), &OpenOptions::default())?;
    let groups = groups(lines);
    for (no, group) in groups.iter().enumerate() {
        let jobs: Vec<_> =
            group.iter().map(Line::job).collect::<Result<_, _>>().map_err(|r| anyhow!("{r:?}"))?;
        for (line, verdict) in group.iter().zip(store.act(&jobs)?) {
            let Verdict::Receipt(receipt) = verdict else { bail!("{line:?}: {verdict:?}") };
            say(&format!("{} {}", line.execute.id, receipt.seq.0))?;
        }
        if no == groups.len() / 2 {
            store.reader()?.copy_to(&folder.join("copy.db"))?;
        }
    }
    Ok(())
}

/// As a room's clock does, on the store alone.
fn fire(folder: &Path, now: At) -> Result<()> {
    let mut store = Sqlite::open(&folder.join("room.db"), &OpenOptions::default())?;
    fire_due(&mut store, now, 2)?;
    Ok(())
}

/// The whole room, as a desk uses it. What time itself says is left to its own clock task.
async fn in_room(folder: &Path, lines: &[Line]) -> Result<()> {
    let time = TimeSource::hand(MORNING);
    let options =
        RoomOptions { data: folder.to_owned(), desk: 1, time: time.clone(), version: "0.0.0".to_owned() };
    let room = Room::open(options).await.map_err(|p| anyhow!("{p:?}"))?;
    let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
    let (token, _) = room.sign_in(who, room.own_desk()).await.map_err(|p| anyhow!("{p:?}"))?;
    let seat = Seat::Person(token);
    say("ready")?;
    for line in lines.iter().filter(|line| line.speaker == Speaker::Supervisor) {
        time.set(line.at);
        let done = room.execute(&seat, line.execute.clone()).await;
        let receipt = done.map_err(|p| anyhow!("{p:?}")).with_context(|| format!("{line:?}"))?;
        say(&format!("{} {}", line.execute.id, receipt.seq.0))?;
    }
    room.close().await;
    Ok(())
}
