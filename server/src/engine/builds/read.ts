/** Reads any file that builds a program, by its kind. */

import { baseName } from '../base/paths.js';
import type { Sliced } from '../base/slices.js';
import type { Setting } from '../shell/environment.js';
import type { StageStep } from '../shell/shell-records.js';
import type { BashParser } from '../syntax/bash.js';
import type { DataNode } from '../syntax/data-node.js';
import { readingHcl } from '../syntax/hcl.js';
import { readingJsonc } from '../syntax/json-reader.js';
import { LogicalText } from '../syntax/logical-text.js';
import { readingYaml, readingYamlStream } from '../syntax/yaml.js';
import { bakeImages } from './bake.js';
import { CI_FORMATS, type CiKind } from './ci-formats.js';
import { readCiJobs } from './ci-jobs.js';
import { readCompose } from './compose.js';
import { type NamedService, namedServices } from './compose-containers.js';
import { containerUnits } from './container-units.js';
import { readDevcontainer, readVscodeSettings } from './editor-files.js';
import type { BuildFileFacts, BuildFileKind, BuildUnit, MakeFacts, Misplaced } from './facts.js';
import { readAction, readWorkflow } from './github-actions.js';
import { readGitlabCi } from './gitlab-ci.js';
import { readGoWork } from './go-work.js';
import { readGoreleaser, readKo } from './goreleaser.js';
import { ABOUT_PODS, readHelm } from './helm.js';
import { composeImageBuilds, type ImageBuild, workflowImageBuilds } from './image-builds.js';
import { imageRenames, readPods } from './kubernetes.js';
import { ABOUT_LAMBDA, lambdaFunctions } from './lambda.js';
import { readMakefile } from './makefile.js';
import type { Included } from './makefile-reader.js';
import { composeRuntimeSettings, NAMES_RUNTIME_VARIABLE, runtimeSettings } from './runtime-settings.js';
import { ANY_SCRIPT, runningScripts, shellState } from './shell-unit.js';
import { skaffoldImages } from './skaffold.js';
import { readTaskfile } from './taskfile.js';
import { MAX_UNITS } from './unit-limit.js';
import { openEnvironment } from './values.js';
import { type WorkflowCall, workflowCalls } from './workflow-calls.js';

interface Read {
  readonly units: readonly BuildUnit[];
  readonly images?: readonly ImageBuild[];
  readonly services?: readonly NamedService[];
  readonly calls?: readonly WorkflowCall[];
  readonly misplaced?: readonly Misplaced[];
  readonly make?: MakeFacts;
  readonly includes?: readonly string[];
  readonly script?: readonly StageStep[];
  readonly goLine?: NonNullable<BuildFileFacts['goLine']>;
  readonly runtime?: readonly Setting[];
  readonly complete: boolean;
  readonly leftOut?: readonly string[];
}

/** How far something was read. */
interface Extent {
  readonly complete: boolean;
  readonly isTooLong?: boolean;
}

/** A GitHub workflow without one of these has nothing to say about Go, nor calls what may; the same for the others. */
const ABOUT_GO =
  /\bgo\b|golang|setup-go|\bGO[A-Z_]|CGO_|\bmake(?:[ \t]|$)|\b(?:docker|podman)[ \t]+(?:buildx[ \t]+)?build\b|\.(?:ba)?sh\b|\b(?:hack|scripts?|ci)\/\w/m;

/** What files of these kinds say is about builds, whatever words they use. */
const ABOUT_BUILDS: ReadonlySet<BuildFileKind> = new Set<BuildFileKind>(['bake', 'skaffold', 'goreleaser', 'ko', 'devcontainer']);

/** One that builds images may be about a Dockerfile that runs go. */
const ABOUT_IMAGES =
  /^[ \t]*(?:platforms?|additional_contexts|volumes|tmpfs|command|entrypoint|healthcheck):|docker\/build-push-action@|\bgo-?version\b/m;
/** A compose file may give its arguments to such a Dockerfile, whatever they are called. */
const ABOUT_ARGUMENTS = /^[ \t]*args:/m;

/**
 * Never throws; pure, and a function of this text alone, or of those of files that a Makefile includes as well: `included`. A job, a target
 * each slice.
 */
