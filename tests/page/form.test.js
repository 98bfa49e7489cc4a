/** The form: the values that it accepts, the errors that it shows, and the values that it is filled with. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, DEMO_TOKEN, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { delayAnswer, headlineOf, requestStatus, startAnew, switchLanguage, textOf, usePage } from "./harness.js";

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
    ["Customer id", `${GUID} ${OTHER_GUID}`, /^This text has more than one id/],
    ["Tracking id or Location", "   ", /^Enter the tracking id/],
    ["Tracking id or Location", "/customers/1/batchJobStatus/2", /no tracking id in this/],
    ["Tracking id or Location", `MS-CorrelationId: ${GUID}`, /no tracking id in this/],
    ["Access token", "abc def", /^This is not an access token/],
    ["Access token", GUID, /^This is an id, and no token/],
    ["Access token", "", /^Paste an access token/],
    ["Base address", "", /^Enter the address/],
    ["Access token", '{"refresh_token":"0.AX","id_token":"eyJh.eyJi.c2ln"}', /^There is no access token in this/],
    [
      "Access token",
      '{"error":"invalid_grant","error_description":"AADSTS50076"}',
      /^There is no access token in this/,
    ],
    ["Base address", "api.partnercenter.microsoft.com", /whole address/],
    ["Base address", "http://gateway.example", /begins with https/],
    ["Base address", "ftp://gateway.example", /begins with https/],
    ["Base address", "https://user:secret@gateway.example", /without user name/],
    ["Base address", "https://gateway.example/?key=1", /without user name or query/],
    ["Base address", "https://gateway.example/a b", /whole address/],
    ["Base address", "https://gateway.example/a//b", /whole address/],
    ["Base address", "https://gateway.example/a/../b", /whole address/],
    ["Base address", "https:gateway.example", /whole address/],
    [
      "Base address",
      `https://gateway.example/v1/customers/${GUID}/batchJobStatus/${GUID}`,
      /^This is the address of a call/,
    ],
  ];
  const withForm = site.onOnePage();
  for (const [label, value, error] of cases) {
    test(`${label}: "${value}"`, () =>
      withForm(async (page) => {
        await startAnew(page);
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
    const field = page.getByLabel("Tracking id or Location");
    await requestStatus(page, {});
    const change = page.getByRole("button", { name: "Change" });
    await change.and(page.locator(":focus")).waitFor();
    assert.equal(await field.isVisible(), false);
    // The answer has both ids whole.
    assert.match(await textOf(page.getByRole("form")), /Customer\s+4702…c793\s+Upload\s+0127…8932/);
    await change.click();
    await field.and(page.locator(":focus")).waitFor();
    await page.getByRole("button", { name: "Refresh now" }).click();
    await page.getByText("Updated now.").waitFor();
    assert.equal(await field.isVisible(), true, "it stays open until the next request");
  }));

test("while the form names another upload than the answer, it says so; Escape goes back", () =>
  site.withPage(async (page) => {
    await requestStatus(page, {});
    await page.getByRole("button", { name: "Change" }).click();
    const field = page.getByLabel("Tracking id or Location");
    const notice = page.getByRole("form").getByRole("status");
    assert.equal(await notice.isVisible(), false);
    await field.fill(` ${GUID} `);
    assert.equal(await notice.isVisible(), false);
    await field.fill(OTHER_GUID);
    assert.equal(await textOf(notice), "The answer below is still that of upload 4702…c793 · 0127…8932.");
    await switchLanguage(page, { tag: "tr" });
    assert.equal(await textOf(notice), "Aşağıdaki yanıt hâlâ 4702…c793 · 0127…8932 yüklemesine ait.");
    await switchLanguage(page, { tag: "en" });
    await field.press("Escape");
    const change = page.getByRole("button", { name: "Change" });
    await change.and(page.locator(":focus")).waitFor();
    await change.click();
    assert.equal(await field.inputValue(), GUID);
    assert.equal(await notice.isVisible(), false);

    await requestStatus(page, { scenario: "all-finished" });
    assert.equal(await headlineOf(page), "All 19 devices succeeded");
    await page.getByRole("button", { name: "Change" }).click();
    assert.equal(await notice.isVisible(), false);
  }));

test("a base address that can't be used leaves the answer alone", () =>
  site.withPage(async (page) => {
    await requestStatus(page, {});
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByText("Advanced", { exact: true }).click();
    const field = page.getByLabel("Base address");
    await field.fill("http://gateway.example");
    await page.getByLabel("Access token").fill("another-token");
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByRole("button", { name: "Show status" }).click();
    await field.and(page.locator(":focus")).waitFor();
    assert.equal(await headlineOf(page), "The device needs attention");
  }));

test("base addresses that the package takes, the form takes", () =>
  site.withPage(async (page, problems) => {
    await page.getByLabel("Customer id", { exact: true }).fill(GUID);
    await page.getByLabel("Tracking id or Location").fill(GUID);
    await page.getByLabel("Access token").fill("token");
    await page.getByText("Advanced", { exact: true }).click();
    for (const address of [
      "https://gateway.example",
      "HTTPS://Gateway.Example:8443/Partner-Center/v1/",
      "https://gateway.example:443/",
      "https://portal.example/customers/gateway",
      "http://localhost:1",
      "http://127.0.0.1:1/v1",
    ]) {
      await page.getByLabel("Base address").fill(address);
      await page.getByLabel("Base address").blur();
      await page.getByRole("button", { name: "Show status" }).click();
      await page.getByRole("heading", { name: "No connection to the base address" }).waitFor();
      await page.getByRole("button", { name: "Change" }).click();
      await page.getByText("Advanced", { exact: true }).click();
    }
    problems.length = 0;
  }));

test("a token of another kind does not stay in a field that shows it", () =>
  site.withPage(async (page) => {
    const text = '{"refresh_token":"0.AX-secret","id_token":"eyJh.eyJi.c2ln"}';
    for (const label of ["Tracking id or Location", "Customer id"]) {
      const field = page.getByLabel(label, { exact: true });
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await field.press("Control+v");
      assert.equal(await field.inputValue(), "");
      assert.match(await descriptionOf(page.getByLabel("Access token")), /^There is no access token in this/);
      await page.getByLabel("Access token").fill("");
      await field.fill(text);
      await field.press("Tab");
      assert.equal(await field.inputValue(), "");
      assert.match(await descriptionOf(page.getByLabel("Access token")), /^There is no access token in this/);
    }
  }, CLIPBOARD));

describe("on a laptop the button does not move when it is pressed, whatever came before", () => {
  for (const isAnswered of [false, true]) {
    test(isAnswered ? "after an answer that somebody typed over" : "before the answer to the last lookup", () =>
      site.withPage(
        async (page) => {
          const answer = await delayAnswer(page);
          await requestStatus(page, {});
          await page.getByLabel("Tracking id or Location").fill(scenarioNamed("all-finished").trackingId);
          if (isAnswered) {
            answer();
            await page.getByText("Updated now.").waitFor();
            await page.unroute(/batchJobStatus/);
            await delayAnswer(page);
          }
          const button = page.getByRole("button", { name: "Show status" });
          const before = await button.boundingBox();
          await button.click();
          await page.getByRole("heading", { name: "Watched uploads" }).waitFor();
          await page.waitForTimeout(200);
          assert.deepEqual(await button.boundingBox(), before);
        },
        { viewport: { width: 1366, height: 768 } },
      ),
    );
  }
});

test("Back to another filter leaves alone what is typed in the form", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "mixed-outcomes" });
    await headlineOf(page);
    await page.getByRole("button", { name: "Change" }).click();
    const field = page.getByLabel("Tracking id or Location");
    await field.fill(OTHER_GUID);
    await page.getByRole("button", { name: /^Already registered 2/ }).click();
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes("outcome"));
    assert.equal(await field.inputValue(), OTHER_GUID);
    assert.equal(await field.isVisible(), true);
  }));

test("a notice that is over does not come back with another language", () =>
  site.withPage(async (page) => {
    await delayAnswer(page);
    const location = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${scenarioNamed("documented-sample").trackingId}`;
    await page.evaluate((text) => navigator.clipboard.writeText(text), location);
    await page.getByLabel("Tracking id or Location").press("Control+v");
    const notice = page.getByRole("form").getByRole("status");
    await notice.waitFor();
    await page.getByLabel("Access token").fill("token");
    await page.getByLabel("Tracking id or Location").press("Enter");
    await notice.waitFor({ state: "hidden" });
    await switchLanguage(page, { tag: "tr" });
    assert.equal(await notice.isVisible(), false);
  }, CLIPBOARD));

test("Escape brings the token of the answer back, whatever was typed", () =>
  site.withPage(async (page) => {
    const token = page.getByLabel("Access token");
    const change = page.getByRole("button", { name: "Change" });
    await requestStatus(page, {});
    await change.click();
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByLabel("Base address").fill("https://elsewhere.example");
    await page.getByLabel("Base address").press("Escape");
    await change.click();
    assert.equal(await token.inputValue(), DEMO_TOKEN);
    assert.equal(await page.getByLabel("Base address").inputValue(), site.server.url.slice(0, -1));
    const count = site.server.requests.length;
    for (const typed of ["another-token", ""]) {
      await token.fill(typed);
      await token.press("Escape");
      await change.click();
      assert.equal(await token.inputValue(), DEMO_TOKEN);
    }
    assert.equal(site.server.requests.length, count);
    await page.getByRole("button", { name: "Clear token" }).click();
    await token.press("Escape");
    assert.equal(await token.inputValue(), "", "a token that was cleared is gone");
  }));

test("the form does not fold while somebody types", () =>
  site.withPage(async (page) => {
    const answer = await delayAnswer(page);
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

test("a Location that was typed is taken apart when its field is left", () =>
  site.withPage(async (page) => {
    await page.getByLabel("Customer id", { exact: true }).fill(GUID);
    const location = `https://api.partnercenter.microsoft.com/v1/customers/${DEMO_CUSTOMER_ID}/BatchJobStatus/${OTHER_GUID}/?x=1`;
    await page.getByLabel("Tracking id or Location").fill(location);
    await page.keyboard.press("Tab");
    assert.deepEqual(await valuesIn(page), [OTHER_GUID, DEMO_CUSTOMER_ID, ""]);
  }));

const LABELS = ["Tracking id or Location", "Customer id", "Access token"];
const JWT = `eyJ${"hbGci_-9".repeat(20)}.${"eyJhdWQi".repeat(150)}.${"c2ln".repeat(80)}`;
const SHORT_JWT = `eyJhbGciOiJub25lIn0.${"eyJhdWQi".repeat(5)}.c2ln`;
const PATH = `/customers/${DEMO_CUSTOMER_ID}/batchJobStatus/${OTHER_GUID}`;
/** @param {string} text @param {number} width @param {string} separator */
const inLines = (text, width, separator) => text.match(new RegExp(`.{1,${width}}`, "g"))?.join(separator) ?? "";

