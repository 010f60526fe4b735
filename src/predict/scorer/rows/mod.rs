//! Rows of topic weights for words: the sums of the weights of a word's features by column, then the
//! number of its features.

mod row_cache;
mod row_limits;
mod row_sums;
mod weight_rows;
mod word_list;

pub(super) use row_cache::RowCache;
pub(super) use row_limits::MAX_TOKENS;
pub(super) use row_sums::RowSums;
pub(super) use weight_rows::WeightRows;
pub(super) use word_list::WordList;
