//! What to do next, in plain words.
//!
//! A hint that ends in "audience " is ended by [`add_audience`]: the audience depends on the cloud.

use details::text::{concat, decimal, has_any};

use crate::failure::code::FailureCode;

/// The reason of a failure that says that the token was issued without multi-factor authentication.
pub(crate) const REASON_MFA: &str = "mfa";

/// The reason of a failure that says that the service knows no such customer or batch upload.
pub(crate) const REASON_IDS: &str = "ids";

/// The reason of a failure of a gateway that has no route for the request.
const REASON_NO_SUCH_ROUTE: &str = "no-such-route";

/// The reason why a watch ends before the batch upload is done.
pub(crate) const REASON_MAX_WAIT: &str = "max-wait";

/// The service's code for a token without multi-factor authentication. It stands in where the service says so without a code.
pub(crate) const WITHOUT_MFA: &str = "900421";

/// What to do next when the machine is known to be offline.
pub(crate) const OFFLINE: &str = "This machine is offline: connect it, then try again.";

/// What to do next when a watch ends before the batch upload is done.
pub(crate) const STILL_GOING_ON: &str = "Watch again with the same two ids, or allow more time with maxWaitMs.";

/// What to do next when an answer takes too much memory.
pub(crate) const TOO_COSTLY: &str =
    "Check the base address and what answers there. For a large batch, free memory, or upload fewer devices at once.";

/// What to do next when a gateway has no route for the request.
const NO_SUCH_ROUTE: &str =
    "The gateway knows no such route, whatever the ids are: check the base address, the part before /v1.";

/// What to do next for a token without multi-factor authentication.
const MFA: &str = "The token was issued without multi-factor authentication (MFA): sign in again with a second factor, so that its \
    amr claim holds mfa. If the sign-in does not ask for one, enforce MFA for the account by a Conditional Access policy.";

/// What to do next for a 403 that does not say why. The roles are those of the service's page on this request
/// (get-the-status-of-a-device-batch-upload). Its page on partner types gives indirect resellers no access to the API.
const FORBIDDEN: &str = "Use an App+User token of the partner tenant. Its account needs the role Admin agent or Sales agent in Partner Center, \
    and a relationship (GDAP) with this customer. Indirect resellers have no access to this API. Or a gateway on the way refuses.";

/// A row of the table of hints.
struct Row {
    /// The reason. Pages have texts of their own for each. It is empty where all that can be told is what to look at.
    reason: &'static str,
    /// The first digits of the statuses for which the row counts. It is empty where it counts for any.
    status: &'static str,
    /// What the answer must say, in any case: one of these marks, which `|` separates, and none of those that begin with `!`. First it is asked for
    /// its code alone, which is `=20002#`, then for all that it says: `#reason phrase#code#words#`. There `#400#` is a code that tells less than
    /// words, `##not found#` is all that an answer without a code says, and `mfa` begins any word.
    marks: &'static str,
    /// What to do next.
    hint: &'static str,
}

