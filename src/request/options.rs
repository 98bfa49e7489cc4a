//! What a caller gives for an option, before it is checked.

use std::ops::RangeInclusive;

use crate::decimal::decimal;
use crate::failure::{Failure, FailureCode};
use crate::join::join;

/// An option with its name, which an error tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The name that the caller knows it by.
    pub name: &'static str,
    /// What was given.
    pub value: GivenValue,
}

/// The value of an option. JavaScript can put anything there.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum GivenValue {
    /// Nothing, or `null`.
    #[default]
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// What no option can be.
    Other,
}

impl Given {
    /// The option as a text that `parse` takes; the rule tells what those are.
    ///
    /// # Errors
    /// `invalid-argument`, with the name, the rule, and never the value.
    pub fn text<T>(&self, rule: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Box<Failure>> {
        match &self.value {
            GivenValue::Nothing => Ok(None),
            GivenValue::Text(text) => parse(text).map(Some).ok_or_else(|| invalid(self.name, rule)),
            GivenValue::Number(_) | GivenValue::Other => Err(invalid(self.name, rule)),
        }
    }

    /// The option as a whole number in a range.
    ///
    /// # Errors
    /// `invalid-argument`, with the name and the range.
    pub fn number(&self, range: RangeInclusive<u32>) -> Result<Option<u32>, Box<Failure>> {
        let allowed = f64::from(*range.start())..=f64::from(*range.end());
        match self.value {
            GivenValue::Nothing => Ok(None),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole and in the range")]
            GivenValue::Number(number) if number.fract() == 0.0 && allowed.contains(&number) => Ok(Some(number as u32)),
            _ => {
                let (start, end) = (decimal(*range.start() as usize), decimal(*range.end() as usize));
                Err(invalid(self.name, &join(&["must be a whole number from ", &start, " to ", &end])))
            }
        }
    }
}

/// A failure of the caller's: the argument's name and the rule that it breaks.
#[must_use]
pub fn invalid(argument: &str, rule: &str) -> Box<Failure> {
    Failure::new(FailureCode::InvalidArgument, &join(&[argument, " ", rule, "."]))
}
