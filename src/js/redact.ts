/** Fewer characters of a token can stand in a text by chance, and help nobody. */
export const LEAST_LENGTH = 16;
/** A shorter token is one of a test, and can be a part of any word. */
const LEAST_TOKEN_LENGTH = 8;
/** No more characters of a text are read: a megabyte would take half a second. */
const READ_CHARACTERS = 20_000;

/**
 * Replaces by `[token]` what a text holds of these tokens: every run of 16 or more characters that also stands in one of them, and every whole
 * token. Any other JWT is replaced too. Of a longer text, the first 20,000 characters are left. The WebAssembly does not redact: the tokens stay out of its memory.
 */
export function redact(text: string, tokens: ReadonlySet<string>): string {
  const all = [...tokens].filter((token) => token.length >= LEAST_TOKEN_LENGTH);
  const length = Math.min(LEAST_LENGTH, ...all.map((token) => token.length));
  let redacted = "";
  let end = 0;
  for (let at = 0; at < Math.min(text.length, READ_CHARACTERS); at++) {
    const piece = text.slice(at, at + length);
    if (piece.length === length && all.some((token) => token.includes(piece))) {
      if (at >= end) redacted += "[token]";
      end = at + length;
    }
    if (at >= end) redacted += text[at];
  }
  return redacted.replace(/[\w.=-]+/g, redactJwt);
}

/** Redacts a token of somebody else, such as that of a gateway, which repeats the request that it has sent. Its first part begins with `eyJ`. */
function redactJwt(run: string): string {
  const start = run.indexOf("eyJ");
  return start >= 0 && run.slice(start).split(".").length > 2 ? `${run.slice(0, start)}[token]` : run;
}

/** An address, or a text up to the query of the address in it, without a password and without that query, which can be a signature. */
export function redactAddress(text: string): string {
  return text.replace(/[?#].*/s, "").replace(/\/\/[^/]*@/, "//");
}
