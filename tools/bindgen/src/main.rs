//! Writes the JavaScript glue and the type declarations for the wasm file of the package, or the glue alone for that of an app.
//!
//! This is a program of the workspace and not an installed `wasm-bindgen` command, because `Cargo.lock` then keeps its
//! version equal to that of the `wasm-bindgen` crate. The two must be exactly the same.

mod guard;
mod unused;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::guard::{DECLARATIONS, add_guard};
use crate::unused::{blank_source_names, missing, remove_unused, snip_panics};

const NAME: &str = "partner-center-batch-status";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["--app", input, output_folder] => write_app(input, output_folder),
        [input, output_folder] => write_package(input, output_folder),
        _ => {
            eprintln!("usage: bindgen [--app] INPUT.wasm OUTPUT_FOLDER");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes what `wasm-bindgen --target web --no-typescript` writes.
fn write_app(input: &str, output_folder: &str) -> Result<(), Box<dyn Error>> {
    Bindgen::new().input_path(input).web(true)?.omit_default_module_path(false).generate(output_folder)?;
    Ok(())
}

fn write_package(input: &str, output_folder: &str) -> Result<(), Box<dyn Error>> {
    let wasm = fs::read(input)?;
    // The same for the same wasm. It begins with a letter, as a name in JavaScript has to.
    let build_id = format!("b{:08x}", hash(&wasm) >> 32);
    let mut output = Bindgen::new()
        .input_bytes(NAME, wasm)
        .out_name(NAME)
        .web(true)?
        .typescript(true)
        // The facade has the `new URL` of the wasm file. A second one in the glue would make bundlers emit the file twice.
        .omit_default_module_path(true)
        // Makes closures know their instance: see `guard`.
        .reset_state_function(true)
        .generate_output()?;
    snip_panics(&mut output);
    blank_source_names(&mut output);
    let exports = output.wasm_mut().exports.iter().map(|export| export.name.clone());
    let exports: Vec<String> = exports.filter(|name| !is_internal(name) && name != "memory").collect();
    let replacements = shorten_names(&mut output, &build_id);
    output.emit(output_folder)?;
    let file = |name: &str| Path::new(output_folder).join(name);
    let glue = fs::read_to_string(file(&format!("{NAME}.js")))?;
    let glue = add_guard(&remove_unused(&glue)?, &exports)?;
    let glue = replacements.iter().fold(glue, |text, (from, to)| text.replace(from, to));
    fs::write(file(&format!("{NAME}.js")), glue)?;
    let declarations = fs::read_to_string(file(&format!("{NAME}.d.ts")))?;
    let declarations = declarations.replace("export function __wbg_reset_state(): void;\n", "");
    // What follows declares the forms of initialization that the glue has no more.
    let (declarations, _) = declarations.split_once("export type InitInput").ok_or_else(|| missing("InitInput"))?;
    let (types, functions) = split_declarations(declarations)?;
    fs::write(file("types.d.ts"), types)?;
    fs::write(file(&format!("{NAME}.d.ts")), [TYPE_IMPORT, functions, DECLARATIONS].concat())?;
    // It declares the old names, for importing the wasm file as a module. The package does not load it that way.
    fs::remove_file(file(&format!("{NAME}_bg.wasm.d.ts")))?;
    Ok(())
}

/// What the declarations of the functions need of the types.
const TYPE_IMPORT: &str =
    "import type { Context, EncodedDetails, Outcome, RequestOptions, WatchOptions } from \"./types.js\";\n";

/// Splits the declarations into the types, which are published, and the functions, whose declarations need those of a browser.
fn split_declarations(declarations: &str) -> Result<(&str, &str), String> {
    let function = declarations.find("\nexport function ").unwrap_or_default();
    let comment = declarations.get(..function).and_then(|before| before.rfind("\n/**"));
    comment.and_then(|start| declarations.split_at_checked(start + 1)).ok_or_else(|| missing("export function"))
}

/// Whether wasm-bindgen made the export. The facade calls the others, and they keep their names.
fn is_internal(export: &str) -> bool {
    export.contains("__")
}

/// FNV-1a. It need not be a cryptographic hash: it tells two builds of this package apart.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Gives short names to imports and internal exports. Returns the replacements to make in the glue.
///
/// The names that wasm-bindgen writes, made of descriptions and hashes, take 2.9 kB of 57.5 (compressed). Exports that the
/// facade calls keep their names.
///
/// The imports come from a module named by the build. The wasm of another build can have the same imports and exports by chance and would be
/// misread; this way it can't be instantiated with this glue.
fn shorten_names(output: &mut Output, build_id: &str) -> Vec<(String, String)> {
    let mut replacements = Vec::new();
    for (number, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{number}");
        replacements.push((format!("\"{}\": import0", import.module), format!("{build_id}: import0")));
        replacements.push((format!(" {}: ", import.name), format!(" {short}: ")));
        build_id.clone_into(&mut import.module);
        import.name = short;
    }
    for (number, export) in output.wasm_mut().exports.iter_mut().filter(|export| is_internal(&export.name)).enumerate()
    {
        let short = format!("e{number}");
        for end in ["(", ")", ",", ".", ";"] {
            replacements.push((format!("wasm.{}{end}", export.name), format!("wasm.{short}{end}")));
        }
        export.name = short;
    }
    replacements
}
