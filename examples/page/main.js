/**
 * A page with the element, which follows an upload and shows its devices. `?customerId=…&trackingId=…` says which one.
 *
 * In a copy of your own, change `getToken` and `baseUrl`.
 */
import "partner-center-batch-status/element";

/** A token of the session, for https://api.partnercenter.microsoft.com. */
async function getToken() {
  const response = await fetch("/token");
  if (!response.ok) throw new Error(`No token: the session answered ${response.status}.`);
  return response.text();
}

const query = new URLSearchParams(location.search);
const element = document.querySelector("batch-upload-status") ?? document.createElement("batch-upload-status");
Object.assign(element, {
  customerId: query.get("customerId"),
  trackingId: query.get("trackingId"),
  baseUrl: `${location.origin}/partner-center`, // your gateway, which forwards to Partner Center
  token: getToken,
});

// The element shows failures itself. The event is for what your page does about them.
element.addEventListener("error", ({ detail: error }) => {
  if (error.code === "unauthorized") document.title = "Please sign in again";
});
