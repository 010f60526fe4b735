//! Counts the records of a corpus in parallel.

use super::corpus_counts::CorpusCounts;
use crate::corpus::{CorpusError, RawRecord, ReadOptions};
use crate::features::count_settings::CountSettings;
use crate::parallel::{PerThread, in_order};
use rayon::prelude::*;

/// Parses and counts every record on the current pool of threads. `fields` are kept of each article.
/// Returns the counts and, in input order, the errors of records that could not be read. `progress` is
/// called once for each record. Articles without labels count as articles without a topic.
pub(crate) fn count_records(
    records: impl Iterator<Item = Result<RawRecord, CorpusError>> + Send,
    options: &ReadOptions,
    settings: CountSettings,
    fields: &[String],
    mut progress: impl FnMut() + Send,
) -> (CorpusCounts, Vec<CorpusError>) {
    let empty = || CorpusCounts::empty(settings).keeping(fields);
    let parts = PerThread::new(empty);
    let mut errors = Vec::new();
    let count = |record: Result<RawRecord, CorpusError>| -> Option<CorpusError> {
        match record.and_then(|record| record.parse(options)) {
            Ok(document) => {
                parts.with(|part| part.add_or_none(&document));
                None
            }
            Err(error) => Some(error),
        }
    };
    let collect = |error: Option<CorpusError>| -> Result<(), std::convert::Infallible> {
        progress();
        errors.extend(error);
        Ok(())
    };
    let Ok(()) = in_order(records, count, collect);
    // In pairs, so that with many threads no one waits for the sum of all others.
    let parts: Vec<CorpusCounts> = parts.into_values().collect();
    let counts = parts.into_par_iter().reduce_with(|mut counts, part| {
        counts.absorb(part);
        counts
    });
    (counts.unwrap_or_else(empty), errors)
}
