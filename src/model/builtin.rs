//! The model that is part of the program.

use super::Model;
use super::error::ModelError;

/// Trained from `labels/` by the command in `models/README.md`.
static BYTES: &[u8] = include_bytes!("../../models/security.tasnif");

/// The built-in model for the five security topics.
///
/// # Errors
/// [`ModelError`] if the program was built with a file that is no model.
pub fn builtin() -> Result<Model, ModelError> {
    Model::from_bytes(BYTES)
}
