/** Copies of a Dockerfile that name a go.sum which the build context does not have: a module without dependencies needs none. */

import type { Span } from '../base/finding.js';
import { baseName, dirName, joinPath, relativeTo } from '../base/paths.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { CopyFacts, StageStep } from '../shell/shell-records.js';
import { contextsGiven } from './go-work-in-force.js';
import type { WorkspaceView } from './view.js';

export interface AbsentSum {
  /** The word that names it, or the copy where a variable does. */
  readonly span: Span;
  /** It is written there, beside others. */
  readonly isOneOfMany: boolean;
  /** From the build context. */
  readonly path: string;
  readonly module: GoModFacts;
}

const SUM = 'go.sum';

/** Those of the file, of a module that lies where the build context is known to have it. */
export function findAbsentSums(facts: DockerfileFacts, workspace: WorkspaceView): AbsentSum[] {
  const copies = facts.stages.flatMap(({ steps }) => steps.flatMap(step => (step.kind === 'copy' ? [step.copy] : [])));
  return copies.flatMap((copy): AbsentSum[] => {
    const source = copy.from || copy.inline || copy.keyword !== 'COPY' ? undefined : copy.sources.find(s => baseName(s ?? '') === SUM);
    const path = source?.replace(/^(?:\.?\/)+/, '');
    if (source === undefined || path === undefined || /[*?[$\\]|\.\./.test(path)) return [];
    const module = moduleWithout(path, facts, workspace);
    if (!module) return [];
    const span = wordOf(source, copy, workspace.text(facts.path) ?? '');
    return [{ span: span ?? copy.span, isOneOfMany: span !== undefined && copy.sources.length > 1, path, module }];
  });
}

/** The module of that folder in each build context, which has no such file, needs none and is given none. */
function moduleWithout(path: string, facts: DockerfileFacts, workspace: WorkspaceView): GoModFacts | undefined {
  // Without a build that names it, the context is the folder of the Dockerfile where go.mod lies there.
  const contexts = contextsGiven(facts, workspace) ?? [dirName(facts.path)];
  let found: GoModFacts | undefined;
  for (const context of contexts) {
    const file = context === undefined ? undefined : joinPath(context, path);
    const module = file === undefined ? undefined : workspace.module(file);
    if (file === undefined || !module || module.dir !== dirName(file) || !needsNone(module, workspace)) return undefined;
    if (workspace.fileAside(file) !== 'absent') return undefined;
    found ??= module;
  }
  return found && !isWritten(workspace) ? found : undefined;
}

/** No package of it imports one of another module: nobody who builds it has to make a go.sum first. */
function needsNone(module: GoModFacts, workspace: WorkspaceView): boolean {
  if (module.isPartial || module.requires.length > 0 || module.replaces.length > 0) return false;
  const files = workspace.moduleFiles(module.path);
  const isOther = (path: string) => /^[^/]*\./.test(path) && relativeTo(module.module, path) === undefined;
  return files.length > 0 && !files.some(file => file.imports.some(({ path }) => isOther(path)));
}

const writing = new WeakMap<readonly BuildFileFacts[], boolean>();

/** Some file that builds names go.sum in a command, which may make it. */
function isWritten(workspace: WorkspaceView): boolean {
  const files = workspace.buildFiles();
  const known = writing.get(files) ?? files.some(mayWrite);
  writing.set(files, known);
  return known;
}

function mayWrite({ units, script = [], make }: BuildFileFacts): boolean {
  const targets = [...(make?.targets.values() ?? [])].flatMap(target => target?.steps ?? []);
  return [...units.flatMap(unit => unit.steps ?? []), ...script, ...targets].some(namesSum);
}

const namesSum = (step: StageStep): boolean =>
  step.kind === 'run' && [...step.command.words, ...step.command.writes].some(word => word !== undefined && /go\.(?:sum|\*)/.test(word));

/** Where the copy names the source. */
function wordOf(source: string, { span }: CopyFacts, text: string): Span | undefined {
  const line = text.slice(span.start, span.end);
  for (let at = line.indexOf(source); at >= 0; at = line.indexOf(source, at + 1)) {
    const isWord = /[\s"'[,]/.test(line[at - 1] ?? '') && /[\s"',\]]/.test(line[at + source.length] ?? ' ');
    if (isWord) return { start: span.start + at, end: span.start + at + source.length };
  }
  return undefined;
}
