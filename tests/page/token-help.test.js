/** The help for a token: its commands are copied as they are shown, and those for Bash get a token from a sign-in service. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { textOf, usePage } from "./harness.js";

/** @import { AddressInfo } from "node:net" */
/** @import { Page } from "playwright-core" */
/** @import { Language } from "../../target/js/element/languages/language.js" */

const site = usePage();
const ENTRA = "https://login.microsoftonline.com";
const PATH = "/organizations/oauth2/v2.0";
const APP_ID = "11111111-2222-4333-8444-555555555555";
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Opens the help, copies the commands for a shell, and returns them. @param {Page} page @param {Language} language @param {string} shell */
async function copyCommands(page, { page: { howToGetToken } }, shell) {
  const { copy, copied } = howToGetToken.copyCommands(shell);
  await page.getByText(howToGetToken.summary).click();
  await page.getByRole("button", { name: copy }).click();
  assert.equal(await textOf(page.getByRole("status").filter({ hasText: copied })), copied);
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const language of [en, tr]) {
  const { appId, thenPressEnter, signIn, pasteAddress } = language.page.howToGetToken;

  test(`what the commands say stands in quotes, so it has no sign that a shell would read: ${language.tag}`, () => {
    for (const text of [appId, thenPressEnter, signIn, pasteAddress]) assert.match(text, /^[\p{L} ]+$/u);
  });

  test(`the commands for PowerShell are copied whole: ${language.tag}`, () =>
    site.withPage(
      async (page) => {
        const lines = (await copyCommands(page, language, "PowerShell")).split("\n");
        assert.deepEqual([lines[0], lines[1], lines.at(-1)], ["& {", `$app = Read-Host '${appId}'`, "}"]);
        assert.ok(lines.includes(`Read-Host "$($code.message) ${thenPressEnter}"`));
      },
      { locale: language.tag, ...CLIPBOARD },
    ));
}

describe("the commands for Bash", () => {
  /** Answers as RFC 6749 and RFC 7636 say: the code is good for who knows the text behind the challenge. */
  const signIn = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    if (pathname === `${PATH}/authorize`) {
      const location = new URL(searchParams.get("redirect_uri") ?? "");
      location.search = String(new URLSearchParams({ code: codeFor(searchParams), session_state: "x&y" }));
      response.writeHead(302, { Location: location.href }).end();
    } else response.end(JSON.stringify(tokenFor(pathname, new URLSearchParams(await textIn(request)))));
  });
  before(() => once(signIn.listen(0, "127.0.0.1"), "listening"));
  after(() => signIn.close());

  for (const language of [en, tr]) {
    test(`get a token, which the form takes: ${language.tag}`, () =>
      site.withPage(
        async (page) => {
          const { port } = /** @type {AddressInfo} */ (signIn.address());
          const commands = await copyCommands(page, language, "Bash");
          const answer = await run(commands.replace(ENTRA, `http://127.0.0.1:${port}`));
          await page.evaluate((copied) => navigator.clipboard.writeText(copied), answer);
          const field = page.getByLabel(language.page.form.token.label);
          await field.focus();
          await page.keyboard.press("Control+v");
          assert.equal(await field.inputValue(), "abc.def");
        },
        { locale: language.tag, ...CLIPBOARD },
      ));
  }
});

/** Runs the commands as a person does, who opens the address and pastes the one that the browser ends at. @param {string} commands */
async function run(commands) {
  const bash = spawn("bash", ["-c", commands], { stdio: ["pipe", "pipe", "ignore"] });
  bash.stdin.write(`${APP_ID}\n`);
  let output = "";
  for await (const piece of bash.stdout) {
    output += piece;
    const [address] = output.match(/http:\S+/) ?? [];
    if (address === undefined || !output.endsWith(": ") || bash.stdin.writableEnded) continue;
    const { headers } = await fetch(address, { redirect: "manual" });
    bash.stdin.end(`${headers.get("Location")}\n`);
  }
  return output.slice(output.lastIndexOf("{"));
}

/** The code is the challenge. @param {URLSearchParams} asked */
function codeFor(asked) {
  const { code_challenge, ...rest } = Object.fromEntries(asked);
  assert.deepEqual(rest, {
    client_id: APP_ID,
    response_type: "code",
    redirect_uri: "http://localhost",
    scope: "https://api.partnercenter.microsoft.com/user_impersonation",
    code_challenge_method: "S256",
  });
  return `${code_challenge}/=&`;
}

/** @param {string} path @param {URLSearchParams} asked */
function tokenFor(path, asked) {
  const { code_verifier = "", ...rest } = Object.fromEntries(asked);
  const challenge = createHash("sha256").update(code_verifier).digest("base64url");
  const expected = { grant_type: "authorization_code", client_id: APP_ID, redirect_uri: "http://localhost" };
  const isGood = isSame(rest, { ...expected, code: `${challenge}/=&` }) && path === `${PATH}/token`;
  return isGood ? { token_type: "Bearer", access_token: "abc.def" } : { error: "invalid_grant" };
}

/** @param {Record<string, string>} actual @param {Record<string, string>} expected */
function isSame(actual, expected) {
  return JSON.stringify(Object.entries(actual).sort()) === JSON.stringify(Object.entries(expected).sort());
}

/** @param {AsyncIterable<Buffer>} request */
async function textIn(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}
