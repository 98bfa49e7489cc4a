/**
 * The only place that uses a library. The build bundles the library into this file, so that the package has no dependencies.
 */
import { strToU8, zipSync } from "fflate";

/** @param files the texts of the files, by path */
export function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const bytes = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  return zipSync(Object.fromEntries(bytes));
}
