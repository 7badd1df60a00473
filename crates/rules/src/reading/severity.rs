//! How bad it is: the category's own severity, raised by words, or lowered where words are plain and none raise it.

use super::SeverityReading;
use super::phrases::Spoken;
use super::text::Text;
use crate::region::{CueKind, Severity};

pub(super) fn weigh(
    default: Severity,
    emergency: bool,
    spoken: &[Spoken<'_>],
    text: &Text<'_>,
) -> SeverityReading {
    let own = SeverityReading { severity: default, words: Vec::new() };
    // A complaint about a child's papers is not raised by the child.
    if !emergency {
        return own;
    }
    let cues = || {
        let of_kind = spoken.iter().filter(|one| one.kind == CueKind::Severity);
        of_kind.filter_map(|one| Some((Severity::from_word(one.speaks_for)?, one)))
    };
    let raised = cues().filter(|(_, one)| one.weight > 0).map(|(to, _)| to).max();
    let lowered = cues().filter(|(_, one)| one.weight < 0).map(|(to, _)| to).min();
    let (severity, up) = match (raised, lowered) {
        (Some(to), _) if to > default => (to, true),
        (None, Some(to)) if to < default => (to, false),
        _ => return own,
    };
    let speaking = cues().filter(|(to, one)| *to == severity && (one.weight > 0) == up);
    let mask = speaking.fold(0, |mask, (_, one)| mask | one.mask);
    SeverityReading { severity, words: text.masked(mask) }
}
