/**
 * One child process, run to its end or killed with everything it started. The only place of the project that starts `go`: argument
 * arrays, no shell, output handed on as it comes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { holdGroup, releaseGroup } from '../ends/held.js';
import { endGroup, endOnce } from '../ends/process-group.js';
import type { ProcessEnvironment } from './find-go.js';
import { scratchFor } from './scratch.js';

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: ProcessEnvironment;
  readonly timeoutMs: number;
  /** Of both streams together; what prints more is ended. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  onStdout(chunk: string): void;
  onStderr(chunk: string): void;
}

export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  /** It printed more than was asked for; what was handed on is cut off anywhere. */
  | { readonly kind: 'tooMuch' }
  /** It could not be started, or ended by a signal that is not ours. */
  | { readonly kind: 'crash'; readonly reason: string };

/** Time between asking the process group to end and killing it. */
const GRACE_MS = 500;
/** Time that pipes may stay open after the process ended: a grandchild that left the group can hold them. */
const PIPE_MS = 1000;

/** Never rejects. Settles after the process has ended and its whole group with it, and its temporary files are gone. */
export function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  if (request.signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
  return new Promise(resolve => {
    const scratch = scratchFor(request.env);
    const finish = (end: ProcessEnd) => void scratch.remove().then(() => resolve(end));
    let child: ChildProcess;
    try {
      child = spawn(request.file, request.args, {
        cwd: request.cwd,
        env: scratch.env,
        shell: false,
        windowsHide: true,
        // A group of its own, so that compilers that `go` started die with it.
        detached: process.platform !== 'win32',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (e) {
      finish({ kind: 'crash', reason: reasonOf(e) });
      return;
    }
    const leader = child.pid;
    if (leader !== undefined) holdGroup(leader);
    const timers: NodeJS.Timeout[] = [];
    let stopped: ProcessEnd | undefined;
    let settled = false;

    const settle = (end: ProcessEnd) => {
      if (settled) return;
      settled = true;
      for (const timer of timers) clearTimeout(timer);
      request.signal?.removeEventListener('abort', cancel);
      if (leader !== undefined) void releaseGroup(leader);
      child.stdout?.destroy();
      child.stderr?.destroy();
      finish(stopped ?? end);
    };
    // Somebody left the group and holds a pipe.
    const settleLate = (end: ProcessEnd) => {
      endOnce(new Set(leader === undefined ? [] : [leader]), new Set(scratch.folders));
      settle(end);
    };
    const stop = (end: ProcessEnd) => {
      if (stopped || settled) return;
      stopped = end;
      if (leader === undefined) return;
      endGroup(leader, 'SIGTERM');
      timers.push(setTimeout(() => endGroup(leader, 'SIGKILL'), GRACE_MS));
      timers.push(setTimeout(() => settleLate(end), GRACE_MS + PIPE_MS));
    };
    const cancel = () => stop({ kind: 'cancelled' });

    timers.push(setTimeout(() => stop({ kind: 'timeout' }), request.timeoutMs));
    request.signal?.addEventListener('abort', cancel, { once: true });
    let left = request.maxBytes;
    const mayGoOn = (bytes: number) => {
      left -= bytes;
      if (left < 0) stop({ kind: 'tooMuch' });
      return !stopped;
    };
    pipe(child.stdout, mayGoOn, request.onStdout);
    pipe(child.stderr, mayGoOn, request.onStderr);
    child.once('error', e => settle({ kind: 'crash', reason: reasonOf(e) }));
    child.once('exit', (code, signal) => {
      // What it started and left behind; Windows no longer knows what that is.
      if (leader !== undefined && process.platform !== 'win32') endGroup(leader, 'SIGKILL');
      timers.push(setTimeout(() => settleLate(endOf(code, signal)), PIPE_MS));
    });
    child.once('close', (code, signal) => settle(endOf(code, signal)));
  });
}

/** `mayGoOn` is asked about each chunk before it is handed on. */
function pipe(stream: NodeJS.ReadableStream | null, mayGoOn: (bytes: number) => boolean, use: (chunk: string) => void): void {
  const decoder = new StringDecoder('utf8');
  stream?.on('data', (chunk: Buffer) => {
    if (mayGoOn(chunk.length)) use(decoder.write(chunk));
    // A full pipe is read up to 32 times in one turn, and `-m=2` fills it for seconds: other work comes in between.
    stream.pause();
    setImmediate(() => stream.resume());
  });
  stream?.on('end', () => mayGoOn(0) && use(decoder.end()));
  stream?.on('error', () => {});
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  return code !== null ? { kind: 'exit', code } : { kind: 'crash', reason: `ended by ${signal}` };
}

function reasonOf(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}
