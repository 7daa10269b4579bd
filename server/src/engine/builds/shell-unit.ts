/** Runs the shell text of a build file and keeps the go commands, with the settings each of them sees. */
import { type Sliced, whole } from '../base/slices.js';
import { CommandBudget } from '../shell/command-budget.js';
import type { Environment, Setting } from '../shell/environment.js';
import type { GoCommand } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { ShellRunner } from '../shell/shell-run.js';
import type { ShellSink } from '../shell/shell-sink.js';
import type { ShellState } from '../shell/shell-state.js';
import { UNKNOWN_VARIABLE } from '../shell/stand-ins.js';
import type { BashParser } from '../syntax/bash.js';
import { LogicalText } from '../syntax/logical-text.js';
import type { ShellScript } from '../syntax/shell-node.js';
import { containerEnvironment, experimentSetting } from './container-units.js';
import type { Replacement } from './replacement.js';

export interface ShellOutcome {
  readonly commands: readonly GoCommand[];
  /** All that was run, in order. */
  readonly steps: readonly StageStep[];
  readonly experiments: readonly Setting[];
  readonly state: ShellState;
  /** False when a part of a script could not be read. */
  readonly complete: boolean;
  /** A script runs more commands than are followed. */
  readonly isTooLong: boolean;
}

/** Scripts without one of these words run no go command, set nothing for one, call nothing that may, move no program and go nowhere. */
export const WORTH_READING =
  /\bgo\b|\bGO[A-Z]|CGO_|goreleaser|\bCFLAGS\b|\bLDFLAGS\b|make\b|docker\b|podman|buildah|nerdctl|\b(?:cp|mv|install|apt|apt-get|apk|dnf|yum|task|mage|just|cd|pushd|popd|source|eval)\b|\.sh\b|^\s*\.\s/;

/** For scripts that another place runs as its own: all that they do counts there. */
export const ANY_SCRIPT = /\S/;

/** The state before the first command. `cwd`: `/` is the folder that the tool starts in; undefined is unknown. */
export function shellState(environment: Environment, cwd?: string, hasOwnFolder = false): ShellState {
  return { environment, hidden: new Set(), written: new Map(), cwd, inTree: true, ...(hasOwnFolder && { hasOwnFolder }) };
}

/** Of texts that are run as they stand: each cell of a matrix does, and each job that an anchor leads to. */
const known = new WeakMap<LogicalText, ShellScript>();

/** Runs scripts one after another. `shared`: in one shell, so that what one exports the next sees. */
export function runScripts(bash: BashParser, scripts: readonly LogicalText[], start: ShellState, shared: boolean): ShellOutcome {
  return whole(runningScripts(bash, scripts, start, shared));
}

/** The same in slices. */
export function* runningScripts(
  bash: BashParser,
  scripts: Iterable<LogicalText>,
  start: ShellState,
  shared: boolean,
  worthReading = WORTH_READING,
): Sliced<ShellOutcome> {
  const steps: StageStep[] = [];
  const experiments: Setting[] = [];
  let state = start;
  let complete = true;
  let isTooLong = false;
  for (const script of scripts) {
    yield;
    if (!worthReading.test(script.text)) continue;
    const parsed = known.get(script) ?? (yield* bash.parsing(script.text, script.offsetAt));
    known.set(script, parsed);
    complete &&= parsed.complete;
    const sink: ShellSink = {
      bash,
      stage: 0,
      step: step => void steps.push(step),
      experiment: e => void experiments.push(experimentSetting(e)),
      entered: containerEnvironment,
    };
    const budget = new CommandBudget(script.text.length);
    const runner = new ShellRunner(sink, state, budget);
    const after = yield* runner.running(parsed.body);
    isTooLong ||= budget.isSpent;
    complete &&= !budget.isSpent;
    state = shared ? after : { ...start, written: after.written };
  }
  const commands = steps.flatMap(s => (s.kind === 'go' ? [s.command] : []));
  return { commands, steps, experiments, state, complete, isTooLong };
}

/** True for a step that builds a program or calls what may. */
export function mayBuild(step: StageStep): boolean {
  return step.kind === 'go' || (step.kind === 'run' && step.command.call !== undefined);
}

/** Characters that are filled into one script; what is longer is unknown. */
const MAX_FILLED_IN = 20_000;

/** The script with its holes filled; what is filled in stands where the hole begins. */
export function substitute(script: LogicalText, replacements: readonly Replacement[]): LogicalText {
  if (replacements.length === 0) return script;
  const pieces: { text: string; offset: number }[] = [];
  const copy = (from: number, to: number): void => {
    // Piece by piece: a folded line is no straight run of the file.
    for (let i = from; i < to; ) {
      const offset = script.offsetAt(i);
      let j = i + 1;
      while (j < to && script.offsetAt(j) === offset + (j - i)) j++;
      pieces.push({ text: script.text.slice(i, j), offset });
      i = j;
    }
  };
  let at = 0;
  let left = MAX_FILLED_IN;
  for (const r of replacements) {
    copy(at, r.start);
    const isUnknown = r.text === undefined || r.text.length > left;
    const text = isUnknown ? UNKNOWN_VARIABLE : r.text;
    if (!isUnknown) left -= text.length;
    const [from, last] = [script.offsetAt(r.start), script.offsetAt(r.end - 1)];
    // The last character stands at the hole's last, so that a span over the value is one over the hole.
    if (text.length > 1) for (const c of text.slice(0, -1)) pieces.push({ text: c, offset: from });
    if (text !== '') pieces.push({ text: text.slice(-1), offset: last });
    at = r.end;
  }
  copy(at, script.text.length);
  return LogicalText.of(pieces);
}
