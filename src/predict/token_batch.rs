//! Raw tokens go in, some tens of them come out together, with their hashes.
//!
//! What is done for all tokens of a batch before the next step begins does not wait for that
//! step's memory.

use super::rows::BATCH;
use super::token_table::ShortToken;
use crate::features::Lead;
use crate::text::RawTokens;

/// At most [`BATCH`] tokens of one text.
#[derive(Debug)]
pub(super) struct TokenBatch {
    ranges: [(usize, usize); BATCH],
    /// `None` for longer tokens.
    short: [Option<(ShortToken, u64)>; BATCH],
    len: usize,
}

impl Default for TokenBatch {
    fn default() -> Self {
        Self {
            ranges: [(0, 0); BATCH],
            short: [None; BATCH],
            len: 0,
        }
    }
}

impl TokenBatch {
    /// Takes the next tokens, of the lead only if there is one. Whether there were any.
    #[inline]
    pub(super) fn fill(&mut self, tokens: &mut RawTokens<'_>, mut lead: Option<&mut Lead>) -> bool {
        let bytes = tokens.text().as_bytes();
        self.len = 0;
        while self.len < BATCH {
            if lead.as_deref().is_some_and(Lead::is_over) {
                break;
            }
            let Some(range) = tokens.next_range() else {
                break;
            };
            if let Some(lead) = lead.as_deref_mut() {
                lead.weight_of(&bytes[range.clone()]);
            }
            let short = ShortToken::read(bytes, range.start, range.end);
            self.short[self.len] = short.map(|short| (short, short.hash()));
            self.ranges[self.len] = (range.start, range.end);
            self.len += 1;
        }
        self.len > 0
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A token that is no longer than three machine words, and its hash.
    #[inline]
    pub(super) fn short(&self, place: usize) -> Option<(&ShortToken, u64)> {
        self.short[place]
            .as_ref()
            .map(|(token, hash)| (token, *hash))
    }

    /// A token of `text`, which is the one that the batch was filled from.
    pub(super) fn token<'t>(&self, text: &'t str, place: usize) -> &'t str {
        let (start, end) = self.ranges[place];
        &text[start..end]
    }
}
