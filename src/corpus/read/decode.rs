//! Decodes bytes of a known encoding, or tells the exact place of the first byte that is not text.

use crate::corpus::byte_place::BytePlace;
use crate::corpus::document::Origin;
use crate::corpus::encoding::Encoding;
use crate::corpus::error::CorpusError;
use crate::corpus::notices::{Notice, Notices};
use encoding_rs::DecoderResult;
use std::borrow::Cow;

/// Bytes that are not decoded yet: a line, a row or a whole file.
#[derive(Debug, Clone)]
pub(crate) struct RawText {
    pub bytes: Vec<u8>,
    pub encoding: Encoding,
    /// Offset of the first byte in the decompressed file.
    pub start: u64,
}

impl RawText {
    /// Decodes without replacement characters: text that is broken teaches a model nothing good.
    pub fn decode(self, origin: &Origin, notices: &Notices) -> Result<String, CorpusError> {
        let decoded = match self.text(origin, notices)? {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        };
        // Text that is UTF-8 already, which was found above, is not copied: it may be a whole file.
        Ok(decoded.unwrap_or_else(|| {
            String::from_utf8(self.bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
        }))
    }

    /// [`decode`](Self::decode), which leaves UTF-8 where it is. Notes what is odd: a NUL, which separates words, and UTF-8 under
    /// another name.
    pub fn text(&self, origin: &Origin, notices: &Notices) -> Result<Cow<'_, str>, CorpusError> {
        if self.encoding.0.is_ascii_compatible()
            && let Some(offset) = memchr::memchr(0, &self.bytes)
        {
            if !is_text(&self.bytes) {
                let (origin, place) = self.locate(offset, origin);
                return Err(CorpusError::NulByte { origin, place });
            }
            notices.note(Notice::Nul, origin);
            let spaced = self
                .bytes
                .iter()
                .map(|&byte| if byte == 0 { b' ' } else { byte });
            let spaced = Self {
                bytes: spaced.collect(),
                ..*self
            };
            return spaced
                .text(origin, notices)
                .map(|text| Cow::Owned(text.into_owned()));
        }
        if self.encoding != Encoding::UTF_8
            && let Some(text) = utf8_under_another_name(self.encoding, &self.bytes)
        {
            notices.note(Notice::Utf8, origin);
            return Ok(Cow::Borrowed(text));
        }
        let decoded = self
            .encoding
            .0
            .decode_without_bom_handling_and_without_replacement(&self.bytes);
        decoded.ok_or_else(|| {
            let offset = match std::str::from_utf8(&self.bytes) {
                Err(error) if self.encoding == Encoding::UTF_8 => error.valid_up_to(),
                _ => first_malformed(self.encoding, &self.bytes),
            };
            self.broken(offset, origin)
        })
    }

    fn broken(&self, offset: usize, origin: &Origin) -> CorpusError {
        let (origin, place) = self.locate(offset, origin);
        let encoding = self.encoding.name();
        CorpusError::BrokenText {
            origin,
            encoding,
            place,
        }
    }

    /// The line and the byte, counted from 1, of an offset into the bytes, which may be several lines.
    fn locate(&self, offset: usize, origin: &Origin) -> (Origin, BytePlace) {
        let in_file = self.start + offset as u64 + 1;
        if !self.encoding.0.is_ascii_compatible() {
            let in_line = None;
            return (origin.clone(), BytePlace { in_line, in_file });
        }
        let before = self.bytes.get(..offset).unwrap_or(&self.bytes);
        let breaks = before.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let line_start = before.iter().rposition(|&byte| byte == b'\n');
        let in_line = Some((offset - line_start.map_or(0, |at| at + 1)) as u64 + 1);
        let line = origin.line().unwrap_or(1) + breaks;
        (origin.at_line(line), BytePlace { in_line, in_file })
    }
}

