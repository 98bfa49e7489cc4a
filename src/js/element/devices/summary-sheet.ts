/**
 * The second sheet of a workbook: which upload its devices are from, how they were chosen, and what the whole upload came to.
 */
import type { Cell, Sheet } from "../files/workbook.js";
import type { Language } from "../languages/language.js";
import { deviceError, errorLabel } from "../status/device-error.js";
import { headline } from "../status/headline.js";
import { batchStatus } from "../status/status.js";
import type { Upload } from "../status/upload.js";
import { type Selection, selectionInWords } from "./selection.js";

/** An error that a service words differently for every device has its devices on the first sheet. */
const MAX_CAUSES = 1000;

export function summarySheet(language: Language, upload: Upload, selection: Selection, now: Date): Sheet {
  const { overview, columns, exporting, format } = language;
  const { details, summary } = upload;
  const missing = summary.complete ? overview.notGiven : overview.notYet;
  const time = (moment: Date | undefined) => (moment ? format.local(moment) : missing);
  const rows: Cell[][] = [
    [overview.customerId, upload.customerId],
    [overview.trackingId, upload.trackingId],
    [columns.status.label, batchStatus(language, details.status, summary).word],
    [exporting.result, headline(language, summary)],
    [overview.started, time(details.startedTime)],
    [overview.completed, time(details.completedTime)],
    [exporting.chosen, selectionInWords(language, selection)],
    [exporting.rows, exporting.rowsOf(selection.devices.length, summary.total)],
    [exporting.asOf, format.local(upload.answeredAt)],
    [exporting.made, format.local(now)],
    ...causeRows(language, upload),
  ];
  return { name: exporting.summary, rows, hasHeader: false };
}

function causeRows(language: Language, { summary }: Upload): Cell[][] {
  const { exporting, table } = language;
  const { errorCode, errorName, meaning, whatToDo } = exporting;
  const rows = summary.errors.slice(0, MAX_CAUSES).map(({ devices, ...group }) => {
    const error = deviceError(language, group);
    return [errorLabel(error), devices.length, error.code ?? "", error.name, error.meaning, error.action];
  });
  if (rows.length === 0) return [];
  return [[], [exporting.causesOfUpload, table.heading, errorCode, errorName, meaning, whatToDo], ...rows];
}
