/** How much is kept of what the compiler prints. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CompilerOutputParser } from '../../src/engine/compiler/parser.js';
import { DEFAULT_LIMITS, type ParserLimits } from '../../src/engine/compiler/parser-limits.js';

function parse(lines: readonly string[], limits: ParserLimits) {
  const parser = new CompilerOutputParser(limits);
  for (const line of lines) parser.pushLine(line);
  return parser.finish();
}

describe('the limits of what is kept of the compiler', () => {
  it('caps facts, flow blocks and notes, and says so', () => {
    const lines = ['# a'];
    for (let i = 1; i <= 50; i++) {
      lines.push(`a.go:1:1: parameter p leaks to {heap} for f${i} with derefs=0:`, 'a.go:1:1:   flow: {heap} ← p:');
      for (let n = 0; n < 100; n++) lines.push('a.go:1:1:     from p (assign) at a.go:1:1');
      lines.push(`a.go:${i}:1: moved to heap: v${i}`);
    }
    const packages = parse([...lines, 'a.go:1:1: leaking param: p'], {
      facts: 10,
      flowsPerPlace: 2,
      flows: 3,
      notes: 5,
      bytes: 1_000_000,
      flowBytes: 1_000_000,
      allBytes: 1_000_000,
      packages: 9,
    });
    assert.equal(packages[0]!.facts.length, 10);
    assert.equal(packages[0]!.truncated, true);
  });

  it('leaves out flow blocks before it leaves out facts', () => {
    const lines = ['# a'];
    for (let i = 1; i <= 100; i++)
      lines.push(`a.go:${i}:1: v${i} escapes to heap in f:`, `a.go:${i}:1:   flow: {heap} ← &v${i}:`, `a.go:${i}:1: moved to heap: v${i}`);
    const [p] = parse(lines, { ...DEFAULT_LIMITS, bytes: 100_000, flowBytes: 50_000 });
    assert.equal(p!.facts.length, 100);
    assert.equal(p!.truncated, false);
    assert.ok(p!.facts[0]!.flow);
    assert.equal(p!.facts.at(-1)!.flow, undefined);
  });
});
