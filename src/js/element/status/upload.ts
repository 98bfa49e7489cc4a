/**
 * An upload as it is shown and as it leaves the page: its ids and its details with their summary.
 */
import type { BatchSummary, BatchUploadDetails } from "../../index.js";

export interface Upload {
  customerId: string;
  trackingId: string;
  details: BatchUploadDetails;
  summary: BatchSummary;
  /** When the service said so. */
  answeredAt: Date;
}
