//! The base URL: where requests, and with them tokens, go.

use details::text::{concat, parse_digits};

/// The address of the service for its commercial and US Government clouds.
pub(crate) const DEFAULT_BASE_URL: &str = "https://api.partnercenter.microsoft.com";

/// The rule that the error for a refused address tells.
pub(crate) const RULE: &str = "must be an absolute https:// address (http:// for localhost alone) without user name, query, fragment or \
                        dot segments, such as https://api.partnercenter.microsoft.com or https://portal.example/partner-center";

/// Scheme, host, perhaps a port and a path prefix, without a slash at the end.
///
/// A token goes wherever this points. So it is `https`, or `http` to this machine, and every character is from a short list instead of being
/// parsed as a browser would: nothing in it can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_at_checked(text.bytes().position(|byte| byte == b'/')? + 2)?;
        let is_safe: fn(&[u8]) -> bool = match scheme.to_ascii_lowercase().as_str() {
            "https://" => is_host,
            "http://" => is_loopback,
            _ => return None,
        };
        let authority = rest.as_bytes().split(|byte| *byte == b'/').next()?.to_ascii_lowercase();
        let (origin, path) = text.split_at_checked(scheme.len() + authority.len())?;
        let path = match path.bytes().rposition(|byte| byte != b'/') {
            Some(last) => path.get(..=last)?,
            None if path.len() > 1 => return None,
            None => "",
        };
        let (host, port) = split_port(&authority)?;
        (is_safe(host) && is_port(port) && is_path(path.as_bytes()))
            .then(|| Self(concat(&[&origin.to_ascii_lowercase(), path])))
    }

    /// The address, without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self(DEFAULT_BASE_URL.to_owned())
    }
}

/// Splits an authority into the host, and the port with its colon. The colons of an IPv6 address stand in brackets.
fn split_port(authority: &[u8]) -> Option<(&[u8], &[u8])> {
    let bracket = authority.iter().position(|byte| *byte == b']').unwrap_or(0);
    let colon = authority.iter().skip(bracket).position(|byte| *byte == b':');
    authority.split_at_checked(colon.map_or(authority.len(), |colon| bracket + colon))
}

fn is_port(port: &[u8]) -> bool {
    let number = port.strip_prefix(b":").and_then(parse_digits);
    port.is_empty() || matches!(number, Some(1..=65_535))
}

fn is_host(host: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        !label.is_empty() && label.iter().all(is_inside) && !label.starts_with(b"-") && !label.ends_with(b"-")
    };
    is_ipv6(host) || (host.len() <= 253 && labels(host).all(is_label))
}

fn is_loopback(host: &[u8]) -> bool {
    host == b"localhost"
        || host == b"[::1]"
        || host.strip_suffix(b".localhost").is_some_and(is_host)
        || (host.starts_with(b"127.") && labels(host).count() == 4 && labels(host).all(is_octet))
}

fn labels(host: &[u8]) -> impl Iterator<Item = &[u8]> {
    host.split(|byte| *byte == b'.')
}

/// Whether a text is 0 to 255 without leading zeros. A browser would read `010` as 8.
fn is_octet(text: &[u8]) -> bool {
    matches!(parse_digits(text), Some(0..=255)) && (text == b"0" || !text.starts_with(b"0"))
}

/// Whether a host has the characters of an IPv6 address in brackets, two colons at least. The browser checks the rest: nothing else can be
/// meant by it.
fn is_ipv6(host: &[u8]) -> bool {
    let inner = host.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or_default();
    inner.split(|byte| *byte == b':').count() > 2 && inner.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b':')
}

/// Whether a path is empty or has segments of plain characters only. What a browser would normalise (`..`, `%2e`, `\`) is refused.
fn is_path(path: &[u8]) -> bool {
    let is_segment = |segment: &[u8]| {
        let is_mark = |byte| matches!(byte, b'!' | b'$' | b'&'..=b'.' | b':' | b';' | b'=' | b'@' | b'_' | b'~');
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || is_mark(*byte);
        segment.iter().all(is_plain) && segment.iter().any(|byte| *byte != b'.')
    };
    path.is_empty() || path.strip_prefix(b"/").is_some_and(|path| path.split(|byte| *byte == b'/').all(is_segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_safe_addresses() {
        let cases = [
            ("https://api.partnercenter.microsoft.com", "https://api.partnercenter.microsoft.com"),
            ("https://api.partnercenter.microsoft.com/", "https://api.partnercenter.microsoft.com"),
            ("HTTPS://Portal.Example:8443/Partner-Center/", "https://portal.example:8443/Partner-Center"),
            ("https://portal.example/a/b.c/~d", "https://portal.example/a/b.c/~d"),
            (
                "https://partner.partnercenterapi.microsoftonline.cn",
                "https://partner.partnercenterapi.microsoftonline.cn",
            ),
            ("https://intranet", "https://intranet"),
            ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
            ("http://localhost:4173", "http://localhost:4173"),
            ("http://localhost:4173/faults/reset", "http://localhost:4173/faults/reset"),
            ("http://app.localhost", "http://app.localhost"),
            ("http://127.0.0.1:80", "http://127.0.0.1:80"),
            ("http://127.8.9.10", "http://127.8.9.10"),
            ("http://[::1]:4173", "http://[::1]:4173"),
        ];
        for (text, wanted) in cases {
            assert_eq!(BaseUrl::parse(text).as_ref().map(BaseUrl::as_str), Some(wanted), "{text}");
        }
    }

    #[test]
    fn refuses_addresses_that_could_send_a_token_elsewhere() {
        let cases = [
            "",
            "https://",
            "https:///path",
            "api.partnercenter.microsoft.com",
            "//portal.example",
            "/partner-center",
            "http://portal.example",
            "http://127.0.0.1.portal.example",
            "http://localhost.portal.example",
            "http://10.0.0.1",
            "http://127.0.0.010",
            "http://127.0.0.256",
            "http://127.0.0.1.2",
            "http://128.0.0.1",
            "http://127.1",
            "http://0x7f000001",
            "http://[::2]",
            "ftp://portal.example",
            "javascript:alert(1)",
            "data:text/plain,x",
            "wss://portal.example",
            "https://user@portal.example",
            "https://user:word@portal.example",
            "https://portal.example?x=1",
            "https://portal.example/?x=1",
            "https://portal.example/#x",
            "https://portal.example#x",
            "https://portal.example\\@evil.example",
            "https://portal.example/a\\b",
            "https://portal.example/../x",
            "https://portal.example/./x",
            "https://portal.example/a/../x",
            "https://portal.example/%2e%2e/x",
            "https://portal.example//",
            "https://portal.example//x",
            "https://portal.example/a//b",
            "https://portal.example/a b",
            "https://portal.example:0",
            "https://portal.example:65536",
            "https://portal.example:",
            "https://portal.example:+1",
            "https://portal.example:80:80",
            "https://portäl.example",
            "https://portal..example",
            "https://-portal.example",
            "https://portal.example.",
            " https://portal.example",
            "https://portal.example\n",
            "https://[::1",
            "https://::1]",
            "https://[::1]x",
            "https://[portal]",
        ];
        for text in cases {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_is_stable(text in "(http|https)://[a-z.:/@\\[\\]0-9?#%\\\\é-]{0,40}") {
            if let Some(base_url) = BaseUrl::parse(&text) {
                prop_assert_eq!(BaseUrl::parse(base_url.as_str()), Some(base_url.clone()));
            }
        }
    }
}
