//! The headers of an answer.

/// The headers of an answer that mean something here, by their names in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// The names of the headers that a transport should pass on, where an answer has them. Across origins a browser shows only those that
    /// `Access-Control-Expose-Headers` names.
    pub const NAMES: [&'static str; 8] = [
        "content-type",
        "date",
        "ms-correlationid",
        "ms-cv",
        "ms-requestid",
        "retry-after",
        "retry-after-ms",
        "x-ms-retry-after-ms",
    ];

    /// Adds a header, by its name in lower case.
    pub fn insert(&mut self, name: &'static str, value: String) {
        self.0.push((name, value));
    }

    /// The value of a header, where the answer has it.
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
