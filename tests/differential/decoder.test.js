/** Compares the package's decoder with a reference decoder over `JSON.parse`. Both must agree on every response. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";
import { anyJson, device, response } from "./arbitraries.js";
import { referenceDecode } from "./reference-decoder.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/** The error codes of bodies that are not JSON. */
const NOT_JSON_CODES = ["malformed", "incomplete-response", "not-json", "empty-response", "bad-encoding"];

/** Decodes with the public API. @param {string | Uint8Array<ArrayBuffer>} body */
function decode(body) {
  const fetch = async () => new Response(body);
  return getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { fetch, maxRetries: 0 });
}

/** Returns the error of a body that can't be decoded. @param {string | Uint8Array<ArrayBuffer>} body @returns {Promise<PartnerCenterError>} */
async function errorOf(body) {
  const error = await decode(body).then(
    () => assert.fail("The package accepts what it should refuse."),
    (error) => error,
  );
  assert.ok(error instanceof PartnerCenterError, String(error));
  return error;
}

/** @param {string} text */
function referenceDecodeOrUndefined(text) {
  try {
    return referenceDecode(text, TRACKING_ID);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @param {string} device */
function isValid(device) {
  return referenceDecodeOrUndefined(`{"devicesStatus":[${device}]}`)?.mismatches.length === 0;
}

/** @param {string} text */
async function assertAgreement(text) {
  const reference = referenceDecodeOrUndefined(text);
  if (reference?.mismatches.length === 0) {
    const details = await decode(text);
    // deepEqual would take minutes to format the difference of two long texts.
    assert.ok(
      isDeepStrictEqual(details, reference.details),
      `${excerpt(details)} is not ${excerpt(reference.details)}`,
    );
    return;
  }
  const error = await errorOf(text);
  if (reference === undefined) assert.ok(NOT_JSON_CODES.includes(error.code), error.code);
  else assertMismatch(error, reference.mismatches);
}

/** @param {unknown} value */
function excerpt(value) {
  return JSON.stringify(value).slice(0, 2_000);
}

/** @param {PartnerCenterError} error @param {string[]} mismatches */
function assertMismatch(error, mismatches) {
  assert.equal(error.code, "malformed");
  const path = /^The answer has .* at (\S+), which can't be there\.$/.exec(error.message)?.[1] ?? "";
  assert.ok(mismatches.includes(path), `${error.message} The reference decoder reports ${mismatches}.`);
}

/** @param {fc.Arbitrary<string>} texts @param {number} numRuns */
async function assertAgreementOn(texts, numRuns) {
  await fc.assert(fc.asyncProperty(texts, assertAgreement), { numRuns });
}

describe("the decoder and the reference decoder agree on", () => {
  it("responses with a few devices, in any spelling", () => assertAgreementOn(response, 1_000));

  it("any JSON", () => assertAgreementOn(anyJson, 1_000));

  it("responses with a wrong character", async () => {
    const anyCharacter = fc.constantFrom(..."{}[]:,\"\\ \u0000\u0001\n\v\u00a0\ufeff0-+.eEntf'x😀");
    const broken = fc
      .tuple(response, fc.double({ min: 0, max: 1, noNaN: true }), anyCharacter, fc.nat({ max: 1 }))
      .map(([text, part, character, replaced]) => {
        const characters = [...text];
        characters.splice(part * characters.length, replaced, character);
        return characters.join("");
      });
    await assertAgreementOn(broken, 2_000);
  });

  for (const count of [0, 1, 1_000, 10_000]) {
    it(`responses with ${count} devices`, async () => {
      const fiftyDevices = fc.array(device, { minLength: 50, maxLength: 50, size: "max" });
      const property = fc.asyncProperty(fiftyDevices, async (devices) => {
        // Only valid devices, so that every one is read, and only short ones, so that the response is not too large.
        const valid = devices.filter((device) => device.length < 1_000 && isValid(device));
        const texts = Array.from({ length: count }, (_, index) => valid[index % valid.length] ?? "{}");
        await assertAgreement(`{"status":"finished","devicesStatus":[${texts.join(",")}]}`);
      });
      await fc.assert(property, { numRuns: 3 });
    });
  }
});

describe("the decoder", () => {
  it("reports a truncated response as incomplete, wherever it is cut", async () => {
    const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const property = fc.asyncProperty(response, part, async (text, part) => {
      const bytes = new TextEncoder().encode(text.trimEnd());
      const { code } = await errorOf(bytes.slice(0, part * bytes.length));
      assert.ok(["incomplete-response", "empty-response"].includes(code), code);
    });
    await fc.assert(property, { numRuns: 1_000 });
  });

  for (const number of ["808", "-0", "123456789012345678901234567890"]) {
    it(`keeps the error code ${number} as it is written`, async () => {
      const { devicesStatus } = await decode(`{"devicesStatus":[{"errorCode":${number}}]}`);
      assert.deepEqual(devicesStatus, [{ status: "unknown", errorCode: number }]);
    });
  }

  for (const number of ["1.0", "1e3", "1.5"]) {
    it(`refuses the error code ${number}`, async () => {
      assertMismatch(await errorOf(`{"devicesStatus":[{"errorCode":${number}}]}`), ["devicesStatus[0].errorCode"]);
    });
  }

  for (const field of ["unknownField", "attributes"]) {
    it(`does not overflow the stack when ${field} has 100,000 nested arrays`, async () => {
      await assertAgreement(`{"${field}":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    });
  }

  it("refuses an unescaped unpaired surrogate, which is not valid UTF-8", async () => {
    const bytes = new TextEncoder().encode('{"status":"???"}');
    bytes.set([0xed, 0xa0, 0xbd], bytes.indexOf("?".charCodeAt(0)));
    assert.equal((await errorOf(bytes)).code, "bad-encoding");
  });
});
