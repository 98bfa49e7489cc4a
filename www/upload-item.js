/**
 * A watched upload in the list: a button with its name and its state, its name as a field while it is renamed, or a line to undo its removal.
 *
 * @import { UploadState } from "./upload-state.js"
 *
 * @typedef {object} ItemContent
 * @property {string} ownName the user's own, or empty
 * @property {string} name its own or the default one, in one visible line
 * @property {UploadState} state
 * @property {string} wait what is waited for, or nothing
 * @property {string[]} about customer, age, end of the token
 */
import { language } from "./language.js";
import {
  button,
  element,
  icon,
  outcomeBar,
  statusBadge,
  untrustedText,
} from "./partner-center-batch-status/element/parts.js";
import { hasToken } from "./read-paste.js";
import { MAX_NAME_LENGTH } from "./saved-uploads.js";

let nextId = 0;

export class UploadItem {
  #name = element("span", { class: "watched-name" });
  #state = element("span", { class: "watched-state" });
  #wait = element("span");
  #bar = element("span", { class: "watched-bar", "aria-hidden": "true" });
  #about = element("span", { class: "watched-about" });
  #select;
  #renameButton;
  #removeButton;
  #actions;
  /** What is drawn. */
  #content = "";
  #ownName = "";
  #shownName = "";

  element = element("li");

  /**
   * @param {object} actions
   * @param {() => void} actions.onSelect
   * @param {(name: string) => void} actions.onRename
   * @param {() => void} actions.onRemove
   * @param {() => void} actions.onUndo
   */
  constructor(actions) {
    this.#actions = actions;
    this.#select = button("", "watched-choose", actions.onSelect);
    // The state is read out before what is less important.
    this.#select.append(this.#name, " ", this.#state, " ", this.#bar, this.#about);
    this.#renameButton = button("", "copy", () => this.#edit());
    this.#renameButton.append(icon("edit"));
    this.#removeButton = button("", "copy", actions.onRemove);
    this.#removeButton.append(icon("remove"));
    this.showUpload();
  }

  /** Whether this is the upload that is shown. @param {boolean} isShown */
  set isShown(isShown) {
    this.#select.setAttribute("aria-current", String(isShown));
  }

  /** @param {ItemContent} content */
  render({ ownName, name, state, wait, about }) {
    this.wait = wait;
    // What stays the same is left alone, so that it can be selected, and read while it is looked at.
    const { summary: _, ...words } = state;
    const content = JSON.stringify([language.tag, ownName, name, words, about]);
    if (content === this.#content) return;
    this.#content = content;
    const { watched } = language.page;
    this.#ownName = ownName;
    this.#shownName = name;
    this.#name.replaceChildren(untrustedText(language, name));
    const badge = state.badge.word === "" ? [] : [statusBadge(language, state.badge), " "];
    const known = state.known === "" ? [] : [untrustedText(language, state.known), " "];
    this.#state.replaceChildren(...badge, ...known, state.reason, " ", this.#wait);
    this.#bar.replaceChildren(...(state.summary && state.summary.total > 0 ? [outcomeBar(state.summary)] : []));
    this.#about.textContent = about.join(" · ");
    label(this.#renameButton, watched.renameUpload(name));
    label(this.#removeButton, watched.removeUpload(name));
  }

  /** What is waited for. It counts down. @param {string} text */
  set wait(text) {
    if (this.#wait.textContent !== text) this.#wait.textContent = text;
  }

  focus() {
    this.#select.focus({ preventScroll: true });
  }

  showUpload() {
    this.element.replaceChildren(this.#select, this.#renameButton, this.#removeButton);
  }

  /** Says that the upload was removed, and offers to undo that. */
  showRemoved() {
    const { removed, undo } = language.page.watched;
    const text = element("p", { id: `removed-${nextId++}` }, removed(this.#shownName));
    const undoButton = button(undo, "link", this.#actions.onUndo);
    undoButton.setAttribute("aria-describedby", text.id);
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(element("div", { class: "watched-removed" }, text, undoButton));
    if (hadFocus) undoButton.focus({ preventScroll: true });
  }

  /** Shows a field with the name. Enter and leaving the field keep the new name, Escape the old one. */
  #edit() {
    const field = element("input", {
      class: "watched-rename",
      maxlength: String(MAX_NAME_LENGTH),
      autocomplete: "off",
      enterkeyhint: "done",
      placeholder: this.#shownName,
      "aria-label": language.page.watched.nameOf(this.#shownName),
    });
    const before = this.#ownName;
    field.value = before;
    let isDone = false;
    const finish = () => {
      if (isDone) return;
      isDone = true;
      this.showUpload();
      const name = field.value.trim();
      // A token that was pasted by mistake must not be stored or shown.
      if (name !== before && !hasToken(name)) this.#actions.onRename(name);
    };
    field.addEventListener("blur", () => {
      // In another window, somebody may look up the name.
      if (document.activeElement !== field) finish();
    });
    field.addEventListener("keydown", (event) => {
      const { key, isComposing } = event;
      if (isComposing || (key !== "Enter" && key !== "Escape")) return;
      // Otherwise Enter would click the button that gets the focus.
      event.preventDefault();
      if (key === "Escape") field.value = before;
      finish();
      this.#renameButton.focus({ preventScroll: true });
    });
    this.element.replaceChildren(field);
    field.select();
    field.focus({ preventScroll: true });
  }
}

/** @param {HTMLButtonElement} target without a text of its own: its title is its name, too @param {string} text */
function label(target, text) {
  target.title = text;
}
