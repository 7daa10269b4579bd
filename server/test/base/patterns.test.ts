/** Patterns of .gitignore: what gitignore(5) says, and git itself where it is here. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Patterns } from '../../src/engine/base/patterns.js';
import { randomFrom } from '../support/random.js';

/** Patterns, then paths that they leave out, then paths that they do not. A folder ends in `/`. */
const TABLE: readonly (readonly [patterns: string, leftOut: readonly string[], kept: readonly string[]])[] = [
  ['*.log', ['a.log', 'x/y/a.log', '.log'], ['a.logs', 'log']],
  ['/a', ['a', 'a/'], ['x/a']],
  ['a/b', ['a/b'], ['x/a/b']],
  ['a/', ['a/', 'x/a/'], ['a', 'x/a']],
  ['**/a', ['a', 'x/a', 'x/y/a'], ['ab']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b/a/c']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab']],
  ['**', ['a', 'a/b'], []],
  ['a?c', ['abc'], ['ac', 'a/c']],
  ['a[bc]', ['ab', 'ac'], ['ad']],
  ['a[!bc]', ['ad'], ['ab']],
  ['a[a-c]x', ['abx'], ['adx']],
  ['a[]]x', ['a]x'], ['ax']],
  ['a[x', [], ['ax']],
  ['\\#a', ['#a'], ['a']],
  ['\\!a', ['!a'], ['a']],
  ['a\\*', ['a*'], ['ab']],
  ['a ', ['a'], ['a ']],
  ['a\\ ', ['a '], ['a']],
  ['# a', [], ['# a', 'a']],
  ['', [], ['a']],
  ['/', [], ['a', 'a/']],
  ['*.log\n!keep.log', ['a.log'], ['keep.log', 'x/keep.log']],
  ['!a\na', ['a'], []],
  ['a*b*c', ['abc', 'axxbxxc', 'abbcc'], ['acb']],
  ['constructor\n__proto__', ['constructor', '__proto__'], ['toString']],
];

const asked = (patterns: string, path: string) => Patterns.ofText(patterns).of(path.replace(/\/$/, ''), path.endsWith('/')) === 'left out';

describe('patterns of .gitignore', () => {
  for (const [patterns, leftOut, kept] of TABLE) {
    it(JSON.stringify(patterns), () => {
      for (const path of leftOut) assert.ok(asked(patterns, path), path);
      for (const path of kept) assert.ok(!asked(patterns, path), path);
    });
  }

  it('leave out what lies in a folder that they leave out, whatever keeps it', () => {
    const patterns = Patterns.ofText('gen\n!gen/keep.go');
    assert.ok(patterns.leaveOut('gen/keep.go'));
    assert.ok(patterns.leaveOut('a/gen/b/c.go'));
    assert.ok(!patterns.leaveOut('a/generated/c.go'));
  });

  it('need steps in proportion where a regular expression would try for ever', () => {
    const hostile = Patterns.ofText(`${'*a'.repeat(40)}b\n${'**/a/'.repeat(40)}b\n`);
    assert.equal(hostile.of(`${'a'.repeat(250)}`, false), undefined);
    assert.equal(hostile.of(Array.from({ length: 250 }, () => 'a').join('/'), false), undefined);
  });

  it('say what git says', function () {
    if (spawnSync('git', ['--version']).status !== 0) {
      console.error('      skipped: no git here');
      return this.skip();
    }
    this.timeout(60_000);
    const dir = mkdtempSync(join(tmpdir(), 'preflight-git-'));
    const random = randomFrom(7);
    const one = (items: readonly string[]) => items[Math.floor(random() * items.length)]!;
    const name = () => one(['a', 'b', 'ab', 'a.go', '*', 'a*', '*.go', '?', '[ab]', '[!a]', '**', 'x', 'x*y']);
    try {
      spawnSync('git', ['init', '-q'], { cwd: dir });
      const files = ['a', 'b', 'ab', 'a.go', 'x', 'xay', 'p/a', 'p/b', 'p/a.go', 'p/q/a', 'p/q/ab', 'x1/a.go', 'a1/b/ab', 'a1/a1/a1'];
      for (const file of files) {
        mkdirSync(dirname(join(dir, file)), { recursive: true });
        writeFileSync(join(dir, file), '');
      }
      for (let turn = 0; turn < 60; turn++) {
        const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
          const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, name).join('/');
          return `${one(['', '', '!'])}${one(['', '/'])}${parts}${one(['', '', '/'])}`;
        });
        writeFileSync(join(dir, '.gitignore'), lines.join('\n'));
        const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin'], {
          cwd: dir,
          input: files.join('\n'),
          encoding: 'utf8',
        });
        const patterns = Patterns.ofText(lines.join('\n'));
        const own = files.filter(file => patterns.leaveOut(file));
        assert.deepEqual(
          own,
          stdout.split('\n').filter(line => line !== ''),
          JSON.stringify(lines),
        );
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
