// From an unsaved edit to the compiler's confirmed findings, beside gopls with its compiler details on, on the same package in turns; and what
// our server adds to the bare `go list -export -gcflags=-m` run. `node bench-compiler.mjs ROUNDS [GOPLS]` prints milliseconds as JSON.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');
/** A package of some thousand lines that imports public packages only, so that its copy builds outside of GOROOT. */
const PACKAGE = 'encoding/xml';
const FILE = 'marshal.go';
const TIMEOUT = 60_000;

/** The smallest client of a language server: requests, and a wait for diagnostics that hold a text. */
class Client {
  constructor(command, args, cwd, settings) {
    this.settings = settings;
    this.process = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    this.buffer = Buffer.alloc(0);
    this.answers = new Map();
    this.waiting = new Set();
    this.id = 0;
    this.process.stdout.on('data', chunk => this.read(chunk));
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  request(method, params) {
    const id = ++this.id;
    this.send({ id, method, params });
    return new Promise((done, reject) =>
      this.answers.set(id, m => (m.error ? reject(new Error(`${method}: ${m.error.message}`)) : done(m.result))),
    );
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** Resolves with the time at which diagnostics of the document satisfy `isThere`. */
  diagnostics(uri, isThere) {
    return new Promise((done, reject) => {
      const wait = { uri, isThere, done };
      const timer = setTimeout(() => reject(new Error('no such diagnostics')), TIMEOUT);
      wait.done = time => {
        clearTimeout(timer);
        this.waiting.delete(wait);
        done(time);
      };
      this.waiting.add(wait);
    });
  }

  read(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      const length = head < 0 ? undefined : /Content-Length: (\d+)/i.exec(this.buffer.subarray(0, head).toString())?.[1];
      if (length === undefined || this.buffer.length < head + 4 + Number(length)) return;
      const text = this.buffer.subarray(head + 4, head + 4 + Number(length)).toString();
      this.buffer = this.buffer.subarray(head + 4 + Number(length));
      this.handle(JSON.parse(text));
    }
  }

  handle(message) {
    if (message.method === 'workspace/configuration') {
      return this.send({ id: message.id, result: message.params.items.map(i => this.settings[i.section] ?? null) });
    }
    if (message.method && message.id !== undefined) return this.send({ id: message.id, result: null });
    if (message.id !== undefined) {
      this.answers.get(message.id)?.(message);
      return this.answers.delete(message.id);
    }
    if (message.method !== 'textDocument/publishDiagnostics') return;
    for (const wait of this.waiting) {
      if (wait.uri === message.params.uri && wait.isThere(message.params.diagnostics)) wait.done(performance.now());
    }
  }

  async start(folder) {
    const uri = pathToFileURL(folder).href;
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { publishDiagnostics: { versionSupport: true } },
      },
    });
    this.notify('initialized', {});
  }

  stop() {
    this.process.kill();
  }
}

/** Types into the end of the file: each version has one more allocation that only the compiler sees. */
class Document {
  version = 1;
  constructor(client, path) {
    this.client = client;
    this.uri = pathToFileURL(path).href;
    this.text = readFileSync(path, 'utf8');
    this.base = this.text.split('\n').length;
  }

  open() {
    const textDocument = { uri: this.uri, languageId: 'go', version: this.version, text: this.text };
    this.client.notify('textDocument/didOpen', { textDocument });
  }

  /** Milliseconds from the edit to a diagnostic on the new line; `says` tells the compiler's from others. */
  async edit(says) {
    const n = this.version++;
    this.text += `\nfunc bench${n}() []int { return append(benchKeep, ${n}) }\n`;
    if (n === 1) this.text += '\nvar benchKeep []int\n';
    const lines = this.text.split('\n');
    const line = lines.findIndex(l => l.startsWith(`func bench${n}(`));
    const arrived = this.client.diagnostics(this.uri, all => all.some(d => d.range.start.line === line && says.test(d.message)));
    const started = performance.now();
    this.client.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: [{ text: this.text }],
    });
    return (await arrived) - started;
  }
}

/** A module with a copy of the package. */
function makeModule() {
  const goRoot = spawnSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).stdout.trim();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-latency-')));
  for (const name of readdirSync(join(goRoot, 'src', PACKAGE))) {
    if (/\.go$/.test(name) && !/_test\.go$/.test(name)) cpSync(join(goRoot, 'src', PACKAGE, name), join(folder, name));
  }
  writeFileSync(join(folder, 'go.mod'), 'module example.com/bench\n\ngo 1.22\n');
  return folder;
}

/** The compiler alone: a text it has not seen, through an overlay as an editor's would come. */
function bareRun(folder, n) {
  const path = join(folder, FILE);
  const other = mkdtempSync(join(tmpdir(), 'go-preflight-bare-'));
  try {
    writeFileSync(join(other, FILE), `${readFileSync(path, 'utf8')}\nfunc bare${n}() int { return ${n} }\n`);
    writeFileSync(join(other, 'overlay.json'), JSON.stringify({ Replace: { [path]: join(other, FILE) } }));
    const started = performance.now();
    const args = ['list', '-e', '-export', '-gcflags=-m=1 -e -L', `-overlay=${join(other, 'overlay.json')}`, '.'];
    const { status } = spawnSync('go', args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
    if (status !== 0) throw new Error('go list failed');
    return performance.now() - started;
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}

async function main(rounds, gopls) {
  const folder = makeModule();
  const clients = [];
  try {
    const path = join(folder, FILE);
    const ours = new Client(process.execPath, [join(root, 'dist/server.js'), '--stdio'], folder, {
      goPreflight: { compiler: { run: 'onType' } },
    });
    clients.push(ours);
    await ours.start(folder);
    const document = new Document(ours, path);
    document.open();
    let other;
    if (gopls !== undefined && existsSync(gopls)) {
      const theirs = new Client(gopls, ['serve'], folder, { gopls: {} });
      clients.push(theirs);
      await theirs.start(folder);
      other = new Document(theirs, path);
      other.open();
      await theirs.request('workspace/executeCommand', { command: 'gopls.gc_details', arguments: [other.uri] });
    }
    // The first edit fills caches on both sides and is not counted.
    await document.edit(/allocates on the heap/);
    await other?.edit(/escape/);
    const result = { package: PACKAGE, ours: [], gopls: [], bare: [] };
    for (let i = 0; i < rounds; i++) {
      result.ours.push(await document.edit(/allocates on the heap/));
      if (other) result.gopls.push(await other.edit(/escape/));
      result.bare.push(bareRun(folder, i));
    }
    console.log(JSON.stringify(result));
  } finally {
    for (const client of clients) client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(Number(process.argv[2] ?? 5), process.argv[3]);
