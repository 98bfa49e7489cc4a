/** Several uploads: listed, all of them watched, one shown at a time, and remembered only if the user wants that. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, ready, requestStatus, setHidden, switchLanguage, textOf, usePage } from "./harness.js";
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

/** The id as the list has it. @param {string} id */
function shortOf(id) {
  return `${id.slice(0, 4)}…${id.slice(-4)}`;
}

/** @param {Page} page @param {string} id */
function uploadButton(page, id) {
  return uploadList(page).locator(".watched-choose", { hasText: shortOf(id) });
}

/** @param {Page} page @param {string} id */
function removeButton(page, id) {
  return uploadList(page).getByRole("button", { name: new RegExp(`^Remove .*${shortOf(id)}`) });
}

/** @param {Page} page @param {string | RegExp} name */
function renameButton(page, name) {
  return uploadList(page).getByRole("button", { name: new RegExp(`^Rename .*${name}`) });
}

/** Records the texts of the live region, which a screen reader announces. @param {Page} page @returns {Promise<() => Promise<string[]>>} */
async function recordAnnouncements(page) {
  const announcements = await answerOf(page)
    .getByRole("status")
    .evaluateHandle((region) => {
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

test("an upload says how old it is: since its start, or since it was added while nothing tells the start", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    await requestStatus(page, { scenario: "all-finished" });
    await requestStatus(page, { scenario: "no-relationship" });
    await headlineOf(page);
    await page.mouse.move(0, 0);
    await page.clock.runFor(3 * 60_000);
    await uploadButton(page, trackingIdOf("no-relationship")).getByText("added 3 minutes ago").waitFor();
    await uploadButton(page, trackingIdOf("all-finished"))
      .getByText(/^started \d+ years ago$/)
      .waitFor();
  }));

test("every requested upload is listed with its state, and the selected one is shown", () =>
  site.withPage(async (page) => {
    assert.equal(await uploadList(page).isVisible(), false);
    for (const scenario of ["documented-sample", "all-finished", "no-relationship"]) {
      await requestStatus(page, { scenario });
      await headlineOf(page);
    }
    await page.mouse.move(0, 0);
    const expected = [
      [trackingIdOf("documented-sample"), "Finished The device needs attention started"],
      [trackingIdOf("no-relationship"), "This token has no access to this customer"],
      [trackingIdOf("all-finished"), "Finished All 19 devices succeeded started"],
    ];
    for (const [index, state] of (await uploadStates(page)).entries()) {
      const [id = "", text = ""] = expected[index] ?? [];
      assert.match(state, new RegExp(`^4702…c793 · ${shortOf(id)}.* ${text}`));
    }
    assert.equal(
      await page.title(),
      "1 request failed · 1 needs attention · 2 of 3 done · Device batch status",
      "what needs somebody comes first",
    );

    const requestCount = site.server.requests.length;
    await uploadButton(page, trackingIdOf("documented-sample")).click();
    assert.equal(await headlineOf(page), "The device needs attention");
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
      (await textOf(uploadButton(page, trackingId).locator(".watched-state"))).replaceAll("\n", " "),
      "Finished with errors 5 of 25 devices need attention, 1 was already registered",
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
      await switchLanguage(page, { tag: "tr" });
      await page.getByRole("button", { name: "English" }).click();
      const announced = (await announcements()).filter((sentence) => sentence !== "");
      assert.equal(announced.length, 1);
      assert.match(
        announced.join(),
        new RegExp(`${shortOf(trackingId)}.* is done: 5 of 25 devices need attention, 1 was already registered\\.$`),
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
        .getByText(new RegExp(`^Checking .*${shortOf(trackingId)}.* failed: Needs a new token\\.$`))
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
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const undo = uploadList(page).getByRole("button", { name: "Undo" });
    await undo.and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await page.keyboard.press("Enter");
    await uploadButton(page, first).and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "All 19 devices succeeded", "another one is shown by then");
    for (const id of [third, second, first]) await removeButton(page, id).press("Enter");
    await undo.last().waitFor();
    assert.equal(await headlineOf(page), "No upload selected");
    assert.equal(new URL(page.url()).hash, "");
  }));

test("a removal can be undone for ten seconds, and longer while somebody is at the list", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    for (const scenario of ["documented-sample", "all-finished"]) {
      await requestStatus(page, { scenario });
      await headlineOf(page);
    }
    const undo = uploadList(page).getByRole("button", { name: "Undo" });
    await removeButton(page, trackingIdOf("documented-sample")).click();
    await page.clock.runFor(30_000);
    await undo.click();
    await uploadButton(page, trackingIdOf("documented-sample")).getByText("The device needs attention").waitFor();
    await removeButton(page, trackingIdOf("documented-sample")).click();
    await undo.waitFor();
    await page.mouse.move(0, 0);
    // The ten seconds begin anew.
    await page.clock.runFor(9_000);
    await undo.click();
    await removeButton(page, trackingIdOf("documented-sample")).click();
    await page.mouse.move(0, 0);
    await page.clock.runFor(9_000);
    assert.equal(await undo.isVisible(), true);
    await page.clock.runFor(2_000);
    assert.equal(await undo.count(), 0);
    assert.equal(await uploadList(page).isVisible(), false, "one upload needs no list");
  }));

