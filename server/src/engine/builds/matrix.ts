/** The cells of a GitHub Actions matrix, as far as it is written out in the workflow. */
import type { Span } from '../base/finding.js';
import { child, type DataEntry, type DataNode, entriesOf, itemsOf } from '../syntax/data-node.js';

export interface CellValue {
  readonly text: string;
  readonly written?: string;
  readonly span: Span;
}

/** By matrix key; what stands in a map has the keys `image.name`. Other values that are no plain text are left out. */
export type Cell = ReadonlyMap<string, CellValue>;

/** GitHub allows 256 jobs in a matrix. */
const MAX_CELLS = 256;

/** Values that may be written into cells; a matrix that takes more cannot be read. */
const MAX_WORK = 200_000;

export interface Matrix {
  /** At least one: an empty one when there is no matrix, or none that can be read. */
  readonly cells: readonly Cell[];
  readonly isTooLong: boolean;
}

export function readMatrix(matrix: DataNode | undefined): Matrix {
  if (matrix?.kind !== 'map') return { cells: [new Map()], isTooLong: false };
  const axes = entriesOf(matrix).filter(e => e.key !== 'include' && e.key !== 'exclude' && e.value.kind === 'list');
  const reader = new MatrixReader();
  let cells: Cell[] = [new Map()];
  for (const axis of axes) cells = reader.product(cells, axis);
  cells = reader.without(cells, itemsOf(child(matrix, 'exclude')).map(readCell));
  if (axes.length === 0) cells = [];
  const axisNames = new Set(axes.map(a => a.key));
  const original = cells.length;
  for (const more of itemsOf(child(matrix, 'include')).map(readCell)) reader.include(cells, more, axisNames, original);
  const isTooLong = reader.left <= 0;
  return { cells: cells.length === 0 || isTooLong ? [new Map()] : cells, isTooLong };
}

/** Stops where the matrix takes too much; what it gives then is no matrix. */
class MatrixReader {
  left = MAX_WORK;

  product(cells: readonly Cell[], axis: DataEntry): Cell[] {
    const values = itemsOf(axis.value).map(v => flattened(axis.key, v, 0));
    const out: Cell[] = [];
    for (const cell of cells)
      for (const value of values) {
        if (out.length === MAX_CELLS || this.left <= 0) return out;
        this.left -= cell.size + value.length + 1;
        out.push(new Map([...cell, ...value]));
      }
    return out;
  }

  without(cells: Cell[], excluded: readonly Cell[]): Cell[] {
    const patterns = excluded.filter(e => e.size > 0);
    const isExcluded = (cell: Cell) =>
      patterns.some(pattern => {
        this.left--;
        return this.left > 0 && matches(cell, pattern);
      });
    return cells.filter(cell => !isExcluded(cell));
  }

  /** An entry extends every one of the first cells, those of the axes, whose axes it does not change; otherwise it is a cell of its own. */
  include(cells: Cell[], more: Cell, axes: ReadonlySet<string>, original: number): void {
    let extended = false;
    for (const [i, cell] of cells.slice(0, original).entries()) {
      this.left -= more.size + 1;
      if (this.left <= 0) return;
      const clashes = [...more].some(([k, v]) => axes.has(k) && cell.has(k) && cell.get(k)!.text !== v.text);
      if (clashes) continue;
      this.left -= cell.size;
      cells[i] = new Map([...cell, ...more]);
      extended = true;
    }
    if (!extended && cells.length < MAX_CELLS) cells.push(more);
  }
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
