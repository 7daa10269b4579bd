/** Where calls arrive: which folders count, what is compiled, and in which order. */
import assert from 'node:assert/strict';
import { readdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Message } from '../../../src/engine/base/message.js';
import { plain } from '../../../src/engine/base/wording.js';
import { Folders } from '../../../src/node/mcp/folders.js';
import type { ToolServer } from '../../../src/node/mcp/tool-server.js';
import { say } from '../../../src/node/mcp/words.js';
import { cli, tempFolder } from '../../support/cli-terminal.js';
import { leftInTempFolder } from '../../support/own-temp-folder.js';

const FILE = 'package p\n\nfunc New() *int {\n\tx := 1\n\treturn &x\n}\n';
const signal = new AbortController().signal;
const uri = (path: string) => pathToFileURL(path).href;

describe('the desk of mcp', () => {
  let folder: ReturnType<typeof tempFolder>;
  const at = (name: string) => join(folder.dir, name);
  before(() => {
    folder = tempFolder({ 'p/go.mod': 'module example.com/p\n\ngo 1.24\n', 'p/a.go': FILE, 'other/b.go': FILE });
  });
  after(() => folder.remove());

  /** What `mcp` serves with these words. */
  async function serverOf(cwd: string, ...args: string[]): Promise<ToolServer> {
    let served: ToolServer | undefined;
    const serveTools = async (server: ToolServer) => {
      served = server;
    };
    const { code, stderr } = await cli(cwd, ['mcp', ...args], { serveTools });
    assert.deepEqual([code, stderr], [0, '']);
    return served!;
  }

  const check = (server: ToolServer, paths: readonly string[], roots?: readonly string[]) =>
    server.call('check', { paths }, { roots, signal });
  const refused = (reason: Message) => ({ text: plain(reason), isError: true });

  it('compiles nothing with --static', async () => {
    const server = await serverOf(at('p'), '--static');
    const edits = [{ path: 'a.go', text: 'package p\n' }];
    assert.deepEqual(await server.call('verify_fix', { edits }, { roots: undefined, signal }), refused(say.static));
    assert.deepEqual(await server.call('check', { tier: 'all' }, { roots: undefined, signal }), refused(say.static));
    const { text } = await server.call('why', { file: 'a.go', line: 4 }, { roots: undefined, signal });
    assert.ok(text.startsWith('a.go:4 | x := 1\na.go:4:2 '), text);
    assert.ok(text.includes(plain(say.notCompiled({ place: 'a.go:4' }))), text);
  });

  it('is there for the named folder, else for those of the client, else for the one where it was started', async () => {
    const [started, named] = [await serverOf(at('p')), await serverOf(at('other'), at('p'))];
    const outside = (name: string, own: string) => refused(say.outside({ path: at(name), folders: at(own) }));
    assert.equal((await check(started, [at('p/a.go')])).isError, undefined);
    assert.deepEqual(await check(started, [at('other')]), outside('other', 'p'));
    assert.equal((await check(started, [at('other')], [uri(at('other'))])).isError, undefined);
    assert.deepEqual(await check(started, [at('p')], [uri(at('other'))]), outside('p', 'other'));
    assert.equal((await check(started, ['a.go'], [uri(at('p')), uri(at('other'))])).isError, undefined);
    // What is no folder on this machine is none of the client's.
    assert.equal((await check(started, ['a.go'], ['vscode-vfs://github/a', uri(at('none')), 'x'])).isError, undefined);
    assert.deepEqual(await check(named, [at('other')], [uri(at('other'))]), outside('other', 'p'));
    assert.equal((await check(named, ['a.go'])).isError, undefined);
  });

  it('takes neither all files of the machine nor of the user for a project, unless they are named', async () => {
    for (const cwd of ['/', homedir()]) {
      assert.deepEqual(await check(await serverOf(cwd), ['.']), refused(say.noProject({ folder: cwd })));
      assert.doesNotThrow(() => Folders.of({ named: cwd, cwd: at('p') }, undefined));
    }
  });

  it('lets a link lead from one of its folders into another, and not out', () => {
    symlinkSync(at('other'), at('p/link'));
    const both = Folders.of({ named: undefined, cwd: '/' }, [uri(at('p')), uri(at('other'))]);
    assert.equal(both.inside('link/b.go'), at('p/link/b.go'));
    assert.throws(() => Folders.of({ named: at('p'), cwd: '/' }, undefined).inside('link/new.go'));
    assert.throws(() => Folders.of({ named: at('p'), cwd: '/' }, undefined).inside('../pp'));
  });

  it('says of a folder that is not there that it is not there', async () => {
    const { code, stderr } = await cli(at('p'), ['mcp', 'none']);
    assert.equal(code, 2);
    assert.match(stderr, /none/);
  });

  it('answers in the order of the calls, and not one that was cancelled before its turn', async () => {
    const server = await serverOf(at('p'));
    const cancel = new AbortController();
    const order: number[] = [];
    const calls = [signal, cancel.signal, signal].map(async (own, i) => {
      const answer = await server.call('check', { paths: ['a.go'] }, { roots: undefined, signal: own });
      order.push(i);
      return answer.isError ?? false;
    });
    cancel.abort();
    assert.deepEqual(
      [await Promise.all(calls), order],
      [
        [false, true, false],
        [0, 1, 2],
      ],
    );
  });

  it('leaves nothing behind in the temporary folder, and the files as they are', async () => {
    const server = await serverOf(at('p'));
    const before = readdirSync(at('p'));
    const left = await leftInTempFolder(async () => {
      await server.call('verify_fix', { edits: [{ path: 'new.go', text: 'package p\n' }] }, { roots: undefined, signal });
    });
    assert.deepEqual([left, readdirSync(at('p'))], [[], before]);
  });
});
