//! Reads the sections of a part file, and says what is wrong with them.

use super::bytes::Bytes;
use super::encode::{MAX_SHARED, SPELLED_OUT, coded};
use super::error::PartError;
use crate::corpus::label_set;
use crate::features::count_settings::CountSettings;
use crate::features::counts::finish;
use crate::features::counts::finish::CountedDocument;
use crate::text::{FOLDING_VERSION, FoldedWords, fold_token};

/// Settings, names of fields, labels.
#[derive(Debug)]
pub struct Meta {
    pub settings: CountSettings,
    pub fields: Vec<String>,
    pub labels: Vec<String>,
}

/// Reads the section of settings and names.
pub fn meta(section: &[u8]) -> Result<Meta, PartError> {
    let mut bytes = Bytes::new(section);
    let mut setting = || bytes.array("the settings").map(u32::from_le_bytes);
    let version = setting()?;
    if version != FOLDING_VERSION {
        let supported = FOLDING_VERSION;
        return Err(PartError::FoldingVersion { version, supported });
    }
    let (title_weight, lead_weight, lead_chars) = (setting()?, setting()?, setting()?);
    let word_pairs = match setting()? {
        value @ 0..=1 => value == 1,
        value => {
            let (what, value) = ("word pairs", u64::from(value));
            return Err(PartError::TooLarge {
                what,
                value,
                limit: 1,
            });
        }
    };
    let settings = CountSettings {
        title_weight,
        lead_weight,
        lead_chars,
        word_pairs,
    };
    let settings = settings.check()?;
    let fields = bytes.ascending("names of fields")?;
    let labels = bytes.ascending("labels")?;
    bytes.end("META")?;
    for label in &labels {
        // Refuses what no reader lets through; "none", which means no label, would be dropped.
        let found = label_set([label.as_str()])?;
        if !found.contains(label) {
            let label = label.clone();
            return Err(match found.is_empty() {
                true => PartError::UnusedLabel { label },
                false => PartError::UncleanLabel { label },
            });
        }
    }
    Ok(Meta {
        settings,
        fields,
        labels,
    })
}

/// Reads the documents, without words.
pub fn documents(section: &[u8], meta: &Meta) -> Result<Vec<CountedDocument>, PartError> {
    let mut bytes = Bytes::new(section);
    // Digest, length of the id, number of labels, length of each field.
    let count = bytes.count("articles", 18 + meta.fields.len())?;
    let mut documents = Vec::with_capacity(count);
    for _ in 0..count {
        documents.push(document(&mut bytes, meta)?);
    }
    bytes.end("DOCS")?;
    let used = finish::labels(&documents);
    match meta
        .labels
        .iter()
        .find(|label| !used.contains(label.as_str()))
    {
        Some(label) => Err(PartError::UnusedLabel {
            label: label.clone(),
        }),
        None => Ok(documents),
    }
}

fn document(bytes: &mut Bytes<'_>, meta: &Meta) -> Result<CountedDocument, PartError> {
    let digest = u128::from_le_bytes(bytes.array("the digest of an article")?);
    let id = bytes.string("the id of an article")?.to_owned();
    let mut labels = Vec::new();
    let mut least = 0;
    for _ in 0..bytes.count("labels of an article", 1)? {
        let place = bytes.number("a label of an article")?;
        if place < least {
            return Err(PartError::Order {
                what: "labels of an article",
            });
        }
        let index = index("the number of a label", place, meta.labels.len())?;
        labels.push(meta.labels[index].clone());
        least = place + 1;
    }
    let values = meta
        .fields
        .iter()
        .map(|_| bytes.string("a field of an article").map(Into::into));
    Ok(CountedDocument {
        id,
        digest,
        fields: values.collect::<Result<_, _>>()?,
        labels: labels.into_iter().collect(),
        unlabelled: false,
        words: Vec::new(),
    })
}

/// Reads the word types, and gives each document its own.
pub fn words(
    section: &[u8],
    settings: CountSettings,
    documents: &mut [CountedDocument],
) -> Result<Vec<Box<str>>, PartError> {
    let mut bytes = Bytes::new(section);
    // Two lengths, a letter, the number of documents, a document.
    let count = bytes.count("words", 5)?;
    let mut words: Vec<Box<str>> = Vec::with_capacity(count);
    let mut folded = FoldedWords::new();
    for place in 0..count {
        let word = word(&mut bytes, words.last().map_or("", |word| word))?;
        if words.last().is_some_and(|last| **last >= *word) {
            return Err(PartError::Order { what: "words" });
        }
        if !is_word(&word, settings.word_pairs, &mut folded) {
            return Err(PartError::Word { word: word.into() });
        }
        postings(&mut bytes, settings, documents, place as u32)?;
        words.push(word);
    }
    bytes.end("WORD")?;
    Ok(words)
}

fn word(bytes: &mut Bytes<'_>, previous: &str) -> Result<Box<str>, PartError> {
    let most = previous.len().min(MAX_SHARED);
    let shared = bytes.up_to("bytes that a word shares", most as u64)? as usize;
    let rest = bytes.count("bytes of a word", 1)?;
    let rest = bytes.take("a word", rest)?;
    let previous = previous.as_bytes();
    let more = previous
        .get(shared)
        .is_some_and(|next| rest.first() == Some(next));
    if more && shared < MAX_SHARED {
        return Err(PartError::Order {
            what: "bytes that a word shares",
        });
    }
    match String::from_utf8([&previous[..shared], rest].concat()) {
        Ok(word) => Ok(word.into()),
        Err(_) => Err(PartError::Utf8 { what: "a word" }),
    }
}

fn postings(
    bytes: &mut Bytes<'_>,
    settings: CountSettings,
    documents: &mut [CountedDocument],
    word: u32,
) -> Result<(), PartError> {
    let coded = coded(settings);
    let count = bytes.count("articles of a word", 1)?;
    if count == 0 {
        return Err(PartError::Count { count: 0 });
    }
    let mut next = 0;
    for _ in 0..count {
        let number = bytes.number("an article of a word")?;
        let code = number & SPELLED_OUT;
        let value = (number >> 2).saturating_add(next);
        let index = index("the number of an article", value, documents.len())?;
        let count = count_of(bytes, code, coded)?;
        documents[index].words.push((word, count));
        next = value + 1;
    }
    Ok(())
}

/// A number as a place in a list of this length.
fn index(what: &'static str, value: u64, length: usize) -> Result<usize, PartError> {
    if value < length as u64 {
        return Ok(value as usize);
    }
    let limit = (length as u64).saturating_sub(1);
    Err(PartError::TooLarge { what, value, limit })
}

/// The count that a code stands for, or that follows; each in one way only.
fn count_of(bytes: &mut Bytes<'_>, code: u64, coded: [u32; 3]) -> Result<u32, PartError> {
    let lowest = |count| coded.iter().position(|&known| known == count);
    let (count, expected) = match coded.get(code as usize) {
        Some(&count) => (count, Some(code as usize)),
        None => (bytes.up_to("a word count", u32::MAX.into())? as u32, None),
    };
    if count == 0 || lowest(count) != expected {
        let count = u64::from(count);
        return Err(PartError::Count { count });
    }
    Ok(count)
}

/// Whether folding gives this word type: a word, or a pair of words where pairs are counted.
fn is_word(word: &str, pairs: bool, folded: &mut FoldedWords) -> bool {
    let mut alone = |word: &str| {
        fold_token(word, folded);
        folded.len() == 1 && folded.iter().next() == Some(word)
    };
    match word.split_once(' ') {
        Some((first, second)) => pairs && alone(first) && alone(second),
        None => alone(word),
    }
}
