//! The folders of `src/` are layers: imports point down, and no two files import each other in a circle.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the top. A file may import from its own folder and from those below it.
const LAYERS: [&str; 5] = ["wasm", "call", "request", "response", "failure"];

/// The modules of the crate, such as `call::client`, and the modules that each one imports.
fn imports() -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<String, PathBuf> =
        LAYERS.iter().flat_map(|layer| modules(&folder.join(layer), layer)).collect();
    let imports_of = |name: &String, file: &PathBuf| {
        let parent = if file.ends_with("mod.rs") { name.as_str() } else { name.rsplit_once("::").unwrap().0 };
        let text = fs::read_to_string(file).unwrap();
        let uses = text.lines().filter_map(|line| line.trim().split_once("use ")).map(|(_, path)| path);
        let absolute = uses.filter_map(|path| {
            let relative = path.strip_prefix("self::").or_else(|| path.strip_prefix("super::"));
            let inside = relative.filter(|path| !path.starts_with('*')).map(|path| format!("{parent}::{path}"));
            inside.or_else(|| path.strip_prefix("crate::").map(str::to_owned))
        });
        // The longest name that is a module: `request::guid` for `request::guid::Guid`, `request` for `request::Request`.
        let module = |path: String| {
            let modules = files.keys().filter(|module| path.starts_with(&format!("{module}::")));
            modules.max_by_key(|module| module.len()).unwrap_or_else(|| panic!("{name} imports {path}")).clone()
        };
        absolute.map(module).filter(|module| module != name).collect()
    };
    files.iter().map(|(name, file)| (name.clone(), imports_of(name, file))).collect()
}

fn modules(folder: &Path, layer: &str) -> Vec<(String, PathBuf)> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    let name = |file: &Path| match file.file_stem().unwrap().to_str().unwrap() {
        "mod" => layer.to_owned(),
        stem => format!("{layer}::{stem}"),
    };
    files.map(|file| (name(&file), file)).collect()
}

#[test]
fn imports_point_down() {
    let layer = |module: &str| LAYERS.iter().position(|layer| module.split("::").next() == Some(layer)).unwrap();
    let imports = imports();
    assert!(imports.values().flatten().count() > 30, "the imports were found: {imports:?}");
    for (module, imported) in imports {
        for other in imported {
            assert!(layer(&module) <= layer(&other), "{module} imports {other}");
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut imports = imports();
    // Modules that import nothing that is left are taken away. Those that stay are in a circle, or import one that is.
    loop {
        let before = imports.len();
        let names: Vec<String> = imports.keys().cloned().collect();
        imports.retain(|_, imported| imported.iter().any(|module| names.contains(module)));
        if imports.len() == before {
            break;
        }
    }
    assert!(imports.is_empty(), "{imports:#?}");
}
