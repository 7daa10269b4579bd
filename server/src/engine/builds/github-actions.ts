/** GitHub Actions workflows: one unit for each job, one for each cell of its matrix where the cells differ for Go. */
import type { Span } from '../base/finding.js';
import { parseGoVersion } from '../base/go-version.js';
import { leavesTree, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, entriesOf, entry, itemsOf, scalarText } from '../syntax/data-node.js';
import { mayChooseCompiler } from './compiler-steps.js';
import { type BuildUnit, type GoRequest, releaseOf } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { type Cell, matrixCells } from './matrix.js';
import { runnerOf } from './runner.js';
import { mayBuild, runScripts, shellState, substitute } from './shell-unit.js';
import { between, experimentsOf, filled, goEnvironment, type Holes, openEnvironment, settingsOf } from './values.js';
import { actionOf, imagesOf, mayHideBuilds, type StepOutcome, uncertain, unread } from './workflow-steps.js';

/** Units of one workflow and whether everything could be read. */
export function* readWorkflow(root: DataNode | undefined, bash: BashParser): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const units: BuildUnit[] = [];
  let complete = true;
  const cellWork: Work = { left: MAX_CELL_WORK };
  for (const job of entriesOf(child(root, 'jobs'))) {
    const read = yield* readJob(job, root, bash, cellWork);
    units.push(...read.units);
    complete &&= read.complete;
  }
  return { units, complete };
}

/** A composite action (`action.yml`) as one job: who calls it may have set variables. */
export function* readAction(root: DataNode | undefined, bash: BashParser): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const runs = child(root, 'runs');
  const steps = entry(runs, 'steps');
  if (!steps || scalarText(child(runs, 'using')) !== 'composite') return { units: [], complete: true };
  const name = child(root, 'name');
  const job = { key: scalarText(name) ?? 'action', keySpan: name?.span ?? steps.keySpan, value: runs! };
  const reader = new JobReader(job, undefined, new Map(), bash, openEnvironment);
  const unit = yield* reader.read();
  return { units: unit ? [unit] : [], complete: reader.complete };
}

/** What the cells of all matrices of a workflow may take, in characters of scripts and so many for each step; then its first ones stand for all. */
const MAX_CELL_WORK = 1_000_000;
const STEP_WORK = 100;

interface Work {
  left: number;
}

function* readJob(
  job: DataEntry,
  workflow: DataNode | undefined,
  bash: BashParser,
  work: Work,
): Sliced<{ units: BuildUnit[]; complete: boolean }> {
  const cells = matrixCells(child(child(job.value, 'strategy'), 'matrix'));
  const steps = itemsOf(child(job.value, 'steps'));
  const perCell = steps.reduce((sum, step) => sum + STEP_WORK + (scalarText(child(step, 'run'))?.length ?? 0), STEP_WORK);
  const seen = new Map<string, BuildUnit>();
  let complete = true;
  for (const [i, cell] of cells.entries()) {
    if (i > 0) work.left -= perCell;
    if (work.left < 0) return { units: [...seen.values()], complete: false };
    const reader = new JobReader(job, workflow, cell, bash);
    const unit = yield* reader.read();
    complete &&= reader.complete;
    if (unit && !seen.has(unit.name)) seen.set(unit.name, unit);
    yield;
  }
  return { units: [...seen.values()], complete };
}

/** Then the reader rests. */
const STEPS_PER_SLICE = 10;

class JobReader {
  complete = true;
  private readonly used = new Map<string, string>();
  /** False when the files of another repository or folder may be in the working directory. */
  private isCheckedOut = true;

  constructor(
    private readonly job: DataEntry,
    private readonly workflow: DataNode | undefined,
    private readonly cell: Cell,
    private readonly bash: BashParser,
    /** What the job sees that no line of the file sets. */
    private readonly environmentOf = goEnvironment,
  ) {}

