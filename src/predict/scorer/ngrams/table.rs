//! An n-gram goes in, packed, its number comes out.

/// Packed n-gram → its number, both in one machine word.
#[derive(Debug)]
pub(crate) struct NgramTable {
    /// At most two thirds are taken.
    slots: Vec<u64>,
    number_bits: u32,
    /// How far the hash of a key is shifted.
    shift: u32,
}

/// An empty slot. Not 0, of which the system gives memory only as it is written: reading a slot
/// first and writing it then would make it do so twice.
const EMPTY: u64 = u64::MAX;

impl NgramTable {
    /// For so many keys, with numbers below 2 to the power of `number_bits` − 1: so none looks like an
    /// empty slot.
    pub(crate) fn new(keys: usize, number_bits: u32) -> Self {
        let slots = (keys * 3 / 2 + 2).next_power_of_two();
        Self {
            slots: vec![EMPTY; slots],
            number_bits,
            shift: u64::BITS - slots.trailing_zeros(),
        }
    }

    /// Adds keys with their numbers, and clears them. First all slots are read, then all searched
    /// on, so that the processor waits for many places in memory at once.
    pub(crate) fn insert_all(&mut self, entries: &mut Vec<(u64, u32)>, slots: &mut Vec<usize>) {
        let last = self.slots.len() - 1;
        slots.clear();
        slots.extend(entries.iter().map(|&(key, _)| {
            let slot = self.place(key) & last;
            // What is taken stays so.
            slot + usize::from(self.slots[slot] != EMPTY)
        }));
        for ((key, number), slot) in entries.drain(..).zip(slots) {
            while self.slots[*slot & last] != EMPTY {
                *slot += 1;
            }
            self.slots[*slot & last] = (key << self.number_bits) | u64::from(number);
        }
    }

    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        self.get_from(self.first_slot(key), key)
    }

    /// The slot where the look-up of a key begins.
    #[inline]
    pub(crate) fn first_slot(&self, key: u64) -> u64 {
        self.slots[self.place(key) & (self.slots.len() - 1)]
    }

    /// Looks a key up, of which `found` is the first slot.
    #[inline]
    pub(crate) fn get_from(&self, mut found: u64, key: u64) -> Option<u32> {
        let last = self.slots.len() - 1;
        let mut slot = self.place(key);
        loop {
            if found == EMPTY {
                return None;
            }
            if found >> self.number_bits == key {
                return Some((found & ((1 << self.number_bits) - 1)) as u32);
            }
            slot += 1;
            found = self.slots[slot & last];
        }
    }

    #[inline]
    fn place(&self, key: u64) -> usize {
        // Fibonacci hashing: Knuth, The Art of Computer Programming 3, section 6.4.
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }
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
