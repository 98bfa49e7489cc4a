/** What is seen without scrolling: an id, the verdict and its reasons. And how long the list of devices is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, delayAnswer, headlineOf, requestStatus, switchLanguage, usePage } from "./harness.js";

/** @import { Locator, Page } from "playwright-core" */
/** @import { Language } from "../../target/js/element/languages/language.js" */

const site = usePage();
const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

/** Requests the status in a language, and waits until the form has folded. @param {Page} page @param {string} trackingId @param {Language} [language] */
async function show(page, trackingId, language = en) {
  await requestStatus(page, { trackingId });
  await headlineOf(page);
  await page.getByRole("button", { name: en.page.form.change, exact: true }).waitFor();
  await switchLanguage(page, language);
}

/** The same in the language that the page has already. @param {Page} page @param {string} trackingId @param {Language} language */
async function lookUp(page, trackingId, { page: { form } }) {
  const change = page.getByRole("button", { name: form.change, exact: true });
  if (await change.isVisible()) await change.click();
  await page.getByLabel(form.tracking.label).fill(trackingId);
  await page.getByLabel(form.customer.label, { exact: true }).fill(DEMO_CUSTOMER_ID);
  await page.getByLabel(form.token.label).fill(DEMO_TOKEN);
  await page.getByRole("button", { name: form.submit }).click();
  await change.waitFor();
}

/** @param {Locator} element @param {{ height: number }} viewport */
async function assertOnScreen(element, viewport) {
  const { y, height } = (await element.boundingBox()) ?? assert.fail("not visible");
  assert.ok(y >= 0 && y + height <= viewport.height, `from ${y} to ${y + height}`);
}

/** @param {Locator} lower @param {Locator} upper */
async function assertBelow(lower, upper) {
  const { y } = (await lower.boundingBox()) ?? assert.fail("not visible");
  const end = await upper.evaluate((element) => element.getBoundingClientRect().bottom);
  assert.ok(y >= end && y < end + 20, `from ${y}, below ${end}`);
}

describe("an id is seen as a whole in its field, and by both ends in the folded form, which is one line of a laptop", () => {
  /** @type {[what: string, width: number, hasTouch: boolean][]} */
  const screens = [
    ["a phone", 390, true],
    ["a narrow phone", 360, true],
    ["a window 320 wide", 320, false],
    ["a tablet", 768, true],
    ["a small laptop", 1024, false],
  ];
  for (const [what, width, hasTouch] of screens) {
    test(what, () =>
      site.withPage(
        async (page) => {
          const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
          await page.getByLabel("Tracking id or Location").fill(trackingId);
          await assertWhole(page.getByLabel("Tracking id or Location"));
          await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
          await assertWhole(page.getByLabel("Customer id", { exact: true }));
          for (const language of [en, tr]) {
            if (language === en) await show(page, trackingId);
            else await switchLanguage(page, language);
            const form = page.getByRole("form");
            for (const id of [DEMO_CUSTOMER_ID, trackingId]) {
              await assertWhole(form.getByRole("definition").filter({ hasText: `${id.slice(0, 4)}…${id.slice(-4)}` }));
            }
            const { height = 0 } = (await form.boundingBox()) ?? {};
            if (width >= 1024) assert.ok(height < 60, `${height} high`);
          }
        },
        { viewport: { width, height: 844 }, hasTouch },
      ),
    );
  }

  /** @param {Locator} place */
  async function assertWhole(place) {
    const { text, room } = await place.evaluate(({ scrollWidth, clientWidth }) => ({
      text: scrollWidth,
      room: clientWidth,
    }));
    assert.ok(room > 0 && text <= room, `${text} wide in ${room}`);
  }
});

