//! An n-gram goes in, packed, its number comes out.

/// Packed n-gram → its number, both in one machine word.
#[derive(Debug)]
pub(super) struct NgramTable {
    /// 0 for an empty slot: letters are numbered from 1. At most two thirds are taken.
    slots: Vec<u64>,
    number_bits: u32,
    /// How far the hash of a key is shifted.
    shift: u32,
}

impl NgramTable {
    pub(super) fn new(keys: usize, number_bits: u32) -> Self {
        let slots = (keys * 3 / 2 + 2).next_power_of_two();
        Self {
            slots: vec![0; slots],
            number_bits,
            shift: u64::BITS - slots.trailing_zeros(),
        }
    }

    pub(super) fn insert(&mut self, key: u64, number: u64) {
        let last = self.slots.len() - 1;
        let mut slot = self.place(key);
        while self.slots[slot & last] != 0 {
            slot += 1;
        }
        self.slots[slot & last] = (key << self.number_bits) | number;
    }

    pub(super) fn get(&self, key: u64) -> Option<u32> {
        self.get_from(self.first_slot(key), key)
    }

    /// The slot where the look-up of a key begins.
    #[inline]
    pub(super) fn first_slot(&self, key: u64) -> u64 {
        self.slots[self.place(key) & (self.slots.len() - 1)]
    }

    /// Looks a key up, of which `found` is the first slot.
    #[inline]
    pub(super) fn get_from(&self, mut found: u64, key: u64) -> Option<u32> {
        let last = self.slots.len() - 1;
        let mut slot = self.place(key);
        loop {
            if found >> self.number_bits == key {
                return Some((found & ((1 << self.number_bits) - 1)) as u32);
            }
            if found == 0 {
                return None;
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
