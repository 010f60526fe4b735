//! What the operating system says of a file, in plain words.

use std::io::{Error, ErrorKind};

/// Why something failed: without the system's number and in words that name what can be mended. What the program itself says is
/// left as it is.
pub fn reason(error: &Error) -> String {
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let plain = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "its permissions do not allow it",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is no folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::FileTooLarge => "it is too large",
        ErrorKind::OutOfMemory => "there is not enough memory",
        ErrorKind::InvalidFilename => {
            "the name is too long, or holds a character that no name may hold"
        }
        ErrorKind::UnexpectedEof => "it ends too early",
        ErrorKind::TimedOut => "the disk or the network does not answer",
        _ => return without_number(&error.to_string()),
    };
    plain.to_owned()
}

/// Cuts off ` (os error 2)`.
fn without_number(text: &str) -> String {
    let end = text.rfind(" (os error ").filter(|_| text.ends_with(')'));
    text.get(..end.unwrap_or(text.len()))
        .unwrap_or(text)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_numbers_of_the_system() {
        for number in 1..134 {
            let said = reason(&Error::from_raw_os_error(number));
            assert!(!said.contains("os error") && !said.is_empty(), "{said}");
        }
        let missing = std::fs::read("no such file").expect_err("missing");
        assert_eq!(reason(&missing), "there is no such file or folder");
        assert_eq!(reason(&Error::other("a (os error x)")), "a (os error x)");
    }
}
