//! Who stayed silent so often that the room calls back.

use crate::call::{Call, CallOutcome};
use crate::id::CallId;
use crate::number::LATELY;
use crate::time::At;

/// Silent calls of one number within a day after which it is called back.
pub const SILENT: usize = 3;

/// A number to call back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Its last silent call: the result is recorded there.
    pub call: CallId,
    pub called_at: At,
    /// Silent calls since anybody was last reached, or tried.
    pub silent: u32,
}

/// What is owed to one number, by its calls in any order. A call in earnest settles it, and so does having called
/// back, reached or not: what is silent afterwards counts anew.
pub fn owed<'c>(calls: impl IntoIterator<Item = &'c Call>) -> Option<Owed> {
    let (mut settled, mut silent) = (At(i64::MIN), Vec::new());
    for call in calls.into_iter().filter(|call| !call.undone) {
        if call.outcome.is_real() {
            settled = settled.max(call.called_at);
        }
        if let Some(back) = &call.called_back {
            settled = settled.max(back.at);
        }
        if call.outcome == CallOutcome::Silent {
            silent.push(call);
        }
    }
    silent.retain(|call| call.called_at > settled);
    silent.sort_unstable_by_key(|call| (call.called_at, call.id));
    let close =
        |run: &[&Call]| matches!(run, [first, .., last] if last.called_at - first.called_at <= LATELY);
    let last = silent.last()?;
    (silent.iter().any(|call| call.call_back) || silent.windows(SILENT).any(close)).then_some(Owed {
        call: last.id,
        called_at: last.called_at,
        silent: u32::try_from(silent.len()).unwrap_or(u32::MAX),
    })
}
