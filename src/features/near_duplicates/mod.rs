//! Finds groups of near-duplicate articles, without comparing each article with all others.
//!
//! Two articles are near-duplicates if the estimated Jaccard similarity of their sets of word types reaches a threshold. They are
//! then in one group, and so are articles that are connected through others.
//!
//! ```text
//! title, text ── word_types() ──► &[u64] ── signature() ──► Signature ── group() ──► Vec<u32>
//!                                 hashes    MinHash         256 minima   bands, then verification, then union-find
//! ```
//!
//! The groups do not depend on the number of threads. Another order of the articles changes only the numbers of the groups.
//!
//! Sources: Broder 1997, "On the resemblance and containment of documents" (MinHash); Leskovec, Rajaraman and Ullman, "Mining of
//! Massive Datasets", section 3.4 (banding); Li and König 2010, "b-bit minwise hashing" (16 bits of each minimum are enough).
//!
//! This is code of our own because the crates found do not fit: gaoya 0.2 brings fifteen dependencies, one of them an alpha release,
//! and maps in random order; probminhash 0.1 brings an optimisation framework and `unsafe`; datasketches 0.6 has no MinHash.

mod bands;
mod groups;
mod signature;
mod words;

#[cfg(test)]
mod tests;

pub use bands::Threshold;
pub use groups::{group, group_at};
pub use signature::{Signature, jaccard, signature};
pub use words::word_types;

/// A setting that articles cannot be grouped with.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NearDuplicateError {
    /// The threshold is out of range, or NaN. Below the minimum nearly all pairs would have to be compared.
    #[error(
        "the near-duplicate threshold is {value}: choose a number from {} to 1",
        Threshold::MIN
    )]
    ThresholdOutOfRange {
        /// As given.
        value: f64,
    },
}
