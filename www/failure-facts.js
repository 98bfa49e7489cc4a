/**
 * What is known of a failed call beside its words, for those who look into it.
 *
 * @import { PartnerCenterError } from "./partner-center-batch-status/index.js"
 *
 * @typedef {[name: string, value: string]} Fact
 */

/** @param {PartnerCenterError} error */
export function failureFacts({ code, message, status, serviceCode, source, attempts }) {
  return present([
    ["Error", code],
    ["Details", message],
    ["HTTP status", status],
    ["Service code", serviceCode],
    ["Source", source],
    ["Attempts", attempts > 1 ? attempts : undefined],
  ]);
}

/** The ids that Microsoft's support finds the request by. @param {PartnerCenterError} error */
export function failureIds({ requestId, correlationId, msCv }) {
  return present([
    ["MS-RequestId", requestId],
    ["MS-CorrelationId", correlationId],
    ["MS-CV", msCv],
  ]);
}

/** @param {[string, string | number | undefined][]} facts @returns {Fact[]} */
function present(facts) {
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}
