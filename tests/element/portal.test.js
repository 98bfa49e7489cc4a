/** The element in a portal: with three lines of code, a strict policy, and a service on another origin. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import sirv from "sirv";
import { failures, unusable } from "../../src/js/testing/scenarios.js";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { launchChromium } from "../engines/chromium.js";

/** @import { Browser, Page } from "playwright-core" */

const CANARY = "canary-7f3e.never~seen_anywhere";
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src *; require-trusted-types-for 'script'";

/** @type {Awaited<ReturnType<typeof startSimulator>>} */
let simulator;
/** @type {Awaited<ReturnType<typeof listen>>} */
let server;
/** @type {Browser} */
let browser;
/** The portal's own files by path, in addition to those of the package. @type {Record<string, string>} */
const portalFiles = {};

before(async () => {
  simulator = await startSimulator();
  const files = sirv(join(project, "dist"), { dev: true });
  server = await listen(
    (request, response) => {
      response.setHeader("Content-Security-Policy", POLICY);
      const text = portalFiles[request.url ?? ""];
      if (text === undefined) return files(request, response, () => void response.writeHead(204).end());
      response.setHeader("Content-Type", request.url?.endsWith(".js") ? "text/javascript" : "text/html");
      return response.end(text);
    },
    0,
    "127.0.0.1",
  );
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), simulator?.close()]);
});

/** @param {string} trackingId */
function elementFor(trackingId) {
  return `<batch-upload-status customer-id="${DEMO_CUSTOMER_ID}" tracking-id="${trackingId}" base-url="${simulator.url}"></batch-upload-status>`;
}

/**
 * Opens a portal page with this HTML and this script.
 *
 * @param {string} html
 * @param {string} script
 * @param {(page: Page, requests: string[]) => Promise<unknown>} use gets the requests to the service, which are added as they are sent
 * @param {(page: Page) => Promise<unknown>} [prepare] what is done before the page is loaded
 */
async function withPortal(html, script, use, prepare) {
  portalFiles["/"] =
    `<!doctype html><html lang="en"><title>Portal</title><main>${html}</main><script type="module" src="/portal.js"></script>`;
  portalFiles["/portal.js"] = script;
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => {
    // The browser logs this line for every error response.
    if (!message.text().startsWith("Failed to load resource: the server responded")) problems.push(message.text());
  });
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => {
    if (request.url().startsWith(simulator.url)) requests.push(request.headers().authorization ?? "none");
  });
  try {
    await prepare?.(page);
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await use(page, requests);
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
  }
}

const THREE_LINES = `
import "/element/index.js";
document.querySelector("batch-upload-status").token = () => "${CANARY}";`;

/** Records the events of the element in `window.events`. */
const RECORD_EVENTS = `
import "/element/index.js";
const status = document.querySelector("batch-upload-status");
window.events = [];
for (const name of ["change", "complete", "error", "viewchange", "pausechange"]) {
  status.addEventListener(name, ({ detail }) => window.events.push([name, detail.code ?? detail.status ?? detail.text ?? detail]));
  document.addEventListener(name, () => window.events.push(["bubbled", name]));
}`;

/** @param {Page} page @returns {Promise<unknown[]>} */
function eventsOf(page) {
  return page.evaluate(() => /** @type {Window & { events?: unknown[] }} */ (window).events ?? []);
}

/** @param {string} scenario */
function trackingIdOf(scenario) {
  return scenarioNamed(scenario).trackingId;
}

test("three lines of code show a batch", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page) => {
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    await page.getByRole("rowheader", { name: "1234567890" }).waitFor();
    assert.equal(await page.getByRole("status").textContent(), "Finished. The device needs attention.");
  }));

test("the token goes to the service and nowhere else", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page, requests) => {
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    assert.ok(requests.includes(`Bearer ${CANARY}`));
    const markup = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("batch-upload-status") ?? {};
      return document.documentElement.getHTML({ shadowRoots: shadowRoot ? [shadowRoot] : [] });
    });
    assert.match(markup, /The device needs attention/);
    assert.doesNotMatch(markup, new RegExp(CANARY));
  }));

test("an answer and a changed view are reported by events, which do not bubble", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), `${RECORD_EVENTS}; status.token = "t";`, async (page) => {
    await page.getByLabel("Search").pressSequentially("123");
    await page.waitForFunction(() => /** @type {Window & { events?: unknown[] }} */ (window).events?.length === 3);
    assert.deepEqual(await eventsOf(page), [
      ["change", "finished"],
      ["complete", "finished"],
      ["viewchange", "123"],
    ]);
  }));

test("a failure is reported by an event and shown", () =>
  withPortal(elementFor(trackingIdOf("no-relationship")), `${RECORD_EVENTS}; status.token = "t";`, async (page) => {
    await page.getByRole("heading", { name: "This token has no access to this customer" }).waitFor();
    assert.deepEqual(await eventsOf(page), [["error", "forbidden"]]);
  }));

test("the element uses the portal's colours and its color-scheme", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page) => {
    const card = page.getByRole("region", { name: "The batch at a glance" });
    await card.waitFor();
    const background = () => card.evaluate((element) => getComputedStyle(element).backgroundColor);
    const light = await background();
    const host = page.locator("batch-upload-status");
    await host.evaluate((element) => element.style.setProperty("color-scheme", "dark"));
    assert.notEqual(await background(), light);
    await host.evaluate((element) => element.style.setProperty("--batch-card", "rgb(1, 2, 3)"));
    assert.equal(await background(), "rgb(1, 2, 3)");
    await host.evaluate((element) => element.toggleAttribute("hidden"));
    assert.equal(await card.isVisible(), false);
  }));

