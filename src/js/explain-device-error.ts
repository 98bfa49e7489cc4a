import { DEVICE_ERRORS, type DeviceError } from "./device-errors.js";
import type { DeviceUploadDetails } from "./wasm/types.js";

/** What a device error means, in plain words. */
export interface DeviceErrorExplanation {
  /** The symbolic name, such as `"ZtdDeviceAssignedToOtherTenant"`. */
  name: string;
  /** The number, such as `"808"`, if one is publicly known for this name. */
  code?: string;
  /** What happened. */
  meaning: string;
  /** What to do about it. */
  action: string;
  /** Whether nobody must act, but to look: the device was registered before, or another row of the upload tells its result. */
  harmless: boolean;
  /** Whether the same upload can succeed later. */
  retryable: boolean;
}

/** The two fields of a device that tell its error. */
export type ErrorFields = Pick<DeviceUploadDetails, "errorCode" | "errorDescription">;

/** Errors are short: no more characters of a field are read. */
const READ_CHARACTERS = 10_000;

/** What a sentence says of a device that is registered already. */
const SAME_TENANT =
  /\b(?:assigned|registered|imported|enrolled) (?:to|in|with|for) (?:the )?(?:same|this|your) (?:tenant|customer|organi[sz]ation|company)\b|\balready (?:assigned|registered|imported|enrolled)\b(?! (?:to|by|in|with|for|at|under)\b)/i;
/** What no text says of such a device, whatever the name of its error is. */
const OTHER_TENANT = /\b(?:other|another|different|elsewhere|outside|previous|belongs)\b/i;
/** What a sentence alone does not say of such a device. Beside a name it tells what became of the upload. */
const OTHER_ERROR =
  /\b(?:no(?! (?:further )?action)|not|never|cannot|contact|ask|mismatch|unknown|fail\w*|block\w*|remov\w*|taken)\b|n['’]t\b/i;

/** How services say that there is no error: code 0 with one of these names. "None" was seen in public reports. */
const NO_ERROR_NAMES = ["", "none", "null", "success", "noerror", "ok", "na"];

/**
 * Explains why a device failed. The name of the error decides, wherever it stands in the two fields and however it is written
 * (`ZTD_DEVICE_NOT_FOUND`). The number decides where there is no known name, or where two errors have the same one: the service sends 806 with
 * two names that mean opposite things. Where both fields tell of different errors, that counts for which somebody must act.
 *
 * @param device a device of the details, or just its two error fields
 * @returns `undefined` for a device without an error, and for an error that no public source explains
 */
export function explainDeviceError(device: ErrorFields): DeviceErrorExplanation | undefined {
  const error = findDeviceError(device);
  if (error === undefined) return undefined;
  const { names, harmless, retryable = false, actor: _, ...rest } = error;
  return { name: names[0], ...rest, harmless: harmless !== undefined, retryable };
}

/** Who has to act first for a device that somebody must act for. */
export function actorOf(error: ErrorFields): "customer" | "partner" | "manufacturer" {
  return findDeviceError(error)?.actor ?? "partner";
}

export function findDeviceError({ errorCode, errorDescription }: ErrorFields): DeviceError | undefined {
  const fields = [errorCode, errorDescription].map(splitNumber);
  const words = fields.map(({ rest }) => rest).join(" ");
  const numbers = fields.flatMap(({ number }) => number ?? []);
  // A list of numbers, such as 806/808.
  if (numbers.length > 0 && !isSentence(words)) numbers.push(...words.split(/\D+/));
  const numbered = mostSerious(numbers.flatMap(errorsWithNumber));
  const named = mostSerious(fields.flatMap(errorsNamed), numbered);
  const error = named ?? numbered;
  return error?.harmless === "alreadyRegistered" ? besideWords(error, words, named !== undefined) : error;
}

/** Of several errors, one for which somebody must act, and of those the preferred one. */
function mostSerious(errors: DeviceError[], preferred?: DeviceError): DeviceError | undefined {
  const serious = errors.filter(({ harmless }) => harmless === undefined);
  const candidates = serious.length > 0 ? serious : errors;
  return candidates.find((error) => error === preferred) ?? candidates[0];
}

/** The error of a device that is registered already, as the words leave it: the service sends 806 with the name of 808 too. */
function besideWords(error: DeviceError, words: string, isNamed: boolean): DeviceError | undefined {
  // The words of a name that nobody knows count too: DEVICE_OF_ANOTHER_TENANT.
  if (OTHER_TENANT.test(words.replace(/([a-z\d])(?=[A-Z])|[_-]/g, "$1 "))) return undefined;
  if (isNamed || NO_ERROR_NAMES.includes(plain(words))) return error;
  // Only a sentence that says so means no harm: it can be in any language, and say anything.
  if (isSentence(words)) return SAME_TENANT.test(words) && !OTHER_ERROR.test(words) ? error : undefined;
  // With a name that nobody knows, the number can mean something else.
  return { ...error, harmless: undefined };
}

/** Whether the two fields name an error. */
export function namesError({ errorCode, errorDescription }: ErrorFields): boolean {
  return [errorCode, errorDescription].some(
    (field) => field && !NO_ERROR_NAMES.includes(plain(textOf(field)).replace(/^0+/, "")),
  );
}

function isSentence(words: string): boolean {
  return /\w\s+\w/.test(words);
}

/** The start of a field, which is a number or null in other answers of Microsoft than those that this package reads. */
function textOf(field: unknown): string {
  return String(field ?? "").slice(0, READ_CHARACTERS);
}

/** A name as it is compared: `ZTD_DEVICE_NOT_FOUND` and `Ztd Device Not Found` are one. */
function plain(text: string): string {
  return text.replace(/[\s_./-]/g, "").toLowerCase();
}

/** The number stands alone or first, as in `808 - ZtdDeviceAssignedToOtherTenant`, `Error 808` and `0808`. */
function splitNumber(field: unknown): { number: string | undefined; rest: string } {
  const [, number, rest = ""] =
    /^[^\w-]*(?:(?:error|err|code)[\W_]*)*(?:0*(0|[1-9]\d*)(?:\.0+)?(?![a-z\d]))?(.*)$/is.exec(textOf(field)) ?? [];
  return { number, rest: rest.trim() };
}

function errorsWithNumber(number: string): DeviceError[] {
  return DEVICE_ERRORS.filter(({ code }) => code === number);
}

/** The errors that the rest of a field names, as a word or as a part of a sentence. */
function errorsNamed({ rest }: { rest: string }): DeviceError[] {
  const parts = [...rest.split(/[^\w\s-]+/), ...rest.split(/\W+/)].map(plain);
  return DEVICE_ERRORS.filter(({ names }) => names.some((name) => parts.includes(name.toLowerCase())));
}