test("an upload has a name of one's own, in the list, in announcements and for both mouse and keyboard", () =>
  site.withPage(async (page) => {
    for (const scenario of ["documented-sample", "all-finished"]) {
      await requestStatus(page, { scenario });
      await headlineOf(page);
    }
    await renameButton(page, shortOf(trackingIdOf("all-finished"))).click();
    await page.keyboard.type("Contoso, <b>wave 2</b>");
    await page.keyboard.press("Enter");
    await renameButton(page, "Contoso").and(page.locator(":focus")).waitFor();
    const row = uploadList(page).getByRole("button", { name: /^Contoso, <b>wave 2<\/b> Finished/ });
    assert.match(await textOf(row), /Customer 4702…c793 · started/);

    await page.keyboard.press("Enter");
    await page.keyboard.type("Fabrikam");
    await page.keyboard.press("Escape");
    await row.waitFor();
    await renameButton(page, "Contoso").click();
    await page.keyboard.type("x".repeat(100));
    await page.getByRole("heading", { name: "Watched uploads" }).click();
    await uploadList(page)
      .getByRole("button", { name: /^x{80} Finished/ })
      .waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }));

test("rows keep their places while somebody is at the list", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await requestStatus(page, { scenario: "all-finished" });
    await headlineOf(page);
    await requestStatus(page, { trackingId });
    await uploadButton(page, trackingId).hover();
    const first = () => textOf(uploadList(page).getByRole("listitem").first());
    assert.match(await first(), new RegExp(shortOf(trackingId)), "what is under way comes before what is done");
    site.server.responses.set(trackingIdOf("all-finished"), { status: 403 });
    await uploadButton(page, trackingIdOf("all-finished")).click();
    await page.getByRole("button", { name: "Refresh now" }).press("Enter");
    await uploadButton(page, trackingIdOf("all-finished")).getByText("This token has no access").waitFor();
    assert.match(await first(), new RegExp(shortOf(trackingId)));
    await page.mouse.move(0, 0);
    assert.match(await first(), new RegExp(shortOf(trackingIdOf("all-finished"))));
    site.server.responses.clear();
  }));

test("the title of the tab says that the only upload is paused, and how many devices need attention so far", () =>
  site.withPage(async (page) => {
    const trackingId = trackingIdOf("documented-sample");
    const device = { serialNumber: "1", productKey: "2" };
    const devicesStatus = [
      {
        ...device,
        status: "finished_with_errors",
        errorCode: "808",
        errorDescription: "ZtdDeviceAssignedToOtherTenant",
      },
      { ...device, status: "processing" },
    ];
    const body = JSON.stringify({ batchTrackingId: trackingId, status: "processing", devicesStatus });
    site.server.responses.set(trackingId, { status: 200, headers: { "Content-Type": "application/json" }, body });
    await requestStatus(page, { trackingId });
    await headlineOf(page);
    assert.equal(await page.title(), "1 of 2 · 1 needs attention · Device batch status");
    await page.getByRole("button", { name: "Pause" }).click();
    assert.equal(await page.title(), "Paused · 1 of 2 · 1 needs attention · Device batch status");
    site.server.responses.delete(trackingId);
  }));

test("a paused upload is marked in the list", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await requestStatus(page, { scenario: "all-finished" });
    await headlineOf(page);
    await requestStatus(page, { trackingId });
    await page.getByRole("button", { name: "Pause" }).click();
    await uploadButton(page, trackingId)
      .getByText(/Paused/)
      .waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await uploadButton(page, trackingId)
      .getByText(/Paused/)
      .waitFor({ state: "detached" });
  }));