describe("the element uses the language around it", () => {
  const element = () => elementFor(trackingIdOf("documented-sample"));
  const turkish = "Cihaz için işlem gerekiyor";
  const english = "The device needs attention";

  /** @param {Page} page @param {string} name */
  const waitForHeading = (page, name) => page.getByRole("heading", { name, exact: true }).waitFor();

  test("the nearest lang counts, its own first; unknown languages fall back to English; no request is sent again", () =>
    withPortal(`<article>${element()}</article>`, THREE_LINES, async (page, requests) => {
      await waitForHeading(page, english);
      const requestCount = requests.length;
      const setLang = (/** @type {string} */ selector, /** @type {string | null} */ lang) =>
        page.locator(selector).evaluate((part, tag) => {
          if (tag === null) part.removeAttribute("lang");
          else part.setAttribute("lang", tag);
        }, lang);
      await setLang("html", "tr");
      await waitForHeading(page, turkish);
      await setLang("article", "en-GB");
      await waitForHeading(page, english);
      await setLang("batch-upload-status", "tr-TR");
      await waitForHeading(page, turkish);
      await setLang("batch-upload-status", "en");
      await setLang("batch-upload-status", "tr_TR");
      await waitForHeading(page, turkish);
      await setLang("batch-upload-status", "qaa");
      await waitForHeading(page, english);
      await setLang("batch-upload-status", null);
      await setLang("article", null);
      await waitForHeading(page, turkish);
      assert.equal(requests.length, requestCount);
    }));

  test("a lang outside the shadow tree that contains the element counts too", () => {
    const script = `${THREE_LINES}
      const status = document.querySelector("batch-upload-status");
      document.querySelector("article").attachShadow({ mode: "open" }).append(status);`;
    return withPortal(`<article lang="tr">${element()}</article>`, script, async (page) => {
      await waitForHeading(page, turkish);
      await page.locator("article").evaluate((part) => part.setAttribute("lang", "en"));
      await waitForHeading(page, english);
    });
  });

  /** @type {[source: string, options: string, locale: string][]} */
  const locales = [
    ["the element's language", "{}", "tr-TR"],
    ["the locale that the portal sets", '{ locale: "fr-FR" }', "fr-FR"],
  ];
  for (const [source, options, locale] of locales) {
    test(`requests ask Partner Center for texts in ${source}`, () =>
      withPortal(element(), `${RECORD_EVENTS}; status.lang = "tr"; status.options = ${options};`, async (page) => {
        const [request] = await Promise.all([
          page.waitForRequest((sent) => "x-locale" in sent.headers()),
          page.locator("batch-upload-status").evaluate((status) => void Object.assign(status, { token: "t" })),
        ]);
        assert.equal(request.headers()["x-locale"], locale);
      }));
  }
});

describe("the element sends a request once it has ids and a token", () => {
  /** @param {Page} page @param {Record<string, unknown>} values */
  const set = (page, values) =>
    page.locator("batch-upload-status").evaluate((element, given) => void Object.assign(element, given), values);

  test("and a new one for other ids, with the view that was set", () =>
    withPortal("<batch-upload-status></batch-upload-status>", RECORD_EVENTS, async (page, requests) => {
      await set(page, { token: "t", baseUrl: simulator.url, customerId: DEMO_CUSTOMER_ID });
      await set(page, { view: { outcomes: ["failed", "no such outcome"], sort: { column: "no such column" } } });
      assert.equal(requests.length, 0);
      await set(page, { trackingId: trackingIdOf("documented-sample") });
      await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Needs attention 1" }).getAttribute("aria-pressed"), "true");
      await set(page, { trackingId: trackingIdOf("all-finished") });
      await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
      assert.equal(await page.getByRole("heading", { name: "The device needs attention" }).count(), 0);
    }));

  test("another token string sends a new request, and so does a function in its place, but not another function", () =>
    withPortal(
      elementFor(trackingIdOf("no-relationship")),
      `${RECORD_EVENTS}; status.token = "one";`,
      async (page, requests) => {
        const tokens = () => requests.filter((authorization) => authorization !== "none");
        const failures = async (/** @type {number} */ count) =>
          page.waitForFunction(
            (wanted) => /** @type {Window & { events?: unknown[] }} */ (window).events?.length === wanted,
            count,
          );
        await failures(1);
        const setFunction = (/** @type {string} */ token) =>
          page.locator("batch-upload-status").evaluate((element, result) => {
            Object.assign(element, { token: () => result });
          }, token);
        await set(page, { token: "two" });
        await failures(2);
        await setFunction("three");
        await failures(3);
        await setFunction("four");
        await set(page, { token: "five" });
        await failures(4);
        assert.deepEqual(tokens(), ["Bearer one", "Bearer two", "Bearer three", "Bearer five"]);
      },
    ));
});

describe("options that the functions refuse are refused by the element, with an event and in words", () => {
  const options = {
    "a getter that throws": `{ get locale() { throw new Error("no") } }`,
    "a proxy that throws": `new Proxy({}, { ownKeys() { throw 1 }, get() { throw 1 }, getOwnPropertyDescriptor() { throw 1 } })`,
    "a callback that is no function": `{ onPoll: "x" }`,
    "a number": "5",
    "a list": "[]",
  };
  for (const [what, value] of Object.entries(options)) {
    test(what, () =>
      withPortal(
        elementFor(trackingIdOf("documented-sample")),
        `${RECORD_EVENTS}; status.options = ${value}; status.token = "t";`,
        async (page, requests) => {
          await page.getByRole("heading", { name: "This can’t be asked" }).waitFor();
          assert.deepEqual(await eventsOf(page), [["error", "invalid-argument"]]);
          assert.equal(requests.length, 0);
        },
      ),
    );
  }

  test("getters of a class count, and Object.prototype does not", () =>
    withPortal(
      elementFor(trackingIdOf("documented-sample")),
      `${RECORD_EVENTS}
      Object.defineProperty(Object.prototype, "onPoll", { value: () => window.events.push("polluted"), configurable: true });
      class Options {
        #answer = { status: "processing", devicesStatus: [] };
        get fetch() { return async () => new Response(JSON.stringify(this.#answer)); }
      }
      status.options = new Options();
      status.token = "t";`,
      async (page, requests) => {
        await page.getByRole("heading", { name: "No devices listed yet" }).waitFor();
        await page.getByText(/Next check/).waitFor();
        assert.deepEqual([await eventsOf(page), requests], [[["change", "processing"]], []]);
      },
    ));
});

