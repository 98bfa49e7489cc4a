/** Somebody runs into every failure there is, and is told each time what to do next. */
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { scenarioNamed } from "../../tools/simulator/scenarios.js";
import { holdRefusingPort } from "../faults/refusing-port.js";
import { askByLink, follow, inEveryEngine, linkTo } from "./harness.js";

/** @type {Record<string, { headline: string, next: RegExp }>} by the scenario of the simulator */
const answers = {
  "mfa-required": { headline: "Partner Center does not accept the token", next: /issued without multi-factor/ },
  "no-relationship": { headline: "The token may not see this customer", next: /no reseller relationship/ },
  "not-found": {
    headline: "Partner Center does not know this batch",
    next: /Check the customer id and the tracking id/,
  },
  unavailable: { headline: "Partner Center has a problem", next: /Try again in a few minutes/ },
  "sign-in-page": { headline: "The answer is not from Partner Center", next: /sign-in page or a proxy/ },
  empty: { headline: "The answer is empty", next: /Try again/ },
  truncated: { headline: "The answer broke off", next: /Try again/ },
  malformed: {
    headline: "The answer is not what Partner Center documents",
    next: /give whoever runs this page the support bundle/,
  },
  // The last one: the package asks nothing more of that host for as long as it says.
  throttled: { headline: "Too many requests for now", next: /^Trying again in \d+ seconds/ },
};

const WASM = "partner-center-batch-status_bg.wasm";
const fragment = linkTo(scenarioNamed("all-finished").trackingId);

inEveryEngine({}, (visit, engine) => {
  test("each answer that is a failure", (t) =>
    visit.open(
      async (person) => {
        await askByLink(person);
        for (const [scenario, { headline, next }] of Object.entries(answers)) {
          await t.test(scenario, async () => {
            await follow(visit, scenarioNamed(scenario).trackingId);
            await person.find("heading", headline);
            await person.find("text", next);
            await person.hear(new RegExp(`^${headline}\\.$`));
          });
        }
      },
      { fragment },
    ));

  /** Does something while a part of the page is missing. @param {string} part @param {() => Promise<unknown>} act */
  async function without(part, act) {
    visit.server.responses.set(part, { status: 404 });
    try {
      await act();
    } finally {
      visit.server.responses.clear();
    }
  }

  test("the wasm is missing", () =>
    without(WASM, () =>
      visit.open(
        async (person) => {
          await askByLink(person);
          await person.find("heading", "A part of this page could not be loaded");
          await person.find("text", /reload the page/);
        },
        { fragment },
      ),
    ));

  // Whether it is on a network is nothing that WebKit's driver can change.
  describe("there is no network", { skip: engine === "WebKit" }, () => {
    test("it goes on by itself when there is one again", () =>
      visit.open(
        async (person) => {
          await visit.page.setOffline?.(true);
          await askByLink(person);
          await person.find("heading", "You are offline");
          await person.find("text", /^Connect to the internet/);
          await person.find("text", /next look comes with the connection/);
          await person.hear(/^You are offline\.$/);
          await visit.page.setOffline?.(false);
          await person.find("heading", "All 19 devices succeeded");

          await visit.page.setOffline?.(true);
          await person.click("button", "Refresh now");
          await person.find("heading", "You are offline");
          await visit.page.setOffline?.(false);
          await person.find("text", /The batch is complete/);
        },
        { fragment },
      ));

    test("since before the whole page had come", () =>
      without(WASM, () =>
        visit.open(
          async (person) => {
            await visit.page.setOffline?.(true);
            await askByLink(person);
            await person.find("heading", "You are offline");
            visit.server.responses.clear();
            await visit.page.setOffline?.(false);
            await person.click("button", "Try again");
            await person.find("heading", "All 19 devices succeeded");
          },
          { fragment },
        ),
      ));
  });

  test("the page itself is missing", () =>
    without("page.js", async () => {
      await visit.page.goto(`${visit.server.url}?`);
      await visit.person.find("text", /This page could not start/);
    }));

  describe("a base address on another origin", () => {
    /** @type {Awaited<ReturnType<typeof startSimulator>>} */
    let service;
    /** @type {Awaited<ReturnType<typeof holdRefusingPort>>} */
    let refusing;
    before(async () => {
      service = await startSimulator({ cors: false });
      refusing = await holdRefusingPort();
    });
    after(() => Promise.all([service.close(), refusing.close()]));

    /** @type {[what: string, baseUrl: () => string][]} */
    const places = [
      ["refuses pages of other origins", () => service.url],
      ["is not there", () => `http://127.0.0.1:${refusing.port}`],
    ];
    for (const [what, baseUrl] of places) {
      test(what, async () => {
        const host = await startHostWithoutHeaders(baseUrl());
        try {
          await visit.open(
            async (person) => {
              await askByLink(person);
              await person.find("heading", "No connection to the base address");
              await person.find("text", /sets up a gateway/);
            },
            { url: host.url, fragment },
          );
        } finally {
          await host.close();
        }
      });
    }
  });
});

/** A host of static files: its page has only the policy that stands in itself. @param {string} baseUrl */
async function startHostWithoutHeaders(baseUrl) {
  const files = sirv(join(project, "www"), { dev: true });
  const { port, close } = await listen(
    (request, response) => {
      if (request.url === "/settings.json") response.end(JSON.stringify({ baseUrl }));
      else files(request, response);
    },
    0,
    "127.0.0.1",
  );
  return { url: `http://127.0.0.1:${port}/`, close };
}
