/** The edit that lets new code of a fix speak of a package of the standard library. */
import type { RelativeFix } from '../base/finding.js';
import type { GoFileFacts } from '../go/package/facts.js';

type Edits = RelativeFix['edits'];

export interface NamedImport {
  /** By which the file speaks of the package. */
  readonly name: string;
  /** None where the file imports it already. */
  readonly edits: Edits;
}

/** Undefined where the imports are written in a way that is not edited, or another thing has the name. */
export function importing(file: GoFileFacts, text: string, path: string): NamedImport | undefined {
  const there = file.imports.find(i => i.path === path && i.alias !== '_' && i.alias !== '.');
  if (there) return { name: there.name, edits: [] };
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (file.imports.some(i => i.name === name) || new RegExp(`\\b${name}\\b *(?::=|,|=)`).test(text)) return undefined;
  const edits = editsFor(file, text, path);
  return edits && { name, edits };
}

const isStd = (path: string) => path !== 'C' && !path.split('/')[0]!.includes('.');

function editsFor({ path: file, imports }: GoFileFacts, text: string, path: string): Edits | undefined {
  const edit = (start: number, end: number, newText: string) => [{ file, span: { start, end }, newText }];
  const lineOf = (at: number) => text.lastIndexOf('\n', at - 1) + 1;
  const std = imports.filter(i => isStd(i.path));
  const inBlock = std.filter(i => /^[\t ]+(?:[\w.]+ )?$/.test(text.slice(lineOf(i.span.start), i.span.start)));
  const next = inBlock.find(i => i.path > path);
  if (next) return edit(lineOf(next.span.start), lineOf(next.span.start), `\t"${path}"\n`);
  const last = inBlock.at(-1);
  if (last) return edit(lineEnd(text, last.span.end), lineEnd(text, last.span.end), `\n\t"${path}"`);
  const [only] = imports;
  if (!only || imports.length > 1) return undefined;
  const start = lineOf(only.span.start);
  if (text.slice(start, only.span.start) !== 'import ' || lineEnd(text, only.span.end) !== only.span.end) return undefined;
  const specs = [`"${only.path}"`, `"${path}"`].sort().map(s => `\t${s}\n`);
  return edit(start, only.span.end, `import (\n${specs.join('')})`);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
