//! Points in time, as the service writes them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::rows::Pair;

/// A point in time, to the millisecond, like a JavaScript `Date`.
///
/// It is displayed and serialized like `Date.prototype.toISOString` does: `2017-07-25T10:00:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The point in time this many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// The milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_ms(self) -> i64 {
        self.0
    }

    /// Reads `2017-07-25T10:00:00`, with a fraction of any length, followed by `Z`, an offset such as `-07:00`, or nothing. A date alone is its
    /// midnight: another answer of this API has one (the service's page on its summary of API requests). Gives `None` for anything else.
    ///
    /// Without a zone the time is UTC. The service's own answers show it: a policy's `18:07:36` without a zone came with the header
    /// `Date: … 18:07:36 GMT`. (`new Date` in a browser would take it as local time.) Digits beyond the millisecond are cut off.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse(text).map(Self)
    }

    /// The two halves of the milliseconds since 1970 plus 2^63, the higher one first. The higher half is about 2^31, so that no time can be
    /// taken for a text or for an absent field.
    pub(crate) fn to_pair(self) -> Pair {
        let ms = self.0.wrapping_sub(i64::MIN).cast_unsigned();
        #[expect(clippy::cast_possible_truncation, reason = "the two halves are wanted")]
        [(ms >> 32) as u32, ms as u32]
    }

    pub(crate) fn from_pair([higher, lower]: Pair) -> Self {
        let ms = (u64::from(higher) << 32) | u64::from(lower);
        Self(ms.cast_signed().wrapping_add(i64::MIN))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, ms) = (self.0.div_euclid(MS_PER_DAY), self.0.rem_euclid(MS_PER_DAY));
        let (year, month, day) = date_of(days);
        let (hour, minute) = (ms / MS_PER_HOUR, ms / MS_PER_MINUTE % 60);
        let (second, ms) = (ms / MS_PER_SECOND % 60, ms % MS_PER_SECOND);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a time such as 2017-07-25T10:00:00Z"))
    }
}

const MS_PER_SECOND: i64 = 1_000;
const MS_PER_MINUTE: i64 = 60 * MS_PER_SECOND;
const MS_PER_HOUR: i64 = 60 * MS_PER_MINUTE;
const MS_PER_DAY: i64 = 24 * MS_PER_HOUR;

fn parse(text: &str) -> Option<i64> {
    let mut rest = text.as_bytes();
    let shape: &[u8] = if text.len() == 10 { b"0000-00-00" } else { b"0000-00-00T00:00:00" };
    let [year, month, day, hour, minute, second] = numbers(&mut rest, shape)?;
    let fraction_ms = fraction_ms(&mut rest)?;
    let offset_ms = offset_ms(&mut rest)?;
    let first_day = days_since_1970(year, month);
    let is_day =
        year > 0 && (1..=12).contains(&month) && (1..=days_since_1970(year, month + 1) - first_day).contains(&day);
    let is_time = is_day && hour < 24 && minute < 60 && second < 60 && rest.is_empty();
    let time_of_day = hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * MS_PER_SECOND + fraction_ms;
    is_time.then(|| (first_day + day - 1) * MS_PER_DAY + time_of_day - offset_ms)
}

/// Reads the numbers that stand where the shape has zeros. Everything else has to be as in the shape, letters in either case.
#[inline(never)]
fn numbers(rest: &mut &[u8], shape: &[u8]) -> Option<[i64; 6]> {
    let mut numbers = [0; 6];
    let mut current = numbers.iter_mut();
    let mut number = current.next()?;
    for wanted in shape {
        let byte = next(rest)?;
        if *wanted == b'0' {
            *number = *number * 10 + digit(byte)?;
        } else if byte.eq_ignore_ascii_case(wanted) {
            number = current.next()?;
        } else {
            return None;
        }
    }
    Some(numbers)
}

/// Reads a point and at least one digit, or nothing.
fn fraction_ms(rest: &mut &[u8]) -> Option<i64> {
    let Some((b'.', digits)) = rest.split_first() else { return Some(0) };
    *rest = digits;
    let (mut ms, mut unit_ms) = (digit(next(rest)?)? * 100, 10);
    while let Some(digit) = rest.first().and_then(|byte| digit(*byte)) {
        ms += digit * unit_ms;
        unit_ms /= 10;
        next(rest);
    }
    Some(ms)
}

