/**
 * A component that follows an upload: a new id starts a new watch, and the watch ends with the component.
 *
 * In a copy of your own, change `getToken` and `baseUrl`, and keep the import of `main.ts`: `ng build` does not find the `.wasm` file.
 */
import { Component, computed, effect, input, signal } from "@angular/core";
import {
  type BatchUploadDetails,
  explainDeviceError,
  PartnerCenterError,
  summarizeBatch,
  watchBatchUploadStatus,
} from "partner-center-batch-status";

/** Your gateway, which forwards to Partner Center. */
const baseUrl = `${location.origin}/partner-center`;

/** A token of the session, for https://api.partnercenter.microsoft.com. */
async function getToken(): Promise<string> {
  const response = await fetch("/token");
  if (!response.ok) throw new Error(`No token: the session answered ${response.status}.`);
  return response.text();
}

@Component({
  selector: "batch-upload",
  template: `
    @if (error(); as error) {
      <p role="alert">{{ error.message }} {{ error.hint }}</p>
    } @else if (!details()) {
      <p>Loading…</p>
    }
    @if (summary(); as summary) {
      <p role="status">
        {{ summary.total - summary.pending }} of {{ summary.total }} devices done, {{ summary.failed }} failed
      </p>
    }
    <ul>
      @for (cause of causes(); track cause.name) {
        <li>{{ cause.count }} × {{ cause.meaning }}</li>
      }
    </ul>
  `,
})
export class BatchUpload {
  readonly customerId = input.required<string>();
  readonly trackingId = input.required<string>();

  protected readonly details = signal<BatchUploadDetails | undefined>(undefined);
  protected readonly error = signal<PartnerCenterError | undefined>(undefined);

  protected readonly summary = computed(() => {
    const details = this.details();
    return details && summarizeBatch(details);
  });

  protected readonly causes = computed(() => {
    const causes = this.summary()?.errors.filter(({ harmless }) => !harmless) ?? [];
    return causes.map(({ devices, ...cause }) => ({
      name: `${cause.errorCode} ${cause.errorDescription}`,
      meaning: explainDeviceError(cause)?.meaning ?? cause.errorDescription,
      count: devices.length,
    }));
  });

  constructor() {
    effect((onCleanup) => {
      const controller = new AbortController();
      onCleanup(() => controller.abort());
      this.follow(this.customerId(), this.trackingId(), controller.signal);
    });
  }

  private async follow(customerId: string, trackingId: string, signal: AbortSignal) {
    this.details.set(undefined);
    this.error.set(undefined);
    try {
      const watch = watchBatchUploadStatus(customerId, trackingId, getToken, { baseUrl, signal });
      for await (const details of watch) this.details.set(details);
    } catch (error) {
      if (signal.aborted) return;
      if (!PartnerCenterError.isInstance(error)) throw error;
      this.error.set(error);
    }
  }
}