test("a key held down on Refresh asks once a second", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page, requests) => {
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    const refresh = page.getByRole("button", { name: "Refresh now" });
    const before = requests.length;
    for (const end = performance.now() + 2_500; performance.now() < end; ) {
      await refresh.press("Enter", { delay: 0 });
      await page.waitForTimeout(30);
    }
    await page.waitForTimeout(1_200);
    const sent = requests.slice(before).filter((authorization) => authorization !== "none").length;
    assert.ok(sent >= 1 && sent <= 4, `${sent} requests`);
    await page.getByText("This upload is complete").waitFor();
  }));

describe("null and undefined are the same as a property that was never set", () => {
  const PROPERTIES = ["customerId", "trackingId", "baseUrl", "token", "options", "view", "sections", "headingLevel"];

  test("for every property, before and after the element has started", () =>
    withPortal("<batch-upload-status></batch-upload-status>", RECORD_EVENTS, async (page, requests) => {
      const read = () =>
        page.locator("batch-upload-status").evaluate(
          (element, names) => ({
            attributes: element.getAttributeNames(),
            values: names.map((name) => JSON.stringify(Reflect.get(element, name)) ?? "undefined"),
          }),
          PROPERTIES,
        );
      /** @param {Record<string, unknown>} values */
      const set = (values) =>
        page.locator("batch-upload-status").evaluate((element, given) => void Object.assign(element, given), values);
      const initial = await read();
      const started = {
        customerId: DEMO_CUSTOMER_ID,
        trackingId: trackingIdOf("all-finished"),
        baseUrl: simulator.url,
      };
      for (const nothing of [null, undefined]) {
        for (const name of PROPERTIES) {
          await set({ [name]: nothing });
          assert.deepEqual(await read(), initial, `${name} = ${nothing}`);
        }
        await set({ ...started, options: { locale: "fr-FR" }, view: { outcomes: ["failed"] }, token: "t" });
        await page.getByRole("table").or(page.getByText("No device has this outcome")).waitFor();
        for (const name of PROPERTIES) await set({ [name]: nothing });
        assert.deepEqual(await read(), initial);
        assert.equal(await page.getByRole("heading").count(), 0);
      }
      assert.equal(requests.filter((authorization) => authorization !== "none").length, 2);
    }));

  test("for the properties that were set before the element was defined", () =>
    withPortal(
      elementFor(trackingIdOf("documented-sample")),
      `const status = document.querySelector("batch-upload-status");
      Object.assign(status, { token: null, options: null, view: null });
      await import("/element/index.js");
      status.token = "t";`,
      (page) => page.getByRole("heading", { name: "The device needs attention" }).waitFor(),
    ));

  test("for every option and every part of a view", () => {
    const options = [
      ...["locale", "requestId", "correlationId", "timeoutMs", "attemptTimeoutMs", "maxRetries", "maxResponseBytes"],
      ...[
        "credentials",
        "authorizationHeader",
        "fetch",
        "onWait",
        "onRetry",
        "intervalMs",
        "maxIntervalMs",
        "maxWaitMs",
      ],
      ...["notFoundGraceMs", "onPoll"],
    ];
    const script = `${RECORD_EVENTS}
      status.options = Object.fromEntries(${JSON.stringify(options)}.map((name) => [name, null]));
      status.view = { text: null, outcomes: null, causes: null, sort: null };
      status.token = "t";`;
    return withPortal(elementFor(trackingIdOf("documented-sample")), script, async (page) => {
      await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
      for (const view of [
        { sort: { column: null, descending: null } },
        { outcomes: [null], causes: [null, undefined] },
      ]) {
        await page.locator("batch-upload-status").evaluate((element, given) => {
          Object.assign(element, { view: given });
        }, view);
        await page.getByRole("table", { name: "1 device, upload order" }).waitFor();
      }
      assert.equal((await eventsOf(page)).filter((event) => String(event).startsWith("error")).length, 0);
    });
  });

  test("for an attribute: an empty one is the same as none, so nothing restarts", () =>
    withPortal(elementFor(trackingIdOf("documented-sample")), RECORD_EVENTS, async (page) => {
      let count = 0;
      await page.route("https://api.partnercenter.microsoft.com/**", (route) => {
        if (route.request().method() === "GET") count++;
        const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, Authorization" };
        return route.fulfill({ headers, json: { status: "finished", devicesStatus: [] } });
      });
      const element = page.locator("batch-upload-status");
      await element.evaluate((status) => {
        status.removeAttribute("base-url");
        Object.assign(status, { token: "t" });
      });
      await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();
      await element.evaluate(async (status) => {
        status.setAttribute("base-url", "");
        Object.assign(status, { baseUrl: null });
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();
      assert.equal(count, 1);
    }));
});

test("a base address without an origin is one of the page's own", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), RECORD_EVENTS, async (page) => {
    /** @type {string[]} */
    const asked = [];
    await page.route("**/batchJobStatus/**", (route) => {
      asked.push(route.request().url());
      return route.fulfill({ json: { status: "finished", devicesStatus: [] } });
    });
    const element = page.locator("batch-upload-status");
    await element.evaluate((status) => {
      status.setAttribute("base-url", "/partner-center");
      Object.assign(status, { token: "t" });
    });
    await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();
    assert.deepEqual(
      asked.map((url) => url.slice(0, url.indexOf("/v1/"))),
      [`${new URL(page.url()).origin}/partner-center`],
    );
    for (const notOwn of [
      "//portal.example/partner-center",
      "partner-center",
      "/../partner-center",
      "/\\portal.example",
    ]) {
      await element.evaluate((status, url) => status.setAttribute("base-url", url), notOwn);
      await page.getByText(/must be an absolute https:/).waitFor();
      await element.evaluate((status) => status.setAttribute("base-url", "/partner-center"));
      await page.getByRole("heading", { name: "The batch has no devices" }).waitFor();
    }
    assert.ok(asked.every((url) => url.startsWith(`${new URL(page.url()).origin}/partner-center/v1/`)));
  }));

