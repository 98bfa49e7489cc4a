//! Removes what the package never needs: 0.2 kB of the glue and 2.2 kB of the wasm, compressed.

use wasm_bindgen_cli_support::Output;

/// Parts of the names of the functions that report a panic. The package formats nothing else: what is left of `core::fmt` writes their messages.
const PANIC_REPORTS: [&str; 10] = [
    "::fmt::",
    "::panicking::",
    "rust_begin_unwind",
    "::unwrap_failed",
    "::expect_failed",
    "::panic_already_",
    "::panic_access_error",
    "::panic_poisoned",
    "::handle_alloc_error",
    "raw_vec::handle_error",
];

/// Lets the functions that report a panic trap at once, as wasm-snip does. Nobody reads the report, and the guard ends the instance in either
/// case. Formatting is what they mostly consist of.
pub(crate) fn snip_panics(output: &mut Output) {
    let reports = |name: &String| PANIC_REPORTS.iter().any(|report| name.contains(report));
    for function in output.wasm_mut().funcs.iter_mut().filter(|function| function.name.as_ref().is_some_and(reports)) {
        let function = function.kind.unwrap_local_mut();
        let body = function.entry_block();
        function.block_mut(body).instrs.clear();
        function.builder_mut().func_body().unreachable();
    }
}

/// How the names of source files begin in the data: those of the standard library, of the packages and of this crate. Nothing else begins so.
const SOURCE_FOLDERS: [&[u8]; 3] = [b"/rustc/", b"cargo/registry/", b"src/"];

/// Blanks the names of source files, which only the reports of panics show. Zeros compress to nothing.
pub(crate) fn blank_source_names(output: &mut Output) {
    let mut segments = Vec::new();
    for segment in output.wasm_mut().data.iter() {
        segments.push(segment.id());
    }
    for id in segments {
        let bytes = &mut output.wasm_mut().data.get_mut(id).value;
        for at in 0..bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            if SOURCE_FOLDERS.iter().any(|folder| rest.starts_with(folder))
                && let Some(length) = rest.windows(3).position(|end| end == b".rs")
            {
                bytes.iter_mut().skip(at).take(length + 3).for_each(|byte| *byte = 0);
            }
        }
    }
}

/// Each piece, from its beginning up to what follows it.
const UNUSED: [(&str, &str); 6] = [
    // The facade loads the file and starts it by `initSync`.
    ("function __wbg_finalize_init(", "function initSync("),
    ("let __wbg_init_promise;", "export { initSync"),
    // Other forms of the parameter: the facade passes a module.
    (
        "    if (module !== undefined) {\n        if (Object",
        "    const imports = __wbg_get_imports();\n    if (!(module",
    ),
    ("    if (!(module instanceof WebAssembly.Module)) {", "    const instance = new WebAssembly.Instance(module, "),
    // For browsers without `encodeInto`. The package's syntax (ES2022) needs newer ones.
    ("if (!('encodeInto' in cachedTextEncoder)) {", "let WASM_VECTOR_LEN = 0;"),
    // For a wasm that can't make a text longer.
    ("    if (realloc === undefined) {", "    let len = arg.length;"),
];

/// What can be written more shortly for browsers that know ES2022.
const SHORTER: [(&str, &str); 6] = [
    ("export { initSync, __wbg_init as default };", "export { initSync };"),
    (
        "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
         (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0?.buffer !== wasm.memory.buffer",
    ),
    ("typeof globalThis === 'undefined' ? undefined : globalThis", "globalThis"),
    // Only looked at where there is no `globalThis`.
    ("typeof global === 'undefined' ? undefined : global", "undefined"),
    ("typeof self === 'undefined' ? undefined : self", "undefined"),
    ("typeof window === 'undefined' ? undefined : window", "undefined"),
];

/// What the glue does while it is imported, and the same done when it is needed first. A page that imports the package may never call it, and
/// Jest's jsdom has no `TextDecoder`. What is left is marked as pure, so that bundlers drop it with the rest.
const LAZY: [(&str, &str); 6] = [
    (
        "let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\ncachedTextDecoder.decode();",
        "let cachedTextDecoder;",
    ),
    ("if (numBytesDecoded >=", "if (cachedTextDecoder === undefined || numBytesDecoded >="),
    ("const cachedTextEncoder = new TextEncoder();", "let cachedTextEncoder;"),
    ("cachedTextEncoder.encodeInto(", "(cachedTextEncoder ??= new TextEncoder()).encodeInto("),
    ("? { register: () => {}, unregister: () => {} }\n    : new", "? undefined\n    : /* @__PURE__ */ new"),
    // workerd has none before its compatibility date of 2025-05-05.
    ("CLOSURE_DTORS.", "CLOSURE_DTORS?."),
];

/// Removes, shortens and delays the pieces.
///
/// # Errors
/// When the glue has not all of them, as after an update of wasm-bindgen.
pub(crate) fn remove_unused(glue: &str) -> Result<String, String> {
    let glue = UNUSED.iter().try_fold(glue.to_owned(), |glue, (start, end)| -> Result<String, String> {
        let (before, rest) = glue.split_once(start).ok_or_else(|| missing(start))?;
        let (_, after) = rest.split_once(end).ok_or_else(|| missing(end))?;
        Ok([before, end, after].concat())
    })?;
    SHORTER.iter().chain(&LAZY).try_fold(glue, |glue, (from, to)| replace(&glue, from, to))
}

/// Replaces a text that the glue must have.
pub(crate) fn replace(glue: &str, from: &str, to: &str) -> Result<String, String> {
    if glue.contains(from) { Ok(glue.replace(from, to)) } else { Err(missing(from)) }
}

/// The error for a text that the glue of this version of wasm-bindgen has, and another one may not.
pub(crate) fn missing(text: &str) -> String {
    format!("the glue has no `{text}`: tools/bindgen was written for another version of wasm-bindgen")
}
