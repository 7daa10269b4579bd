import { LineIndex } from '../../src/engine/base/line-index.js';
import type { CompilerFact } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { judged } from '../support/judged.js';
import { typedSource } from '../support/typed-sources.js';

/** What is said about the marked expression when the compiler prints `text` for its position: rule ids, or nothing. */
export async function said(body: string, text: string, minor = 26): Promise<string[]> {
  const engine = await loadEngine();
  const marked = `package p\n\nimport "fmt"\n\n${body}\n`;
  const at = marked.indexOf('§');
  const source = marked.replace('§', '');
  const lines = new LineIndex(source);
  const { line, character } = lines.position(at);
  const fact: CompilerFact = { file: 'p.go', raw: './p.go', line: line + 1, column: character + 1, kind: 'escapes', expression: text };
  const file = typedSource(engine, '/w/p.go', source);
  const result = { importPath: 'p', dir: '/w', files: ['p.go'], facts: [fact], goVersion: { major: 1, minor }, truncated: false };
  const joined = joinFile('p.go', file, result, new GoPackage([file.facts]), () => undefined);
  return judged(joined).map(f => `${f.severity} ${f.rule}`);
}

/** `fmt.Println` of the expression, after the declarations. */
export const argument = (types: string, expression: string) => `${types}\nfunc f() { fmt.Println(${expression}) }`;
