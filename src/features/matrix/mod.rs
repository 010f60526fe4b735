//! The factorised matrix of a counted corpus: documents × words and words × n-grams.

pub(crate) mod factorised;
mod ngram_keys;
mod word_matrix;
