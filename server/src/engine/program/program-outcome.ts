/** What a row of the build table ends in: how its program is linked, and the image that it is put in. */

import type { Span } from '../base/finding.js';
import { formatImageReference } from '../base/image-reference.js';
import { startedFile } from '../builds/dockerfile/artifacts.js';
import type { DockerfileFacts, StageFacts } from '../builds/dockerfile/facts.js';
import { lineage, rootStage } from '../builds/dockerfile/stages.js';
import type { Artifact } from '../builds/program-walk.js';
import { type GoCommand, goFlag, goSetting } from '../shell/go-command.js';
import type { BuildContext } from './build-contexts.js';
import { builtFolders } from './build-folders.js';
import { withMakeRecipes } from './called-make.js';
import { artifactsIn, packageFolder } from './image-build.js';
import { type CannotStart, findCannotStart } from './image-start.js';
import { type Linkage, linkageOf, linkageOn } from './linkage.js';
import type { WorkspaceView } from './view.js';
import { ANY_LINUX, machineOf } from './world.js';

export interface Outcome {
  /** The command that links; undefined for a place that only tests or sets something. */
  readonly command: GoCommand | undefined;
  readonly linkage: Linkage;
  /** Where the program was followed to; undefined when it was not followed out of its stage. */
  readonly image?: { readonly text: string | undefined; readonly span: Span };
  /** The machine that builds decides how it is linked. */
  readonly isByMachine?: true;
  /** It is built for other systems than Linux alone. */
  readonly isElsewhere?: true;
  /** Set when that image is proven not to start the program. */
  readonly cannotStart?: CannotStart;
}

const UNKNOWN: Linkage = { kind: 'unknown' };

/** From row to outcome, for all rows; what a Dockerfile's rows share is worked out once. */
export function outcomesIn(workspace: WorkspaceView): (context: BuildContext) => Outcome {
  const byFile = new Map<string, (context: BuildContext) => Outcome>();
  return context => {
    const known = byFile.get(context.file) ?? outcomesOf(withRecipes(context.file, workspace), workspace);
    byFile.set(context.file, known);
    return known(context);
  };
}

function withRecipes(path: string, workspace: WorkspaceView): DockerfileFacts | undefined {
  const facts = workspace.dockerfileFacts(path);
  return facts && withMakeRecipes(facts, workspace);
}

/** For the rows of one Dockerfile, or of one other file where `facts` is undefined: a function from row to outcome. */
function outcomesOf(facts: DockerfileFacts | undefined, workspace: WorkspaceView): (context: BuildContext) => Outcome {
  if (!facts) return context => outsideImages(context, workspace);
  const files = artifactsIn(facts, workspace);
  const broken = findCannotStart(facts, workspace);
  return context => {
    const stage = facts.stages.find(s => s.from.imageSpan === context.unit?.span);
    const command = linkingCommand(context);
    if (!stage || !command) return { command, linkage: UNKNOWN };
    const programs = [...new Set([...files[stage.index]!.values()].filter(a => a.command === command))];
    const linkage =
      programs.length === 0 ? linkageIn(facts, stage, command, undefined, workspace) : common(facts, stage, programs, workspace);
    const final = finalStage(facts, stage, command, files);
    const cannotStart = broken.find(b => b.started.artifact.command === command);
    const { image, imageSpan } = rootStage(facts, cannotStart?.stage ?? final ?? stage).from;
    const place = { text: image && formatImageReference(image), span: imageSpan };
    return { command, linkage, ...((final || cannotStart) && { image: place }), ...(cannotStart && { cannotStart }) };
  };
}

/** The stage that starts the program, else the last one that holds it; undefined when it is followed no further than its own. */
function finalStage(
  facts: DockerfileFacts,
  builder: StageFacts,
  command: GoCommand,
  files: readonly ReadonlyMap<string, Artifact>[],
): StageFacts | undefined {
  const starts = facts.stages.findLast((s, i) => startedFile(s, files[i]!)?.artifact.command === command);
  if (starts) return starts;
  return facts.stages.findLast((s, i) => !lineage(facts, s).includes(builder) && [...files[i]!.values()].some(a => a.command === command));
}

