//! The headers of an answer.

/// The headers of an answer that the client uses, found by their names in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// The names of the headers that the client uses. Across origins a browser shows only those that `Access-Control-Expose-Headers` names.
    pub const NAMES: [&'static str; 9] = [
        "content-type",
        "date",
        "ms-correlationid",
        "ms-cv",
        "ms-requestid",
        "retry-after",
        "retry-after-ms",
        "www-authenticate",
        "x-ms-retry-after-ms",
    ];

    /// Adds a header. One that the client does not use is ignored, and so is an empty one, which would take the place of an id that was sent.
    pub fn insert(&mut self, name: &str, value: String) {
        let known = Self::NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
        if let Some(known) = known.filter(|_| !value.trim_ascii().is_empty()) {
            self.0.push((known, value));
        }
    }

    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl<N: AsRef<str>> FromIterator<(N, String)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, String)>>(headers: I) -> Self {
        let mut known = Self::default();
        headers.into_iter().for_each(|(name, value)| known.insert(name.as_ref(), value));
        known
    }
}

#[cfg(test)]
mod tests {
    use super::Headers;

    #[test]
    fn names_are_known_in_any_case() {
        let headers: Headers = [("Retry-After", "7"), ("MS-CV", "x"), ("Server", "y")]
            .map(|(n, v)| (n, v.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(
            (headers.get("retry-after"), headers.get("ms-cv"), headers.get("server")),
            (Some("7"), Some("x"), None)
        );
    }
}
