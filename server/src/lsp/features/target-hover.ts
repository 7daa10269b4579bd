/** Hover that tells what a Go file is taken to be built for: on its `go:build` line, and on its package clause where more than defaults counts. */
import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { Location, Span } from '../../engine/base/finding.js';
import { baseName, dirName } from '../../engine/base/paths.js';
import { visible } from '../../engine/base/printable.js';
import { markdown } from '../../engine/base/wording.js';
import { targetWords } from '../../engine/program/target-words.js';
import { K } from '../../engine/syntax/go-kinds.js';
import type { GoSource } from '../../engine/workspace/known-go-file.js';
import { targetOf } from '../../engine/workspace/known-package.js';
import type { Workspace } from '../../engine/workspace/workspace.js';
import { lineName, type Places } from './to-lsp.js';

export function targetHover(key: string, offset: number, { goPackages, goSource }: Workspace, places: Places): Hover | undefined {
  const source = goSource(key);
  const clause = source && packageClause(source);
  if (!clause) return undefined;
  const line = buildLine(source);
  const span = [line, clause].find(s => s && s.start <= offset && offset <= s.end);
  if (!span) return undefined;
  const place = (at: Location) => placeName(at, places);
  const { title, settings, excluded } = targetWords(goPackages.target(dirName(key)), targetOf(goPackages.of(key)), place);
  if (span === clause && settings.length === 0 && !excluded) return undefined;
  const list = settings.map(s => `- ${markdown(s)}`).join('\n');
  const value = [markdown(title), list, excluded ? markdown(excluded) : ''].filter(part => part !== '').join('\n\n');
  const range = places.range(key, span);
  return { contents: { kind: MarkupKind.Markdown, value }, ...(range && { range }) };
}

function placeName({ file, span }: Location, places: Places): string {
  const range = places.range(file, span);
  return range ? lineName(baseName(file), range) : visible(baseName(file));
}

function packageClause({ syntax }: GoSource): Span | undefined {
  const clause = syntax.declarations.find(({ tree }) => tree.kind(0) === K.PackageClause);
  return clause && { start: clause.offset, end: clause.offset + clause.tree.text.length };
}

function buildLine({ text, facts }: GoSource): Span | undefined {
  const expression = facts.buildConstraint?.span;
  return expression && { start: text.lastIndexOf('//', expression.start - 1), end: expression.end };
}
