//! Names of files and folders as text that two names never share, also where they are not Unicode.

use std::borrow::Cow;
use std::ffi::OsStr;

/// The name. Bytes that are not UTF-8 stand as `\xC7`; in such a name a backslash is written twice.
pub(crate) fn shown(name: &OsStr) -> Cow<'_, str> {
    if let Some(name) = name.to_str() {
        return Cow::Borrowed(name);
    }
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(&chunk.valid().replace('\\', "\\\\"));
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02X}"));
        }
    }
    Cow::Owned(shown)
}

/// What a name says in windows-1256, in which old archives of Arabic text have their names; `None` unless that gives Arabic
/// letters.
pub(crate) fn in_windows_1256(name: &OsStr) -> Option<String> {
    let (text, _) = encoding_rs::WINDOWS_1256.decode_without_bom_handling(name.as_encoded_bytes());
    let is_arabic = |letter: char| ('\u{621}'..='\u{64A}').contains(&letter);
    let of_words = |letter: char| is_arabic(letter) || letter.is_ascii();
    (text.chars().any(is_arabic) && text.chars().all(of_words)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn each_name_is_shown_in_its_own_way() {
        use std::os::unix::ffi::OsStrExt;
        for (bytes, expected, old) in [
            (
                &b"\xD1\xED\xC7\xD6\xC9"[..],
                "\\xD1\\xED\\xC7\\xD6\\xC9",
                Some("رياضة"),
            ),
            (b"\xD5\xCD\xC9", "\\xD5\\xCD\\xC9", Some("صحة")),
            (b"a\\\xFF", "a\\\\\\xFF", None),
            ("رياضة\\".as_bytes(), "رياضة\\", None),
        ] {
            let name = OsStr::from_bytes(bytes);
            assert_eq!(shown(name), expected);
            if name.to_str().is_none() {
                assert_eq!(in_windows_1256(name).as_deref(), old);
            }
        }
    }
}
