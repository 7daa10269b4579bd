/** RUN in its forms: shell text, exec form, here-documents; and `--mount=type=bind`, which brings files in like a COPY. */

import { baseName, resolvePath } from '../../base/paths.js';
import type { Sliced } from '../../base/slices.js';
import { CommandBudget } from '../../shell/command-budget.js';
import type { CopyFacts, StageStep } from '../../shell/shell-records.js';
import { ShellRunner } from '../../shell/shell-run.js';
import type { ShellState } from '../../shell/shell-state.js';
import type { Instruction } from '../../syntax/dockerfile.js';
import { LogicalText } from '../../syntax/logical-text.js';
import type { FileContext } from './file-context.js';
import { readExecForm } from './process.js';

export interface RunContext {
  readonly file: FileContext;
  readonly stage: number;
  readonly shell: readonly string[];
  readonly state: ShellState;
  step(step: StageStep): void;
}

/** The state the shell leaves; only what `go env -w` wrote outlives the RUN. */
export function* runInstruction(instruction: Instruction, context: RunContext): Sliced<ShellState> {
  const { text } = instruction.arguments;
  const mounts: string[] = [];
  let at = text.search(/\S/);
  for (let m = flagAt(text, at); m; m = flagAt(text, at)) {
    const mount = m[0].startsWith('--mount=') ? bindMount(m[0].trim().slice('--mount='.length), instruction, context.state.cwd) : undefined;
    if (mount) context.step({ kind: 'copy', copy: mount });
    else if (m[0].startsWith('--mount=')) mounts.push(targetOf(m[0]));
    at += m[0].length;
  }
  const step: RunContext['step'] = done =>
    context.step(mounts.length > 0 && done.kind === 'run' ? { kind: 'run', command: { ...done.command, mounts } } : done);
  if (at < 0 || at >= text.length) return context.state;
  const sink = { bash: context.file.bash, stage: context.stage, step, experiment: context.file.experiment };
  const budget = new CommandBudget(text.length);
  const runner = new ShellRunner(sink, context.state, budget);
  const exec = readExecForm(instruction.arguments, at);
  if (exec) return runner.exec(exec, instruction.span);
  if (!/^(?:ba|da|a|k|z)?sh$/.test(baseName(context.shell[0] ?? ''))) {
    context.step({ kind: 'run', command: unreadable(instruction, context.state) });
    return context.state;
  }
  const script = scriptOf(instruction, at);
  if (script === undefined) {
    context.step({ kind: 'run', command: unreadable(instruction, context.state) });
    return context.state;
  }
  const parsed = yield* context.file.bash.parsing(script.text, script.offsetAt);
  const after = yield* runner.running(parsed.body);
  if (!parsed.complete || budget.isSpent) context.step({ kind: 'run', command: unreadable(instruction, after) });
  return after;
}

/** As it is written; empty where it is not. */
const targetOf = (flag: string): string => /\b(?:target|dst|destination)=([^,\s"]+)/.exec(flag)?.[1] ?? '';

function flagAt(text: string, at: number): RegExpExecArray | null {
  return at < 0 ? null : /^--[a-z][\w-]*(?:=(?:"[^"]*"|\S)*)?\s*/.exec(text.slice(at, at + 4096));
}

/** Stands for code that nobody read. */
function unreadable(instruction: Instruction, state: ShellState): Extract<StageStep, { kind: 'run' }>['command'] {
  return { span: instruction.span, name: undefined, words: [undefined], cwd: state.cwd, certain: true, writes: [] };
}

/** Shell text of the instruction; undefined when its here-document is for another interpreter. */
function scriptOf(instruction: Instruction, at: number): LogicalText | undefined {
  const source = instruction.arguments;
  const first = instruction.heredocs[0];
  const line = LogicalText.part(source, at, source.text.length);
  if (!first) return line;
  const alone = source.text.slice(at).trim() === first.opener;
  if (alone) return /^#!(?!.*\b(?:ba|da|a|k|z)?sh\b)/.test(first.body.text) ? undefined : first.body;
  return LogicalText.join(
    instruction.heredocs.flatMap((h, i) => [i === 0 ? line : undefined, i === 0 ? '\n' : undefined, h.body, `${h.name}\n`]),
  );
}

/** A bind mount of the build context; one from a stage or an image is left out, its files are gone after the RUN. */
function bindMount(options: string, instruction: Instruction, cwd: string | undefined): CopyFacts | undefined {
  const values = new Map(
    options
      .replace(/"/g, '')
      .split(',')
      .map(o => {
        const equals = o.indexOf('=');
        return equals < 0 ? [o, ''] : [o.slice(0, equals), o.slice(equals + 1)];
      }),
  );
  if ((values.get('type') ?? 'bind') !== 'bind' || values.has('from')) return undefined;
  const target = values.get('target') ?? values.get('dst') ?? values.get('destination');
  if (target === undefined) return undefined;
  const source = values.get('source') ?? values.get('src') ?? '.';
  return {
    keyword: 'COPY',
    span: instruction.span,
    sources: [/\$/.test(source) ? undefined : source],
    destination: /\$/.test(target) ? undefined : resolvePath(cwd, `${target}/`),
    inline: false,
  };
}
