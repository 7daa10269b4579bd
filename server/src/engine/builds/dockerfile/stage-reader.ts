/** Reads the instructions of one stage in order and keeps what they change. */

import { resolvePath } from '../../base/paths.js';
import type { Sliced } from '../../base/slices.js';
import { Environment, known, type Setting, type Value } from '../../shell/environment.js';
import type { StageStep } from '../../shell/shell-records.js';
import type { ShellState } from '../../shell/shell-state.js';
import type { Instruction } from '../../syntax/dockerfile.js';
import type { Word } from '../../syntax/word.js';
import { imageEntry } from '../../tables/images.js';
import { readCopy } from './copy.js';
import type { FromFacts, ProcessFacts, StageFacts } from './facts.js';
import type { FileContext } from './file-context.js';
import { readPairs, splitWords } from './instruction-words.js';
import { readExecForm, readHealthCheck, readProcess } from './process.js';
import { runInstruction } from './run.js';

/** The state that a stage hands to stages built on it. */
export interface StageState {
  environment: Environment;
  workdir: string | undefined;
  shell: readonly string[];
  user?: Setting;
  entrypoint?: ProcessFacts;
  cmd?: ProcessFacts;
  healthcheck?: ProcessFacts;
  written: ReadonlyMap<string, Setting>;
}

/** Build arguments that the builder sets; their values are those of the machine, except the operating system. */
export const PLATFORM_ARGS = [
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETARCH',
  'TARGETVARIANT',
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDARCH',
  'BUILDVARIANT',
];

export function platformArg(name: string): Value {
  return { text: name === 'TARGETOS' || name === 'BUILDOS' ? 'linux' : undefined, args: [name] };
}

const SHELL = ['/bin/sh', '-c'];

export class StageReader {
  state: StageState;
  private readonly steps: StageStep[] = [];
  private end: number;

  constructor(
    private readonly file: FileContext,
    private readonly index: number,
    private readonly name: string | undefined,
    private readonly from: FromFacts,
    private readonly start: number,
    parent: StageState | undefined,
  ) {
    this.state = parent ? { ...parent } : baseState(from);
    this.end = from.span.end;
  }

  *read(instruction: Instruction): Sliced<void> {
    this.end = instruction.span.end;
    const { escapeChar } = this.file;
    const { state } = this;
    switch (instruction.keyword) {
      case 'ENV':
      case 'ARG':
        this.variables(instruction.keyword, instruction);
        return;
      case 'WORKDIR': {
        const path = state.environment.expand(splitWords(instruction.arguments, escapeChar)[0]).text;
        state.workdir = path === undefined || path === '' ? undefined : resolvePath(state.workdir, path)?.replace(/(.)\/$/, '$1');
        this.step({ kind: 'workdir', path: state.workdir });
        return;
      }
      case 'VOLUME':
        for (const path of volumes(instruction, escapeChar)) this.step({ kind: 'workdir', path: state.environment.expand(path).text });
        return;
      case 'USER': {
        const word = splitWords(instruction.arguments, escapeChar)[0];
        if (word) state.user = { ...state.environment.expand(word), name: 'USER', origin: 'ENV', span: word.span, word };
        return;
      }
      case 'SHELL':
        state.shell = readProcess(instruction)?.words ?? state.shell;
        return;
      case 'ENTRYPOINT':
        this.process('entrypoint', instruction);
        // A new ENTRYPOINT drops the base image's CMD, but not one of this stage; both are read as "no argument known".
        return;
      case 'CMD':
        this.process('cmd', instruction);
        return;
      case 'HEALTHCHECK': {
        const { healthcheck: _, ...others } = state;
        const check = readHealthCheck(instruction);
        this.state = { ...others, ...(check && { healthcheck: check }) };
        return;
      }
      case 'COPY':
      case 'ADD': {
        const copy = readCopy(instruction, escapeChar, state.environment, state.workdir, this.file.stages);
        if (copy) this.step({ kind: 'copy', copy });
        return;
      }
      case 'RUN':
        yield* this.run(instruction);
    }
  }