describe("one paste fills the form, into whichever field", () => {
  const ids = [OTHER_GUID, DEMO_CUSTOMER_ID, ""];
  const token = ["", "", JWT];
  /** @type {Record<string, [text: string, values: string[]]>} */
  const pastes = {
    "a path": [PATH, ids],
    "an address in other letters": [`https://api.partnercenter.microsoft.com/v1${PATH.toUpperCase()}/?x=1`, ids],
    "in braces": [`{${PATH}}`, ids],
    "in quotes, with a comma": [`  "Location": "${PATH}",`, ids],
    "in JSON with escaped slashes": [JSON.stringify({ uri: PATH }).replaceAll("/", "\\/"), ids],
    "in a link of a mail": [
      `https://mail.example/?url=${encodeURIComponent(`https://api.example/v1${PATH}`)}&x=1`,
      ids,
    ],
    "in a sentence": [`It is at ${PATH}.`, ids],
    "in a mail that breaks it into lines": [
      `Hello,\r\nhere it is: https://api.example/v1/customers/\r\n${PATH.slice(11).replace("Status/", "Status/\r\n")}\r\nAnna`,
      ids,
    ],
    "in a mail that breaks its ids into lines": [
      `> https://api.example/v1${PATH.replace(/-(?=\w+-\w+$)/, "-\r\n> ")}\r\n> Anna`,
      ids,
    ],
    "between other headers": [
      `HTTP/1.1 202 Accepted\r\nMS-CorrelationId: ${GUID}\r\nLocation: ${PATH}\r\nDate: Tue, 25 Jul 2017 17:52:41 GMT\r\n`,
      ids,
    ],
    "a link to this page": [
      `https://portal.example/#customer=${DEMO_CUSTOMER_ID}&tracking=${OTHER_GUID}&show=failed`,
      ids,
    ],
    "names in a mail": [`Customer id: ${DEMO_CUSTOMER_ID}\nTracking id: ${OTHER_GUID}\nRequest id: ${GUID}`, ids],
    "names in a Turkish mail": [`MÜŞTERİ KİMLİĞİ: ${DEMO_CUSTOMER_ID}, İzleme kimliği: ${OTHER_GUID}`, ids],
    "names in JSON": [
      JSON.stringify({ requestId: GUID, customerId: DEMO_CUSTOMER_ID, batchTrackingId: OTHER_GUID }),
      ids,
    ],
    "a status": [
      JSON.stringify({ batchTrackingId: OTHER_GUID, status: "finished", devicesStatus: [{ deviceId: GUID }] }),
      [OTHER_GUID, "", ""],
    ],
    "a command": [
      `curl -H 'Authorization: Bearer ${JWT}' 'https://api.example/v1${PATH}'`,
      [OTHER_GUID, DEMO_CUSTOMER_ID, JWT],
    ],
    "a header with a token": [`Authorization: Bearer ${JWT}`, token],
    "a token with its scheme": [`Bearer ${JWT}`, token],
    "a token in quotes": [`"${JWT}"`, token],
    "a token at the end of a sentence": [`Hi, the token is ${JWT}. Thanks, Anna`, token],
    "a short token at the end of a line": [`access_token: ${SHORT_JWT}.\nBye`, ["", "", SHORT_JWT]],
    "a token with a full stop": [`${SHORT_JWT}.`, ["", "", SHORT_JWT]],
    "a token that a mail breaks into lines": [`Here:\n> ${inLines(JWT, 76, "\n> ")}\n> Anna`, token],
    "a token in a list of PowerShell": [
      `token_type   : Bearer\naccess_token : ${inLines(JWT, 100, "\n               ")}\nid_token     : eyJhbGciOiJub25lIn0.e30.x\n`,
      token,
    ],
    "the answer of a token endpoint": [
      JSON.stringify(
        { token_type: "Bearer", access_token: JWT, refresh_token: "0.AX", id_token: "eyJhbGciOiJub25lIn0.e30.x" },
        null,
        2,
      ),
      token,
    ],
    "a token with the tenant of who has signed in, in JSON": [
      JSON.stringify({ accessToken: JWT, expiresOn: "2026-11-28 21:12:06", subscription: OTHER_GUID, tenant: GUID }),
      token,
    ],
    "the same, from a library": [JSON.stringify({ authority: "x", tenantId: GUID, accessToken: JWT }), token],
    "the same, in a list of PowerShell": [`Token : ${JWT}\nTenantId : ${GUID}\nUserId : someone@example.org\n`, token],
    "the same, below a title": [`Token for the customer\ntenant: ${GUID}\naccess_token: ${JWT}`, token],
    "a mail that calls the customer a tenant, with a token": [
      `Tenant ID: ${DEMO_CUSTOMER_ID}\nTracking ID: ${OTHER_GUID}\nToken: ${JWT}`,
      [OTHER_GUID, DEMO_CUSTOMER_ID, JWT],
    ],
  };
  test("what people copy", () =>
    site.withPage(async (page) => {
      for (const [what, [text, expected]] of Object.entries(pastes)) {
        for (const label of LABELS) {
          await paste(page, label, text);
          assert.deepEqual(await valuesIn(page), expected, `${what}, into ${label}`);
          assert.equal(await page.locator("[aria-invalid=true]").count(), 0, what);
        }
      }
    }, CLIPBOARD));

  test("an id without a name goes into the field of an id that it was pasted into", () =>
    site.withPage(async (page) => {
      for (const text of [GUID, `{${GUID}}`, `<${GUID}>`, ` "${GUID.toUpperCase()}",`, `It is ${GUID}.`]) {
        for (const [index, label] of LABELS.slice(0, 2).entries()) {
          await paste(page, label, text);
          assert.equal((await valuesIn(page))[index], GUID, `${text}, into ${label}`);
        }
      }
    }, CLIPBOARD));
});

