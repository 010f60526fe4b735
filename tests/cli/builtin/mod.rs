//! The built-in model, and the built-in articles beside one's own.

mod articles;
mod model;
