//! The words of [`for_each_word`](crate::features::for_each_word), each with its place in the article.

use super::paragraphs::{ArticlePart, Place};
use crate::features::{FeatureSettings, WordWeights};
use crate::text::{fold_located, raw_tokens};

/// One occurrence of a word or of a pair of words.
pub(crate) struct Occurrence {
    /// Where it stands. A pair of the title's last word and the text's first one stands where its second word does.
    pub place: Place,
    /// The first byte of the word, or of a pair's second word. The paragraph of this byte is the paragraph of the occurrence.
    pub anchor: usize,
    /// How many times it counts.
    pub weight: u32,
}

/// Calls `visit` with each folded word, and with `word_pairs` also with each pair.
pub(crate) fn for_each_occurrence(
    title: &str,
    text: &str,
    settings: &FeatureSettings,
    mut visit: impl FnMut(String, Occurrence),
) {
    let mut previous: Option<(String, Place)> = None;
    let title_tokens = raw_tokens(title).zip(WordWeights::new(title, "", &settings.counting));
    let text_tokens = raw_tokens(text).zip(WordWeights::new("", text, &settings.counting));
    let tokens = title_tokens
        .map(|token| (ArticlePart::Title, token))
        .chain(text_tokens.map(|token| (ArticlePart::Text, token)));
    for (part, ((offset, token), (_, weight))) in tokens {
        for word in fold_located(token) {
            let span = word.span();
            let place = Place {
                part,
                bytes: offset + span.start..offset + span.end,
            };
            let anchor = place.bytes.start;
            let occurrence = |place| Occurrence {
                place,
                anchor,
                weight,
            };
            visit(word.text.clone(), occurrence(place.clone()));
            if settings.counting.word_pairs {
                if let Some((first, before)) = &previous {
                    let pair = format!("{first} {}", word.text);
                    visit(pair, occurrence(place.joined_to(before)));
                }
                previous = Some((word.text, place));
            }
        }
    }
}
