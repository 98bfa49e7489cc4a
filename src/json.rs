//! JSON, and values from JavaScript, read without trust: any value may stand at any place.
//!
//! serde takes every value as a [`Node`], so that of a repeated field the last one counts and no message of serde's ever holds a
//! value; reading a node then tells the path of what does not fit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value that does not fit, with its path as far as it is known from the inside.
pub(crate) struct Misfit {
    pub(crate) path: String,
    /// What is there, in words.
    pub(crate) found: &'static str,
}

impl Misfit {
    pub(crate) fn new(found: &'static str) -> Self {
        Self { path: String::new(), found }
    }

    pub(crate) fn of<S>(node: &Node<'_, S>) -> Self {
        Self::new(node.kind())
    }

    pub(crate) fn at(mut self, place: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{place}{joint}{}", self.path);
        self
    }
}

/// Any JSON value, as much of it as the answer's fields can use.
#[derive(Default)]
pub(crate) enum Node<'a, S> {
    #[default]
    Absent,
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i64),
    /// The object or list that belongs at this place.
    Shaped(S),
    /// What no field can use, by its kind.
    Other(&'static str),
}

impl<S> Node<'_, S> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "null",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Shaped(_) => "an object or a list",
            Self::Other(kind) => kind,
        }
    }

    pub(crate) fn shaped(self) -> Result<Option<S>, Misfit> {
        match self {
            Self::Absent => Ok(None),
            Self::Shaped(shape) => Ok(Some(shape)),
            other => Err(Misfit::of(&other)),
        }
    }
}

/// Which object or list belongs at a place; any other is read over.
pub(crate) trait Shape<'a>: Sized {
    fn from_object<A: MapAccess<'a>>(mut object: A) -> Result<Node<'a, Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Node::Other("an object"))
    }

    fn from_list<A: SeqAccess<'a>>(mut list: A) -> Result<Node<'a, Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::Other("a list"))
    }
}

impl<'a, S: Shape<'a>> Deserialize<'a> for Node<'a, S> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor(PhantomData))
    }
}

struct NodeVisitor<S>(PhantomData<S>);

impl<'a, S: Shape<'a>> Visitor<'a> for NodeVisitor<S> {
    type Value = Node<'a, S>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Absent)
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or(Node::Other("a huge number"), Node::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Node::Other("a number that is not whole"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Node::Other("true or false"))
    }

    fn visit_map<A: MapAccess<'a>>(self, object: A) -> Result<Self::Value, A::Error> {
        S::from_object(object)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, list: A) -> Result<Self::Value, A::Error> {
        S::from_list(list)
    }
}

/// A value that is neither an object nor a list.
pub(crate) type Scalar<'a> = Node<'a, NoShape>;

pub(crate) struct NoShape;

impl Shape<'_> for NoShape {}

impl<'a> Scalar<'a> {
    pub(crate) fn text(self) -> Result<Option<Cow<'a, str>>, Misfit> {
        match self {
            Node::Absent => Ok(None),
            Node::Text(text) => Ok(Some(text)),
            other => Err(Misfit::of(&other)),
        }
    }

    pub(crate) fn number(self) -> Result<Option<i64>, Misfit> {
        match self {
            Node::Absent => Ok(None),
            Node::Number(number) => Ok(Some(number)),
            other => Err(Misfit::of(&other)),
        }
    }

    /// Documented as a text, but Microsoft Graph's twin of the field is a number.
    pub(crate) fn text_or_number(self) -> Result<Option<Cow<'a, str>>, Misfit> {
        match self {
            Node::Number(number) => Ok(Some(Cow::Owned(number.to_string()))),
            other => other.text(),
        }
    }
}

/// The fields of an object as they came; of a repeated field the last value.
macro_rules! fields {
    ($name:ident { $($field:ident: $node:ty = $key:literal,)* }) => {
        #[derive(Default)]
        struct $name<'a> {
            $($field: $node,)*
        }

        impl<'a> Shape<'a> for $name<'a> {
            fn from_object<A: MapAccess<'a>>(mut object: A) -> Result<Node<'a, Self>, A::Error> {
                let mut fields = Self::default();
                while let Some(key) = object.next_key::<Scalar>()? {
                    match &key {
                        $(Node::Text(key) if key == $key => fields.$field = object.next_value()?,)*
                        _ => drop(object.next_value::<serde::de::IgnoredAny>()?),
                    }
                }
                Ok(Node::Shaped(fields))
            }
        }
    };
}

pub(crate) use fields;
