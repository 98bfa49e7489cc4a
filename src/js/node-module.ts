/** The modules of Node that the package uses, each with what it uses. */
interface NodeModules {
  "node:fs/promises": { readFile(url: URL): Promise<Uint8Array> };
  "node:zlib": { inflateRawSync(deflated: Uint8Array): Uint8Array };
}

interface NodeGlobal {
  process?: { getBuiltinModule?<Name extends keyof NodeModules>(name: Name): NodeModules[Name] };
}

/** Returns a module of Node, and nothing elsewhere. Bundlers for browsers fail on an import of one, but not on getBuiltinModule. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  return (globalThis as NodeGlobal).process?.getBuiltinModule?.(name);
}
