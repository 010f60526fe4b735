//! A raw token goes in, the number that is kept for it comes out.
//!
//! Tokens of up to 24 bytes, nearly all, are three machine words and are compared as such. They
//! stand in the order in which they came, so the frequent ones lie close together; what is
//! scattered by the hash is four bytes for each, which tell all but one in 4,096 other tokens
//! apart before the token itself is read.

use rustc_hash::FxHashMap;

/// Bytes of the longest token that is kept as machine words.
pub(super) const SHORT: usize = 24;

/// The bytes of a token that has at most [`SHORT`], filled up with zeros.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ShortToken {
    words: [u64; 3],
    /// Tells zeros that belong to the token from those that fill it up.
    length: u32,
}

impl ShortToken {
    /// The token at `start..end` of a text; `None` if it is longer than [`SHORT`].
    #[inline]
    pub(super) fn read(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end - start;
        let mask = MASKS.get(length)?;
        let bytes = match text.get(start..start + SHORT) {
            // Bytes past the token are read as well, and masked: cheaper than a loop that ends.
            Some(bytes) => bytes.first_chunk::<SHORT>().copied()?,
            None => {
                let mut bytes = [0; SHORT];
                bytes[..length].copy_from_slice(&text[start..end]);
                bytes
            }
        };
        let (words, _) = bytes.as_chunks::<8>();
        Some(Self {
            words: [0, 1, 2].map(|word| u64::from_le_bytes(words[word]) & mask[word]),
            length: length as u32,
        })
    }

    #[inline]
    fn hash(&self) -> u64 {
        // Digits of pi, as good as any.
        const KEYS: [u64; 4] = [
            0x243F_6A88_85A3_08D3,
            0x1319_8A2E_0370_7344,
            0xA409_3822_299F_31D0,
            0x082E_FA98_EC4E_6C89,
        ];
        let [a, b, c] = self.words;
        fold(a ^ KEYS[0], b ^ KEYS[1]) ^ fold(c ^ KEYS[2], KEYS[3])
    }
}

/// A token to look up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'t> {
    /// With its hash.
    Short(ShortToken, u64),
    /// Longer than [`SHORT`].
    Long(&'t str),
}

impl<'t> Key<'t> {
    /// The token at `start..end` of a text; the ends are boundaries of characters.
    #[inline]
    pub(super) fn read(text: &'t str, start: usize, end: usize) -> Self {
        match ShortToken::read(text.as_bytes(), start, end) {
            Some(token) => Self::Short(token, token.hash()),
            None => Self::Long(&text[start..end]),
        }
    }

    /// A token by itself.
    pub(super) fn of(token: &'t str) -> Self {
        Self::read(token, 0, token.len())
    }
}

/// Both halves of a product, so that each bit of the factors reaches each half of the result.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

/// For each length the bits of the words that belong to a token.
static MASKS: [[u64; 3]; SHORT + 1] = masks();

const fn masks() -> [[u64; 3]; SHORT + 1] {
    let mut masks = [[0u64; 3]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        masks[length] = masks[length - 1];
        masks[length][(length - 1) / 8] |= 0xFF << ((length - 1) % 8 * 8);
        length += 1;
    }
    masks
}

/// Bits of a slot that number an entry; the rest are bits of its hash.
const NUMBER_BITS: u32 = 20;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;

/// What stands for a token that was not found; no number of a token.
pub(super) const MISSED: u32 = u32::MAX;

/// Tokens → numbers below [`MISSED`].
#[derive(Debug)]
pub(super) struct TokenTable {
    /// 0 for an empty slot, otherwise the number of an entry below bits of its hash. At most half
    /// of the slots are taken.
    slots: Vec<u32>,
    /// The first one is no token, so that an empty slot has an entry as well.
    entries: Vec<Entry>,
    /// Whether tokens that are found again are marked.
    marking: bool,
    /// Tokens of more than [`SHORT`] bytes.
    long: FxHashMap<Box<str>, u32>,
}

/// 32 bytes, so that two share a line of the processor's cache.
#[derive(Debug)]
struct Entry {
    token: [u64; 3],
    value: u32,
    length: u8,
    /// Whether it was found again since marking began.
    used: bool,
}

impl Entry {
    /// Equal to no token, by its length.
    const NONE: Self = Self {
        token: [0; 3],
        value: 0,
        length: u8::MAX,
        used: false,
    };

    /// 0 if it is the token.
    #[inline]
    fn difference(&self, token: &ShortToken) -> u64 {
        let [a, b, c] = token.words;
        let length = u64::from(self.length) ^ u64::from(token.length);
        (self.token[0] ^ a) | (self.token[1] ^ b) | (self.token[2] ^ c) | length
    }
}

impl Default for TokenTable {
    fn default() -> Self {
        Self::with_slots(1 << 10)
    }
}

