//! The options of a caller, before and while they are checked.

use std::ops::RangeInclusive;

use details::text::{concat, decimal};
#[cfg(feature = "npm")]
use tsify::Tsify;

use crate::failure::{Failure, FailureCode};

/// An option and its name, for error messages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RawOption {
    name: &'static str,
    value: RawValue,
}

/// The value of an option before it is checked. JavaScript can put anything there: a value that is not a text becomes a number, `NaN` if it is not one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum RawValue {
    /// The option is not given.
    #[default]
    Absent,
    Text(String),
    Number(f64),
}

impl From<String> for RawValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for RawValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for RawValue {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl RawOption {
    /// The option as a text that `parse` accepts. The rule says which texts those are.
    ///
    /// # Errors
    /// `invalid-argument`, with the name and the rule, and never the value.
    pub(crate) fn text<T>(&self, rule: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Box<Failure>> {
        match &self.value {
            RawValue::Absent => Ok(None),
            RawValue::Text(text) => parse(text).map(Some).ok_or_else(|| invalid_argument(self.name, rule)),
            RawValue::Number(_) => Err(invalid_argument(self.name, rule)),
        }
    }

    /// Whether the option is `Infinity`.
    pub(crate) fn is_infinite(&self) -> bool {
        self.value == RawValue::Number(f64::INFINITY)
    }

    /// The option as a whole number in a range.
    ///
    /// # Errors
    /// `invalid-argument`, with the name and the range.
    pub(crate) fn number(&self, range: RangeInclusive<u32>) -> Result<Option<u32>, Box<Failure>> {
        let allowed = f64::from(*range.start())..=f64::from(*range.end());
        match self.value {
            RawValue::Absent => Ok(None),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in the range")]
            RawValue::Number(number) if number.fract() == 0.0 && allowed.contains(&number) => Ok(Some(number as u32)),
            _ => {
                let (start, end) = (decimal(*range.start() as usize), decimal(*range.end() as usize));
                Err(invalid_argument(self.name, &concat(&["must be a whole number from ", &start, " to ", &end])))
            }
        }
    }
}

/// The failure for an argument that breaks a rule.
pub(crate) fn invalid_argument(argument: &str, rule: &str) -> Box<Failure> {
    Failure::new(FailureCode::InvalidArgument, &concat(&[argument, " ", rule, "."]))
}

/// Defines a set of options from one list: for each its documentation, name in Rust, name in JavaScript, type in Rust and type in TypeScript.
/// The TypeScript declaration is printed from the struct. Each option gets a method that sets it.
macro_rules! options {
    (
        $(#[doc = $about:literal])* $options:ident {
            $($(#[doc = $doc:literal])* $option:ident, $name:literal: $type:ty => $typescript:literal;)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "npm", derive(Tsify))]
        pub struct $options {
            $(
                $(#[doc = $doc])*
                #[cfg_attr(feature = "npm", tsify(optional, type = $typescript), serde(rename = $name))]
                pub(crate) $option: RawOption,
            )*
        }

        impl $options {
            /// Takes the value of every option by its name in JavaScript.
            pub(crate) fn from_raw(get: impl Fn(&'static str) -> RawValue) -> Self {
                Self { $($option: RawOption { name: $name, value: get($name) },)* }
            }

            $(
                $(#[doc = $doc])*
                #[must_use]
                pub fn $option(mut self, $option: $type) -> Self {
                    self.$option.value = $option.into();
                    self
                }
            )*
        }

        impl Default for $options {
            /// All options have their defaults.
            fn default() -> Self {
                Self::from_raw(|_| RawValue::Absent)
            }
        }
    };
}

options! {
    /// How a call is made. Everything is optional.
    RequestOptions {
        /// Where requests go: the service, or a gateway of your own, for which a path prefix is allowed. `https:`, or `http:` on localhost. A
        /// `/v1` at its end is taken off, since every request adds it. Default `"https://api.partnercenter.microsoft.com"`.
        base_url, "baseUrl": &str => "string";
        /// The language of the service's texts (`X-Locale`), a language tag. Default `"en-US"`.
        locale, "locale": &str => "string";
        /// `MS-RequestId`, a GUID. It is the same on every retry of the call. Default: a new one.
        request_id, "requestId": &str => "string";
        /// `MS-CorrelationId`, a GUID. Default: a new one.
        correlation_id, "correlationId": &str => "string";
        /// The largest answer that is accepted, in bytes after decompression: 1 to 1 GiB. Default 32 MiB (a batch of 5,000 devices is 0.7 MB).
        max_response_bytes, "maxResponseBytes": u32 => "number";
        /// Whether cookies are sent: `"same-origin"` for a cookie session with a gateway. Default `"omit"`.
        credentials, "credentials": &str => r#""omit" | "same-origin""#;
        /// The header that carries the token. Some hosts overwrite the usual one. Default `"Authorization"`.
        authorization_header, "authorizationHeader": &str => "string";
        /// How long the whole call may take, retries and waits included, in milliseconds: 1 to 86,400,000. Default 120,000.
        timeout_ms, "timeoutMs": u32 => "number";
        /// How long one attempt may take, the body included, in milliseconds: 1 to 86,400,000. After an attempt that timed out the next one may
        /// take twice as long. Default 30,000.
        attempt_timeout_ms, "attemptTimeoutMs": u32 => "number";
        /// How often a transient failure is retried: 0 to 10. Default 3.
        max_retries, "maxRetries": u32 => "number";
    }
}

options! {
    /// How a batch upload is watched. Everything is optional.
    WatchOptions {
        /// The first wait between two polls, in milliseconds: 1,000 to 3,600,000. It grows by half with every poll. Default 5,000.
        interval_ms, "intervalMs": u32 => "number";
        /// The longest wait between two polls, in milliseconds: 1,000 to 3,600,000. Default 30,000.
        max_interval_ms, "maxIntervalMs": u32 => "number";
        /// How long the whole watch may take, in milliseconds: 1 to 604,800,000 (a week), or `Infinity` for a watch without an end. Then it fails
        /// with `timeout` and `reason` `"max-wait"`, or with the last failure if there were no details at all. Default one hour.
        max_wait_ms, "maxWaitMs": u32 => "number";
        /// How long a 404 is taken as "not there yet", in milliseconds from the start: 0 to 3,600,000. Default 30,000.
        not_found_grace_ms, "notFoundGraceMs": u32 => "number";
    }
}

impl WatchOptions {
    /// Lets the watch go on until the batch upload is done, however long that takes: `maxWaitMs: Infinity` in JavaScript.
    #[must_use]
    pub fn without_end(mut self) -> Self {
        self.max_wait_ms.value = RawValue::Number(f64::INFINITY);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::guid::Guid;

    #[test]
    fn a_value_of_another_type_is_refused() {
        let outcome = |value: RawValue| {
            let option = RawOption { name: "anOption", value };
            (option.text("must be a GUID", Guid::parse), option.number(1..=10))
        };
        assert_eq!(outcome(RawValue::Absent), (Ok(None), Ok(None)));
        assert_eq!(outcome(10.into()).1, Ok(Some(10)));
        let numbers = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1.5, 11.0, 1e300];
        for value in numbers.map(RawValue::Number).into_iter().chain(["", "5", "true"].map(RawValue::from)) {
            let (text, number) = outcome(value.clone());
            assert_eq!(text.unwrap_err().message, "anOption must be a GUID.", "{value:?}");
            assert_eq!(number.unwrap_err().message, "anOption must be a whole number from 1 to 10.", "{value:?}");
        }
    }
}