/// The hint for what the service says, by status, code and words together. The first row that fits counts.
///
/// "Table" is the service's table of REST error codes, error-codes. It and the other pages named here are in
/// learn.microsoft.com/partner-center/developer, if nothing else is said. A repository with a number is a public report on GitHub.
static TABLE: [Row; 14] = [
    // learn.microsoft.com/partner-center, partner-security-requirements-mandating-mfa: "Unauthorized - MFA required" in the reason phrase. "MFA
    // required. (10001)" there: Partner-Center-DotNet-Samples#59, Partner-Center-PowerShell#331, BCTech#34. 900421: partner-center-mcp.
    // Unauthorized_MissingMFA, as a 403 too: a public report of a sibling API.
    Row {
        reason: REASON_MFA,
        status: "4",
        marks: "=900421#|=10001#|mfa|multi-factor|multi factor|multifactor|two-factor|two factor|2fa|second factor|strong authentication|\
            !is satisfied|!was satisfied|!requirement satisfied|!signed in with|!not required",
        hint: MFA,
    },
    // Table.
    Row {
        reason: "conditional-access",
        status: "4",
        marks: "=900309#|conditional access",
        hint: "A Conditional Access policy blocks the call: sign in as the policy demands (device, location, second factor).",
    },
    // Table. "This resource can't be accessed by application credentials.": Partner-Center-PowerShell#54, Reseller-Web-Application#13.
    Row {
        reason: "app-only",
        status: "4",
        marks: "=900316#|=900329#|application credential|application permission|application-only|application only|app-only|app only",
        hint: "App-only tokens are not allowed for this call: use an App+User token, signed in by a person.",
    },
    // Table.
    Row {
        reason: "no-relationship",
        status: "4",
        marks: "=20002#|relationship|delegated admin",
        hint: "Your partner tenant has no reseller relationship with this customer: check the customer id, and request the relationship (GDAP) in \
            Partner Center.",
    },
    // Table.
    Row {
        reason: "no-agreement",
        status: "4",
        marks: "=900123#|=900124#|partner agreement",
        hint: "The Microsoft Partner Agreement is not accepted: an administrator accepts it in Partner Center.",
    },
    // Table. "The supplied role does not have the rights to perform the requested operation.": Partner-Center-PowerShell#141, #210,
    // Partner-Center-SDK-Samples#14, #35. "You don't have permission to access this resource." is the page of a web server (httpd).
    Row {
        reason: "no-role",
        status: "4",
        marks: "=900150#|=900308#|privilege|permission|rights to|role|!role-play|!permission to access|!permission to view|!assumed-role|!expired|!roles claim",
        hint: "The account lacks the role: an administrator gives it Admin agent or Sales agent in Partner Center, and privileges in the relationship \
            (GDAP) with this customer.",
    },
    // Table. 900420, which came with the end of the audience graph.windows.net: partner-center-mcp.
    Row {
        reason: "audience",
        status: "4",
        marks: "=800001#|=900420#|audience|partner token",
        hint: "The token is for another audience (graph.windows.net is retired), or without a partner: request it in the partner's tenant, for \
            the audience ",
    },
    // Table: "Access denied", for 400 and for 2032.
    Row {
        reason: "access-denied",
        status: "40",
        marks: "#400#|#2032#|access denied|!subscription key",
        hint: FORBIDDEN,
    },
    // Table. 3000 with "could not be found": get-partner-by-mpn-id. With a 400, the codes stand for a value that is not valid.
    Row {
        reason: REASON_IDS,
        status: "404",
        marks: "=1000#|=3000#|=800002#",
        hint: "Check the customer id and the tracking id: the service knows no such thing.",
    },
    // What the service's gateway says: PartnerCenterPowerShellModule#14, MSRC-Microsoft-Security-Updates-API#3. And what Azure, ASP.NET, Spring,
    // Kong, Apigee, 3scale, Gravitee, Fastify, Express, Cloud Foundry, ingress-nginx and Go say, of which a gateway of one's own may be made. The
    // service sends no HTML. No gateway speaks of uploads: "The batch upload was routed to another region".
    Row {
        reason: REASON_NO_SUCH_ROUTE,
        status: "404",
        marks: "#<html>#|!upload |!tracking id|#resource not found#|#resource not found.#|unable to match|no http resource|no static resource|route|no endpoint|endpoint not|unknown endpoint|\
            ##cannot get /|default backend|page not found|the requested url|no mapping rule|no context-path|unable to identify proxy|site not found|page could not be found",
        hint: NO_SUCH_ROUTE,
    },
    // What the gateway of AWS says for a path that it does not know.
    Row { reason: REASON_NO_SUCH_ROUTE, status: "403", marks: "##missing authentication token", hint: NO_SUCH_ROUTE },
    // The service says what was not found. A body of these words alone is what many gateways send, also for an answer of the service. 5 is gRPC's.
    Row {
        reason: "",
        status: "404",
        marks: "##not found#|##404 not found#|#5#not found#",
        hint: "The answer may come from a gateway: check the base address, the customer id and the tracking id. Just after an upload the job may \
            not be visible yet: try again in half a minute.",
    },
    // Table. 2000, "Tenant Id must be a GUID.": verify-indirect-reseller-mpa-status.
    Row {
        reason: "tenant-id",
        status: "40",
        marks: "=2000#|=60003#|=900118#|tenant id must",
        hint: "No tenant has this id: the customer id must be the GUID of the customer's tenant.",
    },
    // Table.
    Row {
        reason: "service-failed",
        status: "",
        marks: "=800003#|=900192#",
        hint: "The service failed inside: try again in a few minutes, then give the ids of this error to Microsoft support.",
    },
];

