//! Folded words go in, counts come out: the factorised matrix of documents and features.
//!
//! Almost every word of a corpus has been seen before, so documents are never expanded into
//! n-grams. `D` (documents × word types) and `M` (word types × features) are kept apart, and the
//! feature matrix is their product, which is never built.

mod borrow;
mod count;
mod count_settings;
mod counted;
mod counter;
mod error;
mod lead;
mod matrix;
pub mod near_duplicates;
mod ngram;
mod ngram_keys;
mod part;
mod settings;
mod token_batch;
mod token_cache;
mod token_key;
mod token_table;
mod vocabulary;
mod word_matrix;
mod words;

pub use borrow::count_builtin;
pub use count::{count_records, count_records_keeping};
pub use count_settings::CountSettings;
pub use counted::{CountedCorpus, CountedDocument};
pub use counter::{CorpusCounts, Forgotten};
pub use error::{CountsError, FeatureError};
pub use matrix::FactorisedMatrix;
pub use ngram::{
    MAX_NGRAM, NgramRange, WORD_END, WORD_START, for_each_ngram, key_of, letters_of, text_of,
};
pub(crate) use ngram::{ends_after, has_both_marks, length_of, new_codes, with_letter};
pub use part::{PartError, is_part};
pub use settings::{CountTransform, FeatureSettings};
pub(crate) use token_batch::TokenBatch;
pub(crate) use token_key::Key;
pub(crate) use token_table::{MISSED, TokenTable};
pub use vocabulary::Vocabulary;
pub(crate) use lead::Lead;
pub use words::{WordWeights, for_each_word};
