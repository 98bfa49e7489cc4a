/** What bundlers for edge runtimes make of a file with this query. */
declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
