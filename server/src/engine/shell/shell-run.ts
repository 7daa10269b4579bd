/**
 * Walks the commands of one RUN in the order a shell runs them and notes what matters: go commands with their settings, installed
 * packages, directories, copied files. It follows what it can read and forgets what unread code might have changed.
 */

import type { Span } from '../base/finding.js';
import { baseName, leavesTree, resolvePath } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { ShellAssignment, ShellNode } from '../syntax/shell-node.js';
import { sourceOf, type Word } from '../syntax/word.js';
import { ANYTHING, type Environment, fields, type Setting, UNKNOWN } from './environment.js';
import { parseGoArguments } from './go-command.js';
import { installedPackages } from './package-managers.js';
import { scriptCalled } from './script-call.js';
import type { ExperimentSetting } from './shell-records.js';
import { commandSpan, type Field, readEnvCommand, readSettings } from './shell-settings.js';
import type { ShellSink } from './shell-sink.js';
import { merged, type ShellState, without } from './shell-state.js';

export type { ShellState } from './shell-state.js';

const MAX_NESTING = 8;
/** Commands of a script that run before the runner rests. */
const NODES_PER_SLICE = 50;
/** Commands followed in one RUN; functions that call themselves would not end. */
const MAX_COMMANDS = 5000;
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);
/** Tools that run what another file says. */
const CALLS = new Set(['make', 'gmake', 'goreleaser', 'docker', 'podman', 'buildah', 'nerdctl']);
const WRAPPERS = new Set(['time', 'exec', 'command', 'nohup', 'nice', 'builtin']);

export class ShellRunner {
  private readonly functions = new Map<string, readonly ShellNode[]>();
  private left = MAX_COMMANDS;

  constructor(
    private readonly sink: ShellSink,
    private state: ShellState,
  ) {}

  /** Runs the nodes and returns the state they leave. `direct`: the text stands in the file as it is run. */
  run(nodes: readonly ShellNode[], certain = true, direct = true, depth = 0): ShellState {
    for (const node of nodes) if (--this.left > 0) this.node(node, certain, direct, depth);
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
    this.command(
      words.map(word => ({ word, text: sourceOf(word).text, args: [] })),
      { span, assignments: [], writes: [] },
      true,
      false,
      0,
    );
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
        const all: Field[] = [];
        for (const word of node.words) {
          const values = fields(word, this.state.environment);
          if (values === undefined) all.push({ ...UNKNOWN, word, many: true });
          else for (const value of values) all.push({ ...value, word });
        }
        const rest = {
          span: node.span,
          assignments: node.assignments,
          writes: node.writes,
          ...(node.input && { input: node.input }),
        };
        this.command(all, rest, certain, direct, depth);
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
    return { ...this.state.environment.expand(a.value), name: a.name, origin: 'shell', span, word: a.value };
  }

  private noteExperiment(setting: Setting, place: ExperimentSetting['place']): void {
    if (setting.name !== 'GOEXPERIMENT' || !setting.span || !setting.word) return;
    this.sink.experiment({ place, stage: this.sink.stage, value: setting.word, expanded: setting, span: setting.span });
  }

  private command(
    words: readonly Field[],
    node: { span: Span; assignments: readonly ShellAssignment[]; writes: readonly Word[]; input?: Word },
    certain: boolean,
    direct: boolean,
    depth: number,
  ): void {
    let environment = this.state.environment;
    for (const name of this.state.hidden) environment = environment.without(name);
    for (const a of node.assignments) {
      const setting = this.setting(a);
      this.noteExperiment(setting, 'RUN');
      environment = environment.with(setting);
    }
    let rest = words;
    let plain = direct;
    for (;;) {
      const head = rest[0]?.text;
      if (head === 'env') {
        const read = readEnvCommand(rest.slice(1), environment);
        if (!read) break;
        for (const setting of read.settings) this.noteExperiment(setting, 'RUN');
        environment = read.environment;
        rest = read.rest;
      } else if (head !== undefined && WRAPPERS.has(head) && rest.length > 1 && !rest[1]!.text?.startsWith('-')) {
        rest = rest.slice(1);
        plain = false;
      } else break;
    }
    const head = rest[0];
    const name = head?.text === undefined ? undefined : baseName(head.text);
    if (head && name === 'go') this.go(rest, environment, certain, plain);
    else if (name !== undefined && this.shell(name, rest, node, environment, certain, depth)) return;
    else if (name === 'cd' || name === 'pushd') this.changeDirectory(rest[1]);
    else if (name === 'popd') this.state = { ...this.state, cwd: undefined };
    else if (name === 'unset') for (const f of rest.slice(1)) this.unset(f.text);
    else if (name === '.' || name === 'source') this.state = { ...this.state, environment: ANYTHING };
    else {
      const text = rest.map(f => f.text);
      const installs = installedPackages(text);
      const writes = node.writes.map(w => this.absolute(this.state.environment.expand(w).text));
      const { cwd, written } = this.state;
      const calls = name !== undefined && (CALLS.has(name) || scriptCalled(text) !== undefined) && head;
      const call = calls && { environment, written, ...(plain && { prefixAt: head.word.span.start }) };
      const command = { span: node.span, name, words: text, cwd, certain, writes, ...(installs && { installs }), ...(call && { call }) };
      this.sink.step({ kind: 'run', command });
    }
  }

  /** True when the command runs a script that could be read. */
  private shell(
    name: string,
    words: readonly Field[],
    node: { input?: Word },
    environment: Environment,
    certain: boolean,
    depth: number,
  ): boolean {
    const body = this.functions.get(name);
    if (depth > MAX_NESTING) return false;
    if (body) {
      this.run(body, certain, false, depth + 1);
      return true;
    }
    let script: Word | undefined;
    if (name === 'eval' && words.length === 2) script = words[1]!.word;
    else if (SHELLS.has(name)) {
      const flag = words.findIndex((f, i) => i > 0 && /^-\w*c$/.test(f.text ?? ''));
      script =
        flag > 0 ? words[flag + 1]?.word : words.slice(1).every(f => f.text?.startsWith('-') && f.text !== '-c') ? node.input : undefined;
    }
    if (!script) return false;
    const { text, at } = sourceOf(script);
    const parsed = this.sink.bash.parse(text, i => at[Math.min(i, at.length - 1)] ?? script.span.start);
    const before = this.state;
    this.state = { ...before, environment };
    this.run(parsed.body, certain, false, depth + 1);
    if (name !== 'eval') this.state = { ...before, written: this.state.written };
    return true;
  }

  private go(words: readonly Field[], environment: Environment, certain: boolean, direct: boolean): void {
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
        ...(direct && { prefixAt: span.start }),
        certain,
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

  private changeDirectory(to: Field | undefined): void {
    this.state = { ...this.state, cwd: to ? this.absolute(to.text) : undefined };
  }

  private unset(name: string | undefined): void {
    if (name === undefined || name.startsWith('-')) return;
    this.state = { ...this.state, environment: this.state.environment.without(name) };
  }

  private absolute(path: string | undefined): string | undefined {
    if (path === undefined || (this.state.inTree && leavesTree(this.state.cwd, path))) return undefined;
    return resolvePath(this.state.cwd, path);
  }
}
