//! Forms of a word: Indonesian and Javanese affixes taken off, the nasal that replaced a first letter put back. What
//! remains need not be a word; only what the vocabulary knows counts.

/// Shortest stem, in letters; behind a prefix a longer one, or `benda` would be a form of `nda`.
const SHORTEST: usize = 3;
const BEHIND_PREFIX: usize = 4;

const SUFFIXES: &[&str] =
    &["kan", "an", "i", "nya", "ny", "e", "ne", "ku", "mu", "lah", "kah", "ake", "no", "en", "in", "na", "n"];

/// A prefix, and the letters its nasal may have replaced.
const PREFIXES: &[(&str, &[&str])] = &[
    ("di", &[""]),
    ("dik", &["k"]),
    ("ke", &[""]),
    ("ter", &["", "r"]),
    ("ber", &["", "r"]),
    ("be", &[""]),
    ("se", &[""]),
    ("me", &[""]),
    ("mem", &["", "p"]),
    ("men", &["", "t"]),
    ("meng", &["", "k"]),
    ("menge", &[""]),
    ("meny", &["s"]),
    ("pe", &[""]),
    ("pem", &["", "p"]),
    ("pen", &["", "t"]),
    ("peng", &["", "k"]),
    ("peny", &["s"]),
    ("per", &[""]),
    ("memper", &[""]),
    ("nge", &[""]),
    ("ng", &["", "k"]),
    ("ny", &["s", "c"]),
    ("n", &["t", ""]),
    ("m", &["p", "", "b"]),
    ("tak", &[""]),
    ("tok", &[""]),
    ("mbok", &[""]),
    ("keti", &[""]),
];

/// Calls `found` with what may be the stem of `word`, the least changed first, the word itself not among them.
pub(super) fn each(word: &str, mut found: impl FnMut(&str)) {
    for front in fronts(word) {
        if front != word {
            found(&front);
        }
        let shortest = if front == word { SHORTEST } else { BEHIND_PREFIX };
        for back in backs(&front, shortest) {
            found(back);
            // `-kannya`, `-annya`, `-ane`
            for further in backs(back, shortest) {
                found(further);
            }
        }
    }
}

/// A word that nobody knows without its commonest affixes, so that its forms are alike; the rest need not be a word.
pub(super) fn plain(word: &str) -> String {
    let once = word.strip_suffix('2').unwrap_or(word);
    let half = once.get(..once.len() / 2).filter(|half| half.len() > 2 && once.ends_with(half));
    let mut rest = half.unwrap_or(once).to_owned();
    for suffix in ["nya", "ne", "ku", "mu", "kan", "an", "i", "e"] {
        if let Some(shorter) = rest.strip_suffix(suffix).filter(|rest| rest.chars().count() > SHORTEST) {
            rest = shorter.to_owned();
            break;
        }
    }
    for (prefix, replaced) in [
        ("meny", "s"),
        ("peny", "s"),
        ("meng", ""),
        ("peng", ""),
        ("mem", ""),
        ("men", ""),
        ("ber", ""),
        ("ter", ""),
        ("di", ""),
        ("ke", ""),
        ("me", ""),
        ("se", ""),
        ("ny", "s"),
        ("ng", ""),
    ] {
        if let Some(shorter) = rest.strip_prefix(prefix).filter(|rest| rest.chars().count() > SHORTEST) {
            return format!("{replaced}{shorter}");
        }
    }
    rest
}

fn fronts(word: &str) -> Vec<String> {
    let mut fronts = vec![word.to_owned()];
    for (prefix, replaced) in PREFIXES {
        let Some(rest) = word.strip_prefix(prefix) else { continue };
        for letter in *replaced {
            if rest.chars().count() + letter.len() >= BEHIND_PREFIX {
                fronts.push(format!("{letter}{rest}"));
            }
        }
        // `diper-`, `keber-`, `memper-`
        for inner in ["per", "ber", "ke", "pe"] {
            if let Some(rest) = rest.strip_prefix(inner)
                && rest.chars().count() > SHORTEST
            {
                fronts.push(rest.to_owned());
            }
        }
    }
    fronts
}

fn backs(word: &str, shortest: usize) -> impl Iterator<Item = &str> {
    SUFFIXES
        .iter()
        .filter_map(move |suffix| word.strip_suffix(suffix))
        .filter(move |rest| rest.chars().count() >= shortest)
}
