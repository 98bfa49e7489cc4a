//! Writes the JavaScript glue and the type declarations for a wasm file.
//!
//! A program of this workspace rather than an installed `wasm-bindgen` command, because `Cargo.lock` then holds its
//! version to that of the `wasm-bindgen` crate: the two must be exactly the same.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output_folder] = arguments.as_slice() else {
        eprintln!("usage: bindgen INPUT.wasm OUTPUT_FOLDER");
        return ExitCode::from(2);
    };
    match write_bindings(input, output_folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write_bindings(input: &str, output_folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    Bindgen::new()
        .input_path(input)
        .out_name("partner-center-batch-status")
        .web(true)?
        .typescript(true)
        // The facade names the file: a second `new URL` in the glue would make bundlers emit it twice.
        .omit_default_module_path(true)
        .generate(output_folder)?;
    Ok(())
}
