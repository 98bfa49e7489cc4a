/**
 * The page: a question in the form, and the answer below it.
 *
 * @import { BatchUploadStatusElement } from "./partner-center-batch-status/element/index.js"
 * @import { Question } from "./question-form.js"
 */
import "./partner-center-batch-status/element/index.js";
import { byId } from "./by-id.js";
import { offerDemo } from "./demo-menu.js";
import { isInFragment, readFragment, readView, writeFragment } from "./fragment.js";
import { summarizeBatch } from "./partner-center-batch-status/index.js";
import { QuestionForm } from "./question-form.js";
import { loadSettings } from "./settings.js";
import { inShort, showInTab } from "./tab-title.js";

const settings = await loadSettings();

const pace = {
  // Somebody looks at a demonstration all the time.
  ...(settings.demo && { intervalMs: 3000, maxIntervalMs: 3000 }),
  // Whoever mistyped an id should learn it at once; after a fresh upload the hint says to try again.
  notFoundGraceMs: 0,
};

/** In CSS pixels: from the top of an answer to below its progress bar. */
const VERDICT_HEIGHT = 320;

const answer = byId("answer", HTMLElement);
const blank = byId("blank", HTMLDivElement);

/** @type {{ question: Question, status: BatchUploadStatusElement } | undefined} */
let asked;
const form = new QuestionForm(ask);

/** @param {Question} question */
function ask(question) {
  const { customerId, trackingId, baseUrl, locale } = question;
  const status = document.createElement("batch-upload-status");
  // A link with a view keeps it when it is asked for; another batch begins with all its devices.
  if (isInFragment(question)) status.view = readView();
  Object.assign(status, { customerId, trackingId, baseUrl, token: form.token, options: { locale, ...pace } });
  status.addEventListener("viewchange", ({ detail }) => writeFragment(question, detail));
  status.addEventListener("change", ({ detail }) => showInTab(inShort(summarizeBatch(detail))));
  status.addEventListener("error", () => showInTab("Request failed"));
  writeFragment(question, status.view);
  asked = { question, status };
  showInTab("Asking…");
  answer.replaceChildren(status);
  showAnswerPlace();
}

/** Leaves nothing of the token and the answer in the page. */
function forget() {
  form.forgetToken();
  asked = undefined;
  showInTab();
  answer.replaceChildren(blank);
}

/** On a small screen the form fills it, and the answer would come unseen: there must be room for its headline. */
function showAnswerPlace() {
  const room = innerHeight - answer.getBoundingClientRect().top;
  if (room < VERDICT_HEIGHT) answer.scrollIntoView();
}

/** The address has changed: somebody went back or forward, or edited it. */
function followAddress() {
  if (asked && isInFragment(asked.question)) {
    asked.status.view = readView();
    return;
  }
  const ids = readFragment();
  form.fill({ customerId: "", trackingId: "", ...ids });
  if (form.token && ids.customerId && ids.trackingId) form.submit();
  else forget();
}

form.fill({ baseUrl: settings.baseUrl });
if (settings.demo) offerDemo(settings.demo, form);
form.fill(readFragment());

byId("forget", HTMLButtonElement).addEventListener("click", () => {
  forget();
  // Where the next question begins; that the field is empty is what there is to say.
  form.focusToken();
});
addEventListener("popstate", followAddress);
addEventListener("pagehide", forget);
byId("unready", HTMLParagraphElement).remove();
