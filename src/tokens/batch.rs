//! Raw tokens go in, some tens of them come out together, with their hashes.
//!
//! What is done for all tokens of a batch before the next step begins does not wait for that
//! step's memory.

use super::key::Key;
use super::lead::Lead;
use crate::text::RawTokens;

/// Tokens of a batch.
const MOST: usize = 128;

/// Some neighbouring tokens of one text.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenBatch {
    keys: Vec<Key>,
}

impl TokenBatch {
    /// Takes the next tokens, of the lead only if there is one. Whether there were any.
    pub(crate) fn fill(&mut self, tokens: &mut RawTokens<'_>, lead: Option<&mut Lead>) -> bool {
        let text = tokens.text().as_bytes();
        let keys = std::iter::from_fn(|| tokens.next_range())
            .map(|range| Key::read(text, range.start, range.end));
        self.keys.clear();
        match lead {
            None => self.keys.extend(keys.take(MOST)),
            Some(lead) => {
                let mut keys = keys.take(MOST);
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
    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }
}
