/** Runs in the page: uses a build of the package that panics if the request id begins with "dead". */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const PANICS = { requestId: "dead0000-0000-4000-8000-000000000000" };

/** @param {Promise<{ status?: string, value?: { status: string } }>} call */
function outcomeOf(call) {
  return call.then(
    ({ status, value }) => status ?? value?.status,
    ({ code, attempts }) => `${code}, ${attempts} attempts`,
  );
}

/**
 * Makes calls that wait for responses, and one that panics.
 *
 * @param {string} packageUrl
 * @param {string} unresponsive a base address that never responds
 * @param {string} responding one that does
 */
export async function panicAmongOthers(packageUrl, unresponsive, responding) {
  /** @type {typeof import("../../dist/index.js")} */
  const { getBatchUploadStatus, waitForBatchUpload, watchBatchUploadStatus } = await import(packageUrl);
  const get = (/** @type {object} */ options) => getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", options);
  const others = [
    get({ baseUrl: unresponsive }),
    getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, () => new Promise(() => {}), { baseUrl: responding }),
    waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: unresponsive }),
    watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: unresponsive }).next(),
  ].map(outcomeOf);
  await fetch(`${unresponsive}/wait-for-request?3`);
  const panicking = await outcomeOf(get({ ...PANICS, baseUrl: responding }));
  return {
    panicking,
    others: await Promise.all(others),
    next: await outcomeOf(get({ baseUrl: responding })),
    again: await outcomeOf(get({ ...PANICS, baseUrl: responding })),
    last: await outcomeOf(get({ baseUrl: responding })),
  };
}
