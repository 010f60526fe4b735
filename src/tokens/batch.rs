//! Batches of neighbouring tokens, with their hashes.
//!
//! A step that is taken for all tokens of a batch before the next step begins lets the processor
//! wait for the memory of all of them at once.

use super::key::TokenKey;
use super::lead::Lead;
use crate::text::RawTokens;

/// Tokens of a full batch.
const BATCH: usize = 128;

/// Some neighbouring tokens of one text.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenBatch {
    keys: Vec<TokenKey>,
}

impl TokenBatch {
    /// Replaces the batch by the next tokens; given a lead, only by tokens that begin in it.
    /// Returns whether there are any.
    pub(crate) fn fill(&mut self, tokens: &mut RawTokens<'_>, lead: Option<&mut Lead>) -> bool {
        let text = tokens.text().as_bytes();
        let keys = std::iter::from_fn(|| tokens.next_range())
            .map(|range| TokenKey::read(text, range.start, range.end));
        self.keys.clear();
        match lead {
            None => self.keys.extend(keys.take(BATCH)),
            Some(lead) => {
                let mut keys = keys.take(BATCH);
                while !lead.is_over()
                    && let Some(key) = keys.next()
                {
                    lead.pass(key.characters(text));
                    self.keys.push(key);
                }
            }
        }
        !self.keys.is_empty()
    }

    /// The tokens in their order.
    pub(crate) fn keys(&self) -> &[TokenKey] {
        &self.keys
    }
}
