/** The settings of the host: settings.json. Whatever is in it, the page starts, and says what it could not use. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { afterEach, describe, test } from "node:test";
import { DEMO_TOKEN, demo } from "../../tools/simulator/scenarios.js";
import { headlineOf, ready, requestStatus, startAnew, switchLanguage, textOf, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */

const site = usePage();
const DEFAULT = "https://api.partnercenter.microsoft.com";
const WHOLE = /^The settings of this page \(settings\.json\) can’t be read/;
/** @param {string} names */
const part = (names) => new RegExp(`^settings\\.json has no usable value for ${names}`);

afterEach(() => site.server.responses.clear());

/** @param {string} text @param {number} [status] */
function setSettings(text, status = 200) {
  site.server.responses.set("settings.json", { status, headers: { "Content-Type": "application/json" }, body: text });
}

/** @param {Page} page @param {string} text @param {number} [status] */
async function openWith(page, text, status) {
  setSettings(text, status);
  await page.reload();
  await ready(page);
}

/** @param {Page} page */
function problem(page) {
  return page.locator("#settings-problem");
}

/** @param {Page} page */
function baseAddress(page) {
  return page.getByLabel("Base address").inputValue();
}

/** @param {number} depth */
const nested = (depth) => "[".repeat(depth) + "]".repeat(depth);
const address = () => site.server.url.slice(0, -1);

/** @type {Record<string, { settings: () => string, message: RegExp, hasAddress?: boolean }>} */
const wrong = {
  "no JSON": { settings: () => "<!doctype html><title>Sign in</title>", message: WHOLE },
  "an empty file": { settings: () => "", message: WHOLE },
  null: { settings: () => "null", message: WHOLE },
  "a list": { settings: () => `[{"baseUrl":"${address()}"}]`, message: WHOLE },
  "a number": { settings: () => "1e999", message: WHOLE },
  "a string": { settings: () => `"${address()}"`, message: WHOLE },
  "nested 100,000 times": { settings: () => nested(100_000), message: WHOLE },
  "larger than any settings": {
    settings: () => JSON.stringify({ baseUrl: address(), x: "x".repeat(2_000_000) }),
    message: WHOLE,
  },
  "a base address of another type": { settings: () => '{"baseUrl":{"toString":1}}', message: part("baseUrl") },
  "an empty base address": { settings: () => '{"baseUrl":""}', message: part("baseUrl") },
  "no address": { settings: () => '{"baseUrl":"partner center"}', message: part("baseUrl") },
  "another protocol": { settings: () => '{"baseUrl":"javascript:alert(1)"}', message: part("baseUrl") },
  "an endless base address": {
    settings: () => JSON.stringify({ baseUrl: `https://x/${"x".repeat(20_000)}` }),
    message: part("baseUrl"),
  },
  ...Object.fromEntries(
    [
      "http://gateway.example",
      "http://127.0.0.1.gateway.example",
      "https://user:word@gateway.example",
      "https://gateway.example/?a=1",
      "https://gateway.example/#a",
      "https://gateway.example/a/../b",
      "https://gateway.example//",
      "https://0x7f.1",
      "https://2130706433",
      "https://127.00.0.1",
      "https://gateway.example:65536",
      "https:gateway.example",
      " https://gateway.example",
      "https://gätewäy.example",
    ].map((baseUrl) => [
      `the address ${baseUrl}, which the package refuses`,
      { settings: () => JSON.stringify({ baseUrl }), message: part("baseUrl") },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      operator: ["", "x".repeat(101), "two\nlines", 1, "\u202Eabc"],
      help: ["javascript:alert(1)", "http://help.example", "https://", "mailto: a", `https://x/${"x".repeat(3000)}`],
    }).flatMap(([name, values]) =>
      values.map((value) => [
        `${name}: ${JSON.stringify(value).slice(0, 40)}`,
        {
          settings: () => JSON.stringify({ baseUrl: address(), [name]: value }),
          message: part(name),
          hasAddress: true,
        },
      ]),
    ),
  ),
  "two wrong values": { settings: () => '{"baseUrl":false,"demo":[]}', message: part("baseUrl and demo") },
  ...Object.fromEntries(
    Object.entries({
      "an empty demo": {},
      "a demo that is a list": [demo()],
      "a demo that is true": true,
      "a demo without scenarios": { ...demo(), scenarios: undefined },
      "a demo with a scenario that is null": { ...demo(), scenarios: [null] },
      "a demo with a scenario of other types": { ...demo(), scenarios: [{ label: 1, customerId: {}, trackingId: [] }] },
      "a demo whose scenarios are no list": { ...demo(), scenarios: { length: 1 } },
      "a demo whose token is a number": { ...demo(), token: 1 },
      "a demo that is nested": { ...demo(), customerId: { customerId: {} } },
    }).map(([what, value]) => [
      what,
      {
        settings: () => JSON.stringify({ baseUrl: address(), demo: value }),
        message: part("demo"),
        hasAddress: true,
      },
    ]),
  ),
};

