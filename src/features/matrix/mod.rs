//! Finished counts → the factorised matrix: documents × words and words × n-grams.

pub(crate) mod factorised;
pub(crate) mod ngram_keys;
pub(crate) mod word_matrix;
