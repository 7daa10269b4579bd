/**
 * What types cost while somebody types: a file of 1,300 lines in a package of 20 files, with 200 packages of dependencies in the module cache.
 * Run alone: `npx tsx --expose-gc server/test/bench/types-speed.ts [EDITS]`; `npm run bench` does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Resolver } from '../../src/engine/go/types/resolver.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import type { FoundPackage, NeededPackage, PackageText } from '../../src/engine/workspace/steps.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { optimizeLate } from '../../src/node/host/optimize-late.js';
import { loadEngine } from '../support/engine-for-tests.js';

export interface TypesSpeed {
  /** Milliseconds of processor time from the question to the types of each expression of the file, dependencies read from memory. */
  readonly first: number;
  /** Milliseconds of processor time that the bare parser takes for all these texts afterwards: what the machine is like just now. */
  readonly parsing: number;
  /** The longest step of that which holds the thread, by the clock. */
  readonly longestStep: number;
  /** Milliseconds of processor time that the types of the edited declaration take after an edit of its body. */
  readonly median: number;
  readonly p95: number;
  /** Bytes that this process has more than before, after a collection. */
  readonly memory: number;
  readonly lines: number;
  /** How many packages were read for the first answer. */
  readonly packages: number;
}

const PACKAGES = 200;
const FILES = 20;
const FUNCTIONS = 110;

export const file = (i: number) => `/app/pkg/file${i}.go`;

function dependency(i: number): string {
  const next = [i + 1, i + 7].map(n => n % PACKAGES).filter(n => n > i);
  const imports = next.map(n => `\t"d.com/dep/p${n}"\n`).join('');
  const uses = next.map(n => `\tP${n} *p${n}.Kind\n`).join('');
  const methods = Array.from({ length: 20 }, (_, m) => {
    const inside = `\tfor i := range n {\n\t\ts += strconv.Itoa(i)\n\t}\n\treturn fmt.Sprint(s, k.name), nil\n`;
    return `// Method${m} says what it is asked.\nfunc (k *Kind) Method${m}(s string, n int) (string, error) {\n${inside}}\n`;
  });
  return `// Package p${i} is one of many.
package p${i}

import (
\t"fmt"
\t"strconv"
${imports})

type Kind struct {
\tname string
\tCount map[string][]int
${uses}}

type List[T any] []T

func (l List[T]) Map(f func(T) string) []string { return nil }

func New(name string) *Kind { return &Kind{name: name} }

func Of[T any](values ...T) List[T] { return values }

${methods.join('\n')}`;
}

function body(i: number): string {
  const p = `p${(i * 7) % PACKAGES}`;
  return `func (s *Server) step${i}(ctx context.Context, names []string) (string, error) {
\tkind := ${p}.New(names[0])
\tfor i, name := range names {
\t\ttext, err := kind.Method${i % 20}(name, i<<2)
\t\tif err != nil {
\t\t\treturn "", fmt.Errorf("step %d: %w", i, err)
\t\t}
\t\tkind.Count[text] = append(kind.Count[text], len(name)+${i})
\t}
\treturn strings.Join(${p}.Of(names...).Map(func(n string) string { return n + ":" }), ","), ctx.Err()
}
`;
}

export function modulesOf200(): Map<string, string> {
  const out = new Map([
    ['/app/go.mod', 'module m.com/app\n\ngo 1.24\n\nrequire d.com/dep v1.0.0\n'],
    ['/cache/d.com/dep@v1.0.0/go.mod', 'module d.com/dep\n\ngo 1.24\n'],
  ]);
  for (let i = 0; i < PACKAGES; i++) out.set(`/cache/d.com/dep@v1.0.0/p${i}/p.go`, dependency(i));
  const imports = Array.from({ length: PACKAGES }, (_, i) => `\t"d.com/dep/p${i}"`).join('\n');
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => body(i)).join('\n');
  out.set(
    file(0),
    `package pkg\n\nimport (\n\t"context"\n\t"fmt"\n\t"strings"\n\n${imports}\n)\n\ntype Server struct{ name string }\n\n${functions}`,
  );
  for (let i = 1; i < FILES; i++)
    out.set(file(i), `package pkg\n\ntype T${i} struct{ s *Server }\n\nfunc (t T${i}) Name() string { return t.s.name }\n`);
  return out;
}

/** A piece of the standard library's table. */
type Table = (importPath: string) => string | undefined;