impl TokenTable {
    /// How many tokens it can hold.
    pub(super) const MOST: usize = NUMBER as usize;

    fn with_slots(slots: usize) -> Self {
        Self {
            slots: vec![0; slots],
            entries: vec![Entry::NONE],
            marking: false,
            long: FxHashMap::default(),
        }
    }

    /// How many tokens it holds.
    pub(super) fn len(&self) -> usize {
        self.entries.len() - 1 + self.long.len()
    }

    /// How many of them are longer than [`SHORT`].
    pub(super) fn long(&self) -> usize {
        self.long.len()
    }

    /// From now on marks the tokens that are found again, so that it can tell the frequent ones.
    pub(super) fn mark(&mut self) {
        self.marking = true;
    }

    /// The numbers of many tokens, each from the first slot of its hash only: nearly all tokens
    /// that are there, and [`MISSED`] for the others. No step for one token waits for another's,
    /// and none for a guess of the processor that may be wrong.
    #[inline]
    pub(super) fn get_most<'t>(
        &mut self,
        keys: impl Iterator<Item = &'t Key<'t>> + Clone,
        slots: &mut Vec<u32>,
        numbers: &mut Vec<u32>,
    ) {
        let last = self.slots.len() - 1;
        slots.clear();
        slots.extend(keys.clone().map(|key| match key {
            Key::Short(_, hash) => self.slots[place(*hash, last) & last],
            Key::Long(_) => 0,
        }));
        numbers.clear();
        numbers.extend(keys.zip(slots.iter()).map(|(key, found)| {
            let entry = &mut self.entries[(found & NUMBER) as usize];
            let difference = match key {
                Key::Short(token, _) => entry.difference(token),
                Key::Long(_) => 1,
            };
            if self.marking {
                entry.used |= difference == 0;
            }
            if difference == 0 { entry.value } else { MISSED }
        }));
    }

    /// The number of a token.
    #[inline]
    pub(super) fn get(&mut self, key: &Key<'_>) -> Option<u32> {
        match key {
            Key::Short(token, hash) => self.get_short(token, *hash),
            Key::Long(token) => self.long.get(*token).copied(),
        }
    }

    #[inline]
    fn get_short(&mut self, token: &ShortToken, hash: u64) -> Option<u32> {
        let last = self.slots.len() - 1;
        let mut slot = place(hash, last);
        loop {
            let found = self.slots[slot & last];
            if found == 0 {
                return None;
            }
            if (found ^ hash as u32) >> NUMBER_BITS == 0 {
                let entry = &mut self.entries[(found & NUMBER) as usize];
                if entry.difference(token) == 0 {
                    entry.used |= self.marking;
                    return Some(entry.value);
                }
            }
            slot += 1;
        }
    }

    /// Adds a token that it does not hold; the caller has seen to it that there is room.
    pub(super) fn insert(&mut self, key: &Key<'_>, value: u32) {
        match key {
            Key::Short(token, _) => self.push(Entry {
                token: token.words,
                value,
                length: token.length as u8,
                used: false,
            }),
            Key::Long(token) => {
                self.long.insert((*token).into(), value);
            }
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        if self.entries.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            self.take_slots();
        } else if let Some(entry) = self.entries.last() {
            take_slot(&mut self.slots, entry, self.entries.len() as u32 - 1);
        }
    }

    fn take_slots(&mut self) {
        for (entry, number) in self.entries.iter().zip(0..).skip(1) {
            take_slot(&mut self.slots, entry, number);
        }
    }

    /// Forgets all tokens but the short ones that were found again since marking began, and of
    /// those all but the first `most` that `keep` agrees to. Their values.
    pub(super) fn keep_used(
        &mut self,
        most: usize,
        mut keep: impl FnMut(u32) -> bool,
    ) -> Vec<&mut u32> {
        let mut kept = 0;
        self.entries.retain_mut(|entry| {
            let keeps = std::mem::take(&mut entry.used) && kept < most && keep(entry.value);
            kept += usize::from(keeps);
            keeps || entry.length == Entry::NONE.length
        });
        self.marking = false;
        self.long.clear();
        self.slots.fill(0);
        self.take_slots();
        self.entries
            .iter_mut()
            .skip(1)
            .map(|entry| &mut entry.value)
            .collect()
    }
}

#[inline]
fn place(hash: u64, last: usize) -> usize {
    // The high bits choose the slot, the low ones are kept in it.
    (hash >> (64 - last.count_ones())) as usize
}

fn take_slot(slots: &mut [u32], entry: &Entry, number: u32) {
    let token = ShortToken {
        words: entry.token,
        length: u32::from(entry.length),
    };
    let hash = token.hash();
    let last = slots.len() - 1;
    let mut slot = place(hash, last);
    while slots[slot & last] != 0 {
        slot += 1;
    }
    slots[slot & last] = (hash as u32 & !NUMBER) | number;
}
