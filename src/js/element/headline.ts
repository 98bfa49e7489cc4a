/**
 * The result in one sentence. Success is counted per device: a batch can be `finished` while devices of it have failed.
 */
import type { BatchSummary } from "../index.js";
import { counted, formatNumber } from "./format.js";

export function headline({ total, succeeded, failed, pending, unknown, complete }: BatchSummary): string {
  if (total === 0) return complete ? "The batch has no devices" : "No devices listed yet";
  if (!complete) return progress({ total, succeeded, failed });
  if (failed > 0)
    return total === 1 ? "The device failed" : `${formatNumber(failed)} of ${counted(total, "device")} failed`;
  const open = pending + unknown;
  if (open > 0) return `${counted(open, "device")} without a result`;
  return total === 1 ? "The device succeeded" : `All ${formatNumber(total)} devices succeeded`;
}

export function progress({ total, succeeded, failed }: Pick<BatchSummary, "total" | "succeeded" | "failed">): string {
  const done = `${formatNumber(succeeded + failed)} of ${counted(total, "device")} done`;
  return failed > 0 ? `${done}, ${formatNumber(failed)} failed` : done;
}

/** What "finished" hides, when it hides something. */
export function caution({ failed, complete }: BatchSummary, status: string): string | undefined {
  if (!complete || status !== "finished" || failed === 0) return undefined;
  return "“Finished” only says that Partner Center is done with the batch. Success is counted per device.";
}
