/** The token is only in its field and in the Authorization header, and is removed when it should be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, delayAnswer, fillForm, headlineOf, requestStatus, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
/** Longer than an upload waits that was asked with another token less than a second ago. */
const PACE_MS = 1_200;
const CANARY = "canary-7f3e.never~seen_anywhere";

/** Returns everything that the page shows or stores, as text. @param {Page} page */
function tracesOf(page) {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const shadowRoots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return JSON.stringify([
      location.href,
      history.state,
      document.documentElement.getHTML({ shadowRoots }),
      document.title,
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      databases,
      await caches.keys(),
      window.name,
      performance.getEntries().map((entry) => entry.name),
    ]);
  });
}

/** @param {Page} page */
function tokenField(page) {
  return page.getByLabel("Access token");
}

test("the token is sent in the Authorization header and is nowhere else", () =>
  site.withPage(async (page, problems) => {
    const first = site.server.requests.length;
    for (const scenario of ["documented-sample", "no-relationship", "sign-in-page", "mfa-required"]) {
      await requestStatus(page, { scenario, token: CANARY });
      await answerOf(page)
        .getByText(/^(Updated .+ This upload is complete|The request failed)\./)
        .filter({ visible: true })
        .waitFor();
      assert.doesNotMatch(await tracesOf(page), new RegExp(CANARY), scenario);
    }
    const requests = site.server.requests.slice(first);
    const bearers = requests.filter(({ authorization }) => authorization === `Bearer ${CANARY}`);
    assert.equal(bearers.length, 4);
    assert.ok(bearers.every(({ url }) => url.startsWith("/v1/customers/")));
    assert.doesNotMatch(JSON.stringify(requests.map(({ url }) => url)), new RegExp(CANARY));
    assert.doesNotMatch(problems.join(), new RegExp(CANARY));
  }));

test("a token that the service repeats is not shown on the page", () =>
  site.withPage(async (page) => {
    const { trackingId } = scenarioNamed("no-relationship");
    const body = JSON.stringify({ code: 2032, description: `No access for ${CANARY}`, source: CANARY });
    site.server.responses.set(trackingId, { status: 403, body });
    try {
      await requestStatus(page, { trackingId, token: CANARY });
      assert.equal(await headlineOf(page), "This token has no access to this customer");
      assert.doesNotMatch(await tracesOf(page), new RegExp(CANARY));
    } finally {
      site.server.responses.clear();
    }
  }));

test("Clear token removes the token and the answer, and stops the requests", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await requestStatus(page, { trackingId, token: CANARY });
    await answerOf(page).getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Clear token" }).click();
    const count = site.server.requests.length;
    assert.equal(await tokenField(page).inputValue(), "");
    assert.equal(await headlineOf(page), "No upload selected");
    assert.equal(await page.getByRole("table").count(), 0);
    await page.clock.runFor(60_000);
    assert.equal(site.server.requests.length, count);
  }));

test("a token that was refused is not accused any more once it is cleared", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 401 });
    await requestStatus(page, { trackingId });
    await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
    await page.getByRole("button", { name: "Clear token" }).click();
    assert.equal(await tokenField(page).getAttribute("aria-invalid"), "false");
    assert.equal(await page.getByText("Partner Center refused this token").count(), 0);
  }));

test("a refused token leads to its field, and a new one is used at once; the answer stays", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    await requestStatus(page, { trackingId, token: "old" });
    await page.getByRole("button", { name: "Change" }).waitFor();
    site.server.responses.set(trackingId, { status: 401 });
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
    assert.equal(await tokenField(page).getAttribute("aria-invalid"), "true");
    const answer = answerOf(page).getByRole("heading", { name: "5 of 25 devices need attention" });
    assert.equal(await answer.isVisible(), true);

    site.server.responses.delete(trackingId);
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Tab");
    await page.getByText("This upload is complete.").waitFor();
    assert.equal(site.server.requests.at(-1)?.authorization, `Bearer ${CANARY}`);
    await page.getByRole("button", { name: "Change" }).waitFor();
  }));

