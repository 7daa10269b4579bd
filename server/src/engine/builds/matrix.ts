/** The cells of a GitHub Actions matrix, as far as it is written out in the workflow. */
import type { Span } from '../base/finding.js';
import { child, type DataNode, entriesOf, itemsOf } from '../syntax/data-node.js';

export interface CellValue {
  readonly text: string;
  readonly written?: string;
  readonly span: Span;
}

/** By matrix key; what stands in a map has the keys `image.name`. Other values that are no plain text are left out. */
export type Cell = ReadonlyMap<string, CellValue>;

/** GitHub allows 256 jobs in a matrix. */
const MAX_CELLS = 256;

/** At least one cell: an empty one when there is no matrix, or none that can be read. */
export function matrixCells(matrix: DataNode | undefined): readonly Cell[] {
  if (matrix?.kind !== 'map') return [new Map()];
  const axes = entriesOf(matrix).filter(e => e.key !== 'include' && e.key !== 'exclude' && e.value.kind === 'list');
  let cells: Cell[] = [new Map()];
  for (const axis of axes) {
    const values = itemsOf(axis.value);
    cells = cells.flatMap(cell => values.map(v => new Map([...cell, ...flattened(axis.key, v, 0)])));
    if (cells.length > MAX_CELLS) cells.length = MAX_CELLS;
  }
  const excluded = itemsOf(child(matrix, 'exclude')).map(readCell);
  cells = cells.filter(cell => !excluded.some(e => e.size > 0 && matches(cell, e)));
  if (axes.length === 0) cells = [];
  const axisNames = new Set(axes.map(a => a.key));
  for (const more of itemsOf(child(matrix, 'include')).map(readCell)) include(cells, more, axisNames);
  return cells.length === 0 ? [new Map()] : cells;
}

/** An entry extends every cell whose axes it does not change; otherwise it is a cell of its own. */
function include(cells: Cell[], more: Cell, axes: ReadonlySet<string>): void {
  let extended = false;
  cells.forEach((cell, i) => {
    const clashes = [...more].some(([k, v]) => axes.has(k) && cell.has(k) && cell.get(k)!.text !== v.text);
    if (clashes) return;
    cells[i] = new Map([...cell, ...more]);
    extended = true;
  });
  if (!extended && cells.length < MAX_CELLS) cells.push(more);
}

function readCell(node: DataNode): Cell {
  return new Map(entriesOf(node).flatMap(e => flattened(e.key, e.value, 0)));
}

const MAX_DEPTH = 4;

function flattened(key: string, node: DataNode, depth: number): (readonly [string, CellValue])[] {
  if (node.kind === 'scalar') return [[key, cellValue(node)]];
  return depth < MAX_DEPTH ? entriesOf(node).flatMap(e => flattened(`${key}.${e.key}`, e.value, depth + 1)) : [];
}

function cellValue(node: DataNode & { kind: 'scalar' }): CellValue {
  return { text: node.text, span: node.span, ...(node.written !== undefined && { written: node.written }) };
}

function matches(cell: Cell, pattern: Cell): boolean {
  return [...pattern].every(([k, v]) => cell.get(k)?.text === v.text);
}
