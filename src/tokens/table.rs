//! A raw token goes in, the number that is kept for it comes out.
//!
//! Tokens of up to 24 bytes, nearly all, are three machine words and are compared as such. They
//! stand in the order in which they came, so the frequent ones lie close together; what is
//! scattered by the hash is four bytes for each, which tell all but one in 4,096 other tokens
//! apart before the token itself is read.

use super::key::{Key, SHORT, hash};
use rustc_hash::FxHashMap;

/// Bits of a slot that number an entry; the rest are bits of its hash.
const NUMBER_BITS: u32 = 20;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;

/// Tokens that there is room for from the beginning.
const ROOM: usize = 1 << 14;

/// What stands for a token that was not found; no number of a token.
pub(crate) const MISSED: u32 = u32::MAX;

/// Tokens → numbers below [`MISSED`].
#[derive(Debug, Clone)]
pub(crate) struct TokenTable {
    /// 0 for an empty slot, otherwise the number of an entry below bits of its hash. At most half
    /// of the slots are taken.
    slots: Vec<u32>,
    /// The first one is no token, so that an empty slot has an entry as well.
    entries: Vec<Entry>,
    /// Whether tokens that are found again are marked.
    marking: bool,
    /// Tokens of more than [`SHORT`] bytes.
    long: FxHashMap<Box<str>, u32>,
}

/// 32 bytes, so that two share a line of the processor's cache.
#[derive(Debug, Clone)]
struct Entry {
    token: [u64; 3],
    value: u32,
    length: u8,
    /// Whether it was found again since marking began.
    used: bool,
}

impl Entry {
    /// Equal to no token, by its length.
    const NONE: Self = Self {
        token: [0; 3],
        value: 0,
        length: u8::MAX,
        used: false,
    };

    /// 0 if it is the token.
    #[inline]
    fn difference(&self, key: &Key) -> u64 {
        let [a, b, c] = key.words;
        // All long tokens have one length here, which no entry has.
        let length = u64::from(self.length) ^ key.length().min(SHORT + 1) as u64;
        (self.token[0] ^ a) | (self.token[1] ^ b) | (self.token[2] ^ c) | length
    }
}

impl Default for TokenTable {
    fn default() -> Self {
        Self::with_slots(1 << 12)
    }
}

impl TokenTable {
    /// How many tokens it can hold.
    pub(crate) const MOST: usize = NUMBER as usize;

    fn with_slots(slots: usize) -> Self {
        // Memory that is not used yet costs nothing.
        let mut entries = Vec::with_capacity(ROOM);
        entries.push(Entry::NONE);
        Self {
            slots: vec![0; slots],
            entries,
            marking: false,
            long: FxHashMap::default(),
        }
    }

    /// How many tokens it holds.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() - 1 + self.long.len()
    }

    /// How many of them are longer than [`SHORT`].
    pub(crate) fn long(&self) -> usize {
        self.long.len()
    }

    /// From now on marks the tokens that are found again, so that it can tell the frequent ones.
    pub(crate) fn mark(&mut self) {
        self.marking = true;
    }

    /// The numbers of many tokens, each from the first slot of its hash only: nearly all tokens
    /// that are there, and [`MISSED`] for the others. No step for one token waits for another's,
    /// and none for a guess of the processor that may be wrong.
    #[inline]
    pub(crate) fn get_most(&mut self, keys: &[Key], slots: &mut Vec<u32>, numbers: &mut Vec<u32>) {
        let last = self.slots.len() - 1;
        slots.clear();
        slots.extend(
            keys.iter()
                .map(|key| self.slots[place(key.hash, last) & last]),
        );
        numbers.clear();
        numbers.extend(keys.iter().zip(slots.iter()).map(|(key, found)| {
            let entry = &mut self.entries[(found & NUMBER) as usize];
            let difference = entry.difference(key);
            if self.marking {
                entry.used |= difference == 0;
            }
            if difference == 0 { entry.value } else { MISSED }
        }));
    }

    /// The number of a token, given itself as well.
    #[inline]
    pub(crate) fn get(&mut self, token: &str, key: &Key) -> Option<u32> {
        if !key.is_short() {
            return self.long.get(token).copied();
        }
        let last = self.slots.len() - 1;
        let mut slot = place(key.hash, last);
        loop {
            let found = self.slots[slot & last];
            if found == 0 {
                return None;
            }
            if (found ^ key.hash as u32) >> NUMBER_BITS == 0 {
                let entry = &mut self.entries[(found & NUMBER) as usize];
                if entry.difference(key) == 0 {
                    entry.used |= self.marking;
                    return Some(entry.value);
                }
            }
            slot += 1;
        }
    }

    /// Adds a token that it does not hold; the caller has seen to it that there is room.
    pub(crate) fn insert(&mut self, token: &str, key: &Key, value: u32) {
        if key.is_short() {
            self.push(Entry {
                token: key.words,
                value,
                length: key.length() as u8,
                used: false,
            });
        } else {
            self.long.insert(token.into(), value);
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        if self.entries.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            self.take_slots();
        } else if let Some(entry) = self.entries.last() {
            take_slot(&mut self.slots, entry, self.entries.len() as u32 - 1);
        }
    }

    fn take_slots(&mut self) {
        for (entry, number) in self.entries.iter().zip(0..).skip(1) {
            take_slot(&mut self.slots, entry, number);
        }
    }

    /// Forgets all tokens but the short ones that were found again since marking began, and of
    /// those all but the first `most` that `keep` agrees to. Their values.
    pub(crate) fn keep_used(
        &mut self,
        most: usize,
        mut keep: impl FnMut(u32) -> bool,
    ) -> Vec<&mut u32> {
        let mut kept = 0;
        self.entries.retain_mut(|entry| {
            let keeps = std::mem::take(&mut entry.used) && kept < most && keep(entry.value);
            kept += usize::from(keeps);
            keeps || entry.length == Entry::NONE.length
        });
        self.marking = false;
        self.long.clear();
        self.slots.fill(0);
        self.take_slots();
        self.entries
            .iter_mut()
            .skip(1)
            .map(|entry| &mut entry.value)
            .collect()
    }
}

#[inline]
fn place(hash: u64, last: usize) -> usize {
    // The high bits choose the slot, the low ones are kept in it.
    (hash >> (64 - last.count_ones())) as usize
}

fn take_slot(slots: &mut [u32], entry: &Entry, number: u32) {
    let hash = hash(entry.token);
    let last = slots.len() - 1;
    let mut slot = place(hash, last);
    while slots[slot & last] != 0 {
        slot += 1;
    }
    slots[slot & last] = (hash as u32 & !NUMBER) | number;
}
