//! A strict JSON reader that copies nothing: it gives the place of each text instead of a string.
//!
//! It accepts exactly what `JSON.parse` accepts. It is here in place of `serde_json`, which adds 27 kB to the wasm, refuses half of a
//! surrogate pair, and builds a string for every field.

use std::borrow::Cow;
use std::str::Bytes;

use crate::rows::Span;

/// A text without its quotes, or a number, as it is written.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The characters, with any escapes.
    pub raw: &'a str,
    /// Where it stands.
    pub span: Span,
}

impl Span {
    /// The text in the answer that the span was read from, with its escapes resolved.
    #[must_use]
    pub fn text_in(self, answer: &str) -> Cow<'_, str> {
        let raw = answer.get(self.start as usize..self.end as usize).unwrap_or_default();
        Text { raw, span: self }.resolve()
    }
}

impl<'a> Text<'a> {
    /// The text with its escapes resolved. Half of a surrogate pair becomes U+FFFD.
    #[must_use]
    pub fn resolve(self) -> Cow<'a, str> {
        if self.span.is_escaped { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }

    /// The same for a name, a word or a time. A longer text can be none of these: its escapes stay, so that it costs no memory.
    pub(crate) fn resolve_word(self) -> Cow<'a, str> {
        if self.raw.len() > 1_024 { Cow::Borrowed(self.raw) } else { self.resolve() }
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
    /// The byte that closes an object or a list.
    fn close(self) -> Option<u8> {
        match self {
            Self::Object => Some(b'}'),
            Self::List => Some(b']'),
            _ => None,
        }
    }
}

/// Why a text can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends before it is complete.
    Incomplete,
    /// The byte at the reader's position is not allowed there.
    Syntax,
    /// Reading on would take more memory than there is, or than the text may cost.
    TooLarge,
}

type Result<T> = std::result::Result<T, Fault>;

/// Reads a text from its start to its end.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The bitwise OR of all bytes of texts read so far, in words of eight. They are ASCII if no highest bit is set.
    seen_bits: u64,
}

/// Eight bytes of 1, to be multiplied by what each of eight bytes should be.
const EACH: u64 = u64::from_ne_bytes([1; 8]);

