/**
 * The page: a question in the form, and the answer below it; and the answers to the questions before.
 *
 * @import { UploadAddress } from "./saved-uploads.js"
 * @import { WatchedUpload } from "./watched-upload.js"
 */
import "./partner-center-batch-status/element/index.js";
import { showDemoMenu } from "./demo-menu.js";
import { elementById } from "./element-by-id.js";
import { clearFragment, fragmentMatches, readIds, readView, writeFragment } from "./fragment.js";
import { initLanguages, onLanguageChange } from "./language.js";
import { LookupForm } from "./lookup-form.js";
import { init } from "./partner-center-batch-status/index.js";
import { loadSettings } from "./settings.js";
import { setTabTitle } from "./tab-title.js";
import { WatchedUploads } from "./watched-uploads.js";

// It comes while the form is filled in. Should it not, that is told to who asks.
init().catch(() => {});

initLanguages();
const settings = await loadSettings();

const pollOptions = {
  // Somebody looks at a demonstration all the time.
  ...(settings.demo && { intervalMs: 3000, maxIntervalMs: 3000 }),
  // Whoever mistyped an id should learn it at once; after a fresh upload the hint says to try again.
  notFoundGraceMs: 0,
};

/** In CSS pixels: from the top of an answer to below its progress bar. */
const HEADLINE_HEIGHT = 320;

const form = new LookupForm(startWatch);
const uploads = new WatchedUploads({
  onSelect: select,
  onView: (upload) => {
    if (upload === uploads.shown) writeFragment(upload.address, upload.status.view);
  },
  onChange: (shown) => setTabTitle(shown?.shortState),
  onEmpty: () => {
    clearFragment();
    form.focus();
  },
});

/** @param {UploadAddress} address */
function startWatch(address) {
  const { token } = form;
  const upload = uploads.watch(address);
  for (const each of new Set([upload, ...uploads.needingToken(address.baseUrl)])) each.start(token, pollOptions);
  // A link with a view keeps it when it is asked for; otherwise all devices are shown.
  upload.status.view = fragmentMatches(upload.address) ? readView() : {};
  show(upload);
}

/** Somebody wants to see this one of the uploads that are watched. @param {WatchedUpload} upload */
function select(upload) {
  form.fill(upload.address);
  show(upload);
}

/** @param {WatchedUpload} upload */
function show(upload) {
  writeFragment(upload.address, upload.status.view);
  uploads.show(upload);
  scrollToAnswer();
}

/** Leaves nothing of the token and the answers in the page. */
function forget() {
  form.forgetToken();
  uploads.forget();
}

/** On a small screen the form fills it, and the answer would come unseen: there must be room for its headline. */
function scrollToAnswer() {
  const answer = elementById("answer", HTMLElement);
  const room = innerHeight - answer.getBoundingClientRect().top;
  if (room < HEADLINE_HEIGHT) answer.scrollIntoView();
}

/** Shows what the address of the page leads to, if it is watched, and else fills the form. */
function showFromAddress() {
  const ids = readIds();
  const upload = uploads.find(ids);
  form.fill({ ...ids, ...upload?.address });
  if (upload) upload.status.view = readView();
  uploads.show(upload);
  return { isWatched: upload?.hasToken === true, hasIds: ids.customerId !== undefined && ids.trackingId !== undefined };
}

/** Somebody went back or forward, or edited the address. */
function onAddressChange() {
  const { isWatched, hasIds } = showFromAddress();
  if (form.token && hasIds && !isWatched) form.submit();
}

form.fill({ baseUrl: settings.baseUrl });
if (settings.demo) showDemoMenu(settings.demo, form);
showFromAddress();

elementById("forget", HTMLButtonElement).addEventListener("click", () => {
  forget();
  // Where the next question begins; that the field is empty is what there is to say.
  form.focusToken();
});
onLanguageChange(() => {
  form.localize();
  uploads.localize();
});
addEventListener("popstate", onAddressChange);
addEventListener("pagehide", forget);
elementById("unready", HTMLDivElement).remove();
