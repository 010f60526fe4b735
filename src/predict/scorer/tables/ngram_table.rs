//! A table from packed n-grams to their numbers.

use crate::tokens::Slots;

/// Packed n-gram → its number, both in one machine word.
#[derive(Debug)]
pub(super) struct NgramTable {
    slots: Slots<u64>,
    number_bits: u32,
}

impl NgramTable {
    /// For so many n-grams, with numbers below 2 to the power of `number_bits` − 1: so none looks
    /// like an empty slot.
    pub(super) fn new(ngrams: usize, number_bits: u32) -> Self {
        Self {
            slots: Slots::for_entries(ngrams),
            number_bits,
        }
    }

    /// Adds packed n-grams with their numbers, and clears them. `slots` is a buffer.
    pub(super) fn insert_all(&mut self, ngrams: &mut Vec<(u64, u32)>, slots: &mut Vec<usize>) {
        let entry = |&(packed, number): &(u64, u32)| {
            let entry = (packed << self.number_bits) | u64::from(number);
            (hash(packed), entry)
        };
        self.slots.insert_all(ngrams.iter().map(entry), slots);
        ngrams.clear();
    }

    /// The number of an n-gram.
    pub(super) fn get(&self, packed: u64) -> Option<u32> {
        self.get_from(self.first_slot(packed), packed)
    }

    /// The slot where the look-up of an n-gram begins.
    #[inline]
    pub(super) fn first_slot(&self, packed: u64) -> u64 {
        self.slots.first(hash(packed))
    }

    /// The number of an n-gram; `first` is what [`first_slot`](Self::first_slot) gave for it.
    #[inline]
    pub(super) fn get_from(&self, first: u64, packed: u64) -> Option<u32> {
        self.slots.search(hash(packed), first, |found| {
            let number = found & ((1 << self.number_bits) - 1);
            (found >> self.number_bits == packed).then_some(number as u32)
        })
    }
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4). A model has far more
/// n-grams than words, so this table has a hash of its own. With the hash of tokens, tagging a single
/// article takes 2 % more instructions, and tagging a thousand 1 %.
#[inline]
fn hash(packed: u64) -> u64 {
    packed.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn what_was_put_in_is_found(
            keys in prop::collection::btree_map(0u64..1 << 40, 0u32..1023, 0..300),
            others in prop::collection::vec(0u64..1 << 40, 0..50),
            batch in 1usize..80,
        ) {
            let mut table = NgramTable::new(keys.len(), 10);
            let all: Vec<(u64, u32)> = keys.iter().map(|(&key, &number)| (key, number)).collect();
            for entries in all.chunks(batch) {
                table.insert_all(&mut entries.to_vec(), &mut Vec::new());
            }
            let expected: BTreeMap<u64, u32> = keys;
            for key in expected.keys().chain(&others) {
                prop_assert_eq!(table.get(*key), expected.get(key).copied());
            }
        }
    }
}
