//! Linear support vector machines on the factorised matrix, their features scaled by naive Bayes.

pub(crate) mod fit;

mod columns;
mod design_factors;
mod design_matrix;
pub(crate) mod method;
mod nb_ratios;
mod newton_cg;
mod select;
mod sparse_rows;
mod squared_hinge;
