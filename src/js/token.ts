/** A bearer token, or a function that returns one. The function is called once per attempt, and its result is never cached. */
export type Token = string | (() => string | Promise<string>);
