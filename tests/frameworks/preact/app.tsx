import type { BatchUploadStatusElement } from "partner-center-batch-status/preact";
import "partner-center-batch-status/preact";
import { useRef } from "preact/hooks";
import { baseUrl, showTitle } from "../page.js";

export function App() {
  const status = useRef<BatchUploadStatusElement>(null);
  return (
    <>
      <batch-upload-status
        ref={status}
        customer-id="47021739-3426-40bf-9601-61b4b6d7c793"
        tracking-id="0127ed8e-ff72-4983-a3d8-e8d8bd378932"
        base-url={baseUrl}
        lang="tr"
        token={async () => "token"}
        options={{ intervalMs: 1000 }}
        view={{ text: "1234" }}
        onchange={({ detail }) => showTitle(detail.status)}
        onerror={({ detail }) => showTitle(detail.hint)}
        onviewchange={({ detail }) => showTitle(detail.sort.column)}
        onChange={({ detail }) => showTitle(detail.status)}
      />
      <batch-upload-status customerId="" trackingId={null} baseUrl={undefined} token={null} />
    </>
  );
}
