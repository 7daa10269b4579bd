/** Path keys: '/'-separated, opaque otherwise (absolute paths in the CLI, URIs in the server). */

import { baseName, dirName } from '../base/paths.js';
import { contextFileKind } from './context-files.js';
import type { BuildFileKind } from './facts.js';

/** `context`: what other files' findings depend on and what has none of its own. */
export type Language = 'go' | 'dockerfile' | 'go.mod' | 'build' | 'context';

/** What a file is, by its name; undefined for files we do not read. */
export function languageOf(path: string): Language | undefined {
  const name = baseName(path);
  if (name.endsWith('.go')) return 'go';
  if (name === 'go.mod') return 'go.mod';
  if (/^(?:Dockerfile|Containerfile)(?:\..+)?$/.test(name) || /\.(?:dockerfile|containerfile)$/i.test(name)) return 'dockerfile';
  if (buildFileKind(path)) return 'build';
  return contextFileKind(name) ? 'context' : undefined;
}

/** By the name of the file; checked against the whole path where the folder decides. */
const BUILD_FILES: readonly (readonly [RegExp, BuildFileKind])[] = [
  [/^go\.work$/, 'go.work'],
  [/^(?:GNUmakefile|[Mm]akefile)$|\.mk$/, 'makefile'],
  [/^[Tt]askfile(?:\.dist)?\.ya?ml$/, 'taskfile'],
  [/\.(?:sh|bash)$/, 'shell'],
  [/^\.?goreleaser(?:[.-][\w.-]+)?\.ya?ml$/, 'goreleaser'],
  [/^\.ko\.ya?ml$/, 'ko'],
  [/^(?:.*\.)?\.?gitlab-ci\.ya?ml$/, 'gitlab-ci'],
  [/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/, 'compose'],
  [/^\.?devcontainer\.json$/, 'devcontainer'],
];

/** Folders with a dot that hold build files. */
export const BUILD_FOLDERS: ReadonlySet<string> = new Set(['.github', '.vscode', '.devcontainer']);

/** Which build file a path is; undefined when it is none that we read. */
export function buildFileKind(path: string): BuildFileKind | undefined {
  const name = baseName(path);
  if (/\.ya?ml$/.test(name) && /(?:^|\/)\.github\/workflows$/.test(dirName(path))) return 'github-actions';
  if (name === 'settings.json') return /(?:^|\/)\.vscode$/.test(dirName(path)) ? 'vscode' : undefined;
  return BUILD_FILES.find(([pattern]) => pattern.test(name))?.[1];
}
