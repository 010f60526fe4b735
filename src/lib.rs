//! Tags Arabic text by topic: naive Bayes over character n-grams.
//!
//! The modules are the stages of the data flow, and each imports from earlier ones only:
//!
//! 1. [`corpus`]: files → documents with labels
//! 2. [`text`]: text → folded words
//! 3. [`features`]: words → counts of n-grams, factorised
//! 4. [`learn`]: counts → weights, calibration, thresholds
//! 5. [`model`]: a fitted model ⇄ a file
//! 6. [`predict`]: a model and a document → tags
//! 7. [`evaluate`]: tags and labels → a report
//! 8. [`audit`]: a labelled corpus → what is doubtful about it
//! 9. [`suggest`]: articles without labels → which to label next
//!
//! Beside them stand two that any stage may use: [`file`](mod@file), the files that the program
//! writes and reads again, and [`parallel`], work on several threads.

#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod audit;
pub mod cli;
pub mod corpus;
pub mod evaluate;
pub mod features;
pub mod file;
pub mod linear;
pub mod model;
pub mod parallel;
pub mod predict;
pub mod suggest;
pub mod text;
pub mod tokens;
pub mod train;
pub mod trainer;
