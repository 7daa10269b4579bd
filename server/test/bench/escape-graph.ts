/**
 * What the escape graph says of whole packages, beside what the compiler prints of them with `-m`, by kind of site. Run by hand:
 *
 *   npx tsx server/test/bench/escape-graph.ts [--dir MODULE] [--wrong N] [--missed N] [--only KIND] PACKAGE…
 *
 * PACKAGE is what `go list` takes. Files of the build are read whole, other packages from their heads, std from its table.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LineIndex } from '../../src/engine/base/line-index.js';
import { whole } from '../../src/engine/base/slices.js';
import { positionOf } from '../../src/engine/compiler/position.js';
import { siteAt } from '../../src/engine/compiler/printed-site.js';
import type { Bodies, Body } from '../../src/engine/go/escape/bodies.js';
import type { Text } from '../../src/engine/go/escape/location.js';
import { PackageFlows } from '../../src/engine/go/escape/package-flows.js';
import { SolvedBatches } from '../../src/engine/go/escape/solved-batches.js';
import { summaryOfFacts } from '../../src/engine/go/escape/std-summary.js';
import type { MadeSite } from '../../src/engine/go/escape/way.js';
import { parsedFile } from '../../src/engine/go/package/source-file.js';
import type { PackageSource, SourceFile } from '../../src/engine/go/types/importer.js';
import type { Func } from '../../src/engine/go/types/model.js';
import { receiverBase } from '../../src/engine/go/types/receiver.js';
import { Resolver } from '../../src/engine/go/types/resolver.js';
import { declarationOver } from '../../src/engine/syntax/declaration-over.js';
import { argumentsOf, type FlatTree, K } from '../../src/engine/syntax/flat-tree.js';
import type { GoSyntax } from '../../src/engine/syntax/go-parser.js';
import { StandardLibrary } from '../../src/engine/workspace/standard-library.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { isStandard, ListedPackages } from './types/listed-packages.js';

const argv = process.argv.slice(2);
const option = (name: string, standard: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1]! : standard);
const dir = resolve(option('--dir', '.'));
const patterns = argv.filter((a, i) => !a.startsWith('--') && !argv[i - 1]?.startsWith('--'));

interface Package {
  readonly Dir: string;
  readonly ImportPath: string;
  readonly Name: string;
  readonly GoFiles?: readonly string[];
}

interface Read {
  readonly path: string;
  readonly lines: LineIndex;
  readonly syntax: GoSyntax;
  readonly source: SourceFile;
}

interface Ours {
  readonly site: MadeSite;
  readonly file: Read;
}

interface Row {
  ours: number;
  right: number;
  theirs: number;
  met: number;
}

const rows = new Map<string, Row>();
const row = (kind: string): Row => {
  const r = rows.get(kind) ?? { ours: 0, right: 0, theirs: 0, met: 0 };
  rows.set(kind, r);
  return r;
};
const examples: { wrong: string[]; missed: string[] } = { wrong: [], missed: [] };

async function main(): Promise<void> {
  const engine = await loadEngine();
  const packages = new ListedPackages(engine.go);
  const resolver = new Resolver(packages);
  const table = new StandardLibrary();
  const lines = execFileSync('go', ['list', '-json=Dir,ImportPath,Name,GoFiles', ...patterns], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  for (const pkg of JSON.parse(`[${lines.replace(/\n\}\n\{/g, '\n},\n{')}]`) as Package[]) {
    if (!pkg.GoFiles) continue;
    packages.learn(pkg.Dir, false);
    const files = pkg.GoFiles.map((name): Read => {
      const path = join(pkg.Dir, name);
      const text = readFileSync(path, 'utf8');
      const syntax = engine.go.parse(text);
      return { path, lines: new LineIndex(text), syntax, source: parsedFile(path, text, syntax).source };
    });
    const source: PackageSource = { path: pkg.ImportPath, name: pkg.Name, files: files.map(f => f.source), language: undefined };
    packages.enter(pkg.ImportPath, source);
    const types = resolver.of(source);
    const before = process.cpuUsage();
    const trees = new Map<Func, { file: Read; body: Body }>();
    for (const file of files) {
      for (const { tree, offset } of file.source.declarations) {
        const known = types.typesOf(file.path, tree);
        const func =
          known &&
          [...known.objects.values()].find(
            o => o.kind === 'func' && o.declared?.declaration.offset === offset && o.declared.file === file.path,
          );
        if (known && func?.kind === 'func') {
          trees.set(func, {
            file,
            body: {
              text: { tree, path: file.path, declaration: { offset } },
              types: known,
              language: { newEachIteration: true, maxVariable: 131_072, joinsTypes: true, readsSteady: true },
              isKept: /\/\/go:noinline\n(?:\/\/.*\n)*$/.test(file.lines.text.slice(Math.max(0, offset - 300), offset)),
            },
          });
        }
      }
    }
    const typed = process.cpuUsage(before);
    const bodies: Bodies = {
      now: func => func,
      // biome-ignore lint/correctness/useYield: nothing takes long here.
      *bodyOf(func) {
        return trees.get(func)?.body;
      },
      knownOf: func => {
        const path = func.pkg?.path;
        if (!path || !isStandard(path)) return undefined;
        if (table.get(path, undefined) === undefined) table.set(path, readTable(path) ?? 'missing');
        const std = table.get(path, undefined);
        const type = func.isMethod ? receiverBase(func) : undefined;
        const symbol = type?.kind === 'named' ? `${type.object.name}.${func.name}` : func.name;
        const facts = std && std !== 'missing' ? std.compiled(symbol) : undefined;
        return facts && summaryOfFacts(facts, func);
      },
    };
    const start = process.cpuUsage();
    const flows = new PackageFlows(bodies, new SolvedBatches());
    const ours = new Map<string, Ours>();
    for (const [func, { file }] of trees) {
      const found = whole(flows.finding(func));
      for (const site of found?.sites ?? []) {
        const at = site.isOnHeap && found ? placeOf(site, found.text, file) : undefined;
        if (at) ours.set(at, { site, file });
      }
    }
    const own = process.cpuUsage(start);
    costs(pkg, trees, flows);
    compare(pkg, files, ours);
    console.error(`${pkg.ImportPath}: typed ${Math.round(typed.user / 1000)} ms, graph ${Math.round(own.user / 1000)} ms`);
  }
  console.table(
    Object.fromEntries(
      [...rows]
        .sort(([, a], [, b]) => b.theirs - a.theirs)
        .map(([k, r]) => [
          k,
          { ...r, precision: (r.right / Math.max(1, r.ours)).toFixed(3), recall: (r.met / Math.max(1, r.theirs)).toFixed(3) },
        ]),
    ),
  );
  for (const w of examples.wrong.slice(0, Number(option('--wrong', '0')))) console.log('WRONG ', w);
  for (const m of examples.missed.slice(0, Number(option('--missed', '0')))) console.log('MISSED', m);
}

function placeOf(site: MadeSite, { tree, declaration: { offset } }: Text, file: Read): string | undefined {
  const at = site.kind !== undefined ? placeIn(tree, site) : tree.starts[site.node]!;
  if (at < 0) return undefined;
  const { line, character } = file.lines.position(offset + at);
  const column = Buffer.byteLength(file.lines.text.slice(offset + at - character, offset + at)) + 1;
  return `${basename(file.path)}:${line + 1}:${column} ${site.kind !== undefined ? 'escapes' : 'moved'}`;
}

/** A conversion is where its argument is. */
function placeIn(tree: FlatTree, { node, kind }: MadeSite): number {
  const argument = kind === 'conversion' && tree.kind(node) === K.CallExpression ? argumentsOf(tree, node)[0] : undefined;
  return positionOf(tree, argument ?? node);
}

