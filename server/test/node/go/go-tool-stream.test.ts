/** `-m=2` prints a hundred megabytes about go/types: what is read flows through, and stops counting at a cap. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { DEFAULT_LIMITS } from '../../../src/engine/compiler/parser-limits.js';
import { GoTool } from '../../../src/node/go/go-tool.js';

const posix = process.platform === 'win32' ? describe.skip : describe;
const PACKAGE = JSON.stringify({ ImportPath: 'a', Dir: '/w/a', GoFiles: ['a.go'], Export: '/cache/x' }, undefined, '\t');
const SIZE = 120_000_000;

posix('compiler text without end', function () {
  this.timeout(60_000);
  let dir = '';
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-stream-'));
    const block = [
      'leaks to {heap} for f with derefs=0:',
      '  flow: {heap} ← p:',
      '    from p (assign) at ./a.go:1:1',
      '    from q (call parameter) at ./a.go:1:2',
    ];
    writeFileSync(join(dir, 'block'), block.map((l, i) => `./a.go:1:1: ${i === 0 ? 'parameter p ' : ''}${l}\n`).join(''));
    writeFileSync(join(dir, 'package'), PACKAGE);
    // The first fact stands before the flood, the last behind it.
    const script = `#!/bin/sh
if [ "$1" = env ]; then printf 'go1.26.0\\n\\n'; exit; fi
cd ${dir}
exec 3>&1 >&2
echo '# a'
echo './a.go:7:1: moved to heap: first'
yes "$(cat block)" | head -c ${SIZE}
echo
echo './a.go:1:1: leaking param: p'
echo './a.go:9:1: moved to heap: last'
cat package >&3
`;
    writeFileSync(join(dir, 'go'), script);
    chmodSync(join(dir, 'go'), 0o755);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  /** `grown`: bytes by which this process' heap grew at most, sampled while other work got its turn. */
  const run = async (maxOutput?: number) => {
    globalThis.gc?.();
    const before = process.memoryUsage();
    let [grown, turns] = [0, 0];
    const timer = setInterval(() => {
      const { heapUsed, external } = process.memoryUsage();
      grown = Math.max(grown, heapUsed + external - before.heapUsed - before.external);
      turns++;
    }, 5);
    const request = {
      dir,
      patterns: ['.'],
      overlay: new Map(),
      flows: true,
      env: {},
      tags: '',
      ...(maxOutput !== undefined && { maxOutput }),
    };
    const { status, packages } = await GoTool.find(join(dir, 'go'))!.analyzePackages(request);
    clearInterval(timer);
    assert.deepEqual([status.kind, packages.length], ['ok', 1]);
    return { result: packages[0]!, grown, turns };
  };
  const names = ({ facts }: { facts: readonly { expression: string }[] }) => facts.map(f => f.expression);

  it('is read to its end in little memory, giving way to other work', async () => {
    const { result, grown, turns } = await run();
    assert.deepEqual([names(result), result.truncated], [['first', 'p', 'last'], false]);
    const flow = result.facts[1]!.flow!;
    assert.ok(flow.length > 0 && flow.flatMap(s => s.notes).length <= DEFAULT_LIMITS.notes);
    assert.ok(grown < SIZE / 2, `the heap grew by ${grown >> 20} MB for ${SIZE >> 20} MB of text`);
    assert.ok(turns > 20, `${turns} turns`);
  });

  it('is cut at the cap, and the package counts as cut off: its silence proves nothing', async () => {
    const { result } = await run(1_000_000);
    assert.deepEqual([names(result), result.truncated], [['first'], true]);
  });
});
