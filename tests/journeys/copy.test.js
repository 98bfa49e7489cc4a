/** A user copies, in a browser with and without a Clipboard API. Pages over plain http: have none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_CUSTOMER_ID } from "../../tools/simulator/scenarios.js";
import { inEveryEngine, requestStatus } from "./harness.js";

/**
 * Shows an upload of one device.
 *
 * @param {import("../engines/user.js").User} user
 * @param {import("./harness.js").Server} server
 * @param {{ serialNumber: string, productKey?: string }} device
 */
async function showDevice(user, server, device) {
  const trackingId = "f0f0f0f0-0000-4000-8000-000000000000";
  server.responses.set(trackingId, {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ status: "finished", devicesStatus: [{ ...device, status: "finished" }] }),
  });
  await requestStatus(user, { trackingId });
  await user.find("rowheader", device.serialNumber);
}

inEveryEngine({}, (session, engine) => {
  for (const isOfSafari17 of [false, true]) {
    test(`a formula in a cell that the user selects is copied as a text${isOfSafari17 ? ", in Safari 17 too" : ""}`, () =>
      session.open(async (user, server) => {
        if (isOfSafari17) await session.page.evaluate(takeShadowRootsOneByOne, undefined);
        await showDevice(user, server, { serialNumber: "=1+1" });
        await session.page.evaluate(selectSerialNumber, undefined);
        await session.page.press("Control+c");
        await user.click("field", "Search");
        await session.page.press("Control+v");
        assert.equal((await user.find("field", "Search")).value, "'=1+1");
      }));
  }

  test("formulas in the whole page, which the user selects and copies, are copied as texts", () =>
    session.open(async (user, server) => {
      await showDevice(user, server, { serialNumber: "=1+1", productKey: '"=2+2"' });
      // The focus is in the page, so the event of this copy goes there and not to the element.
      await session.page.press("Control+a");
      await session.page.press("Control+c");
      await user.click("field", "Search");
      await session.page.evaluate(keepPasted, undefined);
      await session.page.press("Control+v");
      const { text, html } = await session.page.evaluate(readPasted, undefined);
      assert.match(text, /What became of your devices\?/);
      assert.match(html, /What became of your devices\?/, "the page's own text keeps its markup");
      assert.deepEqual([text.match(/^\s*[="].*$/gm), html.match(/>\s*(=|"|&quot;)/g)], [null, null]);
      // WebKit leaves out what is in a shadow tree.
      if (engine !== "WebKit") assert.ok(text.includes("'=1+1") && html.includes(">'=1+1<"));
      assert.equal((await user.find("rowheader", "=1+1")).name, "=1+1", "the page shows the text as before");
    }));

  test("formulas in a selection that is dragged are dragged as texts", () =>
    session.open(async (user, server) => {
      await showDevice(user, server, { serialNumber: "=1+1" });
      assert.deepEqual(await session.page.evaluate(dragSerialNumber, undefined), { "text/plain": "'=1+1" });
    }));

  test("a mail and the answer of a token endpoint, pasted as they are, lead to the status", () =>
    session.open(async (user, server) => {
      const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      const location = `/customers/\n${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`;
      await pasteInto("Tracking id or Location", `Hello,\nthe upload is at https://api.example/v1${location}\nAnna\n`);
      await user.waitForAnnouncement(/Tracking id and customer id filled from the Location\./);
      assert.equal((await user.find("field", "Customer id")).value, DEMO_CUSTOMER_ID);
      await pasteInto("Access token", JSON.stringify({ token_type: "Bearer", access_token: "abc.def" }, null, 2));
      await user.click("button", "Show status");
      await user.find("heading", "5 of 25 devices need attention, 1 was already registered");
      assert.equal(server.requests.at(-1)?.authorization, "Bearer abc.def");

      /** @param {string} label @param {string} text */
      async function pasteInto(label, text) {
        await session.page.evaluate(selectText, text);
        await session.page.press("Control+c");
        await user.click("field", label);
        await session.page.press("Control+v");
      }
    }));

  for (const hasApi of [true, false]) {
    test(`an id and a cell are copied ${hasApi ? "with" : "without"} a Clipboard API`, () =>
      session.open(async (user, server) => {
        if (!hasApi) await session.page.evaluate(removeClipboard, undefined);
        const { trackingId } = server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
        await requestStatus(user, { trackingId });
        await user.find("heading", "5 of 25 devices need attention, 1 was already registered");

        await user.click("button", "Copy tracking id");
        await user.waitForAnnouncement(/^Tracking id copied\.$/);
        assert.equal((await user.focused())?.name, "Tracking id copied", "the focus stays on the button");
        assert.equal(await pasted(), trackingId);

        const [, serialNumber = ""] = /\w+\s+(\S+)/.exec((await user.find("row", /^4 /)).name) ?? [];
        assert.notEqual(serialNumber, "");
        await session.page.evaluate(focusCell, 1);
        await session.page.press("Enter");
        await user.waitForAnnouncement(/^Serial number copied\.$/);
        assert.equal(await pasted(), serialNumber);

        /** Pastes into the search field and returns its text. */
        async function pasted() {
          await user.click("field", "Search");
          await session.page.press("Control+a");
          await session.page.press("Control+v");
          const { value } = await user.find("field", "Search");
          await session.page.press("Control+a");
          await session.page.press("Backspace");
          return value;
        }
      }));
  }
});