test("an id that is pasted into the field of the token goes where the only id is missing", () =>
  site.withPage(async (page) => {
    const token = page.getByLabel("Access token");
    for (const text of [GUID, `{${GUID}}`]) {
      await paste(page, "Access token", text);
      assert.match(await descriptionOf(token), /^This is an id, and no token/);
    }
    await token.fill("");
    await page.getByLabel("Customer id", { exact: true }).fill(DEMO_CUSTOMER_ID);
    await token.press("Control+v");
    assert.deepEqual(await valuesIn(page), [GUID, DEMO_CUSTOMER_ID, ""]);
  }, CLIPBOARD));

test("two different uploads are not guessed between, and the field says so", () =>
  site.withPage(async (page) => {
    for (const text of [
      `${PATH} ${PATH.replace(OTHER_GUID, GUID)}`,
      `${GUID}, ${OTHER_GUID}`,
      `${GUID}\t${OTHER_GUID}`,
    ]) {
      for (const label of LABELS) {
        await paste(page, label, text);
        assert.match(await descriptionOf(page.getByLabel(label, { exact: true })), /^This text has more than one id/);
      }
    }
  }, CLIPBOARD));

test("the form says what one paste has filled, in the language of the page", () =>
  site.withPage(async (page) => {
    const notice = page.getByRole("form").getByRole("status");
    await paste(page, "Access token", PATH);
    await paste(page, "Tracking id or Location", `${PATH}\nAuthorization: Bearer ${JWT}`);
    assert.equal(await textOf(notice), "Tracking id, customer id and token filled from the text that was entered.");
    await paste(page, "Access token", PATH);
    assert.equal(await textOf(notice), "Tracking id and customer id filled from the Location.");
    await switchLanguage(page, { tag: "tr" });
    assert.equal(await textOf(notice), "İzleme kimliği ve müşteri kimliği Location değerinden alındı.");
  }, CLIPBOARD));

