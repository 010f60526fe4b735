//! Tells the encoding of a file from its bytes.

use crate::corpus::encoding::Encoding;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// How much of a file is looked at.
pub(super) const SAMPLE: u64 = 256 * 1024;

/// The encoding of a file that begins with these bytes and has no byte-order mark.
pub(super) fn detect(sample: &[u8]) -> Encoding {
    /// Arabic is the likeliest language here; the detector takes a domain for such a hint.
    const DOMAIN: &[u8] = b"sa";
    if let Some(encoding) = utf16(sample) {
        return encoding;
    }
    if is_utf8(sample) {
        return Encoding::UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    Encoding(detector.guess(Some(DOMAIN), Utf8Detection::Allow))
}

/// Whether this is UTF-8, the end of which may be cut off within a letter.
fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() as u64 >= SAMPLE,
    }
}

/// UTF-16 without a mark: every other byte is that of the Arabic block, or NUL beside an ASCII character.
fn utf16(sample: &[u8]) -> Option<Encoding> {
    let is_high = |byte: &u8| matches!(byte, 0 | 6);
    let share = |first: usize| {
        let bytes = sample.iter().skip(first).step_by(2);
        bytes.clone().filter(|byte| is_high(byte)).count() * 10 >= bytes.count() * 9
    };
    if sample.len() < 4 {
        return None;
    }
    match (share(0), share(1)) {
        (false, true) => Some(Encoding(encoding_rs::UTF_16LE)),
        (true, false) => Some(Encoding(encoding_rs::UTF_16BE)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_arabic() {
        let text = "أعلنت وزارة الزراعة أن موسم الزيتون أفضل من موسم العام الماضي. 2024";
        for name in ["windows-1256", "iso-8859-6", "utf-8"] {
            let encoding: Encoding = name.parse().expect("a name");
            let (bytes, _, lossy) = encoding.0.encode(text);
            assert!(!lossy);
            let found = detect(&bytes);
            let (decoded, _) = found.0.decode_without_bom_handling(&bytes);
            assert_eq!(decoded, text, "{name}: {found}");
        }
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&little).name(), "UTF-16LE");
        assert_eq!(detect(&big).name(), "UTF-16BE");
        assert_eq!(detect(b"plain").name(), "UTF-8");
        assert_eq!(detect(b"").name(), "UTF-8");
    }
}
