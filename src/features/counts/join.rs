//! Counts the built-in articles, and makes one corpus of two over the words of both.

use super::corpus_counts::CorpusCounts;
use super::finish::{CountedCorpus, CountedDocument};
use crate::corpus::{BuiltinError, builtin_articles};
use crate::features::count_settings::CountSettings;

/// Counts the articles that are part of the program.
///
/// # Errors
/// [`BuiltinError`] if the program was built wrongly.
pub fn count_builtin(settings: CountSettings) -> Result<CountedCorpus, BuiltinError> {
    let mut counts = CorpusCounts::empty(settings);
    for article in builtin_articles()? {
        counts.add_or_none(&article);
    }
    Ok(counts.finish())
}

impl CountedCorpus {
    /// The documents of this corpus and, after them, some of another that was counted with equal
    /// settings. Repeats and fields are those of this corpus.
    #[must_use]
    pub(crate) fn followed_by(&self, others: &Self, documents: Vec<CountedDocument>) -> Self {
        let mut words = Vec::with_capacity(self.words.len() + others.words.len());
        words.extend_from_slice(&self.words);
        words.extend_from_slice(&others.words);
        words.sort_unstable();
        words.dedup();
        let (own, added) = (ranks(&self.words, &words), ranks(&others.words, &words));
        let mut all = self.documents.clone();
        all.iter_mut().for_each(|document| rename(document, &own));
        all.extend(documents.into_iter().map(|mut document| {
            rename(&mut document, &added);
            document
        }));
        Self {
            settings: self.settings,
            words,
            documents: all,
            repeats: self.repeats.clone(),
            left_out: self.left_out.clone(),
            choice: self.choice.clone(),
            field_names: self.field_names.clone(),
        }
    }
}

/// The place of each of `some` among `all`; both ascend, and `all` holds each of `some`.
fn ranks(some: &[Box<str>], all: &[Box<str>]) -> Vec<u32> {
    let mut next = all.iter().enumerate();
    some.iter()
        .filter_map(|word| next.find(|(_, found)| *found == word))
        .map(|(rank, _)| rank as u32)
        .collect()
}

/// Ranks ascend as the old numbers did, so the words stay sorted.
fn rename(document: &mut CountedDocument, ranks: &[u32]) {
    for (word, _) in &mut document.words {
        *word = ranks[*word as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;

    fn counted(texts: &[&str]) -> CountedCorpus {
        let mut counts = CorpusCounts::default();
        for text in texts {
            counts.add_or_none(&Document {
                id: (*text).into(),
                text: (*text).into(),
                ..Document::default()
            });
        }
        counts.finish()
    }

    /// Words and counts of a document, by name.
    fn words(corpus: &CountedCorpus, id: &str) -> Vec<(String, u32)> {
        let document = corpus.documents.iter().find(|d| d.id == id).unwrap();
        assert!(document.words.is_sorted());
        let name = |&(word, count): &(u32, u32)| (corpus.words[word as usize].to_string(), count);
        document.words.iter().map(name).collect()
    }

    #[test]
    fn joined_corpora_keep_the_words_of_each_article() {
        let (own_texts, other_texts) = (["ضبط شحنة", "فاز فريق"], ["باخرة ضبط", "يوم فريق"]);
        let (own, others) = (counted(&own_texts), counted(&other_texts));
        let joined = own.followed_by(&others, others.documents.clone());
        assert!(joined.words.is_sorted());
        assert_eq!(joined.words.len(), 6);
        assert_eq!(joined.documents.len(), 4);
        assert_eq!(joined.documents[0].id, own.documents[0].id);
        for text in own_texts {
            assert_eq!(words(&joined, text), words(&own, text));
        }
        for text in other_texts {
            assert_eq!(words(&joined, text), words(&others, text));
        }
    }

    #[test]
    fn the_built_in_articles_can_be_counted() {
        let counted = count_builtin(CountSettings::default()).unwrap();
        assert!(counted.documents.len() > 100);
        assert!(counted.labels().contains("cybercrime"));
        assert_eq!(counted.repeats.duplicates, 0);
    }
}
