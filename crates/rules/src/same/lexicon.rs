//! The words operators write in more than one way, and what each says about whether two calls are of one incident.
//!
//! They are `seed/sameness.csv`: a word, its role, and how else it is written: single words separated by spaces, and
//! after each semicolon a spelling of several words. Rows of the role `points` are no words but what each sign weighs.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// A kind of spot: a mosque, a filling station, a road. What follows it is its name.
    Spot,
    /// On which side of a spot.
    Side,
    /// RT, RW, kilometre, house number, block: a number follows.
    Label,
    Vehicle,
    Model,
    Colour,
    Person,
    Animal,
    /// What sort of tree.
    Tree,
    /// A thing worth telling that is none of these.
    Thing,
    /// Says what happened, so every call of the kind has it.
    Kind,
    /// What follows is where or what it is not.
    Not,
    /// Another one than was told before.
    Other,
    /// The caller speaks of a call before this.
    Again,
    /// It goes on from something.
    Still,
    /// One more, or the same once more.
    More,
    /// Seen or smelt from where it is not.
    Seen,
    /// Between two places.
    Border,
    /// Ends what is denied.
    But,
    /// Says nothing here.
    Plain,
}

impl Role {
    fn of(name: &str) -> Option<Role> {
        Some(match name {
            "spot" => Role::Spot,
            "side" => Role::Side,
            "label" => Role::Label,
            "vehicle" => Role::Vehicle,
            "model" => Role::Model,
            "colour" => Role::Colour,
            "person" => Role::Person,
            "animal" => Role::Animal,
            "tree" => Role::Tree,
            "thing" => Role::Thing,
            "kind" => Role::Kind,
            "not" => Role::Not,
            "other" => Role::Other,
            "again" => Role::Again,
            "still" => Role::Still,
            "more" => Role::More,
            "seen" => Role::Seen,
            "border" => Role::Border,
            "but" => Role::But,
            "plain" => Role::Plain,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub word: &'static str,
    pub role: Role,
}

/// Longest spelling of several words.
const LONGEST_PHRASE: usize = 3;
/// A shorter word with a slip in it is taken for another word.
const SHORTEST_SLIP: usize = 5;
/// Spots whose name is a word said twice: `alun2` is no second one.
const SAID_TWICE: &[&str] = &["alun"];
/// Endings of Indonesian and Javanese that make no other word.
const ENDINGS: &[&str] = &["nya", "ipun", "ne", "e", "an"];

struct Lexicon {
    /// By every way of writing it; the words of a phrase are joined by one space.
    known: HashMap<&'static str, Entry>,
    /// Words of no role here, by their ways of writing them.
    usual: HashMap<&'static str, &'static str>,
    /// By every way of writing it with one letter left out.
    slipped: HashMap<String, Option<Entry>>,
}

/// The three cells of every line.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("../../seed/sameness.csv").lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or("")))
    })
}

/// Single words that `cues.csv` knows in another spelling or tongue, with the usual one.
fn shorthand() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../seed/cues.csv").lines().filter_map(|line| {
        let mut cells = line.split(',');
        let (Some("word"), Some(ways), Some(word)) = (cells.next(), cells.next(), cells.next()) else {
            return None;
        };
        // A class of words is no word.
        (!word.starts_with('#')).then_some((ways, word))
    });
    rows.flat_map(|(ways, word)| ways.split('|').map(move |way| (way, word)))
        .filter(|(way, _)| way.chars().all(char::is_alphabetic))
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (word, role, also) in rows() {
        let Some(role) = Role::of(role) else { continue };
        let entry = Entry { word, role };
        known.insert(word, entry);
        let mut ways = also.split(';');
        for way in ways.next().unwrap_or("").split(' ').chain(ways).filter(|way| !way.is_empty()) {
            known.entry(way).or_insert(entry);
        }
    }
    let mut usual = HashMap::new();
    for (way, word) in shorthand() {
        match known.get(word).copied() {
            Some(entry) => drop(known.entry(way).or_insert(entry)),
            None => drop(usual.entry(way).or_insert(word)),
        }
    }
    let mut slipped: HashMap<String, Option<Entry>> = HashMap::new();
    for (way, entry) in &known {
        if way.len() < SHORTEST_SLIP || way.contains(' ') || entry.role == Role::Plain {
            continue;
        }
        for cut in without_one(way) {
            slipped
                .entry(cut)
                // A slip that could be of two words is of neither.
                .and_modify(|of| {
                    if of.is_some_and(|of| of.word != entry.word) {
                        *of = None;
                    }
                })
                .or_insert(Some(*entry));
        }
    }
    Lexicon { known, usual, slipped }
});

/// Words of every day: that two calls share one tells little.
static EVERYDAY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../seed/cues.csv").lines().filter_map(|line| line.strip_prefix("known,"));
    rows.filter_map(|row| row.split(',').next()).flat_map(str::split_whitespace).collect()
});

pub(super) fn is_everyday(word: &str) -> bool {
    EVERYDAY.contains(word)
}

/// The points of each sign, by its key.
pub(super) static POINTS: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    rows().filter(|row| row.1 == "points").filter_map(|row| Some((row.0, row.2.parse().ok()?))).collect()
});

