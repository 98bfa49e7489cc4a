//! How long the service asks to wait before the next request.

use details::Timestamp;
use details::text::{is_listed, parse_digits};

use crate::response::headers::Headers;

/// Reads the wait in milliseconds from the headers `retry-after-ms`, `x-ms-retry-after-ms` and `Retry-After` (seconds, a date, or with a unit:
/// `30s`), else from the words of a throttled answer ("Try again in 57 seconds."): across origins a browser hides the header unless it is exposed.
///
/// A date counts from the answer's own `Date` where there is one, because this machine's clock can be wrong. Waits of more than 24 days are
/// shortened to that: a browser fires longer timers at once.
pub(crate) fn retry_after_ms(headers: &Headers, words: Option<&str>, now: Timestamp) -> Option<u32> {
    let in_ms = ["retry-after-ms", "x-ms-retry-after-ms"].into_iter().find_map(|name| largest(headers.get(name)?, 1));
    in_ms
        .or_else(|| largest(headers.get("retry-after")?, 1_000))
        .or_else(|| duration_ms(headers.get("retry-after")?.as_bytes()).map(clamp))
        .or_else(|| until(headers.get("retry-after")?, headers.get("date"), now))
        .or_else(|| wait_in_words(words?))
}

/// The longest of several waits: a browser joins repeated headers with commas.
fn largest(value: &str, unit_ms: u64) -> Option<u32> {
    let mut waits = value.as_bytes().split(|byte| *byte == b',');
    let longest = waits.try_fold(0, |longest: u64, wait| match number(wait.trim_ascii()) {
        Some((wait, [])) => Some(wait.max(longest)),
        _ => None,
    });
    longest.map(|wait| clamp(wait.saturating_mul(unit_ms)))
}

fn until(value: &str, answered_at: Option<&str>, now: Timestamp) -> Option<u32> {
    let until = http_date(value)?;
    let from = answered_at.and_then(http_date).unwrap_or(now);
    Some(clamp(u64::try_from(until.unix_ms() - from.unix_ms()).unwrap_or(0)))
}

/// The wait in `Rate limit is exceeded. Try again in 57 seconds.`, soon behind a word that asks for one, in the same sentence. Other numbers are
/// limits, or tell what was waited for.
fn wait_in_words(words: &str) -> Option<u32> {
    const ASKS: &str = "again retry wait";
    const LEADS: &str = "again retry wait in after for about approximately another least";
    /// As in `Retry your last request in about 30 seconds`.
    const SOON: u8 = 6;
    let (mut rest, mut words_left, mut leads) = (words.as_bytes(), 0, false);
    while let [first, behind @ ..] = rest {
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, next) = rest.split_at_checked(end)?;
        if word.is_empty() {
            words_left = if matches!(first, b'.' | b';' | b'!' | b'?') { 0 } else { words_left };
            rest = behind;
            continue;
        }
        if words_left > 0
            && leads
            && let Some(wait_ms) = duration_ms(rest)
        {
            return Some(clamp(wait_ms));
        }
        words_left = match word {
            // A limit, as in `Try again later: 5 requests in 60 seconds`.
            [b'0'..=b'9', ..] => 0,
            _ if is_listed(ASKS, word) => SOON,
            _ => words_left.saturating_sub(1),
        };
        leads = is_listed(LEADS, word);
        rest = next;
    }
    None
}

/// Reads `57 seconds`, `57s`, `1 hour`, `2 min 30 s` or `1 hour and 30 minutes`. A time of the day is no duration.
fn duration_ms(mut text: &[u8]) -> Option<u64> {
    let mut sum_ms = None;
    while let Some((units, rest)) = number(text) {
        let rest = rest.trim_ascii_start();
        let end = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (unit, rest) = rest.split_at_checked(end)?;
        let units_of_ms = [
            (1, "ms msec millisecond*"),
            (1_000, "s sec secs second*"),
            (60_000, "m min mins minute*"),
            (3_600_000, "h hr hrs hour*"),
        ];
        let Some((unit_ms, _)) = units_of_ms.into_iter().find(|(_, names)| is_listed(names, unit)) else { break };
        sum_ms = Some(units.saturating_mul(unit_ms).saturating_add(sum_ms.unwrap_or(0)));
        text = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
        text = text.strip_prefix(b"and ").unwrap_or(text);
    }
    sum_ms
}

