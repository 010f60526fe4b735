//! The lead of an article: the first characters of its body, whose words count more than once.

/// How far the lead of a body reaches.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    weight: u32,
    /// Characters that are left of it.
    left: u64,
}

impl Lead {
    /// At the beginning of a body whose first `chars` characters count `weight` times.
    pub(crate) fn new(weight: u32, chars: u32) -> Self {
        Self {
            weight,
            left: u64::from(chars),
        }
    }

    /// Whether the next token is past it, and so all that follow.
    pub(crate) fn is_over(&self) -> bool {
        self.left == 0
    }

    /// How many times the next token counts, given as UTF-8. It takes up its characters and a
    /// space.
    #[inline]
    pub(crate) fn weight_of(&mut self, token: &[u8]) -> u32 {
        if self.is_over() {
            return 1;
        }
        // Every character has one byte that is no continuation of it.
        let begins = |byte: &&u8| (**byte as i8) >= -0x40;
        self.pass(token.iter().filter(begins).count());
        self.weight
    }

    /// Goes past a token of so many characters.
    #[inline]
    pub(crate) fn pass(&mut self, characters: usize) {
        self.left = self.left.saturating_sub(characters as u64 + 1);
    }
}
