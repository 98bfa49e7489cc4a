/**
 * The page: a question in the form, and the answer below it; and the answers to the questions before.
 *
 * @import { UploadAddress } from "./remembered.js"
 * @import { WatchedUpload } from "./watched-upload.js"
 */
import "./partner-center-batch-status/element/index.js";
import { byId } from "./by-id.js";
import { offerDemo } from "./demo-menu.js";
import { clearFragment, isInFragment, readFragment, readView, writeFragment } from "./fragment.js";
import { offerLanguages, onLanguageChange } from "./language.js";
import { init } from "./partner-center-batch-status/index.js";
import { QuestionForm } from "./question-form.js";
import { loadSettings } from "./settings.js";
import { showInTab } from "./tab-title.js";
import { WatchedUploads } from "./watched-uploads.js";

// It comes while the form is filled in. Should it not, that is told to who asks.
init().catch(() => {});

offerLanguages();
const settings = await loadSettings();

const pace = {
  // Somebody looks at a demonstration all the time.
  ...(settings.demo && { intervalMs: 3000, maxIntervalMs: 3000 }),
  // Whoever mistyped an id should learn it at once; after a fresh upload the hint says to try again.
  notFoundGraceMs: 0,
};

/** In CSS pixels: from the top of an answer to below its progress bar. */
const VERDICT_HEIGHT = 320;

const form = new QuestionForm(ask);
const uploads = new WatchedUploads({
  onChoose: choose,
  onView: (upload) => {
    if (upload === uploads.shown) writeFragment(upload.address, upload.status.view);
  },
  onChange: (shown) => showInTab(shown?.inShort),
  onEmpty: () => {
    clearFragment();
    form.focus();
  },
});

/** @param {UploadAddress} address */
function ask(address) {
  const { token } = form;
  const upload = uploads.watch(address);
  for (const wanting of new Set([upload, ...uploads.waiting(address.baseUrl)])) wanting.ask(token, pace);
  // A link with a view keeps it when it is asked for; otherwise all devices are shown.
  upload.status.view = isInFragment(upload.address) ? readView() : {};
  show(upload);
}

/** Somebody wants to see this one of the uploads that are watched. @param {WatchedUpload} upload */
function choose(upload) {
  form.fill(upload.address);
  show(upload);
}

/** @param {WatchedUpload} upload */
function show(upload) {
  writeFragment(upload.address, upload.status.view);
  uploads.show(upload);
  showAnswerPlace();
}

/** Leaves nothing of the token and the answers in the page. */
function forget() {
  form.forgetToken();
  uploads.forget();
}

/** On a small screen the form fills it, and the answer would come unseen: there must be room for its headline. */
function showAnswerPlace() {
  const answer = byId("answer", HTMLElement);
  const room = innerHeight - answer.getBoundingClientRect().top;
  if (room < VERDICT_HEIGHT) answer.scrollIntoView();
}

/** Shows what the address of the page leads to, if it is watched, and else fills the form. */
function readAddress() {
  const ids = readFragment();
  const upload = uploads.find(ids);
  form.fill({ ...ids, ...upload?.address });
  if (upload) upload.status.view = readView();
  uploads.show(upload);
  return { isAsked: upload?.hasToken === true, isWhole: ids.customerId !== undefined && ids.trackingId !== undefined };
}

/** Somebody went back or forward, or edited the address. */
function followAddress() {
  const { isAsked, isWhole } = readAddress();
  if (form.token && isWhole && !isAsked) form.submit();
}

form.fill({ baseUrl: settings.baseUrl });
if (settings.demo) offerDemo(settings.demo, form);
readAddress();

byId("forget", HTMLButtonElement).addEventListener("click", () => {
  forget();
  // Where the next question begins; that the field is empty is what there is to say.
  form.focusToken();
});
onLanguageChange(() => {
  form.speak();
  uploads.speak();
});
addEventListener("popstate", followAddress);
addEventListener("pagehide", forget);
byId("unready", HTMLDivElement).remove();