describe("before an answer, a laptop shows who runs the page, and where the token goes", () => {
  // A browser leaves a page of a laptop about 660 px.
  for (const viewport of [LAPTOP, { ...LAPTOP, height: 657 }]) {
    for (const language of [en, tr]) {
      test(`${viewport.height} px: ${language.tag}`, () =>
        site.withPage(
          async (page) => {
            await switchLanguage(page, language);
            await assertOnScreen(page.getByRole("contentinfo"), viewport);
          },
          { viewport },
        ));
    }
  }
});

describe("after the answer, the verdict and its reasons are on the screen", () => {
  /** @type {[what: string, viewport: typeof LAPTOP, devices: number, causes: number, demo?: boolean][]} */
  const screens = [
    ["a laptop", LAPTOP, 25, 2],
    ["a laptop, with 300 devices", LAPTOP, 300, 2],
    ["a laptop, with the demo", LAPTOP, 300, 2, true],
    ["a phone, with 300 devices", PHONE, 300, 1],
  ];
  for (const [what, viewport, devices, causes, demo] of screens) {
    for (const language of [en, tr]) {
      test(`${what}: ${language.tag}`, () =>
        site.withPage(
          async (page) => {
            const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices, seconds: 0 });
            await show(page, trackingId, language);
            await assertOnScreen(answerOf(page).getByRole("heading", { level: 2 }), viewport);
            const listed = page.getByRole("region", { name: language.causes.heading }).getByRole("listitem");
            for (let index = 0; index < causes; index++) await assertOnScreen(listed.nth(index), viewport);
          },
          { viewport, ...(demo && { demo }) },
        ));
    }
  }
});

describe("after a failure, the verdict and what to do are on the screen, beside the last field that it needs", () => {
  /** @type {[what: string, viewport: typeof LAPTOP][]} */
  const screens = [
    ["a laptop", LAPTOP],
    ["a phone", PHONE],
  ];
  /** @type {[scenario: string, count: number, language: Language][]} */
  const failures = [
    ["mfa-required", 1, en],
    ["mfa-required", 6, tr],
    ["no-relationship", 6, tr],
    ["service-error", 6, en],
    ["service-error", 12, en],
    ["sign-in-page", 1, tr],
  ];
  for (const [what, viewport] of screens) {
    for (const [scenario, count, language] of failures) {
      test(`${scenario}, ${count === 1 ? "one upload" : `${count} uploads`}, ${what}: ${language.tag}`, () =>
        site.withPage(
          async (page) => {
            await switchLanguage(page, language);
            for (let index = 1; index < count; index++) {
              const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
              await lookUp(page, trackingId, language);
            }
            await lookUp(page, scenarioNamed(scenario).trackingId, language);
            const answer = page.locator("batch-upload-status:not([hidden])");
            await assertOnScreen(answer.getByRole("heading", { level: 2 }), viewport);
            await assertOnScreen(answer.locator(".hint"), viewport);
            if (count > 1 && viewport === LAPTOP) await assertInView(page.locator('[aria-current="true"]'));
            const { token, newToken } = language.page.form;
            const field = page.getByLabel(token.label, { exact: true });
            assert.equal(await field.isVisible(), scenario === "mfa-required");
            if (scenario !== "mfa-required") return;
            const isListBetween = count > 1 && viewport === PHONE;
            await assertOnScreen(isListBetween ? page.getByRole("button", { name: newToken }) : field, viewport);
          },
          { viewport, hasTouch: viewport === PHONE },
        ));
    }
  }
});

