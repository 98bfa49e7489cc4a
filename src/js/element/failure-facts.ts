/**
 * What is known of a failed call beside its words, for those who look into it.
 */
import type { PartnerCenterError } from "../index.js";

export type Fact = [name: string, value: string];

export function failureFacts({ code, message, status, serviceCode, source, attempts }: PartnerCenterError): Fact[] {
  return present([
    ["Error", code],
    ["Details", message],
    ["HTTP status", status],
    ["Service code", serviceCode],
    ["Source", source],
    ["Attempts", attempts > 1 ? attempts : undefined],
  ]);
}

/** The ids that Microsoft's support finds the request by. */
export function failureIds({ requestId, correlationId, msCv }: PartnerCenterError): Fact[] {
  return present([
    ["MS-RequestId", requestId],
    ["MS-CorrelationId", correlationId],
    ["MS-CV", msCv],
  ]);
}

function present(facts: [string, string | number | undefined][]): Fact[] {
  return facts.flatMap(([name, value]): Fact[] => (value === undefined ? [] : [[name, String(value)]]));
}
