/**
 * The sign-in of docs/token.md with MSAL, bundled as a reader would, against a simulated sign-in service: by redirect, in a hidden frame and in
 * a popup.
 *
 * @import { Browser, Route } from "playwright-core"
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, it } from "node:test";
import sirv from "sirv";
import { build } from "vite";
import { listen } from "../../tools/listen.js";
import { project } from "../../tools/setup.js";
import { launchChromium } from "../engines/chromium.js";
import { temporaryFolder } from "../package/pack.js";

const CLIENT_ID = "11111111-2222-4333-8444-555555555555";
const TENANT_ID = "66666666-7777-4888-8999-aaaaaaaaaaaa";
const USER_ID = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
/** Those of docs/token.md: its own origin may frame the page. */
const POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'self'";
const PORTAL = `<!doctype html><title>Portal</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>
<button>Get a token</button><p role="status"></p>`;
const BUTTON = `
const [button, status] = document.querySelectorAll("button, [role=status]");
button.onclick = async () => {
  status.textContent = "Waiting";
  status.textContent = await getToken().catch(({ errorCode }) => errorCode);
};
status.textContent = "Signed in";
`;

const folder = await temporaryFolder("msal");
/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof listen>>} */
let portal;
before(async () => {
  const documentation = await readFile(join(project, "docs", "token.md"), "utf8");
  const codeIn = (/** @type {string} */ language) =>
    new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(documentation)?.[1] ?? assert.fail(language);
  const script = codeIn("js").replace("…", CLIENT_ID).replace("your-partner-tenant-id", TENANT_ID) + BUTTON;
  const files = { "main.js": script, "index.html": PORTAL, "redirect.html": codeIn("html") };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  const input = ["index.html", "redirect.html"].map((name) => join(folder.path, name));
  await build({ root: folder.path, logLevel: "error", build: { target: "es2022", rolldownOptions: { input } } });
  const setHeaders = (/** @type {import("node:http").ServerResponse} */ response, /** @type {string} */ path) => {
    if (path.startsWith("/redirect")) response.setHeader("Content-Security-Policy", POLICY);
  };
  portal = await listen(sirv(join(folder.path, "dist"), { setHeaders }), 0, "127.0.0.1");
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await portal?.close();
  await folder.remove();
});

/** A sign-in service as RFC 6749, RFC 7636 and OpenID Connect say. Its tokens have to be renewed at once, and their number is in them. */
function createSignIn() {
  /** What was asked for each code. @type {Map<string, URLSearchParams>} */
  const asked = new Map();
  const service = {
    needsPerson: false,
    /** The ways in which it was asked. @type {(string | null)[]} */
    prompts: [],
    /** @param {Route} route */
    async answer(route) {
      const { pathname, searchParams } = new URL(route.request().url());
      const json = answerTo(pathname.split("/").at(-1) ?? "", searchParams, route.request().postData() ?? "");
      if (typeof json !== "string") return route.fulfill({ json, headers: { "Access-Control-Allow-Origin": "*" } });
      const body = `<script>location.replace(${JSON.stringify(json)})</script>`;
      await route.fulfill({ contentType: "text/html", body });
    },
  };
  /** An address to go to, or JSON. @param {string} endpoint @param {URLSearchParams} query @param {string} body */
  function answerTo(endpoint, query, body) {
    if (endpoint === "authorize") return redirectFor(query);
    if (endpoint === "token") return tokensFor(new URLSearchParams(body));
    return {};
  }
  /** @param {URLSearchParams} query */
  function redirectFor(query) {
    service.prompts.push(query.get("prompt"));
    const code = `code-${service.prompts.length}`;
    asked.set(code, query);
    const isSilent = query.get("prompt") === "none";
    const answer =
      isSilent && service.needsPerson ? { error: "interaction_required" } : { code, client_info: CLIENT_INFO };
    return `${query.get("redirect_uri")}#${new URLSearchParams({ ...answer, state: query.get("state") ?? "" })}`;
  }
  /** @param {URLSearchParams} form */
  function tokensFor(form) {
    const query = asked.get(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (challenge !== query?.get("code_challenge")) return { error: "invalid_grant" };
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      aud: CLIENT_ID,
      tid: TENANT_ID,
      oid: USER_ID,
      sub: USER_ID,
      preferred_username: "a@contoso.example",
    };
    const times = { iat: seconds, nbf: seconds, exp: seconds + 3600 };
    const idToken = {
      ...claims,
      ...times,
      nonce: query.get("nonce"),
      iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
    };
    return {
      ...{ token_type: "Bearer", scope: form.get("scope"), expires_in: 1, client_info: CLIENT_INFO },
      access_token: `token-of-${form.get("code")}`,
      id_token: `${encode({ alg: "none" })}.${encode(idToken)}.`,
    };
  }
  return service;
}

/** @param {object} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

const CLIENT_INFO = encode({ uid: USER_ID, utid: TENANT_ID });

it("the sign-in of docs/token.md works by redirect, in a hidden frame and in a popup", {
  timeout: 60_000,
}, async () => {
  const signIn = createSignIn();
  // Else no frame of another origin may lead to an address of this machine.
  const context = await browser.newContext({ permissions: ["local-network-access"] });
  await context.route("https://login.microsoftonline.com/**", signIn.answer);
  const page = await context.newPage();
  await page.goto(`http://localhost:${portal.port}/`);
  const status = page.getByRole("status");
  const button = page.getByRole("button");
  await status.getByText("Signed in").waitFor();

  await button.click();
  await status.getByText("token-of-code-2").waitFor();

  signIn.needsPerson = true;
  const popup = page.waitForEvent("popup");
  await button.click();
  const closed = (await popup).waitForEvent("close");
  await status.getByText("token-of-code-4").waitFor();
  await closed;
  assert.deepEqual(signIn.prompts, [null, "none", "none", null]);
  await context.close();
});
