/**
 * Kiota, the generator of Microsoft Graph's SDKs: its fetch library and its JSON reader, with the code that it would generate for this
 * operation.
 *
 * @import { Parsable, ParseNode } from "@microsoft/kiota-abstractions"
 */
import { AnonymousAuthenticationProvider, HttpMethod, RequestInformation } from "@microsoft/kiota-abstractions";
import { FetchRequestAdapter } from "@microsoft/kiota-http-fetchlibrary";
import { JsonParseNodeFactory } from "@microsoft/kiota-serialization-json";
import { headers, path, readStatus, readTime } from "./values.js";

/** @typedef {Record<string, unknown>} Model */
/** @typedef {Record<string, (node: ParseNode) => void>} Fields */

/** @param {Model} model @returns {Fields} */
const attributesFields = (model) => ({
  objectType: (node) => {
    model.objectType = node.getStringValue();
  },
  etag: (node) => {
    model.etag = node.getStringValue();
  },
});

/** @param {Model} model @returns {Fields} */
const deviceFields = (model) => ({
  deviceId: (node) => {
    model.deviceId = node.getStringValue();
  },
  serialNumber: (node) => {
    model.serialNumber = node.getStringValue();
  },
  productKey: (node) => {
    model.productKey = node.getStringValue();
  },
  status: (node) => {
    model.status = readStatus(node.getStringValue());
  },
  errorCode: (node) => {
    model.errorCode = node.getStringValue();
  },
  errorDescription: (node) => {
    model.errorDescription = node.getStringValue();
  },
  attributes: (node) => {
    model.attributes = node.getObjectValue(() => parsable(attributesFields));
  },
});

/** @param {Model} model @returns {Fields} */
const detailsFields = (model) => ({
  batchTrackingId: (node) => {
    model.batchTrackingId = node.getStringValue();
  },
  status: (node) => {
    model.status = readStatus(node.getStringValue());
  },
  startedTime: (node) => {
    model.startedTime = readTime(node.getStringValue());
  },
  completedTime: (node) => {
    model.completedTime = readTime(node.getStringValue());
  },
  devicesStatus: (node) => {
    model.devicesStatus = node.getCollectionOfObjectValues(() => parsable(deviceFields));
  },
  attributes: (node) => {
    model.attributes = node.getObjectValue(() => parsable(attributesFields));
  },
});

/** @param {(model: Model) => Fields} fields @returns {(parsable?: Partial<Parsable>) => Fields} */
const parsable =
  (fields) =>
  (model = {}) =>
    fields(/** @type {Model} */ (model));

const adapter = new FetchRequestAdapter(new AnonymousAuthenticationProvider(), new JsonParseNodeFactory());

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const information = new RequestInformation(HttpMethod.GET, `{+baseurl}/${path(request)}`, {
    baseurl: request.baseUrl,
  });
  for (const [name, value] of Object.entries(headers(request))) information.headers.add(name, value);
  return await adapter.send(information, () => parsable(detailsFields), undefined);
}
