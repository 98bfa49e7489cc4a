/** An app that follows an upload. `?customerId=…&trackingId=…` says which one. */
import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#app");