test("throttled uploads keep what was known of them, and each says how long it waits", () =>
  site.withPage(
    async (page) => {
      const ids = Array.from({ length: 4 }, () => site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId);
      for (const trackingId of ids) {
        await requestStatus(page, { trackingId });
        await uploadButton(page, trackingId).or(answerOf(page).getByText("0 of 25 devices done")).first().waitFor();
      }
      for (const id of ids) site.server.responses.set(id, { status: 429, headers: { "Retry-After": "25" } });
      for (const id of ids) {
        await uploadButton(page, id)
          .filter({ hasText: /0 of 25 devices done.*Trying again in \d+ seconds/s })
          .waitFor();
      }
      site.server.responses.clear();
    },
    { demo: true },
  ));

describe("the title and the icon of the tab", () => {
  /** @type {[scenarios: string[], title: string, icon: string][]} */
  const cases = [
    [[], "Device batch status", "icon.svg"],
    [["all-finished"], "Finished · Device batch status", "icon-done.svg"],
    [["no-devices"], "The batch has no devices · Device batch status", "icon-attention.svg"],
    [["unknown-status"], "The result of the device is unknown · Device batch status", "icon-busy.svg"],
    [["throttled"], "Trying again… · Device batch status", "icon-busy.svg"],
    [["mfa-required"], "New token needed · Device batch status", "icon-attention.svg"],
    [["all-finished", "running"], "1 of 2 done · Device batch status", "icon-busy.svg"],
    [
      ["all-finished", "running", "documented-sample"],
      "1 needs attention · 2 of 3 done · Device batch status",
      "icon-attention.svg",
    ],
  ];
  for (const [scenarios, title, icon] of cases) {
    test(title, () =>
      site.withPage(async (page) => {
        const running = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId;
        for (const scenario of scenarios) {
          await requestStatus(page, scenario === "running" ? { trackingId: running } : { scenario });
          await page.getByRole("button", { name: "Change" }).waitFor();
        }
        assert.equal(await page.title(), title);
        const href = await page.locator("link[rel=icon]").getAttribute("href");
        assert.equal(href, icon);
        assert.match(await (await page.request.get(site.server.url + href)).text(), /^<svg/);
      }),
    );
  }
});

test("the title of the tab counts the devices that need attention so far, beside another upload too", () =>
  site.withPage(async (page) => {
    const trackingId = "f00d0000-0000-4000-8000-000000000000";
    const failed = { status: "finished_with_errors", errorCode: "808" };
    const body = JSON.stringify({ status: "processing", devicesStatus: [failed, failed, { status: "processing" }] });
    site.server.responses.set(trackingId, { status: 200, headers: { "Content-Type": "application/json" }, body });
    for (const request of [{ scenario: "all-finished" }, { trackingId }]) {
      await requestStatus(page, request);
      await page.getByRole("button", { name: "Change" }).waitFor();
    }
    assert.equal(await page.title(), "2 need attention · 1 of 2 done · Device batch status");

    // What is done stays done when a later request is refused.
    const done = trackingIdOf("all-finished") ?? "";
    site.server.responses.set(done, { status: 401 });
    await uploadButton(page, done).click();
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Partner Center refused this token.").waitFor();
    assert.equal(await page.title(), "New token needed · 2 need attention · 1 of 2 done · Device batch status");
    site.server.responses.clear();
  }));

