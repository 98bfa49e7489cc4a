//! What to do next, in plain words.

use crate::failure::code::FailureCode;

/// The service's code for a token without multi-factor authentication. A 401 without a body says the same in its reason phrase.
pub(crate) const WITHOUT_MFA: &str = "900421";

/// What to do next when the machine is known to be offline.
pub(crate) const OFFLINE: &str = "This machine is offline: connect it, then try again.";

/// What to do next when a watch ends before the batch upload is done.
pub(crate) const STILL_GOING_ON: &str = "Watch again with the same two ids, or allow more time with maxWaitMs.";

/// What to do next when an answer takes too much memory.
pub(crate) const TOO_COSTLY: &str = "Check the base address and what answers there. For a large batch, free memory on this machine, or upload fewer devices at once.";

/// What to do next for a failure, where the service gives no code that says more.
pub(crate) fn for_code(code: FailureCode) -> &'static str {
    match code {
        FailureCode::InvalidArgument => "Correct the argument that the message names; nothing was sent.",
        FailureCode::Unauthorized => {
            "Get a fresh token (they live about an hour) for the audience https://api.partnercenter.microsoft.com, with \
             multi-factor authentication."
        }
        FailureCode::Forbidden => {
            "The account needs the role Admin agent or Sales agent in Partner Center, and a relationship (GDAP) with this customer."
        }
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

/// What to do next for one of the service's own codes (its table of REST error codes, and the codes that its pages on
/// multi-factor authentication and audiences name).
pub(crate) fn for_service_code(code: &str) -> Option<&'static str> {
    Some(match code {
        "1000" | "3000" => "Check the customer id and the tracking id: the service knows no such thing.",
        "2000" | "900118" => "The customer id must be the GUID of the customer's tenant.",
        "400" | "2032" => {
            "Access is denied: check that the token belongs to the partner tenant and the account has the role Admin agent or Sales agent."
        }
        "20002" => {
            "Your partner tenant has no reseller relationship with this customer: check the customer id, and request the relationship \
             (GDAP) in Partner Center."
        }
        "60003" => "No tenant has this id: check the customer id.",
        "800001" => {
            "The token reached the service without a partner in it: request it for https://api.partnercenter.microsoft.com in the partner's tenant."
        }
        "800002" => "The service considers an argument invalid: check the customer id and the tracking id.",
        "800003" | "900192" => {
            "The service failed inside: try again in a few minutes, then give the ids of this error to Microsoft support."
        }
        "900123" | "900124" => {
            "The Microsoft Partner Agreement is not accepted: an administrator accepts it in Partner Center."
        }
        "900150" => {
            "The account lacks the role: an administrator gives it Admin agent or Sales agent in Partner Center."
        }
        "900308" => {
            "The account has too few privileges for this customer: check its role and the GDAP roles of the relationship."
        }
        "900309" => {
            "A Conditional Access policy blocks the call: sign in as the policy demands (device, location, second factor)."
        }
        "900316" => "This kind of token is not allowed for the call: use an App+User token.",
        "900329" => "App-only tokens are not allowed here: use an App+User token, signed in by a person.",
        "900420" => {
            "The token was issued for an audience that Partner Center no longer accepts (graph.windows.net): request it for \
             https://api.partnercenter.microsoft.com."
        }
        WITHOUT_MFA => {
            "The token was issued without multi-factor authentication, which Partner Center demands: sign in again with a second \
             factor, so that the token's amr claim holds mfa."
        }
        _ => return None,
    })
}
