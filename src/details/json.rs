//! A strict reader of JSON that copies nothing: texts stay where they are and are told by their place.
//!
//! It accepts exactly what `JSON.parse` accepts. `serde_json`, which it replaces, adds 27 kB of wasm, refuses half of a surrogate pair, and
//! builds a string for every field.

use std::borrow::Cow;

/// Where a text stands in the answer, in UTF-16 units, which is how JavaScript counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Set in `end` when the text holds escapes. Answers are smaller than 2 GiB, so the bit is free.
    pub const ESCAPED: u32 = 1 << 31;

    /// A field that is not there. No text starts at 0: an object begins before it.
    pub const ABSENT: Self = Self { start: 0, end: 0 };

    /// Whether there is a text.
    #[must_use]
    pub fn is_present(self) -> bool {
        self.start > 0
    }

    /// From the first unit to behind the last one.
    #[must_use]
    pub fn range(self) -> std::ops::Range<u32> {
        self.start..self.end & !Self::ESCAPED
    }

    /// The place as two numbers.
    #[must_use]
    pub fn cells(self) -> [u32; 2] {
        [self.start, self.end]
    }

    /// Whether the text still holds escapes.
    #[must_use]
    pub fn is_escaped(self) -> bool {
        self.end & Self::ESCAPED != 0
    }
}

/// A text or a number as it is written, without its quotes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    raw: &'a str,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Text<'a> {
    /// The text itself, its escapes resolved. Half of a surrogate pair becomes U+FFFD.
    #[must_use]
    pub fn resolve(self) -> Cow<'a, str> {
        if self.span.is_escaped() { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }

    /// Whether it is a number without point and exponent.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    }
}

/// A value, or the beginning of one.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A text.
    Text(Text<'a>),
    /// A number.
    Number(Text<'a>),
    /// `{` has been read: [`Reader::next_key`] goes on.
    Object,
    /// `[` has been read: [`Reader::next_item`] goes on.
    List,
}

impl Value<'_> {
    fn opens(self) -> Option<Open> {
        match self {
            Self::Object => Some(Open { is_object: true, is_first: true }),
            Self::List => Some(Open { is_object: false, is_first: true }),
            _ => None,
        }
    }

    /// What it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Object => "an object",
            Self::List => "a list",
        }
    }
}

/// An object or a list that has begun and not ended.
struct Open {
    is_object: bool,
    is_first: bool,
}

/// Why reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text ends too early.
    Incomplete,
    /// What stands at the reader's place can't stand there.
    Syntax,
}

type Result<T> = std::result::Result<T, Fault>;

/// Reads from the beginning to the end.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many bytes more than UTF-16 units there are before `at`.
    surplus: usize,
}

