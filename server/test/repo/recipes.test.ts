/** The recipes of server/docs/recipes.md: their YAML is YAML, and each of their command lines runs. Skipped, loudly, without git and go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cli, tempFolder } from '../support/cli-terminal.js';

const TEXT = readFileSync(join(__dirname, '../../docs/recipes.md'), 'utf8');
const FILES = { 'go.mod': 'module example.com/app\n\ngo 1.20\n', 'a/a.go': 'package a\n\nvar P *int\n\nfunc f() {\n\tP = new(int)\n}\n' };

/** Words as a shell splits these lines: quotes, a redirection at the end, a comment. What only CI knows is a revision that exists. */
function words(line: string): string[] {
  const known = line
    .replace(/ +# .*$/, '')
    .replace(/ > \S+$/, '')
    .replaceAll('origin/$BASE', 'origin/HEAD')
    .replaceAll('$CI_MERGE_REQUEST_DIFF_BASE_SHA', 'origin/HEAD');
  return [...known.matchAll(/"([^"]*)"|(\S+)/g)].map(m => m[1] ?? m[2]!).slice(1);
}

describe('recipes', function () {
  this.timeout(120_000);
  const blocks = [...TEXT.matchAll(/```yaml\n(.*?)```/gs)].map(m => m[1]!);
  const commands = [...TEXT.matchAll(/^ +(?:- (?:run: )?|entry: )?(go-preflight .*)$/gm)].map(m => m[1]!);
  let folder: ReturnType<typeof tempFolder>;

  before(async function () {
    if (spawnSync('git', ['--version']).status !== 0 || spawnSync('go', ['version']).status !== 0) {
      console.error('      SKIPPED: no git or no go command, so no recipe was run');
      this.skip();
    }
    folder = tempFolder(FILES);
    const git = (...args: string[]) => {
      const run = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder.dir, encoding: 'utf8' });
      assert.equal(run.status, 0, run.stderr);
    };
    await cli(folder.dir, ['escapes', '--write', 'heap.json'], { env: process.env });
    for (const args of [
      ['init', '-q'],
      ['add', '.'],
      ['commit', '-qm', 'one'],
      ['update-ref', 'refs/remotes/origin/HEAD', 'HEAD'],
    ])
      git(...args);
  });
  after(() => folder?.remove());

  it('are YAML with the keys that their readers ask for', () => {
    assert.equal(blocks.length, 7);
    const documents = blocks.map(b => parse(b) as Record<string, unknown>);
    assert.deepEqual(
      documents.map(d => Object.keys(d)),
      [
        ['name', 'on', 'jobs'],
        ['name', 'on', 'jobs'],
        ['name', 'on', 'permissions', 'jobs'],
        ['preflight'],
        ['quality'],
        ['heap'],
        ['repos'],
      ],
    );
  });

  it('name every way to use the command', () => {
    assert.ok(commands.length >= 11, commands.join('\n'));
    for (const use of [
      '--since',
      '--baseline',
      '--write',
      '--tier all',
      '--format sarif',
      '--format github',
      '--format gitlab',
      '--format junit',
      'explain ',
    ])
      assert.ok(
        commands.some(c => c.includes(use)),
        use,
      );
  });

  for (const command of commands) {
    it(command, async () => {
      const { code, stderr } = await cli(folder.dir, words(command), { env: process.env });
      assert.equal(code, 0, stderr);
      assert.equal(stderr, '');
    });
  }
});
