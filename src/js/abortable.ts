const callbacksBySignal = /* @__PURE__ */ new WeakMap<AbortSignal, { callbacks: Set<() => void>; run: () => void }>();

/**
 * Settles like the promise, or rejects with the signal's own reason as soon as it aborts. Leaves no listener.
 *
 * All calls with one signal share one listener: Node warns of a leak when a signal has eleven.
 */
export function abortable<T>(signal: AbortSignal | undefined, promise: Promise<T>): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(reasonOf(signal));
    const remove = onAbort(signal, abort);
    promise.then(resolve, reject).finally(remove);
    if (signal.aborted) abort();
  });
}

/** Calls back when the signal aborts. Returns what takes that back. */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks, run } = callbacksBySignal.get(signal) ?? listen(signal);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    callbacksBySignal.delete(signal);
    AbortSignal.prototype.removeEventListener.call(signal, "abort", run);
  };
}

function listen(signal: AbortSignal) {
  const callbacks = new Set<() => void>();
  const run = () => {
    for (const callback of callbacks) callback();
  };
  const entry = { callbacks, run };
  // A signal can have methods of its own, which throw. The `EventTarget` of a test runner's DOM may refuse the signals of Node.
  AbortSignal.prototype.addEventListener.call(signal, "abort", run);
  callbacksBySignal.set(signal, entry);
  return entry;
}

function reasonOf(signal: AbortSignal): unknown {
  try {
    return signal.reason;
  } catch (thrown) {
    return thrown;
  }
}
