/** GitHub Actions workflows: one unit for each job, one for each cell of its matrix where the cells differ for Go. */
import type { Sliced } from '../base/slices.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, entriesOf, entry, scalarText } from '../syntax/data-node.js';
import type { BuildUnit } from './facts.js';
import { readMatrix } from './matrix.js';
import { MAX_UNITS } from './unit-limit.js';
import { openEnvironment } from './values.js';
import { JobReader } from './workflow-job.js';

interface Workflow {
  readonly units: BuildUnit[];
  readonly complete: boolean;
  /** Not all cells of its matrices were read. */
  readonly isTooLong: boolean;
}

/** Units of one workflow and whether everything could be read. */
export function* readWorkflow(root: DataNode | undefined, bash: BashParser): Sliced<Workflow> {
  const units: BuildUnit[] = [];
  let complete = true;
  let isTooLong = false;
  const cellWork: Work = { left: MAX_CELL_WORK };
  for (const job of entriesOf(child(root, 'jobs'))) {
    const read = yield* readJob(job, root, bash, cellWork);
    units.push(...read.units);
    complete &&= read.complete;
    isTooLong ||= read.isTooLong;
    // Cells of more jobs would be cut off behind the others.
    if (units.length > MAX_UNITS) break;
  }
  return { units, complete, isTooLong };
}

/** A composite action (`action.yml`) as one job: who calls it may have set variables. */
export function* readAction(root: DataNode | undefined, bash: BashParser): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const runs = child(root, 'runs');
  const steps = entry(runs, 'steps');
  if (!steps || scalarText(child(runs, 'using')) !== 'composite') return { units: [], complete: true };
  const name = child(root, 'name');
  const job = { key: scalarText(name) ?? 'action', keySpan: name?.span ?? steps.keySpan, value: runs! };
  const reader = new JobReader(job, undefined, bash, openEnvironment);
  const unit = yield* reader.read(new Map());
  return { units: unit ? [unit] : [], complete: reader.complete };
}

/** What the cells of all matrices of a workflow may take, as their readers count; then its first ones stand for all. */
const MAX_CELL_WORK = 300_000;

interface Work {
  left: number;
}

function* readJob(job: DataEntry, workflow: DataNode | undefined, bash: BashParser, work: Work): Sliced<Workflow> {
  const seen = new Map<string, BuildUnit>();
  const reader = new JobReader(job, workflow, bash);
  const { cells, isTooLong } = readMatrix(child(child(job.value, 'strategy'), 'matrix'));
  for (const [i, cell] of cells.entries()) {
    const spent = reader.spent;
    const unit = yield* reader.read(cell);
    if (i > 0) work.left -= reader.spent - spent;
    if (unit && !seen.has(unit.name)) seen.set(unit.name, unit);
    if (work.left < 0) return { units: [...seen.values()], complete: false, isTooLong: true };
    yield;
  }
  return { units: [...seen.values()], complete: reader.complete, isTooLong };
}
