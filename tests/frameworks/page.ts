/** What the test tells the page, and the page the test. */
export const baseUrl = new URLSearchParams(location.search).get("baseUrl") ?? "";

export function showTitle(title: string): void {
  document.title = title;
}
