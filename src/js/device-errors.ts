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
  /** What a device with this error counts as if nobody must act: it is registered, or another row tells its result. */
  harmless?: "alreadyRegistered" | "duplicates" | undefined;
  /** The same upload can succeed later. */
  retryable?: true;
  /** Who has to act first, if it is not the partner who has uploaded the device. */
  actor?: "customer" | "manufacturer";
}

/**
 * The errors that the Autopilot device directory reports for a device. Microsoft publishes no list for Partner Center. This one is compiled
 * from public sources, named at each entry:
 *
 * - PC: the sample answer on Partner Center's page "Get the status of a device batch upload".
 * - MMD: Microsoft's page on device registration for Managed Desktop, in its first version of 2019-03-19.
 * - OOF: oofhours.com, "What happens when you register a device with Windows Autopilot?" (2019).
 * - ADD: learn.microsoft.com/autopilot/add-devices, section Troubleshooting.
 * - SUP: Microsoft's support article "Errors when importing Windows Autopilot device CSV files" (2023).
 * - FAQ: learn.microsoft.com/autopilot/troubleshooting-faq (2025).
 * - ANO: anoopcnair.com, "device registration errors 802 806 808 640".
 * - MB: Microsoft's guidance on Autopilot and the replacement of a motherboard.
 * - LIVE: public code and issues of 2026 by people who import devices daily. Seen on the wire, not documented.
 *
 * 804, 805, and 816 and higher have no public meaning.
 */
export const DEVICE_ERRORS: readonly DeviceError[] = [
  {
    // ADD, ANO.
    code: "640",
    names: ["StorageError"],
    meaning: "A storage failure inside the service.",
    action: "Wait a while and submit the device again; if it persists, open a Microsoft support case.",
    retryable: true,
  },
  {
    // MMD, OOF.
    code: "801",
    names: ["InvalidZtdRequestBody"],
    meaning: "The device directory got a malformed request, or one without a tenant id.",
    action:
      "The problem is on the side of the service: submit the device again; if it persists, open a Microsoft support case.",
    retryable: true,
  },
  {
    // MMD, OOF, ADD.
    code: "802",
    names: ["InvalidZtdHardwareHash"],
    meaning: "The hardware hash is not valid (truncated, altered, or manufacturer/serial missing inside it).",
    action: "Capture the hash again on the device and submit the full 4K hash.",
  },
  {
    // MMD, OOF.
    code: "803",
    names: ["MissingZtdSerialNumberAndProductKey"],
    meaning: "Neither a serial number nor a product key (PKID) was given.",
    action: "Submit the device with a hardware hash, or a product key, or serial number, manufacturer and model.",
  },
  {
    // MMD, SUP, ADD, LIVE. The number also comes with the name of 808 (LIVE), so the name decides.
    code: "806",
    names: ["ZtdDeviceAlreadyAssigned"],
    meaning: "The device is already registered to this same tenant.",
    action:
      "Look for the device in the list of the customer's Autopilot devices. If it is not there, submit the device again, half an hour later if it was deleted.",
    harmless: "alreadyRegistered",
  },
  {
    // MMD.
    code: "807",
    names: ["ZtdDeviceIsNotRegistered"],
    meaning: "The device was to be configured or removed, but is not registered to this tenant.",
    action: "Check the device and the customer; register the device first.",
  },
  {
    // PC, MMD, SUP, ADD.
    code: "808",
    names: ["ZtdDeviceAssignedToOtherTenant", "ZtdDeviceAssignedToAnotherTenant"],
    meaning: "The device is registered to another tenant.",
    action:
      "The previous owner must deregister the device; failing that, Microsoft support does so with proof of ownership. Then submit it again.",
    actor: "customer",
  },
  {
    // FAQ. Whether an upload ever reports it is not known. It stands before 809, so that its name alone means this error.
    code: "815",
    names: ["ZtdDeviceHasNoAssignedProfile"],
    meaning: "No deployment profile is assigned to the device, and the tenant has no default profile.",
    action: "Assign a deployment profile to the device or to its group, or set a default profile.",
    actor: "customer",
  },
  {
    // MMD. FAQ gives the number the name of 815.
    code: "809",
    names: ["ZtdProfileIsNotRegistered", "ZtdDeviceHasNoAssignedProfile"],
    meaning: "The profile to be assigned is not known to the service.",
    action: "Check the policy id; create the policy again.",
  },
  {
    // MMD.
    code: "810",
    names: ["ZtdProfileAssignedToOtherTenant"],
    meaning: "The profile belongs to another tenant, which should not happen.",
    action: "Check the policy id and the customer; if both are right, open a Microsoft support case.",
  },
  {
    // MMD.
    code: "811",
    names: ["ZtdDeviceRegisteredByOtherTenant"],
    meaning: "The device was to be deleted, but was registered by a user of another tenant.",
    action: "Let the tenant or partner that registered it remove it.",
    actor: "customer",
  },
  {
    // MMD, MB.
    code: "812",
    names: ["ZtdDeviceNotFound"],
    meaning:
      "No device matches the product key, or manufacturer, model and serial number (case-sensitive), so it can't be registered without a hardware hash.",
    action: "Check the exact manufacturer name, model and serial number, or submit the full 4K hardware hash.",
    actor: "manufacturer",
  },
  {
    // MMD.
    code: "813",
    names: ["ZtdDeviceIsNotUnique"],
    meaning: "More than one device matches the identifiers or hash.",
    action:
      "Submit the device with the 4K hardware hash and the product key; if the hash itself is not unique, open a Microsoft support case.",
  },
  {
    // MMD.
    code: "814",
    names: ["ZtdDeviceAlreadyAadRegistered"],
    meaning: "The device already has an object (joined or registered) in Microsoft Entra ID.",
    action: "Remove the stale device object, then submit the device again.",
    actor: "customer",
  },
  {
    // ADD.
    names: ["ZtdDeviceDuplicated"],
    meaning: "The same device occurs more than once in the upload; only one is processed.",
    action: "Nothing to do: look at the other row of the device for its result.",
    harmless: "duplicates",
  },
  {
    // MMD.
    names: ["HashNot4k"],
    meaning: "The hardware hash is not a full 4K hash.",
    action: "Capture the hash again on the device and submit the full 4K hash.",
  },
  {
    // FAQ, MB. Whether an upload ever reports it is not known.
    code: "908",
    names: ["HardwareMismatch", "SerialNumberMismatch", "ProductKeyIdMismatch", "HardwareMismatchDetected"],
    meaning: "Serial number, product key or hardware is not what is registered, as with another motherboard.",
    action: "Remove the registration. Capture the hash again on the device and submit the full 4K hash.",
  },
  {
    // LIVE. The directory spells the name with a letter less.
    names: ["ZtdDeviceDeletionInProgress", "ZtdDeviceDeletionInProgess"],
    meaning: "The registration of the device is being deleted, which takes half an hour.",
    action: "Wait half an hour, then submit the device again.",
    retryable: true,
  },
  {
    // LIVE.
    names: ["ZtdDeviceAlreadyDeleted"],
    meaning: "The registration of the device has been deleted.",
    action: "Submit the device again if it is to be registered.",
    retryable: true,
    actor: "customer",
  },
];
