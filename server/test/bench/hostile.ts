/**
 * Folders of strangers: what `check` takes for each, whether it reports the fault in the good file beside, writes anything or prints what a
 * terminal obeys; how long the server holds its thread meanwhile, and how soon it answers a hover. Ends with 1 when a limit is not kept.
 *
 *   npx tsx server/test/bench/hostile.ts [--cases DIR] [--no-server] [--strace] [WORD…]     after `npm run build`
 *
 * `--cases`: the folders in DIR too. `--strace` (Linux): which files outside of the folder `check` opens; it takes several times as long.
 * A hover's time is what the server's thread ran until its answer. `check` ends in time when its wall time or the processor's is within the limit:
 * the one of a quiet machine counts, and other programs only make the first longer.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertTerminal } from '../support/hostile.js';
import { HOSTILE_FOLDERS } from '../support/hostile-folders/all.js';
import { GOOD, lay } from '../support/hostile-folders/folder.js';
import { type Watched, WatchedServer } from './watched-server.js';

const ROOT = resolve(__dirname, '../../..');
const LIMITS = { seconds: 5, megabytes: 500, slice: 50, hover: 200, reading: 30_000 };
const KILLED_AFTER_MS = Number(process.env.HOSTILE_LIMIT ?? 60_000);
/** What one editor opens of a folder, beside the good file. */
const MAX_OPEN = 4;
const MAX_OPEN_BYTES = 4_000_000;
const PROBE = pathToFileURL(join(__dirname, 'cost-probe.mjs')).href;

interface Checked {
  /** Of the processor, of all threads and processes. */
  readonly seconds: number;
  readonly wall: number;
  readonly megabytes: number;
  readonly wrong: readonly string[];
}

/** Runs `check` in a folder. */
function check(dir: string, temp: string): Promise<Checked> {
  const cost = join(temp, 'cost');
  rmSync(cost, { force: true });
  const started = performance.now();
  const args = ['--import', PROBE, join(ROOT, 'dist/cli.js'), 'check', '.'];
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env: { ...process.env, COST: cost, FORCE_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), KILLED_AFTER_MS);
  return new Promise(done =>
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const wrong: string[] = [];
      if (signal !== null || code === null || code > 2) wrong.push(`ended with ${code ?? signal}: ${err.slice(-300)}`);
      if (!out.includes('RangeFunc')) wrong.push('the good file is not reported');
      if (/internal error|RangeError|TypeError/.test(err)) wrong.push(err.slice(0, 300));
      for (const text of [out, err]) {
        try {
          assertTerminal(text);
        } catch (error) {
          wrong.push(String(error).slice(0, 200));
        }
      }
      const { cpu, peak } = existsSync(cost) ? JSON.parse(readFileSync(cost, 'utf8')) : { cpu: Number.NaN, peak: Number.NaN };
      done({ seconds: cpu, wall: (performance.now() - started) / 1000, megabytes: peak / 1e6, wrong });
    }),
  );
}

/** Where files may lie that `check` opens, beside the folder: the program itself, the system's libraries and settings, Go and what `go env -w` wrote. */
const OWN =
  /^\/(?:usr|lib|lib64|proc|sys\/fs\/cgroup|sys\/devices\/system\/cpu|(?:root|home\/\w+)\/\.config\/go\/env$|dev\/(?:null|urandom)|etc\/(?:ld\.so|ssl|localtime|nsswitch|gitconfig|os-release|alternatives))/;

/** Files outside of the folder that `check` opens for reading, or anywhere for writing. */
function opened(dir: string, temp: string): string[] {
  const log = join(temp, 'strace');
  const trace = 'openat,open,creat,unlink,unlinkat,rename,renameat2,mkdir,mkdirat,symlink,symlinkat,link,linkat,truncate,chmod,fchmodat';
  spawnSync('strace', ['-f', '-q', '-e', `trace=${trace}`, '-o', log, process.execPath, join(ROOT, 'dist/cli.js'), 'check', '.'], {
    cwd: dir,
  });
  const lines = readFileSync(log, 'utf8').split('\n');
  const found = lines.flatMap(line => {
    const call = /(?:^\d+\s+)(\w+)\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)".*= (-?\d+)/.exec(line);
    if (!call || call[3] === '-1') return [];
    const path = resolve(dir, call[2]!);
    const writes = call[1] !== 'openat' && call[1] !== 'open' ? true : /O_WRONLY|O_RDWR|O_CREAT/.test(line);
    const isOwn = path.startsWith(ROOT) || OWN.test(path) || dir.startsWith(path);
    if (writes) return path === '/dev/null' ? [] : `writes ${path}`;
    return isOwn || path.startsWith(`${dir}/`) ? [] : `reads ${path}`;
  });
  return [...new Set(found)];
}

export interface Served {
  readonly slice: number;
  /** What ran in the longest slices, where that is watched. */
  readonly stacks: readonly string[];
  readonly hover: number;
  readonly megabytes: number;
  readonly wrong: readonly string[];
}

