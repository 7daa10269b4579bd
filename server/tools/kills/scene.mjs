/** A folder with a module, tools and a place for temporary files of its own, and a program that is started on it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GO, git } from './fake-tools.mjs';
import { isClean, runs } from './left.mjs';

/** Functions of the module, and programs that use cgo; `after`: so many that the output fills every pipe. */
const COUNT = { before: 20, during: 20, after: 1500 };
const WAIT_MS = 120_000;

/** Where the fake tools wait: by the time of the end, for a command that asks once and for `escapes --since`. */
const BLOCKS = { before: 'env', during: 'list', after: 'nowhere' };
const SINCE_BLOCKS = { before: 'git', during: 'list-tree', after: 'nowhere' };

const ARGS = {
  check: ['check', '--tier', 'all', '--format', 'json'],
  escapes: ['escapes', '--format', 'json'],
  since: ['escapes', '--since', 'HEAD', '--format', 'json'],
  cgo: ['cgo', '--format', 'json'],
};

export class Scene {
  constructor(dir, programs, { what, when, real = false }) {
    Object.assign(this, { dir, programs, what, when, real });
    this.block = real ? 'nowhere' : (what === 'since' ? SINCE_BLOCKS : BLOCKS)[when];
    this.mark = `KILLS=${dir}`;
    for (const name of ['temp', 'module', 'bin', 'events', 'home', 'cache']) {
      this[name] = join(dir, name);
      mkdirSync(this[name]);
    }
    const PATH = process.env.PATH.split(delimiter);
    const find = name => PATH.map(d => join(d, name)).find(f => existsSync(f));
    if (!real) writeFileSync(join(this.bin, 'go'), GO, { mode: 0o755 });
    writeFileSync(join(this.bin, 'git'), git(find('git')), { mode: 0o755 });
    this.env = {
      ...{ PATH: [this.bin, ...PATH].join(delimiter), HOME: this.home, TMPDIR: this.temp, KILLS: dir },
      ...{ SCENE: dir, BLOCK: this.block, GOCACHE: this.cache, GOTOOLCHAIN: 'local', GIT_CONFIG_NOSYSTEM: '1' },
    };
    // The real go would start a process now and then that reports how it is used.
    mkdirSync(join(this.home, '.config/go/telemetry'), { recursive: true });
    writeFileSync(join(this.home, '.config/go/telemetry/mode'), 'off');
    this.write();
  }

  write() {
    const name = n => `f${String(n).padStart(4, '0')}`;
    const numbers = Array.from({ length: COUNT[this.when] ?? 1 }, (_, i) => i);
    const cgo = this.real ? '// static int one(void) { return 1; }\nimport "C"\n\nvar One = C.one()\n' : '';
    this.text = `package a\n\n${cgo}${numbers.map(n => `func ${name(n)}() *int { x := ${n}; return &x }\n`).join('')}`;
    writeFileSync(join(this.module, 'go.mod'), 'module example.com/a\n\ngo 1.21\n');
    writeFileSync(join(this.module, 'a.go'), this.text);
    const listed = { ImportPath: 'example.com/a', Name: 'a', Dir: '@DIR@', GoFiles: ['a.go'], Export: '/x' };
    writeFileSync(join(this.dir, 'package'), JSON.stringify(listed, undefined, '\t'));
    writeFileSync(join(this.dir, 'said'), `# example.com/a\n${numbers.map(n => `./a.go:${n + 3}:22: moved to heap: x\n`).join('')}`);
    const program = n => `example.com/a/${'long'.repeat(20)}/${n}\tmain\tfalse\tfalse\t1\tunsafe\t\n`;
    writeFileSync(join(this.dir, 'deps'), numbers.map(program).join(''));
    if (this.what !== 'since') return;
    const git = (...args) => this.run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    // Then every allocation is a new one.
    writeFileSync(join(this.module, 'a.go'), this.text.replaceAll('x := ', 'x := 1 + '));
  }