test("a refused token leaves the verdict and a cause of the answer before it on the screen of a laptop", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      await show(page, trackingId);
      site.server.responses.set(trackingId, { status: 401, headers: { "MS-CV": "abc.0" } });
      await page.getByRole("button", { name: en.follow.refresh }).click();
      const answer = answerOf(page);
      const support = answer.locator("summary", { hasText: en.overview.forSupport });
      await support.waitFor();
      await assertOnScreen(answer.getByRole("heading", { name: "5 of 25 devices" }), LAPTOP);
      const cause = answer.getByRole("region", { name: en.causes.heading }).getByRole("listitem").first();
      await assertOnScreen(cause.getByRole("heading"), LAPTOP);
      await assertOnScreen(cause.getByText(en.causes.whatToDo), LAPTOP);
      await support.click();
      await answer.getByText("abc.0").waitFor();
      const retried = page.waitForResponse(new RegExp(trackingId));
      await page.getByRole("button", { name: en.follow.tryAgain }).click();
      await retried;
      await answer.getByText("abc.0").waitFor();
      await answer.getByRole("button", { name: en.copying.failureBundle.copy }).waitFor();

      // An answer between two failures closes it.
      site.server.responses.delete(trackingId);
      await page.getByRole("button", { name: en.follow.tryAgain }).click();
      await support.waitFor({ state: "detached" });
      site.server.responses.set(trackingId, { status: 401, headers: { "MS-CV": "abc.1" } });
      await page.getByRole("button", { name: en.follow.refresh }).click();
      await support.waitFor();
      assert.equal(await answer.getByText("abc.1").isVisible(), false);
    },
    { viewport: LAPTOP },
  ));

test("a token that ends during a watch is told where the answer was, on a phone with three uploads", () =>
  site.withPage(
    async (page) => {
      await page.clock.install();
      const uploads = [1, 2, 3].map(() => site.server.upload(DEMO_CUSTOMER_ID, { devices: 120, seconds: 3600 }));
      for (const { trackingId } of uploads) await lookUp(page, trackingId, en);
      const answer = page.locator("batch-upload-status:not([hidden])");
      await answer.getByRole("heading", { name: "0 of 120 devices done" }).waitFor();
      for (const { trackingId } of uploads) site.server.responses.set(trackingId, { status: 401 });
      await page.clock.runFor(60_000);
      const headline = answer.getByRole("heading", { name: en.failures.unauthorized.title });
      await headline.waitFor();
      await page.clock.runFor(1_000);
      await assertOnScreen(headline, PHONE);
      await assertOnScreen(page.getByRole("button", { name: en.page.form.newToken }), PHONE);
    },
    { viewport: PHONE, hasTouch: true },
  ));

describe("a token that ends while somebody reads the end of a long answer is told there, and a click leads to its field", () => {
  for (const viewport of [LAPTOP, PHONE]) {
    test(`${viewport.width} px`, () =>
      site.withPage(
        async (page) => {
          await page.clock.install();
          const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 120, seconds: 3600 });
          await show(page, trackingId);
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          const before = await page.evaluate(() => scrollY);
          const button = page.getByRole("button", { name: en.page.form.newToken });
          assert.equal(await button.isVisible(), false);
          site.server.responses.set(trackingId, { status: 401 });
          await page.clock.runFor(60_000);
          await button.waitFor();
          await assertOnScreen(button, viewport);
          assert.ok((await page.evaluate(() => scrollY)) >= before, "what is read stays where it is");
          await page.emulateMedia({ media: "print" });
          assert.equal(await button.isVisible(), false, "on paper");
          await page.emulateMedia({ media: "screen" });
          await button.click();
          const field = page.getByLabel(en.page.form.token.label);
          await field.and(page.locator(":focus")).waitFor();
          await assertOnScreen(field, viewport);
          await button.waitFor({ state: "hidden" });
        },
        { viewport, hasTouch: viewport === PHONE },
      ));
  }
});

