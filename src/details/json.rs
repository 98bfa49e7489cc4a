//! A strict reader of JSON that copies nothing: texts stay where they are and are told by their place.
//!
//! It accepts exactly what `JSON.parse` accepts. `serde_json`, which it replaces, adds 27 kB of wasm, refuses half of a surrogate pair, and
//! builds a string for every field.

use std::borrow::Cow;
use std::str::Bytes;

use crate::format::Pair;

/// Where a text stands in the answer, in UTF-16 units, which is how JavaScript counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Set in `end` when the text holds escapes. Answers are smaller than 2 GiB, so the bit is free.
    pub const ESCAPED: u32 = 1 << 31;

    /// The place as two numbers.
    #[must_use]
    pub fn pair(self) -> Pair {
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
    /// The letters, with the escapes that it may hold.
    pub raw: &'a str,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Text<'a> {
    /// The text itself, its escapes resolved. Half of a surrogate pair becomes U+FFFD.
    #[must_use]
    pub fn resolve(self) -> Cow<'a, str> {
        if self.span.is_escaped() { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
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
    /// A number without point and exponent.
    Whole(Text<'a>),
    /// Any other number.
    Number,
    /// `{` has been read: [`Reader::next_key`] goes on.
    Object,
    /// `[` has been read: [`Reader::next_item`] goes on.
    List,
}

impl Value<'_> {
    /// The sign that ends what has begun.
    fn close(self) -> Option<u8> {
        match self {
            Self::Object => Some(b'}'),
            Self::List => Some(b']'),
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
            Self::Whole(_) | Self::Number => "a number",
            Self::Object => "an object",
            Self::List => "a list",
        }
    }
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
            b'-' | b'0'..=b'9' => self.number(),
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool),
            b'f' => self.word("false", Value::Bool),
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
        let mut value = value;
        // What closes each object and list that has begun.
        let mut open = Vec::new();
        let mut is_first = true;
        loop {
            if let Some(close) = value.close() {
                open.push(close);
                is_first = true;
            }
            loop {
                let Some(close) = open.last() else { return Ok(()) };
                let goes_on = match close {
                    b'}' => self.next_key(&mut is_first)?.is_some(),
                    _ => self.next_item(&mut is_first)?,
                };
                if goes_on {
                    break;
                }
                open.pop();
            }
            value = self.value()?;
        }
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
        let (mut line, mut column) = (1, 1);
        for byte in self.text.bytes().take(self.at) {
            column += 1;
            if byte == b'\n' {
                (line, column) = (line + 1, 1);
            }
        }
        (line, column)
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
            self.plain_letters();
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

    /// Steps over letters that stand for themselves, one byte and one unit each, as long as there are eight at a time.
    fn plain_letters(&mut self) {
        const ONES: u64 = u64::from_ne_bytes([1; 8]);
        let mut eights = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((eight, more)) = eights.split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let special = word.wrapping_sub(0x20 * ONES)
                | (word ^ (0x22 * ONES)).wrapping_sub(ONES)
                | (word ^ (0x5C * ONES)).wrapping_sub(ONES)
                | word;
            let hits = special & (0x80 * ONES);
            if hits != 0 {
                self.at += (hits.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
            eights = more;
        }
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

    fn number(&mut self) -> Result<Value<'a>> {
        let (start, start_unit) = (self.at, self.unit());
        self.steps_over(b'-');
        if !self.steps_over(b'0') {
            self.digits()?;
        }
        let mut is_whole = true;
        if self.steps_over(b'.') {
            is_whole = false;
            self.digits()?;
        }
        if self.steps_over(b'e') || self.steps_over(b'E') {
            is_whole = false;
            let _ = self.steps_over(b'+') || self.steps_over(b'-');
            self.digits()?;
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        let span = Span { start: start_unit, end: self.unit() };
        Ok(if is_whole { Value::Whole(Text { raw, span }) } else { Value::Number })
    }

    #[inline(never)]
    fn digits(&mut self) -> Result<()> {
        if !self.peek()?.is_ascii_digit() {
            return Err(Fault::Syntax);
        }
        while self.peek().is_ok_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>> {
        for letter in word.bytes() {
            if !self.steps_over(letter) {
                self.peek()?;
                return Err(Fault::Syntax);
            }
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

    #[inline(never)]
    fn steps_over(&mut self, sign: u8) -> bool {
        let is_there = self.peek() == Ok(sign);
        self.at += usize::from(is_there);
        is_there
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

#[cold]
fn unescape(text: &str) -> String {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'\\' {
            plain.extend_from_slice(escaped(&mut rest).encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            plain.push(byte);
        }
    }
    String::from_utf8(plain).unwrap_or_default()
}

/// The letter that the escape behind a backslash stands for.
fn escaped(rest: &mut Bytes<'_>) -> char {
    match rest.next().unwrap_or_default() {
        b'u' => {
            let unit = hexadecimal(rest);
            let mut ahead = rest.clone();
            // The first half of a surrogate pair needs the second one.
            if matches!(unit, 0xD800..0xDC00) && ahead.next() == Some(b'\\') && ahead.next() == Some(b'u') {
                let second = hexadecimal(&mut ahead);
                if matches!(second, 0xDC00..0xE000) {
                    *rest = ahead;
                    return letter(0x1_0000 + ((unit - 0xD800) << 10) + (second - 0xDC00));
                }
            }
            letter(unit)
        }
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        other => other.into(),
    }
}

/// The next four digits, which the reader has seen to be digits: those of both cases end in what they are worth, the letters less nine.
#[inline(never)]
fn hexadecimal(rest: &mut Bytes<'_>) -> u32 {
    rest.take(4).fold(0, |unit, digit| unit << 4 | u32::from((digit & 15) + 9 * (digit >> 6)))
}

fn letter(unit: u32) -> char {
    char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
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
        assert_eq!(resolve(r#""\ude00\ud83d\ud83d\uDE00\ud83d\n\ud83dé""#), "\u{fffd}\u{fffd}😀\u{fffd}\n\u{fffd}é");
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
                let [start, end] = found.span.pair();
                let range = start as usize..(end & !Span::ESCAPED) as usize;
                let slice = String::from_utf16(&units[range])?;
                prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{slice}\""))?, wanted.as_str());
                prop_assert_eq!(found.span.is_escaped(), slice.contains('\\'));
            }
        }
    }
}
