/** What must hold of the tests themselves: they lie where their room is, end in time on slow machines, and keep to themselves. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ROOT } from '../../tools/generate.js';

const TESTS = join(ROOT, 'server/test');
/** Folders that are no rooms: what tests share, tests of the repository as a whole, measurements by hand, the fuzzer. */
const NO_ROOMS = ['support', 'repo', 'bench', 'fuzz'];
/** What starts processes, or reaches something that does. */
const STARTS_PROCESSES = /node:child_process|\bGoTool\b|LiveGo|env: process\.env|NodeMachine\(|goToolsProblems/;

const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .map(f => f.split(sep).join('/'))
  .filter(f => f.endsWith('.test.ts') && !f.startsWith('fixtures/'));
const textOf = (file: string) => readFileSync(join(TESTS, file), 'utf8');

describe('tests', () => {
  it('lie in folders named as the rooms of the source', () => {
    const isRoom = (folder: string) =>
      NO_ROOMS.includes(folder) || ['server/src', 'server/src/engine'].some(base => existsSync(join(ROOT, base, folder)));
    const astray = files.filter(f => !f.includes('/') || !isRoom(f.slice(0, f.lastIndexOf('/'))));
    assert.deepEqual(astray, []);
    assert.ok(files.length > 100, 'the pattern must find what it looks for');
  });

  it('that start processes set a limit of their own', () => {
    const starting = files.filter(f => f !== 'repo/tests.test.ts' && STARTS_PROCESSES.test(textOf(f)));
    assert.deepEqual(
      starting.filter(f => !/\.timeout\(/.test(textOf(f))),
      [],
    );
    assert.ok(starting.length > 20, 'the pattern must find what it looks for');
  });

  it('are named by faults that fit the source, for `npm run mutants`', function () {
    this.timeout(60_000);
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'server/tools/mutants.mjs'), '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('never list the shared temporary folder, where other programs come and go', () => {
    assert.deepEqual(
      files.filter(f => /readdir(?:Sync)?\(\s*tmpdir\(\)/.test(textOf(f))),
      [],
    );
  });
});