/// Whether bytes with a NUL are text all the same: the NUL is alone, or there are few in a long text, and other bytes that no text
/// has are as few.
fn is_text(bytes: &[u8]) -> bool {
    /// UTF-16 and binary files have many more.
    const BYTES_PER_NUL: usize = 256;
    let allowed = (bytes.len() / BYTES_PER_NUL).max(1);
    let count = |odd: &dyn Fn(u8) -> bool| bytes.iter().filter(|&&byte| odd(byte)).count();
    count(&|byte| byte == 0) <= allowed && count(&|byte| matches!(byte, 1..=8 | 14..=26)) <= allowed
}

/// The text, if it is UTF-8 for sure. A text in another encoding is hardly ever valid UTF-8 by chance: each of its letters would have
/// to be followed by one of the right bytes.
fn utf8_under_another_name(encoding: Encoding, bytes: &[u8]) -> Option<&str> {
    if bytes.is_ascii() && encoding.0.is_ascii_compatible() {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let is_arabic = |letter: char| ('\u{600}'..='\u{6FF}').contains(&letter);
    let is_sure = encoding.0.is_single_byte() || text.contains(is_arabic);
    // The bytes of Arabic in UTF-16 are ASCII, too, half of them control characters.
    let is_utf16 = !encoding.0.is_ascii_compatible() && bytes.iter().any(|byte| *byte < b'\t');
    (is_sure && !is_utf16).then_some(text)
}

/// The offset of the first malformed sequence. Only called for bytes that hold one.
fn first_malformed(encoding: Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let mut sink = [0; 4096];
    let mut consumed = 0;
    loop {
        let rest = bytes.get(consumed..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut sink, true);
        consumed += read;
        match result {
            DecoderResult::InputEmpty => return consumed,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                return consumed.saturating_sub(usize::from(length) + usize::from(after));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;

    fn error_of(
        bytes: &[u8],
        encoding: &'static encoding_rs::Encoding,
        line: Option<u64>,
    ) -> String {
        let origin = Origin::of_file("f");
        let origin = line.map_or(origin.clone(), |line| origin.at_line(line));
        let raw = RawText {
            bytes: bytes.to_vec(),
            encoding: Encoding(encoding),
            start: 100,
        };
        raw.decode(&origin, &Notices::default())
            .expect_err("broken")
            .to_string()
    }

    #[test]
    fn places_of_broken_utf8() {
        let error = error_of(b"ab\xFFc", UTF_8, Some(7));
        assert!(
            error.starts_with("f:7: not valid UTF-8 at byte 3 of the line (byte 103 of the file)"),
            "{error}"
        );
        assert!(error.contains("for example windows-1256"));
        let error = error_of(b"ab\ncde\n\xD8", UTF_8, None);
        assert!(
            error.starts_with("f:3: not valid UTF-8 at byte 1 of the line (byte 108 of the file)"),
            "{error}"
        );
    }

    #[test]
    fn places_in_other_encodings() {
        // 0xA1 is not assigned in ISO 8859-6.
        let error = error_of(b"ab\xA1", encoding_rs::ISO_8859_6, Some(1));
        assert!(
            error.contains("not valid ISO-8859-6 at byte 3 of the line"),
            "{error}"
        );
        // A high surrogate without its partner, at bytes 3 and 4.
        let error = error_of(b"a\0\x00\xD8b\0", encoding_rs::UTF_16LE, None);
        assert!(
            error.contains("not valid UTF-16LE at byte 103 of the file"),
            "{error}"
        );
        // Past the decoder's output buffer.
        let mut long = vec![b'a'; 10_000];
        long.push(0xA1);
        let error = error_of(&long, encoding_rs::ISO_8859_6, Some(1));
        assert!(error.contains("byte 10001 of the line"), "{error}");
    }

    #[test]
    fn nul_is_not_text() {
        let error = error_of(
            "أب"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .chain([b' ', 0])
                .collect::<Vec<_>>()
                .as_slice(),
            UTF_8,
            None,
        );
        assert!(error.contains("NUL at byte 6 of the line"), "{error}");
        assert!(error.contains("the encoding utf-16le"));
    }
}
