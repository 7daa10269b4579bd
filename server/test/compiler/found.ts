/** What is found when the compiler prints lines at the marks of a source. */
import { LineIndex } from '../../src/engine/base/line-index.js';
import type { CompilerFact, FactKind } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import type { CompiledSite } from '../../src/engine/sites/evidence.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { judged } from '../support/judged.js';
import { typedSource } from '../support/typed-sources.js';

export type Line = readonly [kind: FactKind, expression: string];

/**
 * Marked texts of the findings; with `isAsked` also of those that only who asks about a place is told of, each with a star, when the compiler
 * prints `said[i]` at the i-th `§` of the body.
 */
export async function found(body: string, said: readonly (readonly Line[])[] = [], minor = 26, isAsked = false): Promise<string[]> {
  const { joined, source } = await join(body, said, minor);
  return judged(joined, isAsked).map(
    f => `${f.rule.replace('escape/', '')} ${source.slice(f.span.start, f.span.end)}${f.site?.isAside ? ' *' : ''}`,
  );
}

/** The records of what is found when the compiler prints `said`. */
export const sites = async (body: string, said: readonly (readonly Line[])[] = []): Promise<readonly CompiledSite[]> =>
  (await join(body, said, 26)).joined.sites;

async function join(body: string, said: readonly (readonly Line[])[], minor: number) {
  const parts = `package p\n\n${body}\n`.split('§');
  const source = parts.join('');
  const lines = new LineIndex(source);
  const facts = said.flatMap((here, i): CompilerFact[] => {
    const { line, character } = lines.position(parts.slice(0, i + 1).join('').length);
    return here.map(([kind, expression]) => ({ file: 'p.go', raw: './p.go', line: line + 1, column: character + 1, kind, expression }));
  });
  const file = typedSource(await loadEngine(), '/w/p.go', source);
  const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts, goVersion: { major: 1, minor }, truncated: false };
  const joined = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
  return { joined, source };
}
