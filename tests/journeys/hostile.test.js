/** Texts from the service are untrusted: the page shows them, and they have no other effect. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inEveryEngine, linkTo, openForm, requestLinkedStatus } from "./harness.js";

const TRACKING_ID = "bad0bad0-0000-4000-8000-000000000000";
/** Each is the text of one device, in all of its fields. */
const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "</td></table><script>alert(1)</script>",
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  "__proto__",
  "abc\u202Efed\u2066\u200Bc\u0007",
  "W".repeat(10_000),
];
/** Words, where the hostile texts are words: an error in words is shown in another way than one with a name. */
const HARMLESS = HOSTILE.map((text, index) => (text.includes(" ") ? `harmless ${index}` : `harmless-${index}`));

inEveryEngine({}, (session) => {
  test("hostile texts in every field change nothing but the text", () =>
    session.open(
      async (user, server) => {
        server.responses.set(TRACKING_ID, responseWith(HARMLESS));
        await requestLinkedStatus(user);
        await user.find("rowheader", "harmless 0");
        const structure = await session.page.evaluate(structureInPage, undefined);

        server.responses.set(TRACKING_ID, responseWith(HOSTILE));
        await openForm(user);
        await user.click("button", "Show status");
        await user.find("rowheader", "<img src=x onerror=alert(1)>");
        await user.find("rowheader", /^abc\uFFFDfed\uFFFD\uFFFDc\uFFFD$/);
        assert.deepEqual(await session.page.evaluate(structureInPage, undefined), structure);
      },
      { fragment: linkTo(TRACKING_ID) },
    ));
});

/** @param {string[]} texts */
function responseWith(texts) {
  const names = ["deviceId", "serialNumber", "productKey", "status", "errorCode", "errorDescription"];
  const devicesStatus = texts.map((text) => Object.fromEntries(names.map((name) => [name, text])));
  return {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ batchTrackingId: texts[0], status: texts[0], devicesStatus }),
  };
}

/** Runs in the page. Returns what no text may change. */
function structureInPage() {
  /** @param {Document | ShadowRoot} root @returns {Element[]} */
  const elementsIn = (root) =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? elementsIn(element.shadowRoot) : []),
    ]);
  const elements = elementsIn(document);
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { tagName } of elements) counts[tagName] = (counts[tagName] ?? 0) + 1;
  return {
    counts,
    handlers: elements.filter((element) => element.getAttributeNames().some((name) => name.startsWith("on"))).length,
    title: document.title,
    tooWide: document.documentElement.scrollWidth > innerWidth,
    prototype: Object.keys(Object.prototype),
  };
}
