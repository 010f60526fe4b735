//! Raw tokens go in, some tens of them come out together, with their hashes.
//!
//! What is done for all tokens of a batch before the next step begins does not wait for that
//! step's memory.

use super::token_table::Key;
use crate::features::Lead;
use crate::text::RawTokens;

/// Tokens of a batch.
const MOST: usize = 128;

/// Some neighbouring tokens of one text.
#[derive(Debug, Default)]
pub(super) struct TokenBatch<'t> {
    tokens: Vec<(&'t str, Key<'t>)>,
}

impl<'t> TokenBatch<'t> {
    /// Takes the next tokens, of the lead only if there is one. Whether there were any.
    #[inline]
    pub(super) fn fill(&mut self, tokens: &mut RawTokens<'t>, mut lead: Option<&mut Lead>) -> bool {
        let text = tokens.text();
        self.tokens.clear();
        while self.tokens.len() < MOST && !lead.as_deref().is_some_and(Lead::is_over) {
            let Some(range) = tokens.next_range() else {
                break;
            };
            let token = &text[range.clone()];
            if let Some(lead) = lead.as_deref_mut() {
                lead.weight_of(token.as_bytes());
            }
            let key = Key::read(text, range.start, range.end);
            self.tokens.push((token, key));
        }
        !self.tokens.is_empty()
    }

    /// The tokens in their order.
    pub(super) fn tokens(&self) -> &[(&'t str, Key<'t>)] {
        &self.tokens
    }
}
