/** An entry of the table of device errors. */
export interface DeviceError {
  /** The number, if a public source gives one. */
  code?: string;
  /** The symbolic name, and other names in use for the same error. */
  names: readonly [string, ...string[]];
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  action: string;
  /** Nothing is wrong: the device is registered. */
  harmless?: true;
  /** The same upload can succeed later. */
  retryable?: true;
}

/**
 * The errors that the Autopilot device directory reports for a device. Microsoft publishes no list for Partner Center. This one is compiled
 * from Microsoft's pages on Autopilot registration and on Managed Desktop. 804, 805 and 815 have no public meaning.
 */
export const DEVICE_ERRORS: readonly DeviceError[] = [
  {
    code: "640",
    names: ["StorageError"],
    meaning: "A storage failure inside the service.",
    action: "Wait a while and submit the device again; if it persists, open a Microsoft support case.",
    retryable: true,
  },
  {
    code: "801",
    names: ["InvalidZtdRequestBody"],
    meaning: "The device directory got a malformed request, or one without a tenant id.",
    action:
      "The problem is on the side of the service: submit the device again; if it persists, open a Microsoft support case.",
    retryable: true,
  },
  {
    code: "802",
    names: ["InvalidZtdHardwareHash"],
    meaning: "The hardware hash is not valid (truncated, altered, or manufacturer/serial missing inside it).",
    action: "Capture the hash again on the device and submit the full 4K hash.",
  },
  {
    code: "803",
    names: ["MissingZtdSerialNumberAndProductKey"],
    meaning: "Neither a serial number nor a product key (PKID) was given.",
    action: "Submit the device with a hardware hash, or a product key, or serial number, manufacturer and model.",
  },
  {
    code: "806",
    names: ["ZtdDeviceAlreadyAssigned"],
    meaning: "The device is already registered to this same tenant.",
    action: "Nothing to do; it is registered. Remove it first only if it must be registered anew.",
    harmless: true,
  },
  {
    code: "807",
    names: ["ZtdDeviceIsNotRegistered"],
    meaning: "The device was to be configured or removed, but is not registered to this tenant.",
    action: "Check the device and the customer; register the device first.",
  },
  {
    code: "808",
    names: ["ZtdDeviceAssignedToOtherTenant", "ZtdDeviceAssignedToAnotherTenant"],
    meaning: "The device is registered to another tenant.",
    action:
      "The previous owner must deregister it; failing that, Microsoft support does so with proof of ownership. Then submit it again.",
  },
  {
    code: "809",
    names: ["ZtdProfileIsNotRegistered"],
    meaning: "The profile to be assigned is not known to the service.",
    action: "Check the policy id; create the policy again.",
  },
  {
    code: "810",
    names: ["ZtdProfileAssignedToOtherTenant"],
    meaning: "The profile belongs to another tenant, which should not happen.",
    action: "Check the policy id and the customer; if both are right, open a Microsoft support case.",
  },
  {
    code: "811",
    names: ["ZtdDeviceRegisteredByOtherTenant"],
    meaning: "The device was to be deleted, but was registered by a user of another tenant.",
    action: "Let the tenant or partner that registered it remove it.",
  },
  {
    code: "812",
    names: ["ZtdDeviceNotFound"],
    meaning:
      "No device matches the product key, or manufacturer, model and serial number (exact, upper and lower case count), so it can't be registered without a hardware hash.",
    action: "Check the exact manufacturer name, model and serial number, or submit the full 4K hardware hash.",
  },
  {
    code: "813",
    names: ["ZtdDeviceIsNotUnique"],
    meaning: "More than one device matches the identifiers or hash.",
    action:
      "Submit the device with the 4K hardware hash and the product key; if the hash itself is not unique, open a Microsoft support case.",
  },
  {
    code: "814",
    names: ["ZtdDeviceAlreadyAadRegistered"],
    meaning: "The device already has an object (joined or registered) in Microsoft Entra ID.",
    action: "Remove the stale device object, then submit the device again.",
  },
  {
    names: ["ZtdDeviceDuplicated"],
    meaning: "The same device occurs more than once in the upload; only one is processed.",
    action: "Remove the duplicate; the other entry of the device tells its result.",
    harmless: true,
  },
  {
    names: ["HashNot4k"],
    meaning: "The hardware hash is not a full 4K hash.",
    action: "Capture the hash again on the device and submit the full 4K hash.",
  },
];
