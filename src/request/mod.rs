//! From what a caller gives to a request that the service documents.

pub mod base_url;
pub mod guid;
pub mod options;
pub mod token;

#[cfg(target_family = "wasm")]
use tsify::Tsify;

use self::base_url::BaseUrl;
use self::guid::Guid;
use self::options::{Given, invalid};
use crate::failure::Failure;
use crate::join::join;

/// How a call is made. Everything is optional.
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct RequestOptions {
    /// Where requests go: the service, or a gateway of your own, for which a path prefix is allowed. `https:`, or `http:` on localhost.
    /// Default `"https://api.partnercenter.microsoft.com"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub(crate) base_url: Given,
    /// The language of the service's texts (`X-Locale`), a language tag. Default `"en-US"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub(crate) locale: Given,
    /// `MS-RequestId`, a GUID; the same on every retry of the call. Default a fresh one.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub(crate) request_id: Given,
    /// `MS-CorrelationId`, a GUID. Default a fresh one.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub(crate) correlation_id: Given,
    /// The largest answer that is taken, in bytes after decompression: 1 to 1 GiB. Default 32 MiB (a batch of 5,000 devices is 0.7 MB).
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) max_response_bytes: Given,
    /// Whether cookies go along: `"same-origin"` for a cookie session with a gateway. Default `"omit"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = r#""omit" | "same-origin""#))]
    pub(crate) credentials: Given,
    /// The header that carries the token; some hosts overwrite the usual one. Default `"Authorization"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub(crate) authorization_header: Given,
    /// How long the whole call may take, retries and waits included, in milliseconds: 1 to 86,400,000. Default 120,000.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) timeout_ms: Given,
    /// How long one attempt may take, the body included, in milliseconds: 1 to 86,400,000. Default 30,000.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) attempt_timeout_ms: Given,
    /// How often a failure that may pass is tried again: 0 to 10. Default 3.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) max_retries: Given,
}

/// The longest limit: far below the 24 days after which a browser fires a timer at once.
const DAY_MS: u32 = 86_400_000;

impl RequestOptions {
    /// Takes every option by its name.
    pub fn read(get: impl Fn(&'static str) -> Given) -> Self {
        Self {
            base_url: get("baseUrl"),
            locale: get("locale"),
            request_id: get("requestId"),
            correlation_id: get("correlationId"),
            max_response_bytes: get("maxResponseBytes"),
            credentials: get("credentials"),
            authorization_header: get("authorizationHeader"),
            timeout_ms: get("timeoutMs"),
            attempt_timeout_ms: get("attemptTimeoutMs"),
            max_retries: get("maxRetries"),
        }
    }
}

/// Whether a browser sends its cookies along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Never.
    Omit,
    /// To the page's own origin.
    SameOrigin,
}

/// A request that holds everything but the token. One that exists is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The batch upload in question.
    pub tracking_id: Guid,
    /// What the address begins with: calls that share it share their limits.
    pub base_url: BaseUrl,
    /// The full address.
    pub url: String,
    /// `MS-RequestId`: "if there's a timeout, the retry call should include the same value" (the service's page on headers).
    pub request_id: Guid,
    /// `MS-CorrelationId`.
    pub correlation_id: Guid,
    /// `X-Locale`.
    pub locale: String,
    /// The name of the header that carries the token.
    pub authorization_header: String,
    /// Whether cookies go along.
    pub credentials: Credentials,
    /// The largest body that is taken, after content decoding.
    pub max_response_bytes: u32,
    /// How long the whole call may take.
    pub timeout_ms: u32,
    /// How long one attempt may take.
    pub attempt_timeout_ms: u32,
    /// How often a failure that may pass is tried again.
    pub max_retries: u32,
}

