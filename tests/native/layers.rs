//! The folders of `src/` are layers: imports point down, and no two files import each other in a circle.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders, and those that each may import from besides itself.
const LAYERS: [(&str, &[&str]); 7] = [
    ("wasm", &["wasm/utf16", "call", "request", "response", "failure", "details"]),
    ("wasm/utf16", &["details"]),
    ("call", &["request", "response", "failure", "details"]),
    ("request", &["failure", "details"]),
    ("response", &["failure", "details"]),
    ("failure", &["details"]),
    ("details", &[]),
];

/// Each module, such as `call::client`, and the modules that it imports. A crate of its own counts as a module with the name of its folder.
fn imports() -> BTreeMap<String, Vec<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<String, PathBuf> = LAYERS.iter().flat_map(|(folder, _)| modules(&source, folder)).collect();
    files.iter().map(|(name, file)| (name.clone(), imports_of(name, file, &files))).collect()
}

fn modules(source: &Path, folder: &str) -> Vec<(String, PathBuf)> {
    let files = fs::read_dir(source.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    let name = |file: &Path| match file.file_stem().unwrap().to_str().unwrap() {
        "mod" | "lib" => folder.to_owned(),
        stem => format!("{folder}::{stem}"),
    };
    files.map(|file| (name(&file), file)).collect()
}

fn imports_of(name: &str, file: &Path, files: &BTreeMap<String, PathBuf>) -> Vec<String> {
    let folder = name.split("::").next().unwrap();
    let is_crate = folder == "details" || folder == "wasm/utf16";
    let text = fs::read_to_string(file).unwrap();
    let mut imported = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        // Paths that begin with one of these words, in a `use` or in the midst of code.
        for (word, prefix) in [
            ("crate::", if is_crate { folder } else { "" }),
            ("self::", folder),
            ("super::", folder),
            ("details::", "details"),
            ("utf16::", "wasm/utf16"),
        ] {
            // Inside of a test module, `super` is the file itself.
            let is_own = word == "super::" && line.starts_with(' ');
            let starts = line.match_indices(word).map(|(at, _)| at).filter(|_| !is_own);
            for at in starts.filter(|at| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c))) {
                let rest = line[at + word.len()..].split([';', ' ', ',', '(']).next().unwrap();
                let path = [prefix, rest].into_iter().filter(|part| !part.is_empty());
                let path = path.collect::<Vec<_>>().join("::");
                // The longest name that is a module: `request::guid` for `request::guid::Guid`, `request` for `request::Request`.
                let is_in = |module: &&String| path == **module || path.starts_with(&format!("{module}::"));
                imported.extend(files.keys().filter(is_in).max_by_key(|module| module.len()).cloned());
            }
        }
    }
    // A file that declares a module uses it by its bare name.
    let declared = text.lines().filter_map(|line| line.strip_suffix(';')?.split_once("mod ")).map(|(_, module)| module);
    imported.extend(declared.map(|module| format!("{folder}::{module}")));
    imported.retain(|module| module != name);
    imported
}

fn folder_of(module: &str) -> &str {
    module.split("::").next().unwrap()
}

#[test]
fn imports_point_down() {
    let imports = imports();
    assert!(imports.values().flatten().count() > 50, "the imports were found: {imports:?}");
    for (module, imported) in imports {
        let (_, below) = LAYERS.iter().find(|(folder, _)| *folder == folder_of(&module)).unwrap();
        for other in imported.iter().map(|other| folder_of(other)) {
            assert!(other == folder_of(&module) || below.contains(&other), "{module} imports {other}");
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut imports = imports();
    // Modules that import none of the others are taken away, again and again. Those that stay are in a circle, or import one that is.
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
