//! A flag by which a caller ends work that takes long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends training from another thread: once it is set, training returns an error. Clones share one
/// flag.
///
/// Training looks at the flag before each step that takes long, and within the fits. On 40,719
/// articles (SANAD, two cores) it ends within a second wherever the flag is set; a single step
/// grows with the corpus.
///
/// ```
/// use tasnif::{Error, StopFlag, Trainer};
/// use tasnif::train::TrainError;
///
/// let stop = StopFlag::new();
/// stop.set();
/// let result = Trainer::new().stop_flag(stop).fit_documents(&[]);
/// assert!(matches!(result, Err(Error::Train(TrainError::Stopped))));
/// ```
#[derive(Debug, Clone, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// A flag that is not set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to end.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
