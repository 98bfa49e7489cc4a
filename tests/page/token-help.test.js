/** The help for a token: its commands are copied as they are shown, and those for Bash get a token from a real OpenID provider. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { Provider } from "oidc-provider";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { textOf, usePage } from "./harness.js";

/** @import { AddressInfo } from "node:net" */
/** @import { Page } from "playwright-core" */
/** @import { Language } from "../../target/js/element/languages/language.js" */
/** @typedef {keyof Language["page"]["howToGetToken"]["ways"]} Way */

const site = usePage();
const ENTRA = "https://login.microsoftonline.com";
const PATH = "/organizations/oauth2/v2.0";
const APP_ID = "11111111-2222-4333-8444-555555555555";
const DEVICE_CODE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Opens the help, copies commands, and returns them. @param {Page} page @param {Language} language @param {string} shell @param {Way} way */
async function copyCommands(page, { page: { howToGetToken } }, shell, way) {
  const { copy, copied } = howToGetToken.copyCommands(shell, howToGetToken.ways[way]);
  await page.getByText(howToGetToken.summary).click();
  await page.getByRole("button", { name: copy }).click();
  assert.equal(await textOf(page.getByRole("status").filter({ hasText: copied })), copied);
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const language of [en, tr]) {
  const { appId, signIn, enterCode, thenPressEnter, pasteAddress } = language.page.howToGetToken;

  test(`what the commands say stands in quotes, so it has no sign that a shell would read: ${language.tag}`, () => {
    for (const text of [appId, signIn, enterCode, thenPressEnter, pasteAddress]) assert.match(text, /^[\p{L} ]+$/u);
  });

  test(`the commands for PowerShell are copied whole: ${language.tag}`, () =>
    site.withPage(
      async (page) => {
        const lines = (await copyCommands(page, language, "PowerShell", "deviceCode")).split("\n");
        assert.deepEqual([lines[0], lines.at(-1)], ["& {", "}"]);
        assert.ok(lines.includes(`$app = Read-Host '${appId}'`));
        assert.ok(lines.includes(`Write-Host '${enterCode}:' $code.user_code`));
      },
      { locale: language.tag, ...CLIPBOARD },
    ));
}

describe("the commands for Bash get a token, which the form takes,", () => {
  const server = createServer();
  /** @type {string[]} */
  const issued = [];
  /** How many of the next requests for a token lose their connection. */
  let drops = 0;
  before(async () => {
    await once(server.listen(0, "localhost"), "listening");
    const provider = providerLikeEntra(`http://localhost:${portOf(server)}`);
    provider.on("access_token.saved", ({ jti }) => issued.push(jti));
    const answer = provider.callback();
    server.on("request", (request, response) => {
      if (drops === 0 || request.url !== `${PATH}/token`) return answer(request, response);
      drops--;
      return request.destroy();
    });
  });
  after(() => server.close());

  for (const language of [en, tr]) {
    for (const way of /** @type {Way[]} */ (["deviceCode", "authorizationCode"])) {
      test(`by ${en.page.howToGetToken.ways[way]}: ${language.tag}`, () =>
        site.withPage(
          async (page) => {
            const commands = await copyCommands(page, language, "Bash", way);
            assert.equal(commands.includes("do sleep 5; done"), way === "deviceCode");
            const answer = await run(commands.replace(ENTRA, `http://localhost:${portOf(server)}`), page);
            await page.evaluate((copied) => navigator.clipboard.writeText(copied), answer);
            const field = page.getByLabel(language.page.form.token.label);
            await field.focus();
            await page.keyboard.press("Control+v");
            assert.equal(await field.inputValue(), issued.at(-1));
          },
          { locale: language.tag, ...CLIPBOARD },
        ));
    }
  }

  test("and a device code is asked for again when the connection drops", () =>
    site.withPage(async (page) => {
      const commands = await copyCommands(page, en, "Bash", "deviceCode");
      drops = 2;
      const answer = await run(commands.replace(ENTRA, `http://localhost:${portOf(server)}`), page);
      assert.equal(drops, 0);
      assert.equal(JSON.parse(answer).access_token, issued.at(-1));
    }, CLIPBOARD));

  test("and tell what the service says when the address tells an error", () =>
    site.withPage(async (page) => {
      const commands = await copyCommands(page, en, "Bash", "authorizationCode");
      const refused = "http://localhost/?error=access_denied&error_description=AADSTS65004&state=1";
      const answer = await run(commands.replace(ENTRA, `http://localhost:${portOf(server)}`), page, refused);
      assert.match(answer, /invalid_grant/);
    }, CLIPBOARD));

  test("and tell what the service says of an app that it does not know", () =>
    site.withPage(async (page) => {
      const commands = await copyCommands(page, en, "Bash", "deviceCode");
      const unknown = commands.replace(ENTRA, `http://localhost:${portOf(server)}`).replace("$app", "unknown");
      assert.match(await run(unknown, page), /invalid_client/);
    }, CLIPBOARD));
});

/** The addresses and rules of Microsoft Entra ID for a public client: PKCE (RFC 7636) and device codes (RFC 8628). @param {string} issuer */
function providerLikeEntra(issuer) {
  return new Provider(issuer, {
    clients: [
      {
        client_id: APP_ID,
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://localhost"],
        grant_types: ["authorization_code", DEVICE_CODE_GRANT],
      },
    ],
    scopes: ["https://api.partnercenter.microsoft.com/user_impersonation"],
    features: { deviceFlow: { enabled: true } },
    pkce: { required: () => true },
    routes: {
      authorization: `${PATH}/authorize`,
      device_authorization: `${PATH}/devicecode`,
      token: `${PATH}/token`,
    },
  });
}

/**
 * Runs the commands as a person does, who signs in at the address that they print.
 *
 * @param {string} commands
 * @param {Page} page
 * @param {string} [endsAt] where the browser ends instead
 */
async function run(commands, page, endsAt) {
  // A service like Entra is asked every five seconds (RFC 8628). The four tests that wait for that take 5 to 10 s each without this.
  const commandsInHaste = commands.replace("do sleep 5; done", "do sleep 0.5; done");
  const bash = spawn("bash", ["-c", commandsInHaste], { stdio: ["pipe", "pipe", "ignore"] });
  bash.stdin.write(`${APP_ID}\n`);
  let output = "";
  let hasSignedIn = false;
  for await (const piece of bash.stdout) {
    output += piece;
    const [address] = output.match(/http:\S+(?=\n)/) ?? [];
    const [, userCode] = output.match(/: (\S+-\S+)\n/) ?? [];
    const isAsked = userCode !== undefined || output.endsWith(": ");
    if (address === undefined || !isAsked || hasSignedIn) continue;
    hasSignedIn = true;
    bash.stdin.end(`${endsAt ?? (await signIn(await page.context().newPage(), address, userCode))}\n`);
  }
  return output.slice(output.lastIndexOf("{"));
}

/** Signs in, and returns the address that the browser ends at. @param {Page} page @param {string} address @param {string} [userCode] */
async function signIn(page, address, userCode) {
  await page.goto(address);
  if (userCode !== undefined) {
    await page.getByRole("textbox").fill(userCode);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
  }
  await page.getByPlaceholder("Enter any login").fill("somebody");
  await page.getByPlaceholder("and password").fill("secret");
  const ended = page.waitForRequest(
    (request) => /^http:\/\/localhost\/\?|\/device/.test(request.url()) && request.isNavigationRequest(),
  );
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  return (await ended).url();
}

/** @param {import("node:http").Server} server */
function portOf(server) {
  return /** @type {AddressInfo} */ (server.address()).port;
}
