/**
 * Where the token goes: at the end of the page, and beside the button unless it is the host's own setting. The base address can come from a
 * remembered upload, and its field may be hidden under "Advanced".
 */
import { elementById } from "./element-by-id.js";
import { language } from "./language.js";
import { untrustedText } from "./partner-center-batch-status/element/parts.js";

/** Longer than any host, which has at most 253 characters, so that the host is always shown as a whole. */
const MAX_ADDRESS_LENGTH = 400;

export class TokenDestination {
  #baseUrl;
  #hostAddress;
  #beside = elementById("destination", HTMLParagraphElement);
  #places = [elementById("destination-address", HTMLElement), elementById("token-address", HTMLElement)];

  /** @param {HTMLInputElement} baseUrl @param {string} hostBaseUrl the base address in the settings of the host */
  constructor(baseUrl, hostBaseUrl) {
    this.#baseUrl = baseUrl;
    this.#hostAddress = readableAddress(hostBaseUrl);
    baseUrl.addEventListener("input", () => this.update());
  }

  /** To be called after the field or the language has changed. */
  update() {
    const address = readableAddress(this.#baseUrl.value);
    this.#beside.hidden = address === "" || address === this.#hostAddress;
    for (const place of this.#places) place.replaceChildren(untrustedText(language, address, MAX_ADDRESS_LENGTH));
  }
}

/**
 * An address as the browser understands it: the host in ASCII, so that no letter looks like another one, and without a user name before it. A
 * text that is no address stays as it is.
 *
 * @param {string} text
 */
function readableAddress(text) {
  try {
    const { origin, pathname, search } = new URL(text);
    // The origin of other protocols is the word "null".
    return origin === "null" ? text.trim() : `${origin}${pathname === "/" ? "" : pathname}${search}`;
  } catch {
    return text.trim();
  }
}