impl<'a> Reader<'a> {
    /// Starts before the first byte.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, seen_bits: 0 }
    }

    /// Whether everything that was read is ASCII, so that a byte and a UTF-16 unit are the same.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.seen_bits & (0x80 * EACH) == 0
    }

    /// Reads the next value; of an object or a list only its opening bracket.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends too early or is not JSON.
    pub fn value(&mut self) -> Result<Value<'a>> {
        match self.peek_token()? {
            b'"' => self.text().map(Value::Text),
            b'{' => Ok(self.step(Value::Object)),
            b'[' => Ok(self.step(Value::List)),
            b'-' | b'0'..=b'9' => self.number(),
            b'n' => self.literal("null", Value::Null),
            b't' => self.literal("true", Value::Bool),
            b'f' => self.literal("false", Value::Bool),
            _ => Err(Fault::Syntax),
        }
    }

    /// Reads the next key of an object and its colon, or `}`.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends too early or is not JSON.
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

    /// Moves to the next item of a list. Gives `false` after reading `]`.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends too early or is not JSON.
    pub fn next_item(&mut self, is_first: &mut bool) -> Result<bool> {
        self.next_member(b']', is_first)
    }

    /// Skips the rest of a value of any depth. It does not recurse: that could overflow the stack.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends too early or is not JSON.
    pub fn skip(&mut self, value: Value<'_>) -> Result<()> {
        let mut value = value;
        // What closes each object and list that has begun.
        let mut open = Vec::new();
        let mut is_first = true;
        loop {
            if let Some(close) = value.close() {
                open.try_reserve(1).map_err(|_| Fault::TooLarge)?;
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

    /// Checks that only white space is left.
    ///
    /// # Errors
    /// A [`Fault`] where the text ends too early or is not JSON.
    pub fn end(&mut self) -> Result<()> {
        match self.peek_token() {
            Ok(_) => Err(Fault::Syntax),
            Err(_) => Ok(()),
        }
    }

    /// Line and column of the reader's position, counted from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let (mut line, mut column) = (1, 1);
        for byte in self.text.bytes().take(self.at) {
            column += 1;
            if byte == b'\n' {
                (line, column) = (line + 1, 1);
            }
        }
        (line, column)
    }

    /// How many bytes of the text were read, and how many were not.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.at, self.text.len().saturating_sub(self.at))
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
        let start = self.at;
        let mut is_escaped = false;
        loop {
            self.skip_plain_bytes();
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    is_escaped = true;
                    self.escape()?;
                }
                ..0x20 => return Err(Fault::Syntax),
                byte => {
                    self.seen_bits |= u64::from(byte);
                    self.at += 1;
                }
            }
        }
        let text = self.text_from(start, is_escaped);
        Ok(self.step(text))
    }

    /// Skips bytes that stand for themselves, eight at a time. All but quotes, backslashes and control characters do, in UTF-8 too.
    fn skip_plain_bytes(&mut self) {
        let mut eights = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((eight, more)) = eights.split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            self.seen_bits |= word;
            // The highest bit of a byte marks a match. A borrow can cause a false match, but only above a real one.
            let special = word.wrapping_sub(0x20 * EACH)
                | (word ^ (0x22 * EACH)).wrapping_sub(EACH)
                | (word ^ (0x5C * EACH)).wrapping_sub(EACH);
            let hits = special & !word & (0x80 * EACH);
            if hits != 0 {
                self.at += (hits.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
            eights = more;
        }
    }

    /// The text from a byte to the reader's position.
    #[expect(clippy::cast_possible_truncation, reason = "an answer is at most 1 GiB long")]
    fn text_from(&self, start: usize, is_escaped: bool) -> Text<'a> {
        let raw = self.text.get(start..self.at).unwrap_or_default();
        Text { raw, span: Span { start: start as u32, end: self.at as u32, is_escaped } }
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
        let start = self.at;
        self.accept(b'-');
        if !self.accept(b'0') {
            self.digits()?;
        }
        let mut is_whole = true;
        if self.accept(b'.') {
            is_whole = false;
            self.digits()?;
        }
        if self.accept(b'e') || self.accept(b'E') {
            is_whole = false;
            let _ = self.accept(b'+') || self.accept(b'-');
            self.digits()?;
        }
        Ok(if is_whole { Value::Whole(self.text_from(start, false)) } else { Value::Number })
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

    fn literal(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>> {
        for letter in word.bytes() {
            if !self.accept(letter) {
                self.peek()?;
                return Err(Fault::Syntax);
            }
        }
        Ok(value)
    }

    /// Moves to the next byte that is not white space, and returns it.
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
    fn accept(&mut self, sign: u8) -> bool {
        let is_there = self.peek() == Ok(sign);
        self.at += usize::from(is_there);
        is_there
    }

    /// Moves over one byte, and passes on what it opens or closes.
    fn step<T>(&mut self, result: T) -> T {
        self.at += 1;
        result
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

/// The character that the escape behind a backslash stands for.
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
                    return character(0x1_0000 + ((unit - 0xD800) << 10) + (second - 0xDC00));
                }
            }
            character(unit)
        }
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        other => other.into(),
    }
}

/// The value of the next four digits, which the reader has checked. The low four bits of a digit are its value, those of a letter its value
/// less nine.
#[inline(never)]
fn hexadecimal(rest: &mut Bytes<'_>) -> u32 {
    rest.take(4).fold(0, |unit, digit| unit << 4 | u32::from((digit & 15) + 9 * (digit >> 6)))
}

fn character(unit: u32) -> char {
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

        /// The span of a text holds what serde_json finds there, and the reader knows whether all is ASCII.
        #[test]
        fn spans_hold_their_text(before: String, text in "\\PC*|[ -~]{0,20}|[ -~é😀\"\\n]{0,20}") {
            let json = serde_json::to_string(&[&before, &text])?;
            let mut reader = Reader::new(&json);
            reader.value().unwrap();
            let mut is_first = true;
            for wanted in [&before, &text] {
                prop_assert!(reader.next_item(&mut is_first).unwrap());
                let Ok(Value::Text(found)) = reader.value() else { return Err(TestCaseError::fail("no text")) };
                prop_assert_eq!(found.resolve(), wanted.as_str());
                prop_assert_eq!(found.span.text_in(&json), wanted.as_str());
                prop_assert_eq!(Span::from_pair(found.span.to_pair()), Some(found.span));
                prop_assert_eq!(found.span.is_escaped, found.raw.contains('\\'));
            }
            prop_assert_eq!(reader.is_ascii(), before.is_ascii() && text.is_ascii());
        }
    }
}
