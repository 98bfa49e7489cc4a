/**
 * The technical details of a failed call.
 */
import type { PartnerCenterError } from "../../index.js";
import { sanitize } from "../dom/untrusted-text.js";
import { en } from "../languages/en.js";
import type { Language } from "../languages/language.js";

export type Fact = [name: string, value: string];

/** The maximum that Microsoft documents for the description of an error. */
const MAX_VALUE_LENGTH = 1024;

/** A fact as one line, in which the value can't begin another one. For developers and Microsoft's support, who read English. */
export function factLine([name, value]: Fact): string {
  return `${name}: ${sanitize(en, value, MAX_VALUE_LENGTH)}`;
}

/** What exactly happened. The package says it in English, for developers. Other languages tell it by the code and the argument. */
export function failureDetails({ failure }: Language, { code, message, status }: PartnerCenterError): string {
  const { details, arguments: byName } = failure;
  const text = details[code === "unauthorized" && status === undefined ? "no-token" : code];
  if (text === undefined) return message;
  const [, path] = (code === "malformed" && / at (\S+), which/.exec(message)) || [];
  if (path !== undefined) return `${details["malformed-value"]} ${path}`;
  if (code !== "invalid-argument") return text;
  // The message begins with the name.
  const [name = ""] = /^[\w.]+/.exec(message) ?? [];
  return new Map(Object.entries(byName)).get(name) ?? `${text} ${name}`;
}

export function failureFacts(language: Language, error: PartnerCenterError): Fact[] {
  const { facts } = language.failure;
  return definedFacts([
    [facts.code, error.code],
    // The status is a fact of its own.
    [facts.message, failureDetails(language, error).replace(` (HTTP status ${error.status})`, "")],
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
