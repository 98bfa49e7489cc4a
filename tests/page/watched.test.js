/** Several uploads: listed, all of them watched, one shown at a time, and remembered only if the user wants that. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, focusedOf, headlineOf, ready, requestStatus, textOf, usePage } from "./harness.js";
import { overflow } from "./states.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const CANARY = "canary-7f3e.never~seen_anywhere";
const KEY = "partner-center-batch-status.uploads";

/** @param {string} scenario */
function trackingIdOf(scenario) {
  return scenarioNamed(scenario).trackingId;
}

/** @param {Page} page */
function uploadList(page) {
  return page.getByRole("region", { name: "Watched uploads" });
}

/** Returns the text of each upload in the list. @param {Page} page */
async function uploadStates(page) {
  const lines = await uploadList(page).getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, " "));
}

/** @param {Page} page @param {string} id */
function uploadButton(page, id) {
  return uploadList(page).getByRole("button", { name: new RegExp(`^${id}`) });
}

/** @param {Page} page @param {string} id */
function removeButton(page, id) {
  return uploadList(page).getByRole("button", { name: `Remove upload ${id} from the list` });
}

/** Records the texts of the live region, which a screen reader announces. @param {Page} page @returns {Promise<() => Promise<string[]>>} */
async function recordAnnouncements(page) {
  const announcements = await page.getByRole("status").evaluateHandle((region) => {
    /** @type {string[]} */
    const sentences = [];
    new MutationObserver(() => sentences.push(region.textContent ?? "")).observe(region, { childList: true });
    return sentences;
  });
  return () => announcements.jsonValue();
}

/** @param {string} id */
function requestsFor(id) {
  return site.server.requests.filter(({ url }) => url.includes(id)).length;
}

/** @param {Page} page */
function storedUploads(page) {
  return page.evaluate((key) => localStorage.getItem(key), KEY);
}

test("every requested upload is listed with its state, and the selected one is shown", () =>
  site.withPage(async (page) => {
    assert.equal(await uploadList(page).isVisible(), false);
    for (const scenario of ["documented-sample", "all-finished", "no-relationship"]) {
      await requestStatus(page, { scenario });
      await headlineOf(page);
    }
    assert.deepEqual(await uploadStates(page), [
      `${trackingIdOf("documented-sample")} Finished The device needs attention`,
      `${trackingIdOf("all-finished")} Finished All 19 devices succeeded`,
      `${trackingIdOf("no-relationship")} This token has no access to this customer`,
    ]);
    assert.equal(await page.title(), "Request failed · Device batch status");

    const requestCount = site.server.requests.length;
    await uploadButton(page, trackingIdOf("documented-sample")).click();
    assert.equal(await headlineOf(page), "The device needs attention");
    assert.equal(await page.title(), "1 of 1 needs attention · Device batch status");
    assert.equal(await uploadList(page).locator("[aria-current=true]").count(), 1);
    assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), trackingIdOf("documented-sample"));
    assert.match(page.url(), new RegExp(`tracking=${trackingIdOf("documented-sample")}$`));

    await page.goBack();
    assert.equal(await headlineOf(page), "This token has no access to this customer");
    await page.goBack();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    assert.equal(site.server.requests.length, requestCount, "nothing is requested again");

    await requestStatus(page, { scenario: "all-finished" });
    assert.equal((await uploadStates(page)).length, 3, "no upload is listed twice");
  }));

test("an upload is watched while another one is shown, keeps its own filters, and stops when it is removed", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await requestStatus(page, { trackingId });
      await headlineOf(page);
      await page.getByRole("button", { name: "In progress 25" }).click();
      await requestStatus(page, { scenario: "all-finished" });
      await headlineOf(page);
      assert.equal(await answerOf(page).locator("[aria-pressed=true]:visible").count(), 0);

      const before = requestsFor(trackingId);
      await page.waitForResponse((response) => response.url().includes(trackingId));
      assert.ok(requestsFor(trackingId) > before);
      await uploadButton(page, trackingId).click();
      assert.equal(await page.getByRole("button", { name: "In progress 25" }).getAttribute("aria-pressed"), "true");

      await page.clock.install();
      await removeButton(page, trackingId).click();
      const count = requestsFor(trackingId);
      await page.clock.runFor(60_000);
      assert.equal(requestsFor(trackingId), count);
      assert.equal(await headlineOf(page), "All 19 devices succeeded");
    },
    { demo: true },
  ));

