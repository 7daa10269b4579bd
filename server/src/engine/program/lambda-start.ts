/** Whether the programs that functions of AWS Lambda start can run there: their C library, their machine, their name. */

import { baseName, dirName, isBelow, joinPath, resolvePath, withoutSlash } from '../base/paths.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { LambdaFunction } from '../builds/lambda.js';
import type { OutsideBuilder } from '../builds/program-walk.js';
import { type GoCommand, goFlag, goSetting } from '../shell/go-command.js';
import { isNewerGlibc } from '../tables/images.js';
import { foldersNamed, packagesBuilt } from './build-folders.js';
import { glibcAsked } from './image-start.js';
import { type DynamicLinkage, linkageOn } from './linkage.js';
import { folderOf, type Run, runsIn } from './runs.js';
import type { WorkspaceView } from './view.js';
import { machineOf } from './world.js';

/** What the runtime starts. */
const NAME = 'bootstrap';

/** Versions of glibc: Amazon Linux, Amazon Linux 2 and 2023. */
const GLIBC: ReadonlyMap<string, string> = new Map([
  ['provided', '2.17'],
  ['provided.al2', '2.26'],
  ['provided.al2023', '2.34'],
]);

/** What a Linux has that is kept up to date. */
const RECENT_GLIBC = '2.36';

interface Fault {
  readonly of: LambdaFunction;
  readonly command: GoCommand;
  readonly by: OutsideBuilder;
}

export interface LambdaCannotStart extends Fault {
  readonly linkage: DynamicLinkage;
  readonly needed: string;
  readonly found: string;
  /** Nobody says on which machine it is built. */
  readonly isAssumed: boolean;
}

export interface LambdaForeign extends Fault {
  readonly target: string;
  readonly arch: string;
}

/** A command that builds a program of that name, and what runs it. */
interface Candidate {
  readonly run: Run;
  readonly command: GoCommand;
  /** Undefined: not known. */
  readonly path: string | undefined;
}

/** In the order of the file; only what holds wherever the program may come from. */
export function findLambdaCannotStart(file: BuildFileFacts, workspace: WorkspaceView): LambdaCannotStart[] {
  const near = candidatesNear(file, workspace);
  return (file.functions ?? []).flatMap(of => {
    const own = known(candidatesFor(of, file, near));
    const broken = own.map(candidate => cannotStart(of, candidate, workspace));
    return broken.length > 0 && broken.every(b => b !== undefined) ? [broken[0]!] : [];
  });
}

/** The same for programs of another machine. */
export function findLambdaForeign(file: BuildFileFacts, workspace: WorkspaceView): LambdaForeign[] {
  const near = candidatesNear(file, workspace);
  return (file.functions ?? []).flatMap(of => {
    const own = candidatesFor(of, file, near);
    const targets = own.map(({ command }) => foreignTarget(of, command));
    const [first] = own;
    if (!first || of.arch === undefined || targets.some(t => t === undefined)) return [];
    return [{ of, command: first.command, by: builderOf(first), target: targets[0]!, arch: of.arch }];
  });
}

function foreignTarget({ arch: wanted }: LambdaFunction, command: GoCommand): string | undefined {
  const [os, arch] = ['GOOS', 'GOARCH'].map(name => goSetting(command, name));
  if (!command.certain || os === 'unknown' || arch === 'unknown' || os?.args.length || arch?.args.length) return undefined;
  if (os?.text && os.text !== 'linux') return os.text;
  return arch?.text && /^(?:amd64|arm64|386|arm)$/.test(arch.text) && arch.text !== wanted ? arch.text : undefined;
}

/** Builds of a file of that name below the folder of the template, or in the same module. */
function candidatesNear(file: BuildFileFacts, workspace: WorkspaceView): readonly Candidate[] {
  if (!file.functions?.length) return [];
  const own = dirName(file.path);
  return buildsIn(workspace.buildFiles()).candidates.filter(c => isNear(c, own, workspace));
}

/** Those in the function's folder, where it has one and some lie there. */
function candidatesFor({ code }: LambdaFunction, file: BuildFileFacts, near: readonly Candidate[]): readonly Candidate[] {
  const folder = code === undefined || /\.zip$/.test(code) ? undefined : withoutSlash(joinPath(dirName(file.path), code));
  const inside = folder === undefined ? [] : near.filter(c => c.path !== undefined && dirName(c.path) === folder);
  return inside.length > 0 ? inside : near;
}

/** Of more in one workspace nothing is said: each function of each file asks about all of them. */
const MAX_BUILDS = 100;

interface Builds {
  readonly candidates: readonly Candidate[];
  /** Runs that make archives. */
  readonly archivers: readonly Run[];
}

/** By the list of files, which is another one when a file changes. */
const knownBuilds = new WeakMap<readonly BuildFileFacts[], Builds>();

function buildsIn(files: readonly BuildFileFacts[]): Builds {
  const before = knownBuilds.get(files);
  if (before) return before;
  const candidates = runsIn(files).flatMap(candidatesIn);
  const archivers = runsIn(files).filter(run => run.steps.some(step => step.kind === 'run' && step.command.name === 'zip'));
  const isTooMuch = candidates.length > MAX_BUILDS || archivers.length > MAX_BUILDS;
  const found = isTooMuch ? { candidates: [], archivers: [] } : { candidates, archivers };
  knownBuilds.set(files, found);
  return found;
}