  run(file, args) {
    const { status, stderr } = spawnSync(file, args, { cwd: this.module, env: this.env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
  }

  /** Resolves when the program is where it is to be ended. */
  async start() {
    const args = this.what === 'server' ? ['server.js', '--stdio'] : ['cli.js', ...ARGS[this.what]];
    const child = spawn(process.execPath, [join(this.programs, args[0]), ...args.slice(1)], {
      ...{ cwd: this.module, env: this.env, stdio: ['pipe', 'pipe', 'pipe'] },
    });
    this.program = child.pid;
    const program = new Program(child, this);
    await (this.what === 'server' ? program.serve() : program.here());
    return program;
  }

  /** What a user does next: starts the same program once more. */
  async nextStart() {
    const env = { ...this.env, BLOCK: 'nowhere' };
    const child = spawn(process.execPath, [join(this.programs, 'cli.js'), '--version'], { cwd: this.module, env, stdio: 'ignore' });
    await once(child, 'exit');
  }
}

class Program {
  constructor(child, scene) {
    Object.assign(this, { child, scene, said: '' });
    child.stderr.setEncoding('utf8').on('data', text => {
      this.complaint = (this.complaint ?? '') + text;
    });
    this.ended = new Promise(done => child.once('exit', (code, signal) => done({ code, signal })));
  }

  /** Waits until the command line has come to the time of its end. */
  async here() {
    const { block, real, when } = this.scene;
    if (real) await this.until(() => runs(this.scene, when));
    else if (when === 'after') {
      // What it says is not read on, so that it stays in its last step.
      await this.until(() => this.child.stdout.readableLength > 0, this.child.stdout, 'readable');
    } else await this.event(`${block}-waits`);
  }

  /** Plays an editor: opens the file with unsaved text. */
  async serve() {
    const { module, bin, text, block, when } = this.scene;
    const uri = pathToFileURL(module).href;
    const settings = { goPreflight: { go: { path: join(bin, 'go') } } };
    this.child.stdout.setEncoding('utf8').on('data', chunk => {
      this.said += chunk;
    });
    const capabilities = { textDocument: { publishDiagnostics: {} } };
    const initializationOptions = { trusted: true, settings };
    this.send({ id: 1, method: 'initialize', params: { processId: null, rootUri: uri, capabilities, initializationOptions } });
    await this.until(() => this.said.includes('"capabilities"'), this.child.stdout, 'data');
    this.send({ method: 'initialized', params: {} });
    const textDocument = { uri: `${uri}/a.go`, languageId: 'go', version: 1, text: `${text}// not saved\n` };
    this.send({ method: 'textDocument/didOpen', params: { textDocument } });
    if (when !== 'after') return this.event(`${block}-waits`);
    await this.event('list-answered');
    await this.until(() => this.said.includes('"kind":"idle"'), this.child.stdout, 'data');
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  /** Ends it by a signal, or as a client ends a server; resolves with its exit code or signal. */
  async end(how) {
    if (how === 'exit') this.send({ method: 'exit' });
    else if (how === 'close') this.child.stdin.end();
    else if (how === 'shutdown') {
      this.send({ id: 2, method: 'shutdown' });
      await this.until(() => this.said.includes('"id":2'), this.child.stdout, 'data');
      this.send({ method: 'exit' });
    } else if (how === 'silence') {
      this.send({ id: 2, method: 'shutdown' });
      await this.until(() => isClean(this.scene));
      this.send({ method: 'exit' });
    } else process.kill(this.child.pid, `SIG${how}`);
    return this.ended;
  }

  /** Resolves when the file of the event is there. */
  async event(name) {
    const watcher = watch(this.scene.events);
    try {
      await this.until(() => existsSync(join(this.scene.events, name)), watcher, 'change');
    } finally {
      watcher.close();
    }
  }

  /** Asks again at each event; without an emitter, which /proc is not, at once. Rejects when the program ends before. */
  async until(isSo, emitter, event) {
    const signal = AbortSignal.timeout(WAIT_MS);
    while (!isSo()) {
      const next = emitter ? once(emitter, event, { signal }) : new Promise(setImmediate);
      const end = await Promise.race([next, this.ended]);
      if (end?.code !== undefined) throw new Error(`it ended with ${end.code ?? end.signal}: ${this.complaint ?? ''}`);
      signal.throwIfAborted();
    }
  }
}
