/** `go-preflight matrix`: one row for each place that builds the program, one column for each setting that may differ. */

import { jsonText, markdownCell, visible } from '../../engine/base/printable.js';
import { backquoted, plain } from '../../engine/base/wording.js';
import { kindName } from '../../engine/program/words.js';
import { buildMatrix } from '../../engine/reports/build-matrix.js';
import {
  MATRIX_COLUMN_KEYS,
  type MatrixCell,
  type MatrixColumn,
  type MatrixModule,
  type MatrixRow,
} from '../../engine/reports/matrix-model.js';
import { heading } from '../../engine/reports/matrix-words.js';
import type { Grammars } from '../../engine/syntax/engine.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { localToolchain } from '../machine/local-toolchain.js';
import { placeIn, withBuilds } from './build-workspace.js';
import type { DiskFolders } from './disk-folders.js';
import { remarksJson } from './formats/message-json.js';
import { ListedClosures } from './listed-closures.js';
import { say } from './matrix-words.js';
import type { Remarks } from './outcome.js';

export type MatrixFormat = 'text' | 'json' | 'markdown';
export const MATRIX_FORMATS: readonly MatrixFormat[] = ['text', 'json', 'markdown'];

export interface MatrixOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly grammars: Grammars;
  readonly env: NodeJS.ProcessEnv;
  readonly format: MatrixFormat;
  /** The folders, with what is left out of them. */
  readonly disk?: DiskFolders;
}

/** A cell with its notes in words, a line each, and where its value is set. */
interface PlacedCell extends Omit<MatrixCell, 'at' | 'notes'> {
  readonly note?: string;
  readonly source?: string;
}

/** A row with places as a reader of the terminal wants them. */
interface PlacedRow extends Omit<MatrixRow, 'at' | 'cells'> {
  readonly module: string;
  /** `file:line:column`, both from 1. */
  readonly source: string;
  readonly cells: Readonly<Record<MatrixColumn, PlacedCell>>;
}

const LONGEST = 40;

/** The table, and what could not be looked at for it. */
export async function matrixReport(options: MatrixOptions): Promise<Remarks & { readonly output: string }> {
  const { value: rows, ...remarks } = await matrixRows(options);
  return { ...remarks, output: matrixText(rows, options.format, remarks) };
}

function matrixText(rows: readonly PlacedRow[], format: MatrixFormat, remarks: Remarks): string {
  if (format === 'json') return jsonText({ version: 1, contexts: rows, ...remarksJson(remarks) });
  if (rows.length === 0) return `${plain(say.nothing)}\n`;
  return format === 'markdown' ? markdownTables(shown(rows, markdownCell)) : textTables(shown(rows, visible));
}

async function matrixRows({ paths, cwd, grammars, env, disk }: MatrixOptions): Promise<Remarks & { readonly value: PlacedRow[] }> {
  return withBuilds(paths, cwd, { grammars, env, ...(disk && { disk }) }, async workspace => {
    const local = await localToolchain(cwd, env);
    const listed = new ListedClosures(env);
    let modules = buildMatrix(workspace, local, listed.closure);
    if (await listed.ask()) modules = buildMatrix(workspace, local, listed.closure);
    return modules.flatMap(module => placed(workspace, module, cwd));
  });
}

function placed(workspace: Workspace, { name, rows }: MatrixModule, cwd: string): PlacedRow[] {
  return rows.map(({ at, cells, ...row }) => {
    const shown = MATRIX_COLUMN_KEYS.map(key => {
      const { at, notes, ...cell } = cells[key];
      const note = notes && { note: notes.map(plain).join('\n') };
      return [key, { ...cell, ...note, ...(at && { source: placeIn(workspace, at, cwd) }) }];
    });
    return { module: name, ...row, source: placeIn(workspace, at, cwd), cells: Object.fromEntries(shown) as PlacedRow['cells'] };
  });
}