test("a token that was refused for another upload than the shown one is told there, too", () =>
  site.withPage(
    async (page) => {
      const refused = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      site.server.responses.set(refused.trackingId, { status: 401 });
      await lookUp(page, refused.trackingId, en);
      site.server.responses.delete(refused.trackingId);
      await lookUp(page, site.server.upload(DEMO_CUSTOMER_ID, { devices: 120, seconds: 0 }).trackingId, en);
      const list = page.getByRole("region", { name: en.page.watched.heading }).getByRole("listitem");
      await list.filter({ hasText: "of 25" }).waitFor();
      site.server.responses.set(refused.trackingId, { status: 401 });
      await list.filter({ hasText: "of 25" }).getByRole("button").first().click();
      await page.getByRole("button", { name: en.follow.refresh }).click();
      await list.filter({ hasText: en.page.watched.needsNewToken }).waitFor();
      await list.filter({ hasText: "of 120" }).getByRole("button").first().click();
      const button = page.getByRole("button", { name: en.page.form.newToken });
      assert.equal(await button.isVisible(), false, "the field is in sight");
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await assertOnScreen(button, LAPTOP);
    },
    { viewport: LAPTOP },
  ));

for (const demo of [false, true])
  test(`on a laptop${demo ? " with the demo" : ""}, six uploads, each with its verdict and two causes, are looked at in turn without scrolling`, () =>
    site.withPage(
      async (page) => {
        for (let index = 1; index <= 6; index++) {
          await lookUp(page, site.server.upload(DEMO_CUSTOMER_ID, { devices: 25 * index, seconds: 0 }).trackingId, en);
        }
        const uploads = page.getByRole("region", { name: en.page.watched.heading }).getByRole("listitem");
        for (let index = 0; index < 6; index++) {
          await uploads.nth(index).getByRole("button").first().click();
          await assertOnScreen(answerOf(page).getByRole("heading", { level: 2 }), LAPTOP);
          const causes = answerOf(page).getByRole("region", { name: en.causes.heading }).getByRole("listitem");
          for (const cause of [0, 1]) await assertOnScreen(causes.nth(cause), LAPTOP);
          // Nothing in the list moves while the mouse is over it.
          await page.mouse.move(LAPTOP.width / 2, 0);
          await assertInView(uploads.nth(index));
        }
      },
      { viewport: LAPTOP, demo },
    ));

test("an upload that is selected beside the end of a long answer is seen from its headline on", () =>
  site.withPage(
    async (page) => {
      for (const devices of [25, 300]) {
        await lookUp(page, site.server.upload(DEMO_CUSTOMER_ID, { devices, seconds: 0 }).trackingId, en);
      }
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      const uploads = page.getByRole("region", { name: en.page.watched.heading }).getByRole("listitem");
      const other = uploads.filter({ hasText: "5 of 25" }).getByRole("button").first();
      await assertOnScreen(other, LAPTOP);
      await other.click();
      await assertOnScreen(answerOf(page).getByRole("heading", { level: 2 }), LAPTOP);
    },
    { viewport: LAPTOP },
  ));

test("on phones, what a filter says is whole: the code tells apart errors with one title", () =>
  site.withPage(async (page) => {
    const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 300, seconds: 0 });
    await show(page, trackingId);
    for (const language of [en, tr]) {
      await switchLanguage(page, language);
      for (const width of [390, 360, 320]) {
        await page.setViewportSize({ width, height: 844 });
        const cut = await answerOf(page)
          .locator(".chip-label, .chip-label code")
          .evaluateAll((labels) =>
            labels
              .filter((label) => label.scrollWidth > label.clientWidth + 1 && label.clientWidth > 0)
              .map((label) => label.textContent),
          );
        assert.deepEqual(cut, [], `${width} px, ${language.tag}`);
      }
    }
  }));

test("on a phone with two uploads, the first cause is on the screen", () =>
  site.withPage(
    async (page) => {
      for (let index = 0; index < 2; index++) {
        const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { devices: 25, seconds: 0 });
        await lookUp(page, trackingId, en);
      }
      const answer = page.locator("batch-upload-status:not([hidden])");
      const listed = answer.getByRole("region", { name: en.causes.heading }).getByRole("listitem");
      await assertOnScreen(listed.first(), PHONE);
    },
    { viewport: PHONE, hasTouch: true },
  ));

