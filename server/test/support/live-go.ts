/** Modules on disk and the real go command, for tests that are skipped, loudly, where there is none. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CompilerPackageResult } from '../../src/engine/compiler/facts.js';
import type { AnalyzeRequest, CompilerRun } from '../../src/node/go/compiler-run.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { cli } from './cli-terminal.js';

export type Files = Readonly<Record<string, string | Buffer>>;

/** A function of which line `line` of `text` is on the heap. */
export const leak = (name: string) => `//go:noinline\nfunc ${name}() *int {\n\tx := 1\n\treturn &x\n}\n`;

/** What `check --format json` prints about one escape. */
export interface Escape {
  readonly rule: string;
  readonly confidence: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

export class LiveGo {
  readonly tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
  private root = '';

  /** Call it first in `before`, with what is not tested without a go command. */
  start(context: Mocha.Context, untested: string): void {
    if (!this.tool) {
      console.log(`      SKIPPED: no go command on PATH, ${untested}`);
      context.skip();
    }
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-live-')));
  }

  stop(): void {
    if (this.root !== '') rmSync(this.root, { recursive: true, force: true });
  }

  /** Writes the files into a folder of their own; a go.mod of `example.com/m` is added unless there is one, or go.work. */
  write(name: string, files: Files): string {
    const dir = join(this.root, name);
    const isModule = 'go.mod' in files || 'go.work' in files;
    for (const [file, text] of Object.entries({ ...(!isModule && { 'go.mod': 'module example.com/m\n\ngo 1.18\n' }), ...files })) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    return dir;
  }

  run(dir: string, more: Partial<AnalyzeRequest> = {}): Promise<CompilerRun> {
    return this.tool!.analyzePackages({ dir, patterns: ['./...'], overlay: new Map(), flows: false, env: {}, tags: '', ...more });
  }

  /** The escapes and the warnings of `check --tier all`. */
  async check(dir: string, ...args: string[]): Promise<{ escapes: readonly Escape[]; stderr: string; code: number }> {
    const { stdout, stderr, code } = await cli(dir, ['check', '--format', 'json', '--tier', 'all', ...args], { env: process.env });
    const findings = stdout === '' ? [] : (JSON.parse(stdout) as { findings: Escape[] }).findings;
    return { escapes: findings.filter(f => f.rule.startsWith('escape/')), stderr, code };
  }
}

/** One that was killed and that nobody has waited for yet is a zombie: it runs no more. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** `file:line expression` of every variable that is on the heap. */
export const moved = (p: CompilerPackageResult | undefined) =>
  (p?.facts ?? []).filter(f => f.kind === 'moved').map(f => `${f.file}:${f.line} ${f.expression}`);

/** `file:line:column confidence`, counted from 1 as editors do. */
export const shown = ({ file, range: { start }, confidence }: Escape) => `${file}:${start.line + 1}:${start.character + 1} ${confidence}`;