  /** Undefined for a job that neither sets up nor runs Go. */
  *read(): Sliced<BuildUnit | undefined> {
    const { key, keySpan, value } = this.job;
    const settings = [...settingsOf(child(this.workflow, 'env'), this.holes([])), ...settingsOf(child(value, 'env'), this.holes([]))];
    const steps = itemsOf(child(value, 'steps'));
    this.isCheckedOut = !steps.some(isOtherCheckout);
    const image = imageOf(child(value, 'container'), text => filled(text, this.holes(settings)));
    const before = [...imageSettings(image), ...settings];
    const setup = theOnly(steps.flatMap(s => this.setupGo(s, settings) ?? []));
    const later = writtenLater(steps);
    const start = this.environmentOf([...before, ...later]);
    const outcomes: (StepOutcome | undefined)[] = [];
    for (const step of steps) {
      outcomes.push(this.step(step, before, later));
      if (outcomes.length % STEPS_PER_SLICE === 0) yield;
    }
    const ran = outcomes.flatMap(o => o?.steps ?? []);
    const commands = ran.flatMap(s => (s.kind === 'go' ? [s.command] : []));
    const images = imagesOf(outcomes);
    const label = scalarText(child(value, 'runs-on'));
    const runner = runnerOf(label === undefined ? undefined : filled(label, this.holes([])));
    const machine = image ? { ...runner, system: 'linux' as const } : runner;
    const go = setup ?? imageGo(image, start, commands);
    const experiments = [...experimentsOf(settings), ...outcomes.flatMap(o => o?.experiments ?? [])];
    const followed = ran.filter(mayBuild);
    if (!go && followed.length === 0 && images.length === 0 && experiments.length === 0) return undefined;
    const cellName = [...this.cell.keys()].flatMap(k => this.used.get(k) ?? []).join(', ');
    return {
      kind: 'ci job',
      name: cellName === '' ? key : `${key} (${cellName})`,
      span: keySpan,
      ...(go && { go }),
      ...(image && { image }),
      ...machine,
      environment: start,
      commands,
      ...(followed.length > 0 && { steps: ran }),
      ...(images.length > 0 && { images }),
      experiments,
    };
  }

  private step(step: DataNode, settings: readonly Setting[], later: readonly Setting[]): StepOutcome | undefined {
    const run = child(step, 'run');
    // For which cells it runs, only GitHub works out.
    if (/\bmatrix\b/.test(conditionOf(step))) return { steps: [unread(step.span)], experiments: [] };
    const own = settingsOf(child(step, 'env'), this.holes(settings));
    const all = [...settings, ...own];
    if (run?.kind !== 'scalar')
      return { ...actionOf(step, this.environmentOf([...all, ...later]), all, this.cell), experiments: experimentsOf(own) };
    const shell = scalarText(child(step, 'shell'));
    if (shell !== undefined && !/\bsh\b|bash/.test(shell)) return { steps: [unread(step.span)], experiments: [] };
    const script = substitute(run.logical, this.holes(all)(run.text));
    const environment = this.environmentOf([...all, ...later]);
    const outcome = runScripts(this.bash, [script], shellState(environment, this.folderOf(step)), true);
    this.complete &&= outcome.complete;
    const ran = mayHideBuilds(run.text) ? [...outcome.steps, unread(step.span)] : outcome.steps;
    const steps = conditionOf(step) === '' ? ran : ran.map(uncertain);
    return { steps, experiments: [...experimentsOf(own), ...outcome.experiments] };
  }

  /** `working-directory` of the step, else the default of the job or the workflow; undefined when it is filled elsewhere. */
  private folderOf(step: DataNode): string | undefined {
    const defaults = [this.job.value, this.workflow].map(n => child(child(child(n, 'defaults'), 'run'), 'working-directory'));
    const node = [child(step, 'working-directory'), ...defaults].find(n => n !== undefined);
    if (!this.isCheckedOut) return undefined;
    if (node === undefined) return '/';
    const text = scalarText(node);
    return text === undefined || text.includes('$') || leavesTree('/', text) ? undefined : resolvePath('/', text);
  }

