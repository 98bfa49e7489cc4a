import { redact } from "./redact.js";

/** Causes of causes are copied up to this depth. */
const MAX_DEPTH = 5;

/**
 * Copies what was thrown, with the fields that say what happened and no others. Engines and HTTP clients attach more: to an answer that it
 * can't read, undici attaches the bytes, in which a server can repeat the request with its token; axios attaches the request.
 *
 * @param tokens are redacted
 */
export function copyError(thrown: unknown, tokens: ReadonlySet<string> = new Set(), depth = 0): unknown {
  try {
    if (typeof thrown === "string") return redact(thrown, tokens);
    if (typeof thrown !== "object" || thrown === null) return typeof thrown === "function" ? undefined : thrown;
    const { cause } = thrown as Error;
    const copy = new Error(undefined, cause && depth < MAX_DEPTH ? { cause: copyError(cause, tokens, depth + 1) } : {});
    for (const field of ["name", "message", "code", "stack"]) {
      const value: unknown = Reflect.get(thrown, field);
      // Not enumerable, like the fields of any error.
      if (typeof value === "string")
        Object.defineProperty(copy, field, { value: redact(value, tokens), configurable: true });
    }
    return copy;
  } catch {
    // A getter of it threw. Nothing is known then but that something was thrown.
    return undefined;
  }
}
