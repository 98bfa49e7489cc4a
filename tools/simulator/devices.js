/**
 * Made-up devices: the same index always gives the same device with the same outcome.
 *
 * @typedef {object} Device
 * @property {string} [deviceId] the service gives one to a device that it took
 * @property {string} [serialNumber]
 * @property {string} [productKey]
 * @property {Outcome} [error] what the upload of this device ends with; none when the service takes it
 *
 * @typedef {object} Outcome
 * @property {string} errorCode
 * @property {string} errorDescription
 */

/** Of 25 devices in a row these fail; 815 stands for a code whose meaning nobody has published. */
const FAILURES_OF_25 = new Map(
  Object.entries({
    3: { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" },
    7: { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned" },
    12: { errorCode: "802", errorDescription: "InvalidZtdHardwareHash" },
    15: { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" },
    18: { errorCode: "812", errorDescription: "ZtdDeviceNotFound" },
    22: { errorCode: "815", errorDescription: "ZtdDeviceRejected" },
  }),
);

/** @param {number} count @returns {Device[]} */
export function madeUpDevices(count) {
  return Array.from({ length: count }, (_, index) =>
    withOutcome(index, { serialNumber: serialNumber(index), productKey: productKey(index) }),
  );
}

/**
 * Gives a device what the service adds to it: an id or an error, by its place in the upload.
 *
 * @param {number} index
 * @param {Pick<Device, "serialNumber" | "productKey">} device
 * @returns {Device}
 */
export function withOutcome(index, device) {
  const error = FAILURES_OF_25.get(String(index % 25));
  return error === undefined ? { deviceId: guid(index), ...device } : { ...device, error };
}

/** In turn the forms of three makers: HP's ten characters, Dell's seven, Microsoft's twelve digits. @param {number} index */
function serialNumber(index) {
  const number = scatter(index, 0);
  const text = number.toString(36).toUpperCase().padStart(7, "0");
  if (index % 3 === 0) return `5CG${text}`;
  return index % 3 === 1 ? text : String(number).padStart(12, "0");
}

/** Five groups of five digits, as in the documented answer. @param {number} index */
function productKey(index) {
  return [1, 2, 3, 4, 5].map((salt) => String(scatter(index, salt) % 100_000).padStart(5, "0")).join("-");
}

/** @param {number} index */
function guid(index) {
  const hex = [6, 7, 8, 9].map((salt) => scatter(index, salt).toString(16).padStart(8, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

/** Numbers that look random and never repeat under one salt (MurmurHash3's last step, a bijection). */
function scatter(/** @type {number} */ index, /** @type {number} */ salt) {
  let bits = (index + 1) * 10 + salt;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
