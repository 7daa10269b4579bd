/** Go commands of a Dockerfile that want the vendor folder, which a .dockerignore keeps out of the image. */

import type { Span } from '../base/finding.js';
import { joinPath, relativeTo } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import { baseImage, stepsOf } from '../builds/dockerfile/stages.js';
import { type GoCommand, goFlag } from '../shell/go-command.js';
import type { StageStep } from '../shell/shell-records.js';
import { contextsOfBuilds } from './go-work-in-force.js';
import { moduleInImage } from './image-build.js';
import { BRINGS_MORE, isHarmless } from './missing-modules.js';
import type { WorkspaceView } from './view.js';

export interface HiddenVendor {
  readonly command: GoCommand;
  /** The flag, or the command where a variable has it. */
  readonly span: Span;
  readonly ignore: { readonly file: string; readonly span: Span };
}

const VERBS = new Set(['build', 'install', 'test', 'vet', 'run', 'list', 'generate']);

/** The first command of each stage that surely fails. */
export function findHiddenVendor(facts: DockerfileFacts, workspace: WorkspaceView): HiddenVendor[] {
  if (BRINGS_MORE.test(workspace.text(facts.path) ?? '<<')) return [];
  return facts.stages.flatMap((stage): HiddenVendor[] => {
    if (!baseImage(facts, stage)?.go) return [];
    const steps = stepsOf(facts, stage);
    const at = steps.findIndex(step => step.kind === 'go' && wantsVendor(step.command));
    const step = steps[at];
    if (step?.kind !== 'go' || !stage.steps.includes(step) || step.command.cwd === undefined) return [];
    const { command } = step;
    const module = moduleInImage(facts, command, workspace);
    const isRoot = module && contextsOfBuilds(facts, module, workspace).every(root => root === module.dir);
    if (!module || !isRoot || module.isPartial || module.requires.length === 0) return [];
    if (steps.slice(0, at).some(before => mayBringVendor(before, `${command.cwd}/vendor`))) return [];
    const ignore = ignoreOf(facts.path, module.dir, workspace);
    const span = command.flags.written.findLast(flag => flag.name === 'mod')?.span ?? command.span;
    return ignore ? [{ command, span, ignore }] : [];
  });
}

function wantsVendor(command: GoCommand): boolean {
  const mod = goFlag(command, 'mod');
  const isAsked = mod !== undefined && mod !== 'unknown' && mod.text === 'vendor' && mod.args.length === 0;
  return isAsked && command.certain && command.onFailure !== 'goes on' && VERBS.has(command.verb ?? '');
}

function mayBringVendor(step: StageStep, place: string): boolean {
  if (step.kind === 'go') return step.command.verb === undefined || /^(?:mod|work|generate|run)$/.test(step.command.verb);
  if (step.kind === 'run') return !isHarmless(step.command);
  if (step.kind !== 'copy') return false;
  const { sources, destination, from, inline } = step.copy;
  if (inline || destination === undefined || sources.some(s => s === undefined || s.includes('vendor'))) return true;
  return from !== undefined && relativeTo(destination, place) !== undefined;
}

/** The line that leaves the folder out. */
function ignoreOf(dockerfile: string, root: string, workspace: WorkspaceView): HiddenVendor['ignore'] | undefined {
  const own = `${dockerfile}.dockerignore`;
  const file = workspace.text(own) === undefined ? joinPath(root, '.dockerignore') : own;
  const lines = (workspace.text(file) ?? '').split('\n');
  // What a pattern brings back may be in the folder.
  if (lines.some(line => /^\s*!/.test(line) && /vendor|[*?[]/.test(line))) return undefined;
  let start = 0;
  for (const line of lines) {
    const text = line.trim();
    if (HIDES.test(text)) return { file, span: { start: start + line.indexOf(text), end: start + line.indexOf(text) + text.length } };
    start += line.length + 1;
  }
  return undefined;
}

/** The folder, all that is in it, or everything. */
const HIDES = /^(?:\.?\/)?(?:(?:\*\*\/)?vendor(?:\/(?:\*\*?)?)?|\*\*?)$/;
