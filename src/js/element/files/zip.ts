/**
 * The one place that uses a library: the build puts its code in here, so that the package asks for none.
 */
import { strToU8, zipSync } from "fflate";

/** @param files their texts, by path */
export function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const bytes = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  return zipSync(Object.fromEntries(bytes));
}
