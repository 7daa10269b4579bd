/** Whatever a toolchain prints, and however much: the run ends, says why it has less, and takes little memory. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const posix = process.platform === 'win32' ? describe.skip : describe;

/** Bytes printed in each case; `FLOOD=1000000000` for a thousand million. */
const SIZE = Number(process.env.FLOOD ?? 100_000_000);
const LIMIT_MB = 200;

const PACKAGE = (more: object = {}) =>
  JSON.stringify({ ImportPath: 'a', Dir: '/w/a', GoFiles: ['a.go'], Export: '/cache/x', ...more }, undefined, '\t');

/** By name: a shell command that prints without an end, where to, and what becomes of the run. */
const FLOODS: readonly (readonly [name: string, command: string, to: 'stdout' | 'stderr', outcome: string])[] = [
  ['one line', 'tr "\\\\0" x < /dev/zero', 'stderr', 'ok'],
  ['one line', 'tr "\\\\0" x < /dev/zero', 'stdout', 'garbage'],
  ['one line of JSON', `(printf '{\\n"ImportPath": "'; tr "\\\\0" x < /dev/zero)`, 'stdout', 'garbage'],
  ['one object', `(echo '{'; yes '"a": 1,')`, 'stdout', 'garbage'],
  ['packages', 'yes "$(cat package)"', 'stdout', 'tooMuch'],
  ['errors of packages', 'yes "$(cat broken)"', 'stdout', 'tooMuch'],
  ['facts', `seq -f './a.go:%.0f:1: moved to heap: x' 1 100000000`, 'stderr', 'ok truncated'],
  [
    'long facts',
    `seq -f "./a.go:%.0f:1: inlining call to $(head -c 15000 /dev/zero | tr '\\\\0' f)" 1 100000000`,
    'stderr',
    'ok truncated',
  ],
  // What was read before is whole.
  ['packages with facts', `seq -f '# p%.0f\n./a.go:1:1: moved to heap: x' 1 100000000`, 'stderr', 'ok'],
  ['flows', 'while cat flows; do :; done', 'stderr', 'ok truncated'],
];

posix('compiler output without an end', function () {
  this.timeout(600_000);
  let dir = '';
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'go-preflight-flood-'));
    writeFileSync(join(dir, 'package'), PACKAGE());
    writeFileSync(join(dir, 'broken'), PACKAGE({ Export: '', Error: { Err: 'z'.repeat(9_000) } }));
    const flow = (n: number) => [
      `./a.go:${n}:1: v${n} escapes to heap in F:`,
      `./a.go:${n}:1:   flow: {heap} ← &v${n}:`,
      `./a.go:${n}:1:     from &v${n} (address-of) at ./a.go:${n}:2`,
      `./a.go:${n}:1: moved to heap: v${n}`,
    ];
    writeFileSync(join(dir, 'flows'), Array.from({ length: 90_000 }, (_, n) => flow(n).join('\n')).join('\n'));
    writeFileSync(
      join(dir, 'run.ts'),
      `import { GoTool } from ${JSON.stringify(join(__dirname, '../../../src/node/go/go-tool.js'))};
       const peak = () => process.resourceUsage().maxRSS >> 10;
       const before = peak();
       const request = { dir: ${JSON.stringify(dir)}, patterns: ['.'], overlay: new Map(), flows: true, env: {}, tags: '', maxOutput: ${2 * SIZE} };
       void GoTool.find(${JSON.stringify(join(dir, 'go'))})!.analyzePackages(request).then(({ status, packages }) => {
         const outcome = status.kind + (packages[0]?.truncated ? ' truncated' : '');
         console.log(JSON.stringify({ outcome, grown: peak() - before }));
       });`,
    );
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  for (const [name, command, to, outcome] of FLOODS) {
    it(`${name} on ${to}: ${outcome}`, () => {
      const flood = `{ ${command}; } 2>/dev/null | head -c ${SIZE} ${to === 'stderr' ? '>&2' : ''}`;
      const script = `#!/bin/sh\ncd '${dir}'\nif [ "$1" = env ]; then printf 'go1.26.0\\n\\n'; exit; fi\necho '# a' >&2\n${flood}\necho\ncat package\n`;
      writeFileSync(join(dir, 'go'), script);
      chmodSync(join(dir, 'go'), 0o755);
      const { stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(dir, 'run.ts')], { encoding: 'utf8' });
      assert.notEqual(stdout, '', stderr);
      const result = JSON.parse(stdout) as { outcome: string; grown: number };
      if (process.env.FLOOD) console.log(`      ${result.grown} MB`);
      assert.equal(result.outcome, outcome);
      assert.ok(result.grown < LIMIT_MB, `memory grew by ${result.grown} MB for ${SIZE / 1e6} MB`);
    });
  }
});