test("Try again keeps the focus when it sends a new token, also before any answer", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 401 });
    await requestStatus(page, { trackingId, token: "old" });
    await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
    site.server.responses.delete(trackingId);
    await tokenField(page).fill(CANARY);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This upload is complete.").waitFor();
    await page.getByRole("button", { name: "Refresh now" }).and(page.locator(":focus")).waitFor();
    assert.equal(site.server.requests.at(-1)?.authorization, `Bearer ${CANARY}`);
  }));

test("a token that was refused is not accused any more once it brings an answer", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("This upload is complete.").waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    assert.equal(await tokenField(page).inputValue(), "old");
    assert.equal(await tokenField(page).getAttribute("aria-invalid"), "false");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Change" }).click();
    assert.equal(await page.getByText("Partner Center refused this token").count(), 0);
  }));

test("a token that another upload takes is still said to be refused where it is asked for", () =>
  site.withPage(async (page) => {
    const refused = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId;
    site.server.responses.set(refused, { status: 401 });
    await requestStatus(page, { trackingId: refused, token: "new" });
    const refusal = page.getByText("Partner Center refused this token. Paste a new one.");
    await refusal.waitFor();
    const { trackingId } = scenarioNamed("all-finished");
    // The refused upload is asked again, too, and answers first.
    await page.route(new RegExp(trackingId), async (route) => {
      await page.waitForTimeout(2_000);
      await route.continue();
    });
    await requestStatus(page, { trackingId, token: "new" });
    await answerOf(page).getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
    await page.waitForTimeout(300);
    assert.equal(await tokenField(page).isVisible(), true);
    assert.equal(await refusal.isVisible(), true);
  }));

test("an id whose kind only the user knows opens the form when it is put into the field of a refused token", () =>
  site.withPage(async (page) => {
    const trackingId = await showRefused(page);
    await tokenField(page).fill(scenarioNamed("all-finished").trackingId);
    await tokenField(page).press("Enter");
    await page.getByText("This is an id, and no token.").waitFor();
    const tracking = page.getByLabel("Tracking id or Location");
    assert.equal(await tracking.isVisible(), true);
    assert.equal(await tracking.inputValue(), trackingId);
  }));

for (const [how, press] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
  [
    "pressed twice",
    async (page) => {
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Change" }).and(page.locator(":focus")).waitFor();
      await page.keyboard.press("Enter");
    },
  ],
  [
    "held",
    async (page) => {
      for (let count = 0; count < 30; count++) {
        await page.keyboard.down("Enter");
        await page.waitForTimeout(30);
      }
      await page.keyboard.up("Enter");
    },
  ],
])) {
  test(`Enter that is ${how} asks once, and leaves the form folded`, () =>
    site.withPage(async (page) => {
      await fillForm(page, {});
      await tokenField(page).focus();
      const before = site.server.requests.length;
      await press(page);
      await answerOf(page).getByRole("heading", { name: "The device needs attention" }).waitFor();
      await page.waitForTimeout(100);
      assert.equal(await page.getByRole("button", { name: "Change" }).isVisible(), true);
      assert.equal(site.server.requests.length, before + 1);
      // Later, the same key opens the form.
      await page.waitForTimeout(500);
      await page.keyboard.press("Enter");
      assert.equal(await tokenField(page).isVisible(), true);
    }));
}

/** Shows a complete upload whose token is refused then. @param {Page} page */
async function showRefused(page) {
  const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
  await requestStatus(page, { trackingId, token: "old" });
  await page.getByRole("button", { name: "Change" }).waitFor();
  site.server.responses.set(trackingId, { status: 401 });
  await page.getByRole("button", { name: "Refresh now" }).click();
  await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
  site.server.responses.delete(trackingId);
  return trackingId;
}

