/** A bearer token, or a function that gives one: it is asked once per attempt, and its answer is never kept. */
export type Token = string | (() => string | Promise<string>);