/// What to do next for a failure, where the service says nothing that tells more.
pub(crate) fn for_code(code: FailureCode) -> &'static str {
    match code {
        FailureCode::InvalidArgument => "Correct the argument that the message names; nothing was sent.",
        FailureCode::Unauthorized => {
            "Get a fresh token (they live about an hour), with multi-factor authentication, for the audience "
        }
        FailureCode::Forbidden => FORBIDDEN,
        FailureCode::NotFound => {
            "Check the customer id and the tracking id. Just after an upload the job may not be visible yet: try again in half a minute."
        }
        FailureCode::Throttled => {
            "Wait as long as the answer says (a minute where it says nothing), then ask again, less often."
        }
        FailureCode::Service => {
            "Try again in a few minutes; if it continues, give the ids of this error to Microsoft support."
        }
        FailureCode::Http => {
            "Check the arguments and the base address; give the ids of this error to Microsoft support."
        }
        FailureCode::Network => {
            "Check the connection and the base address. A browser does not tell a refused connection, a redirect and a call blocked by CORS \
             apart; Partner Center is not known to allow calls from other origins, so set baseUrl to a gateway of your own."
        }
        FailureCode::Timeout => "Try again, or allow more time with timeoutMs and attemptTimeoutMs.",
        FailureCode::IncompleteResponse => "The connection broke off: try again.",
        FailureCode::EmptyResponse => "Try again; if it continues, check the base address and any proxy in between.",
        FailureCode::NotJson => {
            "You may be signed out, or a proxy or captive portal answered in place of the service: check the base address, and sign in there."
        }
        FailureCode::BadEncoding => "Something between here and the service changes the answer: check the gateway.",
        FailureCode::Malformed => {
            "The answer has a form that the service does not document: check the base address, and report it with the ids of this error."
        }
        FailureCode::TooLarge => "Raise maxResponseBytes if a batch of this size is expected.",
    }
}

/// What an answer says about itself.
pub(crate) struct Facts<'a> {
    pub(crate) status: u16,
    pub(crate) code: &'a str,
    /// The description, and the reason phrase.
    pub(crate) words: [&'a str; 2],
    pub(crate) is_html: bool,
}

/// The reason and what to do next for an answer.
pub(crate) fn for_answer(facts: &Facts<'_>) -> Option<(&'static str, &'static str)> {
    // An error inside of a success is a refusal of which no more is known.
    let status = if facts.status < 300 { "4".into() } else { decimal(facts.status.into()) };
    let code = match facts.code {
        "" if facts.is_html => "<html>",
        // It says nothing that the status does not.
        code if code == status => "",
        code => code,
    };
    let [description, reason_phrase] = facts.words;
    let in_words = concat(&["#", reason_phrase, "#", code, "#", description, "#"]);
    // A public report has 3000 with "The relationship between the partner and customer does not exist". Codes of this length are of many meanings.
    let says_relationship = matches!(code.len(), 4 | 5) && has_any(in_words.as_bytes(), "relationship");
    let code = if says_relationship { "20002" } else { code };
    let by_code = concat(&["=", code, "#"]);
    let row = [by_code, in_words].iter().find_map(|said| {
        TABLE.iter().find(|row| status.starts_with(row.status) && has_mark(said.as_bytes(), row.marks))
    })?;
    Some((row.reason, row.hint))
}

fn has_mark(said: &[u8], marks: &str) -> bool {
    let begins_word = |at: usize| match said.get(at.wrapping_sub(1)..=at) {
        Some([before, first]) => {
            !before.is_ascii_alphanumeric()
                || !first.is_ascii_alphabetic()
                || before.is_ascii_lowercase() && first.is_ascii_uppercase()
        }
        _ => true,
    };
    let is_there = |mark: &[u8]| {
        let mut places = said.windows(mark.len().max(1)).enumerate();
        places.any(|(at, part)| part.eq_ignore_ascii_case(mark) && begins_word(at))
    };
    let mut has_mark = false;
    for mark in marks.as_bytes().split(|byte| *byte == b'|') {
        match mark.strip_prefix(b"!") {
            Some(veto) if is_there(veto) => return false,
            Some(_) => (),
            None => has_mark = has_mark || is_there(mark),
        }
    }
    has_mark
}

/// Ends a hint that leaves the audience of the token open.
pub(crate) fn add_audience(hint: &mut String, audience: &str) {
    if hint.ends_with(' ') {
        hint.push_str(audience);
        hint.push('.');
    }
}
