/** What people meet, as public reports show it: the page shows the service's own words, and advice for them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../target/js/element/languages/en.js";
import { tr } from "../../target/js/element/languages/tr.js";
import { reports } from "../../tools/simulator/reports.js";
import { scenarioNamed } from "../../tools/simulator/scenarios.js";
import { answerOf, headlineOf, switchLanguage, usePage } from "./harness.js";

/** @import { Page } from "playwright-core" */
/** @import { Language } from "../../target/js/element/languages/language.js" */
/** @import { Report } from "../../tools/simulator/reports.js" */

const site = usePage();

/** Those that need a base address of their own, or repeat the token, are tried over sockets alone. */
const shown = reports.filter(({ answer, baseUrl }) => !baseUrl && !JSON.stringify(answer).includes("{token}"));

for (const report of shown) {
  test(report.name, () =>
    site.withPage(async (page) => {
      await page.goto(`${page.url()}#tracking=${scenarioNamed(`report: ${report.name}`).trackingId}`);
      await page.getByLabel("Customer id", { exact: true }).fill("47021739-3426-40bf-9601-61b4b6d7c793");
      await page.getByLabel("Access token").fill("a-token");
      await page.getByRole("button", { name: "Show status" }).click();
      for (const language of [en, tr]) {
        await switchLanguage(page, language);
        await headlineOf(page);
        if (report.failure) await assertFailure(page, language, report);
        else assert.equal(await answerOf(page).locator(".failure").count(), 0);
      }
    }),
  );
}

/** @param {Page} page @param {Language} language @param {Report} report */
async function assertFailure(page, language, { failure: { code, reason, description } = {} }) {
  const answer = answerOf(page);
  const { title, next } = new Map(Object.entries(language.failures)).get(String(code)) ?? assert.fail(String(code));
  const { retrying, reasons, reasonTitles } = language;
  // While the page tries again by itself, nobody else has to. Ids can be checked all the same.
  const isTriedAgain = ["service", "timeout", "incomplete-response", "empty-response"].includes(String(code));
  const ofReason = new Map(Object.entries(reasons)).get(String(reason));
  const ownTitle = new Map(Object.entries(reasonTitles)).get(String(reason));
  const isNotThereYet = code === "not-found" && (reason === undefined || reason === "ids");
  const ofCode = isNotThereYet ? retrying.notThereYet : (ofReason ?? next);
  const advice = isTriedAgain ? retrying.next : ofCode;
  assert.equal(await headlineOf(page), ownTitle ?? title);
  assert.equal(await answer.locator(".hint").first().textContent(), advice);
  const words = await answer.getByRole("blockquote").allTextContents();
  assert.deepEqual(words, description === undefined ? [] : [description]);
}
