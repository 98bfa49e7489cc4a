/**
 * The ids in the fragment of the page's address, `#customer=...&tracking=...`, so that a link can be shared. A fragment is
 * never sent to a server. Only ids: a base address in a link could lead a token to somebody else's host.
 */

/** @typedef {{ customerId: string, trackingId: string }} Ids */

/** @returns {Partial<Ids>} */
export function readFragment() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const customerId = parameters.get("customer");
  const trackingId = parameters.get("tracking");
  return { ...(customerId !== null && { customerId }), ...(trackingId !== null && { trackingId }) };
}

/** @param {Ids} ids */
export function writeFragment({ customerId, trackingId }) {
  const fragment = `#${new URLSearchParams({ customer: customerId, tracking: trackingId })}`;
  if (location.hash !== fragment) history.pushState(null, "", fragment);
}
