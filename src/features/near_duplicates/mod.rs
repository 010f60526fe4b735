//! Word-type sets → groups of near-duplicate documents.
//!
//! In: for each document the set of its word types, as 64-bit hashes. Out: for each document the number of its group; two
//! documents whose estimated Jaccard similarity reaches a threshold are in one group, and so are those connected through others.
//!
//! ```text
//! &[u64] ── signature() ──► Signature ── group() ──► Vec<u32>
//! word types   MinHash      512 bytes    bands, then verification, then union-find
//! ```
//!
//! Signatures of documents seen before can be stored and grouped with new ones. The groups do not depend on the number of
//! threads, and not on the order of the documents, the groups' names aside.
//!
//! Sources: Broder 1997, "On the resemblance and containment of documents" (MinHash); Leskovec, Rajaraman and Ullman, "Mining of
//! Massive Datasets", section 3.4 (banding); Li and König 2010, "b-bit minwise hashing" (16 bits of each minimum are enough).
//!
//! Own code, since the crates found do not fit: gaoya 0.2 brings fifteen dependencies, one an alpha release, and randomly ordered
//! maps; probminhash 0.1 an optimisation framework and `unsafe`; datasketches 0.6 has no MinHash.

pub(crate) mod bands;
pub(crate) mod groups;
pub(crate) mod signature;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use bands::Threshold;
pub use groups::{group, group_at};
pub use signature::{Signature, jaccard, signature};
pub use words::word_types;

/// Why grouping cannot start.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NearDuplicateError {
    /// Also for NaN. Below the minimum, nearly all pairs would have to be compared.
    #[error(
        "the near-duplicate threshold is {value}: choose a number from {} to 1",
        Threshold::MIN
    )]
    ThresholdOutOfRange {
        /// The value given.
        value: f64,
    },
}
