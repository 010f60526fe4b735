//! A list of labels that a program has written into one string: JSON (`["a", "b"]`), Python (`['a', 'b']`, also tuples and sets),
//! numpy (`['a' 'b']`), and the object with `choices` of Label Studio.

use super::labels::LabelError;
use std::iter::Peekable;
use std::str::Chars;

/// The items of a list, `None` for one that is missing; `None` if the text is no list.
pub(crate) fn items(text: &str) -> Option<Result<Vec<Option<String>>, LabelError>> {
    let text = text.trim();
    let inside = inside(text)?;
    let read = Reader {
        chars: inside.chars().peekable(),
    };
    Some(read.items().ok_or_else(|| LabelError::NoList {
        start: text.chars().take(40).collect(),
    }))
}

/// What stands between the brackets of a list. Round and curly ones are those of a list only where a quote follows.
fn inside(text: &str) -> Option<&str> {
    if let Some(choices) = choices(text) {
        return Some(choices);
    }
    let text = match text.strip_prefix("array(") {
        Some(array) => array.rsplit_once(']').map(|(list, _)| list)?,
        None => text,
    };
    if let Some(list) = text.strip_prefix('[') {
        return list
            .strip_suffix(']')
            .or_else(|| list.starts_with(['"', '\'']).then_some(list));
    }
    let (open, close) = (text.chars().next()?, text.chars().next_back()?);
    let list = text.get(1..text.len().checked_sub(1)?)?;
    let is_quoted = list.trim_start().starts_with(['"', '\'']);
    (is_quoted && matches!((open, close), ('(', ')') | ('{', '}'))).then_some(list)
}

/// The list in `{"choices": ["a", "b"]}`.
fn choices(text: &str) -> Option<&str> {
    let text = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let key = text.get(1.."'choices'".len() - 1)?;
    let value = text.get("'choices'".len()..)?.trim_start();
    let value = value.strip_prefix(':')?.trim();
    (key == "choices").then_some(())?;
    match value.strip_prefix('[') {
        Some(list) => list.strip_suffix(']'),
        None => Some(value),
    }
}

struct Reader<'t> {
    chars: Peekable<Chars<'t>>,
}

impl Reader<'_> {
    /// `None` for something else than quoted strings, numbers and words for nothing.
    fn items(mut self) -> Option<Vec<Option<String>>> {
        let mut items = Vec::new();
        // Whether a comma must come before the next item, unless white space does.
        let mut apart = true;
        while let Some(&next) = self.chars.peek() {
            match next {
                ',' => {
                    self.chars.next();
                    apart = true;
                }
                _ if next.is_whitespace() => {
                    self.chars.next();
                    apart = true;
                }
                _ if !apart => return None,
                '"' | '\'' => {
                    items.push(Some(self.quoted()?));
                    apart = false;
                }
                _ => {
                    let word = self.word();
                    // As Python 2 wrote strings, and numpy does.
                    if matches!(word.as_str(), "u" | "b") && self.chars.peek() == Some(&'\'') {
                        continue;
                    }
                    items.push(bare(&word)?);
                    apart = false;
                }
            }
        }
        Some(items)
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(next) = self
            .chars
            .next_if(|&next| !next.is_whitespace() && !matches!(next, ',' | '"' | '\''))
        {
            word.push(next);
        }
        word
    }

    fn quoted(&mut self) -> Option<String> {
        let quote = self.chars.next()?;
        let mut text = String::new();
        loop {
            match self.chars.next()? {
                end if end == quote => return Some(text),
                '\\' => self.escaped(&mut text)?,
                letter => text.push(letter),
            }
        }
    }

    fn escaped(&mut self, text: &mut String) -> Option<()> {
        match self.chars.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'x' => text.push(char::from_u32(self.code(2)?)?),
            'U' => text.push(char::from_u32(self.code(8)?)?),
            'u' => {
                let first = self.code(4)?;
                let letter = match first {
                    // The two halves of a letter beyond U+FFFF.
                    0xD800..=0xDBFF => {
                        let begins =
                            self.chars.next() == Some('\\') && self.chars.next() == Some('u');
                        let second = if begins { self.code(4)? } else { return None };
                        let second = second.checked_sub(0xDC00).filter(|half| *half < 0x400)?;
                        0x10000 + ((first - 0xD800) << 10) + second
                    }
                    other => other,
                };
                text.push(char::from_u32(letter)?);
            }
            other => text.push(other),
        }
        Some(())
    }

    fn code(&mut self, digits: usize) -> Option<u32> {
        let mut code = 0u32;
        for _ in 0..digits {
            code = code
                .checked_mul(16)?
                .checked_add(self.chars.next()?.to_digit(16)?)?;
        }
        Some(code)
    }
}

/// A word without quotes: a number, whole ones without decimals, or a word for nothing.
fn bare(word: &str) -> Option<Option<String>> {
    if matches!(word, "None" | "nan" | "NaN" | "null" | "<NA>") {
        return Some(None);
    }
    let starts = word.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if !starts || word.parse::<f64>().is_err() {
        return None;
    }
    let whole = word.trim_end_matches('0').strip_suffix('.');
    Some(Some(whole.unwrap_or(word).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Option<Vec<String>>> {
        let said = |item: Option<String>| item.unwrap_or("-".to_owned());
        let items = items(text)?;
        Some(
            items
                .ok()
                .map(|items| items.into_iter().map(said).collect()),
        )
    }

    #[test]
    fn lists_as_programs_write_them() {
        for (text, expected) in [
            (r#"["أ", "ب"]"#, &["أ", "ب"][..]),
            (r#" ["أ","ب"] "#, &["أ", "ب"]),
            ("['أ', \"ب's\"]", &["أ", "ب's"]),
            (r"['ب\'s', 'a\\b']", &["ب's", "a\\b"]),
            ("['أ' 'ب'\n 'ت']", &["أ", "ب", "ت"]),
            ("array(['أ', 'ب'], dtype=object)", &["أ", "ب"]),
            ("('أ', 'ب')", &["أ", "ب"]),
            ("('أ',)", &["أ"]),
            ("{'أ', 'ب'}", &["أ", "ب"]),
            ("[u'أ', u'ب']", &["أ", "ب"]),
            (r#"["\u0623", "\ud83d\ude00"]"#, &["أ", "😀"]),
            ("[1, 2.0, 3., 10]", &["1", "2", "3", "10"]),
            ("[1 2]", &["1", "2"]),
            ("[]", &[]),
            ("[None, 'أ', nan]", &["-", "أ", "-"]),
            (r#"{"choices": ["أ", "ب"]}"#, &["أ", "ب"]),
            (r#"{"choices":"أ"}"#, &["أ"]),
            ("['أ, ب']", &["أ, ب"]),
        ] {
            let expected = expected.iter().map(|&item| item.to_owned()).collect();
            assert_eq!(read(text), Some(Some(expected)), "{text}");
        }
    }

    #[test]
    fn brackets_without_a_list() {
        for text in [
            "[أ, ب]",
            "[رياضة]",
            "['أ'ب]",
            "['أ', ب]",
            "['أ",
            "['أ', ['ب']]",
            "['أ', ...]",
            "{'أ': 1}",
        ] {
            assert_eq!(read(text), Some(None), "{text}");
        }
        for text in ["رياضة", "", "(أخرى)", "{a}", "a [b]", "[a] b", "'أ'"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
