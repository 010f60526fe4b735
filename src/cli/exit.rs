//! How the program ends.

/// The exit codes, all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Success = 0,
    /// A gate of `evaluate` was missed, or `audit` found what it should fail on.
    GateMissed = 1,
    /// Wrong use, or some input failed.
    Failure = 2,
}

/// Whether the reader of standard output has gone away, as `head` does: not an error.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
