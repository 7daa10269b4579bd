/** Go commands of a Dockerfile that need a module of another project, where go.mod is copied into the image and go.sum is not. */

import { baseName, joinPath, withoutSlash } from '../base/paths.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { goInForce, stepsOf } from '../builds/dockerfile/stages.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { takesHead } from '../go/package/package-files.js';
import { type GoCommand, goFlag, goSetting } from '../shell/go-command.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { foldersBuilt, moduleInImage } from './image-build.js';
import { BRINGS_MORE, bringsFile, isHarmless } from './missing-modules.js';
import { neededPackages } from './needed-packages.js';
import type { WorkspaceView } from './view.js';

export interface MissingSum {
  readonly command: GoCommand;
  /** A module that the program needs. */
  readonly module: string;
  /** The copy that leaves it out. */
  readonly copy: CopyFacts;
}

const VERBS = new Set(['build', 'install']);
/** From here on `go mod download` writes no sums of what it downloads (go.dev/doc/go1.18). */
const FIRST = 18;

/** The first command of each stage that surely fails. */
export function findMissingSums(facts: DockerfileFacts, workspace: WorkspaceView): MissingSum[] {
  if (BRINGS_MORE.test(workspace.text(facts.path) ?? '<<')) return [];
  return facts.stages.flatMap((stage): MissingSum[] => {
    const steps = stepsOf(facts, stage);
    const at = steps.findIndex(step => step.kind === 'go' && VERBS.has(step.command.verb ?? ''));
    const step = steps[at];
    if (step?.kind !== 'go' || !stage.steps.includes(step) || !readsSums(facts, stage, step.command)) return [];
    const { command } = step;
    const before = steps.slice(0, at);
    if (before.some(mayBringSum) || command.cwd === undefined) return [];
    const copies = before.flatMap(s => (s.kind === 'copy' ? [s.copy] : []));
    const place = withoutSlash(command.cwd);
    const copy = copies.find(c => !c.from && bringsFile(c, place, GO_MOD) && c.sources.some(s => baseName(s!) === 'go.mod'));
    if (!copy || copies.some(c => bringsFile(c, place, SUM) || c.sources.some(s => /vendor|go\.work/.test(s!)))) return [];
    const module = moduleInImage(facts, command, workspace);
    const needed = module && moduleNeeded(facts, stage, command, module, workspace);
    return needed === undefined ? [] : [{ command, module: needed, copy }];
  });
}

/** Words by which a copy names go.mod. */
export const GO_MOD = /^(?:go\.(?:mod|\*|m\w*\*?)|\*\.mod)$/;
const SUM = /^(?:go\.(?:sum|\w*\*|\*\w*|s\w*\*?)|\*\.sum|\*|\*\.\*|go\*)$/;

/** A command that may not change go.sum, of a release that asks for it. */
function readsSums(facts: DockerfileFacts, stage: StageFacts, command: GoCommand): boolean {
  const go = goInForce(facts, stage, command);
  const isPlain = ['mod', 'modfile'].every(name => goFlag(command, name) === undefined) && goSetting(command, 'GO111MODULE') === undefined;
  return (
    go !== undefined &&
    (go.version === undefined || go.version.minor >= FIRST) &&
    isPlain &&
    command.certain &&
    command.onFailure !== 'goes on'
  );
}

function mayBringSum(step: StageStep): boolean {
  if (step.kind === 'go') {
    const { verb, packages } = step.command;
    return !(verb === 'env' || verb === 'version' || (verb === 'mod' && packages.length === 1 && packages[0] === 'download'));
  }
  if (step.kind === 'run') return !isHarmless(step.command);
  return step.kind === 'copy' && (step.copy.inline || step.copy.destination === undefined || step.copy.sources.includes(undefined));
}

/** A module that the program's own packages import from, whatever is built for. */
function moduleNeeded(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  module: GoModFacts,
  workspace: WorkspaceView,
): string | undefined {
  if (module.isPartial || workspace.text(joinPath(module.dir, 'go.work')) !== undefined) return undefined;
  const folders = foldersBuilt(facts, stage, command, workspace).flatMap(f => neededPackages(f, module, [], workspace).map(p => p.dir));
  const files = [...new Set(folders)].flatMap(folder => workspace.packageDeclarations(folder).files);
  const isTaken = (f: (typeof files)[number]) =>
    !f.isTest && [true, false].every(cgo => ['amd64', 'arm64'].every(arch => takesHead(f, { os: 'linux', arch, cgo, tags: [] })));
  const imports = new Set(files.filter(isTaken).flatMap(f => f.imports.map(i => i.path)));
  const isReplaced = (path: string) => module.replaces.some(r => r.path === path);
  const isNeeded = (path: string) => [...imports].some(i => i === path || i.startsWith(`${path}/`));
  return module.requires.find(r => !isReplaced(r.path) && isNeeded(r.path))?.path;
}
