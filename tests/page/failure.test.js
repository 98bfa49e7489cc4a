/** Failures: what happened, what to do, and the ids for Microsoft's support. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, factsOf, headlineOf, requestStatus, switchLanguage, textOf, usePage } from "./harness.js";

const site = usePage();
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @type {{ scenario: string, headline: string, hint: RegExp, description?: RegExp, facts: Record<string, string> }[]} */
const failures = [
  {
    scenario: "mfa-required",
    headline: "Partner Center does not accept the token",
    hint: /issued without multi-factor/,
    facts: { "Error code": "unauthorized", "HTTP status": "401", "Service code": "900421" },
  },
  {
    scenario: "audience-retired",
    headline: "Partner Center does not accept the token",
    hint: /for another service/,
    description: /^Token audience is no longer supported\.$/,
    facts: { "Error code": "unauthorized", "HTTP status": "401", "Service code": "900420", Source: "PartnerFD" },
  },
  {
    scenario: "no-relationship",
    headline: "This token has no access to this customer",
    hint: /no reseller relationship/,
    description: new RegExp(`no commerce relationship with the customer ID ${DEMO_CUSTOMER_ID}`),
    facts: { "Error code": "forbidden", "HTTP status": "403", "Service code": "20002" },
  },
  {
    scenario: "role-missing",
    headline: "This token has no access to this customer",
    hint: /Admin agent or Sales agent/,
    facts: { "Error code": "forbidden", "Service code": "900150" },
  },
  {
    scenario: "conditional-access",
    headline: "This token has no access to this customer",
    hint: /Conditional Access/,
    facts: { "Error code": "forbidden", "Service code": "900309" },
  },
  {
    scenario: "not-found",
    headline: "Partner Center can’t find this upload",
    hint: /^Check the customer id and the tracking id/m,
    facts: { "Error code": "not-found", "HTTP status": "404", "Service code": "1000" },
  },
  {
    scenario: "not-found-empty",
    headline: "Partner Center can’t find this upload",
    hint: /^Check the customer id and the tracking id/m,
    facts: { "Error code": "not-found", "HTTP status": "404" },
  },
  {
    scenario: "throttled",
    headline: "Partner Center is busy: too many requests",
    hint: /Partner Center asks to wait\. Trying again in 5\d seconds\./,
    description: /^Rate limit is exceeded/,
    facts: { "Error code": "throttled", "HTTP status": "429" },
  },
  {
    scenario: "service-error",
    headline: "Partner Center has a problem",
    hint: /This page tries again by itself/,
    facts: { "Error code": "service", "HTTP status": "500", "Service code": "800003" },
  },
  {
    scenario: "unavailable",
    headline: "Partner Center has a problem",
    hint: /This page tries again by itself/,
    facts: { "Error code": "service", "HTTP status": "503" },
  },
  {
    scenario: "sign-in-page",
    headline: "The answer is not from Partner Center",
    hint: /sign-in page or a proxy/,
    facts: { "Error code": "not-json", "HTTP status": "200" },
  },
  {
    scenario: "empty",
    headline: "The answer is empty",
    hint: /This page tries again by itself/,
    facts: { "Error code": "empty-response" },
  },
  {
    scenario: "truncated",
    headline: "The answer broke off",
    hint: /This page tries again by itself/,
    facts: { "Error code": "incomplete-response" },
  },
  {
    scenario: "malformed",
    headline: "The answer is not what Partner Center documents",
    hint: /support bundle/,
    facts: { "Error code": "malformed" },
  },
];

describe("each failure shows what happened, what to do, and the ids for support", () => {
  for (const { scenario, headline, hint, description, facts } of failures) {
    test(scenario, () =>
      site.withPage(async (page) => {
        await requestStatus(page, { scenario });
        assert.equal(await headlineOf(page), headline);
        assert.match(await textOf(answerOf(page)), hint);
        assert.match(await textOf(answerOf(page).getByRole("status")), new RegExp(`^${headline}\\.$`));
        if (description) assert.match(await textOf(answerOf(page).getByRole("blockquote")), description);

        const shown = await factsOf(page);
        for (const [name, value] of Object.entries(facts)) assert.equal(shown[name], value, name);
        assert.equal(shown["Tracking id"], scenarioNamed(scenario).trackingId);
        assert.equal(shown["Customer id"], DEMO_CUSTOMER_ID);
        assert.match(shown["MS-RequestId"] ?? "", GUID);
        assert.match(shown["MS-CorrelationId"] ?? "", GUID);
      }),
    );
  }
});

describe("nothing is said twice: details that the headline has are left out", () => {
  for (const [scenario, hasDetails] of /** @type {const} */ ([
    ["audience-retired", false],
    ["no-relationship", false],
    ["not-found", false],
    ["throttled", false],
    ["sign-in-page", true],
    ["malformed", true],
  ])) {
    test(scenario, () =>
      site.withPage(async (page) => {
        await requestStatus(page, { scenario });
        assert.equal("Details" in (await factsOf(page)), hasDetails);
      }),
    );
  }
});

test("a gateway that does not know the request is not told as an upload that is not there", () =>
  site.withPage(async (page) => {
    site.server.responses.set(scenarioNamed("documented-sample").trackingId, {
      status: 404,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ statusCode: 404, message: "Resource not found" }),
    });
    await requestStatus(page, {});
    assert.equal(await headlineOf(page), "The base address does not lead to Partner Center");
    site.server.responses.clear();
  }));