test("a new token is taken for the answer that waits, and the upload that was typed meanwhile stays in the form", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    await page.getByRole("button", { name: "Change" }).click();
    const other = scenarioNamed("all-finished").trackingId;
    const tracking = page.getByLabel("Tracking id or Location");
    await tracking.fill(other);
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Tab");
    await page.getByText("This upload is complete.").waitFor();
    await page.getByText(/^The answer below is still that of upload/).waitFor();
    assert.equal(await tracking.inputValue(), other);
    await page.getByRole("button", { name: "Show status" }).click();
    await answerOf(page).getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
  }));

describe("ids that are put into the field of a refused token open the form, and go into their own fields", () => {
  const { trackingId } = scenarioNamed("all-finished");
  const location = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`;
  for (const [how, enter] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
    [
      "pasted",
      async (page) => {
        await page.evaluate((text) => navigator.clipboard.writeText(text), location);
        await tokenField(page).press("Control+v");
      },
    ],
    [
      "typed",
      async (page) => {
        await tokenField(page).fill(location);
        await tokenField(page).press("Tab");
      },
    ],
  ])) {
    test(how, () =>
      site.withPage(async (page) => {
        await showRefused(page);
        await enter(page);
        const tracking = page.getByLabel("Tracking id or Location");
        assert.equal(await tracking.isVisible(), true);
        assert.equal(await tracking.inputValue(), trackingId);
        assert.equal(await tokenField(page).inputValue(), how === "typed" ? "" : "old");
      }, CLIPBOARD),
    );
  }

  test("the ids that are there already leave the field of the token alone", () =>
    site.withPage(async (page) => {
      const shown = await showRefused(page);
      const copied = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${shown}`;
      await page.evaluate((text) => navigator.clipboard.writeText(text), copied);
      const first = site.server.requests.length;
      await tokenField(page).press("Control+v");
      assert.equal(await tokenField(page).inputValue(), "old");
      await tokenField(page).press("Tab");
      await page.waitForTimeout(PACE_MS);
      assert.deepEqual(site.server.requests.slice(first), []);
    }, CLIPBOARD));
});

test("a long press on Clear token clears a new token, and never sends it", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    const first = site.server.requests.length;
    await tokenField(page).fill(CANARY);
    await page.getByRole("button", { name: "Clear token" }).click({ delay: 300 });
    assert.equal(await tokenField(page).inputValue(), "");
    assert.equal(await headlineOf(page), "No upload selected");
    await page.waitForTimeout(PACE_MS);
    assert.deepEqual(site.server.requests.slice(first), []);
  }));

test("Enter asks once with the new token, and the last answer stays until the next", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    const first = site.server.requests.length;
    const answer = await delayAnswer(page);
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Enter");
    await answerOf(page)
      .getByText(/^Updated .+ Asking Partner Center…$/)
      .waitFor();
    await answerOf(page).getByRole("heading", { name: "5 of 25 devices need attention" }).waitFor();
    answer();
    await page.getByText("This upload is complete.").waitFor();
    assert.equal(site.server.requests.length, first + 1);
  }));

test("the refused token, pasted once more, is told to be that", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    await page.evaluate(() => navigator.clipboard.writeText("old"));
    await tokenField(page).press("Control+v");
    await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
  }, CLIPBOARD));

test("a long press on Show status asks once with the new token", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    const first = site.server.requests.length;
    await tokenField(page).fill(CANARY);
    await page.getByRole("button", { name: "Show status" }).click({ delay: 300 });
    await page.getByText("This upload is complete.").waitFor();
    const requests = site.server.requests.slice(first);
    assert.deepEqual(
      requests.map(({ authorization }) => authorization),
      [`Bearer ${CANARY}`],
    );
  }));

