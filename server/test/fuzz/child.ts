/** One child process, started again when it has died, and killed when it needs too much CPU time for one input. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crash, type Fault, HANG_MS, hang, readProgress } from './fault.js';
import type { Answer, Request, Setup } from './messages.js';

/** How often a child is looked at. */
const LOOK_MS = 500;
/** Where no CPU time can be read, so much more time on the wall, on a machine that has other work. */
const WALL = 10;
/** CPU time to load the product, the corpus and the grammars. */
const STARTS_WITHIN_MS = 60_000;

/** The child's own fault, at the input with this number. */
export interface Lost {
  readonly index: number;
  readonly fault: Fault;
}

let children = 0;

export class Child {
  private process: ChildProcess | undefined;
  private readonly progress = join(tmpdir(), `go-preflight-fuzz-${process.pid}-${children++}`);
  /** How often it has been started. */
  starts = 0;
  ready: (Answer & { ready: unknown }) | undefined;

  constructor(
    private readonly setup: Omit<Setup, 'progress'>,
    private readonly patience = HANG_MS,
  ) {}

  /** What it answers, or why it never will. */
  async ask<A extends Answer>(request: Request): Promise<A | Lost> {
    const child = await this.started();
    return this.answered<A>(child, () => child.send(request));
  }

  stop(): void {
    this.process?.kill('SIGKILL');
    this.process = undefined;
    rmSync(this.progress, { force: true });
  }

  async started(): Promise<ChildProcess> {
    if (this.process) return this.process;
    const setup: Setup = { ...this.setup, progress: this.progress };
    const execArgv = ['--expose-gc', '--max-old-space-size=1500', '--require', require.resolve('tsx/cjs')];
    const child = fork(join(__dirname, 'worker.ts'), [JSON.stringify(setup)], { execArgv, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
    child.stderr!.on('data', (text: Buffer) => {
      this.said = (this.said + text.toString()).slice(-2000);
    });
    this.process = child;
    this.starts++;
    const ready = await this.answered<Answer & { ready: unknown }>(child, () => undefined, STARTS_WITHIN_MS);
    if ('fault' in ready) throw new Error(`a child does not start: ${ready.fault.text}`);
    this.ready = ready;
    return child;
  }

  private said = '';

  private answered<A>(child: ChildProcess, send: () => void, patience = this.patience): Promise<A | Lost> {
    return new Promise(resolve => {
      let [at, since] = [-1, this.cpu(child)];
      const watch = setInterval(() => {
        const [{ index, slack }, now] = [this.at(), this.cpu(child)];
        const limit = slack * patience;
        if (index !== at) [at, since] = [index, now];
        else if (now - since > (existsSync(statOf(child)) ? 1 : WALL) * limit) lost(hang(limit));
      }, LOOK_MS);
      const end = (answer: A | Lost) => {
        clearInterval(watch);
        child.off('message', answered).off('exit', exited);
        resolve(answer);
      };
      const lost = (fault: Fault) => {
        const { index } = this.at();
        child.kill('SIGKILL');
        this.process = undefined;
        end({ index, fault });
      };
      const answered = (message: unknown) => end(message as A);
      const exited = (code: number | null, signal: string | null) => lost(crash(`${signal ?? code}\n${this.said}`));
      child.on('message', answered).on('exit', exited);
      send();
    });
  }

  private at(): ReturnType<typeof readProgress> {
    return readProgress(existsSync(this.progress) ? readFileSync(this.progress, 'utf8') : '0 1');
  }

  /** In milliseconds: of the child's CPU where the system tells it. */
  private cpu(child: ChildProcess): number {
    const stat = statOf(child);
    if (!existsSync(stat)) return performance.now();
    // Behind the name in parentheses: state, 10 numbers, user and system time in hundredths of a second (proc(5)).
    const fields = readFileSync(stat, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
}

const statOf = (child: ChildProcess) => `/proc/${child.pid}/stat`;
