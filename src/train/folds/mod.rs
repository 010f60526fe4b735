//! Cross-validation: documents in folds, and scores by models that have not seen them.

pub(crate) mod assign;
pub(crate) mod out_of_fold;
pub(crate) mod split;