/** Opens the good file and others, asks for all that the server can read, and hovers over the good file all the while. */
export async function serve(dir: string, watched?: Watched): Promise<Served> {
  const server = await WatchedServer.start(dir, { trusted: false }, watched);
  try {
    const good = server.open(join(dir, 'good/Dockerfile'), 'dockerfile', GOOD);
    await server.analysed(good);
    await server.slices(LIMITS.slice);
    for (const path of openable(dir)) server.open(join(dir, path), languageOf(path), readFileSync(join(dir, path), 'utf8'));
    let isDone = false;
    const all = server.ask('goPreflight/buildMatrix', {}).then(() => {
      isDone = true;
    });
    const [began, last] = [server.ran, performance.now() + 3 * KILLED_AFTER_MS];
    let hover = 0;
    while (!isDone && server.ran - began < LIMITS.reading && performance.now() < last) {
      const started = server.ran;
      const asked = server.ask('textDocument/hover', { textDocument: { uri: good }, position: { line: 1, character: 18 } });
      await Promise.race([asked, all, after(KILLED_AFTER_MS)]);
      hover = Math.max(hover, server.ran - started);
      await after(20);
    }
    const { longest, stacks } = await server.slices(LIMITS.slice);
    const wrong = (server.published.get(good)?.length ?? 0) > 0 ? [] : ['the server does not report the good file'];
    if (!isDone) wrong.push('the server does not end reading the folder');
    return { slice: longest, stacks, hover, megabytes: (server.peak ?? Number.NaN) / 1e6, wrong };
  } finally {
    server.stop();
  }
}

const after = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

function openable(dir: string): string[] {
  const inside = readdirSync(dir, { withFileTypes: true }).filter(e => e.isFile() && e.name !== 'main.go');
  const names = [...inside.map(e => e.name), '.github/workflows/ci.yml'].filter(name =>
    statSync(join(dir, name), { throwIfNoEntry: false })?.isFile(),
  );
  return names.filter(name => statSync(join(dir, name)).size <= MAX_OPEN_BYTES).slice(0, MAX_OPEN);
}

function languageOf(path: string): string {
  if (path.endsWith('.go')) return 'go';
  return path.endsWith('Dockerfile') ? 'dockerfile' : 'plaintext';
}

export interface Place {
  readonly name: string;
  lay(dir: string): string;
}

export function places(cases: string | undefined): Place[] {
  const own = HOSTILE_FOLDERS.map(folder => ({
    name: folder.name,
    lay: (dir: string) => {
      lay(folder, dir);
      return dir;
    },
  }));
  const given = cases === undefined ? [] : readdirSync(cases).filter(name => statSync(join(cases, name)).isDirectory());
  const lacking = given.filter(name => !existsSync(join(cases!, name, 'good/Dockerfile')));
  if (lacking.length > 0) throw new Error(`no good/Dockerfile in ${lacking.join(', ')}`);
  return [...given.map(name => ({ name, lay: () => join(resolve(cases!), name) })), ...own];
}

async function main(args: string[]): Promise<void> {
  const at = args.indexOf('--cases');
  const [, cases] = at < 0 ? [] : args.splice(at, 2);
  const flags = new Set(args.filter(a => a.startsWith('--')));
  const words = args.filter(a => !flags.has(a));
  let bad = 0;
  const all = places(cases);
  const unknown = words.filter(w => !all.some(({ name }) => name.includes(w)));
  if (unknown.length > 0) throw new Error(`no folder is named like ${unknown.join(', ')}`);
  for (const place of all.filter(({ name }) => words.length === 0 || words.some(w => name.includes(w)))) {
    const temp = mkdtempSync(join(tmpdir(), 'go-preflight-hostile-'));
    try {
      const dir = place.lay(join(temp, 'folder'));
      const checked = await check(dir, temp);
      const wrong = [...checked.wrong, ...(flags.has('--strace') ? opened(dir, temp) : [])];
      if (Math.min(checked.seconds, checked.wall) > LIMITS.seconds) wrong.push('takes too long');
      if (checked.megabytes > LIMITS.megabytes) wrong.push('takes too much memory');
      let text = `${checked.wall.toFixed(2).padStart(6)} s (${checked.seconds.toFixed(2).padStart(5)} of CPU) ${checked.megabytes.toFixed(0).padStart(5)} MB`;
      if (!flags.has('--no-server')) {
        const served = await serve(dir);
        wrong.push(...served.wrong);
        if (served.slice > LIMITS.slice) wrong.push('holds the thread');
        if (served.hover > LIMITS.hover) wrong.push('lets a hover wait');
        if (served.megabytes > LIMITS.megabytes) wrong.push('the server takes too much memory');
        text += ` | slice ${served.slice.toFixed(0).padStart(5)} ms, hover ${served.hover.toFixed(0).padStart(5)} ms, ${served.megabytes.toFixed(0).padStart(4)} MB`;
      }
      if (wrong.length > 0) bad++;
      console.log(
        `${wrong.length > 0 ? 'BAD ' : '    '}${text}  ${place.name}${wrong.length > 0 ? `\n       ${wrong.slice(0, 6).join('\n       ')}` : ''}`,
      );
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  }
  console.log(bad === 0 ? 'All folders are survived.' : `${bad} folders to look at`);
  process.exitCode = bad === 0 ? 0 : 1;
}

if (require.main === module)
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
