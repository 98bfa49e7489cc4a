//! The headers of an answer.

/// The headers of an answer that mean something here, in lower case. Across origins a browser shows those alone that
/// `Access-Control-Expose-Headers` names.
pub const HEADERS: [&str; 8] = [
    "content-type",
    "date",
    "ms-correlationid",
    "ms-cv",
    "ms-requestid",
    "retry-after",
    "retry-after-ms",
    "x-ms-retry-after-ms",
];

/// The headers of an answer, by the names of [`HEADERS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// The value of a header, where the answer has it and a browser shows it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl FromIterator<(&'static str, String)> for Headers {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(headers: I) -> Self {
        Self(headers.into_iter().collect())
    }
}