impl<'a> Reader<'a> {
    /// Before the first letter.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, surplus: 0 }
    }

    /// The next value; of an object or a list just its beginning.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends or breaks.
    pub fn value(&mut self) -> Result<Value<'a>> {
        match self.peek_token()? {
            b'"' => self.text().map(Value::Text),
            b'{' => Ok(self.step(Value::Object)),
            b'[' => Ok(self.step(Value::List)),
            b'-' | b'0'..=b'9' => self.number().map(Value::Number),
            b'n' => self.word(b"null", Value::Null),
            b't' => self.word(b"true", Value::Bool),
            b'f' => self.word(b"false", Value::Bool),
            _ => Err(Fault::Syntax),
        }
    }

    /// The next key of an object with its colon, or nothing behind `}`.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends or breaks.
    pub fn next_key(&mut self, is_first: &mut bool) -> Result<Option<Text<'a>>> {
        if !self.next_member(b'}', is_first)? {
            return Ok(None);
        }
        if self.peek_token()? != b'"' {
            return Err(Fault::Syntax);
        }
        let key = self.text()?;
        if self.peek_token()? != b':' {
            return Err(Fault::Syntax);
        }
        Ok(self.step(Some(key)))
    }

    /// Whether a list goes on.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends or breaks.
    pub fn next_item(&mut self, is_first: &mut bool) -> Result<bool> {
        self.next_member(b']', is_first)
    }

    /// Reads over the rest of a value, however deep it is: without recursion, which could overflow the stack.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends or breaks.
    pub fn skip(&mut self, value: Value<'_>) -> Result<()> {
        let mut open: Vec<Open> = value.opens().into_iter().collect();
        while let Some(Open { is_object, is_first }) = open.last_mut() {
            let goes_on = if *is_object { self.next_key(is_first)?.is_some() } else { self.next_item(is_first)? };
            if goes_on {
                open.extend(self.value()?.opens());
            } else {
                open.pop();
            }
        }
        Ok(())
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends or breaks.
    pub fn end(&mut self) -> Result<()> {
        match self.peek_token() {
            Ok(_) => Err(Fault::Syntax),
            Err(_) => Ok(()),
        }
    }

    /// Line and column of the reader's place, from 1.
    #[must_use]
    pub fn place(&self) -> (usize, usize) {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let lines: Vec<&[u8]> = before.split(|byte| *byte == b'\n').collect();
        (lines.len(), lines.last().map_or(1, |line| line.len() + 1))
    }

    fn next_member(&mut self, close: u8, is_first: &mut bool) -> Result<bool> {
        let token = self.peek_token()?;
        let was_first = std::mem::replace(is_first, false);
        if token == close {
            return Ok(self.step(false));
        }
        if was_first {
            return Ok(true);
        }
        if token != b',' {
            return Err(Fault::Syntax);
        }
        self.at += 1;
        // No comma before the end.
        if self.peek_token()? == close { Err(Fault::Syntax) } else { Ok(true) }
    }

    fn text(&mut self) -> Result<Text<'a>> {
        self.at += 1;
        let (start, start_unit) = (self.at, self.unit());
        let mut escaped = 0;
        loop {
            self.at += self.plain_letters();
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    escaped = Span::ESCAPED;
                    self.escape()?;
                }
                ..0x20 => return Err(Fault::Syntax),
                byte => {
                    // A sequence of two or three bytes is one unit, one of four bytes is two.
                    self.surplus = self.surplus.wrapping_add(usize::from(matches!(byte, 0x80..=0xBF)));
                    self.surplus = self.surplus.wrapping_sub(usize::from(byte >= 0xF0));
                    self.at += 1;
                }
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        let span = Span { start: start_unit, end: self.unit() | escaped };
        Ok(self.step(Text { raw, span }))
    }

    /// How many letters from here on stand for themselves, one byte and one unit each.
    fn plain_letters(&self) -> usize {
        const ONES: u64 = u64::from_ne_bytes([1; 8]);
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut count = 0;
        let mut eights = rest.iter().as_slice();
        while let Some((eight, more)) = eights.split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let special = word.wrapping_sub(0x20 * ONES)
                | (word ^ (0x22 * ONES)).wrapping_sub(ONES)
                | (word ^ (0x5C * ONES)).wrapping_sub(ONES)
                | word;
            let hits = special & (0x80 * ONES);
            if hits != 0 {
                return count + (hits.trailing_zeros() / 8) as usize;
            }
            count += 8;
            eights = more;
        }
        let is_plain = |byte: &&u8| matches!(byte, 0x20..0x80) && !matches!(byte, b'"' | b'\\');
        count + eights.iter().take_while(is_plain).count()
    }

    fn escape(&mut self) -> Result<()> {
        self.at += 1;
        let digits = match self.peek()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 0,
            b'u' => 4,
            _ => return Err(Fault::Syntax),
        };
        self.at += 1;
        for _ in 0..digits {
            if !self.peek()?.is_ascii_hexdigit() {
                return Err(Fault::Syntax);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Text<'a>> {
        let (start, start_unit) = (self.at, self.unit());
        self.at += usize::from(self.next_is(|byte| byte == b'-'));
        if self.next_is(|byte| byte == b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.next_is(|byte| byte == b'.') {
            self.at += 1;
            self.digits()?;
        }
        if self.next_is(|byte| matches!(byte, b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(self.next_is(|byte| matches!(byte, b'+' | b'-')));
            self.digits()?;
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        Ok(Text { raw, span: Span { start: start_unit, end: self.unit() } })
    }

    fn digits(&mut self) -> Result<()> {
        if !self.peek()?.is_ascii_digit() {
            return Err(Fault::Syntax);
        }
        while self.next_is(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn word(&mut self, word: &[u8], value: Value<'a>) -> Result<Value<'a>> {
        for letter in word {
            if self.peek()? != *letter {
                return Err(Fault::Syntax);
            }
            self.at += 1;
        }
        Ok(value)
    }

    /// The first byte that is no white space, which then is next.
    fn peek_token(&mut self) -> Result<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Ok(byte),
            }
        }
    }

    fn peek(&self) -> Result<u8> {
        self.text.as_bytes().get(self.at).copied().ok_or(Fault::Incomplete)
    }

    fn next_is(&self, is_wanted: impl Fn(u8) -> bool) -> bool {
        self.peek().is_ok_and(is_wanted)
    }

    /// Steps over a sign and hands through what it ends or begins.
    fn step<T>(&mut self, result: T) -> T {
        self.at += 1;
        result
    }

    /// Answers are limited to 1 GiB, so that a place always fits.
    #[expect(clippy::cast_possible_truncation)]
    fn unit(&self) -> u32 {
        self.at.wrapping_sub(self.surplus) as u32
    }
}

fn unescape(text: &str) -> String {
    let mut units = Vec::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            continue;
        }
        let unit = match letters.next() {
            Some('u') => (0..4).filter_map(|_| letters.next()?.to_digit(16)).fold(0, |unit, digit| unit << 4 | digit),
            Some('b') => 8,
            Some('f') => 12,
            Some('n') => 10,
            Some('r') => 13,
            Some('t') => 9,
            Some(other) => other.into(),
            None => break,
        };
        units.push(u16::try_from(unit).unwrap_or_default());
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a whole text over.
    fn read(text: &str) -> Result<()> {
        let mut reader = Reader::new(text);
        let value = reader.value()?;
        reader.skip(value)?;
        reader.end()
    }

    #[test]
    fn is_as_strict_as_the_grammar() {
        let good = [
            "{}",
            "[]",
            " [ ] ",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "10",
            "-1.5e+10",
            "0.1E-2",
            r#""""#,
            r#""\"\\\/\b\f\n\r\t\u0aF9""#,
            r#"{"a":{"b":[1,[2,{}],"x"]},"a":null}"#,
            "\t{\n\"a\"\r: 1 }\n",
            r#""\ud83d""#,
            "\"\u{7f}\u{2028}\"",
        ];
        for text in good {
            assert_eq!(read(text), Ok(()), "{text}");
        }
        let bad = [
            "{,}",
            "[,]",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"a\" 1}",
            "{a:1}",
            "{1:1}",
            "{'a':1}",
            "[1 2]",
            "[1]]",
            "{}{}",
            "nul ",
            "True",
            "01",
            "1.",
            "-",
            "+1",
            ".5",
            "1e",
            "1e+",
            "0x10",
            "NaN",
            "Infinity",
            "-a",
            "1.a",
            "\"\n\"",
            "\"\u{1f}\"",
            r#""\x""#,
            r#""\u12g4""#,
            "\u{a0}1",
            "[1}",
            "{\"a\":1]",
            "// x",
            "\u{feff}1",
        ];
        for text in bad {
            assert!(read(text).is_err(), "{text}");
        }
        let cut = [
            "",
            " ",
            "{",
            "[",
            "{\"a",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "[1,",
            "nul",
            "-",
            "1.",
            "1e",
            "1e-",
            "\"",
            "\"\\",
            "\"\\u12",
        ];
        for text in cut {
            assert_eq!(read(text), Err(Fault::Incomplete), "{text}");
        }
    }

    #[test]
    fn resolves_every_escape() {
        let resolve = |json: &str| match Reader::new(json).value() {
            Ok(Value::Text(text)) => text.resolve().into_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(resolve(r#""\"\\\/\b\f\n\r\t\u0041\u00e9é\ud83d\ude00😀""#), "\"\\/\u{8}\u{c}\n\r\tAéé😀😀");
        assert_eq!(resolve(r#""\ud83d""#), "\u{fffd}");
    }

    proptest! {
        /// Against serde_json, which is as strict save for half surrogate pairs and depth.
        #[test]
        fn agrees_with_serde_json(parts in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "null", "true", "0", "-", "1.5", "e3", ".", "\"", "\"a\"", "\\", "\\n", "\\u00e9", "é", " ", "\n",
        ]), 0..12)) {
            let text = parts.concat();
            let by_serde = serde_json::from_str::<serde_json::Value>(&text);
            prop_assert_eq!(read(&text).is_ok(), by_serde.is_ok(), "{}", text);
            if let Err(error) = by_serde {
                prop_assert!(!error.is_eof() || read(&text) == Err(Fault::Incomplete), "{}", text);
            }
        }

        /// The place of a text, counted as JavaScript counts, holds what serde_json finds there.
        #[test]
        fn spans_are_places_in_utf_16(before: String, text: String) {
            let json = serde_json::to_string(&[&before, &text])?;
            let mut reader = Reader::new(&json);
            reader.value().unwrap();
            let mut is_first = true;
            for wanted in [&before, &text] {
                prop_assert!(reader.next_item(&mut is_first).unwrap());
                let Ok(Value::Text(found)) = reader.value() else { return Err(TestCaseError::fail("no text")) };
                prop_assert_eq!(found.resolve(), wanted.as_str());
                let units: Vec<u16> = json.encode_utf16().collect();
                let range = found.span.range();
                let slice = String::from_utf16(&units[range.start as usize..range.end as usize])?;
                prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{slice}\""))?, wanted.as_str());
                prop_assert_eq!(found.span.is_escaped(), slice.contains('\\'));
            }
        }
    }
}
