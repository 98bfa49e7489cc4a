/**
 * A hook that follows an upload: its last details, and the error that ended the watch. The watch ends with the component.
 *
 * In a copy of your own, change `getToken` and `baseUrl`.
 */
import { type BatchUploadDetails, PartnerCenterError, watchBatchUploadStatus } from "partner-center-batch-status";
import { useEffect, useState } from "react";

export interface BatchUpload {
  details?: BatchUploadDetails;
  error?: PartnerCenterError;
}

/** Your gateway, which forwards to Partner Center. */
const baseUrl = `${location.origin}/partner-center`;

/** A token of the session, for https://api.partnercenter.microsoft.com. */
async function getToken(): Promise<string> {
  const response = await fetch("/token");
  if (!response.ok) throw new Error(`No token: the session answered ${response.status}.`);
  return response.text();
}

export function useBatchUpload(customerId: string, trackingId: string): BatchUpload {
  const [upload, setUpload] = useState<BatchUpload>({});

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;

    async function follow() {
      setUpload({});
      try {
        const watch = watchBatchUploadStatus(customerId, trackingId, getToken, { baseUrl, signal });
        for await (const details of watch) setUpload({ details });
      } catch (error) {
        if (signal.aborted) return;
        if (!PartnerCenterError.isInstance(error)) throw error;
        setUpload((last) => ({ ...last, error }));
      }
    }

    follow();
    return () => controller.abort();
  }, [customerId, trackingId]);

  return upload;
}
