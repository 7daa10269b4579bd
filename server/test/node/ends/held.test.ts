/** What a process holds when a signal ends it, in processes of their own. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../../src/node/ends/replace-file.js';

const SOURCE = join(__dirname, '../../../src/node/ends/temp-folder.ts');
const posix = process.platform === 'win32' ? describe.skip : describe;

posix('a process that holds a temporary folder', function () {
  this.timeout(120_000);
  let base: string;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'preflight-held-')));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  /** Arguments of node for a script that knows TempFolder. */
  const script = (text: string) => {
    const main = `const { TempFolder } = require(${JSON.stringify(SOURCE)});\n(async () => {\n${text}\n})();`;
    return ['--require', 'tsx/cjs', '-e', main];
  };
  const env = () => ({ ...process.env, TMPDIR: base });
  const leftOf = () => readdirSync(base).filter(name => name.startsWith('go-preflight-'));

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    it(`removes it and ends with ${code} after ${signal}`, async () => {
      const child = spawn(process.execPath, script(`TempFolder.make(); setInterval(() => {}, 1000); console.log('held');`), { env: env() });
      await once(child.stdout, 'data');
      assert.equal(leftOf().length, 1);
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [code, null]);
      assert.deepEqual(leftOf(), []);
    });
  }

  it('removes it at its end, also by an exception', () => {
    for (const [end, code] of [
      ['', 0],
      ['process.exit(7);', 7],
      [`setImmediate(() => { throw new Error('x'); });`, 1],
    ] as const) {
      assert.equal(spawnSync(process.execPath, script(`TempFolder.make(); ${end}`), { env: env() }).status, code);
      assert.deepEqual(leftOf(), []);
    }
  });

  it('loses no signal that comes while the folder is removed', () => {
    const turns = 'for (let i = 0; i < 9; i++) await new Promise(setImmediate);';
    const text = `const folder = TempFolder.make(); process.kill(process.pid, 'SIGINT'); folder.removeNow(); ${turns} console.log('survived');`;
    const { status, stdout } = spawnSync(process.execPath, script(text), { env: env(), encoding: 'utf8' });
    assert.deepEqual([status, stdout], [130, '']);
  });

  it('leaves signals to the system when it is gone, however busy the process is', async () => {
    const text = `await TempFolder.make().remove(); console.log('busy'); for (;;);`;
    const child = spawn(process.execPath, script(text), { env: env() });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  });

  it('replaces a file through it, with the mode, or not at all', () => {
    const file = join(base, 'a.go');
    writeFileSync(file, 'old');
    replaceFile(file, 'new', 0o640);
    assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, readdirSync(base)], ['new', 0o640, ['a.go']]);
    assert.throws(() => replaceFile(join(base, 'none/a.go'), 'x'));
    assert.throws(() => replaceFile(base, 'x'));
    assert.deepEqual(readdirSync(base), ['a.go']);
  });
});
