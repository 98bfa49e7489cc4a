/**
 * The result in one sentence. Success is counted per device: a batch can be `finished` although devices in it failed.
 */
import type { BatchSummary } from "../../index.js";
import type { Language } from "../languages/language.js";

export function headline({ headline }: Language, summary: BatchSummary): string {
  const { total, succeeded, alreadyRegistered, complete } = summary;
  if (total === 0) return complete ? headline.noDevices : headline.noDevicesYet;
  if (!complete) return soFar({ headline }, summary);
  if (succeeded + alreadyRegistered === total && alreadyRegistered > 0) {
    return total === 1 ? headline.theDeviceWasRegistered : headline.allRegistered(total, alreadyRegistered);
  }
  return headline.join([verdict({ headline }, summary), ...harmless({ headline }, summary)]);
}

function verdict({ headline }: Pick<Language, "headline">, summary: BatchSummary): string {
  const { total, succeeded, failed, pending, unknown } = summary;
  if (failed === total) return total === 1 ? headline.theDeviceFailed : headline.allFailed(total);
  if (failed > 0) return headline.someFailed(failed, total);
  const withoutResult = pending + unknown;
  if (withoutResult > 0) return headline.withoutResult(withoutResult);
  if (succeeded < total) return headline.noneFailed;
  return total === 1 ? headline.theDeviceSucceeded : headline.allSucceeded(total);
}

function harmless({ headline }: Pick<Language, "headline">, { alreadyRegistered, duplicates }: BatchSummary): string[] {
  return [
    ...(alreadyRegistered > 0 ? [headline.alreadyRegistered(alreadyRegistered)] : []),
    ...(duplicates > 0 ? [headline.duplicates(duplicates)] : []),
  ];
}

/** What is known of a batch that is not complete. */
function soFar({ headline }: Pick<Language, "headline">, summary: BatchSummary): string {
  const { total, unknown } = summary;
  if (unknown === total) return total === 1 ? headline.theDeviceIsUnknown : headline.allUnknown(total);
  return headline.join([progress({ headline }, summary), ...(unknown > 0 ? [headline.someUnknown(unknown)] : [])]);
}

/** How many devices have a result, and how many of them failed. */
export function progress({ headline }: Pick<Language, "headline">, summary: BatchSummary): string {
  const { total, failed } = summary;
  const done = doneOf(summary);
  return failed > 0 ? headline.doneSomeFailed(done, total, failed) : headline.done(done, total);
}

/** The devices with a result. */
export function doneOf({ succeeded, alreadyRegistered, duplicates, failed }: BatchSummary): number {
  return succeeded + alreadyRegistered + duplicates + failed;
}
