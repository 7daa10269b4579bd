/** Scripts of the build context that an image starts, and whether the interpreter of their first line is there. */

import { baseName, joinPath, relativeTo, resolvePath, withoutSlash } from '../base/paths.js';
import { startedBy } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { baseImage, isPlainPackage, mayBringFiles, rootStage, stepsOf } from '../builds/dockerfile/stages.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { contextsOf } from './image-build.js';
import { mayBringShell, stagesWithoutShell, surelyLacks } from './image-shell.js';
import type { WorkspaceView } from './view.js';

export interface ScriptStart {
  readonly stage: StageFacts;
  readonly root: StageFacts;
  readonly process: ProcessFacts;
  /** In the image. */
  readonly path: string;
  /** In the workspace. */
  readonly file: string;
  /** As the first line names it. */
  readonly interpreter: string;
  /** `env` looks for it, and is there. */
  readonly byEnv: boolean;
}

const FIRST_LINE = /^#!\s*(\S+)(?:[ \t]+([\w./-]+))?/;

/** In the order of the stages; those whose interpreter is surely not in the image. */
export function scriptsWithoutInterpreter(facts: DockerfileFacts, workspace: WorkspaceView): ScriptStart[] {
  const scripts = facts.stages.flatMap(stage => scriptOf(facts, stage, workspace) ?? []);
  if (scripts.length === 0) return [];
  const bare = stagesWithoutShell(facts, workspace);
  return scripts.filter(({ stage, interpreter }) => {
    const name = baseName(interpreter);
    if (bare.includes(stage)) return surelyLacks(facts, stage, name);
    return name === 'bash' && lacksBash(facts, stage);
  });
}

function scriptOf(facts: DockerfileFacts, stage: StageFacts, workspace: WorkspaceView): ScriptStart | undefined {
  const process = startedBy(stage);
  const word = process?.form === 'exec' ? process.words?.[0] : undefined;
  // What others continue is not yet the image.
  if (!process || !word?.includes('/') || facts.stages.some(s => s.from.parent === stage.index)) return undefined;
  const path = resolvePath(stage.workdir, word);
  const copied = path === undefined ? undefined : sourceOf(facts, stage, path);
  if (path === undefined || copied === undefined || stepsOf(facts, stage).some(step => mayWrite(step, path))) return undefined;
  const files = contextsOf(facts.path).flatMap(context => {
    const file = joinPath(context, copied);
    const line = FIRST_LINE.exec(workspace.text(file)?.slice(0, 200) ?? '');
    return line ? [{ file, program: line[1]!, argument: line[2] }] : [];
  });
  const [first, ...others] = files;
  if (!first || others.some(o => o.program !== first.program || o.argument !== first.argument)) return undefined;
  const byEnv = first.program === '/usr/bin/env' && first.argument !== undefined;
  const interpreter = byEnv ? first.argument! : first.program;
  return { stage, root: rootStage(facts, stage), process, path, file: first.file, interpreter, byEnv };
}

/** The path in the build context that the last copy puts there. */
export function sourceOf(facts: DockerfileFacts, stage: StageFacts, path: string): string | undefined {
  const last = lastCopy(facts, stage, path);
  return !last || last.copy.from || last.copy.inline || last.origin === '' ? undefined : last.origin;
}

/** The last copy that puts something there; its `origin` is empty where nobody knows what. */
export function lastCopy(facts: DockerfileFacts, stage: StageFacts, path: string): { copy: CopyFacts; origin: string } | undefined {
  const copies = stepsOf(facts, stage).flatMap(step => (step.kind === 'copy' ? [step.copy] : []));
  for (const copy of copies.reverse()) {
    const origin = origins(copy, path);
    if (origin !== undefined) return { copy, origin };
  }
  return undefined;
}

const KEEPS_TEXT = /^(?:chmod|chown|chgrp|ls|cat|test|\[)$/;

/** A command that names the file, or several by a pattern, and may write another first line. */
export function mayWrite(step: StageStep, path: string): boolean {
  if (step.kind !== 'run' || KEEPS_TEXT.test(step.command.name ?? '')) return false;
  const { words, writes } = step.command;
  // Line ends alone.
  if (words.some(w => w?.includes('\\r'))) return false;
  return [...words, ...writes].some(w => w !== undefined && (w.includes(baseName(path)) || /\*/.test(w)));
}

/** Undefined where the copy leaves the path alone; empty where nobody knows what it puts there. */
function origins({ sources, destination }: CopyFacts, path: string): string | undefined {
  if (destination === undefined || sources.includes(undefined)) return '';
  const rest = relativeTo(withoutSlash(destination), path);
  if (rest === undefined) return undefined;
  const named = sources.find(s => baseName(s!) === rest && !/[*?[]/.test(s!));
  if (named !== undefined) return named;
  if (sources.some(s => /[*?[]/.test(s!)) || sources.length > 1) return '';
  return rest === '' ? sources[0]! : `${withoutSlash(sources[0]!)}/${rest}`;
}

/** Alpine has none unless a package brings it. */
function lacksBash(facts: DockerfileFacts, stage: StageFacts): boolean {
  const { image, args } = rootStage(facts, stage).from;
  const entry = baseImage(facts, stage);
  if (entry?.packages !== 'apk' || image?.repository !== 'alpine' || args.length > 1) return false;
  return !stepsOf(facts, stage).some(step => {
    if (step.kind === 'copy') return step.copy.from !== undefined && mayBringShell(step, []);
    if (step.kind !== 'run') return false;
    const { installs } = step.command;
    return installs ? installs.some(p => p === undefined || p === 'bash' || !isPlainPackage(p)) : mayBringFiles(step.command, /bash/);
  });
}
