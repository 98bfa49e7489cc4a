/** Several uploads at once: listed, followed all the time, shown one by one, and remembered only if somebody wants that. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, ask, focusedOf, headlineOf, ready, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const CANARY = "canary-7f3e.never~seen_anywhere";
const KEY = "partner-center-batch-status.uploads";

/** @param {string} scenario */
function idOf(scenario) {
  return scenarioNamed(scenario).trackingId;
}

/** @param {Page} page */
function listOf(page) {
  return page.getByRole("region", { name: "Watched uploads" });
}

/** What the list says of each upload. @param {Page} page */
async function statesOf(page) {
  const lines = await listOf(page).getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, " "));
}

/** @param {Page} page @param {string} id */
function lineOf(page, id) {
  return listOf(page).getByRole("button", { name: new RegExp(`^${id}`) });
}

/** @param {Page} page @param {string} id */
function removeButtonOf(page, id) {
  return listOf(page).getByRole("button", { name: `Remove upload ${id} from the list` });
}

/** What is said in the live region, each time that it is. @param {Page} page @returns {Promise<() => Promise<string[]>>} */
async function spokenFromNowOn(page) {
  const heard = await page.getByRole("status").evaluateHandle((region) => {
    /** @type {string[]} */
    const sentences = [];
    new MutationObserver(() => sentences.push(region.textContent ?? "")).observe(region, { childList: true });
    return sentences;
  });
  return () => heard.jsonValue();
}

/** @param {string} id */
function requestsFor(id) {
  return site.server.requests.filter(({ url }) => url.includes(id)).length;
}

/** @param {Page} page */
function stored(page) {
  return page.evaluate((key) => localStorage.getItem(key), KEY);
}

test("every upload that is asked for is listed with its state, and the chosen one is shown", () =>
  site.withPage(async (page) => {
    assert.equal(await listOf(page).isVisible(), false);
    for (const scenario of ["documented-sample", "all-finished", "no-relationship"]) {
      await ask(page, { scenario });
      await headlineOf(page);
    }
    assert.deepEqual(await statesOf(page), [
      `${idOf("documented-sample")} Finished The device failed`,
      `${idOf("all-finished")} Finished All 19 devices succeeded`,
      `${idOf("no-relationship")} The token may not see this customer`,
    ]);
    assert.equal(await page.title(), "Request failed · Device batch status");

    const asked = site.server.requests.length;
    await lineOf(page, idOf("documented-sample")).click();
    assert.equal(await headlineOf(page), "The device failed");
    assert.equal(await page.title(), "Finished with 1 error · Device batch status");
    assert.equal(await listOf(page).locator("[aria-current=true]").count(), 1);
    assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), idOf("documented-sample"));
    assert.match(page.url(), new RegExp(`tracking=${idOf("documented-sample")}$`));

    await page.goBack();
    assert.equal(await headlineOf(page), "The token may not see this customer");
    await page.goBack();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    assert.equal(site.server.requests.length, asked, "nothing is asked again");

    await ask(page, { scenario: "all-finished" });
    assert.equal((await statesOf(page)).length, 3, "none is listed twice");
  }));

test("an upload is followed while another one is shown, with its own view, until it is removed", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await ask(page, { trackingId });
      await headlineOf(page);
      await page.getByRole("button", { name: "In progress 25" }).click();
      await ask(page, { scenario: "all-finished" });
      await headlineOf(page);
      assert.equal(await answerOf(page).locator("[aria-pressed=true]:visible").count(), 0);

      const before = requestsFor(trackingId);
      await page.waitForResponse((response) => response.url().includes(trackingId));
      assert.ok(requestsFor(trackingId) > before);
      await lineOf(page, trackingId).click();
      assert.equal(await page.getByRole("button", { name: "In progress 25" }).getAttribute("aria-pressed"), "true");

      await page.clock.install();
      await removeButtonOf(page, trackingId).click();
      const count = requestsFor(trackingId);
      await page.clock.runFor(60_000);
      assert.equal(requestsFor(trackingId), count);
      assert.equal(await headlineOf(page), "All 19 devices succeeded");
    },
    { demo: true },
  ));

test("an upload that waits for its next attempt says why, until one succeeds", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 503, headers: { "Retry-After": "2" } });
    await ask(page, { trackingId });
    await lineOf(page, trackingId).getByText("Partner Center has a problem Trying again…").waitFor();
    site.server.responses.delete(trackingId);
    await lineOf(page, trackingId).getByText("6 of 25 devices failed").waitFor();
    assert.deepEqual(await statesOf(page), [`${trackingId} Finished with errors 6 of 25 devices failed`]);
  }));

test("an upload that is done while another one is shown is spoken of, once, and one that was done before is not", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 5 });
      await ask(page, { trackingId });
      await page.getByRole("heading", { name: "of 25 devices done" }).waitFor();
      await ask(page, { scenario: "all-finished" });
      await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      const heard = await spokenFromNowOn(page);
      await lineOf(page, trackingId).getByText("6 of 25 devices failed").waitFor();
      await page.getByRole("button", { name: "Türkçe" }).click();
      await page.getByRole("button", { name: "English" }).click();
      assert.deepEqual(
        (await heard()).filter((sentence) => sentence !== ""),
        [`Another upload is done: 6 of 25 devices failed, tracking id ${trackingId}.`],
      );
    },
    { demo: true },
  ));

