/** What rules say of one line by the release that builds it here: go.mod's line is only the oldest that may. */
import assert from 'node:assert/strict';
import { readExample } from '../../src/engine/rules/examples.js';
import { RULES } from '../../src/engine/rules/registry.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { findingsOf } from '../../tools/run-examples.js';
import { loadEngine } from '../support/engine-for-tests.js';

const machine = (version: string) => {
  const go = { path: '/go/bin/go', version };
  return `-- machine.json --\n${JSON.stringify({ arch: 'amd64', go, onPath: [go], goEnvFile: { path: '', values: {} }, environment: {} })}\n`;
};

const UNKNOWN_SIZE = '	return len(make([]byte, n))';
const LARGE = '	var buf [200_000]byte\n	return copy(buf[:], buf[n:])';

interface Row {
  readonly title: string;
  /** The go line, and the go command on the machine. */
  readonly line: string;
  readonly here?: string;
  readonly body: string;
  readonly says: readonly string[];
}

const ROWS: readonly Row[] = [
  { title: 'a newer toolchain than go.mod asks for', line: '1.21', here: 'go1.26.8', body: UNKNOWN_SIZE, says: ['unknown-size/beyond'] },
  { title: 'the toolchain that go.mod asks for', line: '1.24', here: 'go1.24.4', body: UNKNOWN_SIZE, says: ['unknown-size/always'] },
  { title: 'an older one that hands over', line: '1.25', here: 'go1.24.4', body: UNKNOWN_SIZE, says: ['unknown-size/beyond'] },
  { title: 'one that nobody knows', line: '1.21', body: UNKNOWN_SIZE, says: ['unknown-size/beyond'] },
  { title: 'a variable beyond the limit of a newer toolchain', line: '1.21', here: 'go1.26.8', body: LARGE, says: ['too-large/variable'] },
  { title: 'a variable within the limit of the toolchain', line: '1.21', here: 'go1.23.4', body: LARGE, says: [] },
  { title: 'a variable within the limit of the oldest that may build', line: '1.21', body: LARGE, says: [] },
];

describe('by the release that builds it, rules judge', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  for (const { title, line, here, body, says } of ROWS)
    it(title, () => {
      const text = `-- go.mod --\nmodule example.com/app\n\ngo ${line}\n-- main.go --\npackage app\n\nfunc used(n int) int {\n${body}\n}\n`;
      const rules = RULES.filter(r => /escape.(?:unknown-size|too-large)/.test(r.id));
      const said = findingsOf(engine, readExample({ kind: 'bad', text: `${text}${here ? machine(here) : ''}` }), rules);
      assert.deepEqual(
        said.map(f => f.message.id.replace('escape/', '')),
        says,
      );
    });
});