test("a token that is pasted, dropped or typed into a field that shows it moves to its own", () =>
  site.withPage(async (page) => {
    await page.getByText("Advanced", { exact: true }).click();
    for (const label of ["Customer id", "Tracking id or Location", "Base address"]) {
      const field = page.getByLabel(label, { exact: true });
      const before = await field.inputValue();
      await paste(page, label, JWT);
      assert.deepEqual([await field.inputValue(), (await valuesIn(page))[2]], [before, JWT], `${label}, pasted`);

      await page.getByLabel("Access token").fill("");
      await field.evaluate((input, text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData("text/plain", text);
        input.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true, bubbles: true }));
      }, JWT);
      assert.deepEqual([await field.inputValue(), (await valuesIn(page))[2]], [before, JWT], `${label}, dropped`);

      await page.getByLabel("Access token").fill("");
      await field.fill(JWT);
      await page.keyboard.press("Tab");
      assert.deepEqual([await field.inputValue(), (await valuesIn(page))[2]], ["", JWT], `${label}, typed`);
    }
  }, CLIPBOARD));

test("an address in a paste never becomes the base address", () =>
  site.withPage(async (page) => {
    const address = () => page.getByLabel("Base address").inputValue();
    const before = await address();
    for (const label of LABELS) {
      await paste(page, label, `base address: https://evil.example https://evil.example/v1${PATH}`);
      assert.equal(await address(), before);
    }
  }, CLIPBOARD));

