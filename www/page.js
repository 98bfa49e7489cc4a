/**
 * The page: the form, the list of watched uploads, and the status of the selected one.
 *
 * @import { UploadAddress } from "./saved-uploads.js"
 * @import { WatchedUpload } from "./watched-upload.js"
 */
import "./partner-center-batch-status/element/index.js";
import { Colophon } from "./colophon.js";
import { DemoMenu } from "./demo-menu.js";
import { elementById } from "./element-by-id.js";
import { clearFragment, fragmentMatches, isOwnEntry, readIds, readView, writeFragment } from "./fragment.js";
import { initLanguages, language, onLanguageChange } from "./language.js";
import { LookupForm } from "./lookup-form.js";
import { NewTokenButton } from "./new-token-button.js";
import { Notifier } from "./notifier.js";
import { init } from "./partner-center-batch-status/index.js";
import { loadSettings } from "./settings.js";
import { setTabIcon } from "./tab-icon.js";
import { setTabTitle } from "./tab-title.js";
import { TokenHelp } from "./token-help.js";
import { WatchedUploads } from "./watched-uploads.js";

// Loads while the form is filled in. If it fails, the first call reports it.
init().catch(() => {});

const [{ settings, isUnreadable, wrong }] = await Promise.all([loadSettings(), initLanguages()]);
showSettingsProblem();

const pollOptions = {
  // A demo is watched live, so poll fast.
  ...(settings.demo && { intervalMs: 3000, maxIntervalMs: 3000 }),
  // Somebody looks again tomorrow, and the page says how long it has waited.
  maxWaitMs: Number.POSITIVE_INFINITY,
};

const isPhone = matchMedia("(width < 44rem)");

/** The height from the top of an upload's status to below a headline of two lines and the counts, in CSS pixels. */
const HEADLINE_HEIGHT = 240;

const answer = elementById("answer", HTMLElement);
const newTokenButton = new NewTokenButton(elementById("token", HTMLInputElement), () => form.focusToken());
const notifier = new Notifier();
const form = new LookupForm(settings.baseUrl, {
  onSubmit: startWatch,
  // Where a token was sent before, a new one needs no button.
  onNewToken: (token, baseUrl) => {
    const waiting = uploads.haveToken(baseUrl) ? uploads.needingToken(baseUrl) : [];
    const { shown } = uploads;
    // Whoever looks at a refusal of access tries another token.
    if (shown?.watch.hadNoAccess && shown.watch.token !== token && shown.baseUrl === baseUrl) waiting.push(shown);
    for (const upload of waiting) upload.watch.start(token, pollOptions);
    // In the folded form nothing but the token can have been changed: other ids open it.
    return waiting.some((upload) => upload === shown || form.isFolded);
  },
  tokenOfAnswer: () => uploads.shown?.watch.token ?? "",
  // Where the page was scrolled to the answer, that is higher up now.
  onFold: scrollToAnswer,
});
const uploads = new WatchedUploads({
  onSelect: select,
  onView: (upload) => {
    if (upload === uploads.shown) writeFragment(upload.address, upload.status.view);
  },
  onChange: (shown, states) => {
    setTabTitle(states, shown?.watch.state);
    setTabIcon(states);
    notifier.isNeeded = states.some(({ kind }) => kind === "underWay");
    const needsNewToken = states.some(({ kind }) => kind === "refused");
    newTokenButton.isNeeded = needsNewToken;
    const hasOutcome = shown?.watch.hasOutcome === true;
    const isAsking = shown?.watch.hasToken === true && !hasOutcome;
    if (shown && (hasOutcome || (isAsking && form.isFolded))) {
      form.fold(shown.address, { asksForToken: needsNewToken || (isAsking && form.asksForToken) });
    } else if (!isAsking) form.unfold();
  },
  onAccepted: (token) => {
    if (!uploads.isRefused(token)) form.showTokenAccepted(token);
  },
  onRefused: (token) => form.showTokenRefused(token, scrollToTokenField),
  onEnd: (upload, state) => {
    // All of them lose their token at once, and one notification tells that.
    const { customerId, trackingId } = upload.address;
    const tag = upload.watch.wasRefused ? "token" : `upload ${customerId} ${trackingId}`.toLowerCase();
    notifier.notify(upload.name, state, tag, () => {
      if (uploads.find(upload.address) === upload) select(upload);
    });
  },
  onFocusLost: () => form.focus(),
  onEmpty: clearFragment,
});