/// Reads `Z`, an offset such as `-07:00`, or nothing.
fn offset_ms(rest: &mut &[u8]) -> Option<i64> {
    let direction = match next(rest) {
        None | Some(b'Z' | b'z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let [hours, minutes, ..] = numbers(rest, b"00:00")?;
    (hours < 24 && minutes < 60).then_some(direction * (hours * MS_PER_HOUR + minutes * MS_PER_MINUTE))
}

fn next(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// The days from 1970-01-01 to the first day of a month, where month 13 is the next January. It counts years from March on, so that the leap
/// day is the last day of a year.
#[inline(never)]
fn days_since_1970(year: i64, month: i64) -> i64 {
    let (year, months_since_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * months_since_march + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

/// Year, month and day of the day this many days after 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    // Every 400 years have 146,097 days. An estimate of the month is at most one too late.
    let estimate = days.div_euclid(146_097) * 400 + days.rem_euclid(146_097) * 400 / 146_097 + 1970;
    let year = if days_since_1970(estimate, 1) > days { estimate - 1 } else { estimate };
    let year = if days_since_1970(year + 1, 1) <= days { year + 1 } else { year };
    let month = (1..=12).rev().find(|month| days_since_1970(year, *month) <= days).unwrap_or(1);
    (year, month, days - days_since_1970(year, month) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Span;
    use proptest::prelude::*;

    #[test]
    fn reads_every_form_of_the_service() {
        let cases = [
            // The documented sample, and the same instant in the other forms that recorded answers have.
            ("2017-07-25T10:00:00", 1_500_976_800_000),
            ("2017-07-25T10:00:00Z", 1_500_976_800_000),
            ("2017-07-25t10:00:00z", 1_500_976_800_000),
            ("2017-07-25T10:00:00+00:00", 1_500_976_800_000),
            ("2017-07-25T03:00:00-07:00", 1_500_976_800_000),
            ("2017-07-25T15:30:00+05:30", 1_500_976_800_000),
            ("2017-07-25", 1_500_940_800_000),
            ("2024-02-29", 1_709_164_800_000),
            ("2017-07-25T10:00:00.1", 1_500_976_800_100),
            ("2017-07-25T10:00:00.12", 1_500_976_800_120),
            ("2017-07-25T11:07:36.1501184-07:00", 1_501_006_056_150),
            ("2017-07-25T10:00:00.9999999", 1_500_976_800_999),
            ("1970-01-01T00:00:00", 0),
            ("1969-12-31T23:59:59.999", -1),
            ("2000-02-29T00:00:00", 951_782_400_000),
            ("9999-12-31T23:59:59.9999999", 253_402_300_799_999),
        ];
        for (text, wanted) in cases {
            assert_eq!(Timestamp::parse(text), Some(Timestamp(wanted)), "{text}");
        }
    }

    #[test]
    fn is_displayed_as_javascript_does() {
        let cases = [
            (1_500_976_800_000, "2017-07-25T10:00:00.000Z"),
            (1_501_006_056_150, "2017-07-25T18:07:36.150Z"),
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_735_689_599_999, "2024-12-31T23:59:59.999Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        ];
        for (ms, wanted) in cases {
            assert_eq!(Timestamp(ms).to_string(), wanted);
        }
    }

    #[test]
    fn refuses_anything_else() {
        let cases = [
            "",
            "yesterday",
            "2017-07",
            "2017-07-2",
            "2017-07-25T",
            "2017-07-25Z",
            "2017-02-29",
            "25-07-2017",
            "25/07/2017",
            "2017-07-25 10:00:00",
            "2017-7-25T10:00:00",
            "2017-13-01T00:00:00",
            "2017-02-29T00:00:00",
            "1900-02-29T00:00:00",
            "2017-04-31T00:00:00",
            "2017-00-10T00:00:00",
            "2017-07-25T24:00:00",
            "2017-07-25T10:60:00",
            "2017-07-25T10:00:60",
            "2017-07-25T10:00",
            "2017-07-25T10:00:00.",
            "2017-07-25T10:00:00.Z",
            "2017-07-25T10:00:00+0530",
            "2017-07-25T10:00:00+25:00",
            "2017-07-25T10:00:00ZZ",
            "+017-07-25T10:00:00",
            "/Date(1500976800000)/",
            "２017-07-25T10:00:00",
        ];
        for text in cases {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    proptest! {
        /// Against an independent calendar: the days of each year counted one by one.
        #[test]
        fn agrees_with_a_calendar_counted_day_by_day(year in 1970_i64..2400, month in 1_i64..=12, day in 1_i64..=28) {
            let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
            let months = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30];
            let days = years + months.iter().take(usize::try_from(month - 1)?).sum::<i64>() + day - 1;
            prop_assert_eq!(
                Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00")),
                Some(Timestamp(days * MS_PER_DAY))
            );
        }

        #[test]
        fn never_panics(text: String, near in "[0-9T:.+Zé-]{0,32}") {
            let _ = (Timestamp::parse(&text), Timestamp::parse(&near));
        }

        /// From the year 1 to 9999, through text and through a pair, which is neither a text nor absent.
        #[test]
        fn survives_its_forms(ms in -62_135_596_800_000_i64..253_402_300_800_000) {
            let time = Timestamp(ms);
            prop_assert_eq!(Timestamp::parse(&time.to_string()), Some(time));
            prop_assert_eq!(Timestamp::from_pair(time.to_pair()), time);
            prop_assert_eq!(Span::from_pair(time.to_pair()), None);
        }
    }
}