test("an upload that waits for a retry shows the reason until a request succeeds", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 503, headers: { "Retry-After": "2" } });
    await requestStatus(page, { scenario: "all-finished" });
    await requestStatus(page, { trackingId });
    await uploadButton(page, trackingId)
      .getByText(/^Partner Center has a problem.*Trying again/)
      .waitFor();
    site.server.responses.delete(trackingId);
    await uploadButton(page, trackingId)
      .getByText("5 of 25 devices need attention, 1 was already registered")
      .waitFor();
    assert.equal(
      (await uploadStates(page)).at(-1),
      `${trackingId} Finished with errors 5 of 25 devices need attention, 1 was already registered`,
    );
  }));

test("an upload that completes while another one is shown is announced once; one that was complete before is not", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 5 });
      await requestStatus(page, { trackingId });
      await page.getByRole("heading", { name: "of 25 devices done" }).waitFor();
      await requestStatus(page, { scenario: "all-finished" });
      await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      const announcements = await recordAnnouncements(page);
      await uploadButton(page, trackingId)
        .getByText("5 of 25 devices need attention, 1 was already registered")
        .waitFor();
      await page.getByRole("button", { name: "Türkçe" }).click();
      await page.getByRole("button", { name: "English" }).click();
      assert.deepEqual(
        (await announcements()).filter((sentence) => sentence !== ""),
        [
          `Another upload is done: 5 of 25 devices need attention, 1 was already registered, tracking id ${trackingId}.`,
        ],
      );
    },
    { demo: true },
  ));

test("an upload that fails while another one is shown is announced", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await requestStatus(page, { trackingId });
      await headlineOf(page);
      await requestStatus(page, { scenario: "all-finished" });
      await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      site.server.responses.set(trackingId, { status: 401 });
      await page
        .getByRole("status")
        .getByText(
          `Checking another upload failed: Partner Center does not accept the token, tracking id ${trackingId}.`,
        )
        .waitFor();
    },
    { demo: true },
  ));

test("uploads can be selected and removed with the keyboard, and the focus is never lost", () =>
  site.withPage(async (page) => {
    const [first, second, third] = [
      trackingIdOf("documented-sample"),
      trackingIdOf("all-finished"),
      trackingIdOf("no-devices"),
    ];
    for (const trackingId of [first, second, third]) await requestStatus(page, { trackingId });
    await uploadButton(page, first).press("Enter");
    assert.equal(await headlineOf(page), "The device needs attention");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await uploadButton(page, second).and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await removeButton(page, third).press("Enter");
    await uploadButton(page, second).and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await removeButton(page, second).press("Enter");
    assert.equal(await (await focusedOf(page)).evaluate((focused) => focused?.id), "customer");
    assert.equal(await headlineOf(page), "No upload selected");
    assert.equal(await uploadList(page).isVisible(), false);
    assert.equal(new URL(page.url()).hash, "");
  }));

