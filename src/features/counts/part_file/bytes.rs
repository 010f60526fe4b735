//! Reads and writes the numbers and strings of a section. A length is believed only if so much is left.

use super::error::PartError;

/// Appends a number in groups of seven bits, lowest first, the top bit set in all bytes but the
/// last (LEB128).
pub fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Appends a length and the bytes of a string.
pub fn push_string(bytes: &mut Vec<u8>, string: &str) {
    push_number(bytes, string.len() as u64);
    bytes.extend(string.as_bytes());
}

/// What is left to read of a section.
#[derive(Debug)]
pub struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// The whole section.
    pub fn new(section: &'a [u8]) -> Self {
        Self(section)
    }

    /// The next `length` bytes.
    pub fn take(&mut self, what: &'static str, length: usize) -> Result<&'a [u8], PartError> {
        let left = self.0.len();
        let cut = PartError::Cut {
            what,
            length: length as u64,
            left,
        };
        let (taken, rest) = self.0.split_at_checked(length).ok_or(cut)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], PartError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(what, N)?);
        Ok(array)
    }

    /// A number as [`push_number`] writes it; another spelling of it is refused.
    pub fn number(&mut self, what: &'static str) -> Result<u64, PartError> {
        let mut number = 0u64;
        for place in 0..10 {
            let [byte] = self.array(what)?;
            let bits = u64::from(byte & 0x7F);
            // The tenth byte has room for one bit; a last byte of 0 says nothing.
            if (place == 9 && bits > 1) || (place > 0 && byte == 0) {
                return Err(PartError::Number { what });
            }
            number |= bits << (7 * place);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(PartError::Number { what })
    }

    /// A number that is at most `limit`.
    pub fn up_to(&mut self, what: &'static str, limit: u64) -> Result<u64, PartError> {
        match self.number(what)? {
            value if value > limit => Err(PartError::TooLarge { what, value, limit }),
            value => Ok(value),
        }
    }

    /// How many items follow, each of at least `least` bytes.
    pub fn count(&mut self, what: &'static str, least: usize) -> Result<usize, PartError> {
        let count = self.number(what)?;
        let limit = (self.0.len() / least) as u64;
        if count > limit {
            return Err(PartError::TooMany { what, count, limit });
        }
        Ok(count as usize)
    }

    /// A string as [`push_string`] writes it.
    pub fn string(&mut self, what: &'static str) -> Result<&'a str, PartError> {
        let length = self.count(what, 1)?;
        std::str::from_utf8(self.take(what, length)?).map_err(|_| PartError::Utf8 { what })
    }

    /// Strings in ascending order, none twice.
    pub fn ascending(&mut self, what: &'static str) -> Result<Vec<String>, PartError> {
        let mut strings: Vec<String> = Vec::new();
        for _ in 0..self.count(what, 1)? {
            let string = self.string(what)?;
            if strings.last().is_some_and(|last| last.as_str() >= string) {
                return Err(PartError::Order { what });
            }
            strings.push(string.to_owned());
        }
        Ok(strings)
    }

    /// Checks that all was read.
    pub fn end(self, section: &'static str) -> Result<(), PartError> {
        match self.0.len() {
            0 => Ok(()),
            extra => Err(PartError::LeftOver { section, extra }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_spelled_in_one_way() {
        let read = |bytes: &[u8]| Bytes::new(bytes).number("a number");
        assert_eq!(read(&[0]), Ok(0));
        // 300 = 0b10_0101100.
        assert_eq!(read(&[0xAC, 0x02]), Ok(300));
        let wrong = Err(PartError::Number { what: "a number" });
        assert_eq!(read(&[0x80, 0]), wrong);
        assert_eq!(read(&[0xFF; 11]), wrong);
        let mut largest = [0xFF; 10];
        largest[9] = 1;
        assert_eq!(read(&largest), Ok(u64::MAX));
        largest[9] = 2;
        assert_eq!(read(&largest), wrong);
        let cut = PartError::Cut {
            what: "a number",
            length: 1,
            left: 0,
        };
        assert_eq!(read(&[0x80]), Err(cut));
    }

    proptest! {
        #[test]
        fn numbers_and_strings_come_back(number in any::<u64>(), shift in 0u32..64, string in "\\PC{0,9}") {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number >> shift);
            push_string(&mut bytes, &string);
            let mut left = Bytes::new(&bytes);
            prop_assert_eq!(left.number("a number"), Ok(number >> shift));
            prop_assert_eq!(left.string("a string"), Ok(string.as_str()));
            prop_assert_eq!(left.end("DOCS"), Ok(()));
        }
    }
}
