/** What runs in the page: a build of the package that panics when the request id begins with "dead". */

const CUSTOMER_ID = "47021739-3426-40bf-9601-61b4b6d7c793";
const TRACKING_ID = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
const DEADLY = { requestId: "dead0000-0000-4000-8000-000000000000" };

/** @param {Promise<{ status?: string, value?: { status: string } }>} call */
function outcomeOf(call) {
  return call.then(
    ({ status, value }) => status ?? value?.status,
    ({ code, attempts }) => `${code}, ${attempts} attempts told`,
  );
}

/**
 * Makes calls that wait for their answers, and one that panics.
 *
 * @param {string} packageUrl
 * @param {string} waiting a base address that does not answer
 * @param {string} answering one that does
 */
export async function panicAmongOthers(packageUrl, waiting, answering) {
  /** @type {typeof import("../../dist/index.js")} */
  const { getBatchUploadStatus, waitForBatchUpload, watchBatchUploadStatus } = await import(packageUrl);
  const get = (/** @type {object} */ options) => getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", options);
  const others = [
    get({ baseUrl: waiting }),
    getBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, () => new Promise(() => {}), { baseUrl: answering }),
    waitForBatchUpload(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: waiting }),
    watchBatchUploadStatus(CUSTOMER_ID, TRACKING_ID, "a-token", { baseUrl: waiting }).next(),
  ].map(outcomeOf);
  await fetch(`${waiting}/arrived?3`);
  const panicking = await outcomeOf(get({ ...DEADLY, baseUrl: answering }));
  return {
    panicking,
    others: await Promise.all(others),
    next: await outcomeOf(get({ baseUrl: answering })),
    again: await outcomeOf(get({ ...DEADLY, baseUrl: answering })),
    last: await outcomeOf(get({ baseUrl: answering })),
  };
}