test("on a phone, each scenario of the demo leads to its verdict and its first cause", () =>
  site.withPage(
    async (page) => {
      const { scenarios } = en.page.demo;
      for (const [label, upload] of /** @type {const} */ ([
        [scenarios["all-finished"], "All 19 devices succeeded"],
        [scenarios["mixed-outcomes"], "3 of 12 devices need attention"],
        [scenarios["ten-thousand-devices"], "2,000 of 10,000 devices need attention"],
      ])) {
        await page.getByLabel(en.page.demo.scenario).selectOption({ label });
        const answer = page.locator("batch-upload-status:not([hidden])");
        const verdict = answer.getByRole("heading", { level: 2, name: upload });
        await verdict.waitFor();
        await assertOnScreen(verdict, PHONE);
        const causes = answer.getByRole("region", { name: en.causes.heading }).getByRole("listitem");
        if ((await causes.count()) > 0) await assertOnScreen(causes.first(), PHONE);
      }
    },
    { viewport: PHONE, hasTouch: true, demo: true },
  ));

/** The list scrolls by itself if it is long. @param {Locator} upload */
async function assertInView(upload) {
  const share = await upload.evaluate(
    (element) =>
      new Promise((resolve) => {
        /** @param {IntersectionObserverEntry[]} entries */
        const check = ([entry]) => {
          if (entry?.intersectionRatio === 1) resolve(1);
          else setTimeout(resolve, 1000, entry?.intersectionRatio);
        };
        new IntersectionObserver(check, { threshold: 1 }).observe(element);
      }),
  );
  assert.equal(share, 1);
}