describe("settings that can't be used are reported, and the page starts with its defaults", () => {
  const withSettings = site.onOnePage();
  for (const [what, { settings, message, hasAddress = false }] of Object.entries(wrong)) {
    test(what, () =>
      withSettings(async (page) => {
        setSettings(settings());
        await startAnew(page);
        assert.match(await textOf(problem(page)), message);
        assert.equal(await baseAddress(page), hasAddress ? address() : DEFAULT);
        assert.equal(await page.getByLabel("Scenario").isVisible(), false);
        if (!hasAddress) return;
        await requestStatus(page, {});
        assert.equal(await headlineOf(page), "The device needs attention");
      }),
    );
  }

  test("in the language of the page", () =>
    site.withPage(async (page) => {
      await openWith(page, '{"demo":{}}');
      const english = await textOf(problem(page));
      await switchLanguage(page, { tag: "tr" });
      assert.notEqual(await textOf(problem(page)), english);
      assert.match(await textOf(problem(page)), /settings\.json/);
    }));

  test("a server that fails", () =>
    site.withPage(async (page) => {
      await openWith(page, "{}", 500);
      assert.match(await textOf(problem(page)), WHOLE);
      assert.equal(await baseAddress(page), DEFAULT);
    }));
});

describe("settings that are fine are not reported", () => {
  const withSettings = site.onOnePage();
  for (const baseUrl of [
    "https://Gateway.example:443/pc/",
    "https://10.0.0.1/a//",
    "https://[2001:db8:0::1]:8443",
    "http://app.localhost:80",
    "http://[::1]:4173/",
  ]) {
    test(`the address ${baseUrl}`, () =>
      withSettings(async (page) => {
        setSettings(JSON.stringify({ baseUrl }));
        await startAnew(page);
        assert.equal(await problem(page).isVisible(), false);
        assert.equal(await baseAddress(page), baseUrl);
      }));
  }

  /** @type {[what: string, settings: () => string, status: number, isDemo: boolean][]} */
  const fine = [
    ["no file", () => "Not found.", 404, false],
    ["no file, on a host that says so with 403", () => "<Error/>", 403, false],
    ["no settings", () => "{}", 200, false],
    ["other settings", () => '{"theme":"x","__proto__":{"demo":{}}}', 200, false],
    ["a byte order mark", () => '\uFEFF{"baseUrl":"https://gateway.example/pc"}', 200, false],
    ["null for everything", () => '{"baseUrl":null,"demo":null}', 200, false],
    ["a demo", () => JSON.stringify({ baseUrl: address(), demo: demo() }), 200, true],
  ];
  for (const [what, settings, status, isDemo] of fine) {
    test(what, () =>
      withSettings(async (page) => {
        setSettings(settings(), status);
        await startAnew(page);
        assert.equal(await problem(page).isVisible(), false);
        assert.equal(await page.getByLabel("Scenario").isVisible(), isDemo);
        assert.equal(await page.getByLabel("Access token").inputValue(), isDemo ? DEMO_TOKEN : "");
        const shown = what === "a byte order mark" ? "https://gateway.example/pc" : isDemo ? address() : DEFAULT;
        assert.equal(await baseAddress(page), shown);
      }),
    );
  }
});

test("the end of the page says who runs it, where to get help, the version, and where the token goes", () =>
  site.withPage(async (page) => {
    const end = page.getByRole("contentinfo");
    const { version } = JSON.parse(await readFile("package.json", "utf8"));
    const common = `The token goes to ${address()}\nVersion ${version}\nNot made or endorsed by Microsoft\nLicences`;
    assert.equal(await textOf(end), `This page is run by 127.0.0.1\n${common}`);
    await openWith(
      page,
      JSON.stringify({ baseUrl: address(), operator: "<b>Contoso", help: "mailto:help@contoso.com" }),
    );
    assert.equal(await textOf(end), `This page is run by <b>Contoso\nHelp\n${common}`);
    assert.equal(await end.getByRole("link", { name: "Help" }).getAttribute("href"), "mailto:help@contoso.com");
    const licences = await end.getByRole("link", { name: "Licences" }).getAttribute("href");
    assert.equal((await page.request.get(`${site.server.url}${licences}`)).status(), 200);
  }));
