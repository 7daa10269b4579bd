/** Root folders with nothing but a C library, or not even that, and starting programs in them. Needs root and Linux. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type RootKind = 'empty' | 'glibc' | 'musl';

const GLIBC = [
  '/lib64/ld-linux-x86-64.so.2',
  ...['libc.so.6', 'libpthread.so.0', 'libresolv.so.2', 'libm.so.6', 'libdl.so.2'].map(l => `/lib/x86_64-linux-gnu/${l}`),
];
const MUSL = ['/lib/ld-musl-x86_64.so.1'];
const FILES: Readonly<Record<RootKind, readonly string[]>> = { empty: [], glibc: GLIBC, musl: MUSL };

const runs = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
export const HAS_MUSL = MUSL.every(existsSync) && spawnSync('musl-gcc', ['--version']).error === undefined;

/** Why nothing can be built and started in a root folder here; undefined when it can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'not on linux/amd64';
  if (process.getuid?.() !== 0) return 'not root, so there is no chroot';
  if (!runs('go', 'version')) return 'no go command';
  if (!runs('gcc', '--version')) return 'no gcc';
  if (!GLIBC.every(existsSync)) return 'no glibc where Debian has it';
  return runs('chroot', '/', '/bin/true') ? undefined : 'chroot is not permitted';
}

export class Roots {
  readonly dir = mkdtempSync(join(tmpdir(), 'go-preflight-roots-'));
  private count = 0;

  /** Starts a copy of the program as `/x` of a root of that kind; with `more` files, by absolute path, and these variables alone. */
  start(
    program: string,
    kind: RootKind,
    more: { readonly files?: Readonly<Record<string, string>>; readonly env?: NodeJS.ProcessEnv } = {},
  ): { readonly started: boolean; readonly output: string } {
    const root = join(this.dir, `${kind}-${this.count++}`);
    mkdirSync(root);
    for (const file of FILES[kind]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      copyFileSync(realpathSync(file), join(root, file));
    }
    for (const [file, text] of Object.entries(more.files ?? {})) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    copyFileSync(program, join(root, 'x'));
    const env = more.env && { PATH: process.env.PATH, ...more.env };
    const end = spawnSync('chroot', [root, '/x'], { encoding: 'utf8', timeout: 20_000, ...(env && { env }) });
    rmSync(root, { recursive: true, force: true });
    const output = `${end.stdout}${end.stderr}`;
    return { started: end.status === 0 && output.includes('started'), output };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