test("a button that is pressed when an answer comes stays under the pointer", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    await requestStatus(page, { token: CANARY });
    const box = (await page.getByRole("button", { name: "Clear token" }).boundingBox()) ?? assert.fail();
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    answer();
    await answerOf(page).getByRole("heading", { name: "The device needs attention" }).waitFor();
    await page.mouse.up();
    assert.equal(await tokenField(page).inputValue(), "");
    assert.equal(await headlineOf(page), "No upload selected");
  }));

test("a button that is held with the space bar when an answer comes is pressed, and keeps the focus", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    await requestStatus(page, { token: CANARY });
    const button = page.getByRole("button", { name: "Clear token" });
    await button.focus();
    await page.keyboard.down(" ");
    answer();
    await answerOf(page).getByRole("heading", { name: "The device needs attention" }).waitFor();
    await button.and(page.locator(":focus")).waitFor();
    await page.keyboard.up(" ");
    assert.equal(await headlineOf(page), "No upload selected");
  }));

test("a menu that takes the end of a press does not keep the answer from folding the form", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    await requestStatus(page, {});
    const { x, y } = (await page.getByRole("button", { name: "Clear token" }).boundingBox()) ?? assert.fail();
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.evaluate(() => document.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true })));
    answer();
    await page.getByRole("button", { name: "Change" }).waitFor();
  }));

test("a button that stays keeps the focus when the form folds", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    await requestStatus(page, {});
    const button = page.getByRole("button", { name: "Clear token" });
    await button.focus();
    answer();
    await page.getByRole("button", { name: "Change" }).waitFor();
    await button.and(page.locator(":focus")).waitFor();
  }));

for (const [what, status] of /** @type {const} */ ([
  ["an answer", 200],
  ["a refusal", 401],
])) {
  test(`on a phone a tap hits its button, whatever ${what} moves meanwhile`, () =>
    site.withPage(
      async (page) => {
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
        if (status !== 200) site.server.responses.set(trackingId, { status });
        const answer = await delayAnswer(page);
        await requestStatus(page, { trackingId, token: CANARY });
        const button = page.getByRole("button", { name: "Clear token" });
        await button.scrollIntoViewIfNeeded();
        const { x, y } = (await button.boundingBox()) ?? assert.fail();
        const touches = await page.context().newCDPSession(page);
        await touches.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + 9, y: y + 9 }] });
        answer();
        await answerOf(page)
          .getByText(status === 200 ? "This upload is complete." : "The request failed.")
          .waitFor();
        await page.waitForTimeout(100);
        await touches.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
        await page.getByRole("heading", { name: "No upload selected" }).waitFor();
        assert.equal(await tokenField(page).inputValue(), "");
      },
      { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ));
}

test("a part of the form that is pressed when an answer comes opens", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    await requestStatus(page, {});
    const { x, y } = (await page.getByText("How to get a token").boundingBox()) ?? assert.fail();
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    answer();
    await answerOf(page).getByRole("heading", { name: "The device needs attention" }).waitFor();
    await page.mouse.up();
    await page.getByRole("button", { name: "Copy the PowerShell commands for a device code" }).waitFor();
  }));

test("Try again takes the new token, also after another button was pressed", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    const answer = await delayAnswer(page);
    await tokenField(page).fill(CANARY);
    await page.getByRole("button", { name: "Change" }).click();
    answer();
    await page.getByText("This upload is complete.").waitFor();
    assert.equal(site.server.requests.at(-1)?.authorization, `Bearer ${CANARY}`);
  }));

test("a new token is tried for an upload to which the last one had no access", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
    site.server.responses.set(trackingId, { status: 403 });
    await requestStatus(page, { trackingId });
    await answerOf(page).getByRole("heading", { name: "This token has no access to this customer" }).waitFor();
    site.server.responses.delete(trackingId);
    await page.getByRole("button", { name: "Change" }).click();
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Tab");
    await answerOf(page).getByRole("heading", { name: "5 of 25 devices need attention" }).waitFor();
    assert.equal(site.server.requests.at(-1)?.authorization, `Bearer ${CANARY}`);
  }));

