//! Open addressing with linear probing: the core of the tables of tokens, n-grams and words.
//!
//! A slot is one whole number. Each table packs into it what it looks up, or some bits of its hash,
//! and what belongs to it. So a look-up reads one place in memory, and a table can read the places
//! of many look-ups before it goes on with any of them: the processor then waits for all of them at
//! once.

/// A whole number that can be a slot.
pub(crate) trait Slot: Copy + Eq {
    /// An empty slot.
    const EMPTY: Self;
}

impl Slot for u32 {
    const EMPTY: Self = 0;
}

impl Slot for u64 {
    /// Not 0: the system gives memory of zeros only as it is written, so that a large table whose
    /// slots are read before they are written would be given it twice.
    const EMPTY: Self = Self::MAX;
}

/// The slots of a table. The table that owns them keeps more slots than entries.
#[derive(Debug, Clone)]
pub(crate) struct Slots<S> {
    slots: Vec<S>,
    /// The high bits of a hash choose its home slot: how far they are shifted.
    shift: u32,
}

impl<S: Slot> Slots<S> {
    /// Empty slots, two at least, rounded up to a power of two.
    pub(crate) fn new(slots: usize) -> Self {
        let slots = slots.max(2).next_power_of_two();
        Self {
            slots: vec![S::EMPTY; slots],
            shift: u64::BITS - slots.trailing_zeros(),
        }
    }

    /// Empty slots for so many entries, which will take up at most two thirds of them.
    pub(crate) fn for_entries(entries: usize) -> Self {
        Self::new(entries * 3 / 2 + 2)
    }

    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    fn home(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// What the home slot of a hash holds.
    #[inline]
    pub(crate) fn first(&self, hash: u64) -> S {
        self.slots[self.home(hash) & (self.slots.len() - 1)]
    }

    /// Calls `accept` with the slots from the home of a hash to the next empty one, until it
    /// returns something. `found` is what [`first`](Self::first) gave for the hash.
    #[inline]
    pub(crate) fn search<T>(
        &self,
        hash: u64,
        mut found: S,
        mut accept: impl FnMut(S) -> Option<T>,
    ) -> Option<T> {
        let last = self.slots.len() - 1;
        let mut slot = self.home(hash);
        while found != S::EMPTY {
            if let Some(accepted) = accept(found) {
                return Some(accepted);
            }
            slot += 1;
            found = self.slots[slot & last];
        }
        None
    }

    /// Puts an entry into the first empty slot from the home of its hash on.
    #[inline]
    pub(crate) fn insert(&mut self, hash: u64, entry: S) {
        self.insert_from(self.home(hash), entry);
    }

    /// Puts entries into slots, each given with its hash: first reads all home slots, then looks for
    /// empty ones. `slots` is a buffer.
    pub(crate) fn insert_all(
        &mut self,
        entries: impl Iterator<Item = (u64, S)> + Clone,
        slots: &mut Vec<usize>,
    ) {
        let last = self.slots.len() - 1;
        slots.clear();
        slots.extend(entries.clone().map(|(hash, _)| {
            let home = self.home(hash) & last;
            // A slot that is taken stays so.
            home + usize::from(self.slots[home] != S::EMPTY)
        }));
        for ((_, entry), &slot) in entries.zip(slots.iter()) {
            self.insert_from(slot, entry);
        }
    }

    #[inline]
    fn insert_from(&mut self, mut slot: usize, entry: S) {
        let last = self.slots.len() - 1;
        while self.slots[slot & last] != S::EMPTY {
            slot += 1;
        }
        self.slots[slot & last] = entry;
    }

    /// Empties all slots.
    pub(crate) fn clear(&mut self) {
        self.slots.fill(S::EMPTY);
    }
}
