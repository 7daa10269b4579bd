/** The wasm files the engine runs on, as bytes: where they come from is the host's business. */
import { Language, Parser } from 'web-tree-sitter';

export interface Grammars {
  /** web-tree-sitter.wasm */
  readonly core: Uint8Array;
  /** tree-sitter-go.wasm */
  readonly go: Uint8Array;
  /** tree-sitter-bash.wasm */
  readonly bash: Uint8Array;
}

let initialised: Promise<void> | undefined;
/** What is loaded cannot be unloaded: the same bytes are loaded once. */
const loaded = new WeakMap<Uint8Array, Promise<Language>>();

/** Loads one grammar; the runtime itself is started once per process. Rejects when the bytes are no grammar of a compatible version. */
export function loadLanguage(core: Uint8Array, grammar: Uint8Array): Promise<Language> {
  const known = loaded.get(grammar);
  if (known) return known;
  const language = load(core, grammar);
  loaded.set(grammar, language);
  return language;
}

async function load(core: Uint8Array, grammar: Uint8Array): Promise<Language> {
  // locateFile must be given as well: a worker has no URL to resolve the file name against (style.md, section e).
  initialised ??= Parser.init({ wasmBinary: core, locateFile: (name: string) => name } as object);
  await initialised;
  return Language.load(grammar);
}
