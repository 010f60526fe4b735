//! A table from raw tokens to numbers.
//!
//! Tokens of up to 24 bytes, nearly all, are kept as three machine words and compared as such. They
//! stand in the order in which they came, so the frequent ones lie close together. Only four bytes
//! of each are scattered by the hash: they number the token, and tell it apart from all but one in
//! 4,096 others before the token itself is read.

use super::hash::hash_words;
use super::key::{SHORT, TokenKey};
use super::slots::{Slot, Slots};
use rustc_hash::FxHashMap;

/// Bits of a slot that number an entry; the rest are bits of its hash.
const NUMBER_BITS: u32 = 20;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;

/// Entries that there is room for from the beginning. Memory that is not used yet costs nothing.
const INITIAL_ENTRIES: usize = 1 << 14;
const INITIAL_SLOTS: usize = 1 << 12;

/// The value of a token that was not found; not a value that a token may have.
pub(crate) const NOT_FOUND: u32 = u32::MAX;

/// Tokens → values below [`NOT_FOUND`].
#[derive(Debug, Clone)]
pub(crate) struct TokenTable {
    /// The number of an entry below bits of its hash. At most half of the slots are taken.
    slots: Slots<u32>,
    /// The first one is no token: an empty slot is 0, so it leads there.
    entries: Vec<Entry>,
    /// Whether tokens that are found again are marked.
    marking: bool,
    /// Tokens of more than [`SHORT`] bytes.
    long: FxHashMap<Box<str>, u32>,
    /// A buffer for the home slots of a batch.
    homes: Vec<u32>,
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

    /// 0 if the entry is for the token.
    #[inline]
    fn difference(&self, key: &TokenKey) -> u64 {
        let [a, b, c] = key.words;
        // All long tokens have one length here, which no entry has.
        let length = u64::from(self.length) ^ key.length().min(SHORT + 1) as u64;
        (self.token[0] ^ a) | (self.token[1] ^ b) | (self.token[2] ^ c) | length
    }
}

impl Default for TokenTable {
    fn default() -> Self {
        let mut entries = Vec::with_capacity(INITIAL_ENTRIES);
        entries.push(Entry::NONE);
        Self {
            slots: Slots::new(INITIAL_SLOTS),
            entries,
            marking: false,
            long: FxHashMap::default(),
            homes: Vec::new(),
        }
    }
}

impl TokenTable {
    /// How many tokens it can hold.
    pub(crate) const CAPACITY: usize = NUMBER as usize;

    /// How many tokens it holds.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() - 1 + self.long.len()
    }

    /// How many of them are longer than [`SHORT`].
    pub(crate) fn long_tokens(&self) -> usize {
        self.long.len()
    }

    /// From now on marks tokens that are found again, so that the frequent ones can be told.
    pub(crate) fn mark_found(&mut self) {
        self.marking = true;
    }

    /// Replaces `values` by the values of a batch of tokens. Looks into the home slot of each token
    /// only: nearly all tokens of the table stand there, and the others get [`NOT_FOUND`] as new
    /// ones do. No step for one token waits for another token, or for a guess of the processor that
    /// may be wrong.
    #[inline]
    pub(crate) fn get_batch(&mut self, keys: &[TokenKey], values: &mut Vec<u32>) {
        self.homes.clear();
        self.homes
            .extend(keys.iter().map(|key| self.slots.first(key.hash)));
        values.clear();
        values.extend(keys.iter().zip(&self.homes).map(|(key, found)| {
            let entry = &mut self.entries[(found & NUMBER) as usize];
            let difference = entry.difference(key);
            if self.marking {
                entry.used |= difference == 0;
            }
            if difference == 0 {
                entry.value
            } else {
                NOT_FOUND
            }
        }));
    }

    /// The value of a token, given as text as well.
    #[inline]
    pub(crate) fn get(&mut self, token: &str, key: &TokenKey) -> Option<u32> {
        if !key.is_short() {
            return self.long.get(token).copied();
        }
        let first = self.slots.first(key.hash);
        self.slots.search(key.hash, first, |found| {
            if (found ^ key.hash as u32) >> NUMBER_BITS != 0 {
                return None;
            }
            let entry = &mut self.entries[(found & NUMBER) as usize];
            let is_same = entry.difference(key) == 0;
            entry.used |= is_same && self.marking;
            is_same.then_some(entry.value)
        })
    }

    /// Adds a token that the table does not hold. The caller sees to it that there is room.
    pub(crate) fn insert(&mut self, token: &str, key: &TokenKey, value: u32) {
        if !key.is_short() {
            self.long.insert(token.into(), value);
            return;
        }
        let number = self.entries.len() as u32;
        self.entries.push(Entry {
            token: key.words,
            value,
            length: key.length() as u8,
            used: false,
        });
        if self.entries.len() * 2 > self.slots.len() {
            self.slots = Slots::new(self.slots.len() * 2);
            self.insert_slots();
        } else {
            self.slots.insert(key.hash, slot_of(key.hash, number));
        }
    }

    /// Enters all entries into the slots, which are empty.
    fn insert_slots(&mut self) {
        for (entry, number) in self.entries.iter().zip(0..).skip(1) {
            let hash = hash_words(entry.token);
            self.slots.insert(hash, slot_of(hash, number));
        }
    }

    /// Forgets all tokens but the short ones that were found again since marking began, and of
    /// those all but the first `most` that `keep` agrees to. Gives the values that are left.
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
        self.slots.clear();
        self.insert_slots();
        self.entries
            .iter_mut()
            .skip(1)
            .map(|entry| &mut entry.value)
            .collect()
    }
}

#[inline]
fn slot_of(hash: u64, number: u32) -> u32 {
    let slot = (hash as u32 & !NUMBER) | number;
    debug_assert_ne!(slot, u32::EMPTY, "entries are numbered from 1");
    slot
}
