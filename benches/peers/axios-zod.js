/** axios with axios-retry, and zod 4. */
import axios from "axios";
import axiosRetry from "axios-retry";
import { headers, path } from "./values.js";
import { details } from "./zod-schema.js";

const client = axios.create({ adapter: "fetch", timeout: 120_000 });
axiosRetry(client, { retries: 3 });

/** @param {import("./values.js").StatusRequest} request */
export async function getStatus(request) {
  const url = `${request.baseUrl}/${path(request)}`;
  return details.parse((await client.get(url, { headers: headers(request) })).data);
}