test("uploads that still ask with a token that was refused elsewhere get the new one, too", () =>
  site.withPage(async (page) => {
    const uploads = [1, 2, 3].map(() => site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId);
    for (const trackingId of uploads) {
      await requestStatus(page, { trackingId, token: "old" });
      await answerOf(page).getByRole("heading", { name: "0 of 25 devices done" }).filter({ visible: true }).waitFor();
    }
    const [, , last = ""] = uploads;
    site.server.responses.set(last, { status: 401 });
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Partner Center refused this token. Paste a new one.").waitFor();
    site.server.responses.delete(last);
    const first = site.server.requests.length;
    const answers = Promise.all(uploads.map((trackingId) => page.waitForResponse(new RegExp(trackingId))));
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Tab");
    await answers;
    const asked = site.server.requests.slice(first);
    assert.deepEqual(new Set(asked.map(({ url }) => url.split("/").pop())), new Set(uploads));
    assert.ok(asked.every(({ authorization }) => authorization === `Bearer ${CANARY}`));
  }));

test("while a new token is tried, nothing says that it was refused", () =>
  site.withPage(async (page) => {
    await showRefused(page);
    await answerOf(page).getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
    const answer = await delayAnswer(page);
    await tokenField(page).fill(CANARY);
    await tokenField(page).press("Tab");
    await answerOf(page)
      .getByText(/^Updated .+ Asking Partner Center…$/)
      .waitFor();
    assert.doesNotMatch(await textOf(page.getByRole("main")), /does not accept|refused/);
    await answerOf(page).getByRole("heading", { name: "5 of 25 devices need attention" }).waitFor();
    answer();
    await page.getByText("This upload is complete.").waitFor();
  }));

test("on a phone with a list, a button leads from the end of the failure to the field of the refused token, whose end is not told any more", () =>
  site.withPage(
    async (page) => {
      const newToken = page.getByRole("button", { name: "Paste a new token" });
      await requestStatus(page, {});
      await page.getByRole("button", { name: "Change" }).tap();
      const payload = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3000 })).toString("base64url");
      await tokenField(page).fill(`e30.${payload}.c2ln`);
      await page.locator("#token-end").getByText("Token good until").waitFor();
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      site.server.responses.set(trackingId, { status: 401 });
      await requestStatus(page, { trackingId, token: `e30.${payload}.c2ln` });
      await headlineOf(page);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await newToken.tap();
      await tokenField(page).and(page.locator(":focus")).waitFor();
      assert.equal(await page.getByText("Token good until").count(), 0);

      site.server.responses.delete(trackingId);
      await tokenField(page).fill(CANARY);
      await tokenField(page).press("Tab");
      await answerOf(page).getByRole("heading", { name: "5 of 25 devices need attention" }).waitFor();
      assert.equal(await newToken.isVisible(), false);
    },
    { viewport: { width: 390, height: 844 }, hasTouch: true },
  ));

test("leaving the page removes the token and the answer, also when the user comes back", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { token: CANARY });
    await headlineOf(page);
    // The event is simulated, because the tests' server sends no-store, which keeps the page out of the back/forward cache. Other
    // hosts may not.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.equal(await tokenField(page).inputValue(), "");
    assert.equal(await headlineOf(page), "No upload selected");
  }));

test("a native submit of the form can't send the token", () =>
  site.withPage(async (page) => {
    const form = page.locator("form");
    assert.equal(await form.getAttribute("method"), "dialog");
    assert.equal(await form.locator("[name]").count(), 0);
    const field = tokenField(page);
    assert.deepEqual(
      await field.evaluate((input) => ["type", "autocomplete", "spellcheck"].map((name) => input.getAttribute(name))),
      ["password", "off", "false"],
    );
  }));
