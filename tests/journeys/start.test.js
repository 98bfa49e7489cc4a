/** A user opens the page over a slow line. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "../../tools/setup.js";
import { inEveryEngine } from "./harness.js";

/** What the page may load before it can be used, the document included. */
const MAX_REQUESTS = 12;

inEveryEngine({}, (session, engine) => {
  test("the page starts with few requests, and none is sent twice", () =>
    session.open(async (_, { requests }) => {
      const urls = requests.map(({ url }) => url);
      assert.ok(urls.length <= MAX_REQUESTS, urls.join("\n"));
      // WebKit does not give a preloaded file to fetch(), whatever the attributes of the link and the headers are.
      const sentOnce = engine === "WebKit" ? urls.filter((url) => !url.endsWith(".wasm")) : urls;
      assert.deepEqual(sentOnce, [...new Set(sentOnce)]);
    }));

  test("the document names what is loaded first, so that nothing that matters is more than two round trips behind it", () =>
    session.open(async (_, { requests }) => {
      const html = await readFile(join(project, "www", "index.html"), "utf8");
      const files = requests.map(({ url }) => url.slice(1)).filter((file) => file !== "");
      for (const type of ["page.css", "page.js", "partner-center-batch-status.wasm"])
        assert.ok(
          files.some((file) => file.endsWith(`/${type}`)),
          files.join("\n"),
        );
      // The script asks for the settings of the host: the second round trip.
      const others = new Set(files.filter((file) => !html.includes(`"${file}"`)));
      assert.deepEqual([...others], ["settings.json"]);
    }));

  test("a language that can't be loaded is named, and is there after a reload", async () => {
    await session.open(async (user, { responses }) => {
      responses.set("tr.js", { status: 503, headers: {} });
      await user.click("button", "Türkçe");
      await user.find("text", /^Türkçe can’t be loaded/);
      await user.find("heading", "What became of your devices?");
      responses.delete("tr.js");
    });
    await session.open(async (user) => {
      await user.click("button", "Türkçe");
      await user.find("heading", "Yüklediğiniz cihazlar ne durumda?");
    });
  });
});
