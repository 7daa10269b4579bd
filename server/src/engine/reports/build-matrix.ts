/** The table of all places that build, ready to be shown: one row for each, one cell for each setting, what differs marked. */

import type { Location } from '../base/finding.js';
import { formatGoVersion } from '../base/go-version.js';
import { dirName, joinPath } from '../base/paths.js';
import { plain } from '../base/wording.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { type BuildContext, rootOf } from '../program/build-contexts.js';
import { outcomesIn } from '../program/program-outcome.js';
import { isNewer } from '../program/release-in-force.js';
import { cgoStory, type ExactClosure } from './cgo-story.js';
import { cellTexts, minor } from './matrix-cells.js';
import { differences } from './matrix-differences.js';
import { MATRIX_COLUMN_KEYS, type MatrixCell, type MatrixColumn, type MatrixModule, type MatrixRow } from './matrix-model.js';
import { say } from './matrix-words.js';
import type { ReportView } from './report-view.js';

/**
 * Every module with its rows, by the path of its go.mod; without those that nothing builds, where others are built. `local`: the go command
 * of this machine, where it may be asked; `exact`: what it says of imports.
 */
export function buildMatrix(workspace: ReportView, local: BuildContext | undefined, exact?: ExactClosure): MatrixModule[] {
  const steps = buildMatrixInSteps(workspace, local, exact);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for hosts that slice: one row in each step. */
export function* buildMatrixInSteps(
  workspace: ReportView,
  local: BuildContext | undefined,
  exact?: ExactClosure,
): Generator<void, MatrixModule[]> {
  const paths = [...new Set([...workspace.paths()].flatMap(p => workspace.module(p)?.path ?? []))].sort();
  const contexts = new Map(paths.map(path => [path, [] as BuildContext[]]));
  for (const path of paths)
    for (const context of workspace.buildContexts(path).filter(isShown)) contexts.get(moduleOf(context, workspace) ?? path)?.push(context);
  const built = paths.filter(path => contexts.get(path)!.some(c => c.kind !== 'module'));
  const modules: MatrixModule[] = [];
  for (const path of built.length > 0 ? built : paths) {
    const module = workspace.module(path);
    const rows = yield* rowsOf(workspace, module, [...contexts.get(path)!, ...here(local, module)], exact);
    modules.push({ name: module?.module || path, path, rows: yield* joined(rows) });
  }
  return modules;
}

/** A job of a workflow may run in the folder of another module. */
function moduleOf({ kind, file, command }: BuildContext, workspace: ReportView): string | undefined {
  if (kind !== 'ci job' || command?.cwd === undefined || rootOf(file) === dirName(file)) return undefined;
  return workspace.module(`${joinPath(rootOf(file), command.cwd.slice(1))}/_`)?.path;
}

function* rowsOf(
  workspace: ReportView,
  module: GoModFacts | undefined,
  contexts: readonly BuildContext[],
  exact: ExactClosure | undefined,
): Generator<void, MatrixRow[]> {
  const outcome = outcomesIn(workspace);
  const read: (Parameters<typeof differences>[0][number] & { readonly texts: ReturnType<typeof cellTexts> })[] = [];
  for (const context of contexts) {
    const end = outcome(context);
    const story = end.command === undefined ? undefined : cgoStory({ ...context, command: end.command }, workspace, exact);
    const texts = cellTexts(context, end, story, at => writtenAt(workspace, at));
    read.push({ context, texts, compared: Object.fromEntries(MATRIX_COLUMN_KEYS.map(key => [key, texts[key].compared])) });
    yield;
  }
  const wanted = wantedBy(module);
  const differs = yield* differences(read, wanted && minor(wanted));
  const rows: MatrixRow[] = [];
  for (const [i, { context, texts }] of read.entries()) {
    const cells = Object.fromEntries(
      MATRIX_COLUMN_KEYS.map(key => {
        const { compared, ...cell } = texts[key];
        return [key, { ...cell, differs: differs[i]!.has(key) }];
      }),
    ) as Record<MatrixColumn, MatrixCell>;
    const { kind, name, file, span, experiments } = context;
    rows.push({ kind, name, at: { file, span }, cells, ...(experiments && { experiments }) });
    yield;
  }
  return rows;
}

/** Places where go compiles nothing of the module and nothing is set are no places that build. */
function isShown(context: BuildContext, _: number, all: readonly BuildContext[]): boolean {
  const { foreign, unit, command, kind } = context;
  if (foreign) return !all.some(c => c.unit === unit && !c.foreign) && !COMMANDS_ONLY.has(kind);
  return command !== undefined || !COMMANDS_ONLY.has(kind) || unit?.go !== undefined || (unit?.experiments.length ?? 0) > 0;
}

const COMMANDS_ONLY: ReadonlySet<BuildContext['kind']> = new Set(['make target', 'task', 'script']);

const wantedBy = (module: GoModFacts | undefined) => (module?.toolchain ?? module?.go)?.version;

/** The machine's go command in a module that asks for a newer one: unless it is told to stay, that one runs. */
function here(local: BuildContext | undefined, module: GoModFacts | undefined): BuildContext[] {
  const wanted = wantedBy(module);
  if (!local?.switches || !wanted || !local.release || !isNewer(wanted, local.release)) return local ? [local] : [];
  return [{ ...local, goVersion: { ...local.goVersion, value: formatGoVersion(wanted) }, release: wanted, switched: local.release }];
}

/** The first line of what is written there. */
function writtenAt(workspace: ReportView, { file, span }: Location): string | undefined {
  const [line, ...more] = workspace.text(file)?.slice(span.start, span.end).trim().split('\n') ?? [];
  if (!line) return undefined;
  return line.length > MAX_WRITTEN || more.length > 0 ? `${line.slice(0, MAX_WRITTEN)} …` : line;
}

const MAX_WRITTEN = 60;

/** Cells of a CI matrix that build the same are one row. */
function* joined(rows: readonly MatrixRow[]): Generator<void, MatrixRow[]> {
  const groups = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const key = [row.kind, row.at.file, row.at.span.start, ...MATRIX_COLUMN_KEYS.map(k => row.cells[k].text)].join('\n');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
    yield;
  }
  return [...groups.values()].map(group => {
    const [first] = group as [MatrixRow];
    return group.length === 1 ? first : { ...first, name: plain(say.jobs({ name: withoutCell(first.name), count: group.length })) };
  });
}

/** `job (1.26, linux)` -> `job` */
function withoutCell(name: string): string {
  const open = name.endsWith(')') ? name.indexOf(' (') : -1;
  return open < 0 ? name : name.slice(0, open);
}