describe("this browser", () => {
  test("stores nothing until the user wants it", () =>
    site.withPage(async (page) => {
      await requestStatus(page, {});
      await headlineOf(page);
      assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
      await page.reload();
      await ready(page);
      assert.equal(await uploadList(page).isVisible(), false);
    }));

  test("remembers ids and base address, lists them after a reload, and sends requests once there is a token", () =>
    site.withPage(async (page) => {
      const baseUrl = site.server.url.slice(0, -1);
      await requestStatus(page, { token: CANARY });
      await headlineOf(page);
      await page.getByRole("button", { name: "Change" }).click();
      await page.getByLabel("Remember these uploads in this browser").check();
      await requestStatus(page, { scenario: "all-finished", token: CANARY });
      await headlineOf(page);
      const uploads = ["documented-sample", "all-finished"].map((scenario) => ({
        customerId: DEMO_CUSTOMER_ID,
        trackingId: trackingIdOf(scenario),
        baseUrl,
      }));
      assert.deepEqual(JSON.parse((await storedUploads(page)) ?? ""), uploads);

      const requestCount = requestsFor("batchJobStatus");
      await page.reload();
      await ready(page);
      assert.deepEqual(
        await uploadStates(page),
        uploads.map(({ trackingId }) => `${trackingId} Needs a token`),
      );
      assert.equal(
        await uploadButton(page, trackingIdOf("all-finished")).getAttribute("aria-current"),
        "true",
        "the one in the address is selected",
      );
      assert.equal(await headlineOf(page), "No upload selected");
      assert.equal(requestsFor("batchJobStatus"), requestCount);

      await uploadButton(page, trackingIdOf("documented-sample")).click();
      await page.getByLabel("Access token").fill(CANARY);
      await page.getByRole("button", { name: "Show status" }).click();
      assert.equal(await headlineOf(page), "The device needs attention");
      await uploadButton(page, trackingIdOf("all-finished")).getByText("All 19 devices succeeded").waitFor();

      await page.getByRole("button", { name: "Clear token" }).click();
      assert.deepEqual(
        await uploadStates(page),
        uploads.map(({ trackingId }) => `${trackingId} Needs a token`),
      );
      await page.getByLabel("Remember these uploads in this browser").uncheck();
      assert.equal(await storedUploads(page), null);
    }));

  test("forgets an upload that is removed from the list", () =>
    site.withPage(async (page) => {
      await page.getByLabel("Remember these uploads in this browser").check();
      for (const scenario of ["documented-sample", "all-finished"]) await requestStatus(page, { scenario });
      await removeButton(page, trackingIdOf("documented-sample")).click();
      const stored = JSON.parse((await storedUploads(page)) ?? "");
      assert.deepEqual(
        stored.map((/** @type {{ trackingId: string }} */ { trackingId }) => trackingId),
        [trackingIdOf("all-finished")],
      );
    }));

  /** @type {Record<string, string>} */
  const broken = {
    "invalid JSON": "{",
    "an object": '{"customerId":"1"}',
    "a list of other values": '[null,1,"x",{},{"customerId":"1","trackingId":2,"baseUrl":"x"}]',
  };
  for (const [name, text] of Object.entries(broken)) {
    test(`works with ${name} in its storage`, () =>
      site.withPage(async (page) => {
        await page.evaluate(([key = "", value = ""]) => localStorage.setItem(key, value), [KEY, text]);
        await page.reload();
        await ready(page);
        assert.equal(await uploadList(page).isVisible(), false);
        await requestStatus(page, {});
        assert.equal(await headlineOf(page), "The device needs attention");
      }));
  }
});

test("a token is not sent to uploads with another base address", () =>
  site.withPage(async (page) => {
    const elsewhere = {
      customerId: DEMO_CUSTOMER_ID,
      trackingId: trackingIdOf("all-finished"),
      baseUrl: `${site.server.url}other`,
    };
    await page.evaluate(
      ([key = "", value = ""]) => localStorage.setItem(key, value),
      [KEY, JSON.stringify([elsewhere])],
    );
    await page.reload();
    await ready(page);
    const before = requestsFor(elsewhere.trackingId);
    await requestStatus(page, { token: CANARY });
    assert.equal(await headlineOf(page), "The device needs attention");
    await uploadButton(page, elsewhere.trackingId).getByText("Needs a token").waitFor();
    assert.equal(requestsFor(elsewhere.trackingId), before);

    await uploadButton(page, elsewhere.trackingId).click();
    assert.equal(await page.getByLabel("Access token").inputValue(), "", "the token does not stay in the form");
    assert.equal(await textOf(page.getByText("No upload selected")), "No upload selected");
  }));

