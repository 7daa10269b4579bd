/** The protocol layer's host in a web worker: no tools, no file system of its own; files come through the client when it offers them. */

import type { Connection } from 'vscode-languageserver';
import type { Bundle } from '../engine/base/wording.js';
import type { Language } from '../engine/builds/kinds.js';
import type { Grammars } from '../engine/syntax/engine.js';
import type { Host, LogLevel } from '../lsp/core/host.js';
import { writeLog } from '../lsp/core/log.js';
import {
  type InitializationOptions,
  LIST_FILES,
  type ListFilesParams,
  type ListFilesResult,
  READ_FILE,
  READ_TABLE,
  type ReadFileParams,
  type ReadFileResult,
  type ReadTableParams,
  type ReadTableResult,
} from '../lsp/core/messages.js';
import { toKey, toUri } from '../lsp/core/uris.js';

const PORTION = 100;

export class BrowserHost implements Host {
  readonly trustedByDefault = false;
  private readonly channel = new MessageChannel();
  private readonly deferred: (() => void)[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly options: InitializationOptions,
  ) {
    this.channel.port1.onmessage = () => this.deferred.shift()?.();
  }

  async readFile(key: string): Promise<string | undefined> {
    if (this.options.clientFiles !== true) return undefined;
    try {
      const params: ReadFileParams = { uri: toUri(key) };
      const { text } = await this.connection.sendRequest<ReadFileResult>(READ_FILE, params);
      return text?.replace(/^\uFEFF/, '');
    } catch {
      return undefined;
    }
  }

  async *listFiles(folder: string, kinds: readonly Language[], deep: boolean): AsyncGenerator<readonly string[]> {
    if (this.options.clientFiles !== true) return;
    const params: ListFilesParams = { folder: toUri(folder), kinds, deep };
    let keys: string[] = [];
    try {
      keys = (await this.connection.sendRequest<ListFilesResult>(LIST_FILES, params)).uris.map(toKey);
    } catch {
      return;
    }
    for (let at = 0; at < keys.length; at += PORTION) yield keys.slice(at, at + PORTION);
  }

  async readTable(importPath: string): Promise<string | undefined> {
    if (this.options.clientFiles !== true) return undefined;
    try {
      const params: ReadTableParams = { importPath };
      return (await this.connection.sendRequest<ReadTableResult>(READ_TABLE, params)).piece ?? undefined;
    } catch {
      return undefined;
    }
  }

  async loadGrammars(): Promise<Grammars> {
    const grammars = this.options.grammars;
    if (grammars === undefined) throw new Error('the client sent no grammars in initializationOptions');
    return { core: bytes(grammars.core), go: bytes(grammars.go), bash: bytes(grammars.bash) };
  }

  async loadBundle(): Promise<Bundle> {
    return this.options.bundle ?? {};
  }

  now(): number {
    return performance.now();
  }

  /** A message to oneself: unlike a timer it is not slowed down by the browser. */
  defer(task: () => void): void {
    this.deferred.push(task);
    this.channel.port2.postMessage(null);
  }

  delay(milliseconds: number, task: () => void): () => void {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  }

  /** Closes the channel to itself, which would keep a process alive. A worker simply ends. */
  dispose(): void {
    this.channel.port1.close();
  }

  log(level: LogLevel, text: string): void {
    writeLog(this.connection.console, level, text);
  }
}

/** Structured clone keeps typed arrays; a client that sends JSON gives plain objects or arrays of numbers. */
function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (typeof value === 'object' && value !== null) return Uint8Array.from(Object.values(value as Record<string, number>));
  throw new Error('a grammar is not a sequence of bytes');
}
