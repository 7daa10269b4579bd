/** The parts of a text that its grammar knows: subtrees of code, entries of data, instructions, lines. */

import { whole } from '../../src/engine/base/slices.js';
import { kindOf } from '../../src/engine/builds/kinds.js';
import type { DataNode } from '../../src/engine/syntax/data-node.js';
import { parsingDockerfile } from '../../src/engine/syntax/dockerfile.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { readingJsonc } from '../../src/engine/syntax/json-reader.js';
import { readingYaml } from '../../src/engine/syntax/yaml.js';

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Pieces of one label may stand for each other. */
  readonly label: string;
}

/** In the order of their beginnings; never empty. */
export function piecesOf(engine: Engine, path: string, text: string): readonly Piece[] {
  const own = some(grammarPieces(engine, path, text).filter(p => p.end > p.start));
  return [...own, ...linesOf(text)].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** They are kept for every text of a corpus. */
const MAX_PIECES = 300;

/** From all over the text. */
function some(pieces: readonly Piece[]): readonly Piece[] {
  const stride = Math.ceil(pieces.length / MAX_PIECES);
  return pieces.filter((_, i) => i % stride === 0);
}

function grammarPieces(engine: Engine, path: string, text: string): Piece[] {
  const kind = kindOf(path);
  if (kind?.language === 'go') return codePieces(engine, text);
  if (kind?.language === 'dockerfile') return instructionPieces(text);
  if (kind?.syntax === 'yaml') return dataPieces(whole(readingYaml(text)).root);
  if (kind?.syntax === 'jsonc' || path.endsWith('.json')) return dataPieces(whole(readingJsonc(text)).root);
  return [];
}

function codePieces(engine: Engine, text: string): Piece[] {
  return engine.go.parse(text).declarations.flatMap(({ offset, tree }) =>
    Array.from({ length: tree.count }, (_, n) => {
      const { start, end } = tree.span(n);
      return { start: start + offset, end: end + offset, label: `${tree.kind(n)}` };
    }),
  );
}

function instructionPieces(text: string): Piece[] {
  return whole(parsingDockerfile(text)).instructions.flatMap(({ keyword, span, keywordSpan }) => [
    { ...span, label: 'instruction' },
    { start: keywordSpan.end, end: span.end, label: `of ${keyword}` },
  ]);
}

function dataPieces(node: DataNode | undefined): Piece[] {
  if (node === undefined) return [];
  const own = { ...node.span, label: node.kind };
  if (node.kind === 'list') return [own, ...node.items.flatMap(item => [{ ...item.span, label: 'item' }, ...dataPieces(item)])];
  if (node.kind !== 'map') return [own];
  const entries = node.entries.flatMap(({ keySpan, value }) => [
    { start: keySpan.start, end: Math.max(keySpan.end, value.span.end), label: 'entry' },
    { ...keySpan, label: 'key' },
    ...dataPieces(value),
  ]);
  return [own, ...entries];
}

/** With their line breaks. */
export function linesOf(text: string): Piece[] {
  const lines: Piece[] = [];
  for (let start = 0; start < text.length; start = lines.at(-1)!.end) {
    lines.push({ start, end: text.indexOf('\n', start) + 1 || text.length, label: 'line' });
  }
  return lines.length > 0 ? lines : [{ start: 0, end: 0, label: 'line' }];
}
