//! How work is spread over threads, and stopped: any stage may use this.

mod as_they_come;
pub(crate) mod stop;
pub(crate) mod threads;

pub use as_they_come::{Step, as_they_come};
pub(crate) use stop::StopFlag;

use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// One value for each thread of the current Rayon pool.
pub struct PerThread<T> {
    slots: Vec<Mutex<T>>,
}

impl<T> PerThread<T> {
    /// Makes one value for each thread of the current pool.
    pub fn new(make: impl FnMut() -> T) -> Self {
        let slots = std::iter::repeat_with(make)
            .map(Mutex::new)
            .take(rayon::current_num_threads())
            .collect();
        Self { slots }
    }

    /// Lends the current thread's value.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let slot = rayon::current_thread_index().unwrap_or(0) % self.slots.len();
        work(
            &mut self.slots[slot]
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// The values, by thread.
    pub fn into_values(self) -> impl Iterator<Item = T> {
        let open = |slot: Mutex<T>| slot.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.slots.into_iter().map(open)
    }
}

/// Items in one batch for each thread: enough to keep it busy, and few enough that they stay in its
/// processor's cache.
const BATCH: usize = 64;
/// Items worked on by one task: few, so that all threads are done with a batch at about the same time.
const TASK: usize = 8;

/// Works on a stream in parallel and hands the results on in the order of the items. While one
/// batch is worked on, the results before it are handed on and the next items are read, so that
/// at most three batches are in memory.
///
/// # Errors
/// The first error of `sink`; nothing is read or worked on after it.
pub fn in_order<I: Send, R: Send, E: Send>(
    mut items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let size = BATCH * rayon::current_num_threads();
    let mut batch: Vec<I> = items.by_ref().take(size).collect();
    let mut done: Vec<R> = Vec::new();
    while !batch.is_empty() {
        let (results, rest) = rayon::join(
            || {
                let items = batch.into_par_iter().with_max_len(TASK);
                items.map(&work).collect::<Vec<R>>()
            },
            || {
                done.drain(..).try_for_each(&mut sink)?;
                Ok(items.by_ref().take(size).collect())
            },
        );
        done = results;
        batch = rest?;
    }
    done.into_iter().try_for_each(sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_an_error_stops() {
        let mut seen = Vec::new();
        let all = in_order(
            0..5000,
            |n| n * 2,
            |n| {
                seen.push(n);
                Ok::<(), ()>(())
            },
        );
        assert_eq!(all, Ok(()));
        assert_eq!(seen, (0..5000).map(|n| n * 2).collect::<Vec<_>>());
        let stopped = in_order(0..5000, |n| n, |n| if n == 700 { Err(n) } else { Ok(()) });
        assert_eq!(stopped, Err(700));
    }

    #[test]
    fn each_thread_has_its_own_value() {
        let counts = PerThread::new(|| 0u64);
        (0..1000u64)
            .into_par_iter()
            .for_each(|n| counts.with(|sum| *sum += n));
        assert_eq!(counts.into_values().sum::<u64>(), 499_500);
    }
}
