/** An app that follows an upload. `?customerId=…&trackingId=…` says which one. */
import { Component, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import "partner-center-batch-status/inline";
import { BatchUpload } from "./batch-upload";

@Component({
  selector: "app-root",
  imports: [BatchUpload],
  template: `
    <button type="button" (click)="isOpen.set(!isOpen())">{{ isOpen() ? "Close" : "Open" }}</button>
    @if (isOpen()) {
      <batch-upload [customerId]="customerId" [trackingId]="trackingId" />
    }
  `,
})
class App {
  private readonly query = new URLSearchParams(location.search);
  protected readonly customerId = this.query.get("customerId") ?? "";
  protected readonly trackingId = this.query.get("trackingId") ?? "";
  protected readonly isOpen = signal(true);
}

bootstrapApplication(App);