function costs(pkg: Package, trees: ReadonlyMap<Func, { file: Read; body: Body }>, flows: PackageFlows): void {
  if (!argv.includes('--costs')) return;
  const { stderr } = spawnSync('go', ['build', '-gcflags=-m=2', '.'], { cwd: pkg.Dir, encoding: 'utf8', maxBuffer: 1e9 });
  const truth = new Map<string, number>();
  for (const m of stderr.matchAll(
    /^(?:\S*\/)?([^/\s]+\.go):(\d+):\d+: (?:can inline \S+ with cost (\d+) as|cannot inline \S+: function too complex: cost (\d+) exceeds|cannot inline \S+: (.*))/gm,
  )) {
    truth.set(`${m[1]}:${m[2]}`, Number(m[3] ?? (m[4] ? 1000 : 2000)));
  }
  for (const [func, { file, body }] of trees) {
    const line = file.lines.position(body.text.declaration.offset).line + 1;
    const theirs = truth.get(`${basename(file.path)}:${line}`);
    if (theirs !== undefined)
      console.log('COST', func.name, whole(flows.finding(func))?.summary.inlineCost ?? 5000, theirs, `${file.path}:${line}`);
  }
}

function compare(pkg: Package, files: readonly Read[], ours: ReadonlyMap<string, Ours>): void {
  const { stderr } = spawnSync('go', ['build', '-gcflags=-m', '.'], { cwd: pkg.Dir, encoding: 'utf8', maxBuffer: 1e9 });
  const truth = new Map<string, string>();
  for (const line of stderr.split('\n')) {
    const m = /^(?:\S*\/)?([^/\s]+\.go):(\d+):(\d+): (?:moved to heap: (.*)|(.*) (escapes to heap|does not escape))$/s.exec(line);
    if (!m) continue;
    const key = `${m[1]}:${m[2]}:${m[3]} ${m[4] !== undefined ? 'moved' : 'escapes'}`;
    if (m[6] === 'does not escape') continue;
    const file = files.find(f => basename(f.path) === m[1]);
    if (!file) continue;
    const offset = file.lines.offsetOfByteColumn(Number(m[2]), Number(m[3]));
    const declaration = offset === undefined ? undefined : declarationOver(file.syntax, { start: offset, end: offset });
    if (!declaration || offset === undefined) continue;
    const site = siteAt(
      declaration.tree,
      offset - declaration.offset,
      {
        kind: m[4] !== undefined ? 'moved' : 'escapes',
        expression: m[4] ?? m[5]!,
        file: m[1]!,
        raw: m[1]!,
        line: Number(m[2]),
        column: Number(m[3]),
      },
      false,
    );
    const kind = site?.kind ?? '?';
    truth.set(key, kind);
    const isConstant = /^(?:"(?:[^"\\]|\\.)*"|[-+\d.]+|true|false|nil|'.*'|[\w.]+\((?:".*"|[-\d.]+)\)|[\w.]+\{\}|struct \{\}\{\})$/s.test(
      m[5] ?? '',
    );
    if (isConstant) continue;
    const r = row(kind);
    r.theirs++;
    if (ours.has(key)) r.met++;
    else if (option('--only', kind) === kind)
      examples.missed.push(`${kind} ${pkg.Dir}/${line}\n         ${file.lines.text.split('\n')[Number(m[2]) - 1]?.trim()}`);
  }
  for (const [key, { site, file }] of ours) {
    const kind = site.kind ?? 'variable';
    const r = row(kind);
    r.ours++;
    if (truth.has(key)) r.right++;
    else if (option('--only', kind) === kind) {
      const way = site.way
        .flatMap(h => h.notes.map(n => `${n.reason}@${n.text.tree.textOf(n.node).slice(0, 30).replace(/\s+/g, ' ')}`))
        .join(' <- ');
      examples.wrong.push(
        `${kind} ${pkg.Dir}/${key}\n         ${file.lines.text.split('\n')[Number(key.split(':')[1]) - 1]?.trim()}\n         ${way}`,
      );
    }
  }
}

void main();
