//! The threads that the library works on: pools of its own, and never Rayon's global one.
//!
//! A process that forks, as Python's `multiprocessing` does, leaves the threads of a pool behind: work
//! given to the pool in the child waits for ever. So a pool belongs to the process that made it, and is
//! made anew in another one.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// The most threads that can be asked for.
pub const MAX_THREADS: usize = 1024;

/// Threads that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThreadsError {
    /// None, or too many.
    #[error("{given} threads were asked for: give a number from 1 to {MAX_THREADS}")]
    OutOfRange {
        /// As asked for.
        given: usize,
    },
    /// The system refuses to start them.
    #[error("{given} threads cannot be started ({reason}): ask for fewer")]
    Start {
        /// As asked for.
        given: usize,
        /// What the system said.
        reason: String,
    },
}

/// Threads for parallel work. A clone works on the same threads.
///
/// By default there is one thread for each core; they are started by the first call that works in
/// parallel. Results never depend on the number of threads.
///
/// ```
/// use tasnif::{Tagger, Threads};
///
/// let tagger = Tagger::builtin()?.with_threads(Threads::new(2)?);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Threads {
    /// `None` for one for each core.
    count: Option<NonZeroUsize>,
    pool: Arc<Mutex<Option<Pool>>>,
}

/// A pool and the process that its threads live in.
struct Pool {
    process: u32,
    pool: Arc<ThreadPool>,
}

/// Shared by all who ask for nothing else, so that a program with many taggers does not start a
/// thread for each core and tagger.
static SHARED: Mutex<Option<Pool>> = Mutex::new(None);

/// Stack of a thread: that of a main thread on Linux.
const STACK: usize = 8 << 20;

impl Threads {
    /// Starts so many threads.
    ///
    /// # Errors
    /// [`ThreadsError`] for none, more than [`MAX_THREADS`], or if the system refuses to start them.
    pub fn new(count: usize) -> Result<Self, ThreadsError> {
        let out_of_range = ThreadsError::OutOfRange { given: count };
        let Some(given) = NonZeroUsize::new(count).filter(|_| count <= MAX_THREADS) else {
            return Err(out_of_range);
        };
        let pool = start(Some(given))?;
        Ok(Self {
            count: Some(given),
            pool: Arc::new(Mutex::new(Some(pool))),
        })
    }

    /// Runs `work` on these threads: whatever of it is parallel is spread over them. Inside, calls of
    /// the library stay on them.
    ///
    /// # Errors
    /// [`ThreadsError::Start`] if the threads are not there yet and the system refuses to start them.
    pub fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> Result<R, ThreadsError> {
        Ok(self.pool()?.install(work))
    }

    fn pool(&self) -> Result<Arc<ThreadPool>, ThreadsError> {
        match self.count {
            Some(_) => current(&self.pool, self.count),
            None => current(&SHARED, None),
        }
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            Some(count) => write!(f, "Threads({count})"),
            None => f.write_str("Threads(one for each core)"),
        }
    }
}

/// Runs `work` on the pool that the caller is in, or else on the shared one.
///
/// # Panics
/// If the system refuses to start a single thread.
pub(crate) fn run<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if rayon::current_thread_index().is_some() {
        return work();
    }
    let one = || current(&SHARED, NonZeroUsize::new(1));
    match Threads::default().pool().or_else(|_| one()) {
        Ok(pool) => pool.install(work),
        Err(error) => panic!("{error}"),
    }
}

/// The pool of this process, started if there is none yet.
fn current(
    slot: &Mutex<Option<Pool>>,
    count: Option<NonZeroUsize>,
) -> Result<Arc<ThreadPool>, ThreadsError> {
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some(known) = slot.as_ref().filter(|known| known.process == process) {
        return Ok(Arc::clone(&known.pool));
    }
    let pool = start(count)?;
    let found = Arc::clone(&pool.pool);
    // The pool of the process that this one was forked from has no threads here. Its memory is left as
    // it is: freeing it would wait for them.
    std::mem::forget(slot.replace(pool));
    Ok(found)
}

fn start(count: Option<NonZeroUsize>) -> Result<Pool, ThreadsError> {
    // 0 stands for the default of Rayon, which RAYON_NUM_THREADS may change.
    let given = count.map_or(0, NonZeroUsize::get);
    let pool = ThreadPoolBuilder::new()
        .num_threads(given)
        .stack_size(STACK)
        .thread_name(|number| format!("tasnif-{number}"))
        .build();
    match pool {
        Ok(pool) => Ok(Pool {
            process: std::process::id(),
            pool: Arc::new(pool),
        }),
        Err(error) => Err(ThreadsError::Start {
            given,
            reason: error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn work_runs_on_the_threads_that_were_asked_for() {
        let threads = Threads::new(3).unwrap();
        let seen = |work: &(dyn Fn() -> usize + Sync)| threads.run(work).unwrap();
        assert_eq!(seen(&rayon::current_num_threads), 3);
        // Calls from within stay there.
        assert_eq!(seen(&|| run(rayon::current_num_threads)), 3);
        let sum = threads.run(|| (0..1000u64).into_par_iter().sum::<u64>());
        assert_eq!(sum, Ok(499_500));
    }

    #[test]
    fn impossible_numbers_of_threads_are_refused() {
        for given in [0, MAX_THREADS + 1, usize::MAX] {
            let error = Threads::new(given).unwrap_err();
            assert_eq!(error, ThreadsError::OutOfRange { given });
        }
    }

    /// As after a fork: the pool that is there belongs to another process.
    #[test]
    fn a_pool_of_another_process_is_left_alone() {
        let threads = Threads::new(2).unwrap();
        if let Some(pool) = threads.pool.lock().unwrap().as_mut() {
            pool.process = pool.process.wrapping_add(1);
        }
        let before = Arc::clone(&threads.pool.lock().unwrap().as_ref().unwrap().pool);
        assert_eq!(threads.run(rayon::current_num_threads), Ok(2));
        let after = Arc::clone(&threads.pool.lock().unwrap().as_ref().unwrap().pool);
        assert!(!Arc::ptr_eq(&before, &after));
    }
}
