//! The words of a corpus go in, the matrix of the n-grams in each comes out.
//!
//! Words come sorted, so that neighbours begin alike: n-grams that end within what a word shares with
//! the one before are taken over from there, and only the others are looked up.

use super::factorised::{CountMatrix, is_pair};
use super::ngram_keys::NgramKeys;
use crate::features::ngram::NgramRange;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::ops::Range;

/// The n-grams of some words in a row, numbered in the order in which they were met.
struct Numbered<K> {
    words: usize,
    keys: Vec<K>,
    /// Those of each word, by number, with repeats.
    ngrams: Vec<u32>,
    /// Word → where its n-grams end.
    ends: Vec<usize>,
}

/// Rows of the matrix: where each ends, columns, and counts.
#[derive(Default)]
struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
    counts: Vec<u32>,
}

/// Words handled by one task at least.
const CHUNK: usize = 2048;
/// How many distinct n-grams there are for each of some ten thousand words.
const NGRAMS_PER_WORD: usize = 4;

/// Numbers the n-grams of all words in ascending order, and lists those of each word; whole-word
/// features come after them.
pub(crate) fn word_matrix<K: NgramKeys>(
    words: &[Box<str>],
    whole_words: &[u32],
    keys: &K,
) -> (Vec<K::Key>, CountMatrix) {
    // Long runs, since what they have in common is numbered in each. No result depends on them.
    let run = words.len().div_ceil(rayon::current_num_threads());
    let parts: Vec<Numbered<K::Key>> = words
        .par_chunks(run.max(CHUNK))
        .map(|words| Numbered::new(words, keys))
        .collect();
    let (ngrams, numbers) = join_numbers(&parts);
    let first_whole_word = ngrams.len() as u32;
    let mut first = 0;
    let mut rows = Vec::new();
    for (part, numbers) in parts.into_iter().zip(&numbers) {
        let chunks = (0..part.words)
            .into_par_iter()
            .step_by(CHUNK)
            .with_max_len(1);
        rows.par_extend(chunks.map(|start| {
            let words = start..part.words.min(start + CHUNK);
            part.rows(words, numbers, |word, row| {
                if let Ok(rank) = whole_words.binary_search(&((first + word) as u32)) {
                    row.push(first_whole_word + rank as u32);
                }
            })
        }));
        first += part.words;
    }
    let matrix = join_rows(rows, words.len(), ngrams.len() + whole_words.len());
    (ngrams, matrix)
}

impl<K: Copy + Eq + std::hash::Hash> Numbered<K> {
    fn new<N: NgramKeys<Key = K>>(words: &[Box<str>], keys: &N) -> Self {
        // About as many as words usually bring, since growing means to move all of them.
        let expected = words.len() * NGRAMS_PER_WORD;
        let mut numbers = FxHashMap::with_capacity_and_hasher(expected, FxBuildHasher);
        let mut part = Self {
            words: words.len(),
            keys: Vec::new(),
            ngrams: Vec::new(),
            ends: Vec::with_capacity(words.len()),
        };
        // The last word that has n-grams, and where they begin.
        let mut before: Option<(&str, usize)> = None;
        for word in words {
            if !is_pair(word) {
                let shared = before.map_or(0..0, |(before, start)| {
                    let letters = shared_letters(before, word);
                    start..start + ngrams_within(letters, keys.range())
                });
                before = Some((word, part.ngrams.len()));
                part.push(word, keys, shared, &mut numbers);
            }
            part.ends.push(part.ngrams.len());
        }
        part
    }

    /// Appends the n-grams of a word; the first ones are those in a range.
    fn push<N: NgramKeys<Key = K>>(
        &mut self,
        word: &str,
        keys: &N,
        shared: Range<usize>,
        numbers: &mut FxHashMap<K, u32>,
    ) {
        let mut known = shared.len();
        self.ngrams.extend_from_within(shared);
        keys.for_each(word, |key| {
            if known > 0 {
                known -= 1;
                return;
            }
            let number = *numbers.entry(key).or_insert_with(|| {
                self.keys.push(key);
                self.keys.len() as u32 - 1
            });
            self.ngrams.push(number);
        });
    }

    /// The rows of some of the words; `numbers` are the columns of the n-grams, and `more` adds
    /// columns to that of a word.
    fn rows(
        &self,
        words: Range<usize>,
        numbers: &[u32],
        more: impl Fn(usize, &mut Vec<u32>),
    ) -> Rows {
        let (mut rows, mut row) = (Rows::default(), Vec::new());
        for word in words {
            let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
            let ngrams = &self.ngrams[start..self.ends[word]];
            row.clear();
            row.extend(ngrams.iter().map(|&ngram| numbers[ngram as usize]));
            more(word, &mut row);
            row.sort_unstable();
            for run in row.chunk_by(|a, b| a == b) {
                rows.columns.push(run[0]);
                rows.counts.push(run.len() as u32);
            }
            rows.ends.push(rows.columns.len());
        }
        rows
    }
}

/// How many letters two words have in common at their beginnings.
fn shared_letters(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(one, other)| one == other).count()
}

/// How many n-grams of a word end within its first letters, the mark before them counted in.
fn ngrams_within(letters: usize, range: NgramRange) -> usize {
    let (min, max) = (range.min() as usize, range.max() as usize);
    let ending = |place: usize| (place.min(max) + 1).saturating_sub(min);
    (1..=letters + 1).map(ending).sum()
}

/// The distinct keys of all parts, ascending, and for each part the places of its own.
fn join_numbers<K: Copy + Ord + Send>(parts: &[Numbered<K>]) -> (Vec<K>, Vec<Vec<u32>>) {
    let numbered = |(part, numbered): (u32, &Numbered<K>)| {
        let keys = numbered.keys.clone().into_iter().zip(0u32..);
        keys.map(move |(key, number)| (key, part, number))
    };
    let mut all: Vec<(K, u32, u32)> = (0u32..).zip(parts).flat_map(numbered).collect();
    all.par_sort_unstable();
    let mut places: Vec<Vec<u32>> = parts.iter().map(|part| vec![0; part.keys.len()]).collect();
    let mut keys: Vec<K> = Vec::new();
    for (key, part, number) in all {
        if keys.last() != Some(&key) {
            keys.push(key);
        }
        places[part as usize][number as usize] = keys.len() as u32 - 1;
    }
    (keys, places)
}

fn join_rows(chunks: Vec<Rows>, rows: usize, columns: usize) -> CountMatrix {
    let mut pointers = Vec::with_capacity(rows + 1);
    let mut offset = 0;
    pointers.push(0);
    for chunk in &chunks {
        pointers.extend(chunk.ends.iter().map(|end| offset + end));
        offset += chunk.columns.len();
    }
    let concatenated = |list: fn(&Rows) -> &[u32]| {
        let mut all = Vec::with_capacity(offset);
        let lists = chunks.iter().map(list);
        lists.for_each(|list| all.extend_from_slice(list));
        all
    };
    let (indices, data) = rayon::join(
        || concatenated(|rows| &rows.columns),
        || concatenated(|rows| &rows.counts),
    );
    CountMatrix::new((rows, columns), pointers, indices, data)
}
