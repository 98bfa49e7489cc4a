/**
 * The error of a device: the name and the code exactly as the service sent them, with what is known about the error.
 */
import { type ErrorFields, namesError } from "../../explain-device-error.js";
import { type DeviceErrorExplanation, explainDeviceError } from "../../index.js";
import { element } from "../dom/dom.js";
import { cut, untrustedText, wellFormed } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** The explanation of an error, even of one that no public source explains. */
export interface DeviceError extends DeviceErrorExplanation {
  /** The error in a few words. Absent if only the service's own words tell it. */
  title?: string;
  /** Whether the title says all of the meaning. */
  isSaidByTitle?: boolean;
  /** Whether no public source explains the error, so that several errors can have its title. */
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
  const explanation = explainDeviceError({
    ...(errorCode !== undefined && { errorCode }),
    ...(errorDescription !== undefined && { errorDescription }),
  });
  const fields = { ...(errorCode && { errorCode }), ...(errorDescription && { errorDescription }) };
  // "None" and "Success" are no reason why a device failed.
  if (!namesError(fields)) return { name: causes.noReason, ...causes.withoutReason, ...TRY_AGAIN };
  const code = errorCode && { code: errorCode };
  if (explanation === undefined) {
    // Microsoft publishes no list of codes: an honest sentence is better than a guess.
    const { title, ...sentences } = causes.unexplained;
    const unexplained = { ...sentences, ...TRY_AGAIN, isUnexplained: true, name: errorDescription || title, ...code };
    return isMachineName(unexplained.name) ? { ...unexplained, title } : unexplained;
  }
  const title = errorTitles[explanation.name];
  return {
    ...explanation,
    ...deviceErrors[explanation.name],
    name: errorDescription || explanation.name,
    ...code,
    ...(title && { title, isSaidByTitle: SAID_BY_TITLE.includes(explanation.name) }),
  };
}

/** Whether a text is an identifier, such as "ZtdDeviceRejected" or "E_FAIL", and no word for a person. */
function isMachineName(text: string): boolean {
  return /^\S*(?:\p{Ll}\p{Lu}|[\d_]|\.\S)\S*$/u.test(text.trim());
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

/** What a view can call an error: its key, or its name alone, as somebody may write it into a link. Its code alone can mean several errors. */
export function causeNames(error: ErrorFields): string[] {
  const { errorDescription = "" } = error;
  return errorDescription === "" ? [causeKey(error)] : [causeKey(error), errorDescription];
}

/** Whether a cause in a view means this error. */
export function isCause(cause: string, error: ErrorFields): boolean {
  return causeNames(error).includes(cause);
}

function codeOf({ errorCode = "" }: ErrorFields): string {
  const code = errorCode.trim();
  return code === "0" ? "" : code;
}

/** The error in a few words, or its name, as plain text. No other error has the same one. */
export function errorLabel(error: DeviceError): string {
  const { title, name, isUnexplained } = error;
  return title !== undefined && isUnexplained ? `${title} ${factInBrief(error)}` : (title ?? name);
}

/** What tells errors with the same title apart: the code. Where no public source explains an error without a code, its name does. */
export function factInBrief({ title, name, code, isUnexplained }: DeviceError): string | undefined {
  return code ?? (title !== undefined && isUnexplained ? name : undefined);
}

/** The error in a few words, then its name and its code. An error without a title has its name instead. */
export function errorTitle(language: Language, { title, name, code }: DeviceError): HTMLElement {
  const label = title === undefined ? untrustedText(language, name) : title;
  // Some texts of the service begin with the number.
  const isCodeInName = code !== undefined && /^\d+$/.test(code) && name.split(/\W+/).includes(code);
  const facts = [title === undefined ? undefined : name, isCodeInName ? undefined : code].filter(
    (fact) => fact !== undefined,
  );
  const codes = facts.flatMap((fact) => [" ", element("code", {}, untrustedText(language, fact))]);
  return element("span", { class: "error-title" }, element("strong", {}, label), ...codes);
}

/** The error as rows and filters have it: what the list of causes explains is not repeated. The code is there, because it can have two names that mean opposite things. */
export function errorInBrief(language: Language, error: DeviceError): (Node | string)[] {
  const label = error.title ?? untrustedText(language, error.name);
  const fact = factInBrief(error);
  return fact === undefined ? [label] : [label, " ", element("code", {}, untrustedText(language, fact))];
}
