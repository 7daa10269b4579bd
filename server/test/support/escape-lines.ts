/** Kinds of what is on the heap, line by line: as the escape graph has it, and as the compiler prints it. */
import { LineIndex } from '../../src/engine/base/line-index.js';
import { siteAt } from '../../src/engine/compiler/printed-site.js';
import { declarationOver } from '../../src/engine/syntax/declaration-over.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { K } from '../../src/engine/syntax/flat-tree.js';
import { escapeFlows, type GraphWorld } from './escape-flows.js';

/** By the number of the line, from 0. */
export type KindsByLine = Map<number, string[]>;

export function addKind(map: KindsByLine, line: number, kind: string): void {
  map.set(line, [...(map.get(line) ?? []), kind]);
}

/** The variable of a type switch is printed at the case. */
const CLAUSES = new Set([K.TypeCase, K.DefaultCase]);
/** Printed and never allocated: constants, single bytes, pointers. */
const FREE = /^(?:".*"|\d+|any\((?:".*"|\d+)\)|[bq])$/;

export function graphKinds(world: GraphWorld, text: string): KindsByLine {
  const lines = new LineIndex(text);
  const out: KindsByLine = new Map();
  for (const { sites, text: place } of escapeFlows(world, { 'flows.go': text })) {
    for (const { node, kind, isOnHeap } of sites) {
      if (!isOnHeap) continue;
      const { tree, declaration } = place;
      const at = declaration.offset + tree.starts[node]!;
      addKind(out, lines.position(at).line, kind ?? (CLAUSES.has(tree.kind(node)) ? 'other' : 'variable'));
    }
  }
  return out;
}

/** `printed`: what the compiler says of the file with `-m`, and nothing else. */
export function compilerKinds(engine: Engine, text: string, printed: string): KindsByLine {
  const lines = new LineIndex(text);
  const syntax = engine.go.parse(text);
  const out: KindsByLine = new Map();
  const places = new Set<string>();
  for (const m of printed.matchAll(/^\S+\.go:(\d+):(\d+): (?:moved to heap: (.+)|(.+) escapes to heap)$/gm)) {
    const expression = m[3] ?? m[4]!;
    if (m[3] === undefined && FREE.test(expression)) continue;
    const offset = lines.offsetOfByteColumn(Number(m[1]), Number(m[2]))!;
    const declaration = declarationOver(syntax, { start: offset, end: offset })!;
    const place = { file: 'flows.go', raw: 'flows.go', line: Number(m[1]), column: Number(m[2]) };
    const fact = { ...place, kind: m[3] === undefined ? ('escapes' as const) : ('moved' as const), expression };
    const site = siteAt(declaration.tree, offset - declaration.offset, fact, false);
    // Of a generic function each instance is printed at the function itself, too.
    if (!site || places.has(`${m[1]}:${m[2]} ${site.kind}`)) continue;
    places.add(`${m[1]}:${m[2]} ${site.kind}`);
    addKind(out, Number(m[1]) - 1, site.kind === 'selector' ? 'method' : site.kind);
  }
  return out;
}