/// The number at the start of a text, and what follows it. A broken number is rounded up.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let split = |text: &[u8]| text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(split(text))?;
    let number = parse_digits(digits)?;
    match rest {
        [b'.', fraction @ ..] if fraction.first().is_some_and(u8::is_ascii_digit) => {
            Some((number + 1, fraction.get(split(fraction)..)?))
        }
        _ => Some((number, rest)),
    }
}

fn clamp(ms: u64) -> u32 {
    const MAX_TIMER_MS: u32 = i32::MAX as u32;
    u32::try_from(ms).map_or(MAX_TIMER_MS, |ms| ms.min(MAX_TIMER_MS))
}

/// Reads `Tue, 21 Jul 2020 04:10:58 GMT`, the one form that RFC 9110 lets a server send.
fn http_date(text: &str) -> Option<Timestamp> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let (_weekday, date) = text.trim_ascii().as_bytes().split_first_chunk::<3>()?;
    let date: &[u8; 26] = date.try_into().ok()?;
    let [b',', b' ', d1, d2, b' ', m1, m2, m3, b' ', y1, y2, y3, y4, b' ', time @ .., b' ', b'G', b'M', b'T'] = *date
    else {
        return None;
    };
    let month = MONTHS.chunks_exact(3).zip(1..).find(|(name, _)| **name == [m1, m2, m3])?.1;
    let [h1, h2, c1, i1, i2, c2, s1, s2] = time;
    let (t1, t2) = (b'0' + month / 10, b'0' + month % 10);
    let iso = [y1, y2, y3, y4, b'-', t1, t2, b'-', d1, d2, b'T', h1, h2, c1, i1, i2, c2, s1, s2];
    Timestamp::parse(std::str::from_utf8(&iso).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: &str = "2020-07-21T04:10:58Z";

    fn wait(headers: &[(&'static str, &str)], description: Option<&str>) -> Option<u32> {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let now = Timestamp::parse(NOW).unwrap();
        retry_after_ms(&headers, description, now)
    }

    type Case<'a> = (&'a [(&'static str, &'a str)], Option<&'a str>, Option<u32>);

    #[test]
    fn reads_every_form() {
        let in_text = Some("Rate limit is exceeded. Try again in 57 seconds.");
        let cases: [Case; 71] = [
            (&[], None, None),
            (&[("retry-after", "57")], None, Some(57_000)),
            (&[("retry-after", "0")], None, Some(0)),
            (&[("retry-after", "7, 9")], None, Some(9_000)),
            (&[("retry-after", "9, 7")], None, Some(9_000)),
            (&[("retry-after", "-1")], None, None),
            (&[("retry-after", "+1")], None, None),
            (&[("retry-after", "0x10")], None, None),
            (&[("retry-after", "soon")], None, None),
            (&[("retry-after", "")], None, None),
            (&[("retry-after", "99999999999999999999")], None, None),
            (&[("retry-after", "99999999999")], None, Some(2_147_483_647)),
            (&[("retry-after", "57.5")], None, Some(58_000)),
            (&[("retry-after", "57.")], None, None),
            (&[("retry-after", "30s")], None, Some(30_000)),
            (&[("retry-after", "30 seconds")], None, Some(30_000)),
            (&[("retry-after", "30s, 7")], None, Some(30_000)),
            (&[("retry-after", "2 min")], None, Some(120_000)),
            (&[("retry-after", "500ms")], None, Some(500)),
            (&[("retry-after", "30s")], Some("Try again in 57 seconds."), Some(30_000)),
            (&[("retry-after", "30 or so")], None, None),
            (&[("retry-after", "2 months")], None, None),
            (&[("retry-after", "s")], None, None),
            (&[("retry-after-ms", "250"), ("retry-after", "9")], None, Some(250)),
            (&[("x-ms-retry-after-ms", "250"), ("retry-after", "9")], None, Some(250)),
            (&[("retry-after", "Tue, 21 Jul 2020 04:11:08 GMT")], None, Some(10_000)),
            (&[("retry-after", "Tue, 21 Jul 2020 04:10:00 GMT")], None, Some(0)),
            (&[("retry-after", "Tue, 21 Jul 2020 04:11:08")], None, None),
            (&[("retry-after", "Tue, 21 Jul 2020 04:11:08-01:00 GMT")], None, None),
            // The server's clock is two years ahead of ours: its own Date is what counts.
            (
                &[("retry-after", "Thu, 21 Jul 2022 04:11:08 GMT"), ("date", "Thu, 21 Jul 2022 04:11:03 GMT")],
                None,
                Some(5_000),
            ),
            (&[("retry-after", "soon")], in_text, Some(57_000)),
            (&[], in_text, Some(57_000)),
            (&[("retry-after", "3")], in_text, Some(3_000)),
            (&[], Some("Try again in 2 minutes."), Some(120_000)),
            (&[], Some("Try again in 1 min."), Some(60_000)),
            (&[], Some("Retry after 57s"), Some(57_000)),
            (&[], Some("Please wait 1 hour before you ask again."), Some(3_600_000)),
            (&[], Some("Try again after 17:00:00 UTC."), None),
            (&[], Some("Try again in 1 HOUR and 30 Minutes."), Some(5_400_000)),
            (&[], Some("Try again in 1 month."), None),
            (&[], Some("Try again in 20 more seconds."), None),
            (&[], Some("(retry after 500ms)"), Some(500)),
            (&[], Some("Try again in 500 msec, please"), Some(500)),
            (&[], Some("Await 3 seconds of silence."), None),
            (&[], Some("try again in 2 minutes 30 seconds"), Some(150_000)),
            (&[], Some("Try again in 57.5 seconds."), Some(58_000)),
            (&[], Some("Try again in 250 ms."), Some(250)),
            (&[], Some("Try again in 250 milliseconds."), Some(250)),
            (&[], Some("Try again in 99999999999999999 hours."), Some(2_147_483_647)),
            (&[], Some("It took a second too long. Try again in 57 seconds."), Some(57_000)),
            (&[], Some("1000 requests in 60 minutes. Try again in 10 seconds."), Some(10_000)),
            (&[], Some("The gateway gave up after 300 seconds."), None),
            (&[], Some("Try again in a moment. The limit is 60 seconds."), None),
            (&[], Some("Try again in 5 or so."), None),
            (&[], Some("Please wait for 20 seconds."), Some(20_000)),
            (&[], Some("Wait 30 seconds."), Some(30_000)),
            (&[], Some("Try again in about 30 seconds."), Some(30_000)),
            (&[], Some("Please retry your last request in 30 seconds"), Some(30_000)),
            (&[], Some("Retry-After: 30 seconds"), Some(30_000)),
            (&[], Some("Try again later. Wait at least 2 minutes before you try again."), Some(120_000)),
            (&[], Some("Retry in 5 or so. Try again after 9 seconds."), Some(9_000)),
            (&[], Some("Do not retry; the limit is 5 in 60 seconds."), None),
            (&[], Some("Retry 3 times."), None),
            (&[], Some("You may retry 5 requests in 45 seconds."), None),
            (&[], Some("Try again later, limit 10 requests in 45 seconds"), None),
            (&[], Some("retry limit: 3 in 45 seconds"), None),
            (&[], Some("No server was there after 30 seconds."), None),
            (&[], Some("Wait for the other request, of which the server is done in 30 seconds."), None),
            (&[], Some("Try again after 2026-11-29."), None),
            (&[], Some("Wait, wait, wait"), None),
            (&[], Some("Something went wrong."), None),
        ];
        for (headers, description, wanted) in cases {
            assert_eq!(wait(headers, description), wanted, "{headers:?} {description:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(value: String, description: String, near in "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9: ]{0,14} GMT") {
            for value in [value, near] {
                let _ = wait(&[("retry-after", &value), ("date", &value)], Some(&description));
            }
        }
    }
}
