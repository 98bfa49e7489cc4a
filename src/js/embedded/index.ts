/** The main entry with the WebAssembly inside, for servers and development servers: there it needs no file that they can lose. */
import "../inline.js";

export * from "../index.js";
