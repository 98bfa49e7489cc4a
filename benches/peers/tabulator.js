/** Only a table and a search over all of its columns, as in the guide of Tabulator. */
import { TabulatorFull } from "tabulator-tables";

/** The fields that the package's page searches. */
const SEARCHED = ["serialNumber", "productKey", "deviceId", "errorCode", "errorDescription"];

const address = /** @type {HTMLInputElement} */ (document.querySelector("#address"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
const search = /** @type {HTMLInputElement} */ (document.querySelector("[type=search]"));

const table = new TabulatorFull("#devices", {
  // With a height, Tabulator renders only the visible rows.
  height: 600,
  columns: [
    { title: "Row", formatter: "rownum" },
    { title: "Serial number", field: "serialNumber" },
    { title: "Product key", field: "productKey" },
    { title: "Device id", field: "deviceId" },
    { title: "Status", field: "status" },
    { title: "Error code", field: "errorCode" },
    { title: "Error", field: "errorDescription" },
  ],
});
table.on("tableBuilt", () => {
  button.disabled = false;
});

button.addEventListener("click", async () => {
  const response = await fetch(address.value, { headers: { Authorization: "Bearer a-token" } });
  const { devicesStatus } = await response.json();
  table.setData(devicesStatus);
});

search.addEventListener("input", () => {
  // Filters in a nested list are alternatives: one of them has to match.
  table.setFilter([SEARCHED.map((field) => ({ field, type: "like", value: search.value }))]);
});