describe("the element stops its requests", () => {
  /** @type {Record<string, (element: HTMLElement) => void>} */
  const ends = {
    "when it is removed": (element) => element.remove(),
    "without a token": (element) => void Object.assign(element, { token: undefined }),
    "with null as its token": (element) => void Object.assign(element, { token: null }),
    "without an id": (element) => element.removeAttribute("tracking-id"),
    "with null as its tracking id": (element) => void Object.assign(element, { trackingId: null }),
    "with undefined as its customer id": (element) => void Object.assign(element, { customerId: undefined }),
  };
  for (const [name, end] of Object.entries(ends)) {
    test(name, async () => {
      const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
      const script = `${RECORD_EVENTS}; status.options = { intervalMs: 1000, maxIntervalMs: 1000 }; status.token = "t";`;
      await withPortal(elementFor(trackingId), script, async (page, requests) => {
        await page.clock.install();
        await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
        const next = page.waitForRequest(/batchJobStatus/);
        await page.clock.runFor(2000);
        await next;
        await page.locator("batch-upload-status").evaluate(end);
        const count = requests.length;
        await page.clock.runFor(60_000);
        assert.equal(requests.length, count);
      });
    });
  }

  test("and starts again when it is inserted again", async () => {
    const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3600 });
    await withPortal(elementFor(trackingId), `${RECORD_EVENTS}; status.token = "t";`, async (page, requests) => {
      await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
      const count = requests.length;
      await page.locator("batch-upload-status").evaluate(async (element) => {
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
        document.body.append(element);
      });
      await page.waitForFunction(() => /** @type {Window & { events?: unknown[] }} */ (window).events?.length === 2);
      assert.ok(requests.length > count);
    });
  });
});

describe("a listener that changes the element with each event does not flood the service:", () => {
  /** @type {Record<string, [script: string, most: number]>} */
  const listeners = {
    "a move, of a batch that is complete": [
      'status.addEventListener("change", () => document.body.append(status));',
      1,
    ],
    "a move, after a failure": [
      `status.trackingId = "${trackingIdOf("no-relationship")}";
      status.addEventListener("error", () => document.body.append(status));`,
      1,
    ],
    "another token after each failure": [
      `status.trackingId = "${trackingIdOf("no-relationship")}";
      let count = 0;
      status.addEventListener("error", () => { status.token = "u" + count++; });`,
      3,
    ],
    "none and then another token after each failure": [
      `status.trackingId = "${trackingIdOf("no-relationship")}";
      let count = 0;
      status.addEventListener("error", () => { status.token = null; status.token = "u" + count++; });`,
      3,
    ],
  };
  for (const [name, [script, most]] of Object.entries(listeners)) {
    test(name, () =>
      withPortal(
        elementFor(trackingIdOf("documented-sample")),
        `${RECORD_EVENTS} ${script} status.token = "t";`,
        async (page, requests) => {
          await page.waitForFunction(() => /** @type {Window & { events?: unknown[] }} */ (window).events?.length);
          await page.waitForTimeout(1_500);
          assert.ok(requests.length >= 1 && requests.length <= most, `${requests.length} requests`);
        },
      ),
    );
  }
});

test("a move leaves the watch alone, and it goes on", async () => {
  const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3 });
  const script = `${RECORD_EVENTS} status.options = { intervalMs: 1000, maxIntervalMs: 1000 }; status.token = "t";`;
  await withPortal(elementFor(trackingId), script, async (page) => {
    await page.getByRole("heading", { name: "0 of 25 devices done" }).waitFor();
    await page.locator("batch-upload-status").evaluate((element) => document.body.append(element));
    await page.getByText("This upload is complete").waitFor();
  });
});

test("a move to another document and back keeps the looks", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page) => {
    await page.getByRole("heading", { name: "The device needs attention" }).waitFor();
    const positions = await page.locator("batch-upload-status").evaluate((element) => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      return [frame.contentDocument?.body, document.body].map((place) => {
        place?.append(element);
        const region = element.shadowRoot?.querySelector("[role=status]");
        return region && getComputedStyle(region).position;
      });
    });
    assert.deepEqual(positions, ["absolute", "absolute"]);
  }));

test("a message stays a dialog when its element moves", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page) => {
    await page.getByRole("button", { name: "Message to customer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Text" }).fill("Edited");
    await page.locator("batch-upload-status").evaluate((element) => document.body.append(element));
    assert.equal(await dialog.evaluate((element) => element.matches(":modal")), true);
    assert.equal(await dialog.getByRole("textbox", { name: "Text" }).inputValue(), "Edited");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }));

test("another token leaves an open message and the focus alone", () =>
  withPortal(
    elementFor(trackingIdOf("documented-sample")),
    `${RECORD_EVENTS} status.token = "t";`,
    async (page, requests) => {
      await page.getByRole("button", { name: "Message to customer" }).click();
      const text = page.getByRole("dialog").getByRole("textbox", { name: "Text" });
      await text.fill("Edited");
      const count = requests.length;
      await page.locator("batch-upload-status").evaluate((element) => void Object.assign(element, { token: "u" }));
      while (requests.length === count) await page.waitForTimeout(50);
      await page.keyboard.type("!");
      assert.equal(await text.inputValue(), "Edited!");
      assert.equal(await page.getByRole("dialog").evaluate((element) => element.matches(":modal")), true);
    },
  ));

