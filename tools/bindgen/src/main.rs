//! Writes the JavaScript glue and the type declarations for a wasm file.
//!
//! A program of this workspace rather than an installed `wasm-bindgen` command, because `Cargo.lock` then holds its
//! version to that of the `wasm-bindgen` crate: the two must be exactly the same.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::{Bindgen, Output};

const NAME: &str = "partner-center-batch-status";

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
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name(NAME)
        .web(true)?
        .typescript(true)
        // The facade names the file: a second `new URL` in the glue would make bundlers emit it twice.
        .omit_default_module_path(true)
        .generate_output()?;
    let renamed = shorten_names(&mut output);
    output.emit(output_folder)?;
    let glue = Path::new(output_folder).join(NAME).with_extension("js");
    let text = renamed.iter().fold(fs::read_to_string(&glue)?, |text, (from, to)| text.replace(from, to));
    fs::write(glue, text)?;
    // It declares the names that are gone, for a way of loading that is not in use.
    fs::remove_file(Path::new(output_folder).join(format!("{NAME}_bg.wasm.d.ts")))?;
    Ok(())
}

/// Gives short names to what the wasm and the glue take from each other, and tells what to replace in the glue. The names of wasm-bindgen,
/// made of descriptions and hashes, weigh 2.9 kB of 57.5 (compressed). What the facade calls keeps its name.
fn shorten_names(output: &mut Output) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for (number, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{number}");
        renamed.push((format!("\"{}\": import0", import.module), "i: import0".to_owned()));
        renamed.push((format!(" {}: ", import.name), format!(" {short}: ")));
        "i".clone_into(&mut import.module);
        import.name = short;
    }
    let internal = |name: &str| name.contains("__");
    for (number, export) in output.wasm_mut().exports.iter_mut().filter(|export| internal(&export.name)).enumerate() {
        let short = format!("e{number}");
        for end in ["(", ")", ",", ".", ";"] {
            renamed.push((format!("wasm.{}{end}", export.name), format!("wasm.{short}{end}")));
        }
        export.name = short;
    }
    renamed
}