/** Runs in the page. The browser tells of a selection as Safari does before version 26. */
function takeShadowRootsOneByOne() {
  const { getComposedRanges } = Selection.prototype;
  if (getComposedRanges === undefined) return;
  /** @this {Selection} @param {unknown[]} shadowRoots */
  Selection.prototype.getComposedRanges = function (...shadowRoots) {
    if (!shadowRoots.every((root) => root instanceof ShadowRoot)) throw new TypeError("Not a ShadowRoot.");
    return getComposedRanges.call(this, { shadowRoots });
  };
}

/** Runs in the page. Adds a text of several lines and selects it. @param {string} text */
function selectText(text) {
  const lines = document.createElement("pre");
  lines.textContent = text;
  document.body.append(lines);
  // Firefox copies from the field that has the focus, and from nothing else.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  getSelection()?.selectAllChildren(lines);
}

/** Runs in the page. */
function selectSerialNumber() {
  const text = document.querySelector("batch-upload-status")?.shadowRoot?.querySelector("tbody th bdi");
  if (text) getSelection()?.selectAllChildren(text);
}

/** @typedef {Window & { pasted?: { text: string, html: string } }} WindowWithPasted */

/** Runs in the page. */
function keepPasted() {
  addEventListener("paste", (event) => {
    event.preventDefault();
    const [text, html] = ["text/plain", "text/html"].map((type) => event.clipboardData?.getData(type) ?? "");
    Object.assign(window, { pasted: { text, html } });
  });
}

/** Runs in the page. */
async function readPasted() {
  const pastedInto = /** @type {WindowWithPasted} */ (window);
  while (pastedInto.pasted === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  return pastedInto.pasted;
}

/**
 * Runs in the page. Not every driver can drag, so this sends the event that a browser sends, with the data that Chromium and Firefox put there
 * before. Returns what is left in it.
 */
function dragSerialNumber() {
  const text = document.querySelector("batch-upload-status")?.shadowRoot?.querySelector("tbody th bdi");
  if (!text) return undefined;
  getSelection()?.selectAllChildren(text);
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", "=1+1");
  dataTransfer.setData("text/html", "<b>=1+1</b>");
  text.dispatchEvent(new DragEvent("dragstart", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  return Object.fromEntries(dataTransfer.types.map((type) => [type, dataTransfer.getData(type)]));
}

/** Runs in the page. */
function removeClipboard() {
  Reflect.deleteProperty(Navigator.prototype, "clipboard");
}

/** Runs in the page. Focuses the serial number in a row. @param {number} row */
function focusCell(row) {
  const { shadowRoot } = document.querySelector("batch-upload-status") ?? {};
  const cell = shadowRoot?.querySelectorAll("tbody tr")[row - 1]?.querySelector("th");
  cell?.setAttribute("tabindex", "0");
  cell?.focus();
}
