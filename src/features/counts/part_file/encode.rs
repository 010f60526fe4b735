//! Writes the sections of a part file.

use super::Part;
use super::bytes::{push_number, push_string};
use crate::features::count_settings::CountSettings;
use crate::features::counts::finish;
use crate::text::FOLDING_VERSION;

/// Bytes that a word may share with the one before it at most, so that no file can claim words
/// that are together more than a fixed multiple of its length.
pub const MAX_SHARED: usize = 255;

/// Stands before a count that has no code of its own.
pub const SPELLED_OUT: u64 = 3;

/// The counts that have a code: of a word that stands once in the text, the lead, or the title.
/// Most counts are one of the three.
pub fn coded(settings: CountSettings) -> [u32; 3] {
    [1, settings.lead_weight, settings.title_weight]
}

/// Settings, names of fields, labels.
pub fn meta(part: &Part) -> Vec<u8> {
    let settings = part.settings;
    let mut bytes = Vec::new();
    for number in [
        FOLDING_VERSION,
        settings.title_weight,
        settings.lead_weight,
        settings.lead_chars,
        u32::from(settings.word_pairs),
    ] {
        bytes.extend(number.to_le_bytes());
    }
    push_number(&mut bytes, part.fields.len() as u64);
    part.fields
        .iter()
        .for_each(|name| push_string(&mut bytes, name));
    let labels = finish::labels(&part.documents);
    push_number(&mut bytes, labels.len() as u64);
    labels
        .iter()
        .for_each(|label| push_string(&mut bytes, label));
    bytes
}

/// All of the documents but their words.
pub fn documents(part: &Part) -> Vec<u8> {
    let labels: Vec<&str> = finish::labels(&part.documents).into_iter().collect();
    let mut bytes = Vec::new();
    push_number(&mut bytes, part.documents.len() as u64);
    for document in &part.documents {
        bytes.extend(document.digest.to_le_bytes());
        push_string(&mut bytes, &document.id);
        push_number(&mut bytes, document.labels.len() as u64);
        for label in &document.labels {
            let place = labels.partition_point(|known| *known < label.as_str());
            push_number(&mut bytes, place as u64);
        }
        let values = &document.fields;
        values
            .iter()
            .for_each(|value| push_string(&mut bytes, value));
    }
    bytes
}

/// Word types, each with the documents that have it. By word and not by document, since a common
/// word's documents are close to each other: their distances take one byte.
pub fn words(part: &Part) -> Vec<u8> {
    let coded = coded(part.settings);
    let mut bytes = Vec::new();
    push_number(&mut bytes, part.words.len() as u64);
    let mut previous = "";
    for (word, postings) in part.words.iter().zip(Postings::new(part).iter()) {
        let common = |(a, b): &(u8, u8)| a == b;
        let pairs = previous.bytes().zip(word.bytes()).take(MAX_SHARED);
        let shared = pairs.take_while(common).count();
        push_number(&mut bytes, shared as u64);
        push_number(&mut bytes, (word.len() - shared) as u64);
        bytes.extend(&word.as_bytes()[shared..]);
        previous = word;
        push_number(&mut bytes, postings.len() as u64);
        let mut next = 0;
        for &(document, count) in postings {
            let code = coded.iter().position(|&known| known == count);
            let code = code.map_or(SPELLED_OUT, |code| code as u64);
            push_number(&mut bytes, u64::from(document - next) << 2 | code);
            if code == SPELLED_OUT {
                push_number(&mut bytes, u64::from(count));
            }
            next = document + 1;
        }
    }
    bytes
}

/// (document, count) by word type: the documents' words, transposed.
struct Postings {
    /// Where the entries of each word type end.
    ends: Vec<usize>,
    entries: Vec<(u32, u32)>,
}

impl Postings {
    fn new(part: &Part) -> Self {
        let mut ends = vec![0usize; part.words.len()];
        let all = part.documents.iter().flat_map(|document| &document.words);
        all.for_each(|&(word, _)| ends[word as usize] += 1);
        let mut sum = 0;
        // First where each begins; filling moves it to where it ends.
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut entries = vec![(0, 0); sum];
        for (place, document) in part.documents.iter().enumerate() {
            for &(word, count) in &document.words {
                let end = &mut ends[word as usize];
                entries[*end] = (place as u32, count);
                *end += 1;
            }
        }
        Self { ends, entries }
    }

    fn iter(&self) -> impl Iterator<Item = &[(u32, u32)]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let postings = &self.entries[start..end];
            start = end;
            postings
        })
    }
}