/** Columns that hold something, with what stands first in each row. */
function table(rows: readonly PlacedRow[]): string[][] {
  const used = MATRIX_COLUMN_KEYS.filter(key => rows.some(r => !['-', '', '?'].includes(r.cells[key].text)));
  const mark = (cell: PlacedCell) => `${cell.text}${cell.wrong ? ' !' : ''}${cell.differs ? ' *' : ''}`;
  return [
    [plain(say.place), plain(say.kind), ...used.map(heading), plain(say.at)],
    ...rows.map(r => [r.name, kindName(r.kind), ...used.map(k => mark(r.cells[k])), r.source]),
  ];
}

const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text).replace(/\s+/g, ' ');

/** The rows with all that comes from files as the format shows it, a note line by line. */
function shown(rows: readonly PlacedRow[], show: (text: string) => string): PlacedRow[] {
  const cell = ({ text, note, ...rest }: PlacedCell): PlacedCell => ({
    ...{ ...rest, text: show(shorten(text)) },
    ...(note !== undefined && { note: note.split('\n').map(show).join('\n') }),
  });
  return rows.map(row => {
    const { name, module, source } = row;
    const cells = Object.fromEntries(MATRIX_COLUMN_KEYS.map(key => [key, cell(row.cells[key])])) as PlacedRow['cells'];
    return { ...row, name: show(name), module: show(module), source: show(source), cells };
  });
}

function textTables(rows: readonly PlacedRow[]): string {
  const lines: string[] = [];
  for (const module of new Set(rows.map(r => r.module))) {
    const cells = table(rows.filter(r => r.module === module));
    const widths = cells[0]!.map((_, i) => Math.max(...cells.map(c => c[i]!.length)));
    lines.push(
      module,
      ...cells.map(c => `  ${c.map((t, i) => t.padEnd(widths[i]!)).join('  ')}`.trimEnd()),
      ...chains(rows, module),
      ...wrongs(rows, module),
      '',
    );
  }
  return `${lines.join('\n')}${plain(say.legend)}\n`;
}

/** What brings cgo into the programs of a module, once for all places that say the same. */
function chains(rows: readonly PlacedRow[], module: string): string[] {
  const names = new Map<string, string[]>();
  for (const { module: own, name, cells } of rows) {
    const { note, chains: found } = cells.linkage;
    if (own === module && note !== undefined && found) names.set(note, [...(names.get(note) ?? []), name]);
  }
  return [...names].flatMap(([note, places]) => {
    const [first, ...more] = note.split('\n');
    return [`  > ${places.join(', ')}: ${first}`, ...more.map(line => `    ${line}`)];
  });
}

/** What is broken in the rows of a module, a sentence each. */
function wrongs(rows: readonly PlacedRow[], module: string): string[] {
  return rows
    .filter(r => r.module === module)
    .flatMap(r => MATRIX_COLUMN_KEYS.flatMap(k => (r.cells[k].wrong ? [`  ! ${r.name}: ${r.cells[k].note ?? ''}`] : [])));
}

function markdownTables(rows: readonly PlacedRow[]): string {
  const lines: string[] = [];
  for (const module of new Set(rows.map(r => r.module))) {
    const [head, ...body] = table(rows.filter(r => r.module === module));
    const line = (cells: readonly string[]) => `| ${cells.map(c => c.replace(/ \*$/, ' **≠**')).join(' | ')} |`;
    lines.push(
      `## ${module}`,
      '',
      line(head!),
      `|${head!.map(() => '---').join('|')}|`,
      ...body.map(line),
      '',
      ...chains(rows, module).map(c => `${c.replace('  > ', '- ').replace(/^ {4}/, '  ')}\n`),
      ...wrongs(rows, module).map(w => `${w.replace('  ! ', '- **!** ')}\n`),
    );
  }
  return `${lines.join('\n')}\n${backquoted(say.legendMarkdown)}\n`;
}
