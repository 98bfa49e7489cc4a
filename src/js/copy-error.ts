/** Causes of causes are copied up to this depth. */
const MAX_DEPTH = 5;

/**
 * Copies what was thrown, with the fields that say what happened and no others. Engines and HTTP clients attach more: to an answer that it
 * can't read, undici attaches the bytes, in which a server can repeat the request with its token; axios attaches the request.
 *
 * @param redact takes the tokens out of a text
 */
export function copyError(thrown: unknown, redact = (text: string) => text, depth = 0): unknown {
  try {
    if (typeof thrown === "string") return redact(thrown);
    if (typeof thrown !== "object" || thrown === null) return typeof thrown === "function" ? undefined : thrown;
    const { cause } = thrown as Error;
    const copy = new Error(undefined, cause && depth < MAX_DEPTH ? { cause: copyError(cause, redact, depth + 1) } : {});
    for (const field of ["name", "message", "code", "stack"]) {
      const value: unknown = Reflect.get(thrown, field);
      // Not enumerable, like the fields of any error.
      if (typeof value === "string") Object.defineProperty(copy, field, { value: redact(value), configurable: true });
    }
    return copy;
  } catch {
    // A getter of it threw. Nothing is known then but that something was thrown.
    return undefined;
  }
}