  finish(): StageFacts {
    const { environment, workdir, shell, user, entrypoint, cmd, healthcheck } = this.state;
    return {
      index: this.index,
      ...(this.name !== undefined && { name: this.name }),
      span: { start: this.start, end: this.end },
      from: this.from,
      environment,
      workdir,
      shell,
      ...(user && { user }),
      ...(entrypoint && { entrypoint }),
      ...(cmd && { cmd }),
      ...(healthcheck && { healthcheck }),
      steps: this.steps,
    };
  }

  private step(step: StageStep): void {
    if (this.file.budget.steps-- > 0) this.steps.push(step);
  }

  private process(which: 'entrypoint' | 'cmd', instruction: Instruction): void {
    const facts = readProcess(instruction);
    if (facts) this.state[which] = facts;
  }

  private variables(keyword: 'ENV' | 'ARG', instruction: Instruction): void {
    const before = this.state.environment;
    const pairs = readPairs(keyword, instruction.arguments, this.file.escapeChar);
    for (const pair of pairs) {
      if (pair.name === '') continue;
      const span = { start: pair.nameSpan.start, end: (pair.value?.span ?? pair.nameSpan).end };
      const value = keyword === 'ENV' ? before.expand(pair.value) : this.argument(pair.name, pair.value, before);
      // An ARG without a default takes the one given before the first FROM.
      const word = pair.value ?? (keyword === 'ARG' ? this.file.globals.get(pair.name)?.word : undefined);
      const setting: Setting = { ...value, name: pair.name, origin: keyword, span, ...(word && { word }) };
      if (pair.name === 'GOEXPERIMENT' && pair.value) {
        this.file.experiment({
          place: keyword,
          stage: this.index,
          value: pair.value,
          expanded: value,
          span,
          ...(pairs.length === 1 && { instruction: instruction.span }),
        });
      }
      const old = this.state.environment.get(pair.name);
      // An ENV, also one of the base image, wins over an ARG of the same name.
      const shadowed = keyword === 'ARG' && old !== undefined && old !== 'unknown' && (old.origin === 'ENV' || old.origin === 'base image');
      if (!shadowed) this.state.environment = this.state.environment.with(setting);
    }
  }

  private argument(name: string, word: Word | undefined, before: Environment): Value {
    if (this.file.given.has(name)) return { text: this.file.given.get(name), args: [] };
    if (word) {
      const value = before.expand(word);
      return { text: value.text, args: [...new Set([...value.args, name])] };
    }
    const global = this.file.globals.get(name);
    if (global) return { text: global.text, args: global.args };
    return PLATFORM_ARGS.includes(name) ? platformArg(name) : { text: undefined, args: [name] };
  }

  private *run(instruction: Instruction): Sliced<void> {
    if (this.file.budget.steps <= 0) return;
    const { state } = this;
    const shell: ShellState = { environment: state.environment, hidden: new Set(), written: state.written, cwd: state.workdir };
    const after = yield* runInstruction(instruction, {
      file: this.file,
      stage: this.index,
      shell: state.shell,
      state: shell,
      step: step => this.step(step),
    });
    state.written = after.written;
  }
}

/** What the base image brings; an image nobody checked may have set anything. */
function baseState(from: FromFacts): StageState {
  const entry = from.image && imageEntry(from.image);
  const settings = Object.entries(entry?.environment ?? {}).map(
    ([name, text]): Setting => ({ ...known(text), name, origin: 'base image' }),
  );
  return {
    environment: Environment.of(settings, entry !== undefined && entry.libc !== 'unknown'),
    workdir: entry ? (entry.workdir ?? '/') : undefined,
    shell: SHELL,
    written: new Map(),
  };
}

/** Paths of VOLUME, in either form. */
function volumes(instruction: Instruction, escapeChar: string): readonly Word[] {
  return readExecForm(instruction.arguments) ?? splitWords(instruction.arguments, escapeChar);
}
