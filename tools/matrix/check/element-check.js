/** The check of the element, the same in every place with a DOM. */
import "partner-center-batch-status/element";
import { baseUrl } from "./base-url.js";
import { CUSTOMER_ID, DOCUMENTED_SAMPLE, TOKEN } from "./check.js";
import { failure, PASSED } from "./verdict.js";

const TIMEOUT_MS = 15_000;

/** What a framework gives to the tag. */
export const attributes = { "customer-id": CUSTOMER_ID, "tracking-id": DOCUMENTED_SAMPLE, "base-url": baseUrl };
export const token = () => TOKEN;

/** Puts an element into the page and waits until it shows the documented sample. @returns {Promise<string>} the verdict */
export function checkElement() {
  const element = document.createElement("batch-upload-status");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error("The element has fired no event.")), TIMEOUT_MS);
    element.addEventListener("change", () => {
      clearTimeout(timeout);
      resolve(expectSerialNumber(element));
    });
    element.addEventListener("error", ({ detail }) => reject(detail));
    element.token = token;
    document.body.append(element);
  });
}

/** For the tag of a framework: its handler of `change`. Shows the verdict in the title of the page. @param {Event} event */
export async function onChange({ target }) {
  document.title = await expectSerialNumber(/** @type {Element} */ (target)).catch(failure);
}

/** The table is drawn after the event. @param {Element} element @returns {Promise<string>} the verdict */
async function expectSerialNumber(element) {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!element.shadowRoot?.textContent?.includes("1234567890")) {
    if (Date.now() > deadline) throw new Error(`The element shows "${element.shadowRoot?.textContent}".`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return PASSED;
}