impl Request {
    /// Checks what a caller gave. `None` stands for an argument that is no text at all, `fresh_ids` for ids not given.
    ///
    /// # Errors
    /// `invalid-argument`, with the name of the first argument that can't be used, the rule, and never its value.
    pub fn new(
        customer_id: Option<&str>,
        tracking_id: Option<&str>,
        options: &RequestOptions,
        fresh_ids: [Guid; 2],
    ) -> Result<Self, Box<Failure>> {
        const GUID: &str = "must be a GUID, such as 47021739-3426-40bf-9601-61b4b6d7c793";
        let customer_id = customer_id.and_then(Guid::parse).ok_or_else(|| invalid("customerId", GUID))?;
        let tracking_id = tracking_id.and_then(Guid::parse).ok_or_else(|| invalid("trackingId", GUID))?;
        let base_url = options.base_url.text(base_url::RULE, BaseUrl::parse)?;
        let [request_id, correlation_id] = fresh_ids;
        let request_id = options.request_id.text(GUID, Guid::parse)?.unwrap_or(request_id);
        let correlation_id = options.correlation_id.text(GUID, Guid::parse)?.unwrap_or(correlation_id);
        let locale = options.locale.text("must be a language tag, such as en-US", parse_locale)?;
        let authorization_header = options.authorization_header.text(
            "must be the name of a header that a page may set, such as X-Custom-Authorization",
            parse_header_name,
        )?;
        let credentials = options.credentials.text("must be \"omit\" or \"same-origin\"", parse_credentials)?;
        let max_response_bytes = options.max_response_bytes.number(1..=1 << 30)?.unwrap_or(32 << 20);
        let timeout_ms = options.timeout_ms.number(1..=DAY_MS)?.unwrap_or(120_000);
        let attempt_timeout_ms = options.attempt_timeout_ms.number(1..=DAY_MS)?.unwrap_or(30_000);
        let max_retries = options.max_retries.number(0..=10)?.unwrap_or(3);
        let base_url = base_url.unwrap_or_default();
        let path = ["/v1/customers/", customer_id.as_str(), "/batchJobStatus/", tracking_id.as_str()];
        Ok(Self {
            url: join(&[base_url.as_str(), &join(&path)]),
            base_url,
            tracking_id,
            request_id,
            correlation_id,
            locale: locale.unwrap_or_else(|| "en-US".to_owned()),
            authorization_header: authorization_header.unwrap_or_else(|| "Authorization".to_owned()),
            credentials: credentials.unwrap_or(Credentials::Omit),
            max_response_bytes,
            timeout_ms,
            attempt_timeout_ms,
            max_retries,
        })
    }

    /// The headers, save the one that carries the token.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("Accept", "application/json"),
            ("MS-RequestId", self.request_id.as_str()),
            ("MS-CorrelationId", self.correlation_id.as_str()),
            ("X-Locale", self.locale.as_str()),
        ]
        .into_iter()
    }
}

/// The shape of a language tag of BCP 47, whose subtags are up to eight letters or digits long.
fn parse_locale(text: &str) -> Option<String> {
    let mut subtags = text.as_bytes().split(|byte| *byte == b'-');
    let language = subtags.next()?;
    let is_language = matches!(language.len(), 2..=3) && language.iter().all(u8::is_ascii_alphabetic);
    let is_subtag = |subtag: &[u8]| matches!(subtag.len(), 1..=8) && subtag.iter().all(u8::is_ascii_alphanumeric);
    (text.len() <= 35 && is_language && subtags.all(is_subtag)).then(|| text.to_owned())
}

/// A token of RFC 9110 which is neither sent for another purpose here nor dropped in silence by browsers ("forbidden request-header" of
/// the Fetch standard), for then the token would be missing.
fn parse_header_name(text: &str) -> Option<String> {
    const TAKEN: [&str; 26] = [
        "accept",
        "ms-requestid",
        "ms-correlationid",
        "x-locale",
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-http-method",
    ];
    const TAKEN_PREFIXES: [&str; 3] = ["proxy-", "sec-", "x-http-method-"];
    let name = text.to_ascii_lowercase();
    let is_mark = |byte| matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~');
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || is_mark(byte);
    let is_free = !TAKEN.contains(&name.as_str())
        && !name.starts_with("access-control-request-")
        && !TAKEN_PREFIXES.iter().any(|prefix| name.as_bytes().starts_with(prefix.as_bytes()));
    (!name.is_empty() && name.len() <= 64 && name.bytes().all(is_token) && is_free).then(|| text.to_owned())
}

fn parse_credentials(text: &str) -> Option<Credentials> {
    match text {
        "omit" => Some(Credentials::Omit),
        "same-origin" => Some(Credentials::SameOrigin),
        _ => None,
    }
}
