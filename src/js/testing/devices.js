/**
 * Generated devices. The same index always gives the same device with the same outcome.
 *
 * @typedef {object} Device
 * @property {string} [deviceId] assigned by the service to a device that it accepts
 * @property {string} [serialNumber]
 * @property {string} [productKey]
 * @property {DeviceError} [error] why the device fails; none if the service accepts it
 *
 * @typedef {object} DeviceError
 * @property {string} [errorCode]
 * @property {string} errorDescription
 */

/** The devices that fail, of 25 in a row. No public source explains the code 805. */
const FAILURES_OF_25 = new Map(
  Object.entries({
    3: { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" },
    7: { errorCode: "806", errorDescription: "ZtdDeviceAlreadyAssigned" },
    12: { errorCode: "802", errorDescription: "InvalidZtdHardwareHash" },
    15: { errorCode: "808", errorDescription: "ZtdDeviceAssignedToOtherTenant" },
    18: { errorCode: "812", errorDescription: "ZtdDeviceNotFound" },
    22: { errorCode: "805", errorDescription: "ZtdDeviceRejected" },
  }),
);

/** @param {number} count @returns {Device[]} */
export function generateDevices(count) {
  return Array.from({ length: count }, (_, index) =>
    withOutcome(index, { serialNumber: serialNumber(index), productKey: productKey(index) }),
  );
}

/**
 * Adds what the service adds to a device: an id or an error, depending on its index in the upload.
 *
 * @param {number} index
 * @param {Pick<Device, "serialNumber" | "productKey">} device
 * @returns {Device}
 */
export function withOutcome(index, device) {
  const error = FAILURES_OF_25.get(String(index % 25));
  return error === undefined ? { deviceId: guid(index), ...device } : { ...device, error };
}

/** The formats of three manufacturers in turn: ten characters (HP), seven (Dell), twelve digits (Microsoft). @param {number} index */
function serialNumber(index) {
  const number = hash(index, 0);
  const text = number.toString(36).toUpperCase().padStart(7, "0");
  if (index % 3 === 0) return `5CG${text}`;
  return index % 3 === 1 ? text : String(number).padStart(12, "0");
}

/** Five groups of five digits, as in the documented response. @param {number} index */
function productKey(index) {
  return [1, 2, 3, 4, 5].map((salt) => String(hash(index, salt) % 100_000).padStart(5, "0")).join("-");
}

/** @param {number} index */
function guid(index) {
  const hex = [6, 7, 8, 9].map((salt) => hash(index, salt).toString(16).padStart(8, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

/** The finalizer of MurmurHash3. It is a bijection, so the numbers look random and never repeat for the same salt. */
function hash(/** @type {number} */ index, /** @type {number} */ salt) {
  let bits = (index + 1) * 10 + salt;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
