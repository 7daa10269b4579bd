/** What a .dockerignore keeps out of a build context (docs.docker.com/build/concepts/context). */

import type { Span } from '../base/finding.js';
import { Patterns } from '../base/patterns.js';

export interface IgnoredBy {
  /** The line that leaves the path out. */
  readonly span: Span;
}

/** Of longer ones nothing is said: each package of a program may be asked for. */
const MAX_LINES = 200;

/** Says of a path from the context, without slashes at its ends, which line leaves it out; undefined where it, or something in it, is there. */
export function dockerignoreOf(text: string): (path: string) => IgnoredBy | undefined {
  const lines = linesOf(text);
  if (lines.length > MAX_LINES) return () => undefined;
  const kept = lines.filter(line => line.pattern.startsWith('!'));
  const all = new Patterns(lines.map(line => line.pattern));
  return path => {
    // What brings a part of it back.
    if (all.ofAll(path) !== 'left out' || kept.some(({ pattern }) => mayBeBelow(pattern.slice(1), path))) return undefined;
    const line = lines.findLast(({ pattern }) => new Patterns([pattern]).ofAll(path) === 'left out');
    return line && { span: line.span };
  };
}

/** Each with its pattern as from the root: there, no pattern is for names in every folder. */
function linesOf(text: string): { readonly pattern: string; readonly span: Span }[] {
  let start = 0;
  return text.split('\n').flatMap(line => {
    const written = line.trim();
    const at = start + line.indexOf(written);
    start += line.length + 1;
    if (written === '' || written.startsWith('#')) return [];
    const keeps = written.startsWith('!');
    const path = cleaned(keeps ? written.slice(1).trim() : written);
    return path === '' ? [] : [{ pattern: `${keeps ? '!' : ''}/${path}`, span: { start: at, end: at + written.length } }];
  });
}

const cleaned = (path: string): string => path.replace(/^(?:\.?\/)+|^\.$/, '').replace(/(?<!\/)\/+$/, '');

/** Says yes in doubt: folders above it, what is in it, any sign. */
function mayBeBelow(pattern: string, path: string): boolean {
  const own = pattern.slice(1);
  return /[*?[]/.test(own) || own === path || own.startsWith(`${path}/`) || path.startsWith(`${own}/`);
}
