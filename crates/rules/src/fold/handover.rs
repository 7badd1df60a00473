use crate::event::{Event, Meta};
use crate::handover::{Accepted, Handover, ItemRead, Remark};

/// Folds one event of the handovers: the one that was signed last is the one that they are about.
pub fn handover(last: &mut Option<Box<Handover>>, event: &Event, meta: &Meta) {
    if let Event::HandoverSigned { handover, turn, counts, items, notes, note, head, next, .. } = event {
        *last = Some(Box::new(Handover {
            id: *handover,
            seq: meta.seq,
            signed_at: meta.at,
            by: meta.actor.clone(),
            turn: *turn,
            counts: *counts,
            items: items.clone(),
            notes: notes.clone(),
            note: note.clone(),
            head: head.clone(),
            next: next.clone(),
            read: Default::default(),
            remarks: Vec::new(),
            accepted: None,
            replaced: false,
        }));
        return;
    }
    let Some(last) = last else { return };
    match event {
        Event::HandoverRead { item, remark, .. } => {
            let (at, by) = (meta.at, meta.actor.name.clone());
            let own = |person| person == last.by.person;
            // The first who read it is remembered; what its signer marked gives way.
            if last.read.get(item).is_none_or(|read| own(read.person) && !own(meta.actor.person)) {
                let read = ItemRead { at, by: by.clone(), person: meta.actor.person };
                last.read.insert(item.clone(), read);
            }
            last.remarks.extend(remark.iter().map(|text| Remark {
                item: item.clone(),
                at,
                by: by.clone(),
                text: text.clone(),
            }));
        }
        Event::HandoverUnread { item, .. } => {
            last.read.remove(item);
        }
        Event::HandoverAccepted { alone, .. } => {
            last.accepted = Some(Accepted { at: meta.at, by: meta.actor.name.clone(), alone: *alone });
        }
        _ => {}
    }
}
