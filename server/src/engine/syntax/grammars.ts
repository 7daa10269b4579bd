/** The wasm files the engine runs on, as bytes: where they come from is the host's business. */
import { Language, Parser } from 'web-tree-sitter';
import { CursorRuntime, type Runtime } from './swift-cursor.js';

export interface Grammars {
  /** web-tree-sitter.wasm */
  readonly core: Uint8Array;
  /** tree-sitter-go.wasm */
  readonly go: Uint8Array;
  /** tree-sitter-bash.wasm */
  readonly bash: Uint8Array;
}

let started: Promise<CursorRuntime> | undefined;
/** What is loaded cannot be unloaded: the same bytes are loaded once. */
const loaded = new WeakMap<Uint8Array, Promise<Language>>();

/** Loads one grammar. Rejects when the bytes are no grammar of a compatible version. */
export function loadLanguage(core: Uint8Array, grammar: Uint8Array): Promise<Language> {
  const known = loaded.get(grammar);
  if (known) return known;
  const language = load(core, grammar);
  loaded.set(grammar, language);
  return language;
}

async function load(core: Uint8Array, grammar: Uint8Array): Promise<Language> {
  await cursorRuntime(core);
  return Language.load(grammar);
}

/** Starts the runtime, once per process. */
export function cursorRuntime(core: Uint8Array): Promise<CursorRuntime> {
  started ??= start(core);
  return started;
}

async function start(wasmBinary: Uint8Array): Promise<CursorRuntime> {
  // locateFile must be given as well: a worker has no URL to resolve the file name against (style.md, section e).
  const runtime: object = { wasmBinary, locateFile: (name: string) => name };
  await Parser.init(runtime);
  return new CursorRuntime(runtime as Runtime);
}
