/** Scripts for shells: what bash completes with them, and that the others read theirs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { RULES } from '../../../src/engine/rules/registry.js';
import { SHELLS } from '../../../src/node/cli/completion.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';

const script = async (shell: string) => (await cli(tmpdir(), ['completion', shell])).stdout;

describe('completion of a shell', function () {
  this.timeout(60_000);

  it('gives commands, options, their choices and rules in bash', async function () {
    if (spawnSync('bash', ['--version']).status !== 0) {
      console.error('      skipped: no bash here');
      return this.skip();
    }
    const own = await script('bash');
    const complete = (...words: string[]) => {
      const line = ['go-preflight', ...words].map(w => `'${w}'`).join(' ');
      const run = `${own}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _go_preflight; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync('bash', ['-c', run], { encoding: 'utf8' });
      assert.equal(stderr, '');
      return stdout.split('\n').filter(word => word !== '');
    };
    assert.deepEqual(complete('esc'), ['escapes']);
    assert.ok(complete('').includes('check') && complete('').includes('completion'));
    assert.deepEqual(complete('check', '--fo'), ['--format']);
    assert.deepEqual(complete('check', '--format', 's'), ['sarif']);
    assert.deepEqual(complete('matrix', '--format', ''), ['text', 'json', 'markdown']);
    assert.deepEqual(complete('check', '--config', ''), [], 'files are left to the shell');
    assert.deepEqual(complete('check', ''), [], 'files are left to the shell');
    assert.deepEqual(
      complete('explain', 'pool/co'),
      RULES.map(r => r.id).filter(id => id.startsWith('pool/co')),
    );
    assert.deepEqual(complete('completion', ''), [...SHELLS]);
  });

  it('names every command, with options of each, in every shell', async () => {
    for (const shell of SHELLS) {
      const text = await script(shell);
      for (const word of ['check', 'escapes', 'matrix', 'doctor', 'fail-on', 'baseline', 'sarif'])
        assert.ok(text.includes(word), `${shell}: ${word}`);
    }
  });

  it('is read by zsh and fish', async () => {
    const folder = tempFolder({ zsh: await script('zsh'), fish: await script('fish') });
    const run = (shell: string, ...words: string[]) => {
      const { error, stdout, stderr } = spawnSync(shell, words, { cwd: folder.dir, encoding: 'utf8' });
      if (error) console.error(`      ${shell} is not here: its script was not read by it`);
      else assert.equal(stderr, '', shell);
      return error ? undefined : stdout;
    };
    try {
      const known = run('zsh', '-c', 'autoload -U compinit && compinit -D -u && source ./zsh && echo $_comps[go-preflight]');
      if (known !== undefined) assert.equal(known, '_go_preflight\n');
      const completed = run('fish', '-c', "source ./fish; complete -C 'go-preflight check --format s'");
      if (completed !== undefined) assert.match(completed, /^sarif\t/);
    } finally {
      folder.remove();
    }
  });

  it('refuses another shell', async () => {
    assert.equal((await cli(tmpdir(), ['completion', 'cmd'])).code, 2);
    assert.equal((await cli(tmpdir(), ['completion'])).code, 2);
  });
});
