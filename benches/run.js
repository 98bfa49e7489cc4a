/**
 * Compares the package with its peers, which do the same work on the same bytes: `npm run bench`. Takes a few minutes, in Node and in
 * Chromium.
 *
 *     npm run bench                  everything
 *     npm run bench -- page cold     only these parts: decode, calls, growth, memory, cold, page
 *     npm run bench -- decode --before ../earlier
 *                                    compares the decoder with that of another checkout, in which `npm run bench -- decode` was run before
 *     npm run bench -- cold page --before ../earlier
 *                                    compares the cold start and the start of the page with those of another checkout, in which `npm run build`
 *                                    was run before
 *
 * It prints the results, and draws the chart of the README if the parts for it were measured (decode, cold). No result makes it fail.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { launchChromium } from "../tests/engines/chromium.js";
import { inPage } from "../tests/package/runtimes.js";
import { build } from "../tools/build.js";
import { log, project } from "../tools/setup.js";
import { barChart } from "./bar-chart.js";
import {
  ALONE,
  bundle,
  DECODER,
  DECODER_BEFORE,
  LEAST,
  PACKAGE,
  PACKAGE_BEFORE,
  PEERS,
  packageSizes,
  peerSizes,
} from "./bundle.js";
import { measureMemory, timeCalls, timeGrowth } from "./measure.js";
import { addLatency, timeStarts } from "./page-start.js";
import { timeTables } from "./page-table.js";
import { startServer } from "./server.js";
import { median, ratio, summary } from "./statistics.js";
import { formatNumber, table } from "./table.js";

/**
 * @import { Browser } from "playwright-core"
 * @import { Run } from "../tests/package/runtimes.js"
 *
 * @typedef {object} Runtime where the calls are measured
 * @property {string} name
 * @property {string} bundles the address of the bundles
 * @property {typeof timeCalls} timeCalls
 * @property {typeof timeGrowth} timeGrowth
 * @property {typeof measureMemory} measureMemory
 *
 * @typedef {Record<string, number[]>} Samples milliseconds of each round, by contestant
 *
 * @typedef {object} ColdStart
 * @property {number} ms
 * @property {Record<string, number>} moments when each step of it ended, in milliseconds
 */

/** The package in a page that has the two lines for preloading. */
const PRELOADED = `${PACKAGE}, preloaded`;
/** The bundle of the entry with the WebAssembly inside. */
const INLINE = "inline";
/** @type {Record<string, string>} */
const TITLES = {
  [PACKAGE]: "this package",
  [PRELOADED]: "this package, preloaded",
  [INLINE]: "this package, /inline",
  [LEAST]: "an empty WebAssembly, then fetch",
  [DECODER_BEFORE]: "the build before",
  [PACKAGE_BEFORE]: "the build before",
  ...ALONE,
  ...PEERS,
};
const MIB = 2 ** 20;

/**
 * A measurement of several contestants, and the baselines of the printed ratios. `calls` is the number of calls in a sample, which must be
 * long compared to the resolution of the clock, and `rounds` the number of samples.
 *
 * @typedef {object} Comparison
 * @property {string} description
 * @property {string[]} names
 * @property {Record<string, string>} baselines
 * @property {{ devices: number, calls: number, rounds: number }[]} benchmarks
 * @property {boolean} [isInternational] whether half of the texts have letters beyond ASCII
 */

