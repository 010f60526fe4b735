//! Loads the model that a command uses.

use crate::file::FileError;
use crate::model;
use crate::model::{Model, ModelError};
use anyhow::Context;
use std::path::Path;

/// The model at `path`, or the built-in one.
pub fn load(path: Option<&Path>) -> anyhow::Result<Model> {
    match path {
        Some(path) => match Model::read(path) {
            // This message names the file itself.
            Err(error @ ModelError::File(FileError::Read { .. })) => Err(error.into()),
            read => read.with_context(|| path.display().to_string()),
        },
        None => model::builtin().context("the built-in model"),
    }
}
