//! The base URL, to which requests and their tokens are sent.

use details::text::{concat, parse_digits};

/// The address of the service for its commercial and US Government clouds.
pub(crate) const DEFAULT_BASE_URL: &str = "https://api.partnercenter.microsoft.com";

/// The address of the service operated by 21Vianet in China. The addresses of both clouds are the audiences of their tokens:
/// learn.microsoft.com/partner-center/developer/partner-center-rest-urls. No other cloud is left.
const CHINA_BASE_URL: &str = "https://partner.partnercenterapi.microsoftonline.cn";

/// The rule, as the error message states it.
pub(crate) const RULE: &str = "must be an absolute https:// address (http:// only for localhost) without user name, query, fragment or \
                        dot segments, such as https://api.partnercenter.microsoft.com or https://portal.example/partner-center";

/// Scheme, host, perhaps a port and a path prefix, without a slash at the end. The version of the API at the end is taken off too: a request
/// adds it, and people copy it from addresses (Partner-Center-PowerShell#379 shows `/v1//v1/`).
///
/// Tokens are sent to this address, so it must be `https`, or `http` on this machine. Only an allowlist of characters is accepted, so that no
/// browser can parse it differently.
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
            .then(|| Self(concat(&[&origin.to_ascii_lowercase(), without_version(path)])))
    }

    /// The audience of a token for this address, for a sentence that ends in "the audience …".
    pub(crate) fn audience(&self) -> &'static str {
        let clouds = [DEFAULT_BASE_URL, CHINA_BASE_URL];
        let own = clouds
            .into_iter()
            .find(|cloud| self.0.strip_prefix(cloud).is_some_and(|path| path.is_empty() || path.starts_with('/')));
        // A gateway can stand before either cloud.
        own.unwrap_or("of your cloud, such as https://api.partnercenter.microsoft.com")
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

fn without_version(path: &str) -> &str {
    match path.split_at_checked(path.len().saturating_sub(3)) {
        Some((rest, version)) if version.eq_ignore_ascii_case("/v1") => without_version(rest),
        _ => path,
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
    // A browser reads such a host as an IPv4 address in one of its other forms, or refuses it: `127.1`, `0x7f.1`, `2130706433`.
    let ends_in_number = labels(host).next_back().is_some_and(|label| label.first().is_some_and(u8::is_ascii_digit));
    is_ipv6(host) || if ends_in_number { is_ipv4(host) } else { host.len() <= 253 && labels(host).all(is_label) }
}

fn is_loopback(host: &[u8]) -> bool {
    host == b"localhost"
        || host == b"[::1]"
        || host.strip_suffix(b".localhost").is_some_and(is_host)
        || (host.starts_with(b"127.") && is_ipv4(host))
}

fn labels(host: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    host.split(|byte| *byte == b'.')
}

fn is_ipv4(host: &[u8]) -> bool {
    labels(host).count() == 4 && labels(host).all(is_octet)
}

/// Whether a text is 0 to 255 without leading zeros. A browser would read `010` as 8.
fn is_octet(text: &[u8]) -> bool {
    matches!(parse_digits(text), Some(0..=255)) && (text == b"0" || !text.starts_with(b"0"))
}

/// Whether a host is an IPv6 address in brackets: eight groups, or fewer where `::` stands for the others. The parser of the standard library,
/// which also takes a part in the form of IPv4, would add 1.7 kB to the wasm.
fn is_ipv6(host: &[u8]) -> bool {
    let is_group = |group: &[u8]| matches!(group.len(), 1..=4) && group.iter().all(u8::is_ascii_hexdigit);
    let groups = |groups: &[u8]| {
        let all = || groups.split(|byte| *byte == b':');
        if groups.is_empty() {
            0
        } else if all().all(is_group) {
            all().count()
        } else {
            9
        }
    };
    let inner = host.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or_default();
    match inner.windows(2).position(|pair| pair == b"::").and_then(|gap| inner.split_at_checked(gap)) {
        None => groups(inner) == 8,
        Some((before, gap)) => groups(before) + groups(gap.get(2..).unwrap_or_default()) < 8,
    }
}

/// Whether a path is empty or has segments of plain characters only. What a browser would normalise (`..`, `%2e`, `\`) is refused.
fn is_path(path: &[u8]) -> bool {
    let is_segment = |segment: &[u8]| {
        let is_symbol = |byte| matches!(byte, b'!' | b'$' | b'&'..=b'.' | b':' | b';' | b'=' | b'@' | b'_' | b'~');
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || is_symbol(*byte);
        segment.iter().all(is_plain) && segment.iter().any(|byte| *byte != b'.')
    };
    path.is_empty() || path.strip_prefix(b"/").is_some_and(|path| path.split(|byte| *byte == b'/').all(is_segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

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
            ("https://api.partnercenter.microsoft.com/v1", "https://api.partnercenter.microsoft.com"),
            ("https://api.partnercenter.microsoft.com/V1/", "https://api.partnercenter.microsoft.com"),
            ("https://portal.example/api/v1", "https://portal.example/api"),
            ("https://portal.example/v1/v1", "https://portal.example"),
            ("https://portal.example/v1/api", "https://portal.example/v1/api"),
            ("https://portal.example/apiv1", "https://portal.example/apiv1"),
            ("https://portal.example/api/v10", "https://portal.example/api/v10"),
            ("https://portal.example/v2", "https://portal.example/v2"),
            ("https://v1", "https://v1"),
            ("https://intranet", "https://intranet"),
            ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
            ("https://10.0.0.1", "https://10.0.0.1"),
            ("https://1.portal.example", "https://1.portal.example"),
            ("https://portal1", "https://portal1"),
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
            "https://[:::]",
            "https://[1:2:3:4:5:6:7]",
            "https://[1:2:3:4:5:6:7:8:9]",
            "https://[1::2::3]",
            "https://[12345::]",
            "https://[::ffff:127.0.0.1]",
            "https://[fe80::1%eth0]",
            // A browser reads all of these as IPv4 addresses, or refuses them.
            "https://2130706433",
            "https://0x7f.1",
            "https://0x7f000001",
            "https://127.00.0.1",
            "https://127.0.0.0x1",
            "https://1.2.3",
            "https://1.2.3.4.5",
            "https://256.1.1.1",
            "https://a.1",
            "https://portal.example.0x10",
            "https://portal.2x",
        ];
        for text in cases {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }

    proptest! {
        /// An address in numbers is one that the standard library reads too, in its one plain form.
        #[test]
        fn agrees_with_the_standard_library(
            ipv6 in "\\[(:{0,2}([0-9a-f]{1,4}:{1,2}){0,8}[0-9a-f]{0,4}|[0-9a-fg:.]{0,12})\\]",
            ipv4 in "([0-9]{1,3}\\.){2,4}[0-9]{1,3}",
        ) {
            let is_accepted = |host: &str| BaseUrl::parse(&format!("https://{host}")).is_some();
            let inner = ipv6.trim_matches(['[', ']']);
            prop_assert_eq!(is_accepted(&ipv6), !inner.contains('.') && inner.parse::<Ipv6Addr>().is_ok(), "{}", ipv6);
            prop_assert_eq!(is_accepted(&ipv4), ipv4.parse::<Ipv4Addr>().is_ok(), "{}", ipv4);
        }

        #[test]
        fn never_panics_and_is_stable(text in "(http|https)://[a-z.:/@\\[\\]0-9?#%\\\\é-]{0,40}") {
            if let Some(base_url) = BaseUrl::parse(&text) {
                prop_assert_eq!(BaseUrl::parse(base_url.as_str()), Some(base_url.clone()));
            }
        }
    }
}
