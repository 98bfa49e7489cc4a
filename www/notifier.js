/**
 * Tells the user about the end of an upload while another window or tab is in front. Only after a click on the button for that: nothing is
 * remembered.
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";

/**
 * Whether the browser can show notifications of a page without a service worker. Chromium on Android has the constructor, and it throws: nothing but
 * the name of the browser tells that in advance.
 */
const IS_SUPPORTED =
  "Notification" in window && isSecureContext && !/\bAndroid\b.*\bChrome\//.test(navigator.userAgent);

export class Notifier {
  #button = elementById("notify", HTMLButtonElement);
  #blocked = elementById("notify-blocked", HTMLParagraphElement);
  #isOn = false;
  #isNeeded = false;

  constructor() {
    this.#button.addEventListener("click", () => this.#toggle());
    // The permission can be withdrawn in the settings of the browser.
    document.addEventListener("visibilitychange", () => this.#update());
  }

  /** Whether there is an end to be told. @param {boolean} isNeeded */
  set isNeeded(isNeeded) {
    if (isNeeded === this.#isNeeded) return;
    this.#isNeeded = isNeeded;
    this.#update();
  }

  /**
   * Shows a notification, if the user wants that and does not look at the page.
   *
   * @param {string} title
   * @param {string} text
   * @param {string} tag a later notification with the same tag takes the place of this one, also if another tab shows it
   * @param {() => void} onClick called when the user has clicked it; the page is in front then
   */
  notify(title, text, tag, onClick) {
    if (!this.#isOn || (!document.hidden && document.hasFocus())) return;
    try {
      const notification = new Notification(title, { body: text, tag, lang: language.tag, dir: language.direction });
      notification.addEventListener("click", () => {
        notification.close();
        window.focus();
        onClick();
      });
    } catch {
      // The browser has the constructor and does not allow it. The title of the tab tells the end.
    }
  }

  async #toggle() {
    const isWanted = !this.#isOn;
    this.#isOn = isWanted && (await Notification.requestPermission().catch(() => "default")) === "granted";
    this.#update();
  }

  #update() {
    const permission = IS_SUPPORTED ? Notification.permission : "default";
    const isBlocked = permission === "denied";
    this.#isOn &&= permission === "granted";
    this.#button.hidden = !this.#isNeeded || !IS_SUPPORTED || isBlocked;
    this.#button.ariaPressed = String(this.#isOn);
    this.#blocked.hidden = !this.#isNeeded || !isBlocked;
  }
}
