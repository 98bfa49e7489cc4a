//! A validated request: everything that is sent to the service except the token.

pub(crate) mod base_url;
pub(crate) mod guid;
pub(crate) mod options;
pub(crate) mod token;

use details::text::{concat, is_listed};

use self::base_url::BaseUrl;
use self::guid::Guid;
use self::options::{RequestOptions, invalid_argument};
use crate::failure::Failure;

/// The maximum of every timeout. Browsers fire timers of more than 24 days immediately.
const DAY_MS: u32 = 86_400_000;

/// Whether a browser sends its cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Cookies are never sent.
    Omit,
    /// Cookies are sent to the page's own origin only.
    SameOrigin,
}

/// A validated request, without the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub(crate) tracking_id: Guid,
    /// The calls that share it share their limits.
    pub(crate) base_url: BaseUrl,
    url: String,
    pub(crate) request_id: Guid,
    pub(crate) correlation_id: Guid,
    locale: String,
    authorization_header: String,
    credentials: Credentials,
    max_response_bytes: u32,
    pub(crate) timeout_ms: u32,
    pub(crate) attempt_timeout_ms: u32,
    pub(crate) max_retries: u32,
    /// The shortest wait between two requests of the call. A watch keeps its interval by it.
    pub(crate) pace_ms: u32,
}

impl Request {
    /// Checks the arguments of a call. `None` is an argument that is not a text. `fill_random` generates the ids that the options do not set.
    ///
    /// # Errors
    /// `invalid-argument`, with the name of the first argument that can't be used and its rule, and never its value.
    pub(crate) fn new(
        customer_id: Option<&str>,
        tracking_id: Option<&str>,
        options: &RequestOptions,
        fill_random: impl FnOnce(&mut [u8]),
    ) -> Result<Self, Box<Failure>> {
        const GUID: &str = "must be a GUID, such as 47021739-3426-40bf-9601-61b4b6d7c793";
        let customer_id = customer_id.and_then(Guid::parse).ok_or_else(|| invalid_argument("customerId", GUID))?;
        let tracking_id = tracking_id.and_then(Guid::parse).ok_or_else(|| invalid_argument("trackingId", GUID))?;
        let base_url = options.base_url.text(base_url::RULE, BaseUrl::parse)?;
        let [request_id, correlation_id] = Guid::random_pair(fill_random);
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
            url: concat(&[base_url.as_str(), &concat(&path)]),
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
            pace_ms: 0,
        })
    }

    /// The full address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, except the one that carries the token.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("Accept", "application/json"),
            ("MS-RequestId", self.request_id.as_str()),
            ("MS-CorrelationId", self.correlation_id.as_str()),
            ("X-Locale", self.locale.as_str()),
        ]
        .into_iter()
    }

    /// The name of the header that carries the token.
    #[must_use]
    pub fn authorization_header(&self) -> &str {
        &self.authorization_header
    }

    /// Whether cookies are sent.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.credentials
    }

    /// The largest body that is accepted, in bytes after decompression.
    #[must_use]
    pub fn max_response_bytes(&self) -> u32 {
        self.max_response_bytes
    }

    /// Gives the next request a new id. Retries keep the id: "if there's a timeout, the retry call should include the same value"
    /// (the service's page on headers).
    pub(crate) fn renew_request_id(&mut self, fill_random: impl FnOnce(&mut [u8])) {
        [self.request_id, _] = Guid::random_pair(fill_random);
    }
}

/// Accepts the form of a language tag (BCP 47): a language, and subtags of up to eight letters or digits.
fn parse_locale(text: &str) -> Option<String> {
    let mut subtags = text.as_bytes().split(|byte| *byte == b'-');
    let language = subtags.next()?;
    let is_language = matches!(language.len(), 2..=3) && language.iter().all(u8::is_ascii_alphabetic);
    let is_subtag = |subtag: &[u8]| matches!(subtag.len(), 1..=8) && subtag.iter().all(u8::is_ascii_alphanumeric);
    (text.len() <= 35 && is_language && subtags.all(is_subtag)).then(|| text.to_owned())
}

/// Header names that can't carry the token. A `*` stands for any end.
///
/// - The request uses them already.
/// - Browsers drop or overwrite them: the "forbidden request-headers" of the Fetch standard, and `user-agent` in Chromium.
/// - They mean something to every server (whether to answer at all, with what, from which cache), which would read the token as that.
/// - Proxies overwrite them or write them into their logs.
const RESERVED: &str = "ms-requestid ms-correlationid x-locale \
    accept* access-control-* connection content-* cookie* date dnt expect host keep-alive origin proxy-* referer sec-* set-cookie* te trailer \
    transfer-encoding upgrade* user-agent via x-http-method* x-method-override \
    cache-control if-* max-forwards pragma prefer priority range \
    forwarded from x-forwarded-* x-real-ip \
    baggage early-data location traceparent tracestate x-original-* x-rewrite-*";

/// Accepts a header name (a token of RFC 9110) that is not [`RESERVED`]: the token would be missing where the service looks for it.
fn parse_header_name(text: &str) -> Option<String> {
    let is_symbol = |byte| matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~');
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || is_symbol(byte);
    let is_name = matches!(text.len(), 1..=64) && text.bytes().all(is_token);
    (is_name && !is_listed(RESERVED, text.as_bytes())).then(|| text.to_owned())
}

fn parse_credentials(text: &str) -> Option<Credentials> {
    match text {
        "omit" => Some(Credentials::Omit),
        "same-origin" => Some(Credentials::SameOrigin),
        _ => None,
    }
}
