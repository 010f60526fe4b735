//! The matrix of words and features.
//!
//! Sorted words begin as their neighbours do. N-grams that end within the beginning that a word shares
//! with the word before are copied from there, and only the others are looked up.

use super::factorised::{CountMatrix, is_pair};
use super::ngram_keys::NgramKeys;
use crate::features::ngram::NgramRange;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::ops::Range;

/// The n-grams of a run of words, numbered in the order in which they were met.
struct NumberedRun<K> {
    /// How many words the run has.
    words: usize,
    /// The keys of the distinct n-grams, by number.
    keys: Vec<K>,
    /// The numbers of the n-grams of word after word, with repeats.
    ngrams: Vec<u32>,
    /// Word → where its n-grams end.
    ends: Vec<usize>,
}

/// Rows of the matrix.
#[derive(Default)]
struct Rows {
    /// Where each row ends.
    ends: Vec<usize>,
    columns: Vec<u32>,
    counts: Vec<u32>,
}

/// Words that one task handles at least.
const CHUNK: usize = 2048;
/// About how many distinct n-grams ten thousand words or more have, for each word.
const NGRAMS_PER_WORD: usize = 4;

/// The keys of all n-grams of sorted words, ascending, and the matrix of words and features: first the
/// n-grams in that order, then the whole words, given as places among the words.
pub(crate) fn word_matrix<K: NgramKeys>(
    words: &[Box<str>],
    whole_words: &[u32],
    keys: &K,
) -> (Vec<K::Key>, CountMatrix) {
    // Long runs, since n-grams that several runs have are numbered in each. The result does not depend
    // on the runs.
    let run_length = words.len().div_ceil(rayon::current_num_threads());
    let runs: Vec<NumberedRun<K::Key>> = words
        .par_chunks(run_length.max(CHUNK))
        .map(|words| NumberedRun::new(words, keys))
        .collect();
    let (ngrams, numbers) = join_numbers(&runs);
    let first_whole_word = ngrams.len() as u32;
    let mut first = 0;
    let mut rows = Vec::new();
    for (run, numbers) in runs.into_iter().zip(&numbers) {
        let chunks = (0..run.words)
            .into_par_iter()
            .step_by(CHUNK)
            .with_max_len(1);
        rows.par_extend(chunks.map(|start| {
            let words = start..run.words.min(start + CHUNK);
            run.rows(words, numbers, |word, row| {
                if let Ok(rank) = whole_words.binary_search(&((first + word) as u32)) {
                    row.push(first_whole_word + rank as u32);
                }
            })
        }));
        first += run.words;
    }
    let matrix = join_rows(rows, words.len(), ngrams.len() + whole_words.len());
    (ngrams, matrix)
}

impl<K: Copy + Eq + std::hash::Hash> NumberedRun<K> {
    fn new<N: NgramKeys<Key = K>>(words: &[Box<str>], keys: &N) -> Self {
        // Room for the usual number, since all n-grams are moved when the map grows.
        let expected = words.len() * NGRAMS_PER_WORD;
        let mut numbers = FxHashMap::with_capacity_and_hasher(expected, FxBuildHasher);
        let mut run = Self {
            words: words.len(),
            keys: Vec::new(),
            ngrams: Vec::new(),
            ends: Vec::with_capacity(words.len()),
        };
        // The word before that is no pair, and where its n-grams begin.
        let mut before: Option<(&str, usize)> = None;
        for word in words {
            if !is_pair(word) {
                let shared = before.map_or(0..0, |(before, start)| {
                    let letters = shared_letters(before, word);
                    start..start + ngrams_within(letters, keys.range())
                });
                before = Some((word, run.ngrams.len()));
                run.push(word, keys, shared, &mut numbers);
            }
            run.ends.push(run.ngrams.len());
        }
        run
    }

    /// Appends the n-grams of a word. The first ones are equal to those at `shared`.
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

    /// The rows of some of the words. `columns` has the column of each n-gram by its number in the run;
    /// `add_more` appends further columns of a word.
    fn rows(
        &self,
        words: Range<usize>,
        columns: &[u32],
        add_more: impl Fn(usize, &mut Vec<u32>),
    ) -> Rows {
        let (mut rows, mut row) = (Rows::default(), Vec::new());
        for word in words {
            let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
            let ngrams = &self.ngrams[start..self.ends[word]];
            row.clear();
            row.extend(ngrams.iter().map(|&ngram| columns[ngram as usize]));
            add_more(word, &mut row);
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

/// How many letters two words share at their beginnings.
fn shared_letters(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(one, other)| one == other).count()
}

/// How many n-grams of a word end within the start mark and its first `letters` letters.
fn ngrams_within(letters: usize, range: NgramRange) -> usize {
    let (min, max) = (range.min() as usize, range.max() as usize);
    let ending = |place: usize| (place.min(max) + 1).saturating_sub(min);
    (1..=letters + 1).map(ending).sum()
}

/// The distinct keys of all runs, ascending, and for each run the places of its keys among them.
fn join_numbers<K: Copy + Ord + Send>(runs: &[NumberedRun<K>]) -> (Vec<K>, Vec<Vec<u32>>) {
    let numbered = |(run, numbered): (u32, &NumberedRun<K>)| {
        let keys = numbered.keys.clone().into_iter().zip(0u32..);
        keys.map(move |(key, number)| (key, run, number))
    };
    let mut all: Vec<(K, u32, u32)> = (0u32..).zip(runs).flat_map(numbered).collect();
    all.par_sort_unstable();
    let mut places: Vec<Vec<u32>> = runs.iter().map(|run| vec![0; run.keys.len()]).collect();
    let mut keys: Vec<K> = Vec::new();
    for (key, run, number) in all {
        if keys.last() != Some(&key) {
            keys.push(key);
        }
        places[run as usize][number as usize] = keys.len() as u32 - 1;
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
