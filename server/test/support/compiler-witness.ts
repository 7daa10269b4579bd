/**
 * What the compiler says about escape estimates. Two witnesses: the `-m` text, and the calls to the runtime's allocation functions in the
 * assembly (`-S`) for what `-m` does not tell apart (boxing that allocates, growth, concatenation).
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Finding, Span } from '../../src/engine/base/finding.js';
import type { LineIndex } from '../../src/engine/base/line-index.js';

/** By `import/path/file.go:line`. */
export interface Witness {
  readonly messages: ReadonlyMap<string, readonly string[]>;
  /** Names of runtime functions called there. */
  readonly calls: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What must be said on the line of the estimate, or of one of its steps. */
const SAYS: Readonly<Record<string, RegExp>> = {
  'escape/returned-address': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[|.*\{).*escapes to heap)/,
  'escape/stored-address': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[|.*\{).*escapes to heap)/,
  'escape/goroutine-capture': /^(?:moved to heap: |(?:&|new\(|make\(|\[\]|map\[).*escapes to heap)/,
  'escape/sync-method-on-local': /^moved to heap: /,
  'escape/closure': /^func literal escapes to heap/,
  'escape/boxed-argument': / escapes to heap$/,
  'escape/too-large': /^(?:moved to heap: |.* escapes to heap)/,
};
/** What must be called on the line. */
const CALLS: Readonly<Record<string, RegExp>> = {
  'escape/boxed-argument': /^(?:convT|newobject|mallocgc)/,
  'escape/unknown-size': /^(?:makeslice|mallocgc|newarray)/,
  'escape/growing-slice': /^growslice/,
  'escape/concat-in-loop': /^concatstring/,
};

/** Compiles the packages twice with the `go` on PATH; `patterns` is what `go list` takes. */
export async function witness(dir: string, patterns: readonly string[]): Promise<Witness> {
  const messages = new Map<string, string[]>();
  const calls = new Map<string, Set<string>>();
  await compile(dir, patterns, '-m', (pkg, line) => {
    const m = /^(?:.*[/\\])?([^/\\]+\.go):(\d+)(?::\d+)?: (.*(?:escapes to heap|moved to heap: .*|does not escape))$/.exec(line);
    if (m) put(messages, `${pkg}/${m[1]}:${m[2]}`, () => []).push(m[3]!);
  });
  await compile(dir, patterns, '-S', (pkg, line) => {
    const m = /\((?:\S*[/\\])?([^/\\\s]+\.go):(\d+)\)\s+CALL\s+runtime\.(\w+)\(SB\)/.exec(line);
    if (m) put(calls, `${pkg}/${m[1]}:${m[2]}`, () => new Set()).add(m[3]!);
  });
  return { messages, calls };
}

/** True when the compiler says and does what the estimate claims, on its lines or on those of its steps. */
export function confirms({ messages, calls }: Witness, finding: Finding, importPath: string, index: LineIndex): boolean {
  const lines = [finding.span, ...finding.steps.map(s => s.span)].flatMap(s => linesOf(s, importPath, finding.file, index));
  const says = SAYS[finding.rule];
  const does = CALLS[finding.rule];
  return (
    (!says || lines.some(l => messages.get(l)?.some(m => says.test(m)))) &&
    (!does || lines.some(l => [...(calls.get(l) ?? [])].some(c => does.test(c))))
  );
}

async function compile(dir: string, patterns: readonly string[], flag: string, onLine: (pkg: string, line: string) => void): Promise<void> {
  const args = ['list', '-e', '-export', `-gcflags=${flag}`, '-f', '{{.ImportPath}}', ...patterns];
  const child = spawn('go', args, { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
  let pkg = '';
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.startsWith('# ')) pkg = line.slice(2).split(' ')[0]!;
    else onLine(pkg, line);
  }
}

function put<V>(map: Map<string, V>, key: string, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}

function linesOf(span: Span, importPath: string, file: string, index: LineIndex): string[] {
  const from = index.position(span.start).line + 1;
  const to = index.position(span.end).line + 1;
  const base = file.slice(file.lastIndexOf('/') + 1);
  return Array.from({ length: to - from + 1 }, (_, i) => `${importPath}/${base}:${from + i}`);
}