test("an upload that a listener of change asks for is told complete, too", () => {
  const script = `${RECORD_EVENTS}
    status.addEventListener("change", () => { status.trackingId = "${trackingIdOf("all-finished")}"; }, { once: true });
    status.token = "t";`;
  return withPortal(elementFor(trackingIdOf("documented-sample")), script, async (page) => {
    await page.getByRole("heading", { name: "All 19 devices succeeded" }).waitFor();
    const names = (await eventsOf(page)).map((event) => String(event).split(",", 1).join());
    assert.deepEqual(names, ["change", "change", "complete"]);
  });
});

test("without its token the element has no text, also for a screen reader; complete is told once all the same", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), `${RECORD_EVENTS} status.token = "t";`, async (page) => {
    const element = page.locator("batch-upload-status");
    const heading = page.getByRole("heading", { name: "The device needs attention" });
    await heading.waitFor();
    await element.evaluate((status) => void Object.assign(status, { token: null }));
    assert.equal(await element.evaluate(({ shadowRoot }) => shadowRoot?.textContent), "");
    await element.evaluate((status) => void Object.assign(status, { token: "u" }));
    await heading.waitFor();
    const names = (await eventsOf(page)).map((event) => String(event).split(",", 1).join());
    assert.deepEqual(names, ["change", "complete", "change"]);
  }));

