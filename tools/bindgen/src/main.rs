//! Writes the JavaScript glue and the type declarations for the wasm file of the package, or the glue alone for that of an app.
//!
//! This is a program of the workspace and not an installed `wasm-bindgen` command, because `Cargo.lock` then keeps its
//! version equal to that of the `wasm-bindgen` crate. The two must be exactly the same.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::{Bindgen, Output};

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
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name(NAME)
        .web(true)?
        .typescript(true)
        // The facade has the `new URL` of the wasm file. A second one in the glue would make bundlers emit the file twice.
        .omit_default_module_path(true)
        .generate_output()?;
    let replacements = shorten_names(&mut output);
    output.emit(output_folder)?;
    let glue = Path::new(output_folder).join(NAME).with_extension("js");
    let text = replacements.iter().fold(fs::read_to_string(&glue)?, |text, (from, to)| text.replace(from, to));
    fs::write(glue, text)?;
    // It declares the old names, for importing the wasm file as a module. The package does not load it that way.
    fs::remove_file(Path::new(output_folder).join(format!("{NAME}_bg.wasm.d.ts")))?;
    Ok(())
}

/// Gives short names to imports and internal exports. Returns the replacements to make in the glue.
///
/// The names that wasm-bindgen writes, made of descriptions and hashes, take 2.9 kB of 57.5 (compressed). Exports that the
/// facade calls keep their names.
fn shorten_names(output: &mut Output) -> Vec<(String, String)> {
    let mut replacements = Vec::new();
    for (number, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{number}");
        replacements.push((format!("\"{}\": import0", import.module), "i: import0".to_owned()));
        replacements.push((format!(" {}: ", import.name), format!(" {short}: ")));
        "i".clone_into(&mut import.module);
        import.name = short;
    }
    let is_internal = |name: &str| name.contains("__");
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
