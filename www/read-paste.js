/**
 * Reads what people paste: a Location, headers, a mail, JSON, a command, a link to this page, the answer of a token endpoint. What a Location
 * is, the package knows. An address in the text is never taken: a token must not go to a host that a mail names.
 *
 * @typedef {object} Paste
 * @property {string} [customerId]
 * @property {string} [trackingId]
 * @property {string} [token]
 * @property {string} [id] an id of which the text does not say what it is
 * @property {boolean} hasLocation whether the ids are those of a Location
 */
import { parseBatchLocation } from "./partner-center-batch-status/index.js";

/** Longer than headers, a mail or a token. Of a longer text, the rest is not read. */
const MAX_LENGTH = 100_000;
/** Before an id stands its name, with a few signs between. */
const MAX_LABEL_LENGTH = 60;

const GUID = /(?<![\w-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\w-])/gi;
/** A mail breaks its lines at hyphens, too. */
const BREAK_IN_ID = /(?<=[\da-f]{4}-)[ \t]*\r?\n[ \t>]*(?=[\da-f]{4})/gi;
/** What stands between the name of an id and the id: the ending of the name, and punctuation. */
const AFTER_NAME = String.raw`[\p{L}\s"'“”’\\:=*_()[\]{}<>|/&-]{0,30}$`;
/** Finds the last of these names before an id, if nothing but its ending and punctuation is between them. @param {string} names */
const label = (names) => new RegExp(`(?:${names})${AFTER_NAME}`, "iu");
const OTHER_NAMES = "correlation|request|client|app|device|object|session|partner|user|cihaz|istek|uygulama|ortağı";
/** @type {Record<"customerId" | "trackingId" | "other", RegExp>} */
const LABELS = {
  customerId: label("customer|müşteri|tenant|kiracı"),
  trackingId: label("tracking|izleme|batchjobstatus"),
  other: label(OTHER_NAMES),
};
/** Beside a token and without an upload, the tenant is that of the person who has signed in: the partner. */
const LABELS_OF_SIGN_IN = {
  ...LABELS,
  customerId: label("customer|müşteri"),
  other: label(`tenant|kiracı|${OTHER_NAMES}`),
};

