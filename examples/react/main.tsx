/** An app that follows an upload. `?customerId=…&trackingId=…` says which one. */
import { explainDeviceError, summarizeBatch } from "partner-center-batch-status";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useBatchUpload } from "./use-batch-upload.ts";

function BatchUploadStatus({ customerId, trackingId }: { customerId: string; trackingId: string }) {
  const { details, error } = useBatchUpload(customerId, trackingId);
  const summary = details && summarizeBatch(details);
  const causes = summary?.errors.filter(({ harmless }) => !harmless);
  return (
    <>
      {error && (
        <p role="alert">
          {error.message} {error.hint}
        </p>
      )}
      {!details && !error && <p>Loading…</p>}
      {summary && (
        <p role="status">
          {summary.total - summary.pending} of {summary.total} devices done, {summary.failed} failed
        </p>
      )}
      <ul>
        {causes?.map(({ devices, ...cause }) => (
          <li key={`${cause.errorCode} ${cause.errorDescription}`}>
            {devices.length} × {explainDeviceError(cause)?.meaning ?? cause.errorDescription}
          </li>
        ))}
      </ul>
    </>
  );
}

function App() {
  const query = new URLSearchParams(location.search);
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Close" : "Open"}
      </button>
      {isOpen && (
        <BatchUploadStatus customerId={query.get("customerId") ?? ""} trackingId={query.get("trackingId") ?? ""} />
      )}
    </>
  );
}

const app = document.getElementById("app");
if (app) {
  createRoot(app).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