test("Ctrl+Z takes a paste back", () =>
  site.withPage(async (page) => {
    await page.getByLabel("Customer id", { exact: true }).pressSequentially("abc");
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), PATH);
    await page.keyboard.press("Control+v");
    assert.deepEqual(await valuesIn(page), [OTHER_GUID, DEMO_CUSTOMER_ID, ""]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    assert.equal((await valuesIn(page))[1], "abc");
  }, CLIPBOARD));

test("10 MB are read in a moment, whatever they are", () =>
  site.withPage(async (page) => {
    const times = await page.evaluate(() =>
      [" ", "-\n", '"', "eyJa. ", "customer ", "access_token: ", "/customers/", "eyJabcdefghijkl.\n"].map((piece) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", piece.repeat(10_000_000 / piece.length));
        const start = performance.now();
        // A paste that a script dispatches is read by the page, and inserted by nobody.
        document
          .getElementById("token")
          ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
        return [piece, performance.now() - start < 1000];
      }),
    );
    assert.deepEqual(
      times.filter(([, isQuick]) => !isQuick),
      [],
    );
  }));

/** Pastes into an empty form, whose base address stays. @param {Page} page @param {string} label @param {string} text */
async function paste(page, label, text) {
  for (const each of LABELS) await page.getByLabel(each, { exact: true }).fill("");
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.press("Control+v");
}

