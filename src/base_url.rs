//! Where requests go.

/// The commercial and US Government address of the service.
pub const DEFAULT_BASE_URL: &str = "https://api.partnercenter.microsoft.com";

/// What every refused address is told.
pub const RULE: &str = "must be an absolute https:// address (http:// for localhost alone) without user name, query, fragment or \
                        dot segments, such as https://api.partnercenter.microsoft.com or https://portal.example/partner-center";

/// The address that requests go to: scheme, host, perhaps a port and a path prefix, without a slash at its end.
///
/// A token goes wherever this points. So it is `https`, or `http` on this very machine, and is taken letter by letter from
/// a short list rather than parsed as a browser would: nothing in it can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let scheme = scheme.to_ascii_lowercase();
        let (authority, path) =
            rest.find('/').map_or((rest, ""), |slash| rest.split_at_checked(slash).unwrap_or((rest, "")));
        let (host, port) = split_port(authority)?;
        let is_safe = match scheme.as_str() {
            "https" => is_host(host),
            "http" => is_loopback(host),
            _ => false,
        };
        (is_safe && is_port(port) && is_path(path))
            .then(|| Self([&scheme, "://", &authority.to_ascii_lowercase(), path.trim_end_matches('/')].concat()))
    }

    /// The address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self(DEFAULT_BASE_URL.to_owned())
    }
}

/// Host and port; the colons of an IPv6 address stand in brackets.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let behind_host = authority.find(']').map_or(0, |bracket| bracket);
    let (start, end) = authority.split_at_checked(behind_host)?;
    match end.find(':') {
        None => Some((authority, None)),
        Some(colon) => {
            let (host, port) = authority.split_at_checked(start.len() + colon)?;
            Some((host, port.strip_prefix(':')))
        }
    }
}

fn is_port(port: Option<&str>) -> bool {
    port.is_none_or(|port| {
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    })
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(is_inside) && !label.starts_with('-') && !label.ends_with('-')
    };
    is_ipv6(host) || (host.len() <= 253 && host.split('.').all(is_label))
}

fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host == "[::1]"
        || host.strip_suffix(".localhost").is_some_and(is_host)
        || (host.starts_with("127.") && host.split('.').count() == 4 && host.split('.').all(is_octet))
}

/// 0 to 255 as it is usually written: a browser would read `010` as 8.
fn is_octet(text: &str) -> bool {
    text.parse::<u8>().is_ok()
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
}

/// The signs of an IPv6 address in brackets. Whether it is one is for the browser to say: there is no other way to read it.
fn is_ipv6(host: &str) -> bool {
    let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
    inner.contains(':') && inner.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
}

/// Empty, or segments of plain letters: what a browser would normalise (`..`, `%2e`, `\`) can't be written.
fn is_path(path: &str) -> bool {
    let is_segment = |segment: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~.!$&'()*+,;=:@".contains(&byte);
        !segment.is_empty() && segment.bytes().all(is_plain) && !segment.bytes().all(|byte| byte == b'.')
    };
    let inner = path.trim_end_matches('/').trim_start_matches('/');
    (inner.is_empty() && path.len() <= 1)
        || (path.starts_with('/') && !path.starts_with("//") && inner.split('/').all(is_segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_what_is_safe() {
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
    fn refuses_what_could_lead_a_token_astray() {
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
