//! Decoded text file → title and text.

/// Splits at the first line break after leading blank lines: the first line is the title, the rest the text, both trimmed.
/// A file of one line is a text with an empty title, since a lone line is more often a body than a headline.
pub(crate) fn split(content: &str) -> (String, String) {
    let content = content.trim();
    match content.split_once(['\n', '\r']) {
        Some((title, text)) => (title.trim_end().to_owned(), text.trim_start().to_owned()),
        None => (String::new(), content.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn titles() {
        for (content, title, text) in [
            ("عنوان\nمتن", "عنوان", "متن"),
            ("عنوان\r\n\r\nمتن\r\nسطر\r\n", "عنوان", "متن\r\nسطر"),
            ("a\rb", "a", "b"),
            ("\n \nعنوان \nمتن\n", "عنوان", "متن"),
            ("سطر واحد", "", "سطر واحد"),
            ("سطر واحد\n", "", "سطر واحد"),
            ("", "", ""),
            (" \n\n ", "", ""),
        ] {
            assert_eq!(
                split(content),
                (title.to_owned(), text.to_owned()),
                "{content:?}"
            );
        }
    }
}
