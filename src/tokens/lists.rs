//! One number for each token, also for those that stand for several numbers or for none.

/// Marks the number of a list.
const LIST: u32 = 1 << 31;

/// Lists of numbers below 2³¹. A number below 2³¹ stands for itself, any other one for a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct NumberLists {
    /// Of each list its length, then its numbers.
    lists: Vec<u32>,
}

impl NumberLists {
    /// Adds a list and gives the number that stands for it.
    pub(crate) fn push(&mut self, numbers: &[u32]) -> u32 {
        let start = self.lists.len() as u32;
        self.lists.push(numbers.len() as u32);
        self.lists.extend_from_slice(numbers);
        LIST | start
    }

    /// Whether a number stands for a list.
    #[inline]
    pub(crate) fn is_list(number: u32) -> bool {
        number & LIST != 0
    }

    /// Calls `visit` with each number that a number stands for.
    #[inline]
    pub(crate) fn for_each(&self, number: u32, mut visit: impl FnMut(u32)) {
        if !Self::is_list(number) {
            return visit(number);
        }
        let start = (number & !LIST) as usize;
        let length = self.lists[start] as usize;
        let numbers = &self.lists[start + 1..][..length];
        numbers.iter().copied().for_each(visit);
    }

    /// Removes all lists.
    pub(crate) fn clear(&mut self) {
        self.lists.clear();
    }
}
