/** Worlds made of a rule's own example, edited line by line: a workspace that has lived through it says what a new one says of the same texts. */
import { DEFAULT_CONFIG } from '../../../src/engine/base/config.js';
import type { Finding } from '../../../src/engine/base/finding.js';
import { readExample } from '../../../src/engine/rules/examples.js';
import { RULES } from '../../../src/engine/rules/registry.js';
import type { Engine } from '../../../src/engine/syntax/engine.js';
import type { TextChange } from '../../../src/engine/syntax/go-parser.js';
import { drive } from '../../../src/engine/workspace/drive.js';
import { Workspace } from '../../../src/engine/workspace/workspace.js';
import { readTable } from '../../../src/node/host/std-pieces.js';
import type { Dice } from '../../support/random.js';
import { assertSame } from '../same.js';
import { type Tools, target } from '../target.js';

interface Edit extends TextChange {
  readonly path: string;
  /** A file that somebody looks at in between. */
  readonly asks?: string;
}

interface ExamplesInput {
  readonly files: Readonly<Record<string, string>>;
  /** The escape graph is asked, too. */
  readonly graph: boolean;
  /** Edits between two comparisons. */
  readonly turns: readonly (readonly Edit[])[];
}

/** Comparisons of one world. */
const LIFE = 12;
const MODULE = 'module example.com/app\n\ngo 1.26\n';
const MAIN = '/m/main.go';
const OTHER = '/m/other.go';

/** Of rules that look at Go code, each with one file. */
const EXAMPLES: readonly string[] = RULES.filter(({ checks }) => checks.go || checks.code).flatMap(({ examples }) =>
  examples.flatMap(example => readExample(example).find(({ name }) => name.endsWith('.go'))?.text ?? []),
);

const tables = new Map<string, string | undefined>();

function table({ importPath }: { readonly importPath: string }): string | undefined {
  if (!tables.has(importPath)) tables.set(importPath, readTable(importPath));
  return tables.get(importPath);
}

/** Sometimes two files, for which the declarations are dealt out. */
function filesOf(text: string, dice: Dice, engine: Engine): Record<string, string> {
  const offsets = engine.go.parse(text).declarations.map(d => d.offset);
  const parts = offsets.map((offset, i) => text.slice(offset, offsets[i + 1]));
  const first = parts.findIndex((part, i) => i > 0 && !part.startsWith('import'));
  if (first < 0 || parts.length - first < 2 || dice.chance(0.5)) return { [MAIN]: text };
  const head = text.slice(0, offsets[first]);
  const dealt = (which: number) =>
    head +
    parts
      .slice(first)
      .filter((_, i) => i % 2 === which)
      .join('');
  return { [MAIN]: dealt(0), [OTHER]: dealt(1) };
}

const isStatement = (line: string) => line.startsWith('\t') && !/[{}]\s*$/.test(line);

/** Whole lines come, go, come twice and from elsewhere; what they were before comes back. */
function edited(text: string, origin: string, dice: Dice, all: readonly string[]): string {
  const lines = text.split('\n');
  const at = Math.min(lines.length - 1, 3 + dice.below(lines.length));
  const [line, other] = [lines[at]!, dice.pick(all)];
  const how = dice.below(8);
  if (how === 0) return origin;
  if (how === 1 && /^func /.test(line)) lines.splice(at, 0, '//go:noinline');
  else if (how === 2 && line.startsWith('//go:')) lines.splice(at, 1);
  else if (!isStatement(line)) lines.splice(at, 0, '');
  else if (how === 3) lines.splice(at, 1);
  else if (how === 4) lines.splice(at, 0, line);
  else if (how === 5) lines.splice(at, 0, '\treturn');
  else if (how === 6 && isStatement(other)) lines[at] = other;
  else if (isStatement(other)) lines.splice(at, 0, other);
  else lines.splice(at, 0, `\t// ${'x'.repeat(dice.below(5))}`);
  return lines.join('\n');
}

/** The one change that leads from a text to another. */
function changeTo(now: string, next: string): TextChange {
  let start = 0;
  while (start < now.length && now[start] === next[start]) start++;
  let same = 0;
  while (same < Math.min(now.length, next.length) - start && now.at(-1 - same) === next.at(-1 - same)) same++;
  return { span: { start, end: now.length - same }, newText: next.slice(start, next.length - same) };
}

function worldOf(texts: ReadonlyMap<string, string>, graph: boolean, { engine, rules }: Tools): Workspace {
  const config = { ...DEFAULT_CONFIG, ...(graph && { escapeGraph: 'asked' as const }) };
  const workspace = new Workspace(engine, { rules, config });
  workspace.set('/m/go.mod', MODULE);
  for (const [path, text] of texts) workspace.open(path, text);
  return workspace;
}

/** Of each file, once everything is known. */
function findingsIn(workspace: Workspace, paths: Iterable<string>): ReadonlyMap<string, readonly Finding[]> {
  const all = [...paths];
  const ask = () => new Map(all.map(path => [path, workspace.findings(path)]));
  ask();
  drive(workspace.analysis({ kind: 'question', ask }), { table });
  return ask();
}

export const EXAMPLES_EDITED = target<ExamplesInput>({
  kind: 'examples',
  make(dice, { engine }) {
    const files = filesOf(dice.pick(EXAMPLES), dice, engine);
    const [paths, texts] = [Object.keys(files), new Map(Object.entries(files))];
    const edit = (): Edit => {
      const path = dice.pick(paths);
      const now = texts.get(path)!;
      const next = edited(now, files[path]!, dice, [...texts.values()].join('\n').split('\n'));
      texts.set(path, next);
      return { path, ...changeTo(now, next), ...(dice.chance(0.5) && { asks: dice.pick(paths) }) };
    };
    const turns = Array.from({ length: LIFE }, () => Array.from({ length: 1 + dice.below(3) }, edit));
    return { files, graph: dice.chance(0.5), turns };
  },
  run({ files, graph, turns }, tools) {
    const texts = new Map(Object.entries(files));
    const workspace = worldOf(texts, graph, tools);
    findingsIn(workspace, texts.keys());
    for (const edits of turns) {
      for (const { path, span, newText, asks } of edits) {
        const text = texts.get(path);
        if (text === undefined || span.end > text.length) continue;
        texts.set(path, text.slice(0, span.start) + newText + text.slice(span.end));
        workspace.edit(path, [{ span, newText }]);
        if (asks !== undefined) workspace.findings(asks);
      }
      if ([...texts.values()].some(text => tools.engine.go.parse(text).hasError)) continue;
      const fresh = worldOf(texts, graph, tools);
      const expected = findingsIn(fresh, texts.keys());
      assertSame(findingsIn(workspace, texts.keys()), expected, 'differs from a fresh workspace');
      for (const path of texts.keys()) fresh.close(path);
    }
    for (const path of texts.keys()) workspace.close(path);
  },
  count: ({ turns }) => turns.reduce((sum, edits) => sum + edits.length, 0),
});
