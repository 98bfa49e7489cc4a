/**
 * The page: a question in the form, an answer below it, and the answer kept fresh until the batch is complete.
 *
 * @import { BatchUploadDetails, RetryEvent } from "./partner-center-batch-status/index.js"
 * @import { Question } from "./question-form.js"
 */
import { createAnnouncer } from "./announcer.js";
import { offerDemo } from "./demo-menu.js";
import { EVERY_DEVICE } from "./device-filter.js";
import { byId, element } from "./dom.js";
import { failureHeadline, failureView } from "./failure-view.js";
import { FollowBar } from "./follow-bar.js";
import { isInFragment, readFilter, readFragment, writeFragment } from "./fragment.js";
import { headline } from "./headline.js";
import { summarizeBatch, watchBatchUploadStatus } from "./partner-center-batch-status/index.js";
import { QuestionForm } from "./question-form.js";
import { ResultView } from "./result-view.js";
import { loadSettings } from "./settings.js";
import { batchStatus } from "./status.js";

const settings = await loadSettings();

const pace = {
  // Somebody looks at a demonstration all the time.
  ...(settings.demo && { intervalMs: 3000, maxIntervalMs: 3000 }),
  // Whoever mistyped an id should learn it at once; after a fresh upload the hint says to try again.
  notFoundGraceMs: 0,
};

/** In CSS pixels: from the top of an answer to below its progress bar. */
const VERDICT_HEIGHT = 320;

const announcer = createAnnouncer(byId("announcement", HTMLParagraphElement));
const answer = byId("answer", HTMLElement);
const blank = byId("blank", HTMLDivElement);
const notice = element("div", { class: "notice" }, blank);
const resultPlace = element("div", { class: "result-place" });
const skeleton = element("div", { class: "skeleton card", "aria-hidden": "true" });
skeleton.append(element("span"), element("span"), element("span"));

/** @type {{ question: Question, view: ResultView } | undefined} */
let asked;
let following = new AbortController();

const form = new QuestionForm(ask);
const bar = new FollowBar({ onStop: stop, onAsk: follow });

/** @param {Question} question */
function ask(question) {
  // A link with a filter keeps it when it is asked for; another batch begins with all its devices.
  const view = new ResultView(question, isInFragment(question) ? readFilter() : EVERY_DEVICE);
  writeFragment(question, view.filter);
  asked = { question, view };
  bar.reset();
  resultPlace.replaceChildren();
  notice.replaceChildren(skeleton);
  follow();
  showAnswerPlace();
}

/** Asks until the batch is complete, a failure is final or somebody stops it. */
async function follow() {
  if (asked === undefined) return;
  const { question, view } = asked;
  const { customerId, trackingId, baseUrl, locale } = question;
  following.abort();
  following = new AbortController();
  const { signal } = following;

  bar.asking();
  announcer.say("Asking Partner Center.");
  const options = { baseUrl, locale, ...pace, signal, onRetry: showRetry };
  // The token of this moment: one that is typed in later may be meant for another base address.
  const { token } = form;
  try {
    for await (const details of watchBatchUploadStatus(customerId, trackingId, token, options)) {
      if (signal.aborted) return;
      showDetails(view, details);
    }
  } catch (error) {
    if (signal.aborted) return;
    showFailure(error);
    bar.failed();
  }
}

/** @param {ResultView} view @param {BatchUploadDetails} details */
function showDetails(view, details) {
  view.show(details);
  notice.replaceChildren();
  const first = !view.element.isConnected;
  if (first) resultPlace.replaceChildren(view.element);

  const summary = summarizeBatch(details);
  const sentence = `${batchStatus(details.status).word}. ${headline(summary)}.`;
  if (first || summary.complete) announcer.say(sentence);
  else announcer.mention(sentence);
  if (summary.complete) bar.complete();
  else bar.following();
}

/** The failure is shown while the next attempt is waited for: the wait can be a minute. @param {RetryEvent} event */
function showRetry({ waitMs, error }) {
  if (error.code !== notice.firstElementChild?.getAttribute("data-code")) showFailure(error);
  bar.retrying(waitMs);
}

/** @param {unknown} error */
function showFailure(error) {
  if (asked) notice.replaceChildren(failureView(error, asked.question));
  announcer.say(`${failureHeadline(error)}.`);
}

function stop() {
  following.abort();
  bar.stopped();
  if (skeleton.isConnected) notice.replaceChildren(blank);
  announcer.say("Stopped.");
}

/** Leaves nothing of the token and the answer in the page. */
function forget() {
  following.abort();
  form.forgetToken();
  asked = undefined;
  bar.reset();
  resultPlace.replaceChildren();
  notice.replaceChildren(blank);
}

/** On a small screen the form fills it, and the answer would come unseen: there must be room for its headline. */
function showAnswerPlace() {
  const room = innerHeight - answer.getBoundingClientRect().top;
  if (room < VERDICT_HEIGHT) answer.scrollIntoView();
}

/** The address has changed: somebody went back or forward, or edited it. */
function followAddress() {
  if (asked && isInFragment(asked.question)) {
    asked.view.filter = readFilter();
    return;
  }
  const ids = readFragment();
  form.fill({ customerId: "", trackingId: "", ...ids });
  if (form.token && ids.customerId && ids.trackingId) form.submit();
  else forget();
}

answer.replaceChildren(bar.element, notice, resultPlace);
form.fill({ baseUrl: settings.baseUrl });
if (settings.demo) offerDemo(settings.demo, form);
form.fill(readFragment());

byId("forget", HTMLButtonElement).addEventListener("click", () => {
  forget();
  announcer.say("Token and answer are forgotten.");
});
answer.addEventListener("copied", (event) => {
  if (event instanceof CustomEvent) announcer.say(`${event.detail}.`);
});
answer.addEventListener("filter", (event) => {
  if (asked) writeFragment(asked.question, asked.view.filter);
  if (event instanceof CustomEvent) announcer.say(event.detail);
});
addEventListener("beforeprint", () => asked?.view.unfold());
addEventListener("afterprint", () => asked?.view.fold());
addEventListener("popstate", followAddress);
addEventListener("pagehide", forget);
byId("unready", HTMLParagraphElement).remove();
