/**
 * Why a device failed, in words: what the service says, always as it says it, and what is known about it.
 *
 * @import { DeviceUploadDetails } from "./partner-center-batch-status/index.js"
 *
 * @typedef {object} DeviceError
 * @property {string} name
 * @property {string} [code]
 * @property {string} meaning
 * @property {string} action
 * @property {boolean} harmless nothing needs to be done
 * @property {boolean} retryable
 */
import { element } from "./dom.js";
import { foreignText } from "./foreign-text.js";
import { explainDeviceError } from "./partner-center-batch-status/index.js";

/** Nobody outside has the list of codes: an honest sentence is better than a guess. */
const UNEXPLAINED = {
  meaning: "Microsoft has not published what this error means.",
  action: "Upload the device once more; if it fails again, give Microsoft’s support this code and name.",
  harmless: false,
  retryable: true,
};

/** @param {Pick<DeviceUploadDetails, "errorCode" | "errorDescription">} device @returns {DeviceError} */
export function deviceError({ errorCode, errorDescription }) {
  const explanation = explainDeviceError({
    ...(errorCode !== undefined && { errorCode }),
    ...(errorDescription !== undefined && { errorDescription }),
  });
  const name = errorDescription || explanation?.name || (errorCode ? "Error" : "No reason given");
  return { ...(explanation ?? UNEXPLAINED), name, ...(errorCode && { code: errorCode }) };
}

/**
 * What a filter knows an error by: its code, its name where it has no code, and nothing where no reason is given.
 *
 * @param {Pick<DeviceUploadDetails, "errorCode" | "errorDescription">} device
 */
export function causeKey({ errorCode = "", errorDescription = "" }) {
  const code = errorCode.trim();
  return code === "" || code === "0" ? errorDescription : code;
}

/** Name and code. @param {DeviceError} error */
export function errorTitle({ name, code }) {
  const title = element("span", { class: "error-title" }, element("strong", {}, foreignText(name)));
  if (code !== undefined) title.append(" ", element("code", {}, foreignText(code)));
  return title;
}
