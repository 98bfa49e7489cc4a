/**
 * The technical details of a failed call.
 */
import type { PartnerCenterError } from "../../index.js";
import type { Language } from "../languages/language.js";

export type Fact = [name: string, value: string];

export function failureFacts({ failure }: Language, error: PartnerCenterError): Fact[] {
  const { facts } = failure;
  return definedFacts([
    [facts.code, error.code],
    [facts.message, error.message],
    [facts.status, error.status],
    [facts.serviceCode, error.serviceCode],
    [facts.source, error.source],
    [facts.attempts, error.attempts > 1 ? error.attempts : undefined],
  ]);
}

/** The ids by which Microsoft's support finds the request. */
export function failureIds({ requestId, correlationId, msCv }: PartnerCenterError): Fact[] {
  return definedFacts([
    ["MS-RequestId", requestId],
    ["MS-CorrelationId", correlationId],
    ["MS-CV", msCv],
  ]);
}

function definedFacts(facts: [string, string | number | undefined][]): Fact[] {
  return facts.flatMap(([name, value]): Fact[] => (value === undefined ? [] : [[name, String(value)]]));
}
