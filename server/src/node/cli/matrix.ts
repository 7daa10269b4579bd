/** `go-preflight matrix`: one row for each place that builds the program, one column for each setting that may differ. */
import { Engine, type Grammars } from '../../engine/engine.js';
import { formatGoVersion } from '../../engine/facts/build/go-mod.js';
import type { BuildContext, Cell } from '../../engine/workspace/build-contexts.js';
import { Workspace } from '../../engine/workspace/workspace.js';
import { discover } from './discover.js';
import { readSurroundings } from './dockerfile-check.js';
import { localToolchain } from './local-toolchain.js';
import { readOrWarn } from './package-check.js';

export type MatrixFormat = 'text' | 'json' | 'markdown';
export const MATRIX_FORMATS: readonly MatrixFormat[] = ['text', 'json', 'markdown'];

export interface MatrixOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly grammars: Grammars;
  readonly env: NodeJS.ProcessEnv;
  readonly format: MatrixFormat;
}

interface MatrixCell {
  /** As shown; `?` is unknown, `-` unset. */
  readonly text: string;
  readonly isSet: boolean;
  /** `file:line:column`, both from 1. */
  readonly source?: string;
  /** True when another row of the module says something else. */
  readonly differs: boolean;
}

interface MatrixRow {
  readonly module: string;
  readonly kind: BuildContext['kind'];
  readonly name: string;
  readonly source: string;
  readonly cells: Readonly<Record<Column, MatrixCell>>;
  /** What GOEXPERIMENT comes to against the release's defaults. */
  readonly experiments?: readonly string[];
}

const COLUMNS = {
  go: 'Go',
  goexperiment: 'GOEXPERIMENT',
  cgo: 'CGO_ENABLED',
  target: 'target',
  tags: 'tags',
  ldflags: 'ldflags',
  buildmode: 'buildmode',
  image: 'final image',
} as const;
type Column = keyof typeof COLUMNS;
const COLUMN_KEYS = Object.keys(COLUMNS) as Column[];
/** Targets, images and linker flags differ on purpose. */
const COMPARED: ReadonlySet<Column> = new Set(['go', 'goexperiment', 'cgo', 'tags']);
const LONGEST = 40;

/** The table as text. Throws NoSuchPath. */
export async function matrixText(options: MatrixOptions): Promise<string> {
  const rows = await matrixRows(options);
  if (options.format === 'json') return `${JSON.stringify({ version: 1, contexts: rows }, null, 2)}\n`;
  if (rows.length === 0) return 'Nothing here builds a Go module: no go.mod, Dockerfile, CI, make or release file was found.\n';
  return options.format === 'markdown' ? markdown(rows) : plain(rows);
}

async function matrixRows({ paths, cwd, grammars, env }: MatrixOptions): Promise<MatrixRow[]> {
  const found = discover(paths, cwd);
  const engine = await Engine.load(grammars);
  try {
    const workspace = new Workspace(engine, { rules: [] });
    const builds = [...found.dockerfiles, ...found.builds];
    for (const path of builds) {
      const text = readOrWarn(path, new Map());
      if (text !== undefined) workspace.set(path, text);
    }
    readSurroundings(workspace, [...builds, ...found.go.slice(0, 1)]);
    const modules = [...new Set([...workspace.paths()].flatMap(p => workspace.module(p)?.path ?? []))].sort();
    const local = await localToolchain(cwd, env);
    return modules.flatMap(path => joined(moduleRows(workspace, path, local, cwd)));
  } finally {
    engine.dispose();
  }
}

function moduleRows(workspace: Workspace, goMod: string, local: BuildContext | undefined, cwd: string): MatrixRow[] {
  const contexts = [...workspace.buildContexts(goMod), ...(local ? [local] : [])];
  const texts = contexts.map(c => cellTexts(c));
  const usual = new Map(COLUMN_KEYS.map(key => [key, mostCommon(texts.map(t => t[key].compared))]));
  return contexts.map((context, i) => {
    const place = (cell: Cell) => (cell.at ? { source: placeOf(workspace, cell.at.file, cell.at.span.start, cwd) } : {});
    const cells = Object.fromEntries(
      COLUMN_KEYS.map(key => {
        const { text, compared, cell } = texts[i]![key];
        const differs = COMPARED.has(key) && compared !== undefined && usual.get(key) !== compared;
        return [key, { text, isSet: cell.isSet, differs, ...place(cell) }];
      }),
    ) as Record<Column, MatrixCell>;
    return {
      module: workspace.module(goMod)?.module ?? '',
      kind: context.kind,
      name: context.name,
      source: placeOf(workspace, context.file, context.span.start, cwd),
      cells,
      ...(context.experiments && { experiments: context.experiments }),
    };
  });
}

