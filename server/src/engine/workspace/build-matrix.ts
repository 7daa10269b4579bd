/** The table of all places that build, ready to be shown: one row for each, one cell for each setting, what differs marked. */
import { formatGoVersion } from '../facts/build/go-mod.js';
import type { Location } from '../finding.js';
import { t } from '../l10n.js';
import type { BuildContext, Cell } from './build-contexts.js';
import type { Linkage } from './linkage.js';
import { linkageText, type Outcome, outcomesOf } from './program-outcome.js';
import type { Workspace } from './workspace.js';

/** Column -> its heading, in the order of the table. Names of variables and flags are never translated. */
export const MATRIX_COLUMNS = {
  go: 'Go',
  goexperiment: 'GOEXPERIMENT',
  cgo: 'CGO_ENABLED',
  target: 'target',
  tags: 'tags',
  ldflags: 'ldflags',
  buildmode: 'buildmode',
  linkage: 'linkage',
  image: 'final image',
} as const;
export type MatrixColumn = keyof typeof MATRIX_COLUMNS;
export const MATRIX_COLUMN_KEYS = Object.keys(MATRIX_COLUMNS) as MatrixColumn[];

export interface MatrixCell {
  /** As shown; `?` is unknown, `-` unset, empty where the column means nothing. */
  readonly text: string;
  readonly isSet: boolean;
  readonly at?: Location;
  /** True when most other rows of the module say something else. */
  readonly differs: boolean;
  /** A sentence on what the text alone does not tell. */
  readonly note?: string;
  /** True when the note says what goes wrong. */
  readonly wrong?: boolean;
}

export interface MatrixRow {
  readonly kind: BuildContext['kind'];
  readonly name: string;
  readonly at: Location;
  readonly cells: Readonly<Record<MatrixColumn, MatrixCell>>;
  /** What GOEXPERIMENT comes to against the release's defaults. */
  readonly experiments?: readonly string[];
}

export interface MatrixModule {
  readonly name: string;
  /** Of its go.mod. */
  readonly path: string;
  readonly rows: readonly MatrixRow[];
}

/** Targets, images and linker flags differ on purpose. */
const COMPARED: ReadonlySet<MatrixColumn> = new Set(['go', 'goexperiment', 'cgo', 'tags']);

/** Every module with its rows, by the path of its go.mod. `local`: the go command of this machine, where it may be asked. */
export function buildMatrix(workspace: Workspace, local: BuildContext | undefined): MatrixModule[] {
  const paths = [...new Set([...workspace.paths()].flatMap(p => workspace.module(p)?.path ?? []))].sort();
  return paths.map(path => ({ name: workspace.module(path)?.module ?? '', path, rows: joined(rowsOf(workspace, path, local)) }));
}

function rowsOf(workspace: Workspace, goMod: string, local: BuildContext | undefined): MatrixRow[] {
  const contexts = [...workspace.buildContexts(goMod), ...(local ? [local] : [])];
  const outcomes = new Map<string, (context: BuildContext) => Outcome>();
  const texts = contexts.map(c => {
    const outcome = outcomes.get(c.file) ?? outcomesOf(workspace.dockerfileFacts(c.file), workspace);
    outcomes.set(c.file, outcome);
    return cellTexts(c, outcome(c));
  });
  const usual = new Map(MATRIX_COLUMN_KEYS.map(key => [key, mostCommon(texts.map(row => row[key].compared))]));
  return contexts.map((context, i) => {
    const cells = Object.fromEntries(
      MATRIX_COLUMN_KEYS.map(key => {
        const { compared, ...cell } = texts[i]![key];
        return [key, { ...cell, differs: COMPARED.has(key) && compared !== undefined && usual.get(key) !== compared }];
      }),
    ) as Record<MatrixColumn, MatrixCell>;
    const { kind, name, file, span, experiments } = context;
    return { kind, name, at: { file, span }, cells, ...(experiments && { experiments }) };
  });
}

