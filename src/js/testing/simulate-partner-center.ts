import { generateDevices } from "./devices.js";
import { documentedBody, documentedHeaders } from "./documented-sample.js";
import { batchUploadDetails, FINISHED_JOB } from "./job.js";
import { refusalOf, STATUS_PATH } from "./operation.js";
import { SERVER_HEADERS, type SimulatedResponse, success } from "./responses.js";
import { DEMO_CUSTOMER_ID, type Scenario, type ServiceScenarioName, scenarios } from "./scenarios.js";

/** A device that the service accepts, or does not. */
export interface SimulatedDevice {
  /** Assigned by the service to a device that it accepts. */
  deviceId?: string;
  /** The serial number in the upload. */
  serialNumber?: string;
  /** The product key in the upload. */
  productKey?: string;
  /** Why the service does not accept the device. */
  error?: SimulatedDeviceError;
}

/** Why the service does not accept a device. */
export interface SimulatedDeviceError {
  /** A number, such as `"808"`. */
  errorCode?: string;
  /** A name, such as `ZtdDeviceAssignedToOtherTenant`. */
  errorDescription: string;
}

/** What can happen to a request between the caller and the service. */
type TroubleName = "no-connection" | "no-answer" | "cut-off" | "stalled";

/** Ends a request without a complete answer. */
type Trouble = (request: Request) => Response | Promise<Response>;

const troubles: Record<TroubleName, Trouble> = {
  "no-connection": () => Promise.reject(new TypeError("Failed to fetch")),
  "no-answer": (request) => untilAborted(request),
  "cut-off": (request) => halfAnAnswer(request, () => Promise.reject(new TypeError("network error"))),
  stalled: (request) => halfAnAnswer(request, untilAborted),
};

/** The name of what the service does with a request. `scenarioNames` lists them all. */
export type ScenarioName = ServiceScenarioName | TroubleName;

/** All scenarios, for a table of tests that passes through each of them. */
export const scenarioNames: readonly ScenarioName[] = [...keysOf(scenarios), ...keysOf(troubles)];

/** Options of `simulatePartnerCenter`. */
export interface SimulatedPartnerCenterOptions {
  /** What the service does with each request. Default: `running-job`. */
  scenario?: ScenarioName;
  /** The devices of the running job, or how many to generate: 6 of 25 fail. Default: 25. */
  devices?: number | readonly SimulatedDevice[];
  /** How many steps the running job takes from `queued` to its end. Default: 4. 0: it has ended. */
  steps?: number;
  /** Whether each request moves its job one step. Default: `true`. With `false`, `advance` alone does. */
  autoAdvance?: boolean;
}

/** A Partner Center that lives in your test. */
export interface SimulatedPartnerCenter {
  /** Answers like the service. For the option `fetch`, or in place of the global `fetch`. */
  readonly fetch: typeof fetch;
  /** A base URL that no other simulated service has: the package remembers per base URL that a service throttles. */
  readonly baseUrl: string;
  /** A customer, if your test has none. Every other GUID works too. */
  readonly customerId: string;
  /** An upload, if your test has none. Every other id works too: each is an upload of its own. */
  readonly trackingId: string;
  /** Every request so far, the token included. */
  readonly requests: readonly Request[];
  /** What the service does with each request from now on. */
  scenario: ScenarioName;
  /** What the service does with the next requests instead, one after the other. */
  answerOnce(...scenarios: ScenarioName[]): void;
  /** Moves every running job. Default: one step. */
  advance(steps?: number): void;
}

let simulatedServices = 0;

/**
 * Creates a Partner Center for a test. It needs no network and no clock: a running job moves one step with each request.
 *
 * ```js
 * const service = simulatePartnerCenter({ devices: 25 });
 * const { fetch, baseUrl, customerId, trackingId } = service;
 * const details = await getBatchUploadStatus(customerId, trackingId, "token", { fetch, baseUrl });
 * assert.equal(details.status, "queued");
 * assert.equal(service.requests[0].headers.get("Authorization"), "Bearer token");
 *
 * service.answerOnce("unavailable"); // then all is well again
 * service.scenario = "no-relationship"; // a 403 from now on
 * ```
 *
 * @throws {TypeError} if there is no such scenario
 */
