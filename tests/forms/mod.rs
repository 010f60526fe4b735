//! Files of every form that people have (`tests/inputs/`) are read as their `expected.json` says.

mod convert;
mod expected;
mod fields;
mod json;
mod lines;
mod pages;
mod tables;