/** Returns the tracking id, the customer id and the token in the form. @param {Page} page */
function valuesIn(page) {
  return Promise.all(LABELS.map((label) => page.getByLabel(label, { exact: true }).inputValue()));
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
      await page.getByLabel("Access token").and(page.locator(":focus")).waitFor();
      assert.equal(await textOf(page.getByRole("form").getByRole("status")), "Paste a token to see this upload.");
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

test("a demo fills the form, and shows a scenario as soon as it is chosen", () =>
  site.withPage(
    async (page) => {
      assert.equal(await page.getByLabel("Access token").inputValue(), DEMO_TOKEN);
      assert.equal(
        await page.getByLabel("Tracking id or Location").inputValue(),
        scenarioNamed("running-job").trackingId,
      );
      const menu = page.locator("#scenario");
      assert.deepEqual(
        await menu.locator("optgroup").evaluateAll((all) => all.map((group) => group.getAttribute("label"))),
        ["For developers"],
      );
      const forPeople = menu.locator(":scope > option");
      assert.equal(await forPeople.count(), 5);
      await switchLanguage(page, { tag: "tr" });
      assert.equal(await forPeople.first().textContent(), "Devam eden bir yükleme");
      assert.deepEqual(
        await menu.locator("option[lang=en]").allTextContents(),
        [],
        "every scenario has a Turkish name",
      );
      await page.getByRole("button", { name: "English" }).click();
      await menu.selectOption({ label: "A customer that the token can’t see" });
      await page.getByRole("heading", { name: "This token has no access to this customer" }).waitFor();

      const named = () => menu.evaluate((select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0]?.text);
      await requestStatus(page, { scenario: "all-finished" });
      assert.equal(await named(), "Finished, every device succeeded", "it names the upload that is shown");
      await requestStatus(page, { trackingId: site.server.upload(DEMO_CUSTOMER_ID, { seconds: 0 }).trackingId });
      assert.equal(await named(), undefined);
      await page.goBack();
      assert.equal(await named(), "Finished, every device succeeded");
    },
    { demo: true },
  ));

test("without a demo the page shows no demo values", () =>
  site.withPage(async (page) => {
    assert.equal(await page.getByLabel("Scenario").isVisible(), false);
    assert.equal(await page.getByLabel("Access token").inputValue(), "");
  }));