export function simulatePartnerCenter(options: SimulatedPartnerCenterOptions = {}): SimulatedPartnerCenter {
  const { devices = 25, steps = 4, autoAdvance = true } = options;
  const list = typeof devices === "number" ? generateDevices(devices) : [...devices];
  const requests: Request[] = [];
  /** How many steps each job has moved by itself. */
  const moved = new Map<string, number>();
  let movedTogether = 0;
  let scenario = checked(options.scenario ?? "running-job");
  const once: ScenarioName[] = [];

  function answer(request: Request): Response | Promise<Response> {
    const name = once.shift() ?? scenario;
    if (isKeyOf(troubles, name)) return troubles[name](request);
    // A gateway may have a path of its own before that of the service.
    const path = new URL(request.url).pathname.replace(/^.*?(?=\/+v1\/)/i, "");
    const [, customerId = "", trackingId] = STATUS_PATH.exec(path) ?? [];
    if (trackingId === undefined) return toResponse({ status: 404 }, request);
    const refusal = refusalOf(customerId, tokenHeaderOf(request));
    return toResponse(refusal ?? statusOf(scenarios[name], customerId, trackingId), request);
  }

  function statusOf({ response }: Scenario, customerId: string, trackingId: string): SimulatedResponse {
    return response ? response(customerId, trackingId) : success(JSON.stringify(nextDetails(customerId, trackingId)));
  }

  function nextDetails(customerId: string, trackingId: string) {
    const key = `${customerId}/${trackingId}`.toLowerCase();
    const own = moved.get(key) ?? 0;
    if (autoAdvance) moved.set(key, own + 1);
    const step = own + movedTogether;
    const share = step >= steps ? 1 : step / steps;
    const now = FINISHED_JOB.submitted + share * FINISHED_JOB.seconds * 1000;
    return batchUploadDetails({ trackingId, devices: list, ...FINISHED_JOB }, now);
  }

  const number = ++simulatedServices;
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      requests.push(request);
      request.signal.throwIfAborted();
      return answer(request);
    },
    baseUrl: `https://partner-center-${number}.example`,
    customerId: DEMO_CUSTOMER_ID,
    trackingId: scenarios[isKeyOf(scenarios, scenario) ? scenario : "running-job"].trackingId,
    requests,
    get scenario() {
      return scenario;
    },
    set scenario(name) {
      scenario = checked(name);
    },
    answerOnce(...names) {
      once.push(...names.map(checked));
    },
    advance(count = 1) {
      movedTogether += count;
    },
  };
}

/** A test in JavaScript can name anything. */
function checked(name: ScenarioName): ScenarioName {
  if (scenarioNames.includes(name)) return name;
  throw new TypeError(`There is no scenario "${name}". There are: ${scenarioNames.join(", ")}.`);
}

/** The token may be in a header of another name: the option `authorizationHeader`. */
function tokenHeaderOf(request: Request): string | undefined {
  return [...request.headers.values()].find((value) => /^Bearer /i.test(value));
}

function toResponse({ status, reason = "", headers, body, bare }: SimulatedResponse, request: Request): Response {
  const own = bare ? {} : { ...SERVER_HEADERS, ...idsOf(request) };
  return new Response(body ?? null, { status, statusText: reason, headers: { ...own, ...headers } });
}

/** The service repeats both ids, and adds one of its own. */
function idsOf(request: Request): Record<string, string> {
  const repeated = ["MS-RequestId", "MS-CorrelationId"].map((name) => [name, request.headers.get(name) ?? ""]);
  return { "MS-CV": documentedHeaders["MS-CV"], ...Object.fromEntries(repeated) };
}

/** A success whose body does not come to its end. */
function halfAnAnswer(request: Request, thenWhat: Trouble): Response {
  const half = new TextEncoder().encode(documentedBody.slice(0, documentedBody.length / 2));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(half),
    pull: async () => void (await thenWhat(request)),
  });
  return new Response(body, { headers: { "Content-Type": "application/json; charset=utf-8" } });
}

/** Never gives an answer, and ends with the request. */
function untilAborted({ signal }: Request): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function keysOf<Value extends object>(object: Value) {
  return Object.keys(object) as (keyof Value)[];
}

function isKeyOf<Value extends object>(object: Value, key: PropertyKey): key is keyof Value {
  return Object.hasOwn(object, key);
}
