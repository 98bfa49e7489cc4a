import "partner-center-batch-status/element";
import { expect, inject, test } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    baseUrl: string;
  }
}

test("the element shows a batch", async () => {
  const status = document.createElement("batch-upload-status");
  status.customerId = "47021739-3426-40bf-9601-61b4b6d7c793";
  status.trackingId = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";
  status.baseUrl = inject("baseUrl");
  status.token = "token";
  const change = new Promise((resolve) => status.addEventListener("change", ({ detail }) => resolve(detail.status)));
  document.body.append(status);
  expect(await change).toBe("finished");
  expect(status.shadowRoot?.textContent).toContain("1234567890");
  expect(status.shadowRoot?.textContent).not.toContain("Something went wrong");
  status.remove();
});
