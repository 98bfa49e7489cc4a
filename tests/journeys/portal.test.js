/** A developer puts the element into a portal: the verdict in a side bar, the whole upload on a page, a failure, and the end of the session. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import sirv from "sirv";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { createSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";
import { axeViolations } from "../engines/user.js";
import { inEveryEngine } from "./harness.js";

/** Longer than any interval between two polls. */
const PATIENCE_MS = 30_000;

/** @import { Session } from "./harness.js" */

/** @typedef {Window & { events?: string[] }} PortalWindow */

const PAGE = `<!doctype html>
<html lang="en">
  <title>Portal</title>
  <link rel="icon" href="data:,">
  <style>
    html { font-size: 62.5%; background: #101828; color: #f2f4f7; }
    body { font: 15px sans-serif; }
    [hidden] { display: none; }
    aside { width: 320px; }
    batch-upload-status::part(headline) { letter-spacing: 1px; }
  </style>
  <header><h1>Customer</h1></header>
  <aside><batch-upload-status id="side" sections="verdict" heading-level="2"></batch-upload-status></aside>
  <main><h2>Uploads</h2><batch-upload-status id="whole" heading-level="3"></batch-upload-status></main>
  <script type="module">
    import "/dist/element/index.js";
    window.events = [];
    const query = new URLSearchParams(location.search);
    for (const element of document.querySelectorAll("batch-upload-status")) {
      for (const name of ["change", "complete", "error"])
        element.addEventListener(name, ({ detail }) => window.events.push([element.id, name, detail.code ?? detail.status].join(" ")));
      Object.assign(element, {
        customerId: "${DEMO_CUSTOMER_ID}",
        trackingId: query.get("trackingId"),
        baseUrl: location.origin,
        token: async () => (await fetch("/token")).text(),
      });
    }
  </script>
</html>`;

/** @type {Awaited<ReturnType<typeof startPortal>>} */
let portal;
before(async () => {
  portal = await startPortal();
});
after(() => portal?.close());

async function startPortal() {
  const simulator = createSimulator({ cors: false });
  const files = sirv(project, { dev: true });
  const { port, close } = await listen(
    async (request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://portal");
      if (pathname === "/token") return response.end("a.token.of-the-session");
      if (pathname === "/") return response.writeHead(200, { "Content-Type": "text/html" }).end(PAGE);
      if (await simulator.handle(request, response)) return undefined;
      return files(request, response);
    },
    0,
    "127.0.0.1",
  );
  return { url: `http://127.0.0.1:${port}/`, upload: simulator.upload, close };
}

/** Runs in the page. */
function readEvents() {
  return /** @type {PortalWindow} */ (window).events ?? [];
}

/** Returns the events with this name of both elements, each of which polls for itself. @param {Session} session @param {string} name */
async function eventsOf({ page }, name) {
  /** @type {string[]} */
  let found = [];
  for (const started = Date.now(); found.length < 2 && Date.now() - started < PATIENCE_MS; await wait(50)) {
    found = (await page.evaluate(readEvents, undefined)).filter((event) => event.includes(` ${name} `));
  }
  return found.sort();
}

inEveryEngine({}, (session) => {
  test("the verdict fits into a side bar, and the upload is followed to its end on the page", async () => {
    const { trackingId } = portal.upload(DEMO_CUSTOMER_ID, { devices: 25, seconds: 3 });
    await session.page.goto(`${portal.url}?trackingId=${trackingId}`);
    await session.user.find("heading", "What needs attention");
    await session.user.find("heading", "5 of 25 devices need attention, 1 was already registered");
    const complete = await eventsOf(session, "complete");
    assert.deepEqual(complete, ["side complete finished_with_errors", "whole complete finished_with_errors"]);
    const { levels, overflow, sections } = await session.page.evaluate(() => {
      const roots = [...document.querySelectorAll("batch-upload-status")].map(({ shadowRoot }) => shadowRoot);
      return {
        levels: roots.map((root) => root?.querySelector("[part=headline]")?.localName),
        overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        sections: roots[0]?.querySelectorAll("table, [part=causes]").length,
      };
    }, undefined);
    assert.deepEqual({ levels, overflow, sections }, { levels: ["h2", "h3"], overflow: false, sections: 0 });
    // Two elements with the same upload have landmarks with the same names, so each is checked alone.
    for (const other of ["side", "whole"]) {
      const hide = (/** @type {string} */ id) => {
        for (const element of document.querySelectorAll("batch-upload-status"))
          if (element instanceof HTMLElement) element.hidden = element.id === id;
      };
      await session.page.evaluate(hide, other);
      assert.deepEqual(await axeViolations(session.page), []);
    }
  });

  test("a failure is shown with what to do, and is an event", async () => {
    const { trackingId } = scenarioNamed("no-relationship");
    await session.page.goto(`${portal.url}?trackingId=${trackingId}`);
    await session.user.find("text", /no reseller relationship/);
    assert.deepEqual(await eventsOf(session, "error"), ["side error forbidden", "whole error forbidden"]);
  });

  test("without a token nothing is left of the upload, and nothing is asked", async () => {
    await session.page.goto(`${portal.url}?trackingId=${scenarioNamed("all-finished").trackingId}`);
    await session.user.find("heading", "All 19 devices succeeded");
    const left = await session.page.evaluate(async () => {
      const elements = [...document.querySelectorAll("batch-upload-status")];
      for (const element of elements) element.token = undefined;
      await new Promise((resolve) => setTimeout(resolve));
      return elements.map(({ shadowRoot }) => shadowRoot?.querySelector("[part=headline]") ?? null);
    }, undefined);
    assert.deepEqual(left, [null, null]);
  });
});