/** Says which settings of the host can't be used. */
function showSettingsProblem() {
  const { unreadable, wrongValues } = language.page.settings;
  const problem = elementById("settings-problem", HTMLParagraphElement);
  problem.textContent = isUnreadable ? unreadable : wrongValues(wrong);
  problem.hidden = !isUnreadable && wrong.length === 0;
}

/** @param {UploadAddress} address */
function startWatch(address) {
  const { token } = form;
  const upload = uploads.watch(address);
  for (const each of new Set([upload, ...uploads.needingToken(address.baseUrl)])) each.watch.start(token, pollOptions);
  // A link with a view shows that view. Otherwise all devices are shown.
  upload.status.view = fragmentMatches(upload.address) ? readView() : {};
  show(upload);
  // Nothing moves under the pointer: the fold will scroll. On a phone the answer is far from the button, which the finger has left.
  if (isPhone.matches || form.isFolded) scrollToAnswer();
}

/** Shows an upload that was selected in the list. @param {WatchedUpload} upload */
function select(upload) {
  form.fill(upload.address);
  const canStart = !upload.watch.hasToken && form.token !== "" && uploads.haveToken(upload.baseUrl);
  if (canStart) upload.watch.start(form.token, pollOptions);
  show(upload);
  if (upload.watch.hasToken) scrollToAnswer();
  else form.askForToken();
}

/** @param {WatchedUpload} upload */
function show(upload) {
  writeFragment(upload.address, upload.status.view);
  uploads.show(upload);
  demoMenu?.show(upload.address);
}

/** Removes the token and all details from the page. */
function forget() {
  form.forgetToken();
  uploads.forget();
}

/**
 * On a small screen the form, or the list, fills the screen. On a wide one the list stays beside the end of a long answer. Scrolls, unless the
 * headline of the status is in view, and on a phone the first cause.
 */
function scrollToAnswer() {
  const { top } = answer.getBoundingClientRect();
  const needed = isPhone.matches ? innerHeight * 0.9 : HEADLINE_HEIGHT;
  if (top < 0 || innerHeight - top < needed) answer.scrollIntoView();
}

/** After that, the field of the token can be above the screen. Scrolls, unless the headline of the status would leave the screen. */
function scrollToTokenField() {
  const { top } = answer.getBoundingClientRect();
  const room = innerHeight - (top - form.top);
  if (top >= 0 && room >= HEADLINE_HEIGHT) form.scrollIntoView();
}

/** Shows the upload in the URL if it is watched, and fills the form. */
function showFromAddress() {
  const ids = readIds();
  const upload = uploads.find(ids);
  // To another view of the same upload: what is typed in the form stays.
  if (!upload || upload !== uploads.shown) form.fill({ ...ids, ...upload?.address });
  if (upload) upload.status.view = readView();
  uploads.show(upload);
  const { customerId, trackingId } = ids;
  const hasIds = customerId !== undefined && trackingId !== undefined;
  if (hasIds) demoMenu?.show({ customerId, trackingId });
  return { isWatched: upload?.watch.hasToken === true, hasIds };
}

/**
 * Called after any navigation to another fragment. Only the page's own history requests a status: another window can navigate the page too, and
 * then the form waits for the button. In a frame nothing is requested, because the page around it can go back and forward.
 */
function onAddressChange() {
  const { isWatched, hasIds } = showFromAddress();
  const isFramed = window.parent !== window;
  if (isOwnEntry() && !isFramed && form.token && hasIds && !isWatched) form.submit();
}

const demoMenu = settings.demo && new DemoMenu(settings.demo, form);
const colophon = new Colophon(settings);
const tokenHelp = new TokenHelp();
if (showFromAddress().hasIds && form.token === "") form.askForToken();

elementById("skip", HTMLButtonElement).addEventListener("click", () => answer.focus());
elementById("forget", HTMLButtonElement).addEventListener("click", () => {
  forget();
  // The next lookup begins there, and the empty field confirms that the token is gone.
  form.focusToken();
});
onLanguageChange(() => {
  showSettingsProblem();
  form.localize();
  demoMenu?.localize();
  colophon.localize();
  tokenHelp.localize();
  uploads.localize();
});
addEventListener("popstate", onAddressChange);
addEventListener("pagehide", forget);
elementById("unready", HTMLDivElement).remove();
