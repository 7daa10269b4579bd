/** `go-preflight mcp` as agents use it: a process of its own, spoken to by the official client. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Message } from '../../../src/engine/base/message.js';
import { plain } from '../../../src/engine/base/wording.js';
import { GoTool } from '../../../src/node/go/go-tool.js';
import { say } from '../../../src/node/mcp/words.js';
import { ROOT } from '../../../tools/generate.js';
import { tempFolder } from '../../support/cli-terminal.js';
import { isRunning } from '../../support/live-go.js';

const MAIN = ['--import', pathToFileURL(require.resolve('tsx')).href, join(ROOT, 'server/src/node/cli-main.ts'), 'mcp'];

const UTIL = `package util

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func Render(name string) []byte {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	b.WriteString(name)
	return b.Bytes()
}

type Point struct{ X, Y int }

func New(x int) *Point {
	p := Point{X: x}
	return &p
}
`;
const APP = `package main

import "example.com/m/util"

func main() { println(util.New(3).X, string(util.Render("x"))) }
`;
const FILES = {
  'p/go.mod': 'module example.com/m\n\ngo 1.24\n',
  'p/util/util.go': UTIL,
  'p/util/util_test.go': 'package util\n\nimport "testing"\n\nfunc TestNew(t *testing.T) {\n\tif New(1).X != 1 {\n\t\tt.Fatal()\n\t}\n}\n',
  'p/app/main.go': APP,
  'p/Dockerfile':
    'FROM golang:1.26 AS build\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a ./app\nFROM scratch\nCOPY --from=build /a /a\nENTRYPOINT ["/a"]\n',
  'p/shell.Dockerfile':
    'FROM golang:1.26 AS build\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /a ./app\nFROM scratch\nCOPY --from=build /a /a\nCMD /a\n',
  'p/half/go.mod': 'module example.com/half\n\ngo 1.24\n',
  'p/half/good/good.go': 'package good\n\nfunc F() int { return 1 }\n',
  'p/half/bad/bad.go': 'package bad\n\nfunc F() int { return "" }\n',
  'other/secret.go': 'package other\n',
};
const RETURNED = 'pool/returned-pooled-memory';

interface Answer {
  readonly text: string;
  readonly isError: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Found {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

describe('go-preflight mcp', function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof tempFolder>;
  const project = () => join(folder.dir, 'p');
  const clients: Client[] = [];
  let client: Client;

  /** `roots`: folders that the client has open. */
  async function connect(args: readonly string[], cwd: string, roots?: readonly string[]): Promise<Client> {
    const own = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
    const uris = roots?.map(root => ({ uri: pathToFileURL(root).href })) ?? [];
    if (roots) own.setRequestHandler(ListRootsRequestSchema, () => ({ roots: uris }));
    const env = { ...process.env, LC_ALL: 'C' } as Record<string, string>;
    await own.connect(new StdioClientTransport({ command: process.execPath, args: [...MAIN, ...args], cwd, env }));
    // The client holds answers against the schemas that it has been told.
    await own.listTools();
    clients.push(own);
    return own;
  }

  async function ask(name: string, args: Record<string, unknown>, of = client): Promise<Answer> {
    const { content, isError, structuredContent } = await of.callTool({ name, arguments: args });
    const [first, ...more] = content as { type: string; text: string }[];
    assert.deepEqual([first!.type, more], ['text', []]);
    return { text: first!.text, isError: isError === true, data: (structuredContent ?? {}) as Answer['data'] };
  }

  async function assertRefused(name: string, args: Record<string, unknown>, reason: Message, of = client): Promise<void> {
    assert.deepEqual(await ask(name, args, of), { text: plain(reason), isError: true, data: {} });
  }

  before(async () => {
    folder = tempFolder(FILES);
    symlinkSync(join(folder.dir, 'other'), join(project(), 'away'));
    symlinkSync(join(folder.dir, 'other/secret.go'), join(project(), 'secret.go'));
    client = await connect([], project());
  });
  after(async () => {
    await Promise.all(clients.map(c => c.close()));
    folder.remove();
  });

  it('says who it is, and lists five tools whose arguments are described', async () => {
    assert.equal(client.getServerVersion()?.name, 'go-preflight');
    assert.equal(client.getInstructions(), plain(say.instructions));
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(t => t.name),
      ['check', 'why', 'verify_fix', 'image_starts', 'explain_rule'],
    );
    for (const { name, description, inputSchema, annotations } of tools) {
      assert.equal(inputSchema.type, 'object');
      assert.ok(Object.keys(inputSchema.properties ?? {}).length > 0, name);
      for (const property of Object.values(inputSchema.properties ?? {}))
        assert.notEqual((property as { description?: string }).description ?? '', '', name);
      assert.notEqual(description ?? '', '');
      assert.equal(annotations?.readOnlyHint, true);
    }
  });

  it('refuses arguments that are not as the schema says, and tools that it does not have', async () => {
    for (const args of [{ paths: 5 }, { tier: 'most' }, { limit: 0 }, { path: '.' }]) {
      const { isError, text } = await ask('check', args);
      assert.ok(isError && text.includes('check'), text);
    }
    await assert.rejects(client.callTool({ name: 'delete', arguments: {} }), /unknown tool/);
  });

  describe('check', () => {
    it('finds, with the line of code', async () => {
      const { text, data } = await ask('check', { paths: ['util'] });
      const [found, ...more] = data.findings as Found[];
      assert.deepEqual([more, found!.rule, found!.file, found!.line, found!.code], [[], RETURNED, 'util/util.go', 15, 'return b.Bytes()']);
      assert.match(text, /^util\/util\.go:15:9 error pool\/returned-pooled-memory: /);
      assert.match(text, /^ {2}15 \| \treturn b\.Bytes\(\)\n {5}\| \t {7}\^+$/m);
    });

    it('lists the most severe first, and says how many it leaves out', async () => {
      const all = (await ask('check', { hints: true })).data;
      const { text, data } = await ask('check', { hints: true, limit: 1 });
      const left = (all.findings as Found[]).length - 1;
      assert.ok(left > 0);
      assert.deepEqual([(data.findings as Found[]).map(f => f.rule), data.notListed], [['image/shell-form'], left]);
      assert.ok(text.includes(plain(say.more({ count: left }))), text);
    });

    it('says how many hints it leaves out', async () => {
      const { data, text } = await ask('check', { paths: ['util'] });
      assert.ok((data.hintsNotListed as number) > 0);
      assert.ok(text.includes(plain(say.hintsLeftOut({ count: data.hintsNotListed as number }))), text);
    });

    for (const path of ['../other', '..', '/etc/passwd', 'away', 'away/secret.go', 'secret.go', 'util/../../other', 'no\0thing'])
      it(`refuses ${JSON.stringify(path)}`, () => assertRefused('check', { paths: [path] }, say.outside({ path, folders: project() })));

    it('says of a path that is not there that it is not there', async () => {
      const { data } = await ask('check', { paths: ['nothing.go'] });
      assert.deepEqual([data.findings, (data.notLookedAt as string[]).length], [[], 1]);
    });

    it('shows names that a terminal would obey', async () => {
      const name = 'testdata/bell\u0007\u001b[2J\u202e';
      mkdirSync(join(project(), name), { recursive: true });
      writeFileSync(join(project(), name, 'a.go'), `${UTIL}\n// ${name}\n`);
      const { text, data } = await ask('check', { paths: [name], hints: true });
      for (const char of ['\u0007', '\u001b', '\u202e'])
        assert.ok(![text, ...Object.values((data.findings as object[])[0]!)].join('').includes(char));
      assert.match(text, /^testdata\/bell\\x07\\x1b\[2J\\u202e\/a\.go:15:9 /m);
    });
  });

  describe('explain_rule', () => {
    it('shows a rule, and the rules of a family', async () => {
      assert.match((await ask('explain_rule', { rule: RETURNED })).text, /^pool\/returned-pooled-memory /);
      const family = (await ask('explain_rule', { rule: 'pool' })).text.split('\n');
      assert.ok(family.length > 5 && family.every(line => line.startsWith('pool/')), family.join('\n'));
    });

    it('names what is similar', async () => {
      await assertRefused('explain_rule', { rule: 'pools/copied' }, say.noRuleBut({ id: 'pools/copied', similar: 'pool/copied' }));
      assert.equal((await ask('explain_rule', { rule: 'xyz' })).isError, true);
    });
  });

  describe('image_starts', () => {
    it('tells a program that does not start from one of which nothing of the kind was found', async () => {
      const broken = await ask('image_starts', { dockerfile: 'shell.Dockerfile' });
      assert.deepEqual(
        [broken.data.verdict, (broken.data.findings as Found[]).map(f => [f.rule, f.line])],
        ['no', [['image/shell-form', 7]]],
      );
      const sound = await ask('image_starts', { dockerfile: 'Dockerfile' });
      const stage = { name: 'build', line: 1, linkage: 'static', image: 'scratch', target: '-' };
      assert.deepEqual([sound.data.verdict, sound.data.findings, sound.data.stages], ['nothing found', [], [stage]]);
    });

    it('does not know what builds no Go program', async () => {
      writeFileSync(join(project(), 'plain.Dockerfile'), 'FROM nginx:1.29\nCOPY html /html\n');
      assert.equal((await ask('image_starts', { dockerfile: 'plain.Dockerfile' })).data.verdict, 'unknown');
    });

    it('refuses what is not a Dockerfile, or is elsewhere', async () => {
      await assertRefused('image_starts', { dockerfile: 'go.mod' }, say.notDockerfile({ path: 'go.mod' }));
      await assertRefused('image_starts', { dockerfile: 'none/Dockerfile' }, say.notDockerfile({ path: 'none/Dockerfile' }));
      await assertRefused('image_starts', { dockerfile: '../Dockerfile' }, say.outside({ path: '../Dockerfile', folders: project() }));
    });
  });

  describe('with a go command', () => {
    before(function () {
      if (GoTool.find('') !== undefined) return;
      console.log('      SKIPPED: no go command on PATH, changes are not tried out');
      this.skip();
    });

    const changed = (from: string, to: string) => ({ edits: [{ path: 'util/util.go', text: UTIL.replace(from, to) }] });
    /** As an agent writes them: without right numbers. */
    const PATCH = `--- a/util/util.go\n+++ b/util/util.go\n@@ -11,9 +11,9 @@ func Render(name string) []byte {\n \tb.WriteString(name)\n-\treturn b.Bytes()\n+\treturn bytes.Clone(b.Bytes())\n }\n\n type Point struct{ X, Y int }\n`;

    it('tells why a value is on the heap, by the compiler', async () => {
      const { text, isError } = await ask('why', { file: 'util/util.go', line: 21 });
      assert.ok(!isError, text);
      assert.match(text, /^util\/util\.go:21 \| p := Point\{X: x\}\n/);
      assert.match(text, /\[escape\/[\w-]+\]\n {4}util\/util\.go:2\d:/);
      assert.equal((await ask('why', { file: 'util/none.go', line: 1 })).isError, true);
      assert.equal((await ask('why', { file: 'util/util.go', line: 999 })).isError, true);
      await assertRefused('why', { file: '../other/secret.go', line: 1 }, say.outside({ path: '../other/secret.go', folders: project() }));
    });

    for (const [title, change] of [
      ['a patch with wrong numbers', { patch: PATCH }],
      ['whole files', changed('return b.Bytes()', 'return bytes.Clone(b.Bytes())')],
    ] as const)
      it(`tries ${title} out: what goes, what comes, and nothing is written`, async () => {
        const { data, text } = await ask('verify_fix', change);
        assert.equal(data.compiles, 'yes', text);
        const [removed, added, allocated] = [data.findingsRemoved, data.findingsAdded, data.allocationsAdded] as Found[][];
        assert.deepEqual(
          [removed!.map(f => f.rule), added, allocated!.map(f => f.code)],
          [[RETURNED], [], ['return bytes.Clone(b.Bytes())']],
        );
        assert.equal(data.allocationsAfter, (data.allocationsBefore as number) + 1);
        assert.ok(text.includes(`util/util.go:15:9 ${RETURNED}: `), text);
        assert.equal(readFileSync(join(project(), 'util/util.go'), 'utf8'), UTIL);
      });

    it('sees an allocation go', async () => {
      const { data } = await ask(
        'verify_fix',
        changed(
          'func New(x int) *Point {\n\tp := Point{X: x}\n\treturn &p',
          'var one = new(Point)\n\nfunc New(x int) *Point {\n\tone.X = x\n\treturn one',
        ),
      );
      assert.deepEqual([data.compiles, (data.allocationsRemoved as string[]).length, data.allocationsAdded], ['yes', 1, []]);
    });

    it('finds what does not compile any more, in other packages and in tests too', async () => {
      const { data, text } = await ask(
        'verify_fix',
        changed('New(x int) *Point {\n\tp := Point{X: x}', 'New(x, y int) *Point {\n\tp := Point{X: x, Y: y}'),
      );
      const errors = data.errors as string[];
      assert.equal(data.compiles, 'no', text);
      assert.deepEqual(errors.map(e => e.split(': ')[0]).sort(), ['app/main.go:5', 'util/util_test.go:6']);
      assert.ok(
        errors.some(e => e.endsWith(' | if New(1).X != 1 {')),
        text,
      );
    });

    it('tells what did not compile before from what the change breaks', async () => {
      const good = (text: string) => ({ edits: [{ path: 'half/good/good.go', text: `package good\n\n${text}\n` }] });
      const [sound, broken] = [
        await ask('verify_fix', good('func F() int { return 2 }')),
        await ask('verify_fix', good('func F() { return 2 }')),
      ];
      const places = ({ data }: Answer) => (data.errors as string[]).map(e => e.split(': ')[0]);
      assert.deepEqual([sound.data.compiles, places(sound)], ['as before', ['half/bad/bad.go:3']]);
      assert.deepEqual([broken.data.compiles, places(broken)], ['no', ['half/good/good.go:3']]);
      const mended = await ask('verify_fix', {
        edits: [{ path: 'half/bad/bad.go', text: 'package bad\n\nfunc F() *int { return new(int) }\n' }],
      });
      assert.deepEqual([mended.data.compiles, mended.data.allocationsBefore, mended.data.allocationsAfter], ['yes', undefined, 1]);
    });

    it('tries out new files, new packages and files that go', async () => {
      const fresh = { edits: [{ path: 'sink/sink.go', text: 'package sink\n\nvar Sink any\n\nfunc Keep(n int) { Sink = n }\n' }] };
      const { data } = await ask('verify_fix', fresh);
      assert.deepEqual([data.compiles, (data.allocationsAdded as Found[]).map(f => f.file)], ['yes', ['sink/sink.go']]);
      const removed = `--- a/app/main.go\n+++ /dev/null\n@@ -1,5 +0,0 @@\n${APP.trimEnd().replace(/^/gm, '-')}\n`;
      assert.equal((await ask('verify_fix', { patch: removed })).data.compiles, 'yes');
      assert.deepEqual(readdirSync(project()).includes('sink'), false);
    });

    it('tries a Dockerfile out without compiling', async () => {
      const text = readFileSync(join(project(), 'shell.Dockerfile'), 'utf8').replace('CMD /a', 'CMD ["/a"]');
      const { data } = await ask('verify_fix', { edits: [{ path: 'shell.Dockerfile', text }] });
      assert.deepEqual(
        [data.compiles, (data.findingsRemoved as Found[]).map(f => f.rule), data.findingsAdded],
        ['not compiled', ['image/shell-form'], []],
      );
    });

    it('refuses changes that lead out, do not fit or change nothing', async () => {
      const outside = (path: string) => say.outside({ path, folders: project() });
      const header = (path: string) => `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-package other\n+package another\n`;
      await assertRefused('verify_fix', { edits: [{ path: '../other/new.go', text: 'x' }] }, outside('../other/new.go'));
      await assertRefused('verify_fix', { patch: header('../other/secret.go') }, outside('../other/secret.go'));
      await assertRefused('verify_fix', { patch: header('secret.go') }, outside('secret.go'));
      await assertRefused('verify_fix', { patch: header('util/util.go') }, say.misfit({ path: 'util/util.go' }));
      await assertRefused('verify_fix', { patch: header('util/none.go') }, say.misfit({ path: 'util/none.go' }));
      await assertRefused('verify_fix', { patch: 'please' }, say.emptyPatch);
      await assertRefused('verify_fix', {}, say.oneOf);
      await assertRefused('verify_fix', { edits: [{ path: 'util/util.go', text: UTIL }] }, say.unchanged);
      const mod = 'new/go.mod';
      await assertRefused('verify_fix', { edits: [{ path: mod, text: 'module x\n' }] }, say.newGoMod({ path: join(project(), mod) }));
    });
  });

  it('looks into the folders that the client has open, and no others', async () => {
    const other = join(folder.dir, 'other');
    const open = await connect([], project(), [other]);
    assert.equal((await ask('check', { paths: ['secret.go'] }, open)).isError, false);
    await assertRefused(
      'check',
      { paths: [join(project(), 'util')] },
      say.outside({ path: join(project(), 'util'), folders: other }),
      open,
    );
  });

  describe('ends', () => {
    /** A go command that says its process id and never answers. */
    function start(): { server: ChildProcess; asked: Promise<number> } {
      const bin = join(folder.dir, 'bin');
      const fifo = join(folder.dir, 'fifo');
      mkdirSync(bin, { recursive: true });
      spawnSync('rm', ['-f', fifo]);
      assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
      writeFileSync(join(bin, 'go'), `#!/bin/sh\necho $$ > ${fifo}\nexec sleep 600\n`);
      chmodSync(join(bin, 'go'), 0o755);
      const env = { ...process.env, PATH: `${bin}:/usr/bin:/bin` };
      const server = spawn(process.execPath, MAIN, { cwd: project(), env, stdio: ['pipe', 'pipe', 'inherit'] });
      const send = (message: object) => server.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      const clientInfo = { name: 'test', version: '1' };
      send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
      server.stdout!.once('data', () => {
        send({ method: 'notifications/initialized' });
        send({ id: 2, method: 'tools/call', params: { name: 'why', arguments: { file: 'util/util.go', line: 21 } } });
      });
      return { server, asked: readFile(fifo, 'utf8').then(Number) };
    }

    for (const [title, end] of [
      ['the client closes the stream', (server: ChildProcess) => server.stdin!.end()],
      ['it is told to', (server: ChildProcess) => server.kill('SIGTERM')],
    ] as const)
      it(`when ${title}, and the go command that runs with it`, async function () {
        if (process.platform === 'win32') this.skip();
        const { server, asked } = start();
        const ended = once(server, 'exit');
        const go = await asked;
        assert.ok(isRunning(go));
        end(server);
        const [code] = (await ended) as [number | null];
        assert.equal(code, title.startsWith('the client') ? 0 : 143);
        assert.equal(isRunning(go), false);
      });
  });
});
