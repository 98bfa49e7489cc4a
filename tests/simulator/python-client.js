/**
 * Checks the simulated service with an independent public client: `node tests/simulator/python-client.js` installs the client
 * into `target/` and compares what it reads from each response with what is expected.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { exists, log, project, run, UserError } from "../../tools/setup.js";
import { startSimulator } from "../../tools/simulator/index.js";
import { DEMO_CUSTOMER_ID, scenarioNamed } from "../../tools/simulator/scenarios.js";

// Older releases of msrest, the client's runtime, could not read a body with a byte order mark (Azure/msrest-for-python#144).
const PACKAGES = ["partnercenterservices==0.1.2", "msrest==0.7.1"];

const venv = join(project, "target", "python-client");
const python = join(venv, "bin", "python");

async function installClient() {
  if (await exists(join(venv, "installed"))) return;
  log(`Installing ${PACKAGES.join(" and ")} into target/python-client (once)`);
  await run("python3", ["-m", "venv", "--clear", venv]).catch(() => {
    throw new UserError("Python 3 with its venv module is needed: install python3-venv and try again.");
  });
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES]);
  await run(python, ["-c", `open(${JSON.stringify(join(venv, "installed"))}, "w")`]);
}

/** @param {string} url */
function startClient(url) {
  const script = fileURLToPath(new URL("python-client.py", import.meta.url));
  const client = spawn(python, ["-W", "ignore", script, url], { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
  return {
    /** @param {string} trackingId */
    async ask(trackingId) {
      client.stdin.write(`${DEMO_CUSTOMER_ID} ${trackingId}\n`);
      const { value, done } = await lines.next();
      if (done) throw new UserError("The Python client ended before it answered.");
      return JSON.parse(value);
    },
    end: () => client.stdin.end(),
  };
}

/**
 * What the client reads from the response of a scenario: `details` are its objects with its own names, or none for an error;
 * `raised` is its exception; `echoed` is whether the MS-RequestId came back.
 *
 * @type {Record<string, { http?: number, echoed?: boolean, details?: object | null, raised?: string }>}
 */
const SCENARIOS = {
  "documented-sample": {
    http: 200,
    echoed: false,
    details: {
      batch_tracking_id: "0127ed8e-ff72-4983-a3d8-e8d8bd378932",
      status: "finished",
      started_time: "2017-07-25T10:00:00.000Z",
      completed_time: "2017-07-25T10:10:00.000Z",
      devices_status: [
        {
          serial_number: "1234567890",
          product_key: "12345-67890-09876-54321-13579",
          status: "finished_with_errors",
          error_code: "808",
          error_description: "ZtdDeviceAssignedToOtherTenant",
          attributes: { object_type: "DeviceUploadDetails" },
        },
      ],
    },
  },
  "no-devices": {
    http: 200,
    echoed: true,
    details: {
      batch_tracking_id: "33333333-3333-4333-8333-333333333333",
      status: "finished",
      started_time: "2024-05-14T09:30:54.000Z",
      completed_time: "2024-05-14T09:36:00.000Z",
      devices_status: [],
    },
  },
  "mfa-required": { http: 401, echoed: false, details: null },
  "no-relationship": { http: 403, echoed: true, details: null },
  "not-found": { http: 404, echoed: true, details: null },
  "service-error": { raised: "ClientRequestError" },
  throttled: { raised: "CloudError" },
  truncated: { raised: "DeserializationError" },
};

/** What the client reads at points in time of an upload of five devices that takes a hundred seconds. */
const PHASES = [
  { second: 0, status: "queued", devices: ["queued", "queued", "queued", "queued", "queued"] },
  { second: 15, status: "processing", devices: ["processing", "queued", "queued", "queued", "queued"] },
  { second: 50, status: "processing", devices: ["finished", "finished", "processing", "queued", "queued"] },
  {
    second: 100,
    status: "finished_with_errors",
    devices: ["finished", "finished", "finished", "finished_with_errors", "finished"],
  },
];

async function compare() {
  let now = Date.UTC(2024, 4, 14);
  const submitted = now;
  const simulator = await startSimulator({ now: () => now });
  const client = startClient(simulator.url);
  try {
    for (const [name, expected] of Object.entries(SCENARIOS)) {
      assert.deepEqual(await client.ask(scenarioNamed(name).trackingId), expected, name);
      console.log(`same: ${name}: ${expected.raised ?? `${expected.http} ${JSON.stringify(expected.details)}`}`);
    }
    const { trackingId } = simulator.upload(DEMO_CUSTOMER_ID, { devices: 5, seconds: 100 });
    for (const { second, status, devices } of PHASES) {
      now = submitted + second * 1000;
      const { details } = await client.ask(trackingId);
      assert.equal(details.batch_tracking_id, trackingId);
      assert.equal(details.status, status, `second ${second}`);
      assert.deepEqual(statuses(details), devices, `second ${second}`);
      console.log(`same: second ${second} of an upload: ${status} (${devices.join(", ")})`);
    }
  } finally {
    client.end();
    await simulator.close();
  }
  const { length } = Object.keys(SCENARIOS);
  console.log(`${PACKAGES[0]} read ${length + PHASES.length} responses of the simulated service, all as expected.`);
}

/** @param {{ devices_status: { status: string }[] }} details */
function statuses(details) {
  return details.devices_status.map((device) => device.status);
}

try {
  await installClient();
  await compare();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
