/** One job of a GitHub Actions workflow, read for one cell of its matrix after the other. */
import type { Span } from '../base/finding.js';
import { parseGoVersion } from '../base/go-version.js';
import { leavesTree, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';
import type { BashParser } from '../syntax/bash.js';
import { child, type DataEntry, type DataNode, itemsOf, scalarText } from '../syntax/data-node.js';
import { AskedCell, CellMemo } from './cell-memo.js';
import type { BuildUnit, GoRequest } from './facts.js';
import { imageGo, imageOf, imageSettings } from './image-go.js';
import { artifactOf } from './job-artifacts.js';
import type { Cell } from './matrix.js';
import { releaseOf } from './release-tag.js';
import { runnerOf } from './runner.js';
import { mayBuild, runScripts, shellState, substitute } from './shell-unit.js';
import { conditionIn } from './step-conditions.js';
import { between, experimentsOf, filled, goEnvironment, type Holes, settingsOf } from './values.js';
import { actionOf, mayHideBuilds, placedIn, type StepOutcome, uncertain, unread } from './workflow-steps.js';
import { type WrittenVariables, writtenBy } from './written-variables.js';

/** What reading a step costs beside the characters of its script. */
const STEP_WORK = 100;
/** Then the reader rests. */
const STEPS_PER_SLICE = 10;

/** What holds for all steps of cells that give the same values to the variables of the job. */
interface Frame {
  readonly settings: readonly Setting[];
  readonly before: readonly Setting[];
  readonly image: BuildUnit['image'];
  readonly start: Environment;
  readonly setup: CellMemo<GoRequest | undefined>;
  readonly steps: readonly CellMemo<StepOutcome>[];
}

export class JobReader {
  complete = true;
  /** What it took so far, in characters of scripts and so many for each step that was read anew. */
  spent = 0;
  private readonly steps: readonly DataNode[];
  private readonly written: WrittenVariables;
  /** False when the files of another repository or folder may be in the working directory. */
  private readonly isCheckedOut: boolean;
  private readonly frames = new CellMemo<Frame>();
  private cell = new AskedCell(new Map());

  constructor(
    private readonly job: DataEntry,
    private readonly workflow: DataNode | undefined,
    private readonly bash: BashParser,
    /** What the job sees that no line of the file sets. */
    private readonly environmentOf = goEnvironment,
  ) {
    this.steps = itemsOf(child(job.value, 'steps'));
    this.written = writtenBy(this.steps);
    this.isCheckedOut = !this.steps.some(isOtherCheckout);
  }

  /** Undefined for a job that neither sets up nor runs Go. */
  *read(of: Cell): Sliced<BuildUnit | undefined> {
    const { key, keySpan, value } = this.job;
    const cell = new AskedCell(of);
    this.cell = cell;
    const frame = this.frames.of(cell, () => this.frame());
    const { settings, before, image, start } = frame;
    const setup = frame.setup.of(cell, () => theOnly(this.steps.flatMap(s => this.setupGo(s, settings) ?? [])));
    const outcomes: StepOutcome[] = [];
    for (const [i, step] of this.steps.entries()) {
      outcomes.push(frame.steps[i]!.of(cell, () => this.step(step, before, this.written.seenBy[i]!)));
      if (outcomes.length % STEPS_PER_SLICE === 0) yield;
    }
    this.spent += outcomes.length;
    const ran = outcomes.flatMap(o => o.steps);
    const commands = ran.flatMap(s => (s.kind === 'go' ? [s.command] : []));
    const { images, artifacts } = placedIn(outcomes);
    const label = scalarText(child(value, 'runs-on'));
    const runner = runnerOf(label === undefined ? undefined : filled(label, this.holes([])));
    const machine = image ? { ...runner, system: 'linux' as const } : runner;
    const go = setup ?? imageGo(image, start, commands);
    const experiments = [...experimentsOf(settings), ...outcomes.flatMap(o => o.experiments)];
    const followed = ran.filter(mayBuild);
    if (!go && followed.length === 0 && images.length === 0 && experiments.length === 0) return undefined;
    const cellName = cell.names.join(', ');
    return {
      kind: 'ci job',
      name: cellName === '' ? key : `${key} (${cellName})`,
      span: keySpan,
      ...(go && { go }),
      ...(image && { image }),
      ...machine,
      environment: start,
      commands,
      ...((followed.length > 0 || artifacts.length > 0 || ran.some(isLint)) && { steps: ran }),
      ...(images.length > 0 && { images }),
      ...(artifacts.length > 0 && { artifacts }),
      experiments,
    };
  }

  private frame(): Frame {
    const { value } = this.job;
    const settings = [...settingsOf(child(this.workflow, 'env'), this.holes([])), ...settingsOf(child(value, 'env'), this.holes([]))];
    const image = imageOf(child(value, 'container'), text => filled(text, this.holes(settings)));
    const before = [...imageSettings(image), ...settings];
    this.spent += STEP_WORK + before.length;
    return {
      ...{ settings, before, image, start: this.environmentOf([...before, ...this.written.all]), setup: new CellMemo() },
      steps: this.steps.map(() => new CellMemo()),
    };
  }

  private step(step: DataNode, settings: readonly Setting[], later: readonly Setting[]): StepOutcome {
    const run = child(step, 'run');
    this.spent += STEP_WORK + (scalarText(run)?.length ?? 0);
    const condition = conditionIn(conditionOf(step), this.cell);
    if (condition === 'never') return { steps: [], experiments: [] };
    // For which cells it runs, only GitHub works out.
    if (condition === 'unknown' && /\bmatrix\b/.test(conditionOf(step))) return { steps: [unread(step.span)], experiments: [] };
    const own = settingsOf(child(step, 'env'), this.holes(settings));
    const all = [...settings, ...own];
    if (run?.kind !== 'scalar') {
      const artifact = artifactOf(step, condition === 'always');
      const ran = actionOf(step, this.environmentOf([...all, ...later]), all, this.cell);
      return { ...ran, ...(artifact && { artifact }), experiments: experimentsOf(own) };
    }
    const shell = scalarText(child(step, 'shell'));
    if (shell !== undefined && !/\bsh\b|bash/.test(shell)) return { steps: [unread(step.span)], experiments: [] };
    const script = substitute(run.logical, this.holes(all)(run.text));
    const environment = this.environmentOf([...all, ...later]);
    const outcome = runScripts(this.bash, [script], shellState(environment, this.folderOf(step)), true);
    this.complete &&= outcome.complete;
    const ran = mayHideBuilds(run.text) ? [...outcome.steps, unread(step.span)] : outcome.steps;
    const steps = condition === 'always' ? ran : ran.map(uncertain);
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
    const uses = scalarText(child(step, 'uses')) ?? '';
    if (!/^actions\/setup-go@/.test(uses)) return undefined;
    const input = child(step, 'with');
    const version = child(input, 'go-version');
    const file = child(input, 'go-version-file');
    const toolchain = settings.findLast(s => s.name === 'GOTOOLCHAIN');
    const fixed = toolchain ? toolchain.text === 'local' : setsLocal(uses);
    const place = [version, file].find(n => n?.kind === 'scalar');
    const condition = conditionIn(conditionOf(step), this.cell);
    if (condition === 'never') return undefined;
    if (place && condition === 'unknown') return { text: undefined, span: place.span, fixed, args: [] };
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
    const input = /^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/.exec(node.text)?.[1];
    const asked = { ...(version && { version }), ...(written !== undefined && { written }), ...(input !== undefined && { input }) };
    return { text, span, fixed, args: [], ...asked };
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
          if (value !== undefined && GO_NAME.test(path[2]!)) this.cell.name(path[2]!);
        } else if (path) value = settings.findLast(s => s.name === path[2])?.text;
        return { ...place, text: value, ...(source && { source }) };
      });
  }
}

/** It asks go for packages. */
const isLint = (step: StageStep): boolean => step.kind === 'run' && step.command.name === 'golangci-lint';

/** From version 6 on it sets GOTOOLCHAIN=local (actions/setup-go#460). */
const setsLocal = (uses: string): boolean => Number(/@v(\d+)(?:\.\d+)*$/.exec(uses)?.[1] ?? 0) >= 6;

/** The step's `if`. */
const conditionOf = (step: DataNode): string => scalarText(child(step, 'if')) ?? '';

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
