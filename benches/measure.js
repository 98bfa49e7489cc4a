/** Runs in Node and in the page. Arguments and results are plain data. */

const PACKAGE = "partner-center-batch-status";
const DECODERS = ["decode-alone", "decode-before"];
const REQUEST = {
  baseUrl: "https://api.partnercenter.microsoft.com",
  customerId: "47021739-3426-40bf-9601-61b4b6d7c793",
  trackingId: "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
  token: "a-token",
};
const MAX_RESPONSE_BYTES = 2 ** 28;
const WARM_UP_ROUNDS = 8;

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(request: typeof REQUEST, bytes: Uint8Array<ArrayBuffer>) => unknown} getStatus
 *
 * @typedef {object} Benchmark
 * @property {string} bundles the address of the bundles
 * @property {string} responseUrl the address of the response
 * @property {string[]} names of the bundles
 * @property {number} rounds
 * @property {number} calls how many calls make one sample, which must be long compared to the resolution of the clock
 */

// The bundles are built for browsers, and Azure's uses `self`.
Object.assign(globalThis, { self: globalThis });

/** The platform's own `fetch`, for requests that are not measured. */
const platformFetch = globalThis.fetch;

/**
 * Times whole calls. Each contestant takes a turn in each round, so that a slow phase of the machine affects all of them. The order is
 * random, because each contestant also pays for collecting the garbage of the one before. `fetch` returns the same bytes to all, at once.
 *
 * @param {Benchmark} benchmark
 * @returns {Promise<Record<string, number[]>>} milliseconds per call, round by round
 */
export async function timeCalls({ bundles, responseUrl, names, rounds, calls }) {
  const contestants = await Promise.all(names.map((name) => load(bundles, name)));
  const bytes = await download(responseUrl);
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  await withResponse(bytes, async () => {
    for (const contestant of contestants) await assertSameResult(contestant, bytes);
    for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (const { name, getStatus } of shuffled(contestants)) {
        const time = await timeOfCall(getStatus, bytes, calls);
        if (round >= 0) samples[name]?.push(time);
      }
    }
  });
  return samples;
}

/**
 * Times batches of all sizes. Every size takes a turn in each round, because the speed of the machine changes over time.
 *
 * @param {{ bundles: string, names: string[], rounds: number, batches: { devices: number, responseUrl: string, calls: number }[] }} benchmark whose
 *   contestants decode bytes
 * @returns {Promise<{ name: string, devices: number, times: number[] }[]>} milliseconds per call, round by round
 */
export async function timeGrowth({ bundles, names, rounds, batches }) {
  const contestants = await Promise.all(names.map((name) => load(bundles, name)));
  const series = [];
  for (const { devices, responseUrl, calls } of batches) {
    const bytes = await download(responseUrl);
    for (const { name, getStatus } of contestants) {
      await assertSameResult({ name, getStatus }, bytes);
      series.push({
        name,
        devices,
        times: /** @type {number[]} */ ([]),
        sample: () => timeOfCall(getStatus, bytes, calls),
      });
    }
  }
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const { times, sample } of shuffled(series)) {
      const time = await sample();
      if (round >= 0) times.push(time);
    }
  }
  return series.map(({ name, devices, times }) => ({ name, devices, times }));
}

/** @param {Contestant["getStatus"]} getStatus @param {Uint8Array<ArrayBuffer>} bytes @param {number} calls */
async function timeOfCall(getStatus, bytes, calls) {
  const started = performance.now();
  for (let call = 0; call < calls; call++) await getStatus(REQUEST, bytes);
  return (performance.now() - started) / calls;
}

/**
 * Checks that a contestant returns the same devices as the others. Times are not compared, because Azure reads times without a zone as
 * local time.
 *
 * @param {Contestant} contestant
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function assertSameResult({ name, getStatus }, bytes) {
  const outline = (/** @type {Record<string, unknown>[]} */ devices) =>
    JSON.stringify(
      devices.map(({ serialNumber, productKey, status, errorCode }) => [serialNumber, productKey, status, errorCode]),
    );
  const { devicesStatus } = /** @type {{ devicesStatus: Record<string, unknown>[] }} */ (
    await getStatus(REQUEST, bytes)
  );
  const expected = JSON.parse(new TextDecoder().decode(bytes)).devicesStatus;
  if (outline(devicesStatus) !== outline(expected)) throw new Error(`${name} returns another result than the others.`);
}

/**
 * Measures the memory of the wasm after one call, and after a hundred calls.
 *
 * @param {Pick<Benchmark, "bundles" | "responseUrl">} benchmark
 */
export async function measureMemory({ bundles, responseUrl }) {
  const memory = watchMemory();
  // The query makes this a separate module, with its own wasm memory.
  const { getStatus } = await load(bundles, PACKAGE, `?${encodeURIComponent(responseUrl)}`);
  const bytes = await download(responseUrl);
  return withResponse(bytes, async () => {
    await getStatus(REQUEST, bytes);
    const afterOne = memory.bytes();
    for (let call = 1; call < 100; call++) await getStatus(REQUEST, bytes);
    return { body: bytes.length, afterOne, afterHundred: memory.bytes() };
  });
}

/** Reads the memory of the next wasm instance that is created. */
function watchMemory() {
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  WebAssembly.Instance = class extends WebAssembly.Instance {
    /** @param {WebAssembly.Module} module @param {WebAssembly.Imports} [imports] */
    constructor(module, imports) {
      super(module, imports);
      memory = /** @type {WebAssembly.Memory} */ (this.exports.memory);
    }
  };
  return { bytes: () => memory?.buffer.byteLength ?? Number.NaN };
}

/** @param {string} bundles @param {string} name @param {string} [query] @returns {Promise<Contestant>} */
async function load(bundles, name, query = "") {
  if (DECODERS.includes(name)) return { name, getStatus: await loadDecoder(`${bundles}/${name}`) };
  const module = await import(`${bundles}/${name}.js${query}`);
  if (name !== PACKAGE) return { name, getStatus: module.getStatus };
  await module.init();
  return {
    name,
    getStatus: ({ customerId, trackingId, token, baseUrl }) =>
      module.getBatchUploadStatus(customerId, trackingId, token, { baseUrl, maxResponseBytes: MAX_RESPONSE_BYTES }),
  };
}

/** @param {string} folder @returns {Promise<Contestant["getStatus"]>} */
async function loadDecoder(folder) {
  const [{ init }, { readDetails }, { decode }] = await Promise.all([
    import(`${folder}/index.js`),
    import(`${folder}/read-details.js`),
    import(`${folder}/wasm/${PACKAGE}.js`),
  ]);
  await init();
  return ({ trackingId }, bytes) => readDetails(decode(bytes), trackingId);
}

/** @param {string} url */
async function download(url) {
  return new Uint8Array(await (await platformFetch(url)).arrayBuffer());
}

/**
 * @template Result
 * @param {Uint8Array<ArrayBuffer>} bytes the body of every response
 * @param {() => Promise<Result>} work
 */
async function withResponse(bytes, work) {
  const headers = { "Content-Type": "application/json" };
  globalThis.fetch = async () => new Response(bytes, { headers });
  try {
    return await work();
  } finally {
    globalThis.fetch = platformFetch;
  }
}

/**
 * @template Item
 * @param {Item[]} items
 */
function shuffled(items) {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}
