/** Joining a package on disk to what the compiler says of it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { LineIndex } from '../../../src/engine/base/line-index.js';
import type { CompilerFact } from '../../../src/engine/compiler/facts.js';
import { PackageJoin } from '../../../src/node/host/package-join.js';
import { loadEngine } from '../../support/engine-for-tests.js';
import { judged } from '../../support/judged.js';
import { typedWorkspace } from '../../support/typed-sources.js';

const IMPORTS =
  'package p\n\nimport (\n\t"bytes"\n\t"context"\n\t"fmt"\n\t"net/http"\n\t"strings"\n)\n\ntype T struct{ n int }\n\nvar keep *T\n\n';

/** The fact that `text` at the § escapes. */
function fact(source: string, at: number, expression: string, column = true): CompilerFact {
  const { line, character } = new LineIndex(source).position(at);
  return { file: 'p.go', raw: './p.go', line: line + 1, ...(column && { column: character + 1 }), kind: 'escapes', expression };
}

describe('functions that a benchmark times', () => {
  it('are found in the test files of the folder', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'go-preflight-bench-'));
    try {
      const source = `${IMPORTS}func hot(n int) { b := make([]byte, n); use(b) }\n\nfunc use([]byte)\n`;
      writeFileSync(join(dir, 'p.go'), source);
      const result = {
        importPath: 'p',
        dir,
        files: ['p.go'],
        facts: [fact(source, source.lastIndexOf('([]byte, n)'), 'make([]byte, n)')],
        goVersion: { major: 1, minor: 26 },
        truncated: false,
      };
      const engine = await loadEngine();
      const open = new Map<string, string>();
      const severity = async () => {
        const paths = readdirSync(dir).map(base => `${dir}/${base}`);
        const workspace = typedWorkspace(engine, new Map(paths.map(p => [p, open.get(p) ?? readFileSync(p, 'utf8')])));
        const join = new PackageJoin(result, dir, { open, workspace, engine });
        return judged((await join.file('p.go'))!.evidence).map(f => f.severity);
      };
      assert.deepEqual(await severity(), ['hint']);
      writeFileSync(
        join(dir, 'p_test.go'),
        'package p\n\nimport "testing"\n\nfunc BenchmarkHot(b *testing.B) { for b.Loop() { hot(9) } }\n',
      );
      assert.deepEqual(await severity(), ['information']);
      open.set(`${dir}/p_test.go`, 'package p\n');
      assert.deepEqual(await severity(), ['hint'], 'the editor’s text counts');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
