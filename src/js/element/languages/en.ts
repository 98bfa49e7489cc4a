/**
 * English: the model of every other language (`language.ts`). The names that Partner Center, Microsoft and this package use are not
 * translated: errors, ids and headers.
 */
import type { PartnerCenterError, PartnerCenterErrorCode } from "../../index.js";
import { formatsOf } from "./formats.js";

/** International English: the day before the month, a 24-hour clock. */
const format = formatsOf("en-GB");
const { number, plural, list, duration, relative } = format;

const devices = (count: number) => `${number(count)} ${plural(count, { one: "device", other: "devices" })}`;

const theDevices = (count: number) => plural(count, { one: "the device", other: "the devices" });

const theseDevices = (count: number) => plural(count, { one: "this device", other: "these devices" });

const them = (count: number) => plural(count, { one: "it", other: "them" });

const needAttention = (count: number) => plural(count, { one: "needs attention", other: "need attention" });

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the hint of an error is about. */
type Reason = NonNullable<PartnerCenterError["reason"]>;

export const en = {
  /** The language tag, as in a `lang` attribute. */
  tag: "en",
  direction: "ltr" as "ltr" | "rtl",
  /** The value of X-Locale: the language of Partner Center's own messages. */
  locale: "en-US",
  format,
  /** Some browsers never request a failed module again, so the user must reload. @param name of another language */
  languageMissing: (name: string) => `${name} can’t be loaded. Check your connection, then reload the page.`,

  /** The statuses of a batch, each with its meaning. */
  batch: {
    queued: { word: "Queued", meaning: "Partner Center has the upload and has not begun with it." },
    // Without a meaning, the headline says it all.
    processing: { word: "Processing" },
    finished: { word: "Finished" },
    finished_with_errors: { word: "Finished with errors" },
    unknown: {
      word: "Unknown",
      meaning:
        "Partner Center does not say how far the batch is, which is neither success nor failure. This page keeps checking; " +
        "if this continues, look for the devices in Partner Center before you upload them again.",
    },
    /** For a status that this package does not know. */
    unfamiliar: "This page does not know that status. It is shown as Partner Center sent it.",
    /** Shown when a batch is `finished` although devices in it failed. */
    finishedIsNotSuccess:
      "“Finished” only says that Partner Center is done with the batch. Success is counted per device.",
    /** Shown when a batch is `finished_with_errors` although nobody must act. */
    errorsAreHarmless:
      "Partner Center is done with the batch. There is nothing to fix: what it counts as errors are devices that were already registered, or that occur twice in the upload. Check that they are in the customer’s list.",
  },

  /** The outcomes of a device. */
  outcomes: {
    succeeded: "Succeeded",
    alreadyRegistered: "Already registered",
    duplicates: "Duplicate",
    failed: "Needs attention",
    pending: "In progress",
    unknown: "Unknown",
  },

  /** The result in one sentence, without its full stop. `the…` is for a batch of one device. */
  headline: {
    noDevices: "The batch has no devices",
    noDevicesYet: "No devices listed yet",
    theDeviceSucceeded: "The device succeeded",
    theDeviceFailed: "The device needs attention",
    allSucceeded: (total: number) => `All ${devices(total)} succeeded`,
    allFailed: (total: number) => `All ${devices(total)} need attention`,
    someFailed: (failed: number, total: number) => `${number(failed)} of ${devices(total)} ${needAttention(failed)}`,
    withoutResult: (count: number) => `${devices(count)} without a result`,
    /** When every device is registered, some of them since before the upload. */
    allRegistered: (total: number, before: number) =>
      before === total
        ? `All ${devices(total)} were already registered`
        : `All ${devices(total)} are registered, ${number(before)} already ${plural(before, { one: "was", other: "were" })}`,
    theDeviceWasRegistered: "The device was already registered",
    /** When some devices did not succeed and yet nobody must act. */
    noneFailed: "No device needs attention",
    /** Added to one of the above. */
    alreadyRegistered: (count: number) =>
      `${number(count)} ${plural(count, { one: "was", other: "were" })} already registered`,
    duplicates: (count: number) =>
      `${number(count)} ${plural(count, { one: "is a duplicate", other: "are duplicates" })}`,
    join: (parts: string[]) => parts.join(", "),
    done: (done: number, total: number) => `${number(done)} of ${devices(total)} done`,
    /** While Partner Center does not say what becomes of devices, or in a word that this package does not know. */
    theDeviceIsUnknown: "The result of the device is unknown",
    allUnknown: (total: number) => `The results of all ${devices(total)} are unknown`,
    /** Added to how many are done. */
    someUnknown: (count: number) => `the result of ${number(count)} is unknown`,
    doneSomeFailed: (done: number, total: number, failed: number) =>
      `${number(done)} of ${devices(total)} done, ${number(failed)} ${needAttention(failed)}`,
  },

  /** The card at the top of a result. */
  overview: {
    label: "The batch at a glance",
    devicesDone: "Devices done",
    /** The counts, each a button that shows its devices. */
    counts: "Devices by outcome",
    about: "About this upload",
    started: "Started",
    completed: "Completed",
    duration: "Duration",
    elapsed: "Elapsed",
    /** The first line on paper. */
    printed: (customerId: string, trackingId: string, time: string) =>
      `Customer ${customerId}, upload ${trackingId}, printed ${time}`,
    /** For a time that is missing from a complete batch, and from one that is not complete. */
    notGiven: "Not given",
    notYet: "Not yet",
    trackingId: "Tracking id",
    customerId: "Customer id",
    forSupport: "For Microsoft’s support",
    noDevices: "Partner Center lists no devices for this batch. Check whether the upload held any.",
    noDevicesYet: "Partner Center lists the devices once it has begun with them.",
  },

  /** The errors of the devices: those for which somebody must act, then the others. */
  causes: {
    heading: "What needs attention",
    harmlessHeading: "Probably nothing to do",
    devices,
    harmless: "Harmless.",
    whatToDo: "What to do:",
    /** @param more how many more rows have the same cause */
    rows: (rows: number[], more: number) => {
      const rest = more > 0 ? [`${number(more)} more`] : [];
      return `${plural(rows.length + more, { one: "Row", other: "Rows" })} ${list([...rows.map(String), ...rest])}`;
    },
    showDevices: (count: number) =>
      plural(count, { one: "Show this device", other: `Show these ${number(count)} devices` }),
    showAll: (count: number) => `Show all ${number(count)} causes`,
    /** Instead of a name and a code that the service did not send. */
    noReason: "No reason given",
    /** For a device that failed without a code and a name. */
    withoutReason: {
      meaning: "Partner Center gives no reason.",
      action:
        "Upload the device once more; if it fails again, give Microsoft’s support the tracking id and the serial number.",
    },
    /** For an error that no public source explains. */
    unexplained: {
      title: "Unexplained error",
      meaning: "Microsoft has not published what this error means.",
      action:
        "Upload the device once more; if it fails again, give Microsoft’s support the tracking id and this error.",
    },
  },

  /** The errors in a few words, by their name. For one that is not here: `unexplained`. */
  errorTitles: {
    StorageError: "Storage error at Microsoft",
    InvalidZtdRequestBody: "Malformed request",
    InvalidZtdHardwareHash: "Hardware hash not valid",
    MissingZtdSerialNumberAndProductKey: "No serial number or product key",
    ZtdDeviceAlreadyAssigned: "Already registered to this customer",
    ZtdDeviceIsNotRegistered: "Not registered to this customer",
    ZtdDeviceAssignedToOtherTenant: "Registered to another tenant",
    ZtdDeviceHasNoAssignedProfile: "No profile assigned",
    ZtdProfileIsNotRegistered: "Profile not known",
    ZtdProfileAssignedToOtherTenant: "Profile belongs to another tenant",
    ZtdDeviceRegisteredByOtherTenant: "Registered by another tenant",
    ZtdDeviceNotFound: "Device not found",
    ZtdDeviceIsNotUnique: "Several devices match",
    ZtdDeviceAlreadyAadRegistered: "Already in Microsoft Entra ID",
    ZtdDeviceDuplicated: "Twice in the upload",
    HashNot4k: "Hardware hash not complete",
    HardwareMismatch: "Hardware differs from what is registered",
    ZtdDeviceDeletionInProgress: "Registration is being deleted",
    ZtdDeviceAlreadyDeleted: "Registration was deleted",
  } as Record<string, string>,

  /**
   * The errors in the words of a message to the customer, by their name: what is the matter with the devices, and what happens next. "We" is the
   * partner who writes. Who acts first is said before it: `actor` in device-errors.ts. Those that mean no harm are only counted.
   */
  errorsForCustomers: {
    StorageError: {
      what: "Microsoft could not store the registration",
      next: (count) => `We will upload ${theDevices(count)} again.`,
    },
    InvalidZtdRequestBody: {
      what: "Microsoft could not read the registration",
      next: (count) => `We will upload ${theDevices(count)} again.`,
    },
    InvalidZtdHardwareHash: {
      what: "The hardware fingerprint of the device is not valid",
      next: (count) =>
        `We will read it from ${theDevices(count)} again. We may need access to ${them(count)} for that.`,
    },
    MissingZtdSerialNumberAndProductKey: {
      what: "The serial number is missing",
      next: (count) => `We will complete the data and upload ${theDevices(count)} again.`,
    },
    ZtdDeviceIsNotRegistered: {
      what: "Not registered to you yet",
      next: (count) => `We will check the data and register ${theDevices(count)}.`,
    },
    ZtdDeviceAssignedToOtherTenant: {
      what: "Still registered to another organization",
      next: (count) =>
        `Please ask the previous owner to release ${theseDevices(count)}. If that is not possible, send us proof of purchase, and we will open a case with Microsoft.`,
    },
    ZtdDeviceHasNoAssignedProfile: {
      what: "No deployment profile assigned",
      next: (count) =>
        `Please assign a deployment profile to ${theseDevices(count)} or set a default profile, or tell us which one to use.`,
    },
    ZtdProfileIsNotRegistered: {
      what: "The deployment profile does not exist",
      next: () => "We will check the profile and assign it again.",
    },
    ZtdProfileAssignedToOtherTenant: {
      what: "The deployment profile is not one of yours",
      next: () => "We will check the profile and assign one of yours.",
    },
    ZtdDeviceRegisteredByOtherTenant: {
      what: "Registered by another organization",
      next: (count) =>
        `Please ask that organization, or the partner who registered ${theDevices(count)}, to remove the registration.`,
    },
    ZtdDeviceNotFound: {
      what: "Microsoft does not know the device by its manufacturer, model and serial number",
      next: (count) => `We will ask the manufacturer to confirm these details, and upload ${theDevices(count)} again.`,
    },
    ZtdDeviceIsNotUnique: {
      what: "Several devices match the data",
      next: (count) =>
        `We will read the hardware fingerprint from ${theDevices(count)} and upload ${them(count)} again. We may need access to ${them(count)} for that.`,
    },
    ZtdDeviceAlreadyAadRegistered: {
      what: "There is an old entry of the device in your Microsoft Entra ID",
      next: (count) =>
        `Please remove the old device object and tell us. Then we will upload ${theDevices(count)} again.`,
    },
    HashNot4k: {
      what: "The hardware fingerprint of the device is not complete",
      next: (count) =>
        `We will read it from ${theDevices(count)} again. We may need access to ${them(count)} for that.`,
    },
    HardwareMismatch: {
      what: "The hardware differs from what is registered, for example after a repair",
      next: (count) =>
        `We will remove the old registration and register ${theDevices(count)} again. We may need access to ${them(count)} for that.`,
    },
    ZtdDeviceDeletionInProgress: {
      what: "An earlier registration is being deleted",
      next: (count) => `We will wait until that is done and upload ${theDevices(count)} again.`,
    },
    ZtdDeviceAlreadyDeleted: {
      what: "The registration was deleted",
      next: (count) =>
        `Please tell us whether to register ${theseDevices(count)}. If so, we will upload ${them(count)} again.`,
    },
  } as Record<string, { what: string; next: (count: number) => string }>,

  /** A message for the customer, as a mail or a chat has it. */
  message: {
    open: "Message to customer",
    language: "Language",
    subjectLabel: "Subject",
    text: "Text",
    copy: { copy: "Copy text", copied: "Text copied" },
    mail: "Open in mail",
    /** Beside the link to the mail program, when the text does not fit into it. */
    tooLongToMail: "The text is too long for a link to the mail program. “Open in mail” copies it: paste it there.",
    share: "Share with file",
    shareText: "Share",
    shareRefused: "The browser did not share it.",
    /** The list that goes with the message: the devices that need attention. */
    downloadList: (count: number) => `Download list (${devices(count)})`,
    /** When the text refers to the list: a mail has no file until somebody attaches it. */
    attachList: "The text refers to the list: download it, and attach it to the mail or the chat.",
    close: "Close",

    /** @param isDecided whether the result of every device is known */
    subject: (registered: number, total: number, isDecided: boolean) =>
      total === 1 && isDecided
        ? `Windows Autopilot: device ${registered === 1 ? "" : "not "}registered`
        : `Windows Autopilot: ${number(registered)} of ${devices(total)} registered`,
    greeting: "Hello,",
    uploaded: (total: number, time: string) =>
      `On ${time}, we uploaded ${devices(total)} for registration with Windows Autopilot.`,
    uploadedAtSomeTime: (total: number) => `We uploaded ${devices(total)} for registration with Windows Autopilot.`,
    registered: (registered: number, total: number) =>
      total === 1
        ? `The device is ${registered === 1 ? "" : "not "}registered.`
        : `${number(registered)} of ${devices(total)} ${plural(registered, { one: "is", other: "are" })} registered.`,
    before: (count: number, registered: number) =>
      count === registered
        ? `${plural(count, { one: "It was", other: "These were" })} registered before. No action is needed.`
        : `${number(count)} of them ${plural(count, { one: "was", other: "were" })} registered before. No action is needed.`,
    duplicates: (count: number) =>
      `${number(count)} ${plural(count, { one: "row repeats", other: "rows repeat" })} a device that is already in the list. No action is needed.`,
    pending: (count: number) =>
      `${devices(count)} ${plural(count, { one: "is", other: "are" })} still being processed.`,
    unknown: (count: number) => `For ${devices(count)}, Microsoft has given no result yet.`,
    failed: (count: number, reasons: number) =>
      `${devices(count)} ${needAttention(count)}, for the following ${plural(reasons, { one: "reason", other: "reasons" })}:`,
    /** The heading of a reason. @param codes the numbers of the errors, where they have one */
    reason: (what: string, count: number, codes: string[]) =>
      `${what}: ${devices(count)}${codes.length > 0 ? ` (${plural(codes.length, { one: "error", other: "errors" })} ${codes.join(", ")})` : ""}`,
    serialNumbers: (count: number) => plural(count, { one: "Serial number", other: "Serial numbers" }),
    /** Instead of a serial number that is missing. */
    row: (row: number) => `not given (row ${row} of the uploaded list)`,
    moreDevices: (count: number) => `and ${number(count)} more: see the attached list`,
    moreReasons: (count: number) =>
      `${number(count)} more ${plural(count, { one: "reason", other: "reasons" })}: see the attached list.`,
    actors: {
      customer: "What we ask of you",
      partner: "What we will do",
      manufacturer: "With the manufacturer",
    },
    /** For an error that no public source explains, or that the service does not name. */
    unexplained: {
      what: "Microsoft gives no clear reason",
      next: (count: number) =>
        `We will upload ${theDevices(count)} once more. If that fails, too, we will ask Microsoft’s support.`,
    },
    asOf: (time: string) => `As of ${time}.`,
    reference: (trackingId: string) => `Reference: ${trackingId}`,
  },

  /** Translations of `explainDeviceError`, by the name of the error. Empty here, because it is in English already. */
  deviceErrors: {} as Record<string, { meaning: string; action: string }>,

  /** The columns of the table, each with its two sort orders. */
  columns: {
    row: {
      label: "Row",
      ascending: "upload order",
      descending: "last of the upload first",
      copy: "Copy row number",
      copied: "Row number copied",
    },
    serial: {
      label: "Serial number",
      ascending: "sorted by serial number",
      descending: "sorted by serial number, descending",
      copy: "Copy serial number",
      copied: "Serial number copied",
    },
    key: {
      label: "Product key",
      ascending: "sorted by product key",
      descending: "sorted by product key, descending",
      copy: "Copy product key",
      copied: "Product key copied",
    },
    id: {
      label: "Device id",
      ascending: "sorted by device id",
      descending: "sorted by device id, descending",
      copy: "Copy device id",
      copied: "Device id copied",
    },
    status: {
      label: "Status",
      ascending: "what needs attention first",
      descending: "what needs attention last",
      copy: "Copy status",
      copied: "Status copied",
    },
    error: {
      label: "Error",
      ascending: "sorted by error",
      descending: "sorted by error, descending",
      copy: "Copy error",
      copied: "Error copied",
    },
  },

  table: {
    /** Also the name of the first sheet in a workbook: at most 31 characters, none of []:*?/\ (Excel). */
    heading: "Devices",
    keys: "Arrow keys lead through the cells, Enter copies the one you are at.",
    /** @param order one of the sort orders of `columns` */
    all: (total: number, order: string) => `${devices(total)}, ${order}`,
    allFirstShown: (total: number, shown: number, order: string) =>
      `Showing ${number(shown)} of ${devices(total)}, ${order}`,
    found: (found: number, total: number, order: string) => `${number(found)} of ${devices(total)}, ${order}`,
    foundFirstShown: (found: number, total: number, shown: number, order: string) =>
      `${number(found)} of ${devices(total)}, showing ${number(shown)}, ${order}`,
    /** Before the names of the columns, when rows are shown as cards. */
    sort: "Sort by",
    /** Behind the error of a duplicate: the other row tells what became of the device. */
    seeRow: (row: number) => `(see row ${row})`,
    showAll: "Show all",
    showMore: (count: number) => `Show ${number(count)} more`,
    showEvery: (count: number) => `Show all ${devices(count)}`,
  },

  filter: {
    label: "Find devices",
    search: "Search",
    placeholder: "Serial number, key, id or error",
    outcome: "Outcome",
    error: "Error",
    /** What people search for when they mean the devices that need attention. */
    alsoFailed: "failed",
    /** @param values of a search for several @param more how many more were not found */
    notFound: (values: string[], more: number) =>
      `Not in this upload: ${list([...values, ...(more > 0 ? [`${number(more)} more`] : [])])}.`,
  },

  /** Shown when no device matches. */
  noMatch: {
    /** For screen readers. */
    announcement: "No device matches.",
    outcome: "No device has this outcome",
    error: "No device has this error",
    outcomeAndError: "No device has this outcome and this error",
    /** @param more how many more there are */
    filters: (names: string[], more: number) =>
      `Filters in use: ${list([...names, ...(more > 0 ? [`${number(more)} more`] : [])])}.`,
    selectOthers: "Select others, or look at all devices.",
    /** @param searched the search text, or an element that contains it */
    textAmongSelected: <Text>(searched: Text) => ["No device of the selected ones has “", searched, "” in it"],
    foundAmongOthers: "The search does find something among the others.",
    searchAll: (found: number) => `Search all devices: ${number(found)} found`,
    text: <Text>(searched: Text) => ["No device has “", searched, "” in it"],
    whatIsSearched:
      "The search looks through serial numbers, product keys, device ids, statuses and errors. A part of one is enough, several can be separated by spaces or commas, and row:13 finds a row.",
    showAll: "Show all devices",
  },

  exporting: {
    label: "Export",
    which: "Devices to export",
    listed: (count: number) => `Listed below: ${number(count)}`,
    all: (count: number) => `All: ${number(count)}`,
    failed: (count: number) => `Needs attention: ${number(count)}`,
    /** @param type such as "CSV" */
    download: (type: string) => `Download ${type}`,
    copyButton: "Copy",
    print: "Print",
    tooLarge: "The file could not be made. Export fewer devices, or as CSV.",
    /** Some browsers never request a failed module again, so the user must reload. */
    unavailable:
      "Excel files can’t be written: a part of this page could not be loaded. Check your connection, then reload the page.",
    /** Columns that only the file has. */
    errorCode: "Error code",
    errorName: "Error name",
    meaning: "Meaning",
    whatToDo: "What to do",
    /** What a file holds, as words of its name. They become Latin letters. */
    fileOfAll: "all",
    fileOfDevices: (count: number) => `${count} ${plural(count, { one: "device", other: "devices" })}`,
    /** The second sheet of a workbook: its name, and its labels. */
    summary: "Summary",
    result: "Result",
    chosen: "Devices in this file",
    everyDevice: "All devices",
    searchedFor: (text: string) => `Search: ${text}`,
    rows: "Rows",
    rowsOf: (rows: number, total: number) => `${number(rows)} of ${number(total)}`,
    asOf: "Data as of",
    made: "File created",
    causesOfUpload: "Causes in the whole upload",
  },

  /** What can be copied, apart from the cells of the table. */
  copying: {
    trackingId: { copy: "Copy tracking id", copied: "Tracking id copied" },
    customerId: { copy: "Copy customer id", copied: "Customer id copied" },
    supportBundle: { copy: "Copy support bundle", copied: "Support bundle copied" },
    /** Beside the support bundle of the answer before the failure. */
    failureBundle: { copy: "Copy support bundle of the failure", copied: "Support bundle of the failure copied" },
    devices: { copy: "Copy devices for a spreadsheet", copied: "Devices copied" },
    /** Each begins as the label of the button, or with what became of it. @param cause in a few words */
    serialNumbers: (cause: string) => ({
      copy: `Copy serial numbers: ${cause}`,
      copied: `Serial numbers copied: ${cause}`,
    }),
    serialNumbersButton: "Copy serial numbers",
    /** The same for a cause with one device. */
    serialNumber: (cause: string) => ({
      copy: `Copy serial number: ${cause}`,
      copied: `Serial number copied: ${cause}`,
    }),
    serialNumberButton: "Copy serial number",
    /** @param header such as "MS-RequestId" */
    header: (header: string) => ({ copy: `Copy ${header}`, copied: `${header} copied` }),
    refused: "The browser did not allow copying",
  },

  /** The bar above a result. */
  follow: {
    asking: "Asking Partner Center…",
    /** @param ms from now, negative for the past */
    updated: (ms: number) => `Updated ${relative(ms)}.`,
    nextLook: (ms: number) => `Next check in ${duration(ms)}.`,
    tryingAgain: (ms: number) => `Trying again in ${duration(ms)}.`,
    tryingAgainNow: "Trying again…",
    throttled: (ms: number) => `Partner Center asks to wait. Trying again in ${duration(ms)}.`,
    token: "Waiting for a token…",
    busy: "Other requests come first…",
    hidden: (ms: number) => `In the background, one check a minute. Next check in ${duration(ms)}.`,
    offline: "Offline: checking again once you are connected.",
    paused: "Paused.",
    stopped: "Not watched any more.",
    complete: "This upload is complete.",
    failed: "The request failed.",
    pause: "Pause",
    resume: "Resume",
    refresh: "Refresh now",
    tryAgain: "Try again",
    goOn: "Go on watching",
  },

  /** What the live region announces, apart from texts that are visible too. */
  announcement: {
    sentence: (text: string) => `${text}.`,
    result: (status: string, headline: string) => `${status}. ${headline}.`,
  },

  /** A text from outside that was too long to show. */
  truncated: (start: string, length: number) => `${start}… (${number(length)} characters)`,

  /** A call that failed. */
  failure: {
    partnerCenterSays: "Partner Center says",
    /** Instead of that, when the answer may not be Partner Center’s. */
    answerSays: "The answer says",
    waitFirst: (ms: number) => `Partner Center asks to wait ${duration(ms)} before the next request.`,
    facts: {
      code: "Error code",
      message: "Details",
      status: "HTTP status",
      serviceCode: "Service code",
      source: "Source",
      attempts: "Attempts",
    },
    /** What exactly happened, by code, and by the name of an argument that can't be used. Empty here: the package says it in English. */
    details: {} as Partial<Record<PartnerCenterErrorCode | "no-token" | "malformed-value", string>>,
    arguments: {} as Record<string, string>,
  },

  /** What happened, without its full stop, and what to do next. For people who follow uploads, not for those who build pages. */
  failures: {
    "invalid-argument": {
      title: "This can’t be asked",
      next: "An id, the token or the base address does not have the right form, or the ids do not belong together. Check them; nothing was sent.",
    },
    unauthorized: {
      title: "Partner Center does not accept the token",
      next: "A token is good for about an hour. Sign in again, with multi-factor authentication, and get a fresh one for Partner Center.",
    },
    forbidden: {
      title: "This token has no access to this customer",
      next: "Check the customer id. Your account needs the role Admin agent or Sales agent in Partner Center, and your company needs a relationship (GDAP) with this customer. Indirect resellers have no access of their own to this. Or a gateway on the way refuses.",
    },
    "not-found": {
      title: "Partner Center can’t find this upload",
      next: "Check the customer id and the tracking id. A new upload can take some minutes to appear: then try again. If both ids are right, check the base address.",
    },
    throttled: {
      title: "Partner Center is busy: too many requests",
      next: "Partner Center takes only so many requests at a time. This page asks again by itself. Close other pages that follow uploads.",
    },
    service: {
      title: "Partner Center has a problem",
      next: "Try again in a few minutes. If this continues, give Microsoft’s support the support bundle.",
    },
    http: {
      title: "Partner Center refused the request",
      next: "Check the ids and the base address. If they are right, give Microsoft’s support the support bundle.",
    },
    network: {
      title: "No connection to the base address",
      next: "Check your connection, your VPN or proxy, and the base address. Browsers are not known to reach Partner Center directly: whoever runs this page sets up a gateway that allows it (CORS), and permits its address in the page’s security policy (connect-src).",
    },
    timeout: {
      title: "No answer in time",
      next: "Try again. If it takes too long every time, try later, or check your connection.",
    },
    "incomplete-response": {
      title: "The answer broke off",
      next: "The connection was lost on the way. Try again.",
    },
    "empty-response": {
      title: "The answer is empty",
      next: "Try again. If this continues, check the base address, and tell whoever runs the gateway behind it.",
    },
    "not-json": {
      title: "The answer is not from Partner Center",
      next: "A sign-in page or a proxy may have answered instead. Sign in to your network or portal, check the base address, and try again.",
    },
    "bad-encoding": {
      title: "The answer can’t be read",
      next: "Something on the way changes the answer. Tell whoever runs your network or the gateway.",
    },
    malformed: {
      title: "The answer is not what Partner Center documents",
      next: "Check the base address. If it is right, give whoever runs this page the support bundle.",
    },
    "too-large": {
      title: "The answer is too large",
      next: "The batch has more devices than this page takes. Whoever runs this page can allow more.",
    },
    "wasm-load": {
      title: "A part of this page could not be loaded",
      next: "Check your connection and reload the page. If this continues, use a current browser, or give whoever runs this page the support bundle: a security policy of the page may forbid WebAssembly.",
    },
    internal: {
      title: "Something went wrong inside this page",
      next: "Reload the page and try again. If it happens again, tell whoever runs this page.",
    },
  } satisfies Record<PartnerCenterErrorCode, { title: string; next: string }>,

  /** Instead of `network` and `wasm-load` while the browser is offline. */
  offline: {
    title: "You are offline",
    next: "Connect to the internet, then try again.",
  },

  /** Instead of the advice of a failure, while the page tries again by itself. */
  retrying: {
    next: "This page tries again by itself.",
    notThereYet:
      "Check the customer id and the tracking id. Just after an upload, the batch may not be there yet: this page asks again for half a minute.",
  },

  /** Instead of `network`, `timeout` and `incomplete-response` after a success: the base address was right. */
  connectionLost: {
    title: "Connection lost",
    next: "What you see is the last answer. Check your connection, then try again.",
    retrying: {
      title: "Connection lost, trying again",
      next: "What you see is the last answer.",
    },
  },

  /** Instead of `unauthorized` when the token function of a portal has failed. */
  noToken: {
    title: "The page could not get a token",
    next: "Nothing was sent to Partner Center. Sign in again; if that does not help, tell whoever runs this page.",
  },

  /** Instead of `timeout` when a watch has ended because the time that it was given is over. Nothing has failed. */
  stillGoingOn: {
    title: "The batch is not done yet",
    next: "The time for watching it is over. Partner Center goes on with the batch: go on watching, or come back later with the same ids.",
  },

  /** Instead of the title of the failure, by its reason, where the title would name the wrong cause. */
  reasonTitles: {
    "no-such-route": "The base address does not lead to Partner Center",
    "tenant-id": "No tenant has this customer id",
  } satisfies Partial<Record<Reason, string>>,

  /** What to do next, by the reason that Partner Center gives, where that is more specific than the kind of error. */
  reasons: {
    mfa: "The token was issued without multi-factor authentication. Sign in again with a second factor and get a fresh one. If the sign-in does not ask for one, an administrator enforces it for your account by a Conditional Access policy.",
    "conditional-access":
      "A Conditional Access policy blocks the request. Sign in as the policy demands: from another device or place, or with a second factor.",
    "app-only": "An app-only token is not allowed. Get one that a person has signed in for (App+User).",
    "no-relationship":
      "Your company has no reseller relationship with this customer. Check the customer id, or request the relationship (GDAP) in Partner Center.",
    "no-agreement":
      "Your company has not accepted the Microsoft Partner Agreement. An administrator accepts it in Partner Center.",
    "no-role":
      "Your account lacks the required role. An administrator gives it Admin agent or Sales agent in Partner Center, and rights in the relationship (GDAP) with this customer.",
    audience:
      "The token is for another service, or isn’t from a partner tenant. Get one for Partner Center in your cloud, signed in to your partner tenant.",
    "access-denied":
      "Check that the token is from your partner tenant, and that your account has the role Admin agent or Sales agent. Indirect resellers have no access of their own to this.",
    "no-such-route":
      "What answers at the base address does not know this request, whatever the ids are. Check the base address, or tell whoever runs the gateway behind it.",
    "tenant-id":
      "Check the customer id. It must be the id of the customer’s tenant, which has the form 00000000-0000-0000-0000-000000000000.",
    "service-failed":
      "Partner Center failed. Try again in a few minutes, then give Microsoft’s support the support bundle.",
    ids: "Check the customer id and the tracking id.",
  } satisfies Record<Exclude<Reason, "max-wait">, string>,

  /** The texts of the page around the element. */
  page: {
    title: "Device batch status",
    heading: "What became of your devices?",
    lead: "Windows Autopilot devices that a partner uploaded to Microsoft Partner Center: which are registered, which are not, and why.",
    language: "Language",
    /** The title of the tab. */
    tab: {
      /** @param state one of the texts below: of the only upload, or of all of them */
      title: (state: string) => `${state} · Device batch status`,
      asking: "Asking…",
      tryingAgain: "Trying again…",
      progress: (done: number, total: number) => `${number(done)} of ${number(total)}`,
      finished: "Finished",
      needsAttention: (failed: number, total: number) =>
        `${number(failed)} of ${number(total)} ${needAttention(failed)}`,
      failed: "Request failed",
      needsToken: "New token needed",
      requestsFailed: (count: number) =>
        `${number(count)} ${plural(count, { one: "request", other: "requests" })} failed`,
      /** @param failed the devices that need attention, in all uploads */
      attention: (failed: number) => `${number(failed)} ${needAttention(failed)}`,
      uploadsDone: (done: number, total: number) => `${number(done)} of ${number(total)} done`,
    },
    demo: {
      name: "Demo",
      text: "The answers come from a simulated Partner Center on this machine.",
      scenario: "Scenario",
      /** The scenarios for people, by their names in the simulator. */
      scenarios: {
        "running-job": "An upload in progress",
        "mixed-outcomes": "Finished, some devices need attention",
        "all-finished": "Finished, every device succeeded",
        "ten-thousand-devices": "An upload with very many devices",
        "no-relationship": "A customer that the token can’t see",
      },
      forDevelopers: "For developers",
    },
    /** The line at the end of the page. */
    colophon: {
      operator: "This page is run by",
      help: "Help",
      tokenGoesTo: "The token goes to",
      version: "Version",
      notMicrosoft: "Not made or endorsed by Microsoft",
      licences: "Licences",
    },

    /** When settings.json, a file of whoever runs the page, can't be used. */
    settings: {
      unreadable:
        "The settings of this page (settings.json) can’t be read. The page uses its defaults. Tell whoever runs this page.",
      /** @param names of the settings, such as "demo" */
      wrongValues: (names: string[]) =>
        `settings.json has no usable value for ${list(names)}. The page uses its defaults instead. Tell whoever runs this page.`,
    },

    form: {
      label: "Which upload",
      customer: {
        label: "Customer id",
        short: "Customer",
        help: "The customer’s tenant id. In Partner Center: Customers, the customer, Account, “Microsoft ID”.",
        missing: "Enter the customer id.",
        malformed: "A customer id has the form 00000000-0000-0000-0000-000000000000.",
        several: "This text has more than one id. Paste the Location, or each id into its own field.",
      },
      tracking: {
        label: "Tracking id or Location",
        short: "Upload",
        help: "The answer to the upload (202 Accepted) holds it in its Location header. Paste the Location, the headers or the whole mail into any field: it fills in the customer, too.",
        missing: "Enter the tracking id, or the Location that the upload was answered with.",
        malformed: "There is no tracking id in this. It has the form 00000000-0000-0000-0000-000000000000.",
        several: "This text has more than one id. Paste the Location, or each id into its own field.",
      },
      token: {
        label: "Access token",
        help: "Stays in this page and goes nowhere but to the base address. It is gone when you leave or press Clear token.",
        missing: "Paste an access token.",
        malformed: "This is not an access token. Copy the whole token, which has no spaces in it, and paste it again.",
        refused: "Partner Center refused this token. Paste a new one.",
        id: "This is an id, and no token. Paste it into the field of the tracking id or the customer id.",
        several: "This text has more than one id, and no token. Paste the Location, or each id into its own field.",
        other:
          "There is no access token in this. It is the value of “access_token” in the answer of a sign-in that succeeded.",
      },
      baseUrl: {
        label: "Base address",
        help: "Partner Center itself, or a gateway to it: Partner Center is not known to answer browsers directly. The token is sent there, so name only a host that you trust.",
        missing: "Enter the address of Partner Center or of your gateway to it.",
        malformed:
          "Enter a whole address that begins with https://, without user name or query, such as https://api.partnercenter.microsoft.com.",
        call: "This is the address of a call. Leave out “/v1/customers” and what follows.",
      },
      /** Said when one paste has filled other fields. */
      filled: (fields: ("tracking" | "customer" | "token")[], isFromLocation: boolean) =>
        sentence(
          `${list(fields.map((field) => ({ tracking: "tracking id", customer: "customer id", token: "token" })[field]))} filled from ${isFromLocation ? "the Location" : "the text that was entered"}.`,
        ),
      /** Said while the form names another upload than the one that is shown. @param ids both ends of them */
      answerIsOf: (ids: string) => `The answer below is still that of upload ${ids}.`,
      /** For a link to an upload. */
      onlyTokenMissing: "Paste a token to see this upload.",
      /** Leads to the field of the token, after the service has refused it. */
      newToken: "Paste a new token",
      more: "Advanced",
      /** Before the base address, beside the button, unless it is the host's own setting. */
      destination: "The token goes to",
      /** Opens the form again, which is one line once there is an answer. */
      change: "Change",
      forget: "Clear token",
      submit: "Show status",
    },

    howToGetToken: {
      summary: "How to get a token",
      which:
        "A token of Microsoft Entra ID for Partner Center, of somebody who is Admin agent or Sales agent at the partner and signed in with multi-factor authentication. It is good for about an hour. In China the addresses are https://partner.partnercenterapi.microsoftonline.cn and https://login.partner.microsoftonline.cn.",
      app: "Each of these ways needs an app that is registered at the partner, with the permission user_impersonation of Microsoft Partner Center.",
      deviceCode:
        "With a device code, in PowerShell or in Bash (macOS, Linux). The app allows public client flows. From PowerShell, the token is in the clipboard at the end; from Bash, paste the whole answer into the field of the token.",
      authorizationCode:
        "With an authorization code, in Bash on macOS, Linux or Windows (Git Bash). The app has the redirect address http://localhost, for mobile and desktop applications. After you have signed in, the browser can’t open that address: copy it from the address bar. Paste the whole answer into the field of the token.",
      /** What the commands ask for and say. They stand in quotes there, so they have none, and no other sign of a shell. */
      appId: "App id",
      signIn: "Open this address and sign in",
      enterCode: "Enter this code there",
      thenPressEnter: "Then press Enter",
      pasteAddress: "Paste the address that the browser ends at",
      ways: { deviceCode: "a device code", authorizationCode: "an authorization code" },
      /** @param shell "PowerShell" or "Bash" @param way one of `ways` */
      copyCommands: (shell: string, way: string) => ({
        copy: `Copy the ${shell} commands for ${way}`,
        copied: `${shell} commands for ${way} copied`,
      }),
    },

    nothingAsked: {
      title: "No upload selected",
      text: "Here you will see how far the batch is, which devices are registered, why the others are not, and what to do.",
    },
    answer: "Answer",
    /** A button for the keyboard: past the form and the list of uploads. */
    skip: "Skip to the answer",

    /** The list of watched uploads. */
    watched: {
      heading: "Watched uploads",
      remember: "Remember these uploads in this browser",
      rememberHelp:
        "Only their ids, names, base addresses and when they were added are kept, never the token and never an answer.",
      needsToken: "Needs a token",
      needsNewToken: "Needs a new token",
      addedElsewhere: "Added in another tab",
      paused: "Paused",
      /** @param id both ends of it */
      customer: (id: string) => `Customer ${id}`,
      /** @param ms from now, negative for the past */
      started: (ms: number) => `started ${relative(ms)}`,
      /** To the list, while Partner Center has not said when the upload started. */
      added: (ms: number) => `added ${relative(ms)}`,
      /** Announced for an upload that is not shown. @param state its result, without its full stop */
      done: (name: string, state: string) => `${name} is done: ${state}.`,
      failed: (name: string, state: string) => `Checking ${name} failed: ${state}.`,

      renameUpload: (name: string) => `Rename ${name}`,
      /** The label of the field in which the name is changed. */
      nameOf: (name: string) => `Name of the upload ${name}`,
      removeUpload: (name: string) => `Remove ${name} from the list`,
      removed: (name: string) => `Removed ${name}.`,
      undo: "Undo",
    },

    /** When a token ends that says so. @param time such as "11:40", or with the date on another day */
    tokenEnd: {
      goodUntil: (time: string) => `Token good until ${time}`,
      ended: (time: string) => `Token expired at ${time}`,
      /** Announced a few minutes before the end. */
      endsSoon: (time: string) => `The token is good until ${time}. Paste a new one to go on watching.`,
    },

    notify: {
      button: "Tell me when it’s done",
      blocked: "To be told when it’s done, allow notifications for this page in the browser’s site settings.",
    },
  },
};
