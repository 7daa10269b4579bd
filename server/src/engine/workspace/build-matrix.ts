/** The table of all places that build, ready to be shown: one row for each, one cell for each setting, what differs marked. */
import { formatGoVersion, type GoModFacts, type GoVersion } from '../facts/build/go-mod.js';
import { splitTags } from '../facts/dockerfile/go-command.js';
import type { Location } from '../finding.js';
import { t } from '../l10n.js';
import { type BuildContext, type Cell, rootOf } from './build-contexts.js';
import { dirName, joinPath } from './files.js';
import type { Linkage } from './linkage.js';
import { differences } from './matrix-differences.js';
import { linkageText, type Outcome, outcomesIn } from './program-outcome.js';
import { isNewer } from './release-in-force.js';
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

/**
 * Every module with its rows, by the path of its go.mod; without those that nothing builds, where others are built. `local`: the go command
 * of this machine, where it may be asked.
 */
export function buildMatrix(workspace: Workspace, local: BuildContext | undefined): MatrixModule[] {
  const paths = [...new Set([...workspace.paths()].flatMap(p => workspace.module(p)?.path ?? []))].sort();
  const contexts = new Map(paths.map(path => [path, [] as BuildContext[]]));
  for (const path of paths)
    for (const context of workspace.buildContexts(path).filter(isShown)) contexts.get(moduleOf(context, workspace) ?? path)?.push(context);
  const built = paths.filter(path => contexts.get(path)!.some(c => c.kind !== 'module'));
  return (built.length > 0 ? built : paths).map(path => {
    const module = workspace.module(path);
    return { name: module?.module || path, path, rows: joined(rowsOf(workspace, module, contexts.get(path)!, local)) };
  });
}

/** A job of a workflow may run in the folder of another module. */
function moduleOf({ kind, file, command }: BuildContext, workspace: Workspace): string | undefined {
  if (kind !== 'ci job' || command?.cwd === undefined || rootOf(file) === dirName(file)) return undefined;
  return workspace.module(`${joinPath(rootOf(file), command.cwd.slice(1))}/_`)?.path;
}

function rowsOf(
  workspace: Workspace,
  module: GoModFacts | undefined,
  known: readonly BuildContext[],
  local: BuildContext | undefined,
): MatrixRow[] {
  const wanted = (module?.toolchain ?? module?.go)?.version;
  const contexts = [...known, ...(local ? [hereIn(local, wanted)] : [])];
  const outcome = outcomesIn(workspace);
  const texts = contexts.map(c => cellTexts(c, outcome(c), at => writtenAt(workspace, at)));
  const rows = contexts.map((context, i) => ({
    context,
    compared: Object.fromEntries(MATRIX_COLUMN_KEYS.map(key => [key, texts[i]![key].compared])),
  }));
  const differs = differences(rows, wanted && minor(wanted));
  return contexts.map((context, i) => {
    const cells = Object.fromEntries(
      MATRIX_COLUMN_KEYS.map(key => {
        const { compared, ...cell } = texts[i]![key];
        return [key, { ...cell, differs: differs[i]!.has(key) }];
      }),
    ) as Record<MatrixColumn, MatrixCell>;
    const { kind, name, file, span, experiments } = context;
    return { kind, name, at: { file, span }, cells, ...(experiments && { experiments }) };
  });
}

/** Places where go compiles nothing of the module and nothing is set are no places that build. */
function isShown(context: BuildContext, _: number, all: readonly BuildContext[]): boolean {
  const { foreign, unit, command, kind } = context;
  if (foreign) return !all.some(c => c.unit === unit && !c.foreign) && !COMMANDS_ONLY.has(kind);
  return command !== undefined || !COMMANDS_ONLY.has(kind) || unit?.go !== undefined || (unit?.experiments.length ?? 0) > 0;
}

const COMMANDS_ONLY: ReadonlySet<BuildContext['kind']> = new Set(['make target', 'task', 'script']);

/** The machine's go command in a module that asks for a newer one: unless it is told to stay, that one runs. */
function hereIn(local: BuildContext, wanted: GoVersion | undefined): BuildContext {
  if (!local.switches || !wanted || !local.release || !isNewer(wanted, local.release)) return local;
  return { ...local, goVersion: { ...local.goVersion, value: formatGoVersion(wanted) }, release: wanted, switched: local.release };
}

const minor = (v: GoVersion) => formatGoVersion({ major: v.major, minor: v.minor });

/** The first line of what is written there. */
function writtenAt(workspace: Workspace, { file, span }: Location): string | undefined {
  const [line, ...more] = workspace.text(file)?.slice(span.start, span.end).trim().split('\n') ?? [];
  if (!line) return undefined;
  return line.length > MAX_WRITTEN || more.length > 0 ? `${line.slice(0, MAX_WRITTEN)} …` : line;
}

const MAX_WRITTEN = 60;

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

interface CellText extends Omit<MatrixCell, 'differs'> {
  /** Undefined: unknown, or nothing that this row decides. */
  readonly compared: string | undefined;
}

function cellTexts(c: BuildContext, outcome: Outcome, written: (at: Location) => string | undefined): Record<MatrixColumn, CellText> {
  const builds = c.builds && !c.foreign;
  const shown = (cell: Cell): CellText => ({
    text: cell.choices?.join(',') ?? cell.value ?? (builds || cell.at ? '?' : ''),
    // A default counts like a setting that nobody made.
    compared: builds && cell.value !== undefined ? (cell.isSet ? cell.value : '') : undefined,
    isSet: cell.isSet,
    ...(cell.at && { at: cell.at }),
    ...(cell.value === undefined && cell.at && writtenNote(written(cell.at), cell.choices)),
  });
  const marked = (cell: CellText): CellText => (cell.text === '' && builds ? { ...cell, text: '-' } : cell);
  const column = (cell: Cell) => marked(shown(cell));
  return {
    go: goCell(c, shown(c.goVersion)),
    goexperiment: { ...column(c.goexperiment), ...experimentsNote(c) },
    cgo: column(c.cgoEnabled),
    target: marked(targetCell(shown(c.goos), shown(c.goarch))),
    tags: tagsCell(column(c.tags)),
    ldflags: column(c.ldflags),
    buildmode: column(c.buildmode),
    linkage: linkageCell(c, outcome),
    image: imageCell(c, outcome, column(c.finalImage)),
  };
}

/** Why a value is unknown: what is written is filled in elsewhere. */
function writtenNote(text: string | undefined, choices: readonly string[] | undefined): Pick<CellText, 'note'> {
  if (choices) return { note: t('One build for each.') };
  return text === undefined ? {} : { note: t('Known only when it runs: {0}', text) };
}

/** A patch release is no other Go. */
function goCell({ release, goVersion, switched, foreign }: BuildContext, cell: CellText): CellText {
  const text = goVersion.value === undefined && release ? formatGoVersion(release) : cell.text;
  const note = switched && t('Go {0} is installed; go fetches the release that go.mod asks for.', formatGoVersion(switched));
  return { ...cell, text: text === '' ? '?' : text, compared: foreign ? undefined : release && minor(release), ...(note && { note }) };
}

/** Their order means nothing. */
function tagsCell(cell: CellText): CellText {
  return cell.compared === undefined ? cell : { ...cell, compared: splitTags(cell.compared).sort().join(',') };
}

function targetCell(os: CellText, arch: CellText): CellText {
  const text = os.text === arch.text ? os.text : `${os.text || '-'}/${arch.text || '-'}`;
  return { ...(arch.at ? arch : os), text };
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
  if (!command || c.foreign) return { text: '', ...nothing };
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
