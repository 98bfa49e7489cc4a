/**
 * A process that gets one large answer and must then end by itself: `node memory-in-process.js ANSWER`. It prints as JSON how the call ended, how
 * another call in flight and the next one ended, and the memory that was needed beyond that of the idle process.
 */
import { getBatchUploadStatus } from "../../dist/index.js";

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const LENGTH = 32 * 2 ** 20;
const CHUNK_LENGTH = 2 ** 16;
const DEVICE =
  '{"serialNumber":"1234567890","productKey":"12345-67890-09876-54321-13579","status":"finished_with_errors","errorCode":"808",' +
  '"errorDescription":"ZtdDeviceAssignedToOtherTenant","attributes":{"objectType":"DeviceUploadDetails"}}';

/** How each answer begins, what is repeated up to 32 MiB, and how it ends. @type {Record<string, [string, string, string]>} */
const ANSWERS = {
  numbers: ['{"devicesStatus":[0', ",0", "]}"],
  "empty objects": ['{"devicesStatus":[{}', ",{}", "]}"],
  nulls: ['{"devicesStatus":[null', ",null", "]}"],
  "small devices": [
    '{"status":"finished","devicesStatus":[{}',
    `,${'{"status":"ab","attributes":{}}'.padEnd(47)}`,
    "]}",
  ],
  "usual devices": [`{"status":"finished","devicesStatus":[${DEVICE}`, `,${DEVICE}`, "]}"],
  "one text": ['{"status":"finished","later":"', "x", '"}'],
  "escapes in a text": ['{"status":"finished","devicesStatus":[{"serialNumber":"', "\\u00e9", '"}]}'],
  "open brackets": ['{"status":"finished","later":', "[", ""],
};

/** Gives the answer in chunks, so that this process never has it as a whole. @param {[string, string, string]} answer */
function* chunksOf([start, repeated, end]) {
  const encoder = new TextEncoder();
  const many = encoder.encode(repeated.repeat(Math.ceil(CHUNK_LENGTH / repeated.length)));
  yield encoder.encode(start);
  for (let length = start.length; length < LENGTH - many.length; length += many.length) yield many;
  yield encoder.encode(end);
}

/** @param {Generator<Uint8Array>} chunks */
function streamOf(chunks) {
  /** @param {ReadableStreamDefaultController<Uint8Array>} controller */
  const pull = (controller) => {
    const { done, value } = chunks.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  return new ReadableStream({ pull });
}

/** @param {typeof fetch} send */
const outcomeOf = (send) =>
  getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", {
    fetch: send,
    maxRetries: 0,
    timeoutMs: 600_000,
    attemptTimeoutMs: 600_000,
  }).then(
    ({ status }) => status,
    ({ code }) => code,
  );

const small = async () => new Response('{"status":"finished"}');
await outcomeOf(small);
const idle = process.memoryUsage().rss;

const answer = ANSWERS[process.argv[2] ?? ""];
if (answer === undefined) throw new Error(`There is no answer ${process.argv[2]}.`);
const other = outcomeOf(async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return small();
});
const outcome = await outcomeOf(async () => new Response(streamOf(chunksOf(answer))));
const mebibytes = Math.round((process.resourceUsage().maxRSS * 1024 - idle) / 2 ** 20);
console.log(JSON.stringify({ outcome, other: await other, next: await outcomeOf(small), mebibytes }));