export async function measureTypes(edits: number, table: Table): Promise<TypesSpeed> {
  const disk = modulesOf200();
  const folders = byFolder(disk);
  // As the server does.
  optimizeLate();
  const engine = await loadEngine();
  collect();
  const before = process.memoryUsage().rss;
  const workspace = new Workspace(engine, { rules: [] });
  workspace.goPackages.setHome({ moduleCache: '/cache', settings: {} });
  const resolver = new Resolver(workspace.goPackages);
  for (let i = 0; i < FILES; i++) workspace.open(file(i), disk.get(file(i))!);
  let longestStep = 0;
  let packages = 0;
  let started = 0;
  const timed = <T>(work: () => T): T => {
    // Asking for processor time takes longer than most of these steps.
    const start = performance.now();
    const result = work();
    longestStep = Math.max(longestStep, performance.now() - start);
    return result;
  };
  const ask = (path: string) => {
    const source = workspace.goPackages.of(path);
    const own = source?.files.find(f => f.path === path);
    if (!source || !own) return;
    for (const { tree } of own.declarations) timed(() => resolver.of(source).typesOf(path, tree));
  };
  // The file itself is read and looked at before: that is no cost of types.
  for (let i = 0; i < FILES; i++) workspace.findings(file(i));
  started = cpu();
  drive(workspace.reading({ kind: 'imports', path: file(0) }, { kind: 'question', ask: () => ask(file(0)) }), {
    file: path => disk.get(path),
    package: needed => {
      packages++;
      return found(needed, folders);
    },
    table: needed => table(needed.importPath),
  });
  ask(file(0));
  const first = cpu() - started;
  const parsing = bareParsing(
    engine,
    [...disk].flatMap(([path, text]) => (path.endsWith('.go') ? text : [])),
  );
  const times = typing(workspace, resolver, disk.get(file(0))!, edits);
  collect();
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  const lines = disk.get(file(0))!.split('\n').length;
  return { first, parsing, longestStep, median: at(0.5), p95: at(0.95), memory: process.memoryUsage().rss - before, lines, packages };
}

function bareParsing({ go }: Engine, texts: readonly string[]): number {
  const started = cpu();
  for (const text of texts)
    for (const work = go.parsingTree(text); ; ) {
      const { done, value } = work.next();
      if (!done) continue;
      value?.delete();
      break;
    }
  return cpu() - started;
}

/** Edits of one body; each time the types of its declaration are asked for. */
function typing(workspace: Workspace, resolver: Resolver, text: string, edits: number): number[] {
  const place = text.indexOf('+50)') + 3;
  const times: number[] = [];
  for (let i = 0; i < edits; i++) {
    const edited = `${text.slice(0, place)}+${i}${text.slice(place)}`;
    workspace.set(file(0), edited);
    const start = cpu();
    const source = workspace.goPackages.of(file(0));
    const own = source?.files.find(f => f.path === file(0));
    const declaration = own?.declarations.find(d => d.offset <= place && place < d.offset + d.tree.text.length);
    if (source && declaration) resolver.of(source).typesOf(file(0), declaration.tree);
    times.push(cpu() - start);
  }
  return times.sort((a, b) => a - b);
}

/** By folder: no host looks through all files for one. */
function byFolder(disk: ReadonlyMap<string, string>): ReadonlyMap<string, readonly PackageText[]> {
  const folders = new Map<string, PackageText[]>();
  for (const [path, text] of disk) {
    if (!path.endsWith('.go')) continue;
    const dir = dirname(path);
    folders.set(dir, [...(folders.get(dir) ?? []), { path, text }]);
  }
  return folders;
}

function found({ places, wants }: NeededPackage, folders: ReadonlyMap<string, readonly PackageText[]>): FoundPackage | undefined {
  for (const { dir } of places) {
    const files = folders.get(dir);
    if (files) return { dir, files: files.filter(({ path }) => wants(basename(path))) };
  }
  return undefined;
}

/** Milliseconds of processor time, so that other work on the machine does not count. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const collect = () => (globalThis as { gc?: () => void }).gc?.();

/** Pieces of the standard library's table as they lie in this repository. */
export function ownTable(path: string): string | undefined {
  const piece = join(__dirname, '../../data/std', `${path}.txt`);
  return existsSync(piece) ? readFileSync(piece, 'utf8') : undefined;
}

if (require.main === module) void measureTypes(Number(process.argv[2] ?? 300), ownTable).then(console.log);
