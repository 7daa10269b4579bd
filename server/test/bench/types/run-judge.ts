/** Builds and runs the Go program that says what is true: server/tools/types-judge. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { type JudgedPackage, judgedPackages } from './judged.js';

const SOURCE = resolve(__dirname, '../../../tools/types-judge');

export interface Asked {
  /** Where the patterns are looked up. */
  readonly dir: string;
  readonly patterns: readonly string[];
  readonly flags?: readonly string[];
}

export class Judge {
  private readonly folder = mkdtempSync(join(tmpdir(), 'go-preflight-judge-'));
  private readonly program = join(this.folder, 'types-judge');

  /** The go command's folder comes first for the program too, which asks it for packages. */
  private readonly env: NodeJS.ProcessEnv;

  constructor(private readonly go = 'go') {
    this.env = { ...process.env, ...(isAbsolute(go) ? { PATH: `${dirname(go)}${delimiter}${process.env.PATH ?? ''}` } : {}) };
    execFileSync(go, ['build', '-o', this.program, '.'], { cwd: SOURCE, stdio: 'inherit', env: this.env });
  }

  /** Ends with an error where the program does. */
  async *packages({ dir, patterns, flags = [] }: Asked): AsyncGenerator<JudgedPackage> {
    const child = spawn(this.program, ['-dir', dir, ...flags, ...patterns], { stdio: ['ignore', 'pipe', 'inherit'], env: this.env });
    const ended = once(child, 'close') as Promise<[number | null]>;
    try {
      yield* judgedPackages(child.stdout.setEncoding('utf8'));
      const [code] = await ended;
      if (code !== 0) throw new Error(`types-judge ended with ${code}`);
    } finally {
      child.kill();
    }
  }

  /** The packages of files as if these ended at an offset in bytes, one for each place, in their order. */
  async *cuts(asked: Asked, places: readonly { readonly path: string; readonly at: number }[]): AsyncGenerator<JudgedPackage> {
    const list = join(this.folder, 'cuts');
    writeFileSync(list, places.map(p => `${p.path}\t${p.at}\n`).join(''));
    yield* this.packages({ ...asked, flags: [...(asked.flags ?? []), '-only', 'T', '-cuts', list] });
  }

  /** What the standard library has without the packages that the limits leave out. */
  standardLibrary(): string[] {
    const all = execFileSync(this.go, ['list', 'std'], {
      encoding: 'utf8',
      env: { ...this.env, GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '0' },
    });
    return all.split('\n').filter(p => p !== '' && !/^(runtime|reflect|internal)(\/|$)/.test(p));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
