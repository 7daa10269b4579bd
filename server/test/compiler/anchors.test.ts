/** Both tiers mark one place: an estimate stays where it is when the compiler confirms it. Asks the go command on this machine. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/engine/base/finding.js';
import type { CompilerPackageResult } from '../../src/engine/compiler/facts.js';
import { joinFile } from '../../src/engine/compiler/join.js';
import { GoPackage } from '../../src/engine/go/package/go-package.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { GoTool } from '../../src/node/go/go-tool.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { findingsWithTypes } from '../support/findings-with-types.js';
import { typedSource } from '../support/typed-sources.js';

const MOD = 'module example.com/m\n\ngo 1.24\n';
const EXAMPLES = RULES.filter(r => r.compiler && !r.compiler.only).flatMap(rule =>
  rule.examples.filter(e => e.kind === 'bad').map(example => ({ rule, file: readExample(example).find(f => f.name.endsWith('.go'))! })),
);

describe('anchors of both tiers', function () {
  this.timeout(120_000);
  let engine: Engine;
  let root = '';
  let packages: readonly CompilerPackageResult[] = [];

  before(async function () {
    const tool = GoTool.find(process.env.GO_FOR_TESTS ?? '');
    if (!tool) {
      console.log('      SKIPPED: no go command on PATH, so the anchors of examples were not compared');
      this.skip();
    }
    engine = await loadEngine();
    root = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-anchors-')));
    writeFileSync(join(root, 'go.mod'), MOD);
    EXAMPLES.forEach(({ file }, i) => {
      mkdirSync(join(root, `ex${i}`));
      writeFileSync(join(root, `ex${i}`, 'main.go'), file.text);
    });
    const run = await tool.analyzePackages({ dir: root, patterns: ['./...'], overlay: new Map(), flows: false, env: {}, tags: '' });
    packages = run.packages;
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  /** Findings about allocations by the estimate alone, and with the compiler's word. */
  function bothTiers(i: number): { readonly text: string; readonly estimated: readonly Finding[]; readonly judged: readonly Finding[] } {
    const result = packages.find(p => p.importPath.endsWith(`/ex${i}`))!;
    assert.equal(result.error, undefined);
    const path = join(root, `ex${i}`, 'main.go');
    const { text } = EXAMPLES[i]!.file;
    const workspace = new Workspace(engine);
    workspace.set(join(root, 'go.mod'), MOD);
    workspace.set(path, text);
    const estimated = findingsWithTypes(workspace, path).filter(f => f.site);
    const source = typedSource(engine, path, text);
    workspace.evidence.set(
      path,
      joinFile('main.go', source, result, new GoPackage([source.facts]), () => undefined),
      text,
    );
    return { text, estimated, judged: workspace.findings(path).filter(f => f.site) };
  }

  for (const [i, { rule, file }] of EXAMPLES.entries()) {
    it(`are one token in an example of ${rule.id}: ${file.marks.map(m => file.text.slice(m.start, m.end)).join(', ')}`, () => {
      const { text, estimated, judged } = bothTiers(i);
      const own = estimated.filter(f => f.rule === rule.id);
      assert.ok(own.length > 0);
      for (const estimate of own) {
        const here = judged.filter(f => f.span.start === estimate.span.start && f.span.end === estimate.span.end);
        const shown = judged.map(f => `${f.rule} ${text.slice(f.span.start, f.span.end)}`).join('\n');
        assert.equal(here.length, 1, `${text.slice(estimate.span.start, estimate.span.end)}:\n${shown}`);
        if (rule.compiler?.silentSince !== undefined) continue;
        assert.equal(here[0]!.confidence, 'confirmed', shown);
        assert.deepEqual(here[0]!.site, estimate.site, 'and one identity');
      }
    });
  }
});
