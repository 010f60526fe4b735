//! An article → each occurrence of each of its words, with its place: the words of
//! [`for_each_word`](crate::features::for_each_word), located.

use super::paragraphs::{Part, Place};
use crate::features::{FeatureSettings, WordWeights};
use crate::text::{fold_located, raw_tokens};

/// One occurrence of a word or of a pair of words.
pub(crate) struct Occurrence {
    /// Where it stands. A pair whose words are in title and text stands where its second word does.
    pub place: Place,
    /// First byte of the word, of a pair's second word: what decides on the paragraph.
    pub anchor: usize,
    /// How many times it counts.
    pub weight: u32,
}

/// Calls `visit` with each folded word, and each pair if the settings ask for pairs.
pub(crate) fn occurrences(
    title: &str,
    text: &str,
    settings: &FeatureSettings,
    mut visit: impl FnMut(String, Occurrence),
) {
    let mut previous: Option<(String, Place)> = None;
    let title_tokens = raw_tokens(title).zip(WordWeights::new(title, "", settings));
    let text_tokens = raw_tokens(text).zip(WordWeights::new("", text, settings));
    let tokens = title_tokens
        .map(|token| (Part::Title, token))
        .chain(text_tokens.map(|token| (Part::Text, token)));
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
            if settings.word_pairs {
                if let Some((first, before)) = &previous {
                    let pair = format!("{first} {}", word.text);
                    visit(pair, occurrence(place.joined_to(before)));
                }
                previous = Some((word.text, place));
            }
        }
    }
}
