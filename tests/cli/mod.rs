//! Each command by the real program, as a user runs it.

mod bad_input;
mod builtin;
mod ci_example;
mod determinism;
mod evaluate;
mod flags;
mod ids;
mod inspect;
mod many_topics;
mod modes;
mod predict;
mod real_news;
mod same_file;
mod thresholds;
mod train;