/** @type {Comparison} */
const DECODING = {
  description: "from bytes in memory to a typed, checked result",
  names: Object.keys(ALONE),
  baselines: { "json-parse-alone": "to JSON.parse", "zod-alone": "to JSON.parse + zod" },
  benchmarks: [
    { devices: 1, calls: 200, rounds: 60 },
    { devices: 1_000, calls: 5, rounds: 60 },
    { devices: 10_000, calls: 1, rounds: 60 },
  ],
};
/** @type {Comparison} */
const DECODING_BEFORE = {
  description: "from bytes in memory to a typed, checked result",
  names: [DECODER, DECODER_BEFORE],
  baselines: { [DECODER_BEFORE]: "to the build before" },
  benchmarks: [
    { devices: 1, calls: 400, rounds: 200 },
    { devices: 1_000, calls: 5, rounds: 200 },
    { devices: 10_000, calls: 1, rounds: 200 },
  ],
};
/** @type {Comparison} */
const CALLING = {
  description: "a whole call, with an immediate response",
  names: [PACKAGE, ...Object.keys(PEERS)],
  baselines: { zod: "to fetch + zod", "ky-zod": "to ky + zod" },
  benchmarks: [
    { devices: 1, calls: 20, rounds: 60 },
    { devices: 1_000, calls: 2, rounds: 60 },
    { devices: 10_000, calls: 1, rounds: 30 },
  ],
};
const GROWTH = [
  { devices: 1, calls: 200 },
  { devices: 10, calls: 100 },
  { devices: 100, calls: 20 },
  { devices: 1_000, calls: 10 },
  { devices: 10_000, calls: 1 },
  { devices: 100_000, calls: 1 },
  { devices: 167_000, calls: 1 },
];
const GROWTH_ROUNDS = 15;
/** Between these sizes the time per device should stay the same. */
const GROWS_FROM = 1_000;
const GROWS_TO = 100_000;
/** An answer with so many devices is about as large as `maxResponseBytes` allows by default: 32 MiB. */
const MAX_DEVICES = 167_000;
const MEMORY_DEVICES = [1_000, 10_000, 50_000];
const COLD_STARTS = [
  PACKAGE,
  PRELOADED,
  INLINE,
  "fetch",
  LEAST,
  "zod",
  "ky-valibot",
  "ky-zod",
  "axios-zod",
  "azure",
  "kiota",
];
const COLD_ROUNDS = 20;
/** The steps of a cold start, by the names that `cold.html` has for their ends. */
const COLD_STEPS = {
  imported: "the module: request, evaluation",
  wasmAsked: "until the wasm is asked for",
  wasmLoaded: "its request",
  compiled: "compiling",
  instantiated: "instance",
  asked: "until the request of the call",
  answered: "that request",
  finished: "until the details",
};
/** Those whose steps are printed, where they are measured. */
const COLD_IN_STEPS = [PACKAGE, PACKAGE_BEFORE, "ky-zod", "azure"];
/** A desktop, where the page has a table, and a phone, where it has cards. */
const SCREENS = [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
];
const TABLE_ROUNDS = 7;
const START_ROUNDS = 15;
const LATENCIES_MS = [0, 100];
/** Chromium loads a page of its own in every second new window, 400 modules that take 0.7 s of one core. */
const WITHOUT_OWN_PAGES = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup";
/** The limits for the page on a machine with two cores, in milliseconds. */
const START_LIMIT = 700;
/** Half of what the page took without latency before it was bundled. */
const START_LIMIT_WITHOUT_LATENCY = 450;
const REQUESTS_LIMIT = 12;
const FIRST_ROWS_LIMIT = 200;
const KEY_LIMIT = 50;

const PARTS = ["decode", "calls", "growth", "memory", "cold", "page"];
const { positionals, values } = parseArgs({ allowPositionals: true, options: { before: { type: "string" } } });
const unknownParts = positionals.filter((name) => !PARTS.includes(name));
if (unknownParts.length > 0) {
  console.error(`There is no part ${unknownParts.join(" or ")}, only ${PARTS.join(", ")}.`);
  process.exit(2);
}
const wanted = new Set(positionals.length > 0 ? positionals : PARTS);

await build();
const decoderBefore = wanted.has("decode") ? values.before : undefined;
const packageBefore = wanted.has("cold") && values.before ? resolve(values.before) : undefined;
const withDecoder = wanted.has("decode") || wanted.has("growth");
const bundles = await bundle({ withDecoder, decoderBefore, packageBefore });
if (packageBefore) COLD_STARTS.splice(1, 0, PACKAGE_BEFORE);
const server = await startServer(bundles);
const browser = await launchChromium([WITHOUT_OWN_PAGES]);
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  /** @type {Runtime} */
  const inNode = { name: "Node", bundles: pathToFileURL(bundles).href, timeCalls, timeGrowth, measureMemory };
  /** @type {Run<typeof import("./measure.js")>} */
  const run = inPage(page, "measure.js");
  /** @type {Runtime} */
  const inChromium = {
    name: "Chromium",
    bundles: server.url,
    timeCalls: (benchmark) => run("timeCalls", benchmark),
    timeGrowth: (benchmark) => run("timeGrowth", benchmark),
    measureMemory: (benchmark) => run("measureMemory", benchmark),
  };

  console.log(`\nNode ${process.versions.node}, Chromium ${browser.version()}, ${cpus()[0]?.model}`);
  /** @type {Map<number, Samples> | undefined} */
  let decoding;
  /** @type {Samples | undefined} */
  let coldStarts;
  if (decoderBefore !== undefined) {
    for (const runtime of [inNode, inChromium]) {
      await compare(runtime, DECODING_BEFORE);
      await compare(runtime, { ...DECODING_BEFORE, isInternational: true });
    }
  } else if (wanted.has("decode")) {
    await compare(inNode, DECODING);
    decoding = await compare(inChromium, DECODING);
  }
  if (wanted.has("calls")) {
    await compare(inNode, CALLING);
    await compare(inChromium, CALLING);
  }
  if (wanted.has("growth")) {
    await compareGrowth(inNode);
    await compareGrowth(inChromium);
  }
  if (wanted.has("memory")) {
    await printMemory(inNode);
    await printMemory(inChromium);
  }
  if (wanted.has("cold")) {
    coldStarts = await compareColdStarts(browser, 0);
    await compareColdStarts(browser, 100);
  }
  if (wanted.has("page")) {
    await compareStarts(browser);
    await compareTables(browser);
  }
  if (decoding && coldStarts) await draw(decoding, coldStarts);
} finally {
  await browser.close();
  await server.close();
}