test("an upload that fails while another one is shown is spoken of", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await ask(page, { trackingId });
      await headlineOf(page);
      await ask(page, { scenario: "all-finished" });
      await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      site.server.responses.set(trackingId, { status: 401 });
      await page
        .getByRole("status")
        .getByText(`Another upload stopped: Partner Center does not accept the token, tracking id ${trackingId}.`)
        .waitFor();
    },
    { demo: true },
  ));

test("the keyboard chooses and removes, and always goes on somewhere", () =>
  site.withPage(async (page) => {
    const [first, second, third] = [idOf("documented-sample"), idOf("all-finished"), idOf("no-devices")];
    for (const trackingId of [first, second, third]) await ask(page, { trackingId });
    await lineOf(page, first).press("Enter");
    assert.equal(await headlineOf(page), "The device failed");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await lineOf(page, second).and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await removeButtonOf(page, third).press("Enter");
    await lineOf(page, second).and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await removeButtonOf(page, second).press("Enter");
    assert.equal(await (await focusedOf(page)).evaluate((focused) => focused?.id), "customer");
    assert.equal(await headlineOf(page), "Nothing asked yet");
    assert.equal(await listOf(page).isVisible(), false);
    assert.equal(new URL(page.url()).hash, "");
  }));

describe("this browser", () => {
  test("remembers nothing until somebody wants it", () =>
    site.withPage(async (page) => {
      await ask(page, {});
      await headlineOf(page);
      assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
      await page.reload();
      await ready(page);
      assert.equal(await listOf(page).isVisible(), false);
    }));

  test("remembers ids and base address, lists them when the page comes back, and asks once there is a token", () =>
    site.withPage(async (page) => {
      const baseUrl = site.server.url.slice(0, -1);
      await ask(page, { token: CANARY });
      await headlineOf(page);
      await page.getByLabel("Remember these uploads in this browser").check();
      await ask(page, { scenario: "all-finished", token: CANARY });
      await headlineOf(page);
      const uploads = ["documented-sample", "all-finished"].map((scenario) => ({
        customerId: DEMO_CUSTOMER_ID,
        trackingId: idOf(scenario),
        baseUrl,
      }));
      assert.deepEqual(JSON.parse((await stored(page)) ?? ""), uploads);

      const asked = requestsFor("batchJobStatus");
      await page.reload();
      await ready(page);
      assert.deepEqual(
        await statesOf(page),
        uploads.map(({ trackingId }) => `${trackingId} Waits for a token`),
      );
      assert.equal(await lineOf(page, idOf("all-finished")).getAttribute("aria-current"), "true", "as in the address");
      assert.equal(await headlineOf(page), "Nothing asked yet");
      assert.equal(requestsFor("batchJobStatus"), asked);

      await lineOf(page, idOf("documented-sample")).click();
      await page.getByLabel("Access token").fill(CANARY);
      await page.getByRole("button", { name: "Show status" }).click();
      assert.equal(await headlineOf(page), "The device failed");
      await lineOf(page, idOf("all-finished")).getByText("All 19 devices succeeded").waitFor();

      await page.getByRole("button", { name: "Forget" }).click();
      assert.deepEqual(
        await statesOf(page),
        uploads.map(({ trackingId }) => `${trackingId} Waits for a token`),
      );
      await page.getByLabel("Remember these uploads in this browser").uncheck();
      assert.equal(await stored(page), null);
    }));

  test("remembers what is left after one is removed", () =>
    site.withPage(async (page) => {
      await ask(page, {});
      await page.getByLabel("Remember these uploads in this browser").check();
      await removeButtonOf(page, idOf("documented-sample")).click();
      assert.equal(await stored(page), "[]");
    }));

  /** @type {Record<string, string>} */
  const broken = {
    "no JSON": "{",
    "no list": '{"customerId":"1"}',
    "no uploads": '[null,1,"x",{},{"customerId":"1","trackingId":2,"baseUrl":"x"}]',
  };
  for (const [name, text] of Object.entries(broken)) {
    test(`is no worse off with ${name} in its storage`, () =>
      site.withPage(async (page) => {
        await page.evaluate(([key = "", value = ""]) => localStorage.setItem(key, value), [KEY, text]);
        await page.reload();
        await ready(page);
        assert.equal(await listOf(page).isVisible(), false);
        await ask(page, {});
        assert.equal(await headlineOf(page), "The device failed");
      }));
  }
});

test("a token goes to no upload of another base address", () =>
  site.withPage(async (page) => {
    const elsewhere = {
      customerId: DEMO_CUSTOMER_ID,
      trackingId: idOf("all-finished"),
      baseUrl: `${site.server.url}other`,
    };
    await page.evaluate(
      ([key = "", value = ""]) => localStorage.setItem(key, value),
      [KEY, JSON.stringify([elsewhere])],
    );
    await page.reload();
    await ready(page);
    const before = requestsFor(elsewhere.trackingId);
    await ask(page, { token: CANARY });
    assert.equal(await headlineOf(page), "The device failed");
    await lineOf(page, elsewhere.trackingId).getByText("Waits for a token").waitFor();
    assert.equal(requestsFor(elsewhere.trackingId), before);

    await lineOf(page, elsewhere.trackingId).click();
    assert.equal(await page.getByLabel("Access token").inputValue(), "", "nor does it stay in the form");
    assert.equal(await textOf(page.getByText("Nothing asked yet")), "Nothing asked yet");
  }));

test("a new token is given to those whose token was refused", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 401 });
    await ask(page, { trackingId, token: "old" });
    await page.getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
    site.server.responses.delete(trackingId);
    await ask(page, { token: "new" });
    await lineOf(page, trackingId).getByText("6 of 25 devices failed").waitFor();
  }));