/// Those of one; none where the list does not have it.
pub(super) fn points_of(key: &str) -> i32 {
    POINTS.get(key).copied().unwrap_or(0)
}

fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, letter)| {
        let mut cut = String::with_capacity(word.len());
        cut.push_str(&word[..at]);
        cut.push_str(&word[at + letter.len_utf8()..]);
        cut
    })
}

/// The entry of a word however it is written: with an ending, or with one slip of the finger.
fn entry(word: &str) -> Option<Entry> {
    let lexicon = &*LEXICON;
    if let Some(entry) = lexicon.known.get(word) {
        return Some(*entry);
    }
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
            && let Some(entry) = lexicon.known.get(stem)
        {
            return Some(*entry);
        }
    }
    if word.len() < SHORTEST_SLIP || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    // One letter too few, then one too many or a wrong one; the first letter is nearly always right.
    let begins = |entry: &Entry| entry.word.as_bytes().first() == word.as_bytes().first();
    if let Some(Some(entry)) = lexicon.slipped.get(word) {
        return Some(*entry);
    }
    without_one(word).skip(1).find_map(|cut| {
        let whole = lexicon.known.get(cut.as_str()).filter(|_| cut.len() >= SHORTEST_SLIP);
        let slip = || lexicon.slipped.get(&cut).copied().flatten().filter(|_| word.len() > SHORTEST_SLIP);
        whole.copied().or_else(slip).filter(begins)
    })
}

/// Whether a word says nothing about what happened: it is said of everything, of whoever was there, or of where.
pub(crate) fn is_plain(word: &str) -> bool {
    let role = LEXICON.known.get(word).map(|entry| entry.role);
    role.is_some_and(|role| {
        !matches!(role, Role::Kind | Role::Thing | Role::Animal | Role::Vehicle | Role::Tree)
    })
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared: the usual way of writing it.
    pub text: String,
    pub role: Option<Role>,
    /// A comma or a full stop stands before it.
    pub begins: bool,
}

/// The words of a text in the usual way of writing them.
pub(super) fn words(text: &str, names: &HashSet<String>) -> Vec<Word> {
    let pieces = pieces(text);
    let mut found = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some((piece, begins)) = pieces.get(at) {
        let phrase = (2..=LONGEST_PHRASE).rev().find_map(|length| {
            let parts = pieces.get(at..at + length)?;
            if parts.iter().skip(1).any(|(_, begins)| *begins) {
                return None;
            }
            let joined = parts.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
            LEXICON.known.get(joined.as_str()).map(|entry| (*entry, length))
        });
        if let Some((entry, length)) = phrase {
            found.push(Word { text: entry.word.to_owned(), role: Some(entry.role), begins: *begins });
            at += length;
            continue;
        }
        // A village's name in two words.
        if let Some((next, false)) = pieces.get(at + 1)
            && names.contains(&format!("{piece}{next}"))
        {
            found.push(Word { text: format!("{piece}{next}"), role: None, begins: *begins });
            at += 2;
            continue;
        }
        // The name of a village is one, however like another word it looks.
        let entry =
            if names.contains(piece) { LEXICON.known.get(piece.as_str()).copied() } else { entry(piece) };
        found.push(match entry {
            Some(entry) => Word { text: entry.word.to_owned(), role: Some(entry.role), begins: *begins },
            None => Word { text: usual(piece), role: None, begins: *begins },
        });
        at += 1;
    }
    found
}

/// Lower case, letters apart from digits, and whether a stop stands before.
fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let (mut piece, mut stop, mut digits) = (String::new(), false, false);
    let mut close = |piece: &mut String, stop: &mut bool| {
        if !piece.is_empty() {
            pieces.push((std::mem::take(piece), *stop));
            *stop = false;
        }
    };
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            if !piece.is_empty() && digits != letter.is_ascii_digit() {
                close(&mut piece, &mut stop);
            }
            digits = letter.is_ascii_digit();
            piece.push(letter);
        } else if letter != '\'' {
            close(&mut piece, &mut stop);
            stop |= matches!(letter, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '\n');
        }
    }
    close(&mut piece, &mut stop);
    let short: HashSet<usize> = (1..pieces.len())
        // A lone 2 after a word says it twice, as in `anak2`; after a label or a spot it is its number.
        .filter(|at| pieces[*at].0 == "2" && !pieces[*at].1 && reduplicates(&pieces[*at - 1].0))
        .collect();
    pieces
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !short.contains(at))
        .map(|(_, (piece, stop))| {
            let number = piece.trim_start_matches('0');
            let is_number = piece.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty();
            (if is_number { number.to_owned() } else { piece }, stop)
        })
        .collect()
}

fn reduplicates(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_alphabetic())
        && (SAID_TWICE.contains(&word)
            || !LEXICON.known.get(word).is_some_and(|entry| matches!(entry.role, Role::Label | Role::Spot)))
}

/// The usual way of writing a word of no role here.
fn usual(word: &str) -> String {
    LEXICON.usual.get(word).map_or_else(|| stem(word), |word| (*word).to_owned())
}

/// Without the ending that makes no other word.
fn stem(word: &str) -> String {
    ["nya", "ipun"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 4))
        .unwrap_or(word)
        .to_owned()
}