/** @param {Runtime} runtime @param {Comparison} comparison @returns {Promise<Map<number, Samples>>} by the number of devices */
async function compare(runtime, { description, names, baselines, benchmarks, isInternational = false }) {
  /** @type {Map<number, Samples>} */
  const results = new Map();
  const letters = isInternational ? ", half of the texts beyond ASCII" : "";
  for (const { devices, ...benchmark } of benchmarks) {
    log(`Timing ${deviceCount(devices)} in ${runtime.name}`);
    const responseUrl = server.responseUrl(devices, isInternational);
    const samples = await runtime.timeCalls({ bundles: runtime.bundles, responseUrl, names, ...benchmark });
    results.set(devices, samples);
    const rows = byMedian(samples).map(([name, times]) => {
      const { median, spread } = summary(times);
      const ratios = Object.keys(baselines).map((baseline) => ratio(times, samples[baseline] ?? []).toFixed(2));
      return [TITLES[name] ?? name, duration(median), `${spread.toFixed(0)} %`, ...ratios];
    });
    print(
      `${runtime.name}, ${deviceCount(devices)}${letters}: ${description}`,
      table(["", "median", "middle half", ...Object.values(baselines)], rows),
    );
  }
  return results;
}

/** @param {Runtime} runtime */
async function compareGrowth({ name, bundles, timeGrowth }) {
  log(`Timing batches of all sizes in ${name}`);
  const names = [DECODER, "json-parse-alone", "zod-alone"];
  const batches = GROWTH.map((batch) => ({ ...batch, responseUrl: server.responseUrl(batch.devices) }));
  const series = await timeGrowth({ bundles, names, rounds: GROWTH_ROUNDS, batches });
  const perDevice = (/** @type {string} */ name, /** @type {number} */ devices) => {
    const found = series.find((one) => one.name === name && one.devices === devices);
    return (found?.times ?? []).map((time) => time / devices);
  };
  const rows = GROWTH.map(({ devices }) => [
    formatNumber(devices),
    ...names.map((name) => duration(median(perDevice(name, devices)))),
  ]);
  const growth = names.map((name) => ratio(perDevice(name, GROWS_TO), perDevice(name, GROWS_FROM)).toFixed(2));
  print(
    `${name}: time per device, as the batch grows`,
    table(
      ["devices", ...names.map((name) => TITLES[name] ?? name)],
      [...rows, [`${formatNumber(GROWS_TO)} to ${formatNumber(GROWS_FROM)}`, ...growth]],
    ),
  );
  const longest = median(perDevice(DECODER, MAX_DEVICES)) * MAX_DEVICES;
  console.log(`Decoding an answer of 32 MiB keeps the event loop busy for ${duration(longest)}.\n`);
}

/** @param {Runtime} runtime */
async function printMemory({ name, bundles, measureMemory }) {
  /** @type {(string | number)[][]} */
  const rows = [];
  for (const devices of MEMORY_DEVICES) {
    log(`Measuring the memory for ${deviceCount(devices)} in ${name}`);
    const responseUrl = server.responseUrl(devices);
    const { body, afterOne, afterHundred } = await measureMemory({ bundles, responseUrl });
    const factor = (Math.max(0, afterHundred - 2 * MIB) / body).toFixed(2);
    rows.push([formatNumber(devices), body, afterOne, afterHundred, factor]);
  }
  print(
    `${name}: memory of the wasm in bytes`,
    table(["devices", "n = the body", "after 1 call", "after 100 calls", "(memory - 2 MiB) / n"], rows),
  );
}

