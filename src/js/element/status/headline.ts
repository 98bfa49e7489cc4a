/**
 * The result in one sentence. Success is counted per device: a batch can be `finished` although devices in it failed.
 */
import type { BatchSummary } from "../../index.js";
import type { Language } from "../languages/language.js";

export function headline({ headline }: Language, summary: BatchSummary): string {
  const { total, failed, pending, unknown, complete } = summary;
  if (total === 0) return complete ? headline.noDevices : headline.noDevicesYet;
  if (!complete) return progress({ headline }, summary);
  if (failed > 0) return total === 1 ? headline.theDeviceFailed : headline.someFailed(failed, total);
  const withoutResult = pending + unknown;
  if (withoutResult > 0) return headline.withoutResult(withoutResult);
  return total === 1 ? headline.theDeviceSucceeded : headline.allSucceeded(total);
}

export function progress({ headline }: Pick<Language, "headline">, { total, succeeded, failed }: BatchSummary): string {
  const done = succeeded + failed;
  return failed > 0 ? headline.doneSomeFailed(done, total, failed) : headline.done(done, total);
}

/** The warning that `finished` does not mean success, if devices failed. */
export function finishedWarning(
  { batch }: Language,
  { failed, complete }: BatchSummary,
  status: string,
): string | undefined {
  return complete && status === "finished" && failed > 0 ? batch.finishedIsNotSuccess : undefined;
}