/** One command may write several programs; what is said must hold for all of them. */
function common(facts: DockerfileFacts, stage: StageFacts, programs: readonly Artifact[], workspace: WorkspaceView): Linkage {
  const all = programs.map(a => linkageIn(facts, stage, a.command, packageFolder(facts, a, workspace), workspace));
  const first = all[0]!;
  return all.every(l => linkageText(l) === linkageText(first)) ? first : UNKNOWN;
}

function linkageIn(
  facts: DockerfileFacts,
  stage: StageFacts,
  command: GoCommand,
  folder: string | undefined,
  workspace: WorkspaceView,
): Linkage {
  return linkageOf(facts, stage, command, tags => (folder === undefined ? undefined : workspace.cgoClosure(folder, tags)));
}

/**
 * Outside images the C library and the compiler are the machine's: known where a job names its runner or image. Elsewhere only a build without
 * cgo for Linux is known; the rest is the machine's choice.
 */
function outsideImages(context: BuildContext, workspace: WorkspaceView): Outcome {
  const { goos, unit, file } = context;
  const command = linkingCommand(context);
  const build = workspace.buildFacts(file);
  const systems = goos.choices ?? (goos.value === undefined && !goos.isOpen ? undefined : [goos.value ?? '']);
  if (!command || !systems || !unit) return { command, linkage: UNKNOWN };
  // Elsewhere there is no loader to look for.
  if (!systems.some(s => s === '' || s === 'linux')) return { command, linkage: UNKNOWN, isElsewhere: true };
  const machine = context.kind === 'ci job' ? machineOf({ kind: context.kind, unit }) : undefined;
  const asked = { ...command, environment: command.environment.assumingUnset() };
  const forLinux = systems.includes('linux') ? withLinux(asked) : asked;
  const folders = build ? builtFolders(build, unit, command, workspace) : [];
  const all = (folders.length > 0 ? folders : [undefined]).map(folder =>
    linkageOn(machine ?? ANY_LINUX, forLinux, tags => (folder === undefined ? undefined : workspace.cgoClosure(folder, tags))),
  );
  const linkage = all.every(l => linkageText(l) === linkageText(all[0]!)) ? all[0]! : UNKNOWN;
  const isKnown = machine !== undefined || (linkage.kind === 'static' && systems.includes('linux'));
  return isKnown || linkage.kind === 'unknown' ? { command, linkage } : { command, linkage: UNKNOWN, isByMachine: true };
}

/** One of several systems that the command builds for. */
function withLinux(command: GoCommand): GoCommand {
  const setting = { name: 'GOOS', text: 'linux', args: [], origin: 'build file' } as const;
  return { ...command, environment: command.environment.with(setting) };
}

/** A row stands for all commands of its unit with the same settings; the one that links tells where the program goes. */
function linkingCommand({ command, unit }: BuildContext): GoCommand | undefined {
  if (!command || links(command)) return command;
  return unit?.commands.find(c => links(c) && settingsOf(c) === settingsOf(command));
}

const links = ({ verb }: GoCommand) => verb === 'build' || verb === 'install';

function settingsOf(command: GoCommand): string {
  const values = [
    ...['GOEXPERIMENT', 'CGO_ENABLED', 'GOOS', 'GOARCH'].map(name => goSetting(command, name)),
    ...['tags', 'ldflags', 'buildmode'].map(name => goFlag(command, name)),
  ];
  return JSON.stringify(values.map(v => (v === undefined || v === 'unknown' ? v : (v.text ?? '?'))));
}

/** `static`, `dynamic (glibc)`, …; `?` when it is not known. */
export function linkageText(linkage: Linkage): string {
  if (linkage.kind === 'unknown') return '?';
  if (linkage.kind === 'static') return 'static';
  return linkage.libc === 'any' ? 'dynamic' : `dynamic (${linkage.libc})`;
}
