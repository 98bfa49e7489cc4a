/** The media type of a workbook. Apart from what writes one, which a page loads when it is wanted. */
export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
