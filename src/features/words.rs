//! A title and a text go in, raw tokens with their weights come out: tokens of the title and of
//! the lead count more than once.

use super::settings::FeatureSettings;
use crate::text::{FoldedWords, RawTokens, fold_token, raw_tokens};
use crate::tokens::Lead;

/// The raw tokens of one document in order, each with the number of times it counts.
pub struct WordWeights<'a> {
    /// `None` once it is over.
    title: Option<RawTokens<'a>>,
    text: RawTokens<'a>,
    title_weight: u32,
    lead: Lead,
}

impl<'a> WordWeights<'a> {
    /// Walks over the title, then the text.
    pub fn new(title: &'a str, text: &'a str, settings: &FeatureSettings) -> Self {
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

/// Calls `visit` with each folded word of a document and the number of times it counts, and, if
/// the settings ask for them, with each pair of neighbouring words as `first second`.
///
/// This is the definition; the counter and the scorer take the same words from caches.
pub fn for_each_word(
    title: &str,
    text: &str,
    settings: &FeatureSettings,
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

    fn words(title: &str, text: &str, settings: &FeatureSettings) -> Vec<(String, u32)> {
        let mut all = Vec::new();
        for_each_word(title, text, settings, |word, weight| {
            all.push((word.to_owned(), weight));
        });
        all
    }

    fn settings() -> FeatureSettings {
        FeatureSettings {
            title_weight: 5,
            lead_weight: 2,
            lead_chars: 7,
            ..FeatureSettings::default()
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
        let settings = FeatureSettings {
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
