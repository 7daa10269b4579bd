/** Where a suppression comment goes. The comment must not end up inside a raw string, a comment or a here-document. */
import type { Span } from '../../engine/base/finding.js';
import { plain } from '../../engine/base/wording.js';
import { say } from '../words.js';

export interface Insertion {
  readonly span: Span;
  readonly newText: string;
}

/**
 * A comment line before the line of `offset`, indented like it, for `rule`. Where a suppression stands there already (it would lose sight of
 * its line), a comment at the end of the line, where comments begin with `//` (`slashes`: Go, go.mod, JSON with comments). Undefined when a comment would become part of something else.
 */
export function suppressEdit(text: string, slashes: boolean, offset: number, rule: string): Insertion | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart);
  const comment = `${slashes ? '//' : '# '}preflight:ignore ${rule} ${plain(say.reason)}`;
  if (/^\s*(?:\/\/|#\s*)preflight:ignore/.test(before)) return slashes ? atLineEnd(text, offset, comment) : undefined;
  if (slashes ? !isCodeInGo(text, lineStart) : !isCodeInDockerfile(text, lineStart)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, offset))![0];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start: lineStart, end: lineStart }, newText: `${indent}${comment}${newline}` };
}

function atLineEnd(text: string, offset: number, comment: string): Insertion | undefined {
  const end = offset + /^[^\r\n]*/.exec(text.slice(offset))![0].length;
  const withSpace = `${text.slice(0, end)} `;
  return isCodeInGo(withSpace, end) && isCodeInGo(withSpace, end + 1) ? { span: { start: end, end }, newText: ` ${comment}` } : undefined;
}

/** False when `offset` is inside a raw string or a general comment. Text that is broken before it may give a wrong answer, never a crash. */
function isCodeInGo(text: string, offset: number): boolean {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g;
  for (let match = token.exec(text); match !== null && match.index < offset; match = token.exec(text)) {
    if (match.index + match[0].length > offset) return false;
  }
  return true;
}

/** False inside a here-document: its lines are a script or a file. Between continued lines Docker allows comments. */
function isCodeInDockerfile(text: string, offset: number): boolean {
  let waiting: string[] = [];
  for (const line of text.slice(0, offset).split('\n').slice(0, -1)) {
    const content = line.replace(/\r$/, '');
    if (waiting.length > 0) {
      if (content.replace(/^\t+/, '') === waiting[0]) waiting = waiting.slice(1);
    } else if (!/^\s*#/.test(content) && /^\s*(?:RUN|COPY|ADD)\b/i.test(content)) {
      waiting = [...content.matchAll(/(?<!<)<<-?\s*(["']?)(\w+)\1/g)].map(match => match[2]!);
    }
  }
  return waiting.length === 0;
}
