//! One answer to one screen: what it shares with the others, and what is its own.

use crate::core::News;
use kentongan_rules::time::At;
use kentongan_rules::view::here::Here;
use kentongan_rules::view::{Changes, Pulse};
use kentongan_store::Tail;
use serde::Serialize;
use std::sync::Arc;

pub struct Told {
    pub news: Arc<News>,
    pub here: Option<Here>,
    pub now: At,
    pub pulse: Pulse,
}

/// What of an answer is one screen's own, named as in [`Changes`].
#[derive(Serialize)]
struct Own<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    here: &'t Option<Here>,
    now: At,
    #[serde(flatten)]
    pulse: Pulse,
}

impl Told {
    pub fn changes(self) -> Changes {
        let Told { news, here, now, pulse } = self;
        let tail = Arc::try_unwrap(news).map_or_else(|shared| shared.tail.clone(), |own| own.tail);
        let Tail { seq, rows, gone, lines, today, setup, .. } = tail;
        Changes { seq, rows, gone, lines, today, setup, here, now, pulse }
    }

    /// As JSON; what is shared was written once for all.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn written(&self) -> serde_json::Result<Vec<u8>> {
        let (mut written, own) =
            (self.news.written()?.to_vec(), Own { here: &self.here, now: self.now, pulse: self.pulse });
        // Two objects become one; neither is empty.
        let own = serde_json::to_vec(&own)?;
        written.pop();
        written.push(b',');
        written.extend_from_slice(&own[1..]);
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kentongan_rules::id::TicketId;
    use kentongan_rules::time::{Seq, Span};
    use kentongan_rules::view::{ClockTrust, Today};
    use uuid::Uuid;

    #[test]
    fn what_is_written_is_what_is_told() {
        let full = Tail {
            seq: Seq(9),
            more: false,
            rows: Vec::new(),
            gone: vec![TicketId(Uuid::from_u128(7))],
            lines: Vec::new(),
            today: Some(Today { as_of: None, calls: 3, last_hour: 1, outcomes: Vec::new() }),
            setup: true,
            by_role: true,
        };
        let bare = Tail { today: None, gone: Vec::new(), setup: false, ..full.clone() };
        for (tail, here) in [(full, Some(Here { version: 4, ..Here::default() })), (bare, None)] {
            let pulse = Pulse { heartbeat: Span(5), canary: Span(60), clock: ClockTrust::Sure };
            let told = Told { news: Arc::new(News::of(tail)), here, now: At(1), pulse };
            let read: Changes = serde_json::from_slice(&told.written().unwrap()).unwrap();
            let written: serde_json::Value = serde_json::from_slice(&told.written().unwrap()).unwrap();
            let changes = told.changes();
            assert_eq!(serde_json::to_value(&changes).unwrap(), written);
            assert_eq!(read, changes);
        }
    }
}
