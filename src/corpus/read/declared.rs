//! The encoding that markup declares.

use crate::corpus::encoding::Encoding;

/// The encoding in a `<meta charset>`, its older form with `content`, or an XML declaration. `None`: none is declared, or one that
/// says nothing: Western encodings are what programs write that were never told of Arabic.
pub(super) fn declared(sample: &[u8]) -> Option<Encoding> {
    let lower = sample.to_ascii_lowercase();
    let in_xml = lower
        .trim_ascii_start()
        .starts_with(b"<?xml")
        .then(|| value(tag(&lower, b"<?xml")?, b"encoding"))
        .flatten();
    let label = in_xml.or_else(|| {
        let mut metas = memchr::memmem::find_iter(&lower, b"<meta");
        metas.find_map(|at| value(tag(lower.get(at..)?, b"<meta")?, b"charset"))
    })?;
    let found = encoding_rs::Encoding::for_label_no_replacement(label)?;
    let says_nothing = found == encoding_rs::WINDOWS_1252 || !found.is_ascii_compatible();
    (!says_nothing).then_some(Encoding(found))
}

/// The first tag of this name, up to its end.
fn tag<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(text, name)?;
    let tag = text.get(at..)?;
    let end = tag.iter().position(|&byte| byte == b'>')?;
    tag.get(..end)
}

/// What follows `name=` in a tag, without quotes.
fn value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(tag, name)? + name.len();
    let rest = tag.get(at..)?.trim_ascii_start().strip_prefix(b"=")?;
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b' ' | b'\t');
    let start = rest.iter().position(|byte| !is_quote(byte))?;
    let rest = rest.get(start..)?;
    let end = rest
        .iter()
        .position(|byte| is_quote(byte) || matches!(byte, b';' | b'/' | b'?'));
    rest.get(..end.unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn declarations() {
        for (html, expected) in [
            ("<meta charset=windows-1256>", Some("windows-1256")),
            ("<META CharSet = 'CP1256' />", Some("windows-1256")),
            (
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\">",
                Some("windows-1256"),
            ),
            (
                "<meta name=viewport><meta charset=\"utf-8\">",
                Some("UTF-8"),
            ),
            (
                "<?xml version=\"1.0\" encoding=\"ISO-8859-6\"?><rss>",
                Some("ISO-8859-6"),
            ),
            ("<?xml version='1.0'?><html>", None),
            ("<meta charset=iso-8859-1>", None),
            ("<meta charset=utf-16>", None),
            ("<meta charset=", None),
            ("<meta charset", None),
            ("<p>charset=windows-1256", None),
        ] {
            let found = declared(html.as_bytes());
            assert_eq!(found.map(|it| it.name()), expected, "{html}");
        }
    }
}
