/** Small files that say something about a build and are none: which release a tool shall take, which Go files are not in version control. */
import { type GoVersion, parseGoVersion } from '../base/go-version.js';

export type ContextFileKind = 'go-version' | 'tool-versions' | 'gitignore' | 'dockerignore';

export interface ContextFileFacts {
  readonly path: string;
  readonly kind: ContextFileKind;
  /** The release a version file names; without a patch it is the newest patch. */
  readonly version?: GoVersion;
  /** Patterns of a .gitignore that name Go files, as they are written. */
  readonly goPatterns: readonly string[];
}

export function readContextFile(path: string, kind: ContextFileKind, text: string): ContextFileFacts {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  if (kind === 'dockerignore') return { path, kind, goPatterns: [] };
  if (kind === 'gitignore') return { path, kind, goPatterns: lines.filter(line => !/^[#!]/.test(line) && isWritten(line)) };
  const words = lines.filter(line => line !== '' && !line.startsWith('#')).map(line => line.split(/\s+/));
  const word = kind === 'go-version' ? words[0]?.[0] : words.find(([tool]) => tool === 'golang' || tool === 'go')?.[1];
  const version = word === undefined ? undefined : parseGoVersion(word);
  return { path, kind, goPatterns: [], ...(version && { version }) };
}

/** A pattern for Go files that a build may write; what tests and editors leave behind is none. */
function isWritten(pattern: string): boolean {
  return /\.go\**$/.test(pattern) && !/_test\.go|tmp|temp|mock|scratch/i.test(pattern);
}

/** True when a pattern may mean a Go file of `folder`, a path below the .gitignore's own folder ('' for that one). Says yes in doubt. */
export function mayIgnoreGoFile(pattern: string, folder: string): boolean {
  const path = pattern.replace(/^\//, '');
  const slash = path.lastIndexOf('/');
  if (slash < 0) return !pattern.startsWith('/') || folder === '';
  const where = path.slice(0, slash);
  return /[*?[]/.test(where) || where === folder;
}