export function* readBuildFile(
  path: string,
  kind: BuildFileKind,
  text: string,
  bash: BashParser,
  included?: Included,
): Sliced<BuildFileFacts> {
  if (kind === 'kubernetes') return yield* readManifest(path, text);
  if (kind === 'lambda' || kind === 'helm') {
    // Templates of CloudFormation lie in folders of that name, too.
    const isFunction = ABOUT_LAMBDA.test(text) && /^(?:Resources|functions):/m.test(text);
    if (kind === 'lambda' || isFunction) return yield* readLambda(path, isFunction ? text : '');
  }
  if (kind === 'helm') return { path, language: 'build', kind, units: [], images: [], misplaced: [], ...(yield* readHelm(path, text)) };
  const buildsImages = (kind === 'compose' || kind === 'github-actions') && ABOUT_IMAGES.test(text);
  const gives = kind === 'compose' && ABOUT_ARGUMENTS.test(text);
  const runs = kind === 'compose' && NAMES_RUNTIME_VARIABLE.test(text);
  // A variable may name the tool, and another file may say more.
  const buildsByName = kind === 'makefile' && /\b(?:docker|podman|buildah|nerdctl)\b|^[ \t]*(?:-?include|sinclude)[ \t]/m.test(text);
  const about = ABOUT_BUILDS.has(kind) || runs || buildsByName || buildsImages || gives || ABOUT_GO.test(text);
  const read: Read = about ? yield* readKind(path, kind, text, bash, included) : { units: [], complete: true };
  const units = kind === 'makefile' || kind === 'shell' ? read.units : withContainers(read.units);
  return { path, language: 'build', kind, images: [], misplaced: [], ...read, ...first(units, read) };
}

function first(units: readonly BuildUnit[], { leftOut = [] }: Read): Partial<Read> & Pick<Read, 'units'> {
  if (units.length <= MAX_UNITS) return { units };
  return { units: units.slice(0, MAX_UNITS), complete: false, leftOut: [...leftOut, 'builds'] };
}

const withContainers = (units: readonly BuildUnit[]) => units.flatMap(unit => [unit, ...containerUnits(unit.name, unit.steps ?? [])]);

function* readKind(path: string, kind: BuildFileKind, text: string, bash: BashParser, included?: Included): Sliced<Read> {
  switch (kind) {
    case 'makefile':
      return reached(yield* readMakefile(text, bash, included), 'text');
    case 'shell':
      return yield* readShell(path, text, bash);
    case 'go.work':
      return { ...readGoWork(text), complete: true };
    case 'bake': {
      const { root, ...extent } = path.endsWith('.json') ? yield* readingJsonc(text) : yield* readingHcl(text);
      yield;
      return both({ units: [], images: yield* bakeImages(root), complete: true }, extent);
    }
    case 'skaffold': {
      const { roots, ...extent } = yield* readingYamlStream(text);
      return both({ units: [], images: yield* skaffoldImages(roots), complete: true }, extent);
    }
    case 'devcontainer':
    case 'vscode': {
      const { root, ...extent } = yield* readingJsonc(text);
      yield;
      const units = kind === 'vscode' ? readVscodeSettings(root) : yield* readDevcontainer(root, bash);
      return both({ units, complete: true }, extent);
    }
    default:
      return isCi(kind) ? yield* readCi(kind, text, bash) : yield* readYamlKind(path, kind, text, bash);
  }
}

function* readManifest(path: string, text: string): Sliced<BuildFileFacts> {
  const isObject = /^apiVersion:/m.test(text);
  const hasSettings = isObject && NAMES_RUNTIME_VARIABLE.test(text);
  // A template that is no YAML yet is none of our business.
  const isKustomization = /^images:/m.test(text) && /^kustomization\./.test(baseName(path));
  const isRead = ((isObject && ABOUT_PODS.test(text)) || hasSettings || isKustomization) && !text.includes('{{');
  const { roots, complete } = isRead ? yield* readingYamlStream(text) : { roots: [], complete: true };
  const runtime = hasSettings ? yield* runtimeSettings(roots) : {};
  const objects = { pods: readPods(roots), ...runtime, ...(isKustomization && { renames: imageRenames(roots) }) };
  return { path, language: 'build', kind: 'kubernetes', units: [], images: [], misplaced: [], ...objects, complete };
}

function* readLambda(path: string, text: string): Sliced<BuildFileFacts> {
  const { root, complete } = yield* readingYaml(text);
  const functions = lambdaFunctions(root);
  return { path, language: 'build', kind: 'lambda', units: [], images: [], misplaced: [], functions, complete };
}