describe("a notification", () => {
  /** Records what the browser's own constructor is called with. Nothing in a page can read a notification that is shown. @param {Page} page */
  async function recordNotifications(page) {
    const shown = await page.evaluateHandle(() => {
      /** @type {{ title: string, options: NotificationOptions, notification: Notification }[]} */
      const records = [];
      globalThis.Notification = new Proxy(Notification, {
        construct(target, [title, options]) {
          const notification = new target(title, options);
          records.push({ title, options, notification });
          return notification;
        },
      });
      return records;
    });
    return {
      texts: () => shown.evaluate((records) => records.map(({ title, options }) => `${title}: ${options.body}`)),
      click: () => shown.evaluate((records) => records[0]?.notification.dispatchEvent(new Event("click"))),
    };
  }

  /** @param {Page} page */
  const notifyButton = (page) => page.getByRole("button", { name: "Tell me when it’s done" });

  test("tells the end once, after a click that asks for it, while another window is in front, and leads to the upload", () =>
    site.withPage(
      async (page) => {
        await page.context().grantPermissions(["notifications"]);
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 6 });
        await requestStatus(page, { trackingId, token: CANARY });
        const notifications = await recordNotifications(page);
        await notifyButton(page).click();
        await notifyButton(page).and(page.locator("[aria-pressed=true]")).waitFor();
        await requestStatus(page, { scenario: "all-finished", token: CANARY });
        await headlineOf(page);
        await page.evaluate(() => {
          // Another window is in front. The watch of a hidden page would take a minute more.
          document.hasFocus = () => false;
        });
        await uploadButton(page, trackingId).getByText("5 of 25 devices need attention").waitFor();
        const texts = await notifications.texts();
        assert.equal(texts.length, 1);
        assert.match(
          texts.join(),
          new RegExp(
            `^4702…c793 · ${shortOf(trackingId)} · .*: 5 of 25 devices need attention, 1 was already registered$`,
          ),
        );
        await notifications.click();
        assert.equal(await headlineOf(page), "5 of 25 devices need attention, 1 was already registered");
        assert.equal(await notifyButton(page).isVisible(), false, "nothing is under way any more");
      },
      { demo: true },
    ));

  test("is not shown without the click, and not while the user looks at the page", () =>
    site.withPage(
      async (page) => {
        await page.context().grantPermissions(["notifications"]);
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
        const notifications = await recordNotifications(page);
        await setHidden(page, true);
        await requestStatus(page, { trackingId });
        await headlineOf(page);
        await setHidden(page, false);
        await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 4 }).trackingId });
        await notifyButton(page).click();
        await page.getByText("This upload is complete.").filter({ visible: true }).waitFor();
        assert.deepEqual(await notifications.texts(), []);
      },
      { demo: true },
    ));

  test("that is blocked is explained, and the page goes on", () =>
    site.withPage(async (page) => {
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId });
      // The browser of the tests refuses without asking.
      await notifyButton(page).click();
      await page.getByText("To be told when it’s done, allow notifications for this page").waitFor();
      assert.equal(await notifyButton(page).isVisible(), false);
    }));

  test("is not offered where the browser has none", () =>
    site.withPage(async (page) => {
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Notification"));
      await page.reload();
      await ready(page);
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId });
      await headlineOf(page);
      assert.equal(await notifyButton(page).isVisible(), false);
    }));
});

