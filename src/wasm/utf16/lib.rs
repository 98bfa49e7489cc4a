//! Translates places in a text from bytes to UTF-16 units, in which JavaScript counts.
//!
//! This is a crate of its own to be compiled for speed, like `details`: it reads every byte of such a text.

use details::rows::{BATCH_PAIRS, Pair, Span};

/// Translates the places of all texts in these rows.
pub fn translate_places(text: &str, rows: &mut [Pair]) {
    let mut cursor = Cursor::new(text);
    // The devices first: in the text the batch has fields before and behind them.
    let (batch, devices) = rows.split_at_mut_checked(BATCH_PAIRS).unwrap_or_default();
    for pair in devices.iter_mut().chain(batch.iter_mut().rev()) {
        if let Some(span) = Span::from_pair(*pair) {
            let (start, end) = (cursor.unit_at(span.start), cursor.unit_at(span.end));
            *pair = Span { start, end, ..span }.to_pair();
        }
    }
}

/// Moves through the text from place to place, eight bytes at a time and in both directions. Rows are nearly in the order of the text, so most
/// moves are short.
struct Cursor<'a> {
    blocks: &'a [[u8; 8]],
    /// The bytes behind the last whole block.
    rest: [u8; 8],
    /// The block that the cursor stands before.
    block: usize,
    /// How many bytes more than UTF-16 units there are before it.
    surplus: u32,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        let (blocks, rest) = text.as_bytes().as_chunks();
        let mut padded = [0; 8];
        for (to, from) in padded.iter_mut().zip(rest) {
            *to = *from;
        }
        Self { blocks, rest: padded, block: 0, surplus: 0 }
    }

    /// The UTF-16 unit that starts at this byte.
    fn unit_at(&mut self, byte: u32) -> u32 {
        let (block, bits_before) = ((byte / 8) as usize, byte % 8 * 8);
        if block < self.block / 2 {
            // The start of the text is nearer.
            (self.block, self.surplus) = (0, 0);
        }
        while self.block < block {
            self.surplus = self.surplus.wrapping_add(surplus(self.word(self.block)));
            self.block += 1;
        }
        while self.block > block {
            self.block -= 1;
            self.surplus = self.surplus.wrapping_sub(surplus(self.word(self.block)));
        }
        let before = self.word(block) & ((1 << bits_before) - 1);
        byte.wrapping_sub(self.surplus).wrapping_sub(surplus(before))
    }

    fn word(&self, block: usize) -> u64 {
        u64::from_le_bytes(*self.blocks.get(block).unwrap_or(&self.rest))
    }
}

/// How many bytes more than UTF-16 units there are among eight: one for each continuation byte, but a character of four bytes is two units.
fn surplus(word: u64) -> u32 {
    const HIGHEST_BITS: u64 = 0x8080_8080_8080_8080;
    let is_continuation = word & !(word << 1) & HIGHEST_BITS;
    let starts_four_bytes = word & (word << 1) & (word << 2) & (word << 3) & HIGHEST_BITS;
    is_continuation.count_ones().wrapping_sub(starts_four_bytes.count_ones())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// At the border of any character, and in any order.
        #[test]
        fn agrees_with_the_standard_library(text in "[ -~é€😀\\u{10ffff}]{0,60}", order in prop::collection::vec(any::<prop::sample::Index>(), 1..20)) {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut cursor = Cursor::new(&text);
            for index in order {
                let byte = borders[index.index(borders.len())];
                let wanted = text.get(..byte).unwrap().encode_utf16().count();
                prop_assert_eq!(cursor.unit_at(u32::try_from(byte)?) as usize, wanted);
            }
        }
    }
}