  private setupGo(step: DataNode, settings: readonly Setting[]): GoRequest | undefined {
    if (!/^actions\/setup-go@/.test(scalarText(child(step, 'uses')) ?? '')) return undefined;
    const input = child(step, 'with');
    const version = child(input, 'go-version');
    const file = child(input, 'go-version-file');
    const fixed = settings.some(s => s.name === 'GOTOOLCHAIN' && s.text === 'local');
    const place = [version, file].find(n => n?.kind === 'scalar');
    if (place && conditionOf(step) !== '') return { text: undefined, span: place.span, fixed, args: [] };
    if (version?.kind === 'scalar' && version.text !== '') return this.versionRequest(version, fixed, settings);
    if (file?.kind === 'scalar') return { text: file.text, span: file.span, file: file.text, fixed, args: [] };
    return undefined;
  }

  private versionRequest(node: DataNode & { kind: 'scalar' }, fixed: boolean, settings: readonly Setting[]): GoRequest {
    const only = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(node.text)?.[1];
    const variable = /^\$\{\{\s*env\.([\w-]+)\s*\}\}$/.exec(node.text)?.[1];
    const number = settings.findLast(s => s.name === variable)?.number;
    const source = only === undefined ? number && { span: number.span, written: number.text } : this.cell.get(only);
    const text = filled(node.text, this.holes(settings));
    const span: Span = source?.span ?? node.span;
    const written = source ? source.written : node.written;
    const release = text === undefined ? undefined : releaseOf(text.replace(/\.x$/, ''));
    const version = release === undefined ? undefined : parseGoVersion(release);
    return { text, span, fixed, args: [], ...(version && { version }), ...(written !== undefined && { written }) };
  }

  /** `${{ … }}`: matrix values of the cell, variables of the levels above; everything else only GitHub knows. */
  private holes(settings: readonly Setting[]): Holes {
    return text =>
      between(text, '${{', '}}').map(({ inner, ...place }) => {
        const path = /^(matrix|env)\.([\w-]+)$/.exec(inner.trim());
        let value: string | undefined;
        let source: Span | undefined;
        if (path?.[1] === 'matrix') {
          const cell = this.cell.get(path[2]!);
          value = cell?.text;
          source = cell?.span;
          if (value !== undefined && GO_NAME.test(path[2]!)) this.used.set(path[2]!, value);
        } else if (path) value = settings.findLast(s => s.name === path[2])?.text;
        return { ...place, text: value, ...(source && { source }) };
      });
  }
}

/** The step's `if`; empty when it always runs. */
function conditionOf(step: DataNode): string {
  const text = scalarText(child(step, 'if')) ?? '';
  return /^(?:\$\{\{)?\s*(?:always|success)\(\)\s*(?:\}\})?$/.test(text) ? '' : text;
}

/** Where Go is set up more than once, which release a command gets hangs on its place among the steps. */
function theOnly(requests: readonly GoRequest[]): GoRequest | undefined {
  const [first, ...more] = requests;
  if (first === undefined || more.every(r => r.text !== undefined && r.text === first.text && r.file === first.file)) return first;
  return { text: undefined, span: first.span, fixed: first.fixed, args: [] };
}

/** A checkout into a folder of its own, or of another repository. */
function isOtherCheckout(step: DataNode): boolean {
  const input = child(step, 'with');
  return /^actions\/checkout@/.test(scalarText(child(step, 'uses')) ?? '') && !!(child(input, 'path') ?? child(input, 'repository'));
}

/** Matrix keys that make a row of their own. */
const GO_NAME = /go|exp|cgo|os|arch|tag|version/i;

/** Variables that a step writes to $GITHUB_ENV: which value they have when, only a run tells. */
function writtenLater(steps: readonly DataNode[]): Setting[] {
  const text = steps.map(s => scalarText(child(s, 'run')) ?? '').filter(t => t.includes('GITHUB_ENV'));
  const names = new Set(text.flatMap(t => [...t.matchAll(/\b((?:GO|CGO_)[A-Z0-9_]+|CC|CXX)\s*=/g)].map(m => m[1]!)));
  if (steps.some(mayChooseCompiler)) names.add('CC').add('CXX');
  return [...names].map(name => ({ name, text: undefined, args: [], origin: 'build file' as const }));
}
