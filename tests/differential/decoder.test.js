/** The package's decoder against a plain reader over `JSON.parse`, which must agree on every answer. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { getBatchUploadStatus, PartnerCenterError } from "../../dist/index.js";
import { answer, anyJson, device } from "./arbitraries.js";
import { read } from "./reader.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/** Why an answer is refused that is no JSON. */
const NO_JSON = ["malformed", "incomplete-response", "not-json", "empty-response", "bad-encoding"];

/** Decodes by the public API. @param {string | Uint8Array<ArrayBuffer>} body */
function decode(body) {
  const fetch = async () => new Response(body);
  return getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { fetch, maxRetries: 0 });
}

/** The error of a body that can't be decoded. @param {string | Uint8Array<ArrayBuffer>} body @returns {Promise<PartnerCenterError>} */
async function refusal(body) {
  const error = await decode(body).then(
    () => assert.fail("The package takes what should be refused."),
    (error) => error,
  );
  assert.ok(error instanceof PartnerCenterError, String(error));
  return error;
}

/** @param {string} text */
function readPlainly(text) {
  try {
    return read(text, TRACKING_ID);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @param {string} device */
function fits(device) {
  return readPlainly(`{"devicesStatus":[${device}]}`)?.misfits.length === 0;
}

/** @param {string} text */
async function assertAgreement(text) {
  const reading = readPlainly(text);
  if (reading?.misfits.length === 0) {
    const details = await decode(text);
    // Not deepEqual, which takes minutes to show how two long texts differ.
    assert.ok(isDeepStrictEqual(details, reading.details), `${excerpt(details)} is not ${excerpt(reading.details)}`);
    return;
  }
  const error = await refusal(text);
  if (reading === undefined) assert.ok(NO_JSON.includes(error.code), error.code);
  else assertMisfit(error, reading.misfits);
}

/** @param {unknown} value */
function excerpt(value) {
  return JSON.stringify(value).slice(0, 2_000);
}

/** @param {PartnerCenterError} error @param {string[]} misfits */
function assertMisfit(error, misfits) {
  assert.equal(error.code, "malformed");
  const path = /^The answer has .* at (\S+), which can't be there\.$/.exec(error.message)?.[1] ?? "";
  assert.ok(misfits.includes(path), `${error.message} The reader names ${misfits}.`);
}

/** @param {fc.Arbitrary<string>} texts @param {number} numRuns */
async function assertAgreementOn(texts, numRuns) {
  await fc.assert(fc.asyncProperty(texts, assertAgreement), { numRuns });
}

describe("the decoder and a plain reader agree on", () => {
  it("answers of a few devices, in any spelling", () => assertAgreementOn(answer, 1_000));

  it("any JSON", () => assertAgreementOn(anyJson, 1_000));

  it("answers with a character that does not belong", async () => {
    const anyCharacter = fc.constantFrom(..."{}[]:,\"\\ \u0000\u0001\n\v\u00a0\ufeff0-+.eEntf'x😀");
    const broken = fc
      .tuple(answer, fc.double({ min: 0, max: 1, noNaN: true }), anyCharacter, fc.nat({ max: 1 }))
      .map(([text, part, character, replaced]) => {
        const characters = [...text];
        characters.splice(part * characters.length, replaced, character);
        return characters.join("");
      });
    await assertAgreementOn(broken, 2_000);
  });

  for (const count of [0, 1, 1_000, 10_000]) {
    it(`${count} devices`, async () => {
      const some = fc.array(device, { minLength: 50, maxLength: 50, size: "max" });
      const property = fc.asyncProperty(some, async (devices) => {
        // Only those that can be there, so that every device is read, and none so long that the answer would be too large.
        const fitting = devices.filter((device) => device.length < 1_000 && fits(device));
        const texts = Array.from({ length: count }, (_, index) => fitting[index % fitting.length] ?? "{}");
        await assertAgreement(`{"status":"finished","devicesStatus":[${texts.join(",")}]}`);
      });
      await fc.assert(property, { numRuns: 3 });
    });
  }
});

describe("the decoder", () => {
  it("tells that an answer was cut short, wherever in its bytes", async () => {
    const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const property = fc.asyncProperty(answer, part, async (text, part) => {
      const bytes = new TextEncoder().encode(text.trimEnd());
      const { code } = await refusal(bytes.slice(0, part * bytes.length));
      assert.ok(["incomplete-response", "empty-response"].includes(code), code);
    });
    await fc.assert(property, { numRuns: 1_000 });
  });

  for (const number of ["808", "0", "-0", "123456789012345678901234567890"]) {
    it(`hands through the error code ${number} as it is written`, async () => {
      const { devicesStatus } = await decode(`{"devicesStatus":[{"errorCode":${number}}]}`);
      assert.deepEqual(devicesStatus, [{ status: "unknown", errorCode: number }]);
    });
  }

  for (const number of ["1.0", "1e3", "1.5"]) {
    it(`refuses the error code ${number}`, async () => {
      assertMisfit(await refusal(`{"devicesStatus":[{"errorCode":${number}}]}`), ["devicesStatus[0].errorCode"]);
    });
  }

  for (const field of ["aFieldThatNobodyKnows", "attributes"]) {
    it(`does not run out of stack when ${field} holds 100,000 lists in each other`, async () => {
      await assertAgreement(`{"${field}":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    });
  }

  it("refuses half of a surrogate pair that is not an escape: no UTF-8 has it", async () => {
    const bytes = new TextEncoder().encode('{"status":"???"}');
    bytes.set([0xed, 0xa0, 0xbd], bytes.indexOf("?".charCodeAt(0)));
    assert.equal((await refusal(bytes)).code, "bad-encoding");
  });
});
