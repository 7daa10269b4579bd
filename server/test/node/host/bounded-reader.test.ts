/** What is read of a disk that strangers filled, and how much of it: the same in both forms. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readBytes,
  readBytesLater,
  readHead,
  readTextLater,
  textBytes,
  useRegularFile,
  withoutMark,
} from '../../../src/node/host/bounded-reader.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { makePipe } from '../../support/odd-files.js';

describe('the bounded reader', () => {
  let folder: ReturnType<typeof tempFolder>;
  beforeEach(() => {
    folder = tempFolder({ 'a.go': 'package a\n', empty: '' });
  });
  afterEach(() => folder.remove());

  const at = (name: string) => join(folder.dir, name);

  /** Text or fault, which both forms have to agree on. */
  async function read(path: string, max = 100): Promise<unknown> {
    const [now, later] = [readBytes(path, max), await readBytesLater(path, max)];
    assert.deepEqual(now, later);
    return 'bytes' in now ? now.bytes.toString('utf8') : now.fault;
  }

  it('reads regular files, through links', async () => {
    symlinkSync('a.go', at('link'));
    assert.equal(await read(at('a.go')), 'package a\n');
    assert.equal(await read(at('link')), 'package a\n');
    assert.equal(await read(at('empty')), '');
  });

  it('reads so many bytes and no more', async () => {
    assert.equal(await read(at('a.go'), 10), 'package a\n');
    assert.deepEqual(await read(at('a.go'), 9), { kind: 'tooLarge' });
    const head = readHead(at('a.go'), 4);
    assert.equal('bytes' in head && head.bytes.toString('utf8'), 'pack');
  });

  it('reads files that are longer than they say', async function () {
    if (!existsSync('/proc/self/cmdline')) {
      console.log('      SKIPPED: no /proc, files that say 0 bytes were not read');
      this.skip();
    }
    assert.match(String(await read('/proc/self/cmdline', 100_000)), /mocha/);
    assert.deepEqual(await read('/proc/self/cmdline', 3), { kind: 'tooLarge' });
  });

  it('keeps the byte order mark, which `withoutMark` takes off', async () => {
    writeFileSync(at('mark'), '\uFEFFx');
    assert.equal(await readTextLater(at('mark'), 100), '\uFEFFx');
    assert.equal(withoutMark('\uFEFFx'), 'x');
    assert.equal(await readTextLater(at('none'), 100), undefined);
  });

  it('reads no further into a binary file than shows it', async () => {
    const text = 'x'.repeat(70_000);
    writeFileSync(at('late'), `${text}\0`);
    writeFileSync(at('early'), `x\0${text}`);
    for (const [name, bytes, isRead] of [
      ['late', 70_000, true],
      ['late', Number.POSITIVE_INFINITY, false],
      ['early', 8000, false],
      ['early', 1, true],
    ] as const) {
      const reading = readBytes(at(name), 100_000, bytes);
      assert.equal('bytes' in reading, isRead, `${name}, ${bytes}`);
      if ('fault' in reading) assert.deepEqual(reading.fault, { kind: 'binary' });
      assert.equal((await readTextLater(at(name), 100_000, bytes)) !== undefined, isRead);
    }
    assert.equal(textBytes('x/a.go'), Number.POSITIVE_INFINITY);
    assert.equal(await readTextLater(at('late'), 100_000, textBytes('late')), `${text}\0`);
  });

  it('says why it does not read', async () => {
    symlinkSync('loop', at('loop'));
    mkdirSync(at('dir'));
    assert.deepEqual(await read(at('none')), { kind: 'system', code: 'ENOENT' });
    assert.deepEqual(await read(at('loop')), { kind: 'system', code: 'ELOOP' });
    assert.deepEqual(await read(at('dir')), { kind: 'folder' });
    assert.deepEqual(await read('a\0b'), { kind: 'system', code: 'ERR_INVALID_ARG_VALUE' });
  });

  it('opens no device and waits for no pipe', async function () {
    if (!makePipe(at('pipe'))) this.skip();
    symlinkSync('/dev/zero', at('zero'));
    symlinkSync('/dev/ptmx', at('terminal'));
    for (const name of ['pipe', 'zero', 'terminal']) assert.deepEqual(await read(at(name)), { kind: 'special' });
  });

  it('lends a file that is open, and takes what goes wrong with it for a fault', async () => {
    assert.deepEqual(await useRegularFile(at('a.go'), async (_, size) => ({ size })), { size: 10 });
    const failing = useRegularFile(at('a.go'), () => Promise.reject(Object.assign(new Error(), { code: 'EIO' })));
    assert.deepEqual(await failing, { fault: { kind: 'system', code: 'EIO' } });
  });

  it('reads a file of many pieces', async () => {
    const text = 'x'.repeat(300_000);
    appendFileSync(at('empty'), text);
    assert.equal(await read(at('empty'), 300_000), text);
  });
});