describe("the end of a token", () => {
  /** A token as Microsoft Entra ID gives it. @param {Record<string, unknown>} claims */
  function jwt(claims) {
    const [header, payload] = [{ alg: "none" }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    return `${header}.${payload}.c2lnbmF0dXJl`;
  }

  const inMinutes = (/** @type {number} */ minutes) => Math.round(Date.now() / 1000) + minutes * 60;

  test("is told in the form, and announced once five minutes before it; a new token is used by all that are under way", () =>
    site.withPage(async (page) => {
      await page.clock.install();
      // The timers of the page begin anew, in the time of the test.
      await page.reload();
      await ready(page);
      const ids = [0, 1].map(() => site.server.upload(DEMO_CUSTOMER_ID, { seconds: 36_000 }).trackingId);
      const token = jwt({ exp: inMinutes(30), name: "Şule Öz" });
      await page.getByLabel("Access token").fill(token);
      // Around midnight the time has a date before it.
      assert.match(await textOf(page.locator("#token-end")), /^Token good until (\d+ \w+, )?\d\d:\d\d$/);
      for (const trackingId of ids) {
        await requestStatus(page, { trackingId, token });
        await page.getByRole("button", { name: "Change" }).waitFor();
      }
      const announcements = await recordAnnouncements(page);
      const endings = async () => (await announcements()).filter((sentence) => sentence.includes("Paste a new one"));
      await page.clock.fastForward("24:00");
      assert.deepEqual(await endings(), []);
      await page.clock.fastForward("02:00");
      await page.clock.runFor(60_000);
      assert.equal((await endings()).length, 1);
      assert.match(
        (await endings()).join(),
        /^The token is good until (\d+ \w+, )?\d\d:\d\d\. Paste a new one to go on watching\.$/,
      );
      for (const id of ids) assert.match(await textOf(uploadButton(page, id)), /Token good until/);
      await page.clock.fastForward("05:00");
      await page.clock.runFor(30_000);
      for (const id of ids) assert.match(await textOf(uploadButton(page, id)), /Token expired at/);

      await page.getByRole("button", { name: "Change" }).click();
      await page.getByLabel("Access token").fill(CANARY);
      await page.keyboard.press("Tab");
      await page.clock.runFor(5_000);
      for (const id of ids) {
        await uploadButton(page, id).getByText(/Token/).waitFor({ state: "detached" });
        const last = site.server.requests.findLast(({ url }) => url.includes(id));
        assert.equal(last?.authorization, `Bearer ${CANARY}`);
      }
    }));

  test("that can't be read is not told", () =>
    site.withPage(async (page) => {
      const payload = (/** @type {string} */ text) => `a.${Buffer.from(text).toString("base64url")}.b`;
      const tokens = [
        CANARY,
        "a.b.c",
        "..",
        "a.%%%.c",
        payload("{"),
        payload("null"),
        payload('{"exp":"1"}'),
        payload('{"exp":1e300}'),
        payload('{"exp":-1}'),
        payload(`{"exp":${inMinutes(30)},"x":"${"x".repeat(100_000)}"}`),
      ];
      for (const token of tokens) {
        await page.getByLabel("Access token").fill(token);
        assert.equal(await page.locator("#token-end").textContent(), "", token.slice(0, 40));
      }
    }));
});

describe("tabs", () => {
  /** Opens the page in another tab. @param {Page} page */
  async function openTab(page) {
    const other = await page.context().newPage();
    await other.goto(site.server.url);
    await ready(other);
    return other;
  }

  /** @param {Page} page */
  const rememberBox = (page) => page.getByLabel("Remember these uploads in this browser");

  /** @param {Page} page */
  const undoButton = (page) => uploadList(page).getByRole("button", { name: "Undo" });

  /** @param {Page} page */
  async function storedIds(page) {
    const stored = JSON.parse((await storedUploads(page)) ?? "[]");
    return stored.map((/** @type {{ trackingId: string }} */ { trackingId }) => trackingId);
  }

  test("agree about what is remembered", () =>
    site.withPage(async (first) => {
      const [one, two, three] = ["documented-sample", "all-finished", "no-devices"].map(trackingIdOf);
      assert.ok(one && two && three);
      await rememberBox(first).check();
      await requestStatus(first, { trackingId: one });
      const second = await openTab(first);
      await requestStatus(first, { trackingId: two });
      await uploadButton(second, two).getByText("Added in another tab").waitFor();
      await requestStatus(second, { trackingId: three });
      await uploadButton(first, three).getByText("Added in another tab").waitFor();
      assert.deepEqual(await storedIds(first), [one, two, three]);

      await renameButton(second, shortOf(three)).click();
      await second.keyboard.type("Contoso");
      await second.keyboard.press("Enter");
      await uploadList(first)
        .getByRole("button", { name: /^Contoso Added/ })
        .waitFor();

      await removeButton(second, two).click();
      await first.waitForFunction(([key = "", id = ""]) => !localStorage.getItem(key)?.includes(id), [KEY, two]);
      await uploadButton(first, two).getByText("All 19 devices succeeded").waitFor();
      await undoButton(second).click();
      await uploadButton(first, one).click();
      await removeButton(second, two).click();
      await undoButton(first).waitFor();
      await undoButton(second).click();
      await uploadButton(first, two).getByText("All 19 devices succeeded").waitFor();
      await removeButton(second, two).click();
      await undoButton(first).click();
      await uploadButton(first, two).getByText("All 19 devices succeeded").waitFor();
      await uploadButton(second, two).waitFor();
      assert.deepEqual(await storedIds(second), [one, three, two]);

      await uploadList(first)
        .getByRole("button", { name: /^Contoso/ })
        .click();
      assert.equal(await headlineOf(first), "The batch has no devices", "a token is there already");

      await first.getByRole("button", { name: "Change" }).click();
      await rememberBox(first).uncheck();
      await second.waitForFunction(() => !document.querySelector("#remember:checked"));
      await requestStatus(second, { trackingId: one });
      assert.equal(await storedUploads(second), null, "nobody remembers again what one tab has forgotten");
    }));

  test("take no harm from what another page of the host writes", () =>
    site.withPage(async (page) => {
      await rememberBox(page).check();
      await requestStatus(page, {});
      await headlineOf(page);
      const second = await openTab(page);
      const write = (/** @type {string} */ text) =>
        second.evaluate(([key = "", value = ""]) => localStorage.setItem(key, value), [KEY, text]);
      // A browser has no lock for what tabs write, so one waits for the other.
      await write("{");
      await rememberBox(page).and(page.locator(":not(:checked)")).waitFor({ state: "attached" });
      await write("[1,null,{}]");
      await rememberBox(page).and(page.locator(":checked")).waitFor({ state: "attached" });
      await second.waitForFunction((key) => localStorage.getItem(key)?.includes("trackingId"), KEY);
      await write(JSON.stringify([{ customerId: "a", trackingId: "b", baseUrl: "c", name: 7, added: 9e99 }]));
      await uploadList(page)
        .getByRole("button", { name: /^a · b Added in another tab$/ })
        .waitFor();
      assert.equal(await headlineOf(page), "The device needs attention");
    }));
});

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
        name: "",
      }));
      /** @type {({ added: number } & typeof uploads[number])[]} */
      const stored = JSON.parse((await storedUploads(page)) ?? "");
      assert.deepEqual(
        stored.map(({ added: _, ...upload }) => upload),
        uploads,
      );
      for (const { added } of stored) assert.ok(Math.abs(Date.now() - added) < 60_000, `added at ${added}`);

      const assertNeedTokens = async () => {
        const states = await uploadStates(page);
        for (const [index, { trackingId }] of uploads.entries()) {
          const needed = `4702…c793 · ${shortOf(trackingId)} Needs a token added `;
          assert.match(states[index] ?? "", new RegExp(`^${needed}(now|\\d+ seconds? ago)$`));
        }
      };
      const requestCount = requestsFor("batchJobStatus");
      await page.reload();
      await ready(page);
      await assertNeedTokens();
      assert.equal(
        await uploadButton(page, trackingIdOf("all-finished")).getAttribute("aria-current"),
        "true",
        "the one in the address is selected",
      );
      assert.equal(await headlineOf(page), "No upload selected");
      assert.equal(requestsFor("batchJobStatus"), requestCount);

      await uploadButton(page, trackingIdOf("documented-sample")).click();
      await page.getByText("Paste a token to see this upload.").waitFor();
      await page.getByLabel("Access token").and(page.locator(":focus")).fill(CANARY);
      await page.getByRole("button", { name: "Show status" }).click();
      assert.equal(await headlineOf(page), "The device needs attention");
      await uploadButton(page, trackingIdOf("all-finished")).getByText("All 19 devices succeeded").waitFor();

      await page.getByRole("button", { name: "Clear token" }).click();
      for (const state of await uploadStates(page)) assert.match(state, /Needs a token/);
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
  const destination = (page) => page.locator("#destination");

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
      await switchLanguage(page, { tag: "tr" });
      const inTurkish = page.getByRole("paragraph").filter({ hasText: "Belirtecin gönderileceği adres:" });
      assert.match(await textOf(inTurkish), /collector/);
    }));
});

