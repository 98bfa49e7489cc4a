/** The smallest valibot schema that does the work. */
import * as v from "valibot";
import { readStatus, readTime } from "./values.js";

const text = v.nullish(v.string());
const status = v.pipe(v.nullish(v.union([v.string(), v.number()])), v.transform(readStatus));
const time = v.pipe(v.nullish(v.string()), v.transform(readTime));
const attributes = v.nullish(v.object({ objectType: text, etag: text }));

const device = v.object({
  deviceId: text,
  serialNumber: text,
  productKey: text,
  status,
  errorCode: v.nullish(v.union([v.string(), v.pipe(v.number(), v.transform(String))])),
  errorDescription: text,
  attributes,
});

export const details = v.object({
  batchTrackingId: text,
  status,
  startedTime: time,
  completedTime: time,
  devicesStatus: v.nullish(v.array(device), []),
  attributes,
});
