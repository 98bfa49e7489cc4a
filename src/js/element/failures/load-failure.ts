/**
 * Why the WebAssembly file could not be loaded. The person at the page can't mend that, so it is told where a developer looks: in the console
 * and in the support bundle.
 */
import type { PartnerCenterError } from "../../index.js";
import { redactAddress } from "../../redact.js";
import { type Fact, factLine } from "./failure-facts.js";

let isTold = false;

/** The hint and the cause. Nothing for any other failure. */
export function loadFacts({ code, hint, cause }: PartnerCenterError): Fact[] {
  if (code !== "wasm-load") return [];
  const facts: Fact[] = [["Hint", hint]];
  if (cause instanceof Error) facts.push(["Cause", causeText(cause)]);
  return facts;
}

/** Tells the console once: each element of a page would say the same. */
export function tellOfLoadFailure(error: PartnerCenterError): void {
  const facts = loadFacts(error);
  if (isTold || facts.length === 0) return;
  isTold = true;
  console.error(["<batch-upload-status> can't work.", error.message, ...facts.map(factLine)].join(" "));
}

/** Browsers name the address in what they throw. */
function causeText({ name, message }: Error): string {
  return redactAddress(`${name}: ${message}`);
}
