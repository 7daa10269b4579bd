/** Which files only cgo compiles, asked of go itself: it lists them without compiling, and starts nothing else for that. */
import type { ProcessEnvironment } from './find-go.js';
import { runProcess } from './process.js';

const TEMPLATE = '{{.Dir}}\t{{.ImportPath}}{{range .CgoFiles}}\t{{.}}{{end}}';
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT = 10_000_000;

export interface CgoQuestion {
  readonly go: string;
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  /** Behind those of this question: flags, `--`, patterns. */
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** A package that has such files, named by base names. */
export interface CgoPackage {
  readonly dir: string;
  readonly importPath: string;
  readonly files: readonly string[];
}

/** None where go has no answer. Never rejects. */
export async function cgoFiles({ go, cwd, env, args, signal }: CgoQuestion): Promise<readonly CgoPackage[]> {
  let text = '';
  const end = await runProcess({
    file: go,
    args: ['list', '-e', '-find', '-json=false', '-f', TEMPLATE, ...args],
    cwd,
    env: { ...env, CGO_ENABLED: '1' },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_OUTPUT,
    signal,
    onStdout: chunk => {
      text += chunk;
    },
    onStderr: () => undefined,
  });
  if (end.kind !== 'exit') return [];
  const rows = text.split(/\r?\n/).map(line => line.split('\t'));
  return rows.map(([dir = '', importPath = '', ...files]) => ({ dir, importPath, files })).filter(({ files }) => files.length > 0);
}
