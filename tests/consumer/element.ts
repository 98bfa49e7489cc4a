/** A page that shows a batch with the element. It must work in a browser after bundling. */
import "partner-center-batch-status/element";
import { init, summarizeBatch } from "partner-center-batch-status";
import type { BatchUploadStatusElement, BatchUploadStatusEvents, View } from "partner-center-batch-status/element";

const settings = new URLSearchParams(location.search);
const wasmUrl = settings.get("wasmUrl");
if (wasmUrl !== null) await init(wasmUrl);

for (const status of document.querySelectorAll("batch-upload-status")) {
  status.addEventListener("change", ({ detail }) => {
    const { failed } = summarizeBatch(detail);
    document.title = `${detail.status} at ${detail.completedTime?.toISOString()}, ${failed} failed`;
  });
  status.addEventListener("error", ({ detail }) => console.error(detail.hint));
  status.baseUrl = settings.get("baseUrl") ?? "";
  status.token = async () => "token";
}

/** Correct use compiles, and wrong use does not. */
export function use(status: BatchUploadStatusElement): View {
  status.options = { locale: "tr-TR", intervalMs: 10_000, onRetry: ({ waitMs }) => console.warn(waitMs) };
  status.view = { outcomes: ["failed"], sort: { column: "serial" } };
  status.addEventListener("viewchange", ({ detail }) => console.log(detail.sort.column));
  status.addEventListener("click", ({ clientX }) => console.log(clientX));
  const onComplete = ({ detail }: BatchUploadStatusEvents["complete"]) => console.log(detail.status);
  status.addEventListener("complete", onComplete);
  status.removeEventListener("complete", onComplete);
  const onClick = ({ clientX }: MouseEvent) => console.log(clientX);
  status.addEventListener("click", onClick);
  status.removeEventListener("click", onClick);
  // @ts-expect-error the event of another name has other details
  status.removeEventListener("error", onComplete);
  status.view = { text: null, outcomes: undefined };
  status.customerId = null;
  status.trackingId = undefined;
  status.baseUrl = null;
  status.token = null;
  status.options = undefined;
  status.view = null;
  // @ts-expect-error a token is a string
  status.token = 1;
  // @ts-expect-error the base address is a property of the element, not an option
  status.options = { baseUrl: "https://portal.example" };
  // @ts-expect-error the details are read-only
  status.details = undefined;
  return status.view;
}
