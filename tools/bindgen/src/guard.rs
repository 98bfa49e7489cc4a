//! Adds a guard to the glue: what ends the WebAssembly ends its calls, and nothing else.
//!
//! The glue lets every exception pass. One that leaves the wasm (a trap, or whatever JavaScript threw in an import) has skipped the Rust code
//! that would have cleaned up: a cell stays borrowed, a future is never polled again. Such an instance must not be entered any more.

use crate::unused::{missing, replace};

/// The part of the guard that is written once, behind the glue.
const GUARD: &str = "
/** The calls in flight, each as the function that makes it fail. */
export const callsInFlight = /* @__PURE__ */ new Set();

/** The timers of the instance. In Node, a timer that is left keeps the process running. */
const timers = /* @__PURE__ */ new Set();
let hasEnded = false;

/** Enters the wasm. An exception that comes out ends the instance and goes no further. */
function guarded(enter, ...args) {
    try {
        return enter(...args);
    } catch (error) {
        endInstance(error);
    }
}

/** Fails all calls in flight and stops what they have started. From here on, the closures of this instance do nothing. */
function endInstance(error) {
    if (hasEnded) return;
    hasEnded = true;
    __wbg_instance_id++;
    for (const fail of callsInFlight) fail(error);
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    const handles = wasm.__wbindgen_externrefs;
    for (let i = 0; i < handles.length; i++) {
        try {
            const value = handles.get(i);
            if (value instanceof AbortController) value.abort();
        } catch {
            // A proxy of the caller's can throw at `instanceof`.
        }
    }
}

/** The exports of the instance, or of a fresh one where it has ended. */
function liveExports() {
    if (hasEnded) {
        __wbg_reset_state();
        hasEnded = false;
    }
    return wasm;
}

function startTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    timers.add(timer);
    return timer;
}

function stopTimer(timer) {
    clearTimeout(timer);
    timers.delete(timer);
}
";

/// The declaration of what the facade uses of it.
pub(crate) const DECLARATIONS: &str = "
/** Starts the WebAssembly, unless it runs already. Throws where the module is none of this build. */
export function initSync(module: WebAssembly.Module): void;

/** The calls in flight, each as the function that makes it fail: what ends the WebAssembly calls them all. */
export const callsInFlight: Set<(cause: unknown) => void>;
";

/// Adds the guard to the glue. Every entry into the wasm goes through it: exports, closures, and the destructors of closures.
///
/// # Errors
/// When the glue is not what this code was written for, as after an update of wasm-bindgen.
pub(crate) fn add_guard(glue: &str, exports: &[String]) -> Result<String, String> {
    // It would enter a fresh instance with the pointers of the last one. `liveExports` takes its place, in exports alone.
    let mut glue = replace(glue, "    __wbg_call_guard();\n", "")?;
    for export in exports {
        glue = replace(&glue, &format!("wasm.{export}("), &format!("guarded(liveExports().{export}, "))?;
    }
    let replacements = [
        ("return f(a, state.b, ...args)", "return guarded(f, a, state.b, ...args)"),
        // A file that only looks like ours must not stay. One that imports nothing would even start: the name of the module that it imports from
        // tells the build.
        (
            "    const imports = __wbg_get_imports();\n    const instance = new WebAssembly.Instance(module, imports);\n    \
             return __wbg_finalize_init(instance, module);\n",
            "    if (!(WebAssembly.Module.imports(module)[0]?.module in __wbg_get_imports())) throw new TypeError('another build');\n    \
             wasmModule = module;\n    try {\n        __wbg_reset_state();\n    } catch (error) {\n        wasm = undefined;\n        \
             throw error;\n    }\n",
        ),
        ("throw new Error('Cannot invoke closure from previous WASM instance');", "return;"),
        ("if (--state.cnt === 0) {", "if (--state.cnt === 0 && state.instance === __wbg_instance_id) {"),
        ("wasm.__wbindgen_destroy_closure(", "guarded(wasm.__wbindgen_destroy_closure, "),
        ("= setTimeout(", "= startTimer("),
        (" clearTimeout(", " stopTimer("),
        // The facade needs no way to reset a healthy instance.
        ("export function __wbg_reset_state", "function __wbg_reset_state"),
    ];
    for (from, to) in replacements {
        glue = replace(&glue, from, to)?;
    }
    Ok(guard_executors(&glue)? + GUARD)
}

/// Guards the functions that a promise runs while it is created: `new Promise` would catch what leaves them.
fn guard_executors(glue: &str) -> Result<String, String> {
    const CALL: &str = "return wasm_bindgen__convert__closures_____invoke__";
    let mut parts = glue.split(CALL);
    let mut guarded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hash, arguments) = part.split_once('(').ok_or_else(|| missing(CALL))?;
        let function = CALL.trim_start_matches("return ");
        guarded.extend(["return guarded(", function, hash, ", ", arguments]);
    }
    Ok(guarded)
}
