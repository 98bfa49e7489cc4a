/**
 * Arbitraries for fast-check: response bodies as JSON text, with every spelling that JSON allows, of valid and of invalid values.
 *
 * @import { Arbitrary } from "fast-check"
 */
import fc from "fast-check";

const space = fc.oneof(
  { weight: 8, arbitrary: fc.constant("") },
  fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 4 }),
);

/** Returns the escapes of one UTF-16 code unit, in lower and in upper case. @param {string} unit */
function escapesOf(unit) {
  const code = unit.charCodeAt(0).toString(16).padStart(4, "0");
  return [`\\u${code}`, `\\u${code.toUpperCase()}`];
}

const SHORT_ESCAPES = ['\\"', "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"];

/** One character of a string, as JSON allows it between the quotes. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }).map(escapeIfRequired) },
  { weight: 3, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).map(escapeIfRequired) },
  { weight: 1, arbitrary: fc.constantFrom(...SHORT_ESCAPES) },
  // Any code unit, including unpaired surrogates: JSON.parse accepts their escapes, although UTF-8 can't encode them.
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).chain((code) => anyEscapeOf(code)) },
  { weight: 1, arbitrary: fc.constantFrom("\\ud83d\\ude00", "\\uD83D\\uDE00", "\\ude00\\ud83d", "\\ud83d", "😀") },
);

/** @param {number} code */
function anyEscapeOf(code) {
  return fc.constantFrom(...escapesOf(String.fromCharCode(code)));
}

/** @param {string} character */
function escapeIfRequired(character) {
  return JSON.stringify(character).slice(1, -1);
}

/** @param {number} maxLength */
const text = (maxLength) =>
  fc.array(character, { maxLength, size: "max" }).map((characters) => `"${characters.join("")}"`);

const longText = fc
  .tuple(text(8), fc.integer({ min: 1, max: 20_000 }))
  .map(([text, times]) => `"${text.slice(1, -1).repeat(times)}"`);

/** A known string, with some of its characters as escapes. @param {string} word */
function spellingsOf(word) {
  const characters = [...word].map((unit) =>
    fc.oneof({ weight: 20, arbitrary: fc.constant(unit) }, fc.constantFrom(...escapesOf(unit))),
  );
  return fc.tuple(...characters).map((units) => `"${units.join("")}"`);
}

const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom("0", "-0", "0.0", "1e3", "1E+3", "-1.5e-7", "123456789012345678901234567890", "1e400"),
);

const scalar = fc.oneof(text(12), number, fc.constantFrom("null", "true", "false"));

const values = fc.letrec((/** @type {fc.LetrecTypedTie<{ value: string, list: string, object: string }>} */ tie) => ({
  value: fc.oneof({ maxDepth: 4, depthIdentifier: "value" }, scalar, tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 4 }).chain(list),
  object: fc.array(member(text(6), tie("value")), { maxLength: 4 }).chain(object),
}));

/** @param {string[]} items */
function list(items) {
  return enclosed("[", items, "]");
}

/** @param {string[]} members */
function object(members) {
  return enclosed("{", members, "}");
}

/** @param {string} open @param {string[]} parts @param {string} close */
function enclosed(open, parts, close) {
  return fc
    .tuple(space, space)
    .map(([before, after]) => open + before + parts.join(`${after},${before}`) + after + close);
}

/** @param {Arbitrary<string>} key @param {Arbitrary<string>} value */
function member(key, value) {
  return fc.tuple(key, space, space, value).map(([key, before, after, value]) => `${key}${before}:${after}${value}`);
}

const status = fc.oneof(
  fc
    .constantFrom("unknown", "queued", "processing", "finished", "finished_with_errors", "in-progress", "in_progress")
    .chain((word) => fc.constantFrom(word, word.toUpperCase(), word.replaceAll(/[-_]/g, " ")))
    .chain(spellingsOf),
  fc.constantFrom('"FinishedWithErrors"', '"finishedWithErrors"', '"InProgress"', '""', '"\u212Aueued"'),
  fc.integer({ min: -1, max: 6 }).map(String),
  text(10),
);

