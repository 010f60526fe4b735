//! What a thread keeps from one article to the next.

use super::Scorer;
use super::rows::{MAX_TOKENS, RowCache, RowSums};
use super::tables::Buffers;
use super::word_counts::WordCounts;
use crate::text::FoldedWords;
use crate::tokens::TokenBatch;

/// What was computed for tokens seen before. Each thread has its own.
///
/// A cache may be given to another scorer. What it held for the scorer before is dropped then.
#[derive(Debug)]
pub struct ScoreCache {
    limit: usize,
    contents: Option<Contents>,
}

impl ScoreCache {
    /// The least limit.
    const MIN_TOKENS: usize = 16;

    /// A cache that keeps about as many tokens as given, at least 16 and at most 3 · 2¹⁷, which is
    /// the default.
    pub fn with_limit(tokens: usize) -> Self {
        Self {
            limit: tokens.clamp(Self::MIN_TOKENS, MAX_TOKENS),
            contents: None,
        }
    }

    /// What the cache holds for a scorer.
    pub(super) fn contents(&mut self, scorer: &Scorer) -> &mut Contents {
        let others = |contents: &Contents| contents.scorer != scorer.id;
        if self.contents.as_ref().is_some_and(others) {
            self.contents = None;
        }
        self.contents
            .get_or_insert_with(|| Contents::new(self.limit, scorer))
    }
}

impl Default for ScoreCache {
    fn default() -> Self {
        Self::with_limit(MAX_TOKENS)
    }
}

/// What a cache holds for one scorer: rows of weights, and memory for the article at hand.
#[derive(Debug)]
pub(super) struct Contents {
    /// The scorer's id.
    scorer: u64,
    pub(super) rows: RowCache,
    pub(super) sums: RowSums,
    pub(super) counts: WordCounts,
    pub(super) batch: TokenBatch,
    pub(super) found: FoundRows,
    pub(super) folded: FoldedWords,
    pub(super) tables: Buffers,
}

/// The rows of some batches of tokens.
#[derive(Debug, Default)]
pub(super) struct FoundRows {
    /// Rows of the words, with repeats.
    pub(super) rows: Vec<u32>,
    /// Where runs of them end that have one weight, and that weight.
    pub(super) runs: Vec<(usize, u32)>,
    /// Tokens of which not all words have rows.
    pub(super) without_rows: Vec<Box<str>>,
    /// A buffer: for each token of a batch its number in the cache.
    pub(super) numbers: Vec<u32>,
}

impl Contents {
    fn new(limit: usize, scorer: &Scorer) -> Self {
        Self {
            scorer: scorer.id,
            rows: RowCache::new(limit, scorer.row_columns()),
            sums: RowSums::default(),
            counts: WordCounts::new(scorer.settings().transform),
            batch: TokenBatch::default(),
            found: FoundRows::default(),
            folded: FoldedWords::new(),
            tables: Buffers::default(),
        }
    }
}
