//! Who holds which lock on one file of a [`crate::disk::Disk`], and the memory that a WAL's readers share. Within one
//! process, as all connections of these tests are.

use std::collections::BTreeMap;

pub const SHARED: i32 = 1;
pub const RESERVED: i32 = 2;
pub const PENDING: i32 = 3;
pub const EXCLUSIVE: i32 = 4;

#[derive(Clone, Copy, Default)]
struct Slots {
    shared: u8,
    exclusive: u8,
}

#[derive(Default)]
pub struct Sharing {
    levels: BTreeMap<u64, i32>,
    slots: BTreeMap<u64, Slots>,
    /// Boxed, so that a region stays where it is while others are added.
    regions: Vec<Box<[u64]>>,
}

impl Sharing {
    /// Takes the lock `level` for `handle`, or does not.
    pub fn lock(&mut self, handle: u64, level: i32) -> bool {
        let held = self.levels.get(&handle).copied().unwrap_or(0);
        if held >= level {
            return true;
        }
        let others =
            self.levels.iter().filter(|(other, _)| **other != handle).map(|(_, l)| *l).max().unwrap_or(0);
        let free = match level {
            SHARED => others < PENDING,
            RESERVED => others < RESERVED,
            _ => others == 0,
        };
        if free {
            self.levels.insert(handle, level);
        } else if level == EXCLUSIVE && others < RESERVED {
            // No new reader comes in while it waits for the old ones.
            self.levels.insert(handle, PENDING);
        }
        free
    }

    pub fn unlock(&mut self, handle: u64, level: i32) {
        if level == 0 {
            self.levels.remove(&handle);
        } else if let Some(held) = self.levels.get_mut(&handle) {
            *held = level.min(*held);
        }
    }

    pub fn reserved(&self) -> bool {
        self.levels.values().any(|level| *level >= RESERVED)
    }

    /// The region's address, made if `extend`; `None` where there is none yet.
    pub fn region(&mut self, handle: u64, no: usize, bytes: usize, extend: bool) -> Option<*mut u64> {
        self.slots.entry(handle).or_default();
        while extend && self.regions.len() <= no {
            self.regions.push(vec![0u64; bytes.div_ceil(8)].into_boxed_slice());
        }
        self.regions.get_mut(no).map(|region| region.as_mut_ptr())
    }

    pub fn lock_slots(&mut self, handle: u64, mask: u8, exclusive: bool) -> bool {
        let taken = self
            .slots
            .iter()
            .filter(|(other, _)| **other != handle)
            .any(|(_, held)| held.exclusive & mask != 0 || (exclusive && held.shared & mask != 0));
        if !taken {
            let own = self.slots.entry(handle).or_default();
            *(if exclusive { &mut own.exclusive } else { &mut own.shared }) |= mask;
        }
        !taken
    }

    pub fn unlock_slots(&mut self, handle: u64, mask: u8) {
        let own = self.slots.entry(handle).or_default();
        own.shared &= !mask;
        own.exclusive &= !mask;
    }

    /// The last to leave takes the memory along, as the first to come would empty it.
    pub fn leave(&mut self, handle: u64) {
        self.slots.remove(&handle);
        if self.slots.is_empty() {
            self.regions.clear();
        }
    }
}

#[test]
fn one_writes_and_many_read() {
    let mut file = Sharing::default();
    assert!(file.lock(1, SHARED) && file.lock(2, SHARED) && file.lock(1, RESERVED));
    assert!(!file.lock(2, RESERVED) && !file.lock(1, EXCLUSIVE) && file.reserved());
    file.unlock(2, 0);
    assert!(file.lock(1, EXCLUSIVE) && !file.lock(2, SHARED));
    assert!(file.lock_slots(1, 0b10, true) && !file.lock_slots(2, 0b10, false));
    file.unlock_slots(1, 0b10);
    assert!(file.lock_slots(1, 0b10, false) && file.lock_slots(2, 0b10, false));
    assert!(!file.lock_slots(2, 0b10, true));
}