function candidatesIn(run: Run): Candidate[] {
  return run.steps.flatMap((step): Candidate[] => {
    const output = step.kind === 'go' && step.command.verb === 'build' ? goFlag(step.command, 'o') : undefined;
    if (step.kind !== 'go' || output === undefined || output === 'unknown') return [];
    const last = output.word?.parts.at(-1);
    const text = output.text ?? (last?.kind === 'text' ? last.text : '');
    if (baseName(text) !== NAME || (output.text === undefined && !text.startsWith('/'))) return [];
    const path = output.text === undefined ? undefined : resolvePath(step.command.cwd, output.text);
    return [{ run, command: step.command, path: path === undefined ? undefined : joinPath(folderOf(run), path) }];
  });
}

function isNear({ run, command }: Candidate, own: string, workspace: WorkspaceView): boolean {
  // Where nobody knows what it builds, it may be any program of where it stands.
  const folder = programOf({ run, command }, workspace) ?? folderOf(run);
  return isBelow(folder, own) || workspace.module(`${folder}/_`) === workspace.module(`${own}/_`);
}

/** The folder of the only package that it builds. */
function programOf({ run, command }: Pick<Candidate, 'run' | 'command'>, workspace: WorkspaceView): string | undefined {
  const [argument, ...others] = packagesBuilt(command);
  if (argument === undefined || others.length > 0) return undefined;
  const folders = foldersNamed(run.file, command, argument, workspace);
  return folders.length === 1 ? folders[0] : undefined;
}

/** Without what is only assumed of a place that a job calls: where it runs then is known. */
function known(all: readonly Candidate[]): readonly Candidate[] {
  const placeOf = ({ run, command: { recipe, span } }: Candidate) => `${recipe?.file ?? run.file.path} ${(recipe?.span ?? span).start}`;
  const sure = new Set(all.filter(c => machineOf(c.run)?.isAssumed === false).map(placeOf));
  return all.filter(c => machineOf(c.run)?.isAssumed !== true || !sure.has(placeOf(c)));
}

function cannotStart(of: LambdaFunction, candidate: Candidate, workspace: WorkspaceView): LambdaCannotStart | undefined {
  const { run, command } = candidate;
  const machine = machineOf(run);
  const folder = programOf(candidate, workspace);
  const found = GLIBC.get(of.runtime);
  if (!machine || folder === undefined || found === undefined || !command.certain) return undefined;
  // A job may install another C compiler, or run in an image of the runtime.
  const linkage = linkageOn(machine, command, tags => workspace.cgoClosure(folder, tags));
  if (linkage.kind !== 'dynamic' || linkage.libc !== 'glibc') return undefined;
  const { isAssumed } = machine;
  const go = workspace.module(`${folder}/_`)?.go?.version;
  const compilesStd = isAssumed ? go !== undefined && go.minor >= 21 : (machine.compilesStd ?? false);
  const needed = glibcAsked(isAssumed ? RECENT_GLIBC : machine.glibc, compilesStd, linkage);
  if (needed === undefined || !isNewerGlibc(needed, found)) return undefined;
  return { of, command, by: builderOf(candidate), linkage, needed, found, isAssumed };
}

const builderOf = ({ run }: Candidate): OutsideBuilder => ({ file: run.file.path, kind: run.kind, name: run.name });

export interface LambdaWithoutProgram {
  readonly of: LambdaFunction;
  readonly command: GoCommand;
  readonly by: OutsideBuilder;
  /** What the archive holds instead. */
  readonly program: string;
}

/** Functions whose archive is made by a command that names all it holds, and no program of the name that is started. */
export function findLambdaWithoutProgram(file: BuildFileFacts, workspace: WorkspaceView): LambdaWithoutProgram[] {
  return (file.functions ?? []).flatMap(of => {
    const archive = /\.zip$/.test(of.code ?? '') ? baseName(of.code!) : undefined;
    const makers = archive === undefined ? [] : buildsIn(workspace.buildFiles()).archivers.flatMap(run => archivesIn(run, archive));
    const [first] = makers;
    if (!first || makers.some(m => m.program === undefined)) return [];
    const { run, command, program } = first;
    return [{ of, command: command!, by: { file: run.file.path, kind: run.kind, name: run.name }, program: program! }];
  });
}

interface Archive {
  readonly run: Run;
  readonly program?: string;
  readonly command?: GoCommand;
}

/** The command adds the ending where it is missing. */
const withoutZip = (name: string): string => name.replace(/\.zip$/, '');

/** Commands that make an archive of this name; `program`: all that it holds, a file that the run has built. */
function archivesIn(run: Run, archive: string): Archive[] {
  const built = new Map(
    run.steps.flatMap(step => {
      const output = step.kind === 'go' && step.command.verb === 'build' ? goFlag(step.command, 'o') : undefined;
      return step.kind === 'go' && output && output !== 'unknown' && output.text ? [[baseName(output.text), step.command] as const] : [];
    }),
  );
  return run.steps.flatMap((step): Archive[] => {
    if (step.kind !== 'run' || step.command.name !== 'zip') return [];
    const words = step.command.words.slice(1);
    const [target, ...files] = words.filter(word => !word?.startsWith('-'));
    if (target === undefined || withoutZip(baseName(target)) !== withoutZip(archive)) return [];
    const [only, ...others] = files.map(f => (f === undefined ? undefined : baseName(f)));
    const command = only === undefined || others.length > 0 ? undefined : built.get(only);
    const isPlain = words.every(word => word !== undefined && (!word.startsWith('-') || /^-[jqr9]+$/.test(word)));
    return command && isPlain && only !== NAME ? [{ run, program: only!, command }] : [{ run }];
  });
}
