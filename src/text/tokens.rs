//! Text → raw tokens, the unit that is folded once and cached.

/// Splits `text` into raw tokens with their byte offsets.
///
/// A raw token is a maximal run of bytes without ASCII white space (space, tab, line feed, form feed, carriage return).
/// Other white space, such as the no-break space, stays inside a token; folding separates words there.
pub fn raw_tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split(|c: char| c.is_ascii_whitespace())
        .filter_map(move |token| {
            let start = offset;
            offset += token.len() + 1;
            (!token.is_empty()).then_some((start, token))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_byte_offsets() {
        let found: Vec<_> = raw_tokens(" كتب \t\nx\u{A0}y\r").collect();
        assert_eq!(found, [(1, "كتب"), (10, "x\u{A0}y")]);
        assert_eq!(raw_tokens("").count() + raw_tokens(" \n").count(), 0);
        assert_eq!(raw_tokens("ab").collect::<Vec<_>>(), [(0, "ab")]);
    }
}
