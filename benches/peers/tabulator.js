/** Nothing but a table and a search over all of its columns, as the guide of Tabulator has them. */
import { TabulatorFull } from "tabulator-tables";

/** What the package's page searches, too. */
const SEARCHED = ["serialNumber", "productKey", "deviceId", "errorCode", "errorDescription"];

const address = /** @type {HTMLInputElement} */ (document.querySelector("#address"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
const search = /** @type {HTMLInputElement} */ (document.querySelector("[type=search]"));

const table = new TabulatorFull("#devices", {
  // With a height it renders only the rows in sight.
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
  // A list within the list of filters: one of them has to match.
  table.setFilter([SEARCHED.map((field) => ({ field, type: "like", value: search.value }))]);
});
