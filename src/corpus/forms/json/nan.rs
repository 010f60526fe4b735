//! `NaN` and `Infinity`, which are no JSON: Python writes them for missing numbers. They are read as null.

/// The text with null for each of them; `None` if there is none. Strings are left alone.
pub(super) fn without_nan(text: &[u8]) -> Option<Vec<u8>> {
    let mut mended: Option<Vec<u8>> = None;
    let (mut at, mut in_string) = (0, false);
    while let Some(&byte) = text.get(at) {
        let mut length = 1;
        match byte {
            b'\\' if in_string => length = 2,
            b'"' => in_string = !in_string,
            b'N' | b'I' | b'-' if !in_string => {
                let rest = text.get(at..).unwrap_or_default();
                let names: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];
                if let Some(name) = names.into_iter().find(|name| rest.starts_with(name)) {
                    let before = text.get(..at).unwrap_or_default();
                    let mended = mended.get_or_insert_with(|| before.to_vec());
                    mended.extend_from_slice(b"null");
                    at += name.len();
                    continue;
                }
            }
            _ => {}
        }
        let end = text.len().min(at + length);
        if let (Some(mended), Some(kept)) = (&mut mended, text.get(at..end)) {
            mended.extend_from_slice(kept);
        }
        at = end;
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::without_nan;

    #[test]
    fn only_outside_strings() {
        for (text, expected) in [
            ("{\"a\": NaN}", Some("{\"a\": null}")),
            ("[-Infinity,Infinity ,-1]", Some("[null,null ,-1]")),
            (
                "{\"NaN\": \"a \\\" NaN\", \"ب\": NaN}",
                Some("{\"NaN\": \"a \\\" NaN\", \"ب\": null}"),
            ),
            ("{\"a\": \"NaN\"}", None),
            ("{\"a\": \"\\", None),
            ("", None),
        ] {
            let mended = without_nan(text.as_bytes());
            assert_eq!(mended.as_deref(), expected.map(str::as_bytes), "{text}");
        }
    }
}
