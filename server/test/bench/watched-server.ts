/** The built language server as a process of its own, spoken to over its pipes, and how long it holds its thread. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = resolve(__dirname, '../../..');

export interface Slices {
  /** Milliseconds of those above `limit`, the longest first. */
  readonly over: readonly number[];
  readonly longest: number;
  /** What ran in the longest, where that is watched. */
  readonly stacks: readonly string[];
}

/** Which server is watched, and of how many slices it is said what ran in them; undefined: slices are not timed, which never lets the process rest. */
export interface Watched {
  readonly program: string;
  readonly stacks: number | undefined;
}

const BUILT: Watched = { program: join(ROOT, 'dist/server.js'), stacks: 0 };
/** As an editor starts it. */
export const UNTIMED: Watched = { ...BUILT, stacks: undefined };

export class WatchedServer {
  private readonly child: ChildProcess;
  private readonly answers = new Map<number, (result: unknown) => void>();
  private rest = Buffer.alloc(0);
  private asked = 0;
  readonly published = new Map<string, readonly { readonly code?: string }[]>();
  /** Everything that the server has sent. */
  sent = '';

  private constructor({ program, stacks }: Watched) {
    const probe = stacks === undefined ? [] : ['--import', pathToFileURL(join(__dirname, 'slice-probe.mjs')).href];
    const args = [...probe, program, '--stdio'];
    const env = { ...process.env, SLICE_STACKS: String(stacks ?? 0) };
    this.child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore', 'ipc'], env });
    this.child.stdout!.on('data', (chunk: Buffer) => this.take(chunk));
  }

  static async start(folder: string, options: { readonly trusted: boolean }, watched: Watched = BUILT): Promise<WatchedServer> {
    const server = new WatchedServer(watched);
    const uri = pathToFileURL(folder).href;
    await server.ask('initialize', {
      ...{ processId: null, rootUri: uri, workspaceFolders: [{ uri, name: 'folder' }] },
      ...{ capabilities: {}, initializationOptions: options },
    });
    server.tell('initialized', {});
    return server;
  }

  ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.asked;
    return new Promise(answer => {
      this.answers.set(id, answer);
      this.send({ id, method, params });
    });
  }

  tell(method: string, params: unknown): void {
    this.send({ method, params });
  }

  open(path: string, languageId: string, text: string): string {
    const uri = pathToFileURL(path).href;
    this.tell('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** Resolves when the open file has been analysed. */
  async analysed(uri: string): Promise<void> {
    const start = { line: 0, character: 0 };
    await this.ask('textDocument/codeAction', { textDocument: { uri }, range: { start, end: start }, context: { diagnostics: [] } });
  }

  /** Since it was asked last. */
  slices(limit: number): Promise<Slices> {
    return new Promise(answer => {
      this.child.once('message', ({ slices, stacks }: { slices: number[]; stacks: string[] }) => {
        slices.sort((a, b) => b - a);
        answer({ over: slices.filter(ms => ms > limit), longest: slices[0] ?? 0, stacks });
      });
      this.child.send('slices');
    });
  }

  /** The most memory that it has had, in bytes; undefined elsewhere than on Linux. */
  get peak(): number | undefined {
    return this.status('VmHWM');
  }

  /** The memory that it has now, in the same way. */
  get memory(): number | undefined {
    return this.status('VmRSS');
  }

  private status(row: 'VmHWM' | 'VmRSS'): number | undefined {
    try {
      const found = new RegExp(`^${row}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
      return found ? Number(found[1]) * 1024 : undefined;
    } catch {
      return undefined;
    }
  }

  /** Milliseconds that the server's thread has run, so that other programs on the machine do not count; elsewhere than on Linux the clock's. */
  get ran(): number {
    try {
      return Number(readFileSync(`/proc/${this.child.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
    } catch {
      return performance.now();
    }
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin!.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private take(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.rest.indexOf('\r\n\r\n');
      const length = head < 0 ? undefined : /Content-Length: (\d+)/.exec(this.rest.toString('latin1', 0, head));
      if (!length || this.rest.length < head + 4 + Number(length[1])) return;
      const text = this.rest.toString('utf8', head + 4, head + 4 + Number(length[1]));
      this.rest = this.rest.subarray(head + 4 + Number(length[1]));
      this.hear(text);
    }
  }

  private hear(text: string): void {
    this.sent += `${text}\n`;
    const message = JSON.parse(text);
    if (message.method === 'textDocument/publishDiagnostics') this.published.set(message.params.uri, message.params.diagnostics);
    if (message.method !== undefined && message.id !== undefined) this.send({ id: message.id, result: null });
    if (message.method !== undefined) return;
    this.answers.get(message.id)?.(message.result);
    this.answers.delete(message.id);
  }
}
