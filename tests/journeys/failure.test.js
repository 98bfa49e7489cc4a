/** Each failure tells the user what to do next. */
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { scenarioNamed } from "../../tools/simulator/scenarios.js";
import { holdRefusingPort } from "../faults/refusing-port.js";
import { inEveryEngine, linkTo, openLink, requestLinkedStatus } from "./harness.js";

/** @type {Record<string, { headline: string, next: RegExp }>} by scenario */
const failures = {
  "mfa-required": { headline: "Partner Center does not accept the token", next: /issued without multi-factor/ },
  "no-relationship": { headline: "This token has no access to this customer", next: /no reseller relationship/ },
  "not-found": {
    headline: "Partner Center can’t find this upload",
    next: /Check the customer id and the tracking id/,
  },
  unavailable: { headline: "Partner Center has a problem", next: /^This page tries again by itself/ },
  "sign-in-page": { headline: "The answer is not from Partner Center", next: /sign-in page or a proxy/ },
  empty: { headline: "The answer is empty", next: /^This page tries again by itself/ },
  truncated: { headline: "The answer broke off", next: /^This page tries again by itself/ },
  malformed: {
    headline: "The answer is not what Partner Center documents",
    next: /give whoever runs this page the support bundle/,
  },
  // Must be last: the package then pauses all requests to the host for the time in Retry-After.
  throttled: {
    headline: "Partner Center is busy: too many requests",
    next: /^Partner Center asks to wait\. Trying again in \d+ seconds/,
  },
};

const WASM = "partner-center-batch-status.wasm";
const fragment = linkTo(scenarioNamed("all-finished").trackingId);

inEveryEngine({}, (session, engine) => {
  test("each error response has its headline and its next step", (t) =>
    session.open(
      async (user) => {
        await requestLinkedStatus(user);
        for (const [scenario, { headline, next }] of Object.entries(failures)) {
          await t.test(scenario, async () => {
            await openLink(session, scenarioNamed(scenario).trackingId);
            await user.find("heading", headline);
            await user.find("text", next);
            await user.waitForAnnouncement(new RegExp(`^${headline}\\.$`));
          });
        }
      },
      { fragment },
    ));

  /** Runs a function while a file of the page is missing. @param {string} file @param {() => Promise<unknown>} run */
  async function without(file, run) {
    session.server.responses.set(file, { status: 404 });
    try {
      await run();
    } finally {
      session.server.responses.clear();
    }
  }

  test("a missing wasm file is reported", () =>
    without(WASM, () =>
      session.open(
        async (user) => {
          await requestLinkedStatus(user);
          await user.find("heading", "A part of this page could not be loaded");
          await user.find("text", /reload the page/);
        },
        { fragment },
      ),
    ));

  // WebKit's driver can't turn the network off.
  describe("offline", { skip: engine === "WebKit" }, () => {
    test("the page continues by itself when the network is back", () =>
      session.open(
        async (user) => {
          await session.page.setOffline?.(true);
          await requestLinkedStatus(user);
          await user.find("heading", "You are offline");
          await user.find("text", /^Connect to the internet/);
          await user.find("text", /checking again once you are connected/);
          await user.waitForAnnouncement(/^You are offline\.$/);
          await session.page.setOffline?.(false);
          await user.find("heading", "All 19 devices succeeded");

          await session.page.setOffline?.(true);
          await user.click("button", "Refresh now");
          await user.find("heading", "You are offline");
          await session.page.setOffline?.(false);
          await user.find("text", /This upload is complete/);
        },
        { fragment },
      ));

    test("the page offers to try again if it was offline before everything was loaded", () =>
      without(WASM, () =>
        session.open(
          async (user) => {
            await session.page.setOffline?.(true);
            await requestLinkedStatus(user);
            await user.find("heading", "You are offline");
            session.server.responses.clear();
            await session.page.setOffline?.(false);
            await user.click("button", "Try again");
            await user.find("heading", "All 19 devices succeeded");
          },
          { fragment },
        ),
      ));
  });

  test("a page without its script says that it could not start", () =>
    without("page.js", async () => {
      await session.page.goto(`${session.server.url}?`);
      await session.user.find("text", /This page could not start/);
    }));

  describe("a base address on another origin that", () => {
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
    const services = [
      ["does not allow other origins", () => service.url],
      ["refuses connections", () => `http://127.0.0.1:${refusing.port}`],
    ];
    for (const [what, baseUrl] of services) {
      test(`${what} is reported with the advice to set up a gateway`, async () => {
        const host = await startHostWithoutHeaders(baseUrl());
        try {
          await session.open(
            async (user) => {
              await requestLinkedStatus(user);
              await user.find("heading", "No connection to the base address");
              await user.find("text", /sets up a gateway/);
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

/** A static host that sends no headers, so that the page has only the policy in its HTML. @param {string} baseUrl */
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
