/**
 * Walks the commands of one RUN in the order a shell runs them and notes what matters: go commands with their settings, installed
 * packages, directories, copied files. It follows what it can read and forgets what unread code might have changed.
 */

import type { Span } from '../base/finding.js';
import { baseName, leavesTree, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import { within } from '../syntax/failing-commands.js';
import type { OnFailure, ShellAssignment, ShellCommand, ShellNode } from '../syntax/shell-node.js';
import { sourceOf, type Word } from '../syntax/word.js';
import type { CommandBudget } from './command-budget.js';
import { containerRun, containerState, inTreeOf } from './container-run.js';
import { ANYTHING, type Environment, type Setting } from './environment.js';
import { type GoCommand, parseGoArguments } from './go-command.js';
import { fieldsOf, folderOfTree, TREE, withFolders, withoutTree } from './known-folders.js';
import { runRecord } from './run-record.js';
import { scriptGiven } from './script-call.js';
import type { ContainerCommand, ExperimentSetting, StageStep } from './shell-records.js';
import { commandSpan, type Field, readSettings, unwrapped, withoutNames } from './shell-settings.js';
import type { ShellSink } from './shell-sink.js';
import { merged, type ShellState, without } from './shell-state.js';

export type { ShellState } from './shell-state.js';

const MAX_NESTING = 8;
/** Commands of a script that run before the runner rests. */
const NODES_PER_SLICE = 50;
type HowRun = Pick<GoCommand, 'certain' | 'onFailure'> & { plain: boolean };

export class ShellRunner {
  private readonly functions = new Map<string, readonly ShellNode[]>();
  /** Variables that hold a path of the tree. */
  private readonly ofTree = new Set<string>();
  /** Folders that `pushd` has left. */
  private readonly folders: (string | undefined)[] = [];
  private readonly begun: Environment;
  /** What becomes of all that runs when the inner script that is running fails. */
  private onFailure: OnFailure | undefined = 'ends';

  constructor(
    private readonly sink: ShellSink,
    private state: ShellState,
    private readonly budget: CommandBudget,
  ) {
    this.begun = state.environment;
  }

  /** Runs the nodes and returns the state they leave. `direct`: the text stands in the file as it is run. */
  run(nodes: readonly ShellNode[], certain = true, direct = true, depth = 0): ShellState {
    for (const node of nodes) if (this.budget.take()) this.node(node, certain, direct, depth);
    return this.state;
  }

  /** The same for a whole script, in slices. */
  *running(script: readonly ShellNode[]): Sliced<ShellState> {
    for (let i = 0; i < script.length; i += NODES_PER_SLICE) {
      this.run(script.slice(i, i + NODES_PER_SLICE));
      yield;
    }
    return this.state;
  }

  /** An exec-form RUN: no shell, no variables. */
  exec(words: readonly Word[], span: Span): ShellState {
    const fields = words.map(word => ({ word, text: sourceOf(word).text, args: [] }));
    this.command(fields, { span, assignments: [], writes: [], onFailure: 'ends' }, true, false, 0);
    return this.state;
  }

  private node(node: ShellNode, certain: boolean, direct: boolean, depth: number): void {
    switch (node.kind) {
      case 'assign':
        for (const a of node.assignments) this.assign(a, node.exported);
        if (node.exported) for (const name of node.names) this.state = { ...this.state, hidden: without(this.state.hidden, name) };
        return;
      case 'subshell': {
        const before = this.state;
        this.run(node.body, certain, direct, depth);
        // Files outlive a subshell, and so does what `go env -w` wrote.
        this.state = { ...before, written: this.state.written };
        return;
      }
      case 'maybe': {
        const before = this.state;
        this.run(node.body, false, direct, depth);
        this.state = merged(before, this.state);
        return;
      }
      case 'function':
        this.functions.set(node.name, node.body);
        return;
      case 'command': {
        const all = node.words.flatMap(word => fieldsOf(word, this.state));
        this.command(all, node, certain, direct, depth);
      }
    }
  }

  private assign(a: ShellAssignment, exported: boolean): void {
    const known = this.state.environment.get(a.name);
    const setting = this.setting(a);
    this.noteExperiment(setting, 'RUN');
    const isExported = exported || (known !== undefined && known !== 'unknown' && !this.state.hidden.has(a.name));
    const hidden = isExported ? without(this.state.hidden, a.name) : new Set(this.state.hidden).add(a.name);
    this.state = { ...this.state, environment: this.state.environment.with(setting), hidden };
  }

  private setting(a: ShellAssignment): Setting {
    const span = { start: a.nameSpan.start, end: a.value.span.end };
    const value = this.state.environment.expand(withFolders(a.value, this.state));
    if (value.text?.includes(TREE)) this.ofTree.add(a.name);
    return { ...value, name: a.name, origin: 'shell', span, word: a.value };
  }

  private noteExperiment(setting: Setting, place: ExperimentSetting['place']): void {
    if (setting.name !== 'GOEXPERIMENT' || !setting.span || !setting.word) return;
    this.sink.experiment({ place, stage: this.sink.stage, value: setting.word, expanded: setting, span: setting.span });
  }

  private command(
    words: readonly Field[],
    node: Omit<ShellCommand, 'kind' | 'words'>,
    certain: boolean,
    direct: boolean,
    depth: number,
  ): void {
    let { environment } = this.state;
    for (const name of this.state.hidden) environment = environment.without(name);
    for (const a of node.assignments) {
      const setting = this.setting(a);
      this.noteExperiment(setting, 'RUN');
      environment = environment.with(setting);
    }
    if (this.ofTree.size > 0) environment = withoutTree(environment, this.ofTree);
    const { rest, plain, settings, ...inner } = unwrapped(words, environment, direct);
    for (const setting of settings) this.noteExperiment(setting, 'RUN');
    environment = inner.environment;
    const [head] = rest;
    const name = head?.text === undefined ? undefined : baseName(head.text);
    const onFailure = within(this.onFailure, node.onFailure);
    if (head && name === 'go') this.go(rest, environment, { certain, plain, onFailure });
    else if (name !== undefined && this.shell(name, rest, node, environment, certain, depth)) return;
    else if (name === 'cd' || name === 'pushd') this.changeDirectory(rest.slice(1), name === 'pushd');
    else if (name === 'popd') this.state = { ...this.state, cwd: this.folders.pop() };
    else if (name === 'unset') this.state = { ...this.state, environment: withoutNames(this.state.environment, rest.slice(1)) };
    else if (name === '.' || name === 'source') this.state = { ...this.state, environment: ANYTHING };
    else {
      const writes = node.writes.map(w => this.absolute(fieldsOf(w, this.state)[0]?.text));
      const container = this.container(rest, node.span, certain, depth);
      const place = { span: node.span, name, certain, plain, writes, environment, begun: this.begun, onFailure };
      const command = runRecord(rest, { ...place, ...(container && { container }) }, this.state);
      this.sink.step({ kind: 'run', command });
    }
  }

  /** What the command runs in a container, where that is of interest. */
  private container(words: readonly Field[], span: Span, certain: boolean, depth: number): ContainerCommand | undefined {
    const run =
      this.sink.entered && this.state.inTree && depth <= MAX_NESTING
        ? containerRun(words, path => (path.startsWith(TREE) ? folderOfTree(path) : this.absolute(path)))
        : undefined;
    const environment = run && this.sink.entered?.(run);
    if (!run || !environment) return undefined;
    const steps: StageStep[] = [];
    const experiments: ExperimentSetting[] = [];
    const sink: ShellSink = { ...this.sink, step: s => void steps.push(s), experiment: e => void experiments.push(e) };
    const inner = new ShellRunner(sink, containerState(run, environment), this.budget);
    if (run.command.length > 0) inner.command(run.command, { span, assignments: [], writes: [] }, certain, false, depth + 1);
    const image = { text: run.image.text!, span: run.image.word.span };
    return { image, environment, steps, experiments, settings: run.settings };
  }

  /** True when the command runs a script that could be read. */
  private shell(
    name: string,
    words: readonly Field[],
    node: Pick<ShellCommand, 'input' | 'onFailure'>,
    environment: Environment,
    certain: boolean,
    depth: number,
  ): boolean {
    const body = this.functions.get(name);
    if (depth > MAX_NESTING) return false;
    if (body) return this.inner(body, node, certain, depth);
    const script = scriptGiven(name, words, node.input);
    if (!script) return false;
    const { text, at } = sourceOf(script);
    const parsed = this.sink.bash.parse(text, i => at[Math.min(i, at.length - 1)] ?? script.span.start);
    const before = this.state;
    this.state = { ...before, environment };
    this.inner(parsed.body, node, certain, depth);
    if (name !== 'eval') this.state = { ...before, written: this.state.written };
    return true;
  }

  private inner(body: readonly ShellNode[], by: Pick<ShellCommand, 'onFailure'>, certain: boolean, depth: number): true {
    const { onFailure } = this;
    this.onFailure = within(onFailure, by.onFailure);
    this.run(body, certain, false, depth + 1);
    this.onFailure = onFailure;
    return true;
  }

  private go(words: readonly Field[], environment: Environment, { plain, ...how }: HowRun): void {
    const { flags, operands } = parseGoArguments(words.slice(2));
    const verb = words[1]?.text;
    const directory = flags.values.get('C');
    const cwd = directory ? this.absolute(directory.text) : this.state.cwd;
    if (verb === 'env' && flags.values.has('w')) this.writeGoEnv(words);
    const span = commandSpan(words);
    this.sink.step({
      kind: 'go',
      command: {
        verb,
        span,
        ...(plain && { prefixAt: span.start }),
        ...how,
        ...{ environment, shell: this.state.environment, written: this.state.written, cwd, flags, packages: operands },
      },
    });
  }

  private writeGoEnv(words: readonly Field[]): void {
    const written = new Map(this.state.written);
    for (const setting of readSettings(words.slice(2), 'go env -w')) {
      written.set(setting.name, setting);
      this.noteExperiment(setting, 'go env -w');
    }
    this.state = { ...this.state, written };
  }

  private changeDirectory(words: readonly Field[], isKept: boolean): void {
    const to = words.find(w => w.text === undefined || !/^-[LPe-]?$/.test(w.text));
    const ofTree = folderOfTree(to?.whole);
    const isBack = words.some(w => w.text === '-');
    if (isKept) this.folders.push(this.state.cwd);
    this.state = { ...this.state, cwd: ofTree ?? (to && !isBack ? this.absolute(to.text) : undefined) };
  }

  private absolute(path: string | undefined): string | undefined {
    const { mounts } = this.state;
    if (mounts && path?.startsWith('/')) return inTreeOf(path, mounts);
    return path === undefined || (this.state.inTree && leavesTree(this.state.cwd, path)) ? undefined : resolvePath(this.state.cwd, path);
  }
}