/** @param {Browser} browser @param {number} latencyMs @returns {Promise<Samples>} */
async function compareColdStarts(browser, latencyMs) {
  log(`Timing cold starts in Chromium with a latency of ${latencyMs} ms`);
  /** @type {Record<string, ColdStart[]>} */
  const starts = Object.fromEntries(COLD_STARTS.map((name) => [name, []]));
  for (let round = 0; round < COLD_ROUNDS; round++) {
    for (const name of round % 2 === 0 ? COLD_STARTS : COLD_STARTS.toReversed())
      starts[name]?.push(await coldStart(browser, name, latencyMs));
  }
  /** @type {Samples} */
  const samples = Object.fromEntries(Object.entries(starts).map(([name, found]) => [name, found.map(({ ms }) => ms)]));
  const rows = byMedian(samples).map(([name, times]) => {
    const { median, spread } = summary(times);
    const toKyAndZod = ratio(times, samples["ky-zod"] ?? []).toFixed(2);
    return [TITLES[name] ?? name, duration(median), `${spread.toFixed(0)} %`, toKyAndZod];
  });
  print(
    `Chromium: from a cold import() to the first typed result, with 10 devices, over HTTP from this machine, ${latencyMs} ms of latency`,
    table(["", "median", "middle half", "to ky + zod"], rows),
  );
  printColdSteps(starts);
  return samples;
}

/** Where the time goes, in the fastest quarter of the rounds: the others tell of disturbances. @param {Record<string, ColdStart[]>} starts */
function printColdSteps(starts) {
  const names = COLD_IN_STEPS.filter((name) => starts[name] !== undefined);
  const columns = names.map((name) => {
    const fastest = (starts[name] ?? []).toSorted((one, other) => one.ms - other.ms).slice(0, COLD_ROUNDS / 4);
    return fastest.map(durationsOf);
  });
  const rows = Object.entries({ ...COLD_STEPS, together: "together" }).map(([step, title]) => {
    const times = columns.map((found) => found.flatMap((durations) => durations[step] ?? []));
    return [title, ...times.map((found) => (found.length === 0 ? "" : duration(median(found))))];
  });
  const head = ["", ...names.map((name) => TITLES[name] ?? name)];
  print(`The fastest quarter of these ${COLD_ROUNDS} rounds, in steps`, table(head, rows));
}

/** How long each step took. A client without WebAssembly has fewer. @param {ColdStart} start @returns {Record<string, number>} */
function durationsOf({ ms, moments }) {
  const ends = Object.keys(COLD_STEPS).flatMap((step) => {
    const end = moments[step];
    return end === undefined ? [] : [{ step, end }];
  });
  const durations = ends.map(({ step, end }, index) => [step, end - (ends[index - 1]?.end ?? 0)]);
  return { ...Object.fromEntries(durations), together: ms };
}

/**
 * Measures in a new context, whose caches are empty.
 *
 * @param {Browser} browser
 * @param {string} name
 * @param {number} latencyMs
 * @returns {Promise<ColdStart>}
 */
async function coldStart(browser, name, latencyMs) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // The page logs its result. Reading it with `evaluate` would run code in the page during the measurement.
    const message = page.waitForEvent("console");
    await addLatency(page, latencyMs);
    await page.goto(`${server.url}/cold.html?name=${name === PRELOADED ? `${PACKAGE}&preload` : name}`);
    return JSON.parse((await message).text());
  } finally {
    await context.close();
  }
}

/** @param {Browser} browser */
async function compareStarts(browser) {
  const folders = { "this page": project, ...(values.before && { "the build before": resolve(values.before) }) };
  for (const latencyMs of LATENCIES_MS) {
    log(`Timing the start of the page in Chromium with a latency of ${latencyMs} ms`);
    const [own, before] = await timeStarts(browser, folders, { latencyMs, rounds: START_ROUNDS });
    if (!own) throw new Error("There is a page to time.");
    const rows = [own, ...(before ? [before] : [])].map(({ name, requests, times }) => [
      name,
      ...durationAndSpread(times),
      requests,
    ]);
    print(
      `Chromium, empty caches, ${latencyMs} ms of latency: from the navigation until the form can be used`,
      table(["", "median", "middle half", "requests"], rows),
    );
    if (before)
      console.log(`Ratio to the build before: ${ratio(own.times, before.times).toFixed(2)} (median over the rounds).`);
    console.log(
      `The limits: ${verdict("the start", median(own.times), latencyMs === 0 ? START_LIMIT_WITHOUT_LATENCY : START_LIMIT)}; ${own.requests} of ${REQUESTS_LIMIT} requests, ` +
        `${own.requests <= REQUESTS_LIMIT ? "ok" : "EXCEEDED"}.`,
    );
  }
}

