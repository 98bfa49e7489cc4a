/** The form: the values that it accepts, the errors that it shows, and the values that it is filled with. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { headlineOf, requestStatus, textOf, usePage } from "./harness.js";

const GUID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const OTHER_GUID = "11111111-2222-4333-8444-555555555555";

/** @import { Page } from "playwright-core" */

const site = usePage();
/** Longer than the form waits before it folds. */
const FOLD_MS = 800;
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

describe("an invalid field gets an error message and the focus", () => {
  const good = { "Customer id": GUID, "Tracking id or Location": GUID, "Access token": "abc" };
  /** @type {[field: string, value: string, error: RegExp][]} */
  const cases = [
    ["Customer id", "", /^Enter the customer id/],
    ["Customer id", "contoso.com", /has the form 0{8}-/],
    ["Customer id", `{${GUID}}`, /has the form/],
    ["Tracking id or Location", "   ", /^Enter the tracking id/],
    ["Tracking id or Location", "/customers/1/batchJobStatus/2", /no tracking id in this/],
    ["Tracking id or Location", `../${GUID}`, /no tracking id in this/],
    ["Access token", "", /^Paste an access token/],
    ["Base address", "", /^Enter the address/],
    ["Base address", "api.partnercenter.microsoft.com", /whole address/],
  ];
  for (const [label, value, error] of cases) {
    test(`${label}: "${value}"`, () =>
      site.withPage(async (page) => {
        await page.getByText("Advanced", { exact: true }).click();
        for (const [name, text] of Object.entries({ ...good, [label]: value }))
          await page.getByLabel(name, { exact: true }).fill(text);
        await page.getByText("Advanced", { exact: true }).click();
        await page.getByRole("button", { name: "Show status" }).click();

        const field = page.getByLabel(label, { exact: true });
        await assert.doesNotReject(field.and(page.locator(":focus")).waitFor());
        assert.equal(await field.getAttribute("aria-invalid"), "true");
        assert.match(await descriptionOf(field), error);
        assert.equal(await page.locator("[aria-invalid=true]").count(), 1);
        assert.equal(await headlineOf(page), "No upload selected");

        await field.pressSequentially("x");
        assert.equal(await field.getAttribute("aria-invalid"), "false");
      }));
  }
});

/** Returns the description that a screen reader adds to the name of a field. @param {import("playwright-core").Locator} field */
function descriptionOf(field) {
  return field.evaluate((input) =>
    (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent?.trim())
      .join(" ")
      .trim(),
  );
}

test("the form folds to one line once there is an answer, and Change opens it", () =>
  site.withPage(async (page) => {
    const field = page.getByLabel("Customer id", { exact: true });
    await requestStatus(page, {});
    const change = page.getByRole("button", { name: "Change" });
    await change.and(page.locator(":focus")).waitFor();
    assert.equal(await field.isVisible(), false);
    assert.match(await textOf(page.getByRole("form")), new RegExp(`${DEMO_CUSTOMER_ID}[^]+${GUID}`));
    await change.click();
    await field.and(page.locator(":focus")).waitFor();
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Updated now.").waitFor();
    assert.equal(await field.isVisible(), true, "it stays open until the next request");
  }));

test("the form does not fold while somebody types", () =>
  site.withPage(async (page) => {
    let answer = () => {};
    const answered = new Promise((resolve) => {
      answer = () => resolve(undefined);
    });
    await page.route(/batchJobStatus/, (route) => answered.then(() => route.continue()));
    await requestStatus(page, {});
    await page.getByLabel("Tracking id or Location").fill(OTHER_GUID);
    answer();
    assert.equal(await headlineOf(page), "The device needs attention");
    await page.waitForTimeout(FOLD_MS);
    assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), OTHER_GUID);
    assert.equal(await page.getByLabel("Tracking id or Location").isVisible(), true);
  }));

test("a double click on the button shows the upload, and presses nothing that takes its place", () =>
  site.withPage(async (page) => {
    await requestStatus(page, {});
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByRole("button", { name: "Show status" }).dblclick({ delay: 50 });
    assert.equal(await headlineOf(page), "The device needs attention");
    await page.getByRole("button", { name: "Change" }).waitFor();
    await page.waitForTimeout(FOLD_MS);
    assert.equal(await page.getByRole("button", { name: "Change" }).isVisible(), true);
    assert.equal(await page.getByLabel("Access token").inputValue(), DEMO_TOKEN);
  }));

test("a Location fills in the customer id and the tracking id", () =>
  site.withPage(async (page) => {
    await page.getByLabel("Customer id", { exact: true }).fill(GUID);
    const location = `https://api.partnercenter.microsoft.com/v1/customers/${DEMO_CUSTOMER_ID}/BatchJobStatus/${OTHER_GUID}/?x=1`;
    await page.getByLabel("Tracking id or Location").fill(location);
    assert.equal(await page.getByLabel("Customer id", { exact: true }).inputValue(), DEMO_CUSTOMER_ID);
    assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), OTHER_GUID);
  }));

