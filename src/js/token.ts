/** A bearer token, or a function that gives one: it is asked once per attempt, and its answer is never kept. */
export type Token = string | (() => string | Promise<string>);

/** The token of one call, and the means to strike it out should the service repeat it in its description of an error. */
export class CallToken {
  /** What the call asks for the token. */
  readonly source: Token;
  readonly #seen: string[] = [];

  constructor(token: Token) {
    if (typeof token === "string") this.#seen.push(token);
    this.source = typeof token === "function" ? () => this.#ask(token) : token;
  }

  async #ask(provider: () => string | Promise<string>): Promise<string> {
    const token = await provider();
    if (typeof token === "string") this.#seen.push(token);
    return token;
  }

  /** The text without any token of this call. */
  strikeOut(text: string): string {
    return this.#seen.filter(Boolean).reduce((rest, token) => rest.replaceAll(token, "[token]"), text);
  }
}
