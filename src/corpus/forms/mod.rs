//! One file for each form of input: the bytes of a record → a document.

pub(crate) mod delimited;
pub(crate) mod fasttext;
pub(crate) mod json_object;
pub(crate) mod jsonl;
pub(crate) mod text;
