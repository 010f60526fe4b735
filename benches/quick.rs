//! How long the benches measure: minutes for all of them, not hours.

use criterion::Criterion;
use std::time::Duration;

/// Ten samples in two seconds.
pub fn quick() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}
