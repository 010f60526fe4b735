//! Support vector machines on the factorised matrix, their features scaled by naive Bayes.

pub(crate) mod csr;
pub(crate) mod design_matrix;
pub(crate) mod fit;
pub(crate) mod nb_ratios;
pub(crate) mod newton_cg;
pub(crate) mod select;