test("an open message follows the language of the element, and keeps what was edited", () =>
  withPortal(elementFor(trackingIdOf("documented-sample")), THREE_LINES, async (page) => {
    await page.getByRole("button", { name: "Message to customer" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Text" }).fill("Edited");
    await page.locator("html").evaluate((html) => html.setAttribute("lang", "tr"));
    const dialog = page.getByRole("dialog", { name: "Müşteriye ileti" });
    await dialog.waitFor();
    assert.equal(await page.getByRole("dialog").count(), 1);
    assert.equal(await dialog.getByRole("textbox", { name: "Metin" }).inputValue(), "Edited");
    await dialog.getByRole("textbox", { name: "Metin" }).and(page.locator(":focus")).waitFor();
    await dialog.getByRole("button", { name: "Kapat" }).click();
    await page.getByRole("button", { name: "Müşteriye ileti" }).and(page.locator(":focus")).waitFor();
  }));

describe("a token or an id that a framework or HTML drops is told in the console", () => {
  /** What a portal does with an element that has both ids, and how many warnings that gives. @type {Record<string, [script: string, warnings: number]>} */
  const withIds = {
    "when nobody sets it": ["", 1],
    "once, also when the element is moved": [
      "document.body.append(status); setTimeout(() => document.body.append(status), 1500);",
      1,
    ],
    "when it is an attribute": [`status.setAttribute("token", "${CANARY}");`, 1],
    "but not when it is set": ['status.token = "t";', 0],
    "but not when it is set to nothing, until there is one": ["status.token = undefined;", 0],
    "but not without an id": ['status.removeAttribute("tracking-id");', 0],
    "but not when the element is removed": ["status.remove();", 0],
  };
  /** The same with an element that has no id. @type {typeof withIds} */
  const withoutIds = {
    "when HTML drops the ids": [`status.token = "${CANARY}";`, 1],
    "once, also when it gets another token": [
      `status.token = "${CANARY}"; setTimeout(() => { status.token = "u"; }, 1200);`,
      1,
    ],
    "when there is only one id": [`status.token = "${CANARY}"; status.customerId = "${DEMO_CUSTOMER_ID}";`, 1],
    "but not without a token": ["", 0],
    "but not when both are set to nothing, until there is an upload": [
      'status.token = "t"; status.customerId = null; status.trackingId = "";',
      0,
    ],
    "but not when the element is removed": ['status.token = "t"; status.remove();', 0],
  };
  for (const [html, cases, named] of /** @type {const} */ ([
    [() => elementFor(trackingIdOf("documented-sample")), withIds, /<batch-upload-status>.*`token`/],
    [
      () => `<batch-upload-status customerId="${DEMO_CUSTOMER_ID}" trackingId="x"></batch-upload-status>`,
      withoutIds,
      /<batch-upload-status> .* no (customer-id and no )?tracking-id\. .*`customer-id`/,
    ],
  ])) {
    for (const [name, [script, count]] of Object.entries(cases)) {
      test(`${cases === withIds ? "the token" : "the ids"}: ${name}`, () => {
        const portal = `
          import "/element/index.js";
          window.warnings = [];
          console.warn = (...texts) => window.warnings.push(texts.join(" "));
          const status = document.querySelector("batch-upload-status");
          ${script}`;
        const useClock = (/** @type {Page} */ page) => page.clock.install();
        const use = async (/** @type {Page} */ page) => {
          await page.clock.runFor(3000);
          const warnings = await page.evaluate(
            () => /** @type {Window & { warnings?: string[] }} */ (window).warnings ?? [],
          );
          assert.equal(warnings.length, count, warnings.join());
          for (const warning of warnings) {
            assert.match(warning, named);
            assert.ok(!warning.includes(CANARY) && !warning.includes(DEMO_CUSTOMER_ID), warning);
          }
        };
        return withPortal(html(), portal, use, useClock);
      });
    }
  }
});

test("no connection names the directive, because the page's own policy can forbid the service", () =>
  withPortal(
    elementFor(trackingIdOf("documented-sample")),
    `import "/element/index.js";
    const policy = document.createElement("meta");
    Object.assign(policy, { httpEquiv: "Content-Security-Policy", content: "connect-src 'self'" });
    document.head.append(policy);`,
    async (page) => {
      // Chromium logs the violation.
      page.removeAllListeners("console");
      const status = page.locator("batch-upload-status");
      await status.evaluate((element) => void Object.assign(element, { token: "t", options: { maxRetries: 0 } }));
      await page.getByText(/gateway.*\(connect-src\)/).waitFor();
    },
  ));

test("properties that a framework sets before the element is defined are taken over", () =>
  withPortal(
    "<batch-upload-status></batch-upload-status>",
    `Object.assign(document.querySelector("batch-upload-status"), {
      customerId: "${DEMO_CUSTOMER_ID}",
      trackingId: "${trackingIdOf("documented-sample")}",
      baseUrl: "${simulator.url}",
      token: () => "${CANARY}",
      options: { locale: "tr-TR" },
      view: { text: "1234" },
    });
    await import("/element/index.js");`,
    async (page, requests) => {
      await page.getByRole("rowheader", { name: "1234567890" }).waitFor();
      assert.ok(requests.includes(`Bearer ${CANARY}`));
      const element = page.locator("batch-upload-status");
      assert.deepEqual(
        await element.evaluate((status) => [
          Object.keys(status),
          Reflect.get(status, "view").text,
          Reflect.get(status, "options"),
        ]),
        [[], "1234", { locale: "tr-TR" }],
      );
    },
  ));

test("a fault of the element itself is reported as uncaught, and not as an error of the service", () =>
  withPortal(
    elementFor(trackingIdOf("documented-sample")),
    `addEventListener("error", (event) => {
      event.preventDefault();
      window.fault = event.message;
    });
    HTMLTableRowElement.prototype.cloneNode = () => { throw new Error("this DOM has no rows"); };
    ${RECORD_EVENTS}; status.token = "t";`,
    async (page) => {
      await page.waitForFunction(() => /** @type {Window & { fault?: string }} */ (window).fault);
      assert.match(
        (await page.evaluate(() => /** @type {Window & { fault?: string }} */ (window).fault)) ?? "",
        /this DOM has no rows/,
      );
      assert.deepEqual(await eventsOf(page), []);
    },
  ));

test("a token function that fails is told as such, and not as a token that Partner Center does not accept", () =>
  withPortal(
    elementFor(trackingIdOf("documented-sample")),
    'import "/element/index.js"; document.querySelector("batch-upload-status").token = () => { throw new Error("signed out"); };',
    async (page) => {
      await page.getByRole("heading", { name: "The page could not get a token" }).waitFor();
    },
  ));

describe("in Turkish, a failure is told in Turkish, apart from the service's own words", () => {
  /** Runs in the page. Returns what is told with more than one word, without quotes and ids. */
  const sentences = () => {
    const { shadowRoot } = document.querySelector("batch-upload-status") ?? {};
    const walker = document.createTreeWalker(shadowRoot ?? document, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const isQuoted = node.parentElement?.closest("blockquote, code") !== null;
      if (!isQuoted && /\p{L}{2,}\s+\p{L}{2,}/u.test(node.textContent ?? "")) found.push(node.textContent);
    }
    return found;
  };

  /** @type {Record<string, string>} the properties that make a call fail, as code */
  const badArguments = {
    "a token with a space": '{ token: "a b" }',
    "a token function that throws": '{ token: () => { throw new Error("no") } }',
    "a customer id that is none": '{ customerId: "x" }',
    "a tracking id that is none": '{ trackingId: "x" }',
    "a base address without https": '{ baseUrl: "http://portal.example" }',
    "a base address where nothing answers":
      "{ options: { maxRetries: 0, fetch: async () => { throw new TypeError(); } } }",
    "an option that can't be": "{ options: { maxRetries: -1 } }",
    "an answer that takes too long": "{ options: { timeoutMs: 1, maxRetries: 0, fetch: () => new Promise(() => {}) } }",
  };
  /** Those that make every other request of the page wait come last. */
  const isThrottled = (/** @type {string} */ name) => name.startsWith("throttled");
  const names = Object.keys({ ...failures, ...unusable });
  const scenarios = [...names.filter((name) => !isThrottled(name)), ...names.filter(isThrottled)];
  const final = "{ options: { maxRetries: 0, notFoundGraceMs: 0 } }";
  const cases = [
    ...Object.entries(badArguments).map(([name, properties]) => [name, "documented-sample", properties]),
    ...scenarios.flatMap((name) => [
      [`${name}, while it is retried`, name, "{}"],
      [`${name}, at last`, name, final],
    ]),
  ];
  test(`${cases.length} failures`, (t) =>
    withPortal('<batch-upload-status lang="tr"></batch-upload-status>', RECORD_EVENTS, async (page) => {
      for (const [name = "", scenario = "", properties = ""] of cases) {
        await t.test(name, async () => {
          await page.evaluate(`{
            const before = document.querySelector("batch-upload-status");
            const status = document.createElement("batch-upload-status");
            before.replaceWith(status);
            status.lang = "tr";
            Object.assign(status, ${JSON.stringify({ customerId: DEMO_CUSTOMER_ID, trackingId: trackingIdOf(scenario), baseUrl: simulator.url, token: "t" })}, ${properties});
          }`);
          await page.locator(".failure").waitFor();
          const inTurkish = await page.evaluate(sentences);
          await page.locator("batch-upload-status").evaluate((status) => status.setAttribute("lang", "en"));
          await page.getByRole("button", { name: /^(Try again|Refresh now)$/ }).waitFor();
          const inEnglish = new Set(await page.evaluate(sentences));
          assert.ok(inTurkish.length >= 3, inTurkish.join());
          assert.deepEqual(
            inTurkish.filter((text) => inEnglish.has(text)),
            [],
          );
        });
      }
    }));
});

describe("complete is dispatched once for an upload", () => {
  test("when it becomes complete while it is watched, and not again after a refresh", () => {
    const script = `${RECORD_EVENTS}
      const answers = ["processing", "finished", "finished"];
      status.options = { intervalMs: 1000, fetch: async () =>
        Response.json({ status: answers.shift(), devicesStatus: [{ serialNumber: "1", status: answers.length > 1 ? "processing" : "finished" }] }) };
      status.token = "t";`;
    return withPortal(elementFor(trackingIdOf("all-finished")), script, async (page) => {
      await page.getByRole("heading", { name: "The device succeeded" }).waitFor();
      await page.getByRole("button", { name: "Refresh now" }).click();
      await page.getByText("Updated now.").waitFor();
      assert.deepEqual(await eventsOf(page), [
        ["change", "processing"],
        ["change", "finished"],
        ["complete", "finished"],
        ["change", "finished"],
      ]);
    });
  });
});

describe("a portal's own styles", () => {
  /** Inside, the policy of the portal counts: no style element. @param {Page} page @param {string} css */
  const addStyle = (page, css) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }, css);

  for (const scenario of ["mixed-outcomes", "no-relationship", "no-devices"]) {
    test(`dark without color-scheme leaves everything readable: ${scenario}`, () =>
      withPortal(elementFor(trackingIdOf(scenario)), THREE_LINES, async (page) => {
        await page.getByRole("heading", { level: 2 }).waitFor();
        await addStyle(page, "body { background: #0b1733; color: #e8eefc; }");
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          /** @type {Window & { axe: typeof import("axe-core") }} */ (/** @type {unknown} */ (window)).axe.run({
            runOnly: ["color-contrast"],
          }),
        );
        assert.deepEqual(
          violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)),
          [],
        );
      }));
  }

  test("the font size of the root changes nothing, and --batch-font-size scales texts", () =>
    withPortal(elementFor(trackingIdOf("mixed-outcomes")), THREE_LINES, async (page) => {
      const sizes = () =>
        page
          .locator("batch-upload-status h2, .cause-text, .cause-rows, tbody td:visible")
          .evaluateAll((all) => [
            ...new Set(all.map((text) => `${text.localName} ${getComputedStyle(text).fontSize}`)),
            ...all.slice(0, 3).map((text) => text.getBoundingClientRect().width),
          ]);
      await page.getByRole("heading", { level: 2 }).waitFor();
      const before = await sizes();
      assert.ok(before.includes("p 15px") && before.includes("p 13px"), before.join());
      await addStyle(page, "html { font-size: 62.5%; }");
      assert.deepEqual(await sizes(), before);
      await addStyle(page, "html { --batch-font-size: 3.2rem; }");
      assert.ok((await sizes()).includes("p 30px"));
    }));

  test("in a container of 320 px in a wide window, all of it is in sight and the headline is smaller", () =>
    withPortal(elementFor(trackingIdOf("mixed-outcomes")), THREE_LINES, async (page) => {
      await page.setViewportSize({ width: 1366, height: 768 });
      const headline = page.getByRole("heading", { level: 2 });
      await headline.waitFor();
      const size = () => headline.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      const wide = await size();
      await addStyle(page, "main { width: 320px; overflow: auto; }");
      assert.ok((await size()) < wide);
      assert.equal(await page.locator("main").evaluate((main) => main.scrollWidth), 320);
    }));

  test("under a header that stays in sight, devices are shown below it", () =>
    withPortal(elementFor(trackingIdOf("mixed-outcomes")), THREE_LINES, async (page) => {
      await addStyle(page, "html { --batch-sticky-top: 100px; } main { padding-block-end: 2000px; }");
      await page.getByRole("button", { name: /^Show these 2 devices: Registered to/ }).click();
      const heading = page.getByRole("heading", { name: "Devices", exact: true });
      const top = await heading.evaluate((element) => element.getBoundingClientRect().top);
      assert.ok(top >= 100 && top < 160, `${top}`);
    }));

  test("under a header that stays in sight, the keyboard leads to no control behind it", () =>
    withPortal(elementFor(trackingIdOf("mixed-outcomes")), THREE_LINES, async (page) => {
      await addStyle(page, "html { --batch-sticky-top: 100px; }");
      await page.setViewportSize({ width: 800, height: 400 });
      await page.getByRole("button", { name: "Print" }).focus();
      const tops = [];
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press("Shift+Tab");
        tops.push(
          await page
            .locator(":focus")
            .last()
            .evaluate((focused) => focused.getBoundingClientRect().top),
        );
      }
      assert.ok(
        tops.every((top) => top >= 100),
        tops.join(" "),
      );
    }));

  test("every documented part can be styled", async () => {
    const manifest = JSON.parse(await readFile(join(project, "dist/custom-elements.json"), "utf8"));
    /** @type {string[]} */
    const documented = manifest.modules[0].declarations[0].cssParts.map(
      (/** @type {{ name: string }} */ { name }) => name,
    );
    /** @type {Set<string>} */
    const styled = new Set();
    const rules = documented.map((name) => `batch-upload-status::part(${name}) { outline: 7px solid; }`).join(" ");
    for (const scenario of ["mixed-outcomes", "no-relationship"]) {
      await withPortal(elementFor(trackingIdOf(scenario)), THREE_LINES, async (page) => {
        await page.getByRole("heading", { level: 2 }).waitFor();
        await addStyle(page, rules);
        const found = await page
          .locator("[part]")
          .evaluateAll((all) =>
            all.filter((part) => getComputedStyle(part).outlineWidth === "7px").map((part) => part.part.value),
          );
        for (const name of found) styled.add(name);
      });
    }
    assert.deepEqual([...styled].sort(), documented.sort());
  });
});

