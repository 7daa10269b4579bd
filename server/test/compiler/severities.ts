/** What severity an allocation has, by where it is: sources with a mark where the compiler prints something. */
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { CompilerFact, FactKind } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import type { SourceFile } from '../../src/engine/compiler/source-file.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { judged } from '../support/judged.js';
import { typedSource } from '../support/typed-sources.js';

export const IMPORTS =
  'package p\n\nimport (\n\t"bytes"\n\t"context"\n\t"fmt"\n\t"net/http"\n\t"regexp"\n\t"strings"\n\t"time"\n)\n\ntype T struct{ n int; s string }\n\nvar keep *T\n\n';

/** The fact that `text` at the § escapes. */
export function fact(source: string, at: number, expression: string, column = true, kind: FactKind = 'escapes'): CompilerFact {
  const { line, character } = new LineIndex(source).position(at);
  return { file: 'p.go', raw: './p.go', line: line + 1, ...(column && { column: character + 1 }), kind, expression };
}

export interface Asked {
  readonly expression?: string;
  readonly kind?: FactKind;
  readonly timed?: readonly string[];
  readonly importPath?: string;
  readonly newEachIteration?: boolean;
}

/** Severities of what is found when the compiler prints the expression at each `§` of the body; maps and channels print nothing. */
export async function severities(body: string, asked: Asked = {}): Promise<string[]> {
  const { expression = '([]byte)(b)', kind = 'escapes', timed = [], importPath = 'p', newEachIteration = true } = asked;
  const parts = `${IMPORTS}${body}\n`.split('§');
  const source = parts.join('');
  const file = await sourceOf(source);
  const facts = parts.slice(1).map((_, i) => fact(source, parts.slice(0, i + 1).join('').length, expression, true, kind));
  const result = { importPath, dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor: 26 }, truncated: false };
  const heat = { timed: new Set(timed), newEachIteration };
  const joined = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined, heat);
  return judged(joined).map(f => f.severity);
}

export async function sourceOf(source: string, path = '/w/p.go'): Promise<SourceFile> {
  return typedSource(await loadEngine(), path, source);
}

export const one = async (body: string, asked?: Asked): Promise<string | undefined> => (await severities(body, asked))[0];
export const loop = (body: string) =>
  `func f(xs []T, m map[string]*T) error { var err error; for _, x := range xs { ${body}; _ = x }; return err }`;
export const BUFFER: Asked = { expression: 'make([]byte, n)' };
