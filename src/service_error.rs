//! The service's own account of an error, in any of the shapes that it has.

use serde::de::MapAccess;

use crate::json::{Node, Scalar, Shape, fields};

/// Codes are numbers or single words; what is longer is no code.
const MAX_WORD: usize = 64;

/// What the body of an error answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceError {
    /// The code, documented as a text but sent as a number.
    pub code: Option<String>,
    /// The service's words.
    pub description: Option<String>,
    /// The part of the service that reports.
    pub source: Option<String>,
}

impl ServiceError {
    /// Reads `{code, description, data, source}`, the gateway's `{statusCode, message}` and `{error: {code, message}}`. A body of any
    /// other form (HTML, nothing at all) says nothing, and no piece of it is kept.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        match serde_json::from_slice::<Node<ErrorFields>>(body) {
            Ok(Node::Shaped(fields)) => fields.read(),
            _ => Self::default(),
        }
    }
}

fields!(ErrorFields {
    code: Scalar<'a> = "code",
    description: Scalar<'a> = "description",
    source: Scalar<'a> = "source",
    message: Scalar<'a> = "message",
    error: Node<'a, InnerErrorFields<'a>> = "error",
});

fields!(InnerErrorFields {
    code: Scalar<'a> = "code",
    message: Scalar<'a> = "message",
});

impl ErrorFields<'_> {
    fn read(self) -> ServiceError {
        let inner = self.error.shaped().ok().flatten().unwrap_or_default();
        ServiceError {
            code: word(self.code).or_else(|| word(inner.code)),
            description: [self.description, self.message, inner.message].into_iter().find_map(sentence),
            source: word(self.source),
        }
    }
}

fn word(node: Scalar<'_>) -> Option<String> {
    let text = node.text_or_number().ok().flatten()?;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (!text.is_empty() && text.len() <= MAX_WORD && text.bytes().all(is_word)).then(|| text.into_owned())
}

fn sentence(node: Scalar<'_>) -> Option<String> {
    let text = node.text().ok().flatten()?;
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}