/** @param {Browser} browser */
async function compareTables(browser) {
  for (const screen of SCREENS) {
    const size = `${screen.width} × ${screen.height}`;
    log(`Timing the table of the page in Chromium at ${size}`);
    const [own, library] = await timeTables(browser, screen, TABLE_ROUNDS);
    if (!own || !library) throw new Error("There are two tables to compare.");
    print(
      `Chromium, ${size}, 10,000 devices: from the response to the first rows, and from a key in the search to its result,\n` +
        "each until the frame after the one that has the rows (two requestAnimationFrame, up to 17 ms of waiting included)",
      table(
        ["", "first rows", "middle half", "key", "slowest key", "middle half", "worst of all"],
        [own, library].map(({ name, firstRows, keys }) => [
          name,
          ...durationAndSpread(firstRows),
          duration(median(keys.flat())),
          ...durationAndSpread(slowest(keys)),
          duration(Math.max(...keys.flat())),
        ]),
      ),
    );
    const ratios = [ratio(own.firstRows, library.firstRows), ratio(own.keys.flat(), library.keys.flat())];
    const [firstRows, key] = ratios.map((ratio) => ratio.toFixed(2));
    console.log(`Ratio to ${library.name}: first rows ${firstRows}, a key ${key} (median over the rounds).`);
    console.log(
      `The limits: ${verdict("first rows", median(own.firstRows), FIRST_ROWS_LIMIT)}, ` +
        `${verdict("the slowest key", median(slowest(own.keys)), KEY_LIMIT)}; the medians of ${TABLE_ROUNDS} rounds.`,
    );
  }
}

/** @param {number[]} times */
function durationAndSpread(times) {
  const { median, spread } = summary(times);
  return [duration(median), `${spread.toFixed(0)} %`];
}

/** Returns the times of the slowest key: a broad search takes longer than a narrow one. @param {number[][]} keys @returns {number[]} */
function slowest(keys) {
  return keys.toSorted((one, other) => median(other) - median(one))[0] ?? [];
}

/** @param {string} what @param {number} ms @param {number} limit */
function verdict(what, ms, limit) {
  return `${what} ${duration(ms)} of ${limit} ms, ${ms <= limit ? "ok" : "EXCEEDED"}`;
}

/** @param {Map<number, Samples>} decoding @param {Samples} coldStarts */
async function draw(decoding, coldStarts) {
  /** @type {Record<string, import("./bundle.js").Size>} */
  const sizes = { [PACKAGE]: (await packageSizes(bundles))["main entry"], ...(await peerSizes(bundles)) };
  const clients = Object.keys(sizes).filter((name) => name !== "fetch");
  const { [LEAST]: _floor, ...coldClients } = coldStarts;
  const svg = barChart("This package beside other ways to the same answer", TITLES[PACKAGE] ?? PACKAGE, [
    {
      title: "From the bytes of 10,000 devices to a typed and checked answer, in Chromium",
      label: duration,
      bars: bars(decoding.get(10_000) ?? {}),
    },
    { title: "From a cold import() to the first typed answer, in Chromium", label: duration, bars: bars(coldClients) },
    {
      title: "Download, bundled and minified (brotli)",
      label: (bytes) => `${(bytes / 1_000).toFixed(1)} kB`,
      bars: clients.map((name) => [TITLES[name] ?? name, sizes[name]?.brotli ?? 0]),
    },
  ]);
  await writeFile(join(project, "benches", "results.svg"), svg);
  log("Drew benches/results.svg");
}

/** @param {Samples} samples @returns {[string, number][]} */
function bars(samples) {
  return Object.entries(samples).map(([name, times]) => [TITLES[name] ?? name, median(times)]);
}

/** @param {Samples} samples */
function byMedian(samples) {
  return Object.entries(samples).sort(([, one], [, other]) => median(one) - median(other));
}

/** @param {number} devices */
function deviceCount(devices) {
  return devices === 1 ? "1 device" : `${formatNumber(devices)} devices`;
}

/** @param {number} ms */
function duration(ms) {
  return ms < 0.995 ? `${(1_000 * ms).toPrecision(3)} µs` : `${ms.toPrecision(3)} ms`;
}

/** @param {string} title @param {string} text */
function print(title, text) {
  console.log(`\n${title}\n\n${text}\n`);
}
