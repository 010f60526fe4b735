//! Rows of masses, most of which are 0: those that are not are kept, with their slots.
//!
//! Half of the words of a corpus are in a single article, and most of the rest in a few; so are
//! most n-grams.

use rayon::prelude::*;

/// For each row the masses that are not 0.
pub(crate) struct SlotMasses {
    /// [`CHUNK`] rows each, as they were made: to join them would take time and memory.
    chunks: Vec<Chunk>,
}

/// Some rows, one after the other.
struct Chunk {
    /// Row → where its masses begin.
    starts: Vec<usize>,
    slots: Vec<u32>,
    masses: Vec<u64>,
}

/// A row that grows.
pub(crate) struct SlotSums {
    /// By slot.
    sums: Vec<u64>,
    /// Slots whose sum is not 0, and those of the rows before.
    touched: Vec<u32>,
}

/// Rows handled by one task.
const CHUNK: usize = 2048;

impl SlotSums {
    /// Adds to a slot of the row.
    #[inline]
    pub(crate) fn add(&mut self, slot: u32, mass: u64) {
        let sum = &mut self.sums[slot as usize];
        if *sum == 0 && mass > 0 {
            self.touched.push(slot);
        }
        *sum += mass;
    }
}

impl SlotMasses {
    /// Makes as many rows as asked for, in parallel: `fill` adds to the row of a number.
    pub(crate) fn new(
        rows: usize,
        slots: usize,
        fill: impl Fn(usize, &mut SlotSums) + Sync,
    ) -> Self {
        let chunk = |sums: &mut Vec<u64>, number: usize| {
            let range = number * CHUNK..rows.min((number + 1) * CHUNK);
            Chunk::fill(range, sums, &fill)
        };
        // Each by itself, since some rows take a hundred times as long as others.
        let chunks = (0..rows.div_ceil(CHUNK)).into_par_iter().with_max_len(1);
        Self {
            chunks: chunks.map_init(|| vec![0; slots], chunk).collect(),
        }
    }

    /// The masses of a row that are not 0, with their slots, in no order.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> impl Iterator<Item = (u32, u64)> + '_ {
        let chunk = &self.chunks[row / CHUNK];
        let range = chunk.starts[row % CHUNK]..chunk.starts[row % CHUNK + 1];
        let masses = chunk.masses[range.clone()].iter();
        chunk.slots[range].iter().copied().zip(masses.copied())
    }
}

impl Chunk {
    /// `sums` has a 0 for each slot, before and after.
    fn fill(
        rows: std::ops::Range<usize>,
        sums: &mut Vec<u64>,
        fill: impl Fn(usize, &mut SlotSums),
    ) -> Self {
        let mut growing = SlotSums {
            sums: std::mem::take(sums),
            touched: Vec::new(),
        };
        let (mut starts, mut masses) = (vec![0], Vec::new());
        for row in rows {
            fill(row, &mut growing);
            let SlotSums { sums, touched } = &mut growing;
            let new = touched[masses.len()..].iter();
            masses.extend(new.map(|&slot| std::mem::take(&mut sums[slot as usize])));
            starts.push(masses.len());
        }
        *sums = growing.sums;
        Self {
            starts,
            slots: growing.touched,
            masses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn rows_are_the_sums_of_what_was_added(
            added in prop::collection::vec((0usize..5000, 0u32..7, 0u64..3), 0..200),
        ) {
            let masses = SlotMasses::new(5000, 7, |row, sums| {
                for &(_, slot, mass) in added.iter().filter(|(at, _, _)| *at == row) {
                    sums.add(slot, mass);
                }
            });
            for row in 0..5000 {
                let mut expected = BTreeMap::new();
                for &(at, slot, mass) in &added {
                    if at == row && mass > 0 {
                        *expected.entry(slot).or_insert(0) += mass;
                    }
                }
                let found: Vec<(u32, u64)> = masses.get(row).collect();
                prop_assert_eq!(found.len(), expected.len());
                prop_assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
            }
        }
    }
}
