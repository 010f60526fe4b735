//! The lead of an article: the first characters of its body, whose tokens count more than once.

use super::key::count_characters;

/// What is left of a lead while the tokens of a body are read.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    weight: u32,
    characters_left: u64,
}

impl Lead {
    /// The lead of a body whose first `characters` characters count `weight` times.
    pub(crate) fn new(weight: u32, characters: u32) -> Self {
        Self {
            weight,
            characters_left: u64::from(characters),
        }
    }

    /// Whether the next token is past the lead, and so all that follow.
    pub(crate) fn is_over(&self) -> bool {
        self.characters_left == 0
    }

    /// How many times the next token counts, given as UTF-8; goes past it.
    #[inline]
    pub(crate) fn weight_of(&mut self, token: &[u8]) -> u32 {
        if self.is_over() {
            return 1;
        }
        self.pass(count_characters(token));
        self.weight
    }

    /// Goes past a token of so many characters and the space after it.
    #[inline]
    pub(crate) fn pass(&mut self, characters: usize) {
        self.characters_left = self.characters_left.saturating_sub(characters as u64 + 1);
    }
}
