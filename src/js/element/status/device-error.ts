/**
 * Why a device failed, in words: what the service says, always as it says it, and what is known about it.
 */
import { type DeviceErrorExplanation, type DeviceUploadDetails, explainDeviceError } from "../../index.js";
import { element } from "../dom/dom.js";
import { untrustedText } from "../dom/untrusted-text.js";
import type { Language } from "../languages/language.js";

/** An explanation for every error, also for one that no public source explains. */
export type DeviceError = DeviceErrorExplanation;

type ErrorFields = Pick<DeviceUploadDetails, "errorCode" | "errorDescription">;

export function deviceError(language: Language, { errorCode, errorDescription }: ErrorFields): DeviceError {
  const { causes, deviceErrors } = language;
  const explanation = explainDeviceError({
    ...(errorCode !== undefined && { errorCode }),
    ...(errorDescription !== undefined && { errorDescription }),
  });
  return {
    // Nobody outside has the list of codes: an honest sentence is better than a guess.
    ...(explanation ?? { ...causes.unexplained, harmless: false, retryable: true }),
    ...(explanation && deviceErrors[explanation.name]),
    name: errorDescription || explanation?.name || (errorCode ? causes.nameless : causes.noReason),
    ...(errorCode && { code: errorCode }),
  };
}

/** What a view knows an error by: its code, its name where it has no code, and nothing where no reason is given. */
export function causeKey({ errorCode = "", errorDescription = "" }: ErrorFields): string {
  const code = errorCode.trim();
  return code === "" || code === "0" ? errorDescription : code;
}

/** Name and code. */
export function errorTitle(language: Language, { name, code }: DeviceError): HTMLElement {
  const title = element("span", { class: "error-title" }, element("strong", {}, untrustedText(language, name)));
  if (code !== undefined) title.append(" ", element("code", {}, untrustedText(language, code)));
  return title;
}
