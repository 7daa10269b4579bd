/** Rules that estimate nothing themselves say the same of their examples when the escape graph asks as when the compiler does. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { readTable } from '../../src/node/host/std-pieces.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('the escape graph finds in the examples', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const rule of RULES.filter(r => r.compiler?.only && r.compiler.names)) {
    rule.examples.forEach((example, i) => {
      it(`what ${rule.id} says of ${i + 1} (${example.kind})`, () => {
        const workspace = new Workspace(engine, { config: { ...DEFAULT_CONFIG, escapeGraph: 'asked' } });
        const files = readExample(example);
        const file = files.find(f => f.name.endsWith('.go'))!;
        for (const { name, text } of files) workspace.set(`/m/${name}`, text);
        const path = `/m/${file.name}`;
        workspace.open(path, file.text);
        const ask = () => void workspace.findings(path);
        ask();
        drive(workspace.reading({ kind: 'question', ask }), { table: ({ importPath }) => readTable(importPath) });
        const all = workspace.findings(path).filter(f => f.site);
        const own = all.filter(f => f.rule === rule.id);
        const shown = all.map(f => `${f.rule} ${file.text.slice(f.span.start, f.span.end)}`).join('\n');
        assert.deepEqual(
          own.map(f => f.span),
          file.marks,
          shown,
        );
        if (example.kind === 'good') assert.equal(shown, '', 'good for every rule about allocations');
      });
    });
  }
});
