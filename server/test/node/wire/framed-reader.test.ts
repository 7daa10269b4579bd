/** What a client that makes mistakes is told, and when the server gives it up. */
import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { FramedReader } from '../../../src/node/wire/framed-reader.js';

const frame = (text: string, length = Buffer.byteLength(text)) => `Content-Length: ${length}\r\n\r\n${text}`;
const SERVER = join(__dirname, '../../../src/node/server-main.ts');
const HOVER = '{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}';

/** What happens, in order: methods handed on, errors sent, words said. */
class Scene {
  readonly events: string[] = [];
  readonly input = new PassThrough();
  private readonly waiting: (() => void)[] = [];
  readonly reader: FramedReader;

  constructor(stallMs?: number) {
    const note = (event: string) => {
      this.events.push(event);
      for (const resolve of this.waiting.splice(0)) resolve();
    };
    const around = {
      refuse: (error: { code: number }) => note(String(error.code)),
      say: (message: { id: string }) => note(message.id),
      giveUp: (why: { id: string }) => note(`end: ${why.id}`),
      ended: () => note('ended'),
    };
    this.reader = new FramedReader(this.input, around, stallMs);
    this.reader.listen(message => {
      const { method = 'response', params } = message as { method?: string; params?: { id: unknown } };
      note(method);
      // As the connection does.
      if (method === '$/cancelRequest') void params!.id;
    });
  }

  /** What has happened once that many things have. */
  async told(count: number): Promise<readonly string[]> {
    while (this.events.length < count) await new Promise<void>(resolve => this.waiting.push(resolve));
    return this.events;
  }
}

describe('messages of a client', () => {
  let scene: Scene;
  afterEach(() => scene.input.destroy());

  it('that are none get an error, and the next ones an answer', async () => {
    scene = new Scene();
    const parse = ['', '{', '{"jsonrpc": ', 'x', '\ufeff{}', '['.repeat(20_000)];
    const invalid = [
      'null',
      '5',
      '"x"',
      '[]',
      `[${HOVER}]`,
      '{"id":1,"method":5}',
      '{"id":null,"method":"x"}',
      '{"id":{},"method":"x"}',
      '{"id":[]}',
    ];
    for (const text of [...parse, ...invalid]) scene.input.write(frame(text) + frame(HOVER));
    const expected = [...parse.map(() => '-32700'), ...invalid.map(() => '-32600')].flatMap(code => [code, 'textDocument/hover']);
    assert.deepEqual(await scene.told(expected.length), expected);
  });

  it('that the connection throws at do nothing', async () => {
    scene = new Scene();
    scene.input.write(frame('{"method":"$/cancelRequest","params":null}') + frame('{"method":"$/cancelRequest"}') + frame(HOVER));
    assert.deepEqual(await scene.told(3), ['$/cancelRequest', '$/cancelRequest', 'textDocument/hover']);
  });

  it('are not read on behind what is none', async () => {
    scene = new Scene();
    scene.input.write(`${frame(HOVER)}hello\n${frame(HOVER)}`);
    scene.input.end(frame(HOVER));
    await once(scene.input, 'end');
    assert.deepEqual(scene.events, ['textDocument/hover', 'end: wire/noHeader']);
  });

  it('end with an exit where the stream does', async () => {
    scene = new Scene();
    scene.input.end(frame(HOVER));
    assert.deepEqual(await scene.told(3), ['textDocument/hover', 'exit', 'ended']);
    if (!scene.input.closed) await once(scene.input, 'close');
    assert.equal(scene.events.length, 3);
  });

  for (const half of ['Content-Le', 'Content-Length: 50\r\n', frame(HOVER, 99)])
    it(`that break off in ${JSON.stringify(half.slice(0, 24))} are no message`, async () => {
      scene = new Scene();
      scene.input.end(frame(HOVER) + half);
      assert.deepEqual(await scene.told(4), ['textDocument/hover', 'wire/cutOff', 'exit', 'ended']);
    });

  it('whose stream breaks end with an exit too', async () => {
    scene = new Scene();
    scene.input.destroy(new Error('EIO'));
    assert.deepEqual(await scene.told(2), ['exit', 'ended']);
  });

  it('that do not come are waited for, and somebody is told', async () => {
    scene = new Scene(1);
    scene.input.write(frame(HOVER).slice(0, -3));
    assert.deepEqual(await scene.told(1), ['wire/waiting']);
    scene.input.write(frame(HOVER).slice(-3));
    assert.deepEqual(await scene.told(2), ['wire/waiting', 'textDocument/hover']);
  });

  it('that are whole before their length end the server', async () => {
    scene = new Scene(1);
    scene.input.write(frame(HOVER, 99));
    assert.deepEqual(await scene.told(1), ['end: wire/wrongLength']);
  });
});

describe('the channel of node', function () {
  this.timeout(60_000);

  it('survives what is no message', async () => {
    const child = fork(SERVER, ['--node-ipc'], { execArgv: ['--require', 'tsx/cjs'] });
    try {
      const cancel = { jsonrpc: '2.0', method: '$/cancelRequest', params: null };
      for (const odd of [null, 5, 'x', [], { id: {}, method: 'x' }, cancel] as object[]) child.send(odd);
      child.send({ jsonrpc: '2.0', id: 1, method: 'shutdown' });
      const [answer] = (await once(child, 'message')) as [{ id: number; error: { code: number } }];
      assert.deepEqual([answer.id, answer.error.code], [1, -32002]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('ends the server with itself, whatever is under way', async () => {
    // Something that is never done.
    const waits = `setInterval(() => {}, 1000); process.argv.push('--node-ipc'); require(${JSON.stringify(SERVER)});`;
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', waits], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    try {
      child.send({ jsonrpc: '2.0', id: 1, method: 'shutdown' });
      await once(child, 'message');
      child.disconnect();
      assert.deepEqual(await once(child, 'exit'), [1, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
