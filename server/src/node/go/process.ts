/**
 * One child process, run to its end or killed with everything it started. The only place of the project that starts `go`: argument
 * arrays, no shell, output handed on as it comes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { ProcessEnvironment } from './find-go.js';

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  onStdout(chunk: string): void;
  onStderr(chunk: string): void;
}

export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  /** It could not be started, or ended by a signal that is not ours. */
  | { readonly kind: 'crash'; readonly reason: string };

/** Time between asking the process group to end and killing it. */
const GRACE_MS = 500;
/** Time that pipes may stay open after the process ended: a grandchild can hold them. */
const PIPE_MS = 1000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) killTree(child, 'SIGKILL');
});

/** Never rejects. Settles after the process has ended; after a time-out or cancellation its whole group has been killed. */
export function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  if (request.signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise(resolve => {
    let child: ChildProcess;
    try {
      child = spawn(request.file, request.args, {
        cwd: request.cwd,
        env: { ...request.env },
        shell: false,
        windowsHide: true,
        // A group of its own, so that compilers that `go` started die with it.
        detached: process.platform !== 'win32',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (e) {
      resolve({ kind: 'crash', reason: reasonOf(e) });
      return;
    }
    running.add(child);
    const timers: NodeJS.Timeout[] = [];
    let stopped: ProcessEnd | undefined;
    let settled = false;

    const settle = (end: ProcessEnd) => {
      if (settled) return;
      settled = true;
      for (const timer of timers) clearTimeout(timer);
      request.signal?.removeEventListener('abort', cancel);
      // What outlived the leader of a stopped group goes now.
      if (stopped) killTree(child, 'SIGKILL');
      running.delete(child);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(stopped ?? end);
    };
    const stop = (end: ProcessEnd) => {
      if (stopped || settled) return;
      stopped = end;
      killTree(child, 'SIGTERM');
      timers.push(setTimeout(() => killTree(child, 'SIGKILL'), GRACE_MS));
      timers.push(setTimeout(() => settle(end), GRACE_MS + PIPE_MS));
    };
    const cancel = () => stop({ kind: 'cancelled' });

    timers.push(setTimeout(() => stop({ kind: 'timeout' }), request.timeoutMs));
    request.signal?.addEventListener('abort', cancel, { once: true });
    pipe(child.stdout, chunk => !stopped && request.onStdout(chunk));
    pipe(child.stderr, chunk => !stopped && request.onStderr(chunk));
    child.once('error', e => settle({ kind: 'crash', reason: reasonOf(e) }));
    child.once('exit', (code, signal) => {
      timers.push(setTimeout(() => settle(endOf(code, signal)), PIPE_MS));
    });
    child.once('close', (code, signal) => settle(endOf(code, signal)));
  });
}

function pipe(stream: NodeJS.ReadableStream | null, use: (chunk: string) => void): void {
  const decoder = new StringDecoder('utf8');
  stream?.on('data', (chunk: Buffer) => {
    use(decoder.write(chunk));
    // A full pipe is read up to 32 times in one turn, and `-m=2` fills it for seconds: other work comes in between.
    stream.pause();
    setImmediate(() => stream.resume());
  });
  stream?.on('end', () => use(decoder.end()));
  stream?.on('error', () => {});
}

function killTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') {
      const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
      spawn(taskkill, ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => child.kill());
    } else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  return code !== null ? { kind: 'exit', code } : { kind: 'crash', reason: `ended by ${signal}` };
}

function reasonOf(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}