/** `b64token` of RFC 6750, as in the package (src/request/token.rs), restated: the form checks it before anything is sent. */
const TOKEN = /^[\w.~+/-]+=*$/;
const MAX_TOKEN_LENGTH = 16 * 1024;
/** What stands before a token: its name in JSON or in a list, or the scheme of the header. */
const TOKEN_LABEL =
  /\baccess_?token["']?\s*[:=]\s*["']?|\bauthorization["']?\s*[:=]\s*["']?bearer\s+|\bbearer\s+(?=eyJ)/gi;
/** A token without a name before it. An id token and a refresh token have a name, and neither opens Partner Center. */
const BARE_JWT = /(?=eyJ[\w-]{10})(?<![\w.~+/-])(?<!\b(?:id|refresh)_?token["']?\s*[:=]\s*["']?)/g;
const WHOLE_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** The full stop of a sentence: no token ends with one. */
const FULL_STOP = /\.+$/;
/** Where more of them begin than people paste, the others are not looked at. */
const MAX_JWTS = 10;
/** The width of the lines in which a mail or a terminal breaks a token. */
const LINE_WIDTH = { least: 40, most: 300 };
/** What a shell, a mail or JSON puts around a value. */
const AROUND = /^[\s"'“”‘’`<({[]+|(?<![\s"'“”‘’`>)}\],;.])[\s"'“”‘’`>)}\],;.]+$/g;

/** @param {string} text @returns {Paste} */
export function readPaste(text) {
  const read = text.slice(0, MAX_LENGTH);
  const token = findToken(read);
  const withWholeIds = read.replace(BREAK_IN_ID, "");
  const location = tryParseLocation(withWholeIds);
  const hasLocation = location?.customerId !== undefined;
  const ids = findIds(withWholeIds, LABELS);
  const isSignIn = token !== undefined && ids.trackingId === undefined;
  const named = isSignIn ? findIds(withWholeIds, LABELS_OF_SIGN_IN) : ids;
  return { ...(hasLocation ? location : named), ...(token !== undefined && { token }), hasLocation };
}

/** What a person means who enters this text as a token. @param {string} text */
export function tokenIn(text) {
  const read = text.slice(0, MAX_LENGTH);
  return (
    findToken(read) ??
    read
      .trim()
      .replace(/^bearer\s+/i, "")
      .replace(AROUND, "")
  );
}

/** Whether this can be sent as a token. An id is none, though it has no other letters. @param {string} text */
export function isToken(text) {
  return text.length <= MAX_TOKEN_LENGTH && TOKEN.test(text) && !new RegExp(`^${GUID.source}$`, "i").test(text);
}

/** Whether a text is an answer of a sign-in without an access token: another kind of token, or an error. @param {string} text */
export function isOtherAnswer(text) {
  return /\b(id|refresh)_?token\b|\berror_description\b/i.test(text);
}

/** Whether a text is a token, or a part of one, so that it is kept nowhere. @param {string} text */
export function hasToken(text) {
  return readPaste(text).token !== undefined || /eyJ[\w-]{10}|\bbearer\s/i.test(text);
}

/** Whether a text has ids of which it does not say which is which. @param {string} text */
export function hasSeveralIds(text) {
  return new Set(text.slice(0, MAX_LENGTH).toLowerCase().match(GUID)).size > 1;
}

/** The ids whose names stand before them. Two customers or two uploads are not guessed between. @param {string} text @param {typeof LABELS} labels */
function findIds(text, labels) {
  /** @type {Record<keyof typeof LABELS | "unnamed", Set<string>>} */
  const found = { customerId: new Set(), trackingId: new Set(), other: new Set(), unnamed: new Set() };
  let end = 0;
  for (const { 0: id, index } of text.matchAll(GUID)) {
    found[labelIn(text.slice(Math.max(end, index - MAX_LABEL_LENGTH), index), labels)].add(id.toLowerCase());
    end = index + id.length;
  }
  if (found.customerId.size > 1 || found.trackingId.size > 1) return {};
  const [customerId, trackingId, id] = [found.customerId, found.trackingId, found.unnamed].map(onlyOne);
  return {
    ...(customerId !== undefined && { customerId }),
    ...(trackingId !== undefined && { trackingId }),
    ...(id !== undefined && { id }),
  };
}

/** @param {string} before the text before an id @param {typeof LABELS} labels */
function labelIn(before, labels) {
  // The capital İ is no letter of i for a regular expression.
  const text = before.replaceAll("İ", "i");
  const places = Object.entries(labels).map(([name, label]) => ({ name, place: text.search(label) }));
  const last = places.reduce((one, other) => (other.place > one.place ? other : one));
  return last.place < 0 ? "unnamed" : /** @type {keyof typeof LABELS} */ (last.name);
}

/** @param {Set<string>} values */
function onlyOne(values) {
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

/** The token in a text: one with a name, or else the only one without. @param {string} text */
function findToken(text) {
  const [named] = text.matchAll(TOKEN_LABEL);
  if (named) {
    const token = tokenAt(text, named.index + named[0].length);
    return isToken(token) ? token : undefined;
  }
  const places = [...text.matchAll(BARE_JWT)].slice(0, MAX_JWTS);
  const tokens = places.map(({ index }) => tokenAt(text, index)).filter((token) => WHOLE_JWT.test(token));
  return onlyOne(new Set(tokens));
}

/** @param {string} text @param {number} index where the token begins */
function tokenAt(text, index) {
  const [words = ""] = /^[\w.~+/=\s>-]*/.exec(text.slice(index, index + 2 * MAX_TOKEN_LENGTH)) ?? [];
  // A word before a colon is the name of the next value, as in "ExpiresOn : …".
  const isNameLast = text[index + words.length] === ":";
  return joinLines(isNameLast ? words.replace(/\s+\S+\s*$/, "") : words).replace(FULL_STOP, "");
}

/**
 * Joins a token that was broken into lines. All of them are as long as the longest, but the last one, and perhaps the first, which has a name
 * before it. A token that is longer than any line was not broken, and neither was a short one: what follows is another word.
 *
 * @param {string} text
 */
function joinLines(text) {
  const [first = "", ...lines] = text.split(/[\s>]+/);
  let token = first;
  let width = first.length;
  if (!first.startsWith("eyJ") || width > LINE_WIDTH.most) return first;
  for (const line of lines) {
    const isEndOfSentence = token.endsWith(".") && WHOLE_JWT.test(token.replace(FULL_STOP, ""));
    if (isEndOfSentence || width < LINE_WIDTH.least || line.length > LINE_WIDTH.most) break;
    token += line;
    if (line.length < width) break;
    width = line.length;
  }
  return token;
}

/** @param {string} text */
function tryParseLocation(text) {
  try {
    return parseBatchLocation(text);
  } catch {
    return undefined;
  }
}
