import { abortable } from "./abortable.js";
import { keepContext, nextTask } from "./callers-functions.js";
import { notifyOfWait, type WaitListeners } from "./notify-of-wait.js";
import type { WaitEvent } from "./options.js";
import { internalError } from "./partner-center-error.js";
import { readDetails } from "./read-details.js";
import type { BatchUploadDetails, EncodedDetails } from "./wasm/types.js";

type WaitListener = (event: WaitEvent) => void;
/** Starts the call. */
export type StartCall = (stop: AbortSignal, onWait: WaitListener) => Promise<EncodedDetails>;

const inFlight = /* @__PURE__ */ new Map<string, SharedCall[]>();

/**
 * A call in flight that identical calls join. Each caller has its own signal and listeners, and gets its own copy of the details. When the
 * last caller has left, the call is aborted.
 */
export class SharedCall {
  readonly #stop = new AbortController();
  readonly #waitListeners = new Set<WaitListener>();
  readonly #details: Promise<EncodedDetails>;
  /** Resolves when the copy for one more caller may be built. */
  #turn = Promise.resolve();
  #callers = 0;
  #isOver = false;

  private constructor(
    readonly trackingId: string,
    readonly identity: readonly unknown[],
    start: StartCall,
  ) {
    this.#details = start(this.#stop.signal, (event) => {
      for (const listener of this.#waitListeners) listener(event);
    });
  }

  /**
   * The identical call in flight, or a new one.
   *
   * @param trackingId the batch upload in question
   * @param identity everything that identical calls have in common, including the token: no call gets the response to another token
   */
  static find(trackingId: string, identity: readonly unknown[], start: StartCall): SharedCall {
    const candidates = inFlight.get(trackingId) ?? [];
    const found = candidates.find((call) => isSameIdentity(call.identity, identity));
    if (found !== undefined) return found;
    const call = new SharedCall(trackingId, identity, start);
    inFlight.set(trackingId, [...candidates, call]);
    const remove = () => {
      call.#isOver = true;
      const others = inFlight.get(trackingId)?.filter((other) => other !== call) ?? [];
      if (others.length > 0) inFlight.set(trackingId, others);
      else inFlight.delete(trackingId);
    };
    call.#stop.signal.addEventListener("abort", remove);
    call.#details.then(remove, remove);
    return call;
  }

  /** Each copy of a large batch is built in a task of its own: all at once would block the event loop for seconds. */
  #nextTurn(): Promise<void> {
    this.#turn = this.#turn.then(nextTask);
    return this.#turn;
  }

  /** Waits for the details as one more caller. */
  async join(signal: AbortSignal | undefined, listeners: WaitListeners): Promise<BatchUploadDetails> {
    const isFirst = this.#callers++ === 0;
    const listener = listenInContext(listeners);
    this.#waitListeners.add(listener);
    try {
      const details = await abortable(signal, this.#details);
      if (!isFirst) await this.#nextTurn();
      return build(details, this.trackingId);
    } finally {
      this.#waitListeners.delete(listener);
      // A settled call is not aborted: that would take a tenth of the time of a small call.
      if (--this.#callers === 0 && !this.#isOver) this.#stop.abort();
    }
  }
}

/** The call can have been started by another caller, in whose async context it tells. */
function listenInContext(listeners: WaitListeners): WaitListener {
  const run = keepContext();
  return (event) => run(() => notifyOfWait(listeners, event));
}

function build(details: EncodedDetails, trackingId: string): BatchUploadDetails {
  try {
    return readDetails(details, trackingId);
  } catch (cause) {
    // As where something has put a field that can't be written into Object.prototype.
    throw internalError(cause);
  }
}

function isSameIdentity(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => Object.is(part, b[index]));
}