/** Cells of a CI matrix that build the same are one row. */
function joined(rows: readonly MatrixRow[]): MatrixRow[] {
  const groups = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const key = [row.kind, row.source, ...COLUMN_KEYS.map(k => row.cells[k].text)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map(group => {
    const [first] = group as [MatrixRow];
    return group.length === 1 ? first : { ...first, name: `${first.name.replace(/ \(.*\)$/, '')} (${group.length} jobs)` };
  });
}

/** The value of most rows; undefined when two are equally common, so that every row differs. */
function mostCommon(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const v of values) if (v !== undefined) counts.set(v, (counts.get(v) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] !== second?.[1] ? first[0] : undefined;
}

interface CellText {
  readonly text: string;
  /** Undefined: unknown, or nothing that this row decides. */
  readonly compared: string | undefined;
  readonly cell: Cell;
}

function cellTexts(c: BuildContext): Record<Column, CellText> {
  const shown = (cell: Cell): CellText => ({
    text: cell.value === undefined ? '?' : cell.value === '' ? (c.builds ? '-' : '') : cell.value,
    compared: c.builds ? cell.value : undefined,
    cell,
  });
  // A module's go line is a lower bound, and a patch release is no other Go.
  const release = c.release && formatGoVersion({ major: c.release.major, minor: c.release.minor });
  const go = shown(c.goVersion);
  const version = c.goVersion.value === undefined && c.release ? formatGoVersion(c.release) : go.text;
  const [os, arch] = [shown(c.goos), shown(c.goarch)];
  return {
    go: { text: version === '' ? '?' : version, compared: release, cell: c.goVersion },
    goexperiment: shown(c.goexperiment),
    cgo: shown(c.cgoEnabled),
    target: { ...arch, text: os.text === arch.text ? os.text : `${os.text}/${arch.text}`, cell: c.goarch.isSet ? c.goarch : c.goos },
    tags: shown(c.tags),
    ldflags: shown(c.ldflags),
    buildmode: shown(c.buildmode),
    image: shown(c.finalImage),
  };
}

function placeOf(workspace: Workspace, file: string, offset: number, cwd: string): string {
  const shown = file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file;
  const index = workspace.lineIndex(file);
  if (!index) return shown;
  const { line, character } = index.position(offset);
  return `${shown}:${line + 1}:${character + 1}`;
}

/** Columns that hold something, with what stands first in each row. */
function table(rows: readonly MatrixRow[]): string[][] {
  const used = COLUMN_KEYS.filter(key => rows.some(r => !['-', '', '?'].includes(r.cells[key].text)));
  const mark = (cell: MatrixCell) => `${shorten(cell.text)}${cell.differs ? ' *' : ''}`;
  return [
    ['place', 'kind', ...used.map(k => COLUMNS[k]), 'at'],
    ...rows.map(r => [r.name, r.kind, ...used.map(k => mark(r.cells[k])), r.source]),
  ];
}

const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text).replace(/\s+/g, ' ');

function plain(rows: readonly MatrixRow[]): string {
  const lines: string[] = [];
  for (const module of new Set(rows.map(r => r.module))) {
    const cells = table(rows.filter(r => r.module === module));
    const widths = cells[0]!.map((_, i) => Math.max(...cells.map(c => c[i]!.length)));
    lines.push(module, ...cells.map(c => `  ${c.map((t, i) => t.padEnd(widths[i]!)).join('  ')}`.trimEnd()), '');
  }
  return `${lines.join('\n')}${LEGEND}\n`;
}

const LEGEND = '* differs between the places   - not set   ? unknown';

function markdown(rows: readonly MatrixRow[]): string {
  const lines: string[] = [];
  for (const module of new Set(rows.map(r => r.module))) {
    const [head, ...body] = table(rows.filter(r => r.module === module));
    const line = (cells: readonly string[]) => `| ${cells.map(c => c.replace(/\|/g, '\\|').replace(/ \*$/, ' **≠**')).join(' | ')} |`;
    lines.push(`## ${module}`, '', line(head!), `|${head!.map(() => '---').join('|')}|`, ...body.map(line), '');
  }
  return `${lines.join('\n')}\n**≠** differs between the places, \`-\` not set, \`?\` unknown.\n`;
}
