import { invalidArgument } from "./partner-center-error.js";

const GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** What a shell, a mail or a word processor puts around a value. */
const AROUND = "[\\s\"'“”„‘’«»[\\](){}<>.,;]*";
// Functions, because bundlers keep an expression that is made of another constant even where nothing uses it.
/** A tracking id alone, also behind its name in the languages of the page. */
const bareGuid = () =>
  new RegExp(`^${AROUND}(?:[^:=\\d]{0,40}(?:tracking|zleme)[^:=\\d]{0,40}[:=]${AROUND})?(${GUID})${AROUND}$`, "i");
const locationInText = () =>
  new RegExp(`(?:\\b(?:customer|tenant)s?/+(${GUID})/+|\\b)batchJobStatus/+(${GUID})(?![^\\W_]|[-_]\\w|/+\\w)`, "gi");
/** A customer that is written in another way than the service does. */
const anyCustomer = () =>
  new RegExp(`\\b(?:customer|tenant)s?(?:[_ ]?id)?(?:[/(=]|%28|\\W{1,5}${GUID})|${GUID}\\S{0,200}batchJobStatus`, "i");
/** Where a mail breaks a line inside a value. */
const LINE_BREAK_INSIDE = /([/-])[ \t]*[\r\n]\s*(?=\w)(?![\w-]+:)/g;
/** Guids can be in braces, and the service's documentation has braces in the place of ids. */
const BRACES = /[{}]|%7[bd]/gi;
/** How JSON and links write a slash. */
const ESCAPED_SLASH = /\\\/|\\u002f|%2f/gi;

/**
 * Reads the ids from the `Location` header of the response to an upload.
 *
 * The service sends `/customers/{customer-id}/batchJobStatus/{batchtracking-id}`. That is found wherever it stands in a text: in a whole
 * address, in quotes or braces, in JSON, between other headers, in a sentence. Upper and lower case are the same. A tracking id alone is
 * accepted too.
 *
 * @returns the ids in lower case; no `customerId` if the text contains none
 * @throws PartnerCenterError with code `invalid-argument` for anything else, and for a text with two uploads
 */
export function parseBatchLocation(location: string): { customerId?: string; trackingId: string } {
  return readBatchLocation(location, "location");
}

/** Does the same for an argument of another name, which the error message then contains. */
export function readBatchLocation(location: unknown, argument: string): { customerId?: string; trackingId: string } {
  const text =
    typeof location === "string"
      ? location.replace(ESCAPED_SLASH, "/").replace(BRACES, "").replace(LINE_BREAK_INSIDE, "$1").toLowerCase()
      : "";
  const bare = bareGuid().exec(text)?.[1];
  if (bare !== undefined) return { trackingId: bare };
  const found = [...text.matchAll(locationInText())];
  const customers = new Set(found.flatMap(([, customer]) => customer ?? []));
  const trackingIds = new Set(found.flatMap(([, , id]) => id ?? []));
  const [customerId] = customers;
  const [trackingId] = trackingIds;
  if (trackingId === undefined || (customerId === undefined && anyCustomer().test(text)))
    throw invalidArgument(argument, "must be a GUID or the Location value of the upload's answer");
  if (customers.size > 1 || trackingIds.size > 1) throw invalidArgument(argument, "names more than one upload");
  return customerId === undefined ? { trackingId } : { customerId, trackingId };
}