describe("the list of devices", () => {
  const TRACKING_ID = "f1257000-0000-4000-8000-000000000000";

  /** @param {number} count @param {Record<string, string | undefined>} [fields] those that are other than usual */
  function respondWithFailed(count, fields = {}) {
    const devicesStatus = Array.from({ length: count }, (_, index) => ({
      serialNumber: `5CG1SOTE${index}`,
      productKey: "01540-32083-92562-03473-11365",
      deviceId: "552553bc-d8d0-4ee8-a604-5317e1f15514",
      status: "finished_with_errors",
      errorCode: "808",
      errorDescription: "ZtdDeviceAssignedToOtherTenant",
      ...fields,
    }));
    site.server.responses.set(TRACKING_ID, {
      status: 200,
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify({ status: "finished_with_errors", devicesStatus }),
    });
  }

  const noId = { deviceId: undefined };
  const noKey = { productKey: undefined };
  const hyperV = { serialNumber: "0000-0008-9573-1234-5678-9000-34" };
  const vmware = { serialNumber: "VMware-56 4d 00 2a 1f 3b 4c 5d-6e 7f 80 91 a2 b3 c4 e0" };
  /** @type {[what: string, width: number, uploads: number, fields: Record<string, string | undefined>, language: Language][]} */
  const screens = [
    ["a laptop", LAPTOP.width, 1, {}, en],
    ["a laptop", LAPTOP.width, 1, {}, tr],
    // The service has no device ids for devices that failed.
    ["a laptop with two uploads", LAPTOP.width, 2, noId, tr],
    ["a small laptop", 1024, 1, noId, tr],
    ["a laptop, if they run in Hyper-V", LAPTOP.width, 1, { ...noId, ...hyperV }, tr],
    ["a laptop, if they run in VMware", LAPTOP.width, 1, { ...noId, ...vmware }, en],
    ["a laptop with two uploads, if they run in Hyper-V", LAPTOP.width, 2, { ...noId, ...noKey, ...hyperV }, tr],
    ["a small laptop, if they run in Hyper-V", 1024, 1, { ...noId, ...noKey, ...hyperV }, tr],
  ];
  for (const [what, width, uploads, fields, language] of screens) {
    test(`72 failed devices are four screens of ${what} at most: ${language.tag}`, () =>
      site.withPage(
        async (page) => {
          respondWithFailed(72, fields);
          if (uploads > 1) await lookUp(page, scenarioNamed("all-finished").trackingId, en);
          await show(page, TRACKING_ID, language);
          assert.equal(await headlineOf(page), language.headline.allFailed(72));
          await page.locator("tbody tr:visible").nth(71).waitFor();
          const { height } = (await page.getByRole("table").boundingBox()) ?? assert.fail("no table");
          assert.ok(height <= 4 * LAPTOP.height, `${height} high`);
        },
        { viewport: { ...LAPTOP, width } },
      ));
  }

  for (const width of [1024, 1366]) {
    test(`a status is one line: ${width} wide`, () =>
      site.withPage(
        async (page) => {
          await show(page, scenarioNamed("already-registered").trackingId);
          const heights = await page
            .locator("tbody tr")
            .evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
          assert.equal(heights.length, 1, `rows ${heights.join(" and ")} high`);
        },
        { viewport: { ...LAPTOP, width } },
      ));
  }

  test("a device with all of its values is two lines in a narrow window", () =>
    site.withPage(
      async (page) => {
        respondWithFailed(20);
        await show(page, TRACKING_ID);
        const { height } = (await page.locator("tbody tr").first().boundingBox()) ?? assert.fail("no row");
        assert.ok(height <= 64, `${height} high`);
      },
      { viewport: { ...LAPTOP, width: 1024 } },
    ));

  test("a serial number is one line on the narrowest screen, too", () =>
    site.withPage(
      async (page) => {
        respondWithFailed(1, { serialNumber: "001136963111" });
        await show(page, TRACKING_ID, tr);
        const { height } = (await page.locator("tbody th").boundingBox()) ?? assert.fail("no serial number");
        assert.ok(height < 30, `${height} high`);
      },
      { viewport: { width: 320, height: 640 } },
    ));

  /** @type {[what: string, missing: Record<string, undefined>, columns: number][]} */
  const columns = [
    ["all columns", {}, 6],
    ["no product keys", { productKey: undefined }, 5],
    ["no device ids", { deviceId: undefined }, 5],
    ["neither", { productKey: undefined, deviceId: undefined }, 4],
  ];
  for (const [what, missing, count] of columns) {
    test(`each heading stands above its cells: ${what}`, () =>
      site.withPage(
        async (page) => {
          respondWithFailed(1, missing);
          await show(page, TRACKING_ID);
          const [head, row] = await Promise.all(
            ["thead", "tbody"].map((part) =>
              page
                .locator(`${part} :is(th, td)`)
                .filter({ visible: true })
                .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left))),
            ),
          );
          assert.equal(head?.length, count);
          assert.deepEqual(head, row);
        },
        { viewport: LAPTOP },
      ));
  }

  describe("deep in a long list, which devices these are stays on the screen, and the way back to all of them", () => {
    for (const viewport of [LAPTOP, { ...LAPTOP, width: 1024 }, PHONE]) {
      test(`${viewport.width} px`, () =>
        site.withPage(
          async (page) => {
            respondWithFailed(100);
            await show(page, TRACKING_ID);
            await page.getByRole("button", { name: `100 ${en.outcomes.failed}` }).click();
            const last = page.getByRole("row").last();
            await last.scrollIntoViewIfNeeded();
            const caption = page.getByText("100 devices, upload order", { exact: true });
            await assertOnScreen(caption, viewport);
            if (viewport === LAPTOP) await assertBelow(page.getByRole("columnheader", { name: "Status" }), caption);
            // The row that the keyboard comes to is not behind it.
            await page.getByRole("rowheader").first().focus();
            for (let index = 0; index < 60; index++) await page.keyboard.press("ArrowDown");
            for (let index = 0; index < 40; index++) {
              await page.keyboard.press("ArrowUp");
              const { y = 0 } = (await page.locator("tbody :focus").boundingBox()) ?? {};
              const end = await caption.evaluate((element) => element.getBoundingClientRect().bottom);
              assert.ok(y >= end, `${y} is behind ${end}`);
            }
          },
          { viewport, hasTouch: viewport === PHONE },
        ));
    }
  });

  test("the first 100 rows are laid out, so that a screenshot of the whole page has them", () =>
    site.withPage(
      async (page) => {
        respondWithFailed(250);
        await show(page, TRACKING_ID);
        await page.getByRole("button", { name: "Show 150 more" }).click();
        await page.locator("tbody tr").nth(249).waitFor({ state: "attached" });
        const rendering = await page
          .locator("tbody tr")
          .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).contentVisibility));
        assert.deepEqual(rendering.indexOf("auto"), 100);
      },
      { viewport: LAPTOP },
    ));
});