describe("a Location fills both fields wherever it is pasted, in every form that shells, mails and logs give it", () => {
  const path = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${OTHER_GUID}`;
  /** @type {Record<string, string>} */
  const forms = {
    "a path": path,
    "an address in other letters": `https://api.partnercenter.microsoft.com/v1${path.toUpperCase()}/?x=1`,
    "in braces": `{${path}}`,
    "in quotes, with a comma": `  "Location": "${path}",`,
    "in JSON with escaped slashes": JSON.stringify({ uri: path }).replaceAll("/", "\\/"),
    "in a link of a mail": `https://mail.example/?url=${encodeURIComponent(`https://api.example/v1${path}`)}&x=1`,
    "in a sentence": `It is at ${path}.`,
    "between other headers": `HTTP/1.1 202 Accepted\r\nLocation: ${path}\r\nDate: Tue, 25 Jul 2017 17:52:41 GMT\r\n`,
    "on a line of its own": `Location\n${path}\nMS-CV\n`,
  };
  for (const [what, text] of Object.entries(forms)) {
    test(what, () =>
      site.withPage(async (page) => {
        for (const label of ["Customer id", "Tracking id or Location"]) {
          await paste(page, label, text);
          assert.deepEqual(await idsIn(page), [DEMO_CUSTOMER_ID, OTHER_GUID], label);
        }
      }, CLIPBOARD),
    );
  }

  test("two different uploads are not guessed between", () =>
    site.withPage(async (page) => {
      await paste(page, "Tracking id or Location", `${path} ${path.replace(OTHER_GUID, GUID)}`);
      assert.equal((await idsIn(page))[0], "");
      await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
      await page.getByLabel("Access token").fill("abc");
      await page.getByRole("button", { name: "Show status" }).click();
      assert.match(await descriptionOf(page.getByLabel("Tracking id or Location")), /no tracking id in this/);
    }, CLIPBOARD));
});

/** Replaces the content of a field by pasting. @param {Page} page @param {string} label @param {string} text */
async function paste(page, label, text) {
  for (const each of ["Customer id", "Tracking id or Location"]) await page.getByLabel(each, { exact: true }).fill("");
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.press("Control+v");
}

/** Returns the customer id and the tracking id in the form. @param {Page} page */
function idsIn(page) {
  const fields = ["Customer id", "Tracking id or Location"].map((label) => page.getByLabel(label, { exact: true }));
  return Promise.all(fields.map((field) => field.inputValue()));
}

test("white space around pasted values, and the word Bearer, are ignored", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { trackingId: ` ${GUID}\t`, token: " Bearer abc.def " });
    assert.equal(await headlineOf(page), "The device needs attention");
    assert.equal(site.server.requests.at(-1)?.authorization, "Bearer abc.def");
  }));

test("requests go to the base address", () =>
  site.withPage(async (page) => {
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByLabel("Base address").fill(`${site.server.url}gateway`);
    const [request] = await Promise.all([page.waitForRequest(/batchJobStatus/), requestStatus(page, {})]);
    assert.equal(new URL(request.url()).pathname, `/gateway/v1/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${GUID}`);
  }));

test("a link with ids fills the form, sends no request, and can't set a base address", () =>
  site.withPage(
    async (page) => {
      assert.equal(await page.getByLabel("Customer id", { exact: true }).inputValue(), DEMO_CUSTOMER_ID);
      assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), GUID);
      assert.equal(await page.getByLabel("Access token").inputValue(), "");
      assert.equal(await page.getByLabel("Base address").inputValue(), site.server.url.slice(0, -1));
      assert.equal(await headlineOf(page), "No upload selected");
    },
    { fragment: `#customer=${DEMO_CUSTOMER_ID}&tracking=${GUID}&baseUrl=https://evil.example&token=abc` },
  ));

test("a request puts its ids into the address; back and forward switch between requests", () =>
  site.withPage(async (page) => {
    const emptyBatch = scenarioNamed("no-devices").trackingId;
    await requestStatus(page, {});
    assert.equal(new URL(page.url()).hash, `#customer=${DEMO_CUSTOMER_ID}&tracking=${GUID}`);
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    await requestStatus(page, { trackingId: emptyBatch });
    await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();

    await page.goBack();
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    assert.equal(await page.getByLabel("Tracking id or Location").inputValue(), GUID);
    await page.goForward();
    await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();
  }));

test("a demo fills the form and offers its scenarios", () =>
  site.withPage(
    async (page) => {
      assert.equal(await page.getByLabel("Access token").inputValue(), DEMO_TOKEN);
      assert.equal(
        await page.getByLabel("Tracking id or Location").inputValue(),
        scenarioNamed("running-job").trackingId,
      );
      const menu = page.getByLabel("Scenario");
      const groups = await menu
        .locator("optgroup")
        .evaluateAll((all) => all.map((group) => group.getAttribute("label")));
      assert.deepEqual(groups, [
        "Every day",
        "Requests that fail",
        "Answers that can't be used",
        "Unusual answers",
        "What people have met",
      ]);
      const everyday = await menu.locator("optgroup").first().locator("option").allTextContents();
      assert.ok(everyday.length < 10);
      assert.equal(everyday[0], scenarioNamed("running-job").label);
      const { label = "" } = scenarioNamed("no-relationship");
      await menu.selectOption({ label });
      await page.getByRole("button", { name: "Show status" }).click();
      await page.getByRole("heading", { name: "This token has no access to this customer" }).waitFor();
    },
    { demo: true },
  ));

test("without a demo the page shows no demo values", () =>
  site.withPage(async (page) => {
    assert.equal(await page.getByLabel("Scenario").isVisible(), false);
    assert.equal(await page.getByLabel("Access token").inputValue(), "");
  }));