describe("a portal chooses the sections", () => {
  /** @param {string} attributes @param {string} [scenario] */
  const elementWith = (attributes, scenario = "mixed-outcomes") =>
    elementFor(trackingIdOf(scenario)).replace("<batch-upload-status", `<batch-upload-status ${attributes}`);

  /** @param {Page} page */
  const shownIn = (page) =>
    page
      .locator("[part=bar], [part=verdict], [part=causes], [part=about], [part=devices]")
      .evaluateAll((all) => all.filter((part) => part.checkVisibility()).map((part) => part.part.value));

  test("the verdict alone has no buttons; others can follow, and an empty list is all of them", () =>
    withPortal(elementWith('sections="verdict"'), THREE_LINES, async (page) => {
      await page.getByRole("heading", { level: 2 }).waitFor();
      assert.deepEqual(await shownIn(page), ["verdict"]);
      assert.equal(await page.getByRole("button").count(), 0);
      const element = page.locator("batch-upload-status");
      await element.evaluate((status) => void Object.assign(status, { sections: "devices causes" }));
      assert.deepEqual(await shownIn(page), ["causes", "devices"]);
      await element.evaluate((status) => void Object.assign(status, { sections: null }));
      assert.deepEqual(await shownIn(page), ["bar", "verdict", "causes", "about", "devices"]);
    }));

  test("the message to the customer can stand alone, beside the verdict, or be left out", () =>
    withPortal(elementWith('sections="message"'), THREE_LINES, async (page) => {
      const element = page.locator("batch-upload-status");
      const message = page.getByRole("button", { name: "Message to customer" });
      for (const [sections, count] of /** @type {const} */ ([
        ["message", 1],
        ["verdict message", 1],
        ["verdict causes", 0],
      ])) {
        await element.evaluate((status, names) => void Object.assign(status, { sections: names }), sections);
        await page.locator("[part=verdict], .open-message").first().waitFor();
        assert.equal(await message.count(), count, sections);
      }
      await element.evaluate((status) => void Object.assign(status, { sections: "message" }));
      await message.click();
      await page.getByRole("dialog", { name: "Message to customer" }).waitFor();
    }));

  test("the bar stays while it is paused or has the focus, though it is no section", () => {
    const running = elementFor(simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3_600 }).trackingId);
    return withPortal(
      running,
      `${RECORD_EVENTS}
status.token = "a.token";`,
      async (page) => {
        const element = page.locator("batch-upload-status");
        await page.getByRole("button", { name: "Pause" }).click();
        await element.evaluate((status) => void Object.assign(status, { sections: "verdict" }));
        await page.getByRole("button", { name: "Resume" }).click();
        await page.getByRole("button", { name: "Pause" }).and(page.locator(":focus")).waitFor();
        await element.evaluate((status) => {
          const focused = status.shadowRoot?.activeElement;
          if (focused instanceof HTMLElement) focused.blur();
        });
        assert.deepEqual(await shownIn(page), ["verdict"]);
      },
    );
  });

  test("another upload is not paused, and that is an event", () => {
    const running = elementFor(simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3_600 }).trackingId);
    return withPortal(
      running,
      `${RECORD_EVENTS}
status.token = "a.token";`,
      async (page) => {
        await page.getByRole("button", { name: "Pause" }).click();
        await page
          .locator("batch-upload-status")
          .evaluate(
            (status, trackingId) => void Object.assign(status, { trackingId }),
            simulator.upload(DEMO_CUSTOMER_ID, { seconds: 3_600 }).trackingId,
          );
        await page.getByRole("button", { name: "Pause" }).waitFor();
        assert.deepEqual(
          (await eventsOf(page)).filter((event) => String(event).startsWith("pausechange")),
          [
            ["pausechange", true],
            ["pausechange", false],
          ],
        );
      },
    );
  });

  test("a failure is shown in any case, with the button that tries again", () =>
    withPortal(elementWith('sections="verdict"', "no-relationship"), THREE_LINES, async (page) => {
      await page.getByRole("heading", { name: "This token has no access to this customer" }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Try again" }).isVisible(), true);
    }));

  test("names that are not known are told to the console, and the known ones count", () =>
    assert.rejects(
      withPortal(elementWith('sections="verdict reasons"'), THREE_LINES, async (page) => {
        await page.getByRole("heading", { level: 2 }).waitFor();
        assert.deepEqual(await shownIn(page), ["verdict"]);
      }),
      /sections` knows bar, verdict, message, causes, about, devices, and not reasons/,
    ));

  for (const [attribute, levels] of /** @type {const} */ ([
    ["1", [1, 2, 3]],
    ["3", [3, 4, 5]],
    ["6", [6, 6, 6]],
    ["7", [2, 3, 4]],
    ["two", [2, 3, 4]],
  ])) {
    test(`heading-level="${attribute}" begins at ${levels[0]}`, () =>
      withPortal(elementWith(`heading-level="${attribute}"`), THREE_LINES, async (page) => {
        const names = ["3 of 12 devices need attention", "What needs attention", /^Registered to another tenant/];
        for (const [rank, name] of names.entries()) {
          await page.getByRole("heading", { level: levels[rank] ?? 0, name }).waitFor();
        }
      }));
  }
});

test("on plain http, where browsers have no Clipboard API, copying works", () =>
  withPortal(
    elementFor(trackingIdOf("documented-sample")),
    `Object.defineProperty(navigator, "clipboard", { value: undefined }); ${THREE_LINES}`,
    async (page) => {
      await page.getByRole("button", { name: "Copy tracking id" }).click();
      await page.getByRole("button", { name: "Tracking id copied" }).waitFor();

      // A modal dialog makes everything outside of it inert.
      await page.getByRole("button", { name: "Message to customer" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Copy text" }).click();
      await dialog.getByRole("button", { name: "Text copied" }).waitFor();
    },
  ));
