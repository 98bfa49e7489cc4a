/** The types of the engines. They have a file of their own, so that no two files import each other. */

/**
 * @typedef {"Chromium" | "Firefox" | "WebKit"} Engine
 *
 * @typedef {object} Preferences the user's settings in the browser or the system, applied when the browser starts
 * @property {string} [timeZone] such as `Europe/Istanbul`
 * @property {string} [language] such as `tr-TR`; not in WebKit, which uses the locales of the C library, and a container has only English
 * @property {boolean} [dark]
 * @property {boolean} [reducedMotion]
 * @property {boolean} [forcedColors] not in WebKit, which has no such mode
 *
 * @typedef {object} DownloadedFile
 * @property {string} name
 * @property {Buffer} bytes
 * @property {string} text the bytes decoded as UTF-8
 *
 * @typedef {object} Driver what each engine implements with its own protocol. Mouse and keyboard input is real, not events dispatched by a script.
 * @property {(expression: string) => Promise<unknown>} run evaluates an expression and awaits the result
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} back
 * @property {() => Promise<unknown>} forward
 * @property {(x: number, y: number) => Promise<unknown>} click at a point of the viewport
 * @property {(text: string) => Promise<unknown>} type
 * @property {(key: string) => Promise<unknown>} press a key as `KeyboardEvent.key` names it, also `Shift+Tab` or `Control+a`
 * @property {(width: number, height: number) => Promise<unknown>} resize sets the size of the viewport
 * @property {() => Promise<DownloadedFile>} download waits for a download and returns the file
 * @property {() => Promise<void>} close closes the browser too
 * @property {(offline: boolean) => Promise<unknown>} [setOffline] turns the network off or on, and `navigator.onLine` with it; not in WebKit, because
 *   WebDriver has no command for it
 *
 * @typedef {object} Evaluator
 * @property {<A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R>} evaluate
 *   Runs a function in the page. It can't use variables of this process; argument and result are passed as JSON.
 *
 * @typedef {Omit<Driver, "run"> & Evaluator} Page
 */

export {};
