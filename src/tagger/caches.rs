//! The caches of a tagger: one for each call that runs at the same time.

use crate::predict::ScoreCache;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Caches that are not in use. There are never more than calls ran at the same time, whatever threads
/// they ran on.
#[derive(Default)]
pub(super) struct Caches {
    idle: Mutex<Vec<ScoreCache>>,
}

impl Caches {
    /// Lends a cache to `work`. A cache whose `work` panics is not used again.
    pub(super) fn with<R>(&self, work: impl FnOnce(&mut ScoreCache) -> R) -> R {
        // The one put back last: its memory is still in the processor's cache.
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut cache = idle().pop().unwrap_or_default();
        let result = work(&mut cache);
        idle().push(cache);
        result
    }
}

impl fmt::Debug for Caches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Caches")
    }
}