/** Runs in the page. @param {Element} element */
function descriptionOf(element) {
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ");
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}

test("Clear token leaves in the list what was known of each upload, and when, but no device", () =>
  site.withPage(async (page) => {
    for (const scenario of ["documented-sample", "all-finished"]) {
      await requestStatus(page, { scenario });
      await page.getByRole("button", { name: "Change" }).waitFor();
    }
    await page.getByRole("button", { name: "Clear token" }).click();
    assert.equal(await headlineOf(page), "No upload selected");
    const [attention, finished] = await uploadStates(page);
    assert.match(attention ?? "", /Needs a token Finished: The device needs attention \(\d+:\d\d\)/);
    assert.match(finished ?? "", /Needs a token Finished: All 19 devices succeeded \(/);
    assert.equal(await page.title(), "Device batch status");

    // It stays while the next answer is waited for.
    site.server.responses.set(trackingIdOf("documented-sample"), { status: 503 });
    await page.getByLabel("Access token").fill(CANARY);
    await page.getByRole("button", { name: "Show status" }).click();
    await uploadList(page).getByText("Trying again").waitFor();
    assert.match((await uploadStates(page))[0] ?? "", /The device needs attention \(\d+:\d\d\)/);
    site.server.responses.clear();

    await switchLanguage(page, { tag: "tr" });
    const [translated] = await page.locator(".watched-state").allInnerTexts();
    assert.match(translated ?? "", /Cihaz için işlem gerekiyor/);
  }));

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
