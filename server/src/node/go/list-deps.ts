/** The import graph of the packages below a folder, from `go list -deps`: exact, compiles nothing, needs no C compiler, edits nothing. */

import type { Message } from '../../engine/base/message.js';
import { LineSplitter } from '../../engine/compiler/line-splitter.js';
import type { ListedImport } from '../../engine/program/cgo-chains.js';
import type { ProcessEnvironment } from './find-go.js';
import { overrides, runEnvironment } from './go-flags.js';
import type { GoTool } from './go-tool.js';
import { moduleRoot } from './module-root.js';
import { runProcess } from './process.js';
import { oddSource } from './source-files.js';
import { describeStatus } from './status.js';

export interface ListTarget {
  readonly goos: string;
  readonly goarch: string;
  /** Comma separated; empty leaves GOFLAGS in charge. */
  readonly tags: string;
}

/** One line for each package; `join` and `printf` are functions of go's templates. */
const TEMPLATE = [
  '{{.ImportPath}}',
  '{{.Name}}',
  '{{.Standard}}',
  '{{.DepOnly}}',
  '{{len .CgoFiles}}',
  '{{join .Imports " "}}',
  '{{with .Error}}{{printf "%.200q" .Err}}{{end}}',
].join('\t');
const TIMEOUT_MS = 120_000;
/** Characters of the longest line: a package of kubernetes imports a few hundred. */
const MAX_LINE = 1_000_000;
const MAX_PACKAGES = 50_000;
/** Bytes of all lines. */
const MAX_SIZE = 32_000_000;

/** By import path, in the order of the output; or what says why there is none. `pattern` names packages from `dir`. Never rejects. */
export async function listDeps(
  tool: GoTool,
  dir: string,
  target: ListTarget,
  environment: ProcessEnvironment,
  pattern: '.' | './...' = './...',
): Promise<ReadonlyMap<string, ListedImport> | { readonly error: Message }> {
  const settings = { env: { CGO_ENABLED: '1', GOOS: target.goos, GOARCH: target.goarch }, tags: target.tags };
  const probe = await tool.probe(dir, settings);
  if (probe.status.kind !== 'ok') return { error: describeStatus(probe.status) };
  const env = runEnvironment(environment, settings, dir);
  const odd = await oddSource({ dir, patterns: [pattern], root: moduleRoot(dir), env });
  if (odd !== undefined) return { error: describeStatus({ kind: 'oddFile', path: odd }) };
  const packages = new Map<string, ListedImport>();
  let isGarbage = false;
  let complaint = '';
  const lines = new LineSplitter(line => {
    if (packages.size >= MAX_PACKAGES) return;
    const listed = readLine(line.replace(/\r$/, ''));
    if (!listed) isGarbage ||= line.trim() !== '';
    else packages.set(listed.importPath, listed);
  }, MAX_LINE);
  const end = await runProcess({
    file: tool.path,
    args: [
      'list',
      '-e',
      '-deps',
      // GOFLAGS itself may hold `-json`, which go takes together with a template for a mistake.
      '-json=false',
      '-f',
      TEMPLATE,
      ...overrides(probe.goFlags),
      ...(target.tags === '' ? [] : [`-tags=${target.tags}`]),
      pattern,
    ],
    cwd: dir,
    env,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_SIZE,
    onStdout: chunk => lines.push(chunk),
    onStderr: chunk => {
      if (complaint.length < 10_000) complaint += chunk;
    },
  });
  lines.end();
  if (end.kind === 'timeout') return { error: describeStatus({ kind: 'timeout', seconds: TIMEOUT_MS / 1000 }) };
  if (end.kind === 'crash') return { error: describeStatus({ kind: 'failed', firstError: end.reason }) };
  if (end.kind === 'tooMuch' || packages.size >= MAX_PACKAGES) return { error: describeStatus({ kind: 'tooMuch' }) };
  if (isGarbage) return { error: describeStatus({ kind: 'garbage', command: tool.path }) };
  if (packages.size > 0) return packages;
  const first = complaint.split(/\r?\n/).find(l => l.trim() !== '' && !/^go: (?:downloading|warning)/.test(l));
  return { error: describeStatus({ kind: 'failed', firstError: first ?? 'go list printed nothing' }) };
}

function readLine(line: string): ListedImport | undefined {
  const fields = line.split('\t');
  if (fields.length !== 7) return undefined;
  const [importPath, name, standard, dependency, cgoFiles, imports, error] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    importPath,
    name,
    isStandard: standard === 'true',
    isDependency: dependency === 'true',
    usesCgo: Number(cgoFiles) > 0,
    imports: imports === '' ? [] : imports.split(' '),
    ...(error !== '' && { error }),
  };
}