const isCi = (kind: BuildFileKind): kind is CiKind => Object.hasOwn(CI_FORMATS, kind);

function* readCi(kind: CiKind, text: string, bash: BashParser): Sliced<Read> {
  const { roots, ...extent } = yield* readingYamlStream(text);
  return both(reached(yield* readCiJobs(kind, roots, bash), 'jobs'), extent);
}

function* readYamlKind(path: string, kind: BuildFileKind, text: string, bash: BashParser): Sliced<Read> {
  const { root, ...extent } = yield* readingYaml(text);
  yield;
  switch (kind) {
    case 'github-actions':
      return both({ ...reached(yield* readWorkflow(root, bash), 'matrix'), ...(yield* otherWorkflow(root)) }, extent);
    case 'github-composite':
      return both(ofAction(path, yield* readAction(root, bash)), extent);
    case 'gitlab-ci':
      return both(yield* readGitlabCi(root, bash), extent);
    case 'taskfile':
      return both(yield* readTaskfile(root, bash), extent);
    case 'goreleaser':
      return both({ ...(yield* readGoreleaser(root)), complete: true }, extent);
    case 'ko':
      return both({ units: yield* readKo(root), complete: true }, extent);
    default:
      return both(
        {
          ...(yield* readCompose(root, bash)),
          images: yield* composeImageBuilds(root),
          services: namedServices(root),
          runtime: composeRuntimeSettings(root),
        },
        extent,
      );
  }
}

function* otherWorkflow(root: DataNode | undefined): Sliced<Pick<Read, 'images' | 'calls'>> {
  const calls = workflowCalls(root);
  return { images: yield* workflowImageBuilds(root), ...(calls.length > 0 && { calls }) };
}

/** Its steps run in the folder of who calls it: known for an action of the repository's own. */
function ofAction(path: string, read: Read): Read {
  if (/(?:^|\/)\.github\/actions\//.test(path)) return read;
  const units = read.units.map(unit => {
    const steps = (unit.steps ?? []).map(withoutFolder);
    return { ...unit, commands: unit.commands.map(c => ({ ...c, cwd: undefined })), ...(unit.steps && { steps }) };
  });
  return { ...read, units };
}

/** What stands in a text of which so much could be read. */
function both(read: Read, { complete, isTooLong }: Extent): Read {
  const leftOut = isTooLong ? ['text', ...(read.leftOut ?? [])] : read.leftOut;
  return { ...read, complete: read.complete && complete, ...(leftOut && { leftOut }) };
}

/** `part`: what it is that may have been too long. */
function reached<T extends Extent>({ isTooLong, ...read }: T, part: string): Omit<T, 'isTooLong'> & Pick<Read, 'leftOut'> {
  return { ...read, ...(isTooLong && { leftOut: [part] }) };
}

/** A script for a shell: by its name, or by its first line. */
const isShellScript = (path: string, text: string) => /\.\w+$/.test(baseName(path)) || /^#!.*\b(?:ba|da|k)?sh\b/.test(text);

function* readShell(path: string, text: string, bash: BashParser): Sliced<Read> {
  if (!isShellScript(path, text)) return { units: [], complete: true };
  const script = LogicalText.of([{ text, offset: 0 }]);
  const environment = openEnvironment([]);
  const outcome = yield* runningScripts(bash, [script], shellState(environment, '/', true), true, ANY_SCRIPT);
  const { experiments, complete, isTooLong } = outcome;
  const called = { script: outcome.steps, complete, ...(isTooLong && { leftOut: ['commands'] }) };
  const inContainers = containerUnits(baseName(path), outcome.steps);
  if (outcome.commands.length === 0) return { units: inContainers, ...called };
  // By itself it runs wherever somebody calls it.
  const steps = outcome.steps.map(withoutFolder);
  const commands = steps.flatMap(s => (s.kind === 'go' ? [s.command] : []));
  const first = commands[0]!.span;
  const unit = { kind: 'script', name: baseName(path), span: first, environment, commands, steps, experiments } as const;
  return { units: [unit, ...inContainers], ...called };
}

function withoutFolder(step: StageStep): StageStep {
  if (step.kind === 'go') return { kind: 'go', command: { ...step.command, cwd: undefined } };
  return step.kind === 'run' ? { kind: 'run', command: { ...step.command, cwd: undefined } } : step;
}
