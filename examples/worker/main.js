/** A page whose worker follows an upload. `?customerId=…&trackingId=…` says which one. */
import { explainDeviceError, PartnerCenterError, summarizeBatch } from "partner-center-batch-status";

/** @param {import("partner-center-batch-status").BatchUploadDetails} details */
function show(details) {
  const { total, pending, failed, errors } = summarizeBatch(details);
  write(
    `${total - pending} of ${total} devices done, ${failed} failed`,
    errors
      .filter(({ harmless }) => !harmless)
      .map(
        ({ devices, ...cause }) =>
          `${devices.length} × ${explainDeviceError(cause)?.meaning ?? cause.errorDescription}`,
      ),
  );
}

/** @param {string} status @param {string[]} items */
function write(status, items = []) {
  const [paragraph, list] = document.querySelectorAll("[role=status], ul");
  if (paragraph) paragraph.textContent = status;
  list?.replaceChildren(...items.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data: { details, error } }) => {
  if (details) return show(details);
  const { message, hint } = PartnerCenterError.fromJSON(error);
  write(`${message} ${hint}`);
});

const query = new URLSearchParams(location.search);
worker.postMessage({ customerId: query.get("customerId"), trackingId: query.get("trackingId") });
