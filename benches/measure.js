/** What runs in Node and in the page alike. Everything crosses to it and back as plain data. */

const PACKAGE = "partner-center-batch-status";
const DECODER = "decode-alone";
const QUESTION = {
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
 * @property {(question: typeof QUESTION, bytes: Uint8Array<ArrayBuffer>) => unknown} ask
 *
 * @typedef {object} Race
 * @property {string} bundles where the bundles are
 * @property {string} answer the address of the answer
 * @property {string[]} names of the bundles
 * @property {number} rounds
 * @property {number} calls how many make one sample, so that a sample is long against the clock's steps
 */

// The bundles are those for browsers, and Azure's looks for it.
Object.assign(globalThis, { self: globalThis });

/** The platform's own, for what is no part of a measurement. */
const platformFetch = globalThis.fetch;

/**
 * Times whole calls. In each round everybody takes a turn, so that whatever slows the machine down for a while slows all of them, and each
 * time in another order, as everybody pays for the garbage of the one before. `fetch` gives at once a response with the same bytes for all.
 *
 * @param {Race} race
 * @returns {Promise<Record<string, number[]>>} milliseconds per call, round by round
 */
export async function timeCalls({ bundles, answer, names, rounds, calls }) {
  const contestants = await Promise.all(names.map((name) => load(bundles, name)));
  const bytes = await download(answer);
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  await withAnswer(bytes, async () => {
    for (const contestant of contestants) await assertSameWork(contestant, bytes);
    for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (const { name, ask } of shuffled(contestants)) {
        const time = await timeOfCall(ask, bytes, calls);
        if (round >= 0) samples[name]?.push(time);
      }
    }
  });
  return samples;
}

/**
 * Times batches of all sizes, each of them in each round: a machine changes its speed while they are measured one after the other.
 *
 * @param {{ bundles: string, names: string[], rounds: number, batches: { devices: number, answer: string, calls: number }[] }} race whose
 *   contestants take bytes
 * @returns {Promise<{ name: string, devices: number, times: number[] }[]>} milliseconds per call, round by round
 */
export async function timeGrowth({ bundles, names, rounds, batches }) {
  const contestants = await Promise.all(names.map((name) => load(bundles, name)));
  const series = [];
  for (const { devices, answer, calls } of batches) {
    const bytes = await download(answer);
    for (const { name, ask } of contestants) {
      await assertSameWork({ name, ask }, bytes);
      series.push({ name, devices, times: /** @type {number[]} */ ([]), sample: () => timeOfCall(ask, bytes, calls) });
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

/** @param {Contestant["ask"]} ask @param {Uint8Array<ArrayBuffer>} bytes @param {number} calls */
async function timeOfCall(ask, bytes, calls) {
  const started = performance.now();
  for (let call = 0; call < calls; call++) await ask(QUESTION, bytes);
  return (performance.now() - started) / calls;
}

/**
 * Whoever is timed must have read the same answer. How far the checks go is each one's own; the instants are not compared, as Azure takes
 * times without a zone for local ones.
 *
 * @param {Contestant} contestant
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function assertSameWork({ name, ask }, bytes) {
  const outline = (/** @type {Record<string, unknown>[]} */ devices) =>
    JSON.stringify(
      devices.map(({ serialNumber, productKey, status, errorCode }) => [serialNumber, productKey, status, errorCode]),
    );
  const { devicesStatus } = /** @type {{ devicesStatus: Record<string, unknown>[] }} */ (await ask(QUESTION, bytes));
  const expected = JSON.parse(new TextDecoder().decode(bytes)).devicesStatus;
  if (outline(devicesStatus) !== outline(expected)) throw new Error(`${name} gives another answer than the others.`);
}

/**
 * How far the memory of the wasm grows for one answer, and for a hundred of them.
 *
 * @param {Pick<Race, "bundles" | "answer">} race
 */
export async function measureMemory({ bundles, answer }) {
  const memory = watchMemory();
  // A query makes a module of its own, with a memory of its own.
  const { ask } = await load(bundles, PACKAGE, `?${encodeURIComponent(answer)}`);
  const bytes = await download(answer);
  return withAnswer(bytes, async () => {
    await ask(QUESTION, bytes);
    const afterOne = memory.bytes();
    for (let call = 1; call < 100; call++) await ask(QUESTION, bytes);
    return { body: bytes.length, afterOne, afterHundred: memory.bytes() };
  });
}

/** Looks at the instance that the package makes next. */
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
  if (name === DECODER) return { name, ask: await loadDecoder(`${bundles}/${name}`) };
  const module = await import(`${bundles}/${name}.js${query}`);
  if (name !== PACKAGE) return { name, ask: module.ask };
  await module.init();
  return {
    name,
    ask: ({ customerId, trackingId, token, baseUrl }) =>
      module.getBatchUploadStatus(customerId, trackingId, token, { baseUrl, maxResponseBytes: MAX_RESPONSE_BYTES }),
  };
}

/** @param {string} folder @returns {Promise<Contestant["ask"]>} */
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
 * @param {Uint8Array<ArrayBuffer>} bytes what every request is answered with
 * @param {() => Promise<Result>} work
 */
async function withAnswer(bytes, work) {
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
