/**
 * The page: a question in the form, an answer below it, and the answer kept fresh until the batch is complete.
 *
 * @import { BatchUploadDetails } from "./partner-center-batch-status/index.js"
 * @import { Question } from "./question-form.js"
 */
import { createAnnouncer } from "./announcer.js";
import { offerDemo } from "./demo-menu.js";
import { byId, element } from "./dom.js";
import { failureHeadline, failureView } from "./failure-view.js";
import { followBatch } from "./follow.js";
import { FollowBar } from "./follow-bar.js";
import { readFragment, writeFragment } from "./fragment.js";
import { headline } from "./headline.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { QuestionForm } from "./question-form.js";
import { ResultView } from "./result-view.js";
import { loadSettings } from "./settings.js";
import { batchStatus } from "./status.js";

const settings = await loadSettings();
const intervalMs = settings.demo ? 3000 : 5000;

const announcer = createAnnouncer(byId("announcement", HTMLParagraphElement));
const answer = byId("answer", HTMLElement);
const blank = byId("blank", HTMLDivElement);
const notice = element("div", { class: "notice" }, blank);
const resultPlace = element("div", { class: "result-place" });

/** @type {{ question: Question, view: ResultView } | undefined} */
let asked;
let following = new AbortController();

const form = new QuestionForm(ask);
const bar = new FollowBar({ onStop: stop, onAsk: follow });

/** @param {Question} question */
function ask(question) {
  writeFragment(question);
  asked = { question, view: new ResultView(question) };
  bar.reset();
  resultPlace.replaceChildren();
  notice.replaceChildren(skeleton());
  follow();
  showAnswerPlace();
}

/** Asks, and asks again until the batch is complete, a call fails or somebody stops it. */
async function follow() {
  if (asked === undefined) return;
  const { question, view } = asked;
  const { customerId, trackingId, ...options } = question;
  following.abort();
  following = new AbortController();
  const { signal } = following;

  bar.asking();
  announcer.say("Asking Partner Center.");
  try {
    for await (const details of followBatch(customerId, trackingId, form.token, { ...options, intervalMs, signal })) {
      if (signal.aborted) return;
      showDetails(view, details);
    }
  } catch (error) {
    if (!signal.aborted) showFailure(error);
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
  else bar.following(intervalMs);
}

/** @param {unknown} error */
function showFailure(error) {
  notice.replaceChildren(failureView(error));
  bar.failed();
  announcer.say(`${failureHeadline(error)}.`);
}

function stop() {
  following.abort();
  bar.stopped();
  if (resultPlace.childElementCount === 0) notice.replaceChildren(blank);
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

function skeleton() {
  return element(
    "div",
    { class: "skeleton card", "aria-hidden": "true" },
    element("span"),
    element("span"),
    element("span"),
  );
}

/** On a small screen the form fills it, and the answer would come unseen. */
function showAnswerPlace() {
  if (answer.getBoundingClientRect().top > innerHeight * 0.6) answer.scrollIntoView();
}

/** The address names other ids: somebody went back or forward, or edited it. */
function followAddress() {
  const ids = readFragment();
  form.fill({ customerId: "", trackingId: "", ...ids });
  if (form.token() && ids.customerId && ids.trackingId) form.submit();
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
addEventListener("popstate", followAddress);
addEventListener("pagehide", forget);
byId("unready", HTMLParagraphElement).remove();
