//! The service's times.

use crate::format::Pair;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z, as a JavaScript `Date` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// What a text in a field for a time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A point in time.
    At(Timestamp),
    /// `0001-01-01…`, the way a .NET service says "not set".
    NotSet,
    /// Not a time in any form that the service uses.
    NotATime,
}

impl Timestamp {
    /// A point in time from milliseconds since 1970.
    #[must_use]
    pub fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_ms(self) -> i64 {
        self.0
    }

    /// The two halves of the milliseconds since 1970, the higher one first. It begins with 2^31, so that no time looks as if it were absent.
    #[must_use]
    pub fn pair(self) -> Pair {
        let ms = self.0.wrapping_sub(i64::MIN).cast_unsigned();
        #[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
        [(ms >> 32) as u32, ms as u32]
    }

    /// Reads `2017-07-25T10:00:00`, with a fraction of any length, and `Z`, an offset or nothing behind it.
    ///
    /// Nothing means UTC: the service's own answers show so (a policy's `18:07:36` without a zone stood under
    /// `Date: … 18:07:36 GMT`), while `new Date` in a browser would take it as local time. Digits beyond the millisecond are cut.
    #[must_use]
    pub fn read(text: &str) -> Reading {
        if text.starts_with("0001-01-01") {
            return Reading::NotSet;
        }
        read(text).map_or(Reading::NotATime, |ms| Reading::At(Self(ms)))
    }
}

const MS_PER_SECOND: i64 = 1_000;
const MS_PER_MINUTE: i64 = 60 * MS_PER_SECOND;
const MS_PER_HOUR: i64 = 60 * MS_PER_MINUTE;
const MS_PER_DAY: i64 = 24 * MS_PER_HOUR;

fn read(text: &str) -> Option<i64> {
    let mut rest = text.as_bytes();
    let [year, month, day, hour, minute, second] = numbers(&mut rest, b"0000-00-00T00:00:00")?;
    let fraction_ms = fraction_ms(&mut rest)?;
    let offset_ms = offset_ms(&mut rest)?;
    let first_day = days_since_1970(year, month);
    let is_day =
        year > 0 && (1..=12).contains(&month) && (1..=days_since_1970(year, month + 1) - first_day).contains(&day);
    let is_time = is_day && hour < 24 && minute < 60 && second < 60 && rest.is_empty();
    let time_of_day = hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * MS_PER_SECOND + fraction_ms;
    is_time.then(|| (first_day + day - 1) * MS_PER_DAY + time_of_day - offset_ms)
}

/// Numbers of digits where the shape has zeros, between the signs that it has; of a letter either case.
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

/// Nothing, or a point and at least one digit.
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

/// Nothing, `Z` or an offset such as `-07:00`.
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

/// The days up to the first one of a month; the month after December is the 13th. Counts in years that begin with March, so that the
/// leap day is the last one of a year.
#[inline(never)]
fn days_since_1970(year: i64, month: i64) -> i64 {
    let (year, months_since_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * months_since_march + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
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
            assert_eq!(Timestamp::read(text), Reading::At(Timestamp(wanted)), "{text}");
        }
    }

    #[test]
    fn knows_what_is_not_set() {
        for text in ["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000-08:00", "0001-01-01"] {
            assert_eq!(Timestamp::read(text), Reading::NotSet, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        let cases = [
            "",
            "yesterday",
            "2017-07-25",
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
            assert_eq!(Timestamp::read(text), Reading::NotATime, "{text}");
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
                Timestamp::read(&format!("{year:04}-{month:02}-{day:02}T00:00:00")),
                Reading::At(Timestamp(days * MS_PER_DAY))
            );
        }

        #[test]
        fn never_panics(text: String, near in "[0-9T:.+Zé-]{0,32}") {
            let _ = (Timestamp::read(&text), Timestamp::read(&near));
        }
    }
}
