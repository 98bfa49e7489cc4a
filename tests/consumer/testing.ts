/** The test of a portal: it compiles against the types of `partner-center-batch-status/testing`. */
import { type GetBatchUploadStatusOptions, getBatchUploadStatus } from "partner-center-batch-status";
import {
  type ScenarioName,
  type SimulatedDevice,
  scenarioNames,
  simulatePartnerCenter,
} from "partner-center-batch-status/testing";

const devices: SimulatedDevice[] = [{ serialNumber: "A", error: { errorDescription: "ZtdDeviceDuplicated" } }];
const service = simulatePartnerCenter({ devices, scenario: "running-job", steps: 2, autoAdvance: false });
const {
  fetch,
  baseUrl,
  customerId,
  trackingId,
}: Required<Pick<GetBatchUploadStatusOptions, "fetch" | "baseUrl">> & {
  customerId: string;
  trackingId: string;
} = service;
await getBatchUploadStatus(customerId, trackingId, "token", { fetch, baseUrl });

const names: readonly ScenarioName[] = scenarioNames;
service.answerOnce(...names);
service.scenario = "stalled";
const asked: string[] = service.requests.map((request) => request.url);
console.log(asked);

// @ts-expect-error There is no such scenario.
service.scenario = "on-fire";
