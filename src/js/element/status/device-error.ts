/**
 * Why a device failed: the name and the code exactly as the service sent them, with what is known about the error.
 */
import { type DeviceErrorExplanation, type DeviceUploadDetails, explainDeviceError } from "../../index.js";
import { element } from "../dom/dom.js";
import { cut, untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** The explanation of an error, even of one that no public source explains. */
export type DeviceError = DeviceErrorExplanation;

type ErrorFields = Pick<DeviceUploadDetails, "errorCode" | "errorDescription">;

export function deviceError(language: Language, { errorCode, errorDescription }: ErrorFields): DeviceError {
  const { causes, deviceErrors } = language;
  const explanation = explainDeviceError({
    ...(errorCode !== undefined && { errorCode }),
    ...(errorDescription !== undefined && { errorDescription }),
  });
  return {
    // Microsoft publishes no list of codes: an honest sentence is better than a guess.
    ...(explanation ?? { ...causes.unexplained, harmless: false, retryable: true }),
    ...(explanation && deviceErrors[explanation.name]),
    name: errorDescription || explanation?.name || (errorCode ? causes.nameless : causes.noReason),
    ...(errorCode && { code: errorCode }),
  };
}

/** The maximum that Microsoft documents for the description of an error, which is a part of its key. */
const MAX_VIEW_TEXT_LENGTH = 1024;

/** A text as a view has it, which a page can put into its URL and read again: not too long, and without halves of surrogate pairs. */
export function viewText(text: string): string {
  return cut(text, MAX_VIEW_TEXT_LENGTH).replace(/\p{Cs}/gu, "\uFFFD");
}

/** The key of an error in a view: its code, or its name if it has no code, or an empty string if it has neither. */
export function causeKey({ errorCode = "", errorDescription = "" }: ErrorFields): string {
  const code = errorCode.trim();
  return viewText(code === "" || code === "0" ? errorDescription : code);
}

/** The name and the code. */
export function errorTitle(language: Language, { name, code }: DeviceError): HTMLElement {
  const title = element("span", { class: "error-title" }, element("strong", {}, untrustedText(language, name)));
  if (code !== undefined) title.append(" ", element("code", {}, untrustedText(language, code)));
  return title;
}
