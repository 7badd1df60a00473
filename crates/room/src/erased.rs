//! The list of what was erased, beside the backups: ids alone, each line chained to the one before. A backup is older
//! than what was erased after it; whoever restores it applies the list before anybody can read.

use crate::{broken, folder};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::erasure::Erasable;
use kentongan_rules::id::{CommandId, SealedId};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use kentongan_store::{Gone, Job, OpenOptions, Sqlite, Store, Verdict};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

/// Its name, in the data folder and beside every backup.
pub const NAME: &str = "erased.kentongan.list";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub at: At,
    pub what: Erasable,
    pub texts: Vec<SealedId>,
}

/// As far as the chain holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    pub lines: Vec<Line>,
    /// The hash of the last line; empty of none.
    head: String,
    /// Bytes that hold.
    sound: usize,
    /// Is there anything after them? The last line may be torn; another was changed.
    pub is_torn: bool,
}

fn chained(before: &str, json: &str) -> String {
    broken::hex(&Sha256::new().chain_update(before).chain_update(json).finalize())
}

impl List {
    pub fn of(text: &str) -> List {
        let mut list = List::default();
        for row in text.split_inclusive('\n') {
            let whole = row.strip_suffix('\n').and_then(|row| row.rsplit_once(' '));
            let Some((json, hash)) = whole.filter(|(json, hash)| chained(&list.head, json) == *hash) else {
                break;
            };
            let Ok(line) = serde_json::from_str(json) else { break };
            list.lines.push(line);
            hash.clone_into(&mut list.head);
            list.sound += row.len();
        }
        list.is_torn = list.sound < text.len();
        list
    }

    /// The list of a folder; `None` where there is none.
    pub fn read(folder: &Path) -> Result<Option<List>, Problem> {
        match std::fs::read(folder.join(NAME)) {
            Ok(bytes) => Ok(Some(List::of(&String::from_utf8_lossy(&bytes)))),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(broken::io("erasure list", &why)),
        }
    }
}

/// Adds to the list of `data`, durably. What a power cut tore off goes first.
pub fn add(data: &Path, gone: &[Gone]) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("erasure list", &e);
    if gone.is_empty() {
        return Ok(());
    }
    let list = List::read(data)?.unwrap_or_default();
    let mut file = File::options().create(true).append(true).open(data.join(NAME)).map_err(io)?;
    if list.is_torn {
        file.set_len(list.sound as u64).map_err(io)?;
    }
    let (mut text, mut head) = (String::new(), list.head);
    for Gone { at, what, texts, .. } in gone {
        let line = Line { at: *at, what: *what, texts: texts.clone() };
        let json = serde_json::to_string(&line).map_err(|e| broken::other("erasure list", &e))?;
        head = chained(&head, &json);
        text.push_str(&json);
        text.push(' ');
        text.push_str(&head);
        text.push('\n');
    }
    file.write_all(text.as_bytes()).map_err(io)?;
    file.sync_all().map_err(io)?;
    folder::sync(data).map_err(io)
}

/// Puts the list of `data` beside the backups of `place`.
pub fn copy(data: &Path, place: &Path) -> Result<(), Problem> {
    let io = |e: std::io::Error| broken::io("erasure list", &e);
    if data == place || !data.join(NAME).exists() {
        return Ok(());
    }
    let part = place.join(format!("{NAME}.part"));
    std::fs::copy(data.join(NAME), &part).map_err(io)?;
    File::options().write(true).open(&part).and_then(|file| file.sync_all()).map_err(io)?;
    folder::rename(&part, &place.join(NAME)).map_err(io)?;
    folder::sync(place).map_err(io)
}

/// Takes out of a database what these lists say was erased; how many texts that were.
pub fn apply(database: &Path, lists: &[List]) -> Result<usize, Problem> {
    let store = |b: kentongan_store::Broken| broken::store(&b);
    let mut writer = Sqlite::open(database, &OpenOptions::default()).map_err(store)?;
    let mut reader = writer.reader().map_err(store)?;
    let mut erased = 0;
    for line in lists.iter().flat_map(|list| &list.lines) {
        let Some((what, texts)) = reader.returned(line.what, &line.texts, line.at).map_err(store)? else {
            continue;
        };
        erased += texts.len();
        let command = Command::Erase { what, texts, again: true };
        let job = Job {
            command: Execute { id: CommandId(Uuid::now_v7()), command },
            body_digest: String::new(),
            actor: Actor::clock(),
            at: line.at,
            texts: Vec::new(),
            told: None,
            faults: Vec::new(),
        };
        for verdict in writer.act(&[job]).map_err(store)? {
            if let Verdict::Refused(refusal) = verdict {
                return Err(refusal.into());
            }
        }
    }
    drop(reader);
    if writer.empty_log().map_err(store)? {
        Ok(erased)
    } else {
        Err(broken::other("erasure list", &"the log is in use"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::time::Seq;

    fn gone(no: u128) -> Gone {
        Gone { seq: Seq(1), at: At(7), what: Erasable::Numbers, texts: vec![SealedId(Uuid::from_u128(no))] }
    }

    #[test]
    fn it_is_added_to_and_a_torn_end_is_taken_off() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        assert_eq!(List::read(data).unwrap(), None);
        add(data, &[gone(1), gone(2)]).unwrap();
        let text = std::fs::read_to_string(data.join(NAME)).unwrap();
        std::fs::write(data.join(NAME), &text[..text.len() - 5]).unwrap();
        let torn = List::read(data).unwrap().unwrap();
        assert!(torn.is_torn && torn.lines.len() == 1);
        add(data, &[gone(3)]).unwrap();
        let list = List::read(data).unwrap().unwrap();
        assert!(!list.is_torn);
        let ids: Vec<u128> = list.lines.iter().map(|line| line.texts[0].0.as_u128()).collect();
        assert_eq!(ids, [1, 3]);
    }

    #[test]
    fn a_changed_line_ends_what_is_believed() {
        let folder = tempfile::tempdir().unwrap();
        add(folder.path(), &[gone(1), gone(2), gone(3)]).unwrap();
        let text = std::fs::read_to_string(folder.path().join(NAME)).unwrap();
        assert_eq!(List::of(&text).lines.len(), 3);
        let changed = text.replacen("000002", "000009", 1);
        let list = List::of(&changed);
        assert!(list.is_torn && list.lines.len() == 1);
    }
}