describe("words are Partner Center's only if the answer has its marks", () => {
  for (const [who, headers] of /** @type {const} */ ([
    ["The answer says", {}],
    ["Partner Center says", { "MS-CV": "abc.0" }],
  ])) {
    test(who, () =>
      site.withPage(async (page) => {
        site.server.responses.set(scenarioNamed("documented-sample").trackingId, {
          status: 403,
          bare: true,
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify({ message: "Blocked by policy 7." }),
        });
        await requestStatus(page, {});
        assert.equal(await textOf(answerOf(page).getByRole("figure")), `${who}\nBlocked by policy 7.`);
        site.server.responses.clear();
      }),
    );
  }
});

test("a customer id that no tenant has is told as that, whatever the status is", () =>
  site.withPage(async (page) => {
    site.server.responses.set(scenarioNamed("documented-sample").trackingId, {
      status: 403,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code: 2000, description: "Tenant Id must be a GUID." }),
    });
    await requestStatus(page, {});
    assert.equal(await headlineOf(page), "No tenant has this customer id");
    assert.match(await textOf(answerOf(page).locator(".hint")), /^Check the customer id\./);
    site.server.responses.clear();
  }));

test("in Turkish, too, a value that can't be there is told with its place", () =>
  site.withPage(async (page) => {
    await requestStatus(page, { scenario: "malformed" });
    await headlineOf(page);
    const { Details: english = "" } = await factsOf(page);
    const [, place = ""] = / at (\S+),/.exec(english) ?? assert.fail(english);
    await switchLanguage(page, { tag: "tr" });
    assert.equal((await factsOf(page)).Ayrıntılar, `Yanıtın şu alanındaki değer kullanılamıyor: ${place}`);
  }));

test("the ids of a failure can be copied", () =>
  site.withPage(
    async (page) => {
      await requestStatus(page, { scenario: "no-relationship" });
      const shown = await factsOf(page);
      for (const name of ["Tracking id", "Customer id", "MS-RequestId", "MS-CorrelationId", "MS-CV"]) {
        await page.getByRole("button", { name: `Copy ${name}` }).click();
        await page.getByRole("button", { name: `${name} copied` }).waitFor();
        // An id that begins with a plus would be a formula in a workbook.
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied.replace(/^'(?=[+])/, ""), shown[name]);
      }
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("a base address that the page's policy forbids is reported as unreachable", () =>
  site.withPage(async (page, problems) => {
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByLabel("Base address").fill("https://gateway.example");
    await requestStatus(page, {});
    assert.equal(await headlineOf(page), "No connection to the base address");
    assert.match(await textOf(answerOf(page).locator(".hint")), /sets up a gateway/);
    assert.equal(problems.filter((problem) => !problem.includes("gateway.example")).length, 0);
    problems.length = 0;
  }));

test("an argument that the package refuses is reported with the package's message", () =>
  site.withPage(async (page) => {
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByLabel("Base address").fill("https://gateway_1.example");
    await requestStatus(page, {});
    assert.equal(await headlineOf(page), "This can’t be asked");
    assert.match((await factsOf(page)).Details ?? "", /^baseUrl /);
  }));

test("the wait that the service asks for is counted down, and the seconds are not announced", () =>
  site.withPage(async (page) => {
    await page.clock.install();
    await requestStatus(page, { scenario: "throttled" });
    await answerOf(page).getByText("Partner Center asks to wait. Trying again in 57 seconds.").waitFor();
    await page.clock.runFor(7000);
    await answerOf(page).getByText("Partner Center asks to wait. Trying again in 50 seconds.").waitFor();
    assert.equal(await answerOf(page).getByRole("status").textContent(), "Partner Center is busy: too many requests.");
  }));

test("a failure during a watch keeps the last answer, and Try again continues from it", () =>
  site.withPage(
    async (page) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await requestStatus(page, { trackingId });
      await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
      site.server.responses.set(trackingId, { status: 403 });
      await page.getByRole("heading", { name: "This token has no access to this customer" }).waitFor();
      assert.equal(await page.getByRole("heading", { name: "0 of 25 devices done" }).isVisible(), true);

      site.server.responses.delete(trackingId);
      await page.getByRole("button", { name: "Try again" }).click();
      await page
        .getByRole("heading", { name: "This token has no access to this customer" })
        .waitFor({ state: "detached" });
      assert.equal(await headlineOf(page), "0 of 25 devices done");
    },
    { demo: true },
  ));

test("a connection that is lost after an answer is told as that, and the last answer stays", () =>
  site.withPage(
    async (page, problems) => {
      const { trackingId } = site.server.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      await requestStatus(page, { trackingId });
      await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
      await page.route(/batchJobStatus/, (route) => route.abort());
      await page.getByRole("heading", { name: "Connection lost, trying again" }).waitFor();
      assert.equal(await page.getByRole("heading", { name: "0 of 25 devices done" }).isVisible(), true);
      assert.equal(await textOf(answerOf(page).locator(".hint")), "What you see is the last answer.");
      await page.unroute(/batchJobStatus/);
      await page.getByRole("heading", { name: "Connection lost, trying again" }).waitFor({ state: "detached" });
      problems.length = 0;
    },
    { demo: true },
  ));

test("a page with a missing file says that it could not start", () =>
  site.withPage(async (page, problems) => {
    site.server.responses.set("page.js", { status: 404 });
    try {
      await page.reload();
      await page.getByText("This page could not start").waitFor();
      await page.getByRole("button", { name: "Show status" }).click();
      assert.equal(page.url(), site.server.url, "the form does not navigate");
    } finally {
      site.server.responses.clear();
    }
    problems.length = 0;
  }));
