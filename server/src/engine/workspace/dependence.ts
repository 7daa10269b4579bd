/** Whose findings hang on which file. */

import { dirName } from '../base/paths.js';
import type { GoModFacts } from '../builds/go-mod.js';
import { languageOf } from '../builds/kinds.js';
import type { GoFileFacts } from '../go/package/facts.js';
import type { FileFacts } from '../program/file-facts.js';

/** True when findings in `other` may change when `path` does: in its package, where programs are built, and in Go code that is built otherwise now. */
export function affects(path: string, other: string): boolean {
  if (other === path) return false;
  const language = languageOf(path);
  const kind = languageOf(other);
  const builds = kind === 'dockerfile' || kind === 'build';
  if (language === 'go') return builds || (kind === 'go' && dirName(other) === dirName(path));
  if (language === 'build' || language === 'dockerfile') return true;
  if (language === 'context') return builds || kind === 'go.mod';
  return language === 'go.mod' && (builds || other.startsWith(`${dirName(path)}/`));
}

/** Typing in a body changes no closure: only package name, constraint, imports and what `#cgo` lines link do. */
export function sameImports(before: FileFacts | undefined, after: FileFacts | undefined): boolean {
  if (before?.language !== 'go' || after?.language !== 'go') return false;
  const key = ({ go }: { go: GoFileFacts }) =>
    `${go.packageName}\n${go.constraint ?? ''}\n${go.cLinks ?? ''}\n${go.imports.map(i => i.path).join('\n')}`;
  return key(before) === key(after);
}

/** Whether what a closure leads to, imports and the constraint, stands where it stood; for files of which `sameImports` is true. */
export function samePlaces(before: FileFacts | undefined, after: FileFacts | undefined): boolean {
  if (before?.language !== 'go' || after?.language !== 'go') return false;
  const starts = ({ go }: { go: GoFileFacts }) => [go.buildConstraint, ...go.imports].map(part => part?.span.start).join();
  return starts(before) === starts(after);
}

/** Whether packages from outside lie where they lay: most of what is typed in a go.mod file moves none. */
export function sameRequirements(before: FileFacts | undefined, after: FileFacts | undefined): boolean {
  if (before?.language !== 'go.mod' || after?.language !== 'go.mod') return false;
  const key = ({ mod: { module, requires, replaces, excludes } }: { mod: GoModFacts }) =>
    JSON.stringify([module, requires, replaces, excludes]);
  return key(before) === key(after);
}