const twoDigits = (/** @type {number} */ max) =>
  fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));

const day = fc
  .tuple(
    fc.integer({ min: 1, max: 9999 }).map((year) => String(year).padStart(4, "0")),
    fc.tuple(twoDigits(13), twoDigits(32)).map((parts) => parts.join("-")),
  )
  .map((parts) => parts.join("-"));

const time = fc.oneof(
  fc
    .tuple(
      day,
      fc.constantFrom("T", "T", "T", "t", " "),
      fc.tuple(twoDigits(24), twoDigits(60), twoDigits(60)).map((parts) => parts.join(":")),
      fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{0,9}$/)),
      fc.oneof(
        fc.constantFrom("", "Z", "z"),
        fc.tuple(fc.constantFrom("+", "-"), twoDigits(24), twoDigits(60)).map(offset),
      ),
    )
    .map(([day, separator, clock, fraction, zone]) => `${day}${separator}${clock}${fraction}${zone}`)
    .chain(spellingsOf),
  day.chain(spellingsOf),
  fc.constantFrom('"2017-07-25T10:00:00"', '"2024-02-29T23:59:59.9999999Z"', '"2023-02-29T00:00:00"', '"yesterday"'),
  fc.constantFrom('"0001-01-01T00:00:00"', '"0001-01-01T00:00:00Z"', '""'),
);

/** @param {string[]} parts */
function concat(parts) {
  return parts.join("");
}

/** @param {string[]} parts */
function offset([sign, hours, minutes]) {
  return `${sign}${hours}:${minutes}`;
}

/** A name as the service documents it, most of the time. @param {string} name */
function inAnyCase(name) {
  const pascal = name.charAt(0).toUpperCase() + name.slice(1);
  const others = fc.constantFrom(pascal, name.toLowerCase(), name.toUpperCase(), name.replace("s", "ſ"));
  return fc.oneof({ weight: 9, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: others });
}

/**
 * Values that may be wrong in a known field. There are no numbers that `JSON.parse` changes, because the reference decoder can't know how
 * they were written.
 */
const unexpectedValue = fc.oneof(
  text(12),
  fc.constantFrom("true", "false", "-7", "1.5", "[]", "{}", "[null]"),
  values.list,
  values.object,
);

/**
 * An object with any of these fields, in any order. Some are repeated, some have the wrong type, and there are unknown fields too.
 *
 * @param {Record<string, Arbitrary<string>>} fields
 */
function objectOf(fields) {
  const known = Object.entries(fields).map(([key, value]) => {
    const usual = { weight: 50, arbitrary: value };
    const rare = { weight: 5, arbitrary: fc.constant("null") };
    return member(inAnyCase(key).chain(spellingsOf), fc.oneof(usual, rare, { weight: 1, arbitrary: unexpectedValue }));
  });
  const unknown = member(text(8), values.value);
  return fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.oneof(...known) }, { weight: 1, arbitrary: unknown }), { maxLength: 14 })
    .chain(object);
}

const attributes = objectOf({ objectType: text(20), etag: text(20) });

export const device = objectOf({
  deviceId: text(36),
  serialNumber: fc.oneof({ weight: 20, arbitrary: text(16) }, longText),
  productKey: text(29),
  status,
  errorCode: fc.oneof(text(4), fc.integer().map(String), fc.constantFrom("0", '"0"', '""')),
  errorDescription: fc.oneof(text(40), fc.constantFrom("None", "none", "Nonesuch", "").chain(spellingsOf)),
  attributes,
});

/** @param {Arbitrary<string>} devices */
function responseWith(devices) {
  const fields = { batchTrackingId: text(36), status, startedTime: time, completedTime: time, attributes };
  const byteOrderMark = fc.constantFrom("", "\uFEFF");
  return fc.tuple(byteOrderMark, space, objectOf({ ...fields, devicesStatus: devices }), space).map(concat);
}

/** A response with a few devices. */
export const response = responseWith(fc.array(device, { maxLength: 6 }).chain(list));

/** Any JSON, sometimes a response. */
export const anyJson = fc.oneof({ weight: 1, arbitrary: response }, { weight: 1, arbitrary: values.value });
