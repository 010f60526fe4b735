//! The words of an article with their weights: those of the title and of the lead count more than
//! once.

use super::count_settings::CountSettings;
use crate::text::{FoldedWords, RawTokens, fold_token, raw_tokens};
use crate::tokens::{Lead, TokenBatch};

/// The raw tokens of one article in order, each with its weight: how many times it counts.
pub struct WordWeights<'a> {
    /// `None` after its last token.
    title: Option<RawTokens<'a>>,
    text: RawTokens<'a>,
    title_weight: u32,
    lead: Lead,
}

impl<'a> WordWeights<'a> {
    /// The tokens of the title, then those of the text.
    pub fn new(title: &'a str, text: &'a str, settings: &CountSettings) -> Self {
        Self {
            title: Some(raw_tokens(title)),
            text: raw_tokens(text),
            title_weight: settings.title_weight,
            lead: Lead::new(settings.lead_weight, settings.lead_chars),
        }
    }
}

impl<'a> Iterator for WordWeights<'a> {
    type Item = (&'a str, u32);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(title) = &mut self.title {
            match title.next() {
                Some((_, token)) => return Some((token, self.title_weight)),
                None => self.title = None,
            }
        }
        let (_, token) = self.text.next()?;
        Some((token, self.lead.weight_of(token.as_bytes())))
    }
}

/// Calls `visit` with batches of the raw tokens of one article in order. Each comes with the text
/// that its tokens were read from, and with the weight of all its tokens. `batch` is a buffer.
#[inline]
pub(crate) fn for_each_batch(
    title: &str,
    text: &str,
    settings: &CountSettings,
    batch: &mut TokenBatch,
    mut visit: impl FnMut(&TokenBatch, &str, u32),
) {
    let mut lead = Lead::new(settings.lead_weight, settings.lead_chars);
    let (mut title_tokens, mut tokens) = (raw_tokens(title), raw_tokens(text));
    while batch.fill(&mut title_tokens, None) {
        visit(batch, title, settings.title_weight);
    }
    while batch.fill(&mut tokens, Some(&mut lead)) {
        visit(batch, text, settings.lead_weight);
    }
    while batch.fill(&mut tokens, None) {
        visit(batch, text, 1);
    }
}

/// Calls `visit` with each folded word of an article and its weight. With `word_pairs` each pair of
/// neighbouring words follows its second word, as `first second`, with that word's weight.
///
/// This is the definition. Counting and scoring take the same words from caches.
pub fn for_each_word(
    title: &str,
    text: &str,
    settings: &CountSettings,
    mut visit: impl FnMut(&str, u32),
) {
    let mut folded = FoldedWords::new();
    let mut previous = String::new();
    for (token, weight) in WordWeights::new(title, text, settings) {
        fold_token(token, &mut folded);
        for word in folded.iter() {
            visit(word, weight);
            if settings.word_pairs {
                if !previous.is_empty() {
                    previous.push(' ');
                    previous.push_str(word);
                    visit(&previous, weight);
                    previous.clear();
                }
                previous.push_str(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str, text: &str, settings: &CountSettings) -> Vec<(String, u32)> {
        let mut all = Vec::new();
        for_each_word(title, text, settings, |word, weight| {
            all.push((word.to_owned(), weight));
        });
        all
    }

    fn settings() -> CountSettings {
        CountSettings {
            title_weight: 5,
            lead_weight: 2,
            lead_chars: 7,
            ..CountSettings::default()
        }
    }

    #[test]
    fn title_and_lead_count_more() {
        // "ضبط" begins at 0, "شحنة" at 4, "سلاح" at 9, past the lead of 7 characters.
        assert_eq!(
            words("خبر", "ضبط  شحنة سلاح", &settings()),
            [
                ("خبر".into(), 5),
                ("ضبط".into(), 2),
                ("شحنه".into(), 2),
                ("سلاح".into(), 1)
            ]
        );
    }

    #[test]
    fn pairs_follow_their_second_word() {
        let settings = CountSettings {
            word_pairs: true,
            lead_chars: 0,
            ..settings()
        };
        let found: Vec<String> = words("", "حرس الحدود، أمس", &settings)
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        assert_eq!(found, ["حرس", "الحدود", "حرس الحدود", "امس", "الحدود امس"]);
    }
}
