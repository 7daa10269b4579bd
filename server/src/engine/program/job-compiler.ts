/** Jobs on an image that has Go and surely no C compiler, where Go switches cgo off (go-facts §6.1). */

import type { Span } from '../base/finding.js';
import { type BuildSource, type BuildUnit, isBuildFile } from '../builds/facts.js';
import { type GoCommand, goSetting } from '../shell/go-command.js';
import { imageEntry } from '../tables/images.js';
import { mayJobBringCompiler } from './c-compiler.js';
import { mayBeOverridden } from './compose-overrides.js';
import type { WorkspaceView } from './view.js';

/** What the line installs comes out of a variable, a file or a command. */
const mayInstallAnything = (line: string): boolean => /\bapk\b/.test(line) && /[$<`]/.test(line);

/** Words by which a job may get a compiler, somewhere in its file. */
const MAY_BRING_COMPILER = /gcc|g\+\+|clang|build-base|alpine-sdk|musl|zig|toolchain|\$\{?(?:CI_)?\w*PACKAGES|\bxargs\b|\bmatrix\b/i;
/** By what it runs. */
const CALLS = /\.sh\b|\bmake\b/i;
/** What runs a file, where only its words are looked at. */
const RUNS_FILE = /\b(?:sh|bash|source)[ \t]+\S|(?:^|[;&|:-])[ \t]*\.[ \t]+\S|(?:^|[;&|-])[ \t]*\.{1,2}\/\w/m;
/** Actions that install no compiler. */
const UNKNOWN_ACTION = /\buses:(?![ \t]*["']?(?:actions|docker|codecov|golangci|github)\/)/;

/** True where nothing but the steps of the unit can bring it a compiler: a container of its own, or a job of a file that says all it runs. */
export const saysAllItRuns = (file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): boolean =>
  unit.kind === 'container' || namesAllItRuns(file, workspace.text(file.path), [MAY_BRING_COMPILER, CALLS, RUNS_FILE, UNKNOWN_ACTION]);

/** The same of a job whose calls are followed: their steps are looked at one by one. */
export const saysAllBesideCalls = (file: BuildSource, unit: BuildUnit, workspace: WorkspaceView): boolean =>
  unit.kind === 'container' || namesAllItRuns(file, workspace.text(file.path), [MAY_BRING_COMPILER, UNKNOWN_ACTION]);

/** True for a file that was read to its end and has none of these words. */
function namesAllItRuns(file: BuildSource, text: string | undefined, words: readonly RegExp[]): boolean {
  if (text === undefined || !isBuildFile(file) || !file.complete) return false;
  if (text.split('\n').some(mayInstallAnything)) return false;
  return !words.some(pattern => pattern.test(text));
}

/** The image of a job, or of a service of compose, that has Go and surely no C compiler, so that cgo is off. */
export function imageWithoutCompiler(
  file: BuildSource,
  unit: BuildUnit,
  command: GoCommand,
  workspace: WorkspaceView,
): NamedImage | undefined {
  const isUnset = ['CGO_ENABLED', 'CC'].every(name => goSetting(command, name) === undefined);
  return isUnset ? bareImage(file, unit, command, workspace) : undefined;
}

export interface NamedImage {
  readonly text: string;
  readonly span: Span;
}

/** The image of a job, or of a service of compose, that has Go and surely no C compiler, whatever the command says of cgo. */
export function bareImage(
  file: BuildSource,
  { kind, name, image, go, steps }: BuildUnit,
  command: GoCommand,
  workspace: WorkspaceView,
): NamedImage | undefined {
  const entry = image?.reference && imageEntry(image.reference);
  if (
    (kind !== 'ci job' && kind !== 'compose service' && kind !== 'container') ||
    !entry?.go ||
    entry.compiler !== false ||
    mayJobBringCompiler(steps ?? [], command)
  )
    return undefined;
  // Up to Go 1.19 cgo stays on without a compiler.
  if (go?.fixed !== true || (go.version && go.version.minor < 20)) return undefined;
  if (kind === 'compose service' && mayBeOverridden(file, name, workspace)) return undefined;
  return image?.text !== undefined ? { text: image.text, span: image.span } : undefined;
}
