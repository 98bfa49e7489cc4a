import type { BatchUploadStatusElement } from "partner-center-batch-status/react";
import "partner-center-batch-status/react";
import { useEffect, useRef } from "react";
import { baseUrl, showTitle } from "../page.js";

/** React 18 sets attributes alone, and so does a server. What is no attribute is set by code. */
export function App() {
  const status = useRef<BatchUploadStatusElement>(null);
  useEffect(() => {
    const element = status.current;
    if (element === null) return;
    element.addEventListener("change", ({ detail }) => showTitle(detail.status));
    element.token = async () => "token";
  }, []);
  return (
    <batch-upload-status
      ref={status}
      customer-id="47021739-3426-40bf-9601-61b4b6d7c793"
      tracking-id="0127ed8e-ff72-4983-a3d8-e8d8bd378932"
      base-url={baseUrl}
      lang="tr"
    />
  );
}
