/**
 * Why a device failed, in words: what the service says, always as it says it, and what is known about it.
 */
import { type DeviceUploadDetails, explainDeviceError } from "../index.js";
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";

export interface DeviceError {
  name: string;
  code?: string;
  meaning: string;
  action: string;
  /** Nothing needs to be done. */
  harmless: boolean;
  retryable: boolean;
}

type ErrorFields = Pick<DeviceUploadDetails, "errorCode" | "errorDescription">;

/** Nobody outside has the list of codes: an honest sentence is better than a guess. */
const UNEXPLAINED = {
  meaning: "Microsoft has not published what this error means.",
  action: "Upload the device once more; if it fails again, give Microsoft’s support this code and name.",
  harmless: false,
  retryable: true,
};

export function deviceError({ errorCode, errorDescription }: ErrorFields): DeviceError {
  const explanation = explainDeviceError({
    ...(errorCode !== undefined && { errorCode }),
    ...(errorDescription !== undefined && { errorDescription }),
  });
  const name = errorDescription || explanation?.name || (errorCode ? "Error" : "No reason given");
  return { ...(explanation ?? UNEXPLAINED), name, ...(errorCode && { code: errorCode }) };
}

/** What a view knows an error by: its code, its name where it has no code, and nothing where no reason is given. */
export function causeKey({ errorCode = "", errorDescription = "" }: ErrorFields): string {
  const code = errorCode.trim();
  return code === "" || code === "0" ? errorDescription : code;
}

/** Name and code. */
export function errorTitle({ name, code }: DeviceError): HTMLElement {
  const title = element("span", { class: "error-title" }, element("strong", {}, foreignText(name)));
  if (code !== undefined) title.append(" ", element("code", {}, foreignText(code)));
  return title;
}
