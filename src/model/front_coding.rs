//! Keys in ascending order as bytes and back, each without the bytes that it shares with the one before it (front coding;
//! Witten, Moffat and Bell 1999, section 4.1).

/// Bytes of the longest key: its length is stored in one byte.
pub const MAX_KEY: usize = 255;

/// Writes keys.
#[derive(Debug, Default)]
pub(super) struct KeyWriter {
    pub bytes: Vec<u8>,
    previous: String,
}

impl KeyWriter {
    /// Appends a key of at most [`MAX_KEY`] bytes.
    pub fn push(&mut self, key: &str) {
        let common = |(a, b): &(u8, u8)| a == b;
        let pairs = self.previous.bytes().zip(key.bytes());
        let shared = pairs.take_while(common).count();
        let suffix = &key.as_bytes()[shared..];
        self.bytes.extend([shared as u8, suffix.len() as u8]);
        self.bytes.extend(suffix);
        self.previous.clear();
        self.previous.push_str(key);
    }

    /// Begins a new list: its first key shares nothing.
    pub fn restart(&mut self) {
        self.previous.clear();
    }
}

/// Reads keys. The errors are sentences without an end, as [`ModelError::Content`](super::ModelError::Content) has them.
#[derive(Debug)]
pub(super) struct KeyReader<'a> {
    /// What is left to read.
    pub bytes: &'a [u8],
    key: Vec<u8>,
}

impl<'a> KeyReader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let key = Vec::with_capacity(2 * MAX_KEY);
        Self { bytes, key }
    }

    /// Reads the next key: its bytes, and how many of them it shares with the one before.
    #[inline]
    pub fn next(&mut self) -> Result<(&[u8], usize), String> {
        let Some((&[shared, added], rest)) = self.bytes.split_first_chunk::<2>() else {
            return Err(cut());
        };
        let shared = usize::from(shared);
        let Some((suffix, rest)) = rest.split_at_checked(usize::from(added)) else {
            return Err(cut());
        };
        if shared > self.key.len() {
            return Err(not_shared(shared, self.key.len()));
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(suffix);
        self.bytes = rest;
        Ok((&self.key, shared))
    }

    /// Begins a new list: its first key shares nothing.
    pub fn restart(&mut self) {
        self.key.clear();
    }
}

/// The text of a key.
pub(super) fn text(key: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(key).map_err(|error| format!("a key is not UTF-8: {error}"))
}

#[cold]
fn cut() -> String {
    "a key is cut off".to_owned()
}

#[cold]
fn not_shared(shared: usize, length: usize) -> String {
    format!("a key shares {shared} bytes with one of {length}")
}
