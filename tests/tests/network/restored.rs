//! The room is put back from an older backup, or installed anew, while its desks hold more than it does.

use crate::desks::{Caller, Desk, WINDOW};
use crate::ground::{Ground, VERSION, supervisor};
use crate::ledger::{Acknowledged, Ledger};
use kentongan_room::client::Client;
use kentongan_room::{Room, RoomOptions, TimeSource, restore};
use kentongan_rules::command::Command;
use kentongan_rules::id::TicketId;
use kentongan_rules::view::{LossRow, NumberRun, Query, Reply};
use kentongan_tests::proxy::{Line, State};
use kentongan_tests::script::RECOVERY;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// Until a desk has found its room again and told it everything.
const SOON: Duration = Duration::from_secs(30);

/// A desk that can be alone, on a line of its own.
struct Joined {
    caller: Caller,
    line: Line,
    ledger: Arc<Ledger>,
    _own: TempDir,
}

impl Joined {
    async fn new(ground: &Ground, no: usize) -> Joined {
        let (ledger, own) = (Arc::<Ledger>::default(), tempfile::tempdir().unwrap());
        let line = Line::numbered(ground.address, no as u8).await.unwrap();
        let told = (&ledger, &Arc::default());
        let caller = Caller::new(ground, (no, &line.address), Some(own.path()), told).await;
        Joined { caller, line, ledger, _own: own }
    }

    async fn takes_calls(&mut self, calls: usize) {
        for _ in 0..calls {
            self.caller.takes_call().await;
        }
    }

    fn last_ticket(&self) -> TicketId {
        self.ledger.all().last().unwrap().ticket
    }
}

/// A backup of the room, which does not run.
async fn backed_up(ground: &Ground) -> PathBuf {
    let options = RoomOptions {
        data: ground.folder.path().to_owned(),
        desk: 1,
        time: TimeSource::Wall,
        version: VERSION.to_owned(),
    };
    let room = Room::open(options).await.unwrap();
    let made = room.back_up().await.unwrap();
    let file = room.backup_folder().join(made.file);
    room.close().await;
    file
}

/// What a desk was told of a room that has lost it since: it is done again there, at another place of the journal.
fn told_again(all: Vec<Acknowledged>) -> impl Iterator<Item = Acknowledged> {
    all.into_iter().map(|one| Acknowledged { seq: None, ..one })
}

/// What people at the room are shown of it, and every number that there is.
async fn loss_of(ground: &Ground, desk: &Joined) -> (LossRow, Vec<String>) {
    let client = Client::joined(&ground.pin(0), VERSION).unwrap();
    client.sign_in(&supervisor()).await.unwrap();
    let Reply::Losses { rows } = client.query(&Query::Losses).await.unwrap() else { panic!("no losses") };
    let [row] = &rows[..] else { panic!("one loss: {rows:#?}") };
    let names = desk.ledger.all().into_iter().filter_map(|one| one.number).collect();
    (row.clone(), names)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_put_back_is_told_what_its_desks_hold_whichever_comes_first() {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let (mut first, mut second) = (Joined::new(&ground, 0).await, Joined::new(&ground, 1).await);
    let (pages, receipts) = (Arc::<Ledger>::default(), Arc::default());
    let address = ground.address.to_string();
    let mut page = Caller::new(&ground, (2, &address), None, (&pages, &receipts)).await;
    first.takes_calls(2).await;
    second.takes_calls(2).await;
    page.takes_call().await;
    let kept = pages.all();
    room.kill();
    let file = backed_up(&ground).await;

    // An hour in which much happens; one desk notes something on the other's ticket.
    let room = ground.serve().await;
    first.takes_calls(3).await;
    second.takes_calls(3).await;
    page.takes_call().await;
    let Desk::Alone(there) = &second.caller.desk else { panic!("not a desk of its own") };
    // Who never signed in here can do so only while the room is there.
    second.caller.has_told_all(SOON).await;
    there.sign_in(WINDOW, &supervisor()).await.unwrap();
    let ticket = first.last_ticket();
    first.caller.has_told_all(SOON).await;
    let note = Command::Note { ticket, text: "api membesar".to_owned(), internal: true };
    second.caller.insists(ticket, "noted", note).await;
    // A desk looks every second; what it says later is what it has heard by now.
    for one in [&first, &second] {
        let Desk::Alone(there) = &one.caller.desk else { panic!("not a desk of its own") };
        there.look().await;
    }
    room.kill();
    first.takes_calls(2).await;

    let (backup, data) = (file.clone(), ground.folder.path().to_owned());
    tokio::task::spawn_blocking(move || restore(&backup, &data, RECOVERY)).await.unwrap().unwrap();
    // Whoever noted something is back before whoever opened what it was noted on.
    first.line.is(State::Refusing);
    let room = ground.serve().await;
    second.caller.has_told_all_but(1, SOON).await;
    first.line.is(State::Whole);
    first.caller.has_told_all(SOON).await;
    second.caller.has_told_all(SOON).await;
    first.takes_calls(1).await;
    let (loss, names) = loss_of(&ground, &first).await;
    assert_eq!(loss.loss.desks.len(), 2, "{loss:#?}");
    assert!(loss.loss.restored && loss.loss.desks.iter().all(|saw| saw.seq > loss.loss.after), "{loss:#?}");
    // What both desks had been told is back under its number, and nothing but what a page alone was told is missing.
    let count = |runs: &[NumberRun]| runs.iter().map(|run| run.to - run.from + 1).sum::<u32>();
    assert_eq!((count(&loss.back), count(&loss.missing)), (6, 1), "{loss:#?}");
    let lost = pages.all().into_iter().skip(kept.len()).find_map(|one| one.number).unwrap();
    assert!(lost.ends_with(&format!("-{}-{:02}", loss.missing[0].desk, loss.missing[0].from)), "{lost}");
    // And its number is never given again.
    page.takes_call().await;
    let new = pages.all().into_iter().rev().find_map(|one| one.number).unwrap();
    assert!(new != lost && !names.contains(&new), "{new}");
    room.kill();
    let ledger = Ledger::default();
    let (desks, only_pages) = (first.ledger.all().into_iter().chain(second.ledger.all()), pages.all());
    told_again(desks.chain(kept.iter().cloned()).collect()).for_each(|one| ledger.note(one));
    let tally = ledger.assert_kept(ground.folder.path(), "put back");
    println!("put back: {tally}; {} lost that only a page was told", only_pages.len() - kept.len() - 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_installed_anew_is_told_nothing_and_the_desk_goes_on_alone() {
    let ground = Ground::new().await;
    let room = ground.serve().await;
    let mut desk = Joined::new(&ground, 0).await;
    desk.takes_calls(1).await;
    room.kill();
    desk.takes_calls(1).await;
    let empty = tempfile::tempdir().unwrap();
    let other = ground.start_in(empty.path());
    desk.takes_calls(1).await;
    // It has been looked at several times by now, and it is not the room that was joined.
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(desk.caller.outbox().await.len(), 4, "something was told to a stranger");
    desk.takes_calls(1).await;
    other.kill();
    let room = ground.serve().await;
    desk.caller.has_told_all(SOON).await;
    room.kill();
    println!("installed anew: {}", desk.ledger.assert_kept(ground.folder.path(), "installed anew"));
}
