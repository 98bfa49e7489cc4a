/** The smallest zod schema that does the work. */
import * as z from "zod";
import { readStatus, readTime } from "./values.js";

const text = z.string().nullish();
const status = z.union([z.string(), z.number()]).nullish().transform(readStatus);
const time = z.string().nullish().transform(readTime);
const attributes = z.object({ objectType: text, etag: text }).nullish();

const device = z.object({
  deviceId: text,
  serialNumber: text,
  productKey: text,
  status,
  errorCode: z.union([z.string(), z.number().transform(String)]).nullish(),
  errorDescription: text,
  attributes,
});

export const details = z.object({
  batchTrackingId: text,
  status,
  startedTime: time,
  completedTime: time,
  devicesStatus: z
    .array(device)
    .nullish()
    .transform((devices) => devices ?? []),
  attributes,
});
