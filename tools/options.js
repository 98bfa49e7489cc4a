/** The options of `npm start`. */
import { parseArgs } from "node:util";
import { isLoopback } from "./listen.js";

const DEFAULT_PORT = 4173;

export const MAX_PORT = 65_535;

/** What `--help` prints. */
export const HELP = `Serves the page and a simulated Partner Center on this machine, and prints the address.

  npm start
  npm start -- --port 8080
  npm start -- --upstream https://api.partnercenter.microsoft.com

Options
  --port N        the port to listen on (default ${DEFAULT_PORT})
  --upstream URL  use this service instead of the simulated one: the page's request for the status of an
                  upload is forwarded there with the page's own token; nothing else is forwarded
  --help          this text`;

/** A mistake in the command line. The message is one sentence. */
export class UsageError extends Error {}

/**
 * @param {string[]} args
 * @returns {{ help: boolean, port: number, upstream: URL | undefined }}
 */
export function readOptions(args) {
  const { help = false, port, upstream } = parse(args);
  return {
    help,
    port: port === undefined ? DEFAULT_PORT : readPort(port),
    upstream: upstream === undefined ? undefined : readUpstream(upstream),
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: { help: { type: "boolean" }, port: { type: "string" }, upstream: { type: "string" } },
    }).values;
  } catch (error) {
    // Node's first sentence says what is wrong. The others say how to quote the argument.
    const [problem] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new UsageError(`${problem}; see npm start -- --help.`);
  }
}

/** @param {string} text */
function readPort(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > MAX_PORT) {
    throw new UsageError(`--port takes a number from 0 to ${MAX_PORT}.`);
  }
  return Number(text);
}

/** A token is sent to this address, so the connection must be encrypted, except on this machine. @param {string} text */
function readUpstream(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!url || !safe || url.href !== `${url.origin}/`) {
    throw new UsageError(
      "--upstream takes an address such as https://api.partnercenter.microsoft.com: https, host, no path.",
    );
  }
  return url;
}
