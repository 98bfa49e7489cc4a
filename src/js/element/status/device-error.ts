/**
 * The error of a device: the name and the code exactly as the service sent them, with what is known about the error.
 */
import { type ErrorFields, namesError } from "../../explain-device-error.js";
import { type DeviceErrorExplanation, explainDeviceError } from "../../index.js";
import { element } from "../dom/dom.js";
import { cut, untrustedText, wellFormed } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** The explanation of an error, even of one that no public source explains. The name is empty if the service sends none that is known. */
export interface DeviceError extends DeviceErrorExplanation {
  /** The error in a few words. Absent if the name is a sentence of the service. */
  title?: string;
  /** Whether the title says all of the meaning. */
  isSaidByTitle?: boolean;
  /** Whether no public source explains the error, so that others have its title too. */
  isUnexplained?: boolean;
}

/** Errors whose title says all of their meaning: nothing is said twice. */
const SAID_BY_TITLE: readonly string[] = [
  "StorageError",
  "MissingZtdSerialNumberAndProductKey",
  "ZtdDeviceAlreadyAssigned",
  "ZtdDeviceAssignedToOtherTenant",
  "ZtdDeviceAlreadyDeleted",
];

/** What is known of an error that nobody explains: the partner can only try again. */
const TRY_AGAIN = { harmless: false, retryable: true } as const;

export function deviceError(language: Language, { errorCode, errorDescription }: ErrorFields): DeviceError {
  const { causes, deviceErrors, errorTitles } = language;
  const fields = { ...(errorCode && { errorCode }), ...(errorDescription && { errorDescription }) };
  // "None" and "Success" are no reason why a device failed.
  if (!namesError(fields)) return { name: "", title: causes.noReason, ...causes.withoutReason, ...TRY_AGAIN };
  const sent = { name: errorDescription?.trim() ? errorDescription : "", ...(errorCode && { code: errorCode }) };
  const explanation = explainDeviceError(fields);
  if (explanation === undefined) {
    // Microsoft publishes no list of codes: an honest sentence is better than a guess.
    const { title, ...sentences } = causes.unexplained;
    return { ...sentences, ...TRY_AGAIN, ...sent, isUnexplained: true, ...(!isSentence(sent.name) && { title }) };
  }
  const { code: _, ...known } = explanation;
  const title = errorTitles[explanation.name];
  return {
    ...known,
    ...deviceErrors[explanation.name],
    ...sent,
    name: sent.name || explanation.name,
    ...(title && { title, isSaidByTitle: SAID_BY_TITLE.includes(explanation.name) }),
  };
}

/** Whether a text has words for a person, and is no identifier such as "ZtdDeviceRejected". */
function isSentence(text: string): boolean {
  return /\S\s+\S/.test(text);
}

/** Microsoft documents at most 1,024 characters for the description of an error. Its code stands before it in its key. */
const MAX_VIEW_TEXT_LENGTH = 1024 + 64;

/** A text as a view has it, which a page can put into its URL and read again: not too long, and without halves of surrogate pairs. */
export function viewText(text: string): string {
  return wellFormed(cut(text, MAX_VIEW_TEXT_LENGTH));
}

/** The key of an error in a view: its code and its name, because one code can have two names that mean opposite things. */
export function causeKey(error: ErrorFields): string {
  return viewText([codeOf(error), error.errorDescription].filter(Boolean).join(" "));
}

/** An error that only a link names. Its key can be a code and a name, or one of the two. */
export function errorOfKey(key: string): ErrorFields {
  const [, errorCode, errorDescription] = /^(\d+) (.+)$/s.exec(key) ?? [];
  return errorCode && errorDescription ? { errorCode, errorDescription } : { errorDescription: key };
}

/** The errors that a cause in a view means: the one with this key, or else those with this name, as somebody may write it into a link. */
export function errorsOfCause<Error extends ErrorFields>(cause: string, errors: Error[]): Error[] {
  const exact = errors.filter((error) => causeKey(error) === cause);
  return exact.length > 0 ? exact : errors.filter(({ errorDescription }) => errorDescription === cause);
}

function codeOf({ errorCode = "" }: ErrorFields): string {
  const code = errorCode.trim();
  return code === "0" ? "" : code;
}

/** The error in a few words, or its name, as plain text. What nobody explains is told apart by more than its title. */
export function errorLabel(error: DeviceError): string {
  return error.isUnexplained ? briefText(error) : (error.title ?? error.name);
}

/** The error as rows and filters have it, as plain text. */
export function briefText(error: DeviceError): string {
  return [error.title ?? error.name, ...identifiersOf(error)].join(" ");
}

/** What stands beside the title: the code, and the name if others have the title too. */
function identifiersOf(error: DeviceError): string[] {
  const { title, name, code = "", isUnexplained } = error;
  if (title === undefined && isCodeInName(error)) return [];
  const identifiers = title !== undefined && isUnexplained ? [name, code] : [code];
  return [...new Set(identifiers)].filter(Boolean);
}

/** Whether the name is the code, or a text of the service in which the number stands. */
function isCodeInName({ name, code = "" }: DeviceError): boolean {
  const number = code.trim();
  return number === name.trim() || (/^\d+$/.test(number) && name.split(/\W+/).includes(number));
}

/** What the service has sent of it, as plain text. */
export function nameAndCode({ title, name, code }: DeviceError): string {
  return [...new Set([name, code])].filter(Boolean).join(" ") || (title ?? "");
}

/** The error in a few words, then its name and its code. An error without a title has its name instead. */
export function errorTitle(language: Language, error: DeviceError): HTMLElement {
  const { title, name, code } = error;
  const label = title === undefined ? untrustedText(language, name) : title;
  const facts = [title === undefined ? "" : name, isCodeInName(error) ? "" : (code ?? "")].filter(
    (fact) => fact !== "",
  );
  const codes = facts.flatMap((fact) => [" ", element("code", {}, untrustedText(language, fact))]);
  return element("span", { class: "error-title" }, element("strong", {}, label), ...codes);
}

/** The error as rows and filters have it: what the list of causes explains is not repeated. The code tells apart what it means by its two names. */
export function errorInBrief(language: Language, error: DeviceError): (Node | string)[] {
  const codes = identifiersOf(error).flatMap((each) => [" ", element("code", {}, untrustedText(language, each))]);
  return [error.title ?? untrustedText(language, error.name), ...codes];
}