test("Show status stays where it is until the answer comes, to each request", () =>
  site.withPage(
    async (page) => {
      const submit = page.getByRole("button", { name: "Show status" });
      for (const scenario of ["documented-sample", "documented-sample", "all-finished", "no-relationship"]) {
        const change = page.getByRole("button", { name: "Change", exact: true });
        if (await change.isVisible()) await change.click();
        const answer = await delayAnswer(page);
        await page.getByLabel("Tracking id or Location").fill(scenarioNamed(scenario).trackingId);
        const before = await submit.boundingBox();
        await requestStatus(page, { scenario });
        await answerOf(page).getByRole("paragraph").filter({ hasText: "Asking Partner Center…" }).waitFor();
        assert.deepEqual(await submit.boundingBox(), before, scenario);
        answer();
        await headlineOf(page);
        assert.equal(await submit.isVisible(), false, scenario);
      }
    },
    { viewport: LAPTOP },
  ));

for (const [what, use] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
  ["types", (page) => page.getByLabel("Tracking id or Location").press("End+Backspace")],
  ["reads how to get a token", (page) => page.getByText("How to get a token").click()],
])) {
  test(`an answer moves nothing of the form while somebody ${what}`, () =>
    site.withPage(
      async (page) => {
        const answer = await delayAnswer(page);
        await requestStatus(page, {});
        await use(page);
        const submit = page.getByRole("button", { name: "Show status" });
        const before = await submit.boundingBox();
        answer();
        await answerOf(page).getByRole("heading", { level: 2 }).waitFor();
        const { y, height } = (await submit.boundingBox()) ?? assert.fail("gone");
        assert.deepEqual(height, before?.height);
        // The notice that the answer is that of another upload needs a line.
        assert.ok(Math.abs(y - (before?.y ?? 0)) <= 48, `from ${before?.y} to ${y}`);
      },
      { viewport: LAPTOP },
    ));
}

test("once somebody has read how to get a token, the form folds for the answer that has come", () =>
  site.withPage(
    async (page) => {
      const answer = await delayAnswer(page);
      await requestStatus(page, {});
      const help = page.getByText("How to get a token");
      await help.click();
      answer();
      await answerOf(page).getByRole("heading", { level: 2 }).waitFor();
      assert.equal(await help.isVisible(), true);
      await help.click();
      await page.getByRole("button", { name: "Change", exact: true }).waitFor();
      await assertOnScreen(answerOf(page).getByRole("heading", { level: 2 }), LAPTOP);
    },
    { viewport: LAPTOP },
  ));

test("when somebody is done with the help, far down in it, the page shows the answer that has come", () =>
  site.withPage(
    async (page) => {
      const answer = await delayAnswer(page);
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId });
      const help = page.getByText("How to get a token");
      await help.click();
      answer();
      const headline = answerOf(page).getByRole("heading", { level: 2 });
      await headline.waitFor();
      await help.click();
      await assertOnScreen(headline, PHONE);
      await page.getByRole("button", { name: "Change", exact: true }).click();
      assert.equal(await page.getByText("With a device code").isVisible(), false, "the help is closed");
    },
    { viewport: PHONE, hasTouch: true },
  ));

