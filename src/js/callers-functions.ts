/**
 * The caller's own functions, as the WebAssembly calls them. Whatever they give, the WebAssembly gets one of few forms, and nothing that it
 * does with them can throw: an exception inside it would end every call in flight.
 */
import type { Token } from "./token.js";

/** What the WebAssembly reads of a response. */
interface CheckedResponse extends Pick<Response, "status" | "statusText"> {
  headers: Pick<Headers, "get">;
  body: { getReader(): { read(): Promise<Chunk> } } | null;
}

interface Chunk {
  done: boolean;
  value: Uint8Array | undefined;
}

/** Longer texts of a response's head are dropped: where a text is cut, a token in it can't be found and redacted any more. */
const MAX_TEXT_LENGTH = 8_192;
/** A body of more chunks is read in batches. Those of 32 MiB from a network have 512 chunks of 64 KiB. */
const MANY_CHUNKS = 256;
const BATCH_BYTES = 4_096;

/** The name of a typed array, whatever its realm and its own properties are. Anything else has none. */
function typedArrayName(value: unknown): string | undefined {
  return Reflect.get(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, value);
}

/**
 * A promise that can also be rejected from outside. The WebAssembly keeps 1 kB for each promise until it settles, and those of a caller may
 * never do that.
 */
class Abandonable {
  /** Rejects the promise that is waited for. */
  abandon: (reason?: unknown) => void = () => {};

  /** Calls an async function (the caller's own could give a promise whose `then` throws), and waits for its promise. */
  call<T>(run: Run, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.abandon = reject;
      run(() => work().then(resolve, reject));
    });
  }
}

/** Runs a function some time soon. */
export type Run = (job: () => void) => void;

/**
 * Remembers the async context (`AsyncLocalStorage`) in which it is called, and runs functions in it. The WebAssembly runs the tasks of all
 * calls from one queue, in the context of any of them: on a server, a token function that was called from there could give the token of
 * another user.
 */
export function keepContext(): Run {
  const jobs: (() => void)[] = [];
  let wake = () => {};
  const runJobs = async () => {
    for (;;) {
      // What follows `await` runs in the context of this function, whoever resolves the promise.
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) job();
    }
  };
  runJobs();
  return (job) => {
    jobs.push(job);
    wake();
  };
}

/**
 * The token, or the caller's function, whose promise ends with the call at the latest.
 *
 * @param tokens receives every token, so that it can be redacted
 */
export function checkedToken(token: Token, tokens: Set<string>, ended: Promise<void>, run: Run): unknown {
  const note = (value: unknown) => {
    if (typeof value === "string" && value !== "") tokens.add(value);
    return value;
  };
  if (typeof token !== "function") return note(token);
  const waiting = new Abandonable();
  ended.then(() => waiting.abandon());
  return () => waiting.call(run, async () => note(await token()));
}

/** The requests without a complete answer. In Node, the signal of a request that nobody refers to never aborts. */
const requests = /* @__PURE__ */ new Set<Request>();

/** The caller's `fetch`. What it gives is read once and checked, and its promises end with the request at the latest. */
export function checkedFetch(fetch: typeof globalThis.fetch, run: Run): (request: Request) => Promise<CheckedResponse> {
  return async (request) => {
    const { signal } = request;
    const waiting = new Abandonable();
    let cancelBody = () => {};
    requests.add(request);
    signal.addEventListener("abort", () => {
      requests.delete(request);
      waiting.abandon(signal.reason);
      cancelBody();
    });
    const { body, bodyUsed, ...head } = await waiting.call(run, () => checkedResponse(fetch, request));
    if (body === null) {
      requests.delete(request);
      return { ...head, body };
    }
    const getReader = () => {
      if (bodyUsed) throw new TypeError("The body was read before.");
      const reader = body.getReader();
      cancelBody = () => void (async () => reader.cancel())().catch(() => {});
      const read = inBatches(async () => {
        const { done, value } = await reader.read();
        if (!done && typedArrayName(value) !== "Uint8Array")
          throw new TypeError("The body has a chunk that is no Uint8Array.");
        if (done) requests.delete(request);
        return { done, value };
      });
      return { read: () => waiting.call((job) => job(), read) };
    };
    return { ...head, body: { getReader } };
  };
}

/**
 * Joins chunks that are there already, if there are many. Each costs the WebAssembly 3 µs, however small it is. After each batch, other tasks
 * run: a stream that never waits would keep timers and aborts waiting.
 */
function inBatches(readNext: () => Promise<Chunk>): () => Promise<Chunk> {
  let chunks = 0;
  /** What was read and not yet returned. */
  let next: Promise<Chunk> | undefined;
  const peek = () => {
    if (next === undefined) {
      next = readNext();
      // The call can end before it is waited for.
      next.catch(() => {});
    }
    return next;
  };
  const take = async () => {
    const chunk = await peek();
    next = undefined;
    return chunk;
  };
  const readBatch = async (): Promise<Chunk> => {
    let isTaskDone = false;
    let stopWaiting = () => {};
    const task = nextTask().then(() => {
      isTaskDone = true;
      stopWaiting();
    });
    const batch = new Uint8Array(BATCH_BYTES);
    let length = 0;
    for (;;) {
      const chunk = await new Promise<Chunk | undefined>((resolve, reject) => {
        if (length > 0) stopWaiting = () => resolve(undefined);
        peek().then(resolve, reject);
      });
      const value = chunk?.value;
      // The end, an empty chunk and one that is too large are returned by themselves.
      if (isTaskDone || !value?.length || length + value.length > BATCH_BYTES) break;
      batch.set(value, length);
      length += value.length;
      next = undefined;
    }
    await task;
    return length === 0 ? take() : { done: false, value: batch.subarray(0, length) };
  };
  return () => (++chunks < MANY_CHUNKS ? readNext() : readBatch());
}

/** Accepts what has the form of a `Response`, also one of another realm or of a library. Each getter is called once. */
async function checkedResponse(fetch: typeof globalThis.fetch, request: Request) {
  const { status, statusText, headers, body, bodyUsed } = await fetch(request);
  const hasStatus = Number.isInteger(status) && status >= 200 && status <= 999 && typeof statusText === "string";
  const hasBody = body === null || typeof body.getReader === "function";
  if (!hasStatus || !hasBody || typeof headers.get !== "function")
    throw new TypeError("The fetch function gave no Response.");
  const get = (name: string) => {
    try {
      const value: unknown = headers.get(name);
      return typeof value === "string" && value.length <= MAX_TEXT_LENGTH ? value : null;
    } catch {
      return null;
    }
  };
  return {
    status,
    statusText: statusText.length <= MAX_TEXT_LENGTH ? statusText : "",
    headers: { get },
    body,
    bodyUsed,
  };
}

/** Lets other tasks run. A message comes at once, also in a hidden page, where a timer can take a minute. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel === "undefined") return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