/** Cells of a CI matrix that build the same are one row. */
function joined(rows: readonly MatrixRow[]): MatrixRow[] {
  const groups = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const key = [row.kind, row.at.file, row.at.span.start, ...MATRIX_COLUMN_KEYS.map(k => row.cells[k].text)].join('\n');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
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

interface CellText extends Omit<MatrixCell, 'differs'> {
  /** Undefined: unknown, or nothing that this row decides. */
  readonly compared: string | undefined;
}

function cellTexts(c: BuildContext, outcome: Outcome): Record<MatrixColumn, CellText> {
  const shown = (cell: Cell): CellText => ({
    text: cell.value === undefined ? '?' : cell.value === '' ? (c.builds ? '-' : '') : cell.value,
    compared: c.builds ? cell.value : undefined,
    isSet: cell.isSet,
    ...(cell.at && { at: cell.at }),
  });
  // A module's go line is a lower bound, and a patch release is no other Go.
  const release = c.release && formatGoVersion({ major: c.release.major, minor: c.release.minor });
  const go = shown(c.goVersion);
  const version = c.goVersion.value === undefined && c.release ? formatGoVersion(c.release) : go.text;
  const [os, arch] = [shown(c.goos), shown(c.goarch)];
  return {
    go: { ...go, text: version === '' ? '?' : version, compared: release },
    goexperiment: { ...shown(c.goexperiment), ...experimentsNote(c) },
    cgo: shown(c.cgoEnabled),
    target: { ...(c.goarch.isSet ? arch : os), text: os.text === arch.text ? os.text : `${os.text}/${arch.text}` },
    tags: shown(c.tags),
    ldflags: shown(c.ldflags),
    buildmode: shown(c.buildmode),
    linkage: linkageCell(c, outcome),
    image: imageCell(c, outcome, shown(c.finalImage)),
  };
}

/** What the variable comes to: items that are default already do not count. */
function experimentsNote({ experiments, release, goexperiment }: BuildContext): Pick<CellText, 'note'> {
  if (!experiments || !release || !goexperiment.isSet) return {};
  const version = formatGoVersion({ major: release.major, minor: release.minor });
  if (experiments.length === 0) return { note: t('Comes to what Go {0} does by default.', version) };
  return { note: t('Against the defaults of Go {0}: {1}.', version, experiments.join(', ')) };
}

function linkageCell(c: BuildContext, { command, linkage }: Outcome): CellText {
  const nothing = { isSet: false, compared: undefined };
  if (!command) return { text: '', ...nothing };
  if (command.verb !== 'build' && command.verb !== 'install' && command.verb !== undefined) return { text: '', ...nothing };
  const note = linkageNote(linkage);
  return { text: linkageText(linkage), ...nothing, at: { file: c.file, span: command.span }, ...(note !== undefined && { note }) };
}

function linkageNote(linkage: Linkage): string | undefined {
  if (linkage.kind !== 'dynamic') return undefined;
  if (linkage.why === 'pie') return t('-buildmode=pie asks for a loader.');
  if (linkage.why === 'race') return t('-race needs cgo.');
  const chain = linkage.closure?.needs[0]?.chain;
  return chain ? t('cgo by way of {0}.', chain.join(' → ')) : undefined;
}

function imageCell(c: BuildContext, { image, cannotStart }: Outcome, lastStage: CellText): CellText {
  if (!image) return lastStage;
  const cell = { text: image.text ?? '?', compared: undefined, isSet: true, at: { file: c.file, span: image.span } };
  if (!cannotStart) return cell;
  const { libc } = cannotStart.linkage;
  const note = cannotStart.glibc
    ? t('The program cannot start there: its glibc is too old.')
    : libc === 'any'
      ? t('The program cannot start there: its loader is missing.')
      : t('The program cannot start there: the loader of {0} is missing.', libc);
  return { ...cell, note, wrong: true };
}
