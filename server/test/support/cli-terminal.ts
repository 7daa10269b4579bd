/** Runs the command line in this process, on folders of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/node/cli/program.js';
import type { Terminal } from '../../src/node/cli/terminal.js';
import { grammarsForTests } from './engine-for-tests.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `over` replaces parts of the terminal: that it is one, its environment. */
export async function cli(cwd: string, args: readonly string[], over: Partial<Terminal> = {}): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const code = await run(args, {
    cwd,
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    version: '0.0.0-test',
    grammars: grammarsForTests,
    bundle: () => ({}),
    workerScript: undefined,
    stdout: text => {
      stdout += text;
    },
    stderr: text => {
      stderr += text;
    },
    serve: () => Promise.reject(new Error('not in this test')),
    serveTools: () => Promise.reject(new Error('not in this test')),
    ...over,
  });
  return { code, stdout, stderr };
}

/** A folder with these files; `remove` takes it away again. */
export function tempFolder(files: Readonly<Record<string, string | Buffer>>): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'go-preflight-cli-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