describe("where the token goes is shown beside the button", () => {
  const ELSEWHERE = "https://collector.example/partner-center";
  const upload = { customerId: DEMO_CUSTOMER_ID, trackingId: trackingIdOf("all-finished"), baseUrl: ELSEWHERE };

  /** @param {Page} page */
  const destination = (page) => page.getByRole("paragraph").filter({ hasText: "The token goes to" });

  /** @param {Page} page */
  const destinationText = async (page) => (await textOf(destination(page))).replace(/\s+/g, " ");

  /** Opens the page with this upload in its storage. @param {Page} page @param {string} [baseUrl] @param {string} [fragment] */
  async function openRemembering(page, baseUrl = ELSEWHERE, fragment = "") {
    await page.evaluate(
      ([key = "", value = ""]) => localStorage.setItem(key, value),
      [KEY, JSON.stringify([{ ...upload, baseUrl }])],
    );
    await page.goto("about:blank");
    await page.goto(site.server.url + fragment);
    await ready(page);
  }

  test("for a remembered upload that is selected", () =>
    site.withPage(async (page) => {
      await openRemembering(page);
      assert.equal(await destination(page).isVisible(), false);
      await uploadButton(page, upload.trackingId).click();
      assert.equal(await destinationText(page), `The token goes to ${ELSEWHERE}`);
      const submit = page.getByRole("button", { name: "Show status" });
      assert.match(await submit.evaluate(descriptionOf), /The token goes to\s+https:\/\/collector\.example/);
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const [shown, beside] = [await destination(page).boundingBox(), await submit.boundingBox()];
        assert.ok(shown && beside);
        assert.ok(Math.abs(shown.y + shown.height - beside.y) < 80, `${width} wide: ${shown.y} and ${beside.y}`);
      }
    }));

  test("for a remembered upload that a link selects", () =>
    site.withPage(async (page) => {
      const fragment = `#customer=${DEMO_CUSTOMER_ID}&tracking=${upload.trackingId}`;
      await openRemembering(page, ELSEWHERE, fragment);
      assert.equal(await destinationText(page), `The token goes to ${ELSEWHERE}`);
    }));

  test("for an address that is typed, and not for the host's own", () =>
    site.withPage(async (page) => {
      const own = site.server.url.slice(0, -1);
      await page.getByText("Advanced", { exact: true }).click();
      const field = page.getByLabel("Base address");
      await field.fill(`${own}/gateway`);
      await page.getByText("Advanced", { exact: true }).click();
      assert.equal(await destinationText(page), `The token goes to ${own}/gateway`);
      await page.getByText("Advanced", { exact: true }).click();
      for (const same of [own, `${own}/`, own.toUpperCase(), ""]) {
        await field.fill(same);
        assert.equal(await destination(page).isVisible(), false, same);
      }
    }));

  /** @type {[what: string, baseUrl: string, shown: string | RegExp][]} */
  const disguised = [
    [
      "letters of another alphabet",
      "https://api.p\u0430rtnercenter.example",
      "https://api.xn--prtnercenter-x9j.example",
    ],
    [
      "a name before the host",
      "https://api.partnercenter.microsoft.com@collector.example",
      /^The token goes to https:\/\/collector\.example$/,
    ],
    ["invisible characters", "not a\u202Eurl\u200B", "not a\uFFFDurl\uFFFD"],
    [
      "a long host",
      `https://${"api.partnercenter.microsoft.com.".repeat(7)}collector.example`,
      /collector\.example\/?$/,
    ],
    [
      "a long path",
      `https://collector.example/${"x".repeat(2000)}`,
      /^The token goes to https:\/\/collector\.example\/x+…/,
    ],
    ["markup", "https://collector.example/<img src=x>", "https://collector.example/%3Cimg%20src=x%3E"],
  ];
  for (const [what, baseUrl, shown] of disguised) {
    test(`as the browser reads it: ${what}`, () =>
      site.withPage(async (page) => {
        await openRemembering(page, baseUrl);
        await uploadButton(page, upload.trackingId).click();
        const text = await destinationText(page);
        if (typeof shown === "string") assert.equal(text, `The token goes to ${shown}`);
        else assert.match(text, shown);
        await page.setViewportSize({ width: 320, height: 800 });
        assert.deepEqual(await overflow(page), []);
      }));
  }

  test("in the language of the page", () =>
    site.withPage(async (page) => {
      await openRemembering(page);
      await uploadButton(page, upload.trackingId).click();
      await page.getByRole("button", { name: "Türkçe" }).click();
      const inTurkish = page.getByRole("paragraph").filter({ hasText: "Belirtecin gönderileceği adres:" });
      assert.match(await textOf(inTurkish), /collector/);
    }));
});

/** Runs in the page. @param {Element} element */
function descriptionOf(element) {
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

test("a new token is used for uploads whose token was refused", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 401 });
    await requestStatus(page, { trackingId, token: "old" });
    await page.getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
    site.server.responses.delete(trackingId);
    await requestStatus(page, { token: "new" });
    await uploadButton(page, trackingId)
      .getByText("5 of 25 devices need attention, 1 was already registered")
      .waitFor();
  }));
