/**
 * Azure's SDK core: core-client on core-rest-pipeline, used as in its generated clients. Its mappers create dates and drop unknown
 * fields, but do not check types.
 *
 * @import { CompositeMapper, Mapper } from "@azure/core-client"
 */
import { createSerializer, ServiceClient } from "@azure/core-client";
import { headers, path, readStatus } from "./values.js";

/** @param {string} serializedName @param {Mapper["type"]} type @returns {Mapper} */
const field = (serializedName, type) => ({ serializedName, type });

/** @param {string} name @returns {Mapper} */
const text = (name) => field(name, { name: "String" });

/** @param {string} name @returns {Mapper} */
const time = (name) => field(name, { name: "DateTime" });

/** @param {string} className @param {Record<string, Mapper>} modelProperties @returns {CompositeMapper} */
const model = (className, modelProperties) => ({ type: { name: "Composite", className, modelProperties } });

const ResourceAttributes = model("ResourceAttributes", { objectType: text("objectType"), etag: text("etag") });
const attributes = field("attributes", { name: "Composite", className: "ResourceAttributes" });

const DeviceUploadDetails = model("DeviceUploadDetails", {
  deviceId: text("deviceId"),
  serialNumber: text("serialNumber"),
  productKey: text("productKey"),
  status: text("status"),
  errorCode: text("errorCode"),
  errorDescription: text("errorDescription"),
  attributes,
});

const device = field("device", { name: "Composite", className: "DeviceUploadDetails" });

const BatchUploadDetails = model("BatchUploadDetails", {
  batchTrackingId: text("batchTrackingId"),
  status: text("status"),
  startedTime: time("startedTime"),
  completedTime: time("completedTime"),
  devicesStatus: field("devicesStatus", { name: "Sequence", element: device }),
  attributes,
});

const serializer = createSerializer({ BatchUploadDetails, DeviceUploadDetails, ResourceAttributes });

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const client = new ServiceClient({ endpoint: request.baseUrl, allowInsecureConnection: true });
  const details = /** @type {{ status?: string, devicesStatus: { status?: string }[] }} */ (
    await client.sendOperationRequest(
      { options: { requestOptions: { customHeaders: headers(request) } } },
      {
        httpMethod: "GET",
        path: path(request),
        serializer,
        responses: { 200: { bodyMapper: BatchUploadDetails }, default: {} },
      },
    )
  );
  details.status = readStatus(details.status);
  for (const device of details.devicesStatus) device.status = readStatus(device.status);
  return details;
}
