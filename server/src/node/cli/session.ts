/**
 * One run of the command line: a session of the language server without a wire. One workspace owns what is known, and the disk answers what
 * it needs.
 */

import { type Config, DEFAULT_CONFIG } from '../../engine/base/config.js';
import type { Message } from '../../engine/base/message.js';
import type { Rule } from '../../engine/rules/rule.js';
import { Engine, type Grammars } from '../../engine/syntax/engine.js';
import { drive } from '../../engine/workspace/drive.js';
import type { PackageSource } from '../../engine/workspace/external-packages.js';
import type { Interest, NeededFolder, NeededPackage } from '../../engine/workspace/steps.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { readExternalPackage } from '../host/module-cache.js';
import { contextFilesAbove, filesBelow, goFilesIn } from './discover.js';
import { toChecked } from './model.js';
import { countLines, type PackageOutcome, readOrWarn, ruleFailed } from './package-check.js';

export interface SessionOptions {
  readonly grammars: Grammars;
  /** May say where the module cache is. */
  readonly env: NodeJS.ProcessEnv;
  readonly config?: Config;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

export class Session {
  readonly workspace: Workspace;
  /** Why files could not be read, by path. */
  private readonly unreadable = new Map<string, Message>();
  /** Why rules failed, by id. */
  private readonly failed = new Map<string, Message>();

  private constructor(
    private readonly engine: Engine,
    private readonly options: SessionOptions,
  ) {
    const { config = DEFAULT_CONFIG, rules } = options;
    const onRuleError = (rule: string, path: string, error: unknown) => void this.failed.set(rule, ruleFailed(rule, path, error));
    this.workspace = new Workspace(engine, { config, onRuleError, ...(rules && { rules }) });
  }

  /** Rejects when the grammars do not load. */
  static async open(options: SessionOptions): Promise<Session> {
    return new Session(await Engine.load(options.grammars), options);
  }

  /** Reads what these interests need and works off what the verdicts wait for. */
  drive(...interests: readonly Interest[]): void {
    drive(
      this.workspace,
      { file: path => readOrWarn(path, this.unreadable), folder, package: needed => this.external(needed) },
      ...interests,
    );
  }

  /** Findings of files that build, when everything that they need has been driven here. */
  outcome(paths: readonly string[]): PackageOutcome {
    const { workspace } = this;
    const known = paths.filter(p => workspace.text(p) !== undefined);
    return {
      findings: known.flatMap(p => workspace.findings(p).map(f => toChecked(workspace, f))),
      files: known.length,
      lines: known.reduce((n, p) => n + countLines(workspace.text(p)!), 0),
      warnings: [...paths.flatMap(p => this.unreadable.get(p) ?? []), ...this.failed.values()],
    };
  }

  close(): void {
    this.engine.dispose();
  }

  private external({ importPath, modules }: NeededPackage): readonly PackageSource[] | undefined {
    for (const module of modules) {
      const files = readExternalPackage(importPath, module, this.options.env);
      if (files) return files;
    }
    return undefined;
  }
}

/** What a repository has above a folder counts for what is in it. */
function folder({ dir, kinds, deep }: NeededFolder): readonly string[] {
  if (!deep) return goFilesIn(dir);
  const below = [...filesBelow(dir)].filter(([, language]) => kinds.includes(language)).map(([path]) => path);
  return [...contextFilesAbove(dir), ...below];
}