test("what a paste has filled is said until the answer, and its line moves nothing at the click", () =>
  site.withPage(
    async (page) => {
      const answer = await delayAnswer(page);
      const { trackingId } = scenarioNamed("documented-sample");
      await page.getByLabel("Access token").fill(DEMO_TOKEN);
      await page
        .getByLabel("Tracking id or Location")
        .fill(`/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${trackingId}`);
      await page.keyboard.press("Tab");
      await page.getByText("filled from the Location").waitFor();
      const submit = page.getByRole("button", { name: "Show status" });
      const before = await submit.boundingBox();
      await submit.click();
      await answerOf(page).getByRole("paragraph").filter({ hasText: "Asking Partner Center…" }).waitFor();
      assert.deepEqual(await submit.boundingBox(), before);
      answer();
      await headlineOf(page);
    },
    { viewport: LAPTOP },
  ));

test("the field of a token goes away when nothing needs one any more, and Escape undoes what was typed into it", () =>
  site.withPage(async (page) => {
    const token = page.getByLabel("Access token");
    const refused = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 }).trackingId;
    await requestStatus(page, { scenario: "all-finished" });
    await headlineOf(page);
    site.server.responses.set(refused, { status: 401 });
    await requestStatus(page, { trackingId: refused });
    await page.getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
    await token.fill("abc");
    await token.press("Escape");
    assert.equal(await token.inputValue(), DEMO_TOKEN);
    await page.getByRole("button", { name: /^4702…c793 · 2222…2222/ }).click();
    site.server.responses.delete(refused);
    await token.fill("a-new-token");
    await token.press("Tab");
    await token.waitFor({ state: "hidden" });
  }));

test("Escape before the answer brings back what was asked for, and the form folds with the answer", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
    const field = page.getByLabel("Tracking id or Location");
    await requestStatus(page, {});
    await field.fill("something else");
    await field.press("Escape");
    assert.equal(await field.inputValue(), scenarioNamed("documented-sample").trackingId);
    answer();
    await page.getByRole("button", { name: "Change", exact: true }).waitFor();
  }));

test("a new token after a refused one moves nothing but the form", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = scenarioNamed("documented-sample");
      site.server.responses.set(trackingId, { status: 401 });
      await requestStatus(page, { trackingId });
      await page.getByRole("heading", { name: "Partner Center does not accept the token" }).waitFor();
      site.server.responses.delete(trackingId);
      const answer = await delayAnswer(page);
      const token = page.getByLabel("Access token");
      await token.fill("a-new-token");
      const before = await token.boundingBox();
      await token.press("Enter");
      await answerOf(page).getByRole("paragraph").filter({ hasText: "Asking Partner Center…" }).waitFor();
      assert.deepEqual({ ...(await token.boundingBox()), y: 0 }, { ...before, y: 0 });
      assert.ok(Math.abs(((await token.boundingBox())?.y ?? 0) - (before?.y ?? 0)) < 40);
      answer();
      await headlineOf(page);
    },
    { viewport: LAPTOP },
  ));

test("on a phone, an answer that comes late is where the page has scrolled to", () =>
  site.withPage(
    async (page) => {
      const answer = await delayAnswer(page);
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId });
      await assertOnScreen(answerOf(page).getByRole("button", { name: "Pause" }), PHONE);
      answer();
      await assertOnScreen(answerOf(page).getByRole("heading", { level: 2 }), PHONE);
    },
    { viewport: PHONE, hasTouch: true },
  ));

test("Refresh now stays where it is while it is pressed", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 });
      await show(page, trackingId);
      const refresh = page.getByRole("button", { name: "Refresh now" });
      const before = await refresh.boundingBox();
      await Promise.all([page.waitForResponse(/batchJobStatus/), refresh.click()]);
      assert.deepEqual(await refresh.boundingBox(), before);
      await page.getByText("Updated now.").waitFor();
      assert.deepEqual(await refresh.boundingBox(), before);
    },
    { viewport: LAPTOP },
  ));
