/**
 * What the protocol layer needs from the machine it runs on, and nothing else: `node/host.ts` and `browser/host.ts` implement it, tests
 * use a small fake. Files are named by the engine's path keys (see `uris.ts`). No method rejects unless it says so.
 */

import type { CancellationToken } from 'vscode-languageserver';
import type { Message } from '../../engine/base/message.js';
import type { Bundle } from '../../engine/base/wording.js';
import type { Language } from '../../engine/builds/kinds.js';
import type { CompilerPackageResult } from '../../engine/compiler/facts.js';
import type { Compared } from '../../engine/compiler/remedies/verdict.js';
import type { SourceFile } from '../../engine/compiler/source-file.js';
import type { GoHome } from '../../engine/program/modules/go-home.js';
import type { CompilerEvidence } from '../../engine/sites/evidence.js';
import type { Engine, Grammars } from '../../engine/syntax/engine.js';
import type { Ask, FoundPackage, NeededPackage } from '../../engine/workspace/steps.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { MachineHost } from './machine-access.js';
import type { AnalyzeScope } from './messages.js';
import type { ToolSettings } from './settings.js';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export interface Host {
  /** Text of a file; undefined when it cannot be read or is not this host's to read. */
  readFile(key: string): Promise<string | undefined>;
  /** Files of these kinds directly in `folder`, or below it too when `deep`, in portions; an unreadable folder is empty. */
  listFiles(folder: string, kinds: readonly Language[], deep: boolean): AsyncIterable<readonly string[]>;
  /** Rejects when the wasm files cannot be had; then the server cannot work and `initialize` fails with the reason. */
  loadGrammars(): Promise<Grammars>;
  /** The texts of the client's language; empty where there is no translation, and for English. */
  loadBundle(locale: string): Promise<Bundle>;
  /** Go files of a package that somebody imports; undefined when it is not on this machine. Absent: by `listFiles` and `readFile`. */
  readPackage?(needed: NeededPackage): Promise<FoundPackage | undefined>;
  /** Where the module cache is and what go is told; absent where there is none. */
  goHome?(tools: ToolSettings): GoHome;
  /** The piece of the standard library's table about this package, one that the table has; undefined when it cannot be read. */
  readTable(importPath: string): Promise<string | undefined>;
  /** Absent where no process can be started. The server asks it in trusted workspaces only. */
  readonly compiler?: CompilerHost | undefined;
  /** Reports about the machine; absent in the browser. */
  readonly machine?: MachineHost;
  /** Trust when the client does not speak of it. */
  readonly trustedByDefault: boolean;
  /** Milliseconds from some fixed moment. */
  now(): number;
  /** Runs `task` in a later macrotask, after input that is already waiting. */
  defer(task: () => void): void;
  /** Runs `task` after `milliseconds`; the returned function prevents it. */
  delay(milliseconds: number, task: () => void): () => void;
  log(level: LogLevel, message: string): void;
}

export interface CompilerHost {
  /**
   * Runs the Go compiler. Everything that can go wrong with a toolchain is a status, not a rejection. Cancelling `token` kills the
   * whole process tree; the promise then settles soon, and what it brings is dropped.
   */
  analyze(request: CompilerRequest, token: CancellationToken, progress: (message: string) => void): Promise<CompilerOutcome>;
  /**
   * Compiles the package of `path` with each of the changed texts by itself, and tells each outcome as soon as it is known. Runs beside
   * `analyze` and disturbs none of its runs; a newer call ends an older one. Cancelling is as for `analyze`: outcomes not yet told never are.
   */
  verify?(request: VerifyRequest, token: CancellationToken, tell: (index: number, outcome: VerifyOutcome) => void): Promise<void>;
}

export interface VerifyRequest extends Omit<CompilerRequest, 'scope' | 'tests' | 'files'> {
  /** Each a fix by itself: the new text of every file that it changes, by key. */
  readonly variants: readonly ReadonlyMap<string, string>[];
}

/** `broken`: the fixed text does not build. `unknown`: the present one does not either, or there is no compiler to ask. */
export type VerifyOutcome =
  | ({ readonly status: 'built' } & Compared)
  | { readonly status: 'broken'; readonly message: string }
  | { readonly status: 'unknown' };

export interface CompilerRequest {
  readonly scope: AnalyzeScope;
  /** Key of a Go file for `file` and `package`, of a folder for `workspace`. */
  readonly path: string;
  /** Text of every open Go document: what differs from the disk has to reach the compiler by `-overlay`. */
  readonly open: ReadonlyMap<string, string>;
  readonly tools: ToolSettings;
  /** Syntax and estimates to join the compiler's lines to. */
  readonly workspace: Workspace;
  /** For parsing files that are not open. */
  readonly engine: Engine;
  /** Compiles test files too. */
  readonly tests: boolean;
  /** Puts these questions to the workspace until it needs nothing more to answer them. Absent: it answers by what it knows. */
  readonly know?: (asks: readonly Ask[]) => Promise<void>;
  /** Which of the compiled files are spoken about: those that are open, or all, with what a report about them needs. */
  readonly files: 'open' | 'all';
}

/** The compiler's word about one file, and the text it holds for. */
export interface CompiledText {
  readonly text: string;
  readonly evidence: CompilerEvidence;
}

/** One package that was compiled, or does not build, with the sources of what is spoken about. */
export interface CompiledPackage {
  readonly result: CompilerPackageResult;
  readonly files: readonly CompiledSource[];
}

export interface CompiledSource {
  readonly source: SourceFile;
  readonly evidence: CompilerEvidence;
}

export interface CompilerOutcome {
  /** `ok` when at least one package compiled, or there was none to compile. */
  readonly status: 'ok' | 'failed' | 'unavailable';
  /** The first error, also for `ok` when other packages did not build. */
  readonly message: Message | undefined;
  /** Key of the directory of the package that the message is about; absent when it is about more than one package. */
  readonly directory?: string;
  /** By key, every file that was compiled, also those without a finding; files not named keep what they had. */
  readonly files: ReadonlyMap<string, CompiledText>;
  /** For requests about all files: the packages with their sources, those that do not build among them. */
  readonly packages?: readonly CompiledPackage[];
}
